"""What the sorting window asks beside the window: scans of one view, receipts that are waited for."""

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtGui import QImage

from desk.app import Desk
from desk.filing.receipts.ageing import receipts_outside
from desk.filing.receipts.queries import ReceiptRow
from desk.filing.scans.choices import ScanState as S
from desk.filing.scans.queries import ScanRow, scan_pages, scan_picture
from desk.kernel.text import tr
from ui.desks.picture import read_picture

MOST_SHOWN = 300
MOST_SUGGESTED = 60


@dataclass(frozen=True)
class View:
    """Scans of some states.

    Attributes:
        key: its name in the strip.
        label: its word there.
        states: what it shows.
        empty: what to say when there are none.
    """

    key: str
    label: str
    states: tuple[S, ...]
    empty: str


WAITING = View(
    "waiting",
    "待整理",
    (S.WAITING,),
    "没有待整理的扫描件。按 Ctrl+O 选择扫描或拍照的文件,认得出单号的会自动归档。",
)
VIEWS = (
    WAITING,
    View("filed", "已归档", (S.FILED, S.PLACED), "还没有归档的扫描件。"),
    View("twice", "重复", (S.DUPLICATE,), "没有重复的扫描件。"),
    View("aside", "不归档", (S.DISCARDED,), "没有放在一边的扫描件。"),
)


@dataclass(frozen=True)
class Sorting:
    """One view as it stands, how many wait in all, and the receipts a scan may belong to."""

    rows: tuple[ScanRow, ...]
    waiting: int
    receipts: tuple[ReceiptRow, ...]


def sorting_of(desk: Desk, view: View, pile: str) -> Sorting:
    """Waiting scans in the order they were scanned; of the others the latest first."""
    waiting = desk.ask(scan_pages)
    rows = [row for state in view.states for row in desk.ask(scan_pages, state=state, pile=pile)]
    rows.sort(key=lambda row: row.page_id, reverse=view is not WAITING)
    return Sorting(tuple(rows[:MOST_SHOWN]), len(waiting), tuple(desk.ask(receipts_outside)))


def picture_reader(desk: Desk, page_id: int) -> Callable[[], QImage]:
    """Reads the picture of a scan; an empty one for a file that is none."""

    def read() -> QImage:
        path = desk.ask(scan_picture, page_id=page_id).path
        return read_picture(path.read_bytes()) if path.exists() else QImage()

    return read


def fitting(receipts: tuple[ReceiptRow, ...], typed: str) -> list[ReceiptRow]:
    """Receipts whose number ends in what is typed, then those whose people or town contain it."""
    text = typed.strip()
    if not text:
        return list(receipts[:MOST_SUGGESTED])
    by_tail = [row for row in receipts if row.number.upper().endswith(text.upper())]
    by_name = [
        row
        for row in receipts
        if row not in by_tail
        and (text in row.consignee_name or text in row.shipper_name or text in row.destination)
    ]
    return (by_tail + by_name)[:MOST_SUGGESTED]


def is_whole_number(typed: str) -> bool:
    """Whether a number is typed out: of a waybill, a delivery receipt or a questionnaire."""
    text = typed.strip().upper()
    return text[:2] in ("YD", "PS", "FH", "TH", "MY") and len(text) >= len("YD2611160001")


def page_words(row: ScanRow) -> str:
    """Which page of which file."""
    part = tr(" 第 {n} 张").format(n=row.part_no) if row.part_no > 1 else ""
    page = tr("第 {n} 页").format(n=row.page_no) if row.page_no else ""
    return f"{row.file}  {page}{part}".rstrip()
