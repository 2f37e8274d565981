"""A list as the station of 郑州 sends it, previewed and booked."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from desk.app import Desk
from desk.documents.intake.header import find_header
from desk.documents.intake.mapping import propose_mapping, vocabulary
from desk.documents.intake.preview import Preview, preview_rows
from desk.documents.intake.reader import SheetText
from desk.freight.consignments.drafts import ConsignmentDraft
from desk.freight.inbound.booking import book_inbound_rows
from desk.freight.inbound.imports import COLUMNS, row_checker, to_draft
from tests.conftest import Office
from tests.freight.inbound.truck import HEAD

N = "YD2611160001"
NAMES = [
    "手工单号",
    "日期",
    "发货人",
    "发货电话",
    "收货人",
    "收货电话",
    "收货地址",
    "目的地",
    "品名",
    "包装",
    "件数",
    "重量kg",
    "体积m³",
    "交接方式",
    "付款方式",
    "运费",
    "送货费",
    "代收货款",
    "回单",
    "声明价值",
    "备注",
]
ROW: dict[str, Any] = {
    "手工单号": "Z0001",
    "日期": date(2026, 11, 16),
    "发货人": "洛城轴承",
    "发货电话": "13800000003",
    "收货人": "兴疆机电",
    "收货电话": "0991-5550456",
    "收货地址": None,
    "目的地": "乌鲁木齐",
    "品名": "轴承",
    "包装": "纸箱",
    "件数": 8,
    "重量kg": 320,
    "体积m³": 0.4,
    "交接方式": "自提",
    "付款方式": "现付",
    "运费": 480,
    "送货费": None,
    "代收货款": None,
    "回单": None,
    "声明价值": None,
    "备注": None,
}


def row(**cells: Any) -> dict[str, Any]:
    return ROW | cells


def sheet_of(rows: Sequence[dict[str, Any]], names: Sequence[str] = NAMES) -> SheetText:
    title = ("郑州发往乌鲁木齐 进港清单", None, "2026-11-16")
    body = [tuple(r.get(name) for name in names) for r in rows]
    return SheetText("清单", False, (title, tuple(names), *body))


def look(office: Office, *rows: dict[str, Any], names: Sequence[str] = NAMES) -> Preview:
    """Preview a list as the dispatcher sees it on the morning of the 18th."""
    office.at("2026-11-18 08:30")
    return preview_of(office.as_("in"), sheet_of(rows, names))


def preview_of(desk: Desk, sheet: SheetText) -> Preview:
    header = find_header(sheet.rows, vocabulary(COLUMNS))
    assert header is not None
    mapping = propose_mapping(header.names, COLUMNS)
    with desk.reading() as read:
        return preview_rows(sheet, header, mapping, COLUMNS, row_checker(read))


def draft_of(office: Office, **cells: Any) -> ConsignmentDraft:
    """The draft of one row that must be good."""
    (good,) = look(office, row(**cells)).rows
    assert good.problems == ()
    return to_draft(good.values)


def faults_of(office: Office, **cells: Any) -> list[tuple[str, str | None]]:
    (bad,) = look(office, row(**cells)).rows
    return [(p.code, p.field) for p in bad.problems]


def book(office: Office, drafts: Sequence[ConsignmentDraft], **fields: Any) -> str:
    given = {"head": HEAD, "rows": tuple(drafts), "origin_certified": True, **fields}
    return office.as_("in").run(book_inbound_rows, file_name="郑州 18日.xlsx", **given).value
