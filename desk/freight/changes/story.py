"""The one-page story of a consignment: everything somebody on the phone may ask."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from desk.freight.changes.queries import ChangeRow, consignee_changes_of
from desk.freight.consignments.model import Consignment
from desk.freight.consignments.queries import ConsignmentCard, card_of, load
from desk.freight.exceptions.queries import ExceptionRow, exceptions_of
from desk.freight.tracking.papers import in_charge
from desk.freight.tracking.queries import ContactRow, EventRow, contacts_of, events_of
from desk.freight.tracking.rules import next_step
from desk.freight.tracking.telling import text_of
from desk.kernel.commands import query
from desk.kernel.text import tr
from desk.storage.work import Reader

LAST = 5
SIDES = ("shipper", "consignee")


@dataclass(frozen=True)
class Story:
    """A consignment on one page.

    Attributes:
        card: state, parties with masked phones, goods, money, quantities, receipts.
        due_before_on: the first due date, when it was put off.
        receipts_missing: papers that have not come back.
        events: the last five nodes, newest first.
        told: the last five talks about it, newest first.
        exceptions: all of them, oldest first.
        changes: former consignees, oldest first.
        next_step: what has to be done next, or nothing.
        notice: a ready text for the customer.
    """

    card: ConsignmentCard
    due_before_on: date | None
    extension_reason: str
    receipts_missing: int
    events: tuple[EventRow, ...]
    told: tuple[ContactRow, ...]
    exceptions: tuple[ExceptionRow, ...]
    changes: tuple[ChangeRow, ...]
    next_step: str
    in_charge: str
    notice: str


@query("consignment.read", "一票到底")
def story_of(read: Reader, *, number: str) -> Story:
    """The whole story of a consignment; phones are masked, `reveal_personal` shows them.

    Raises:
        Refused: E006.
    """
    c = load(read, number)
    missing = c.receipt_copies - c.receipts_back if c.receipt_required else 0
    return Story(
        card=card_of(read, c),
        due_before_on=c.due_before_on,
        extension_reason=c.extension_reason,
        receipts_missing=max(0, missing),
        events=tuple(reversed(events_of(read, number=number)[-LAST:])),
        told=tuple(contacts_of(read, number=number)[:LAST]),
        exceptions=tuple(exceptions_of(read, number=number)),
        changes=tuple(consignee_changes_of(read, number=number)),
        next_step=next_step(c),
        in_charge=in_charge(c),
        notice=text_of(read, c),
    )


def phone_of(side: str) -> Callable[[Reader, int], str]:
    """How the phone of one side is found in full, once the look is written down."""
    return lambda read, record_id: str(
        getattr(read.get(Consignment, record_id, tr("运单")), f"{side}_phone")
    )
