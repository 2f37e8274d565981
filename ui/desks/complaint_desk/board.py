"""The open complaints, the one whose clock runs out first on top."""

from desk.care.complaints.lights import Light
from desk.care.complaints.queries import BoardRow
from desk.kernel.text import tr
from ui.desks.complaint_desk.words import LEVELS, LIGHTS, left_words
from ui.desks.row_table import Column
from ui.desks.waiting_card import WaitingCard


def _next(row: BoardRow) -> str:
    return row.next_clock.label if row.next_clock else ""


def _left(row: BoardRow) -> str:
    if row.due_at is None:
        return ""
    if row.light is Light.PAUSED:
        return tr("等客户资料")
    return left_words(row.left_minutes, row.level)


COLUMNS: tuple[Column[BoardRow], ...] = (
    Column(tr("等级"), lambda row: row.level.label, width=3, chip=lambda row: LEVELS[row.level]),
    Column(
        tr("投诉人"),
        lambda row: row.complainant,
        width=6,
        stretch=True,
        below=lambda row: "  ".join((row.state.label, row.content)),
    ),
    Column(
        tr("最近时限"),
        lambda row: f"{row.light.label} {_next(row)}".strip(),
        width=8,
        ink=lambda row: LIGHTS[row.light],
        below=_left,
    ),
)


class OpenComplaints(WaitingCard[BoardRow]):
    """See the module."""

    def __init__(self) -> None:
        super().__init__(
            tr("待办投诉"),
            tr("待办投诉"),
            COLUMNS,
            tr("没有待办的投诉。接到投诉按 Ctrl+N 登记。"),
        )
