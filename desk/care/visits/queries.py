"""Reading visits: one with its actions and minutes, and those of a period."""

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import select

from desk.care.visits.choices import ActionState, VisitPurpose
from desk.care.visits.commands import visit_by_number
from desk.care.visits.model import Visit
from desk.kernel.commands import query
from desk.kernel.identity import mask_phone
from desk.kernel.periods import moments_of
from desk.storage.cabinet import attachments_of
from desk.storage.work import Reader


@dataclass(frozen=True)
class ActionRow:
    action_id: int
    task: str
    owner: str
    due_at: datetime
    state: ActionState
    done_at: datetime | None
    result: str


@dataclass(frozen=True)
class VisitCard:
    """One visit; the phone is masked, `minutes` are labels and hashes of the files."""

    number: str
    at: datetime
    visitor: str
    company: str
    phone_masked: str
    customer: str
    purpose: VisitPurpose
    received_by: str
    content: str
    solution: str
    participants: str
    actions: tuple[ActionRow, ...]
    minutes: tuple[tuple[str, str], ...]


@query("visit.read", "来访详情")
def visit_card(read: Reader, *, number: str) -> VisitCard:
    """One visit.

    Raises:
        Refused: E006.
    """
    return card_of(read, visit_by_number(read, number))


def card_of(read: Reader, visit: Visit) -> VisitCard:
    """A visit as it is shown."""
    same = "number at visitor company purpose received_by content solution participants"
    return VisitCard(
        **{name: getattr(visit, name) for name in same.split()},
        phone_masked=mask_phone(visit.phone),
        customer=visit.customer.name if visit.customer else "",
        actions=tuple(
            ActionRow(a.id, a.task, a.owner.name, a.due_at, a.state, a.done_at, a.result)
            for a in visit.actions
        ),
        minutes=tuple((a.label, a.sha256) for a in attachments_of(read.session, "visit", visit.id)),
    )


def visits_in(read: Reader, from_on: date, to_on: date) -> list[VisitCard]:
    """The visits of a period in their order."""
    start, after = moments_of(from_on, to_on)
    asked = select(Visit).where(Visit.at >= start, Visit.at < after)
    found = read.session.scalars(asked.order_by(Visit.at, Visit.id))
    return [card_of(read, visit) for visit in found]
