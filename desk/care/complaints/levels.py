"""Which level a complaint is proposed at, and why. Pure. Source: spec 5.6."""

from collections.abc import Iterator
from dataclasses import dataclass

from desk.care.complaints.choices import Circumstance, Level
from desk.kernel.quantities import show_money
from desk.kernel.text import tr

SERIOUS_FROM_FEN, MAJOR_FROM_FEN, WHOLE_LOST_FROM_FEN = 200_000, 1_000_000, 500_000
THIRD_IN_DAYS = 30
_C = Circumstance
_SERIOUS = frozenset({_C.INSULT, _C.COD_LATE})
_MAJOR = frozenset({_C.INJURY, _C.COD_TAKEN, _C.LEAK, _C.REGULATOR, _C.MEDIA})


@dataclass(frozen=True, kw_only=True)
class LevelFacts:
    """What is known when the telephone rings.

    Attributes:
        amount_fen: claimed or estimated, whichever is more.
        of_ticket: complaints of the same ticket before this one.
        of_customer: complaints of the customer in the 30 days before this one.
        class_a: the customer is one of class A.
    """

    amount_fen: int = 0
    of_ticket: int = 0
    of_customer: int = 0
    class_a: bool = False
    circumstances: frozenset[Circumstance] = frozenset()


@dataclass(frozen=True)
class Proposal:
    """The proposed level and the reasons that led to it."""

    level: Level
    reasons: tuple[str, ...]


def propose_level(facts: LevelFacts) -> Proposal:
    """The gravest level any fact asks for, with the reasons for that level."""
    found = list(_reasons(facts))
    level = max((at for at, _ in found), key=lambda at: at.rank, default=Level.GENERAL)
    reasons = tuple(why for at, why in found if at is level)
    return Proposal(level, reasons or (tr("无加重情形"),))


def _reasons(facts: LevelFacts) -> Iterator[tuple[Level, str]]:
    amount, shown = facts.amount_fen, show_money(facts.amount_fen)
    if amount >= MAJOR_FROM_FEN:
        yield Level.MAJOR, tr("索赔或估损 {a} 元,达到 10,000 元").format(a=shown)
    elif amount >= SERIOUS_FROM_FEN:
        yield Level.SERIOUS, tr("索赔或估损 {a} 元,达到 2,000 元").format(a=shown)
    if Circumstance.WHOLE_LOST in facts.circumstances:
        grave = amount >= WHOLE_LOST_FROM_FEN
        why = tr("整票丢失且达到 5,000 元") if grave else tr("整票丢失")
        yield (Level.MAJOR if grave else Level.SERIOUS), why
    if facts.of_ticket >= 1:
        yield Level.SERIOUS, tr("同一运单第 {n} 次投诉").format(n=facts.of_ticket + 1)
    if facts.of_customer >= 2:
        yield Level.SERIOUS, tr("客户 30 天内第 {n} 次投诉").format(n=facts.of_customer + 1)
    if facts.class_a:
        yield Level.SERIOUS, tr("A 类客户")
    if Circumstance.LEAVING in facts.circumstances:
        yield (Level.MAJOR if facts.class_a else Level.SERIOUS), Circumstance.LEAVING.label
    for circumstance in Circumstance:
        if circumstance in facts.circumstances & _MAJOR:
            yield Level.MAJOR, circumstance.label
        elif circumstance in facts.circumstances & _SERIOUS:
            yield Level.SERIOUS, circumstance.label
