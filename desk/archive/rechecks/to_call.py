"""What a re-check would be about before it is started, and the cards the acting user has to call."""

from collections import Counter
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select

from desk.archive.customers.care import class_that_counts
from desk.archive.customers.choices import CustomerClass
from desk.archive.customers.model import Customer
from desk.archive.rechecks.choices import CardState
from desk.archive.rechecks.model import Recheck, RecheckCard
from desk.archive.rechecks.picking import Picking, in_words, people_who_call, picked_customers
from desk.archive.rechecks.rules import share_out
from desk.kernel.commands import query
from desk.kernel.text import tr
from desk.office.users.model import User
from desk.storage.work import Reader

MOST = 500


@dataclass(frozen=True)
class RecheckPreview:
    """How many customers fit, how many each person would call, and how many find nobody with room."""

    picked: str
    customers: int
    people: tuple[tuple[str, int], ...]
    left: int


@dataclass(frozen=True)
class CardToCall:
    """A card that waits for the acting user."""

    card_id: int
    number: str
    title: str
    due_on: date
    code: str
    name: str
    customer_class: CustomerClass
    tries: int


@query("customer.read", "复核范围预览")
def recheck_preview(
    read: Reader, *, picking: Picking, caller_ids: tuple[int, ...] = (), quota: int = 30
) -> RecheckPreview:
    """What starting a re-check with these conditions would give everybody to do.

    Raises:
        Refused: E006 for unknown people.
    """
    picked = picked_customers(read, picking)
    given, left = share_out(picked, people_who_call(read, caller_ids), quota)
    people = Counter(given.values())
    named = tuple(
        (read.get(User, who, tr("用户")).name, count) for who, count in people.most_common()
    )
    return RecheckPreview(in_words(read, picking), len(picked), named, left)


@query("customer.read", "我的复核卡")
def cards_to_call(read: Reader) -> list[CardToCall]:
    """The acting user's open cards: soonest due first, those tried least before the others."""
    found = (
        select(
            RecheckCard.id,
            Recheck.number,
            Recheck.title,
            Recheck.due_on,
            Customer.code,
            Customer.name,
            class_that_counts(),
            RecheckCard.tries,
        )
        .join(Recheck, Recheck.id == RecheckCard.recheck_id)
        .join(Customer, Customer.id == RecheckCard.customer_id)
        .where(RecheckCard.caller_id == read.actor.user_id, RecheckCard.state == CardState.TO_CALL)
        .order_by(Recheck.due_on, RecheckCard.tries, RecheckCard.id)
        .limit(MOST)
    )
    return [CardToCall(*row) for row in read.session.execute(found)]
