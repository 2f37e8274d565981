"""What follows from a run's and a collection's figures. Pure; no database, clock or file.

Source: spec 3.8, 5.3, 5.16, A-11.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Protocol

from desk.freight.delivery.choices import RunState, ShareBasis, SignResult
from desk.kernel.errors import Problems
from desk.kernel.quantities import round_half_up
from desk.kernel.settings import Settings
from desk.kernel.states import Move, StateTable, moves_from
from desk.kernel.text import tr

_S = RunState
RUN_STATES: StateTable[RunState] = StateTable(
    obj="派送单",
    initial=_S.DRAFT,
    moves=(
        Move("update_run", moves_from(_S.DRAFT), _S.DRAFT, "修改"),
        Move("replan_run", moves_from(_S.DRAFT), _S.DRAFT, "修改"),
        Move("add_to_run", moves_from(_S.DRAFT), _S.DRAFT, "加票"),
        Move("remove_from_run", moves_from(_S.DRAFT), _S.DRAFT, "撤票"),
        Move("reorder_run", moves_from(_S.DRAFT), _S.DRAFT, "调整顺序"),
        Move("print_run", moves_from(_S.DRAFT), _S.PRINTED, "打印定单"),
        Move("revise_run", moves_from(_S.PRINTED), _S.DRAFT, "退回修改"),
        Move("depart_run", moves_from(_S.DRAFT, _S.PRINTED), _S.OUT, "出车"),
        Move("enter_receipt", moves_from(_S.OUT), _S.OUT, "登记签收"),
        Move("withdraw_receipt", moves_from(_S.OUT, _S.RETURNED), _S.OUT, "撤销签收", True),
        Move("return_run", moves_from(_S.OUT), _S.RETURNED, "回车"),
        Move("settle_run", moves_from(_S.RETURNED), _S.SETTLED, "结单"),
        Move("void_run", moves_from(_S.DRAFT), _S.VOID, "作废", needs_reason=True),
    ),
    final=frozenset({_S.SETTLED, _S.VOID}),
)
PLANNED = (_S.DRAFT, _S.PRINTED)
"""Runs whose goods are still in the warehouse but spoken for."""
OPEN = (*PLANNED, _S.OUT)
"""Runs that hold their vehicle and driver."""


class Ticket(Protocol):
    """The whole of a consignment, of which a run may carry a part."""

    declared: int
    weight_g: int
    volume_cm3: int


def part_of(whole: int, pieces: int, declared: int) -> int:
    """A weight or volume for some of the declared pieces, half-up."""
    return round_half_up(whole * pieces, max(1, declared))


def share_weights(basis: ShareBasis, stops: Sequence[tuple[Ticket, int]]) -> list[int]:
    """What a vehicle cost is shared by: one number per stop (ticket and its pieces)."""
    if basis is ShareBasis.TICKET:
        return [1 for _ in stops]
    if basis is ShareBasis.PIECES:
        return [pieces for _, pieces in stops]
    if basis is ShareBasis.WEIGHT:
        return [part_of(t.weight_g, pieces, t.declared) for t, pieces in stops]
    return [part_of(t.volume_cm3, pieces, t.declared) for t, pieces in stops]


def check_counts(result: SignResult, pieces: int, signed: int, refused: int) -> Problems:
    """Return what is wrong with the pieces of a receipt: E149 sums, E019 a result they deny."""
    problems = Problems()
    if result is SignResult.FAILED:
        problems.check(signed == refused == 0, "E149", "pieces_signed", a=signed, b=refused, c=0)
        return problems
    fits = signed >= 0 and refused >= 0 and signed + refused == pieces
    if not problems.check(fits, "E149", "pieces_signed", a=signed, b=refused, c=pieces):
        return problems
    said = {
        SignResult.FULL: refused == 0,
        SignResult.PARTIAL: signed > 0 and refused > 0,
        SignResult.REFUSED: signed == 0,
    }
    why = tr("「{result}」与签收 {a} 件、拒收 {b} 件不符").format(
        result=result.label, a=signed, b=refused
    )
    problems.check(said[result], "E019", "result", label=tr("签收结果"), why=why)
    return problems


@dataclass(frozen=True)
class StorageFee:
    """Storage of goods the consignee was told of.

    Attributes:
        free_until: last day without a fee; None when he was never told.
        days: days that are charged.
        fee_fen: for all of them.
    """

    free_until: date | None
    days: int
    fee_fen: int


def storage_fee(weight_g: int, notice_on: date | None, on: date, settings: Settings) -> StorageFee:
    """Storage fee for goods collected on a day: per kg and day, with a least amount a day.

    The day's fee is rounded half-up to fen. Without a notice the clock never started.

    Source: spec 5.16.
    """
    if notice_on is None:
        return StorageFee(None, 0, 0)
    free_until = notice_on + timedelta(days=settings.free_storage_days)
    days = max(0, (on - free_until).days)
    by_weight = round_half_up(weight_g * settings.storage_fen_per_kg_day, 1000)
    return StorageFee(free_until, days, max(settings.storage_min_fen_per_day, by_weight) * days)
