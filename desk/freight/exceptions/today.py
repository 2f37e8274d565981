"""Open work around exceptions: customers to tell, cases to bring to an end."""

from sqlalchemy import select
from sqlalchemy.orm import lazyload

from desk.freight.consignments.model import Consignment
from desk.freight.exceptions.choices import ExceptionState as S
from desk.freight.exceptions.model import ExceptionCase
from desk.freight.exceptions.queries import cases_to_tell
from desk.kernel.text import tr
from desk.kernel.today import MOST_ROWS, TodayRow, TodaySource
from desk.storage.work import Reader


def customers_to_tell(read: Reader) -> list[TodayRow]:
    """Customers who have not heard of an exception: due two working hours after it was found."""
    untold = cases_to_tell().options(lazyload(Consignment.lines)).limit(MOST_ROWS)
    return [
        TodayRow(
            tr("告知客户异常"),
            f"{ticket.consignee_name} {case.kind.label} {case.pieces}{tr('件')}",
            case.tell_due_at,
            "exceptions",
            {"ids": [case.id]},
            case.number,
        )
        for case, ticket in read.session.execute(untold)
    ]


def cases_to_settle(read: Reader) -> list[TodayRow]:
    """Exceptions whose customer knows, but which are not resolved or not closed."""
    waiting = (
        select(ExceptionCase)
        .where(ExceptionCase.state != S.CLOSED, ExceptionCase.customer_notified_at.is_not(None))
        .order_by(ExceptionCase.id)
        .limit(MOST_ROWS)
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
