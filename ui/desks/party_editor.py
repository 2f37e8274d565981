"""A line that offers former parties while a name or a phone is typed.

What is typed is never thrown away: the first line of the list keeps it as it stands, the line below
is the likeliest former party and is highlighted. Enter takes the highlighted one.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal

from desk.archive.customers.choices import CustomerStatus, PayTerms
from desk.archive.customers.queries import find_customers
from desk.freight.consignments.choices import DeliveryMode
from desk.freight.consignments.finding import last_consignees
from desk.kernel.identity import is_phone, mask_phone
from desk.kernel.quoting import quoted
from desk.kernel.text import tr
from desk.screens.fields import Field
from ui.editors.drop_down import Suggestion
from ui.editors.phone import read_phone, settle_phone
from ui.editors.suggesting import SuggestingEditor

if TYPE_CHECKING:
    from ui.registry import Context

MOST = 9


@dataclass(frozen=True)
class FormerParty:
    """A shipper or consignee as he was last written."""

    customer_id: int | None
    name: str
    contact: str
    phone: str
    address: str
    destination: str = ""
    delivery_mode: DeliveryMode | None = None
    settlement: PayTerms | None = None
    requirements: str = ""
    status: CustomerStatus = CustomerStatus.ACTIVE


Find = Callable[[str], list[FormerParty]]


def known_customers(context: "Context", text: str) -> list[FormerParty]:
    """Customers of the archive by name, initials, code or end of a phone."""
    return [
        FormerParty(
            hit.id,
            hit.name,
            hit.contact,
            hit.phone,
            hit.address,
            hit.place,
            None,
            hit.settlement,
            hit.special_requirements,
            hit.status,
        )
        for hit in context.look_up(find_customers, text=text, limit=MOST)
    ]


def former_consignees(
    context: "Context", text: str, shipper_id: int | None = None
) -> list[FormerParty]:
    """Consignees of former consignments, then customers who never received any."""
    former = [
        FormerParty(
            row.customer_id,
            row.name,
            row.contact,
            row.phone,
            row.address,
            row.destination,
            row.delivery_mode,
        )
        for row in context.look_up(last_consignees, text=text, shipper_id=shipper_id)
    ]
    seen = {(party.name, party.phone) for party in former}
    known = (replace(party, settlement=None) for party in known_customers(context, text))
    others = [party for party in known if (party.name, party.phone) not in seen]
    return [*former, *others][:MOST]


class PartyEditor(SuggestingEditor):
    """The name of a party.

    Signals:
        taken: a former party was chosen (`FormerParty`).
        passed: Enter after that: the block is filled, on to what comes behind it.
    """

    taken = Signal(object)
    passed = Signal()

    def __init__(self, field: Field, context: "Context", find: Find) -> None:
        super().__init__(field)
        self._context, self._find = context, find
        self._value = ""
        self._just_taken = False
        self.stranger = ""  # what the list says of a name that nobody has
        self.eager: Callable[[], bool] = lambda: True  # else what is typed is kept unless asked

    def empty(self) -> str:
        return ""

    def read(self, text: str) -> str:
        return text

    def show_as(self, value: object) -> str:
        return str(value)

    def shown_of(self, party: FormerParty) -> str:
        """What this line shows of a party."""
        return party.name

    def look(self) -> None:
        typed = self.line.text().strip()
        if typed:
            self._context.bridge.later(
                lambda: self._find(typed),
                lambda found: self._arrived(typed, found),
                self._context.tell,
                owner=self,
            )

    def pick(self, suggestion: Suggestion) -> None:
        self._wait.stop()
        self.drop_down.hide()
        if suggestion.value is not None:
            self._take(suggestion.value)

    def commit(self, forwards: bool = True) -> None:
        if forwards and self._just_taken:
            self._just_taken = False
            self.committed.emit()
            self.passed.emit()
        else:
            super().commit(forwards)

    def _take(self, party: FormerParty) -> None:
        self._just_taken = True
        self.line.setText(self.shown_of(party))
        self._committed = self.line.text()
        self.touch()
        self.taken.emit(party)

    def _arrived(self, typed: str, found: list[FormerParty]) -> None:
        if typed == self.line.text().strip():
            self._offer(typed, found)

    def _offer(self, typed: str, found: Sequence[FormerParty]) -> None:
        if not found:
            if self.stranger:
                self.offer([Suggestion(None, tr("「{v}」").format(v=quoted(typed)), self.stranger)])
            else:
                self.drop_down.hide()
            return
        as_typed = Suggestion(None, tr("「{v}」").format(v=quoted(typed)), tr("照此填写"))
        self.offer([as_typed, *(_suggestion(party) for party in found)])
        self.drop_down.step(1 if self.eager() else 0)

    def _typed(self) -> None:
        self._just_taken = False
        super()._typed()

    def _enter(self, forwards: bool) -> None:
        """A fast typist is ahead of the list: look now, and take what can only be meant."""
        if forwards and self._wait.isActive() and self.eager():
            self._wait.stop()
            typed = self.line.text().strip()
            found = self._find(typed)
            sure = [party for party in found if typed in (party.name, party.phone)]
            only = sure or (found if _is_shorthand(typed) else [])
            if len(only) == 1:
                self._take(only[0])
            elif only and not sure:
                self._offer(typed, found)
                return
        super()._enter(forwards)


class PartyPhoneEditor(PartyEditor):
    """The phone of a party: former parties by its digits, and E102 for what is no phone."""

    def shown_of(self, party: FormerParty) -> str:
        return party.phone

    def read(self, text: str) -> str:
        return read_phone(self, text)

    def settle(self) -> None:
        settle_phone(self)


def _is_shorthand(typed: str) -> bool:
    """Pinyin initials or a few digits: nobody is called that."""
    return typed.isascii() and typed.isalnum() and not is_phone(typed)


def _suggestion(party: FormerParty) -> Suggestion:
    frozen = party.status.label if party.status is CustomerStatus.FROZEN else ""
    parts = (mask_phone(party.phone), party.contact, party.destination, party.address, frozen)
    more = "  ".join(dict.fromkeys(part for part in parts if part and part != party.name))
    return Suggestion(party, party.name, more)
