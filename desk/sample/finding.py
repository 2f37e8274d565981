"""What the players look up: tickets and rows of lists as they stand."""

from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import lazyload

from desk.freight.consignments.choices import ConsignmentState, DeliveryMode, Direction
from desk.freight.consignments.model import Consignment
from desk.sample.stage import Stage
from desk.screens.lists import Filter


def tickets(stage: Stage, *filters: Filter) -> list[Consignment]:
    """The numbered consignments of some filters as they stand, oldest first, in one reading."""
    ids = stage.desk.list_ids("consignments", filters)
    wanted = select(Consignment).where(Consignment.id.in_(ids)).order_by(Consignment.number)
    with stage.desk.reading() as read:
        return list(read.session.scalars(wanted.options(lazyload(Consignment.lines))))


def in_stock(stage: Stage, mode: DeliveryMode, direction: Direction) -> list[Consignment]:
    """Tickets of a way that lie in the warehouse."""
    return tickets(
        stage,
        Filter("state", "is", ConsignmentState.IN_STOCK),
        Filter("delivery_mode", "is", mode),
        Filter("direction", "is", direction),
    )


def rows(stage: Stage, name: str, *filters: Filter) -> list[dict[str, Any]]:
    """The rows of a list by the names of its columns, oldest first; personal fields are masked."""
    names = [field.name for field in stage.desk.list_spec(name).fields]
    found = stage.desk.list_rows(name, sorted(stage.desk.list_ids(name, filters)))
    return [dict(zip(names, row, strict=True)) for row in found.values()]
