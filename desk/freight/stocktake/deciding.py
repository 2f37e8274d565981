"""The manager decides on the differences; approved ones become rows of the goods ledger."""

from desk.freight.consignments.choices import MoveReason
from desk.freight.consignments.ledger import move_pieces
from desk.freight.stocktake.commands import take_by_number
from desk.freight.stocktake.model import Stocktake
from desk.freight.stocktake.rules import STATES
from desk.kernel.commands import command
from desk.kernel.errors import refuse
from desk.kernel.text import tr
from desk.storage.work import Work


@command("stock.approve", "批准盘点差异", example='{"number": "PD261120-001"}')
def approve_stocktake(work: Work, *, number: str) -> int:
    """Book every difference against the frozen books.

    Returns:
        How many consignments differ.

    Raises:
        Refused: E006, E008, E142 when the missing pieces have left since, E190 for who counted.
    """
    take = take_by_number(work, number)
    take.state = STATES.step(take.state, "approve_stocktake")
    if work.actor.user_id in _counters(take):
        raise refuse("E190", obj=tr("盘点单"))
    differing = [line for line in take.lines if line.difference]
    for line in differing:
        more = line.difference > 0
        move_pieces(
            work,
            line.consignment,
            MoveReason.STOCKTAKE_MORE if more else MoveReason.STOCKTAKE_LESS,
            abs(line.difference),
            take.number,
            bin_code=line.bin_code,
            note=line.note,
        )
    take.decided_at, take.decided_by = work.now, work.actor.name
    return len(differing)


def _counters(take: Stocktake) -> set[int | None]:
    """Who began the count or counted a line of it."""
    return {take.created_by, *(line.counted_by for line in take.lines)}


@command(
    "stock.approve",
    "驳回盘点",
    example='{"number": "PD261120-001", "reason": "A-03 请复盘"}',
)
def reject_stocktake(work: Work, *, number: str, reason: str) -> None:
    """Send the count back to be done again; nothing is booked.

    Raises:
        Refused: E006, E008, E191 without a reason.
    """
    take = take_by_number(work, number)
    take.state = STATES.step(take.state, "reject_stocktake")
    if not reason.strip():
        raise refuse("E191", "reason")
    take.reason, take.submitted_at = reason.strip()[:200], None
