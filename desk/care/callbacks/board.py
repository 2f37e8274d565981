"""The calls of today as a queue: the acting user's own first, each by its deadline."""

from dataclasses import dataclass
from datetime import date, datetime

from desk.archive.customers.choices import CustomerClass
from desk.archive.customers.rules import class_on
from desk.care.callbacks.choices import Cause
from desk.care.callbacks.model import CallbackItem
from desk.care.callbacks.today import AHEAD, open_items
from desk.care.callbacks.visiting import visits_due
from desk.kernel.commands import query
from desk.kernel.roles import Role
from desk.kernel.text import tr
from desk.storage.work import Reader


@dataclass(frozen=True)
class BoardRow:
    """A call to make, or (without `item_id`) an A customer the manager is to visit.

    Attributes:
        cause: why he is called; None for a visit.
        mine: whether the acting user makes it.
        tries: how often nobody answered.
    """

    item_id: int | None
    customer_id: int
    customer: str
    customer_class: CustomerClass
    cause: Cause | None
    planned_on: date
    due_at: datetime
    caller: str
    mine: bool
    tries: int

    @property
    def number(self) -> str:
        """What the row is known by in a table."""
        return f"{self.item_id}" if self.item_id is not None else f"V{self.customer_id}"

    @property
    def why(self) -> str:
        """The cause in words."""
        return self.cause.label if self.cause is not None else tr("季度拜访")


@query("callback.read", "今日回访")
def callback_board(read: Reader) -> list[BoardRow]:
    """The calls due until tomorrow: mine, then the manager's visits, then the others'."""
    soon, me = CallbackItem.planned_on <= read.today + AHEAD, read.actor.user_id
    mine = open_items(read, CallbackItem.caller_id == me, soon)
    others = open_items(read, CallbackItem.caller_id != me, soon)
    rows = [_row(read, item) for item in (*mine, *others)]
    return [*rows[: len(mine)], *_visits(read), *rows[len(mine) :]]


def _row(read: Reader, item: CallbackItem) -> BoardRow:
    return BoardRow(
        item.id,
        item.customer_id,
        item.customer.name,
        class_on(item.customer, read.today),
        item.cause,
        item.planned_on,
        item.due_at,
        item.caller.name,
        item.caller_id == read.actor.user_id,
        item.tries,
    )


def _visits(read: Reader) -> list[BoardRow]:
    if read.actor.role is not Role.MGR:
        return []
    return [
        BoardRow(
            item_id=None,
            customer_id=due.customer_id,
            customer=due.name,
            customer_class=CustomerClass.A,
            cause=None,
            planned_on=read.today,
            due_at=due.due_at,
            caller=read.actor.name,
            mine=True,
            tries=0,
        )
        for due in visits_due(read)
    ]
