"""A consignment with an open exception cannot be closed."""

from sqlalchemy import select

from desk.freight.consignments.events import ClosingAsked
from desk.freight.exceptions.choices import ExceptionState as S
from desk.freight.exceptions.model import ExceptionCase
from desk.kernel.commands import on
from desk.kernel.text import tr
from desk.storage.work import Work


@on(ClosingAsked)
def object_while_open(work: Work, asked: ClosingAsked) -> None:
    """Name every exception that is not closed yet."""
    numbers = work.session.scalars(
        select(ExceptionCase.number)
        .where(
            ExceptionCase.consignment_id == asked.consignment.id, ExceptionCase.state != S.CLOSED
        )
        .order_by(ExceptionCase.number)
    ).all()
    why = tr("异常 {list} 尚未结案").format(list="、".join(numbers))
    asked.problems.check(not numbers, "E032", no=asked.consignment.label, why=why)
