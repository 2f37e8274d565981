"""Requests that wait for the one who is looking."""

from desk.kernel.text import tr
from desk.kernel.today import MOST_ROWS, TodayRow, TodaySource
from desk.office.approvals.queries import approvals_for_me
from desk.storage.work import Reader


def requests_to_decide(read: Reader) -> list[TodayRow]:
    """Requests the acting user may decide, himself or in a manager's place.

    Each is due so many working hours after it was asked for (assumed).
    """
    return [
        TodayRow(
            tr("审批{word}").format(word=row.obj_word),
            row.title,
            read.calendar.deadline(row.requested_at, hours=read.settings.approval_hours),
            "approval_desk",
            {"ids": [row.id]},
            row.number,
        )
        for row in approvals_for_me(read)[:MOST_ROWS]
    ]


SOURCES = (TodaySource("approval.decide", requests_to_decide),)
