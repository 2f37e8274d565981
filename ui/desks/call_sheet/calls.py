"""The open calls by deadline; opening a row shows its sheet."""

from desk.kernel.moments import local
from desk.kernel.text import tr
from desk.pricing.quotes.queries import InquiryBoardRow
from ui.desks.call_sheet.clock import LIGHTS
from ui.desks.row_table import Column
from ui.desks.waiting_card import WaitingCard


def _until(row: InquiryBoardRow) -> str:
    """Until when, and which goods; the narrow card has no room for a second column."""
    return f"{local(row.due_at):%m-%d %H:%M} {row.light.label} {row.lane} {row.goods_name}"


COLUMNS: tuple[Column[InquiryBoardRow], ...] = (
    Column(
        tr("客户 / 期限"),
        lambda row: row.caller_company,
        width=8,
        stretch=True,
        below=_until,
        below_ink=lambda row: LIGHTS[row.light],
    ),
)


class OpenCalls(WaitingCard[InquiryBoardRow]):
    """See the module."""

    def __init__(self) -> None:
        super().__init__(
            tr("待答复"),
            tr("待答复的询价"),
            COLUMNS,
            tr("没有等待答复的询价。"),
        )
