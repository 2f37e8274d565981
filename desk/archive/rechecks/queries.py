"""Reading re-checks: how far everybody is, and a card as it is filled in."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import case, func, select

from desk.archive.customers.changing import shown, written
from desk.archive.customers.choices import ChangeField, ChangeStatus
from desk.archive.customers.model import Customer
from desk.archive.rechecks.choices import CardState, RecheckState
from desk.archive.rechecks.commands import recheck_by_number
from desk.archive.rechecks.model import RecheckAnswer, RecheckCard
from desk.archive.rechecks.rules import ASKED
from desk.kernel.commands import query
from desk.kernel.identity import mask_phone
from desk.kernel.text import tr
from desk.office.users.model import User
from desk.storage.work import Reader

_BY_CONTACT = (ChangeField.CONTACT, ChangeField.MOBILE, ChangeField.PHONE)


@dataclass(frozen=True)
class Progress:
    """How far one person is; `done_bp` is the share of cards that need no further call."""

    caller: str
    cards: int
    done: int
    unreached: int
    to_call: int
    dropped: int
    done_bp: int


@dataclass(frozen=True)
class RecheckView:
    number: str
    title: str
    state: RecheckState
    starts_on: date
    due_on: date
    picked: str
    closed_at: datetime | None
    close_reason: str
    people: tuple[Progress, ...]


@dataclass(frozen=True)
class AskedField:
    """One line of a card: what stands there now (masked), and what was answered.

    Attributes:
        is_answered: whether the customer was asked.
        new_value: what it changes to (masked); empty when confirmed.
        status: of the change, if there is one.
    """

    field: ChangeField
    part_id: int | None
    label: str
    value: str
    is_answered: bool
    new_value: str
    status: ChangeStatus | None


@dataclass(frozen=True)
class RecheckCardView:
    """A card; the number to call is looked at by `contact_id` and `phone_field`."""

    card_id: int
    number: str
    customer_id: int
    customer_code: str
    customer_name: str
    contact: str
    phone: str
    caller: str
    state: CardState
    tries: int
    note: str
    fields: tuple[AskedField, ...]
    contact_id: int | None
    phone_field: str


@query("customer.read", "档案复核进度")
def recheck_progress(read: Reader, *, number: str) -> RecheckView:
    """A re-check and how far every caller is.

    Raises:
        Refused: E006.
    """
    found = recheck_by_number(read, number)
    counts = [func.sum(case((RecheckCard.state == state, 1), else_=0)) for state in CardState]
    rows = read.session.execute(
        select(User.name, func.count(), *counts)
        .join(User, User.id == RecheckCard.caller_id)
        .where(RecheckCard.recheck_id == found.id)
        .group_by(User.id)
        .order_by(User.id)
    )
    return RecheckView(
        found.number,
        found.title,
        found.state,
        found.starts_on,
        found.due_on,
        found.picked,
        found.closed_at,
        found.close_reason,
        tuple(_progress(tuple(row)) for row in rows),
    )


def _progress(row: Sequence[int | str]) -> Progress:
    name, cards, *by_state = row
    count = dict(zip(CardState, map(int, by_state), strict=True))
    done, unreached = count[CardState.DONE], count[CardState.UNREACHED]
    return Progress(
        str(name),
        int(cards),
        done,
        unreached,
        count[CardState.TO_CALL],
        count[CardState.DROPPED],
        (done + unreached) * 10_000 // int(cards),
    )


@query("customer.read", "复核卡")
def recheck_card(read: Reader, *, card_id: int) -> RecheckCardView:
    """A card with every field to ask for, each contact and address on lines of its own.

    Raises:
        Refused: E006.
    """
    card = read.get(RecheckCard, card_id, tr("复核卡"))
    customer = card.customer
    answers = {(answer.field, answer.part_id): answer for answer in card.answers}
    contact = next(iter(customer.contacts), None)
    return RecheckCardView(
        card.id,
        card.recheck.number,
        customer.id,
        customer.code,
        customer.name,
        contact.name if contact else "",
        mask_phone(contact.number) if contact else "",
        read.get(User, card.caller_id, tr("用户")).name,
        card.state,
        card.tries,
        card.note,
        tuple(
            _line(customer, field, part_id, label, answers)
            for field, part_id, label in _lines(customer)
        ),
        contact.id if contact else None,
        "mobile" if contact is None or contact.mobile else "phone",
    )


def _lines(customer: Customer) -> list[tuple[ChangeField, int | None, str]]:
    """The fields to ask; of a second contact or address with its own id and number."""
    lines: list[tuple[ChangeField, int | None, str]] = []
    for field in ASKED:
        lines.append((field, None, field.label))
        if field is ChangeField.ADDRESS:
            others = [address.id for address in customer.addresses[1:]]
        else:
            others = [c.id for c in customer.contacts[1:]] if field in _BY_CONTACT else []
        lines += [(field, part_id, f"{field.label} {n}") for n, part_id in enumerate(others, 2)]
    return lines


def _line(
    customer: Customer,
    field: ChangeField,
    part_id: int | None,
    label: str,
    answers: dict[tuple[ChangeField, int | None], RecheckAnswer],
) -> AskedField:
    answer, kind = answers.get((field, part_id)), customer.customer_type
    change = answer.change if answer else None
    return AskedField(
        field,
        part_id,
        label,
        shown(field, written(field, customer, part_id), kind),
        answer is not None,
        shown(field, change.new_value, kind) if change else "",
        change.status if change else None,
    )
