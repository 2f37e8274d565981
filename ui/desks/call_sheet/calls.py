"""The open calls by deadline; opening a row shows its sheet."""

from desk.kernel.moments import local
from desk.kernel.text import tr
from desk.pricing.quotes.queries import InquiryBoardRow
from ui.desks.call_sheet.clock import LIGHTS
from ui.desks.row_table import Column
from ui.desks.waiting_card import WaitingCard


def _due(row: InquiryBoardRow) -> str:
    return f"{local(row.due_at):%m-%d %H:%M}"


COLUMNS: tuple[Column[InquiryBoardRow], ...] = (
    Column(
        tr("客户"),
        lambda row: row.caller_company,
        width=7,
        stretch=True,
        below=lambda row: f"{row.lane} {row.goods_name}",
    ),
    Column(
        tr("期限"),
        lambda row: row.light.label,
        width=5,
        ink=lambda row: LIGHTS[row.light],
        below=_due,
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
