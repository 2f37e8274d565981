"""Open work around exceptions: customers to tell, cases to bring to an end."""

from sqlalchemy import select

from desk.freight.exceptions.choices import ExceptionState as S
from desk.freight.exceptions.model import ExceptionCase
from desk.freight.exceptions.queries import exceptions_to_tell
from desk.kernel.text import tr
from desk.kernel.today import TodayRow, TodaySource
from desk.storage.work import Reader

SHOWN = 50


def customers_to_tell(read: Reader) -> list[TodayRow]:
    """Customers who have not heard of an exception: due two working hours after it was found."""
    return [
        TodayRow(
            tr("告知客户异常"),
            f"{row.consignee_name} {row.kind.label} {row.pieces}{tr('件')}",
            row.tell_due_at,
            "exceptions",
            {"ids": [row.id]},
            row.number,
        )
        for row in exceptions_to_tell(read)[:SHOWN]
    ]


def cases_to_settle(read: Reader) -> list[TodayRow]:
    """Exceptions whose customer knows, but which are not resolved or not closed."""
    waiting = (
        select(ExceptionCase)
        .where(ExceptionCase.state != S.CLOSED, ExceptionCase.customer_notified_at.is_not(None))
        .order_by(ExceptionCase.id)
        .limit(SHOWN)
    )
    return [
        TodayRow(
            tr("处理异常"),
            f"{case.kind.label} {case.pieces}{tr('件')} {case.state.label}",
            None,
            "exceptions",
            {"ids": [case.id]},
            case.number,
        )
        for case in read.session.scalars(waiting)
    ]


SOURCES = (
    TodaySource("exception.update", customers_to_tell),
    TodaySource("exception.update", cases_to_settle),
)
