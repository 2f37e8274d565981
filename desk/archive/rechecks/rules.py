"""The moves of a re-check and its cards, and who calls whom. Pure."""

from collections import Counter
from collections.abc import Iterable, Sequence

from desk.archive.customers.choices import ChangeField
from desk.archive.rechecks.choices import CardState, RecheckState
from desk.kernel.states import Move, StateTable, moves_from

_OPEN = moves_from(RecheckState.OPEN)

RECHECK_STATES = StateTable(
    obj="档案复核",
    initial=RecheckState.OPEN,
    moves=(
        Move("close_recheck", _OPEN, RecheckState.CLOSED, "结束", needs_reason=True),
        Move("check_customer", _OPEN, RecheckState.CLOSED, "核实"),
        Move("miss_customer", _OPEN, RecheckState.CLOSED, "登记未接通"),
    ),
    final=frozenset({RecheckState.CLOSED}),
)

_WAITING = moves_from(CardState.TO_CALL)

CARD_STATES = StateTable(
    obj="复核卡",
    initial=CardState.TO_CALL,
    moves=(
        Move(
            "check_customer",
            moves_from(CardState.TO_CALL, CardState.UNREACHED),
            CardState.DONE,
            "核实",
        ),
        Move("miss_customer", _WAITING, CardState.UNREACHED, "登记未接通"),
        Move("close_recheck", _WAITING, CardState.DROPPED, "结束"),
    ),
    final=frozenset({CardState.DONE, CardState.DROPPED}),
)

MOST_TRIES = 3
ASKED: tuple[ChangeField, ...] = tuple(ChangeField)
"""Every field is asked for, in the order in which the card shows them."""


def share_out(
    customers: Iterable[tuple[int, int | None]], callers: Sequence[int], quota: int
) -> tuple[dict[int, int], int]:
    """Give every customer (id, owner) a caller: his owner, else whoever has the fewest cards.

    Args:
        customers: who most needs the call first.
        callers: who calls; owners who are not among them do not.
        quota: at most so many cards per caller.

    Returns:
        Caller by customer, and how many customers are left over because everybody is full.

    Source: assumed.
    """
    given: dict[int, int] = {}
    load: Counter[int] = Counter()
    left = 0
    for customer_id, owner_id in customers:
        own = owner_id if owner_id in callers else None
        caller = own if own is not None else min(callers, key=lambda c: (load[c], callers.index(c)))
        if load[caller] >= quota:
            left += 1
            continue
        given[customer_id] = caller
        load[caller] += 1
    return given, left
