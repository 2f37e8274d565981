"""Reading piles, their pages, and what is known of files already."""

import json
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from sqlalchemy import func, select
from sqlalchemy.orm import joinedload

from desk.documents.paper_code import office_sign
from desk.filing.scans.choices import PileSource, PileState, ScanState
from desk.filing.scans.finding import page_by_id, pile_by_number
from desk.filing.scans.model import ScanFile, ScanPage, ScanPile
from desk.kernel.commands import query
from desk.kernel.errors import refuse
from desk.kernel.text import tr
from desk.storage.cabinet import attachments_of, place_of
from desk.storage.tables import Attachment, AuditEntry
from desk.storage.work import Reader


@dataclass(frozen=True)
class ScanRow:
    """One paper on one page. `waybill` is the consignment it hangs on or is meant for."""

    page_id: int
    pile: str
    file: str
    page_no: int
    part_no: int
    state: ScanState
    reason: str
    paper_no: str
    waybill: str
    consignee_name: str
    scanned_at: datetime
    picture: str


@dataclass(frozen=True)
class PileRow:
    """One pile and what became of its papers."""

    number: str
    source: PileSource
    place: str
    state: PileState
    read_at: datetime
    files: int
    papers: int
    filed: int
    placed: int
    waiting: int
    duplicates: int
    discarded: int


@dataclass(frozen=True)
class ScanPicture:
    """A kept picture or file: where its bytes lie (read only), its kind and its name."""

    path: Path
    kind: str
    label: str


@dataclass(frozen=True)
class KnownFile:
    """A file whose content is known: how many of its pages are booked.

    `is_open` says that its pile was interrupted before its end.
    """

    sha256: str
    file: int
    is_open: bool
    pages: int
    booked: int

    @property
    def is_whole(self) -> bool:
        return self.booked >= max(1, self.pages)


@query("receipt.read", "扫描件")
def scan_pages(
    read: Reader, *, state: ScanState | None = ScanState.WAITING, pile: str = ""
) -> list[ScanRow]:
    """Papers in the order they were scanned: those to be sorted, or of another state or pile.

    Args:
        read: reading view.
        state: None for all.
        pile: of one pile only.

    Raises:
        Refused: E006 for an unknown pile.
    """
    tickets = joinedload(ScanPage.consignment)
    wanted = select(ScanPage).join(ScanPage.file).options(tickets).order_by(ScanPage.id)
    if state is not None:
        wanted = wanted.where(ScanPage.state == state)
    if pile:
        wanted = wanted.where(ScanFile.pile_id == pile_by_number(read, pile).id)
    return [_row(page) for page in read.session.scalars(wanted)]


@query("receipt.read", "扫描件详情")
def scan_page(read: Reader, *, page_id: int) -> ScanRow:
    """One paper.

    Raises:
        Refused: E006.
    """
    return _row(page_by_id(read, page_id))


@query("receipt.read", "扫描件图片")
def scan_picture(read: Reader, *, page_id: int) -> ScanPicture:
    """The page upright, as JPEG; for a file that could not be opened, the file itself.

    Raises:
        Refused: E006.
    """
    page = page_by_id(read, page_id)
    return _kept(read, "scan_page" if page.picture else "scan_file", page)


@query("receipt.read", "扫描件原件")
def scan_original(read: Reader, *, page_id: int) -> ScanPicture:
    """The whole file as it was scanned.

    Raises:
        Refused: E006.
    """
    return _kept(read, "scan_file", page_by_id(read, page_id))


def _kept(read: Reader, record: str, page: ScanPage) -> ScanPicture:
    of = page.id if record == "scan_page" else page.file_id
    kept: list[Attachment] = attachments_of(read.session, record, of)
    if not kept:
        raise refuse("E006", "page_id", label=tr("图片"), v=page.file.label)
    return ScanPicture(place_of(read.cabinet, kept[0].sha256), kept[0].kind, kept[0].label)


@query("receipt.read", "扫描批次")
def scan_piles(read: Reader) -> list[PileRow]:
    """All piles, the newest first."""
    piles = read.session.scalars(select(ScanPile).order_by(ScanPile.id.desc()))
    return [_pile(read, pile) for pile in piles]


@query("receipt.read", "扫描批次结果")
def scan_pile_result(read: Reader, *, pile: str) -> PileRow:
    """What became of one pile.

    Raises:
        Refused: E006.
    """
    return _pile(read, pile_by_number(read, pile))


@query("receipt.read", "已扫描过的文件")
def known_scan_files(read: Reader, *, digests: tuple[str, ...]) -> list[KnownFile]:
    """Which contents were scanned before, and how far each was booked."""
    pages = func.count(func.distinct(ScanPage.page_no))
    wanted = (
        select(ScanFile, pages)
        .outerjoin(ScanPage, ScanPage.file_id == ScanFile.id)
        .group_by(ScanFile.id)
    )
    found = []
    for start in range(0, len(digests), _AT_ONCE):
        some = wanted.where(ScanFile.sha256.in_(digests[start : start + _AT_ONCE]))
        found += [
            KnownFile(
                file.sha256, file.id, file.pile.state is PileState.READING, file.pages, booked
            )
            for file, booked in read.session.execute(some)
        ]
    return found


_AT_ONCE = 500


@query("receipt.read", "本公司单据记号")
def office_signs(read: Reader) -> list[str]:
    """The signs on papers of this office, of its present name and of every earlier one."""
    names = {read.settings.firm_name}
    changes = select(AuditEntry.fields).where(
        AuditEntry.record == "setting", AuditEntry.fields.contains("firm_name")
    )
    for fields in read.session.scalars(changes):
        names.update(name for name in json.loads(fields).get("firm_name", ()) if name)
    return sorted({office_sign(name) for name in names})


def _row(page: ScanPage) -> ScanRow:
    ticket = page.consignment
    return ScanRow(
        page_id=page.id,
        pile=page.file.pile.number,
        file=page.file.label,
        page_no=page.page_no,
        part_no=page.part_no,
        state=page.state,
        reason=page.reason,
        paper_no=page.paper_no,
        waybill=ticket.label if ticket else "",
        consignee_name=ticket.consignee_name if ticket else "",
        scanned_at=page.created_at,
        picture=page.picture,
    )


def _pile(read: Reader, pile: ScanPile) -> PileRow:
    counted = (
        select(ScanPage.state, func.count())
        .join(ScanPage.file)
        .where(ScanFile.pile_id == pile.id)
        .group_by(ScanPage.state)
    )
    of = {state: count for state, count in read.session.execute(counted)}  # noqa: C416 - rows
    files = select(func.count()).where(ScanFile.pile_id == pile.id)
    return PileRow(
        number=pile.number,
        source=pile.source,
        place=pile.place,
        state=pile.state,
        read_at=pile.created_at,
        files=read.session.scalar(files) or 0,
        papers=sum(of.values()),
        filed=of.get(ScanState.FILED, 0),
        placed=of.get(ScanState.PLACED, 0),
        waiting=of.get(ScanState.WAITING, 0),
        duplicates=of.get(ScanState.DUPLICATE, 0),
        discarded=of.get(ScanState.DISCARDED, 0),
    )
