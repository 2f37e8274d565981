"""A slip undone: every row of it mirrored, or nothing."""

from collections.abc import Sequence
from collections.abc import Set as AbstractSet

from sqlalchemy import select

from desk.freight.consignments.choices import MoveReason
from desk.freight.consignments.ledger import reverse_move
from desk.freight.consignments.model import Consignment, StockMove
from desk.freight.warehouse.checks import check_texts
from desk.kernel.errors import refuse
from desk.kernel.identity import clean_text
from desk.kernel.text import tr
from desk.storage.work import Work

_NOTE = "冲销:"


def reverse(work: Work, slip_no: str, reason: str, allowed: AbstractSet[MoveReason]) -> None:
    """Mirror the rows of a slip, newest first.

    Args:
        work: the running command.
        slip_no: RK… or CK….
        reason: why, kept on every mirror row.
        allowed: the reasons to move that this command may undo.

    Raises:
        Refused: E004, E006, E008, E009, E012, E019, E026, E142.
    """
    if not reason.strip():
        raise refuse("E009", "reason", action=tr("冲销"))
    note = tr(_NOTE) + clean_text(reason)
    check_texts(note=note)
    for move in _rows(work, slip_no.strip(), allowed):
        consignment = work.get(Consignment, move.consignment_id, tr("运单"))
        reverse_move(work, consignment, move, note)


def reverse_last(
    work: Work,
    consignment: Consignment,
    reasons: AbstractSet[MoveReason],
    reason: str,
    action: str,
) -> None:
    """Mirror the last standing row of a consignment that moved for one of some reasons.

    Raises:
        Refused: E004, E008 there is none, E009, E012, E026.
    """
    if not reason.strip():
        raise refuse("E009", "reason", action=action)
    note = tr(_NOTE) + clean_text(reason)
    check_texts(note=note)
    rows = work.session.scalars(
        select(StockMove)
        .where(StockMove.consignment_id == consignment.id, StockMove.reason.in_(reasons))
        .order_by(StockMove.id.desc())
    ).all()
    undone = {row.reverses_id for row in rows}
    standing = [row for row in rows if row.reverses_id is None and row.id not in undone]
    if not standing:
        raise refuse("E008", obj=tr("运单"), state=consignment.state.label, action=action)
    reverse_move(work, consignment, standing[0], note)


_OF_DOCUMENTS = frozenset(
    {MoveReason.RETURN_IN, MoveReason.RETURN_OUT, MoveReason.SHIP_OUT, MoveReason.TRANSIT_OUT}
)


def _of_document(move: StockMove) -> bool:
    """A shipment home, a loaded truck or a transit manifest carries more than its rows say."""
    return move.reason in _OF_DOCUMENTS and move.doc_no != move.slip_no


def _rows(work: Work, slip_no: str, allowed: AbstractSet[MoveReason]) -> Sequence[StockMove]:
    found = work.session.scalars(
        select(StockMove).where(StockMove.slip_no == slip_no).order_by(StockMove.id.desc())
    ).all()
    if not slip_no or not found:
        raise refuse("E006", "slip_no", label=tr("出入库单"), v=slip_no)
    foreign = [m for m in found if m.reason not in allowed or _of_document(m)]
    if foreign:
        why = tr("「{r}」不在这里冲销,请在产生它的单据上更正").format(r=foreign[0].reason.label)
        raise refuse("E019", "slip_no", label=slip_no, why=why)
    if any(move.reverses_id is not None for move in found):
        raise refuse("E008", "slip_no", obj=slip_no, state=tr("已冲销"), action=tr("再次冲销"))
    return found
