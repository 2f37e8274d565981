"""A sender's list: read, checked and booked, beside other readers and a raw bulk insert."""

import statistics
from collections.abc import Iterator
from functools import partial
from itertools import chain
from pathlib import Path

import openpyxl
import python_calamine

from desk.documents.intake.reader import read_workbook
from desk.freight.consignments.drafts import ConsignmentDraft
from desk.freight.inbound.drafts import ManifestHead
from desk.importing import book, import_kind, preview, recheck
from desk.kernel.pinyin import initials_column
from tests.bench.as_excel import write_as_excel
from tests.bench.figures import Figure, milliseconds
from tests.bench.generate import DISPATCHER, NOW
from tests.bench.offices import Ground, bare, signed_in
from tests.bench.saving import CONFIRMED, ORIGIN, drafts, insert_bare, newest_rows

BOOKING_GOAL = 1 / 0.7
LISTS = 5
"""One list waits for the disk or does not: a median of few wanders less."""
HEADINGS = (
    "手工单号",
    "发货人",
    "发货电话",
    "收货人",
    "收货电话",
    "收货地址",
    "目的地",
    "品名",
    "件数",
    "重量kg",
    "体积m³",
    "交接方式",
    "付款方式",
    "运费合计",
)
HEAD = ManifestHead(origin_station=ORIGIN, plate="豫A8K369", eta_at=NOW)


def measure(ground: Ground) -> Iterator[Figure]:
    office, plain = ground.copy("imported.office"), ground.copy("bulk.office")
    path, count = ground.folder / "list.xlsx", ground.imported
    initials_column(ORIGIN)  # the window has its tables loaded when somebody imports
    taken: list[tuple[float, float, float]] = []
    with signed_in(office, DISPATCHER) as desk, bare(office) as reader, bare(plain) as writer:
        for place in range(LISTS):
            write_list(path, drafts(desk, count), count * place)
            if not place:
                yield from _reading(path, count)
            found = preview(desk, import_kind("inbound"), path)
            assert len(found.rows.good) == count
            checked = milliseconds(partial(recheck, desk, found))
            to_book = partial(book, desk, found, head=HEAD, origin_certified=True)
            booked = milliseconds(partial(to_book, confirmed=CONFIRMED))
            limit = milliseconds(partial(insert_bare, writer, newest_rows(reader, count)))
            taken.append((checked, booked, limit))
    checked, booked, limit = map(statistics.median, zip(*taken, strict=True))
    yield Figure(f"{count} rows checked, beside a bulk insert", checked, limit, None)
    yield Figure(f"{count} rows booked, beside a bulk insert", booked, limit, BOOKING_GOAL)


def write_list(path: Path, tickets: list[ConsignmentDraft], before: int = 0) -> None:
    """The tickets as a sender would list them, and his Excel save them; `before`: how many he sent already."""
    lines = (
        (
            f"B{number:06}",
            ticket.shipper_name,
            ticket.shipper_phone,
            ticket.consignee_name,
            ticket.consignee_phone,
            ticket.consignee_address,
            ticket.destination,
            ticket.lines[0].goods_name,
            ticket.pieces,
            ticket.weight_g / 1000,
            ticket.volume_cm3 / 1_000_000,
            ticket.delivery_mode.label,
            ticket.pay_terms.label,
            ticket.total_fen / 100,
        )
        for number, ticket in enumerate(tickets, before)
    )
    write_as_excel(path, chain([HEADINGS], lines))


def _reading(path: Path, count: int) -> Iterator[Figure]:
    ours = milliseconds(partial(read_workbook, path))
    peer = milliseconds(partial(_openpyxl, path))
    parser = milliseconds(partial(_calamine, path))
    # So few rows take no longer than the start of the process: the goal's 50,000 are read by `sheets`.
    yield Figure(f"{count} rows read, beside openpyxl", ours, peer, None)
    yield Figure(f"{count} rows read, beside the bare parser", ours, parser, None)


def _openpyxl(path: Path) -> None:
    book = openpyxl.load_workbook(path, read_only=True, data_only=True)
    for sheet in book.worksheets:
        list(sheet.iter_rows(values_only=True))
    book.close()


def _calamine(path: Path) -> None:
    book = python_calamine.CalamineWorkbook.from_path(str(path))
    book.get_sheet_by_index(0).to_python()
