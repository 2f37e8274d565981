"""Open work around cash on delivery: counter cash to hand in, shippers to pay."""

from datetime import datetime

from desk.freight.cod.choices import CodState
from desk.freight.cod.queries import CodWaitingRow, waiting_in
from desk.kernel.calendar import BEIJING
from desk.kernel.quantities import show_money
from desk.kernel.text import tr
from desk.kernel.today import MOST_ROWS, TodayRow, TodaySource
from desk.storage.work import Reader


def cash_to_hand_in(read: Reader, most: int | None = MOST_ROWS) -> list[TodayRow]:
    """Money collected and not handed in; what drivers hold is settled with their runs."""
    return _rows(read, CodState.COLLECTED, tr("缴存代收货款"), most)


def money_to_remit(read: Reader) -> list[TodayRow]:
    """Remittances, due three working days after the collection (A-08)."""
    return _rows(read, CodState.BANKED, tr("返还代收货款"))


def _rows(read: Reader, state: CodState, kind: str, most: int | None = MOST_ROWS) -> list[TodayRow]:
    return [
        TodayRow(
            kind,
            f"{row.payee} {show_money(row.collected_fen)}{tr('元')}",
            _end_of_day(read, row),
            "cod_desk",
            {"number": row.number},
            row.number,
        )
        for row in waiting_in(read, state, most)
    ]


def _end_of_day(read: Reader, row: CodWaitingRow) -> datetime:
    return datetime.combine(row.due_on, read.calendar.windows[-1][1], BEIJING)


SOURCES = (
    TodaySource("cod.hand_in", cash_to_hand_in),
    TodaySource("cod.approve", money_to_remit),
)
