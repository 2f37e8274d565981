"""The goods ledger: every movement of pieces is one row, and nothing else changes a quantity.

Stock, state and the in/out register follow from these rows. Source: spec 3.3 (invariant), 3.9.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from types import MappingProxyType

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from desk.freight.consignments.choices import Condition, MoveKind, MoveReason, Place
from desk.freight.consignments.events import PiecesMoved
from desk.freight.consignments.model import Consignment, StockMove
from desk.freight.consignments.rules import MAX_PIECES, derive_state
from desk.kernel.errors import refuse
from desk.kernel.text import tr
from desk.storage.work import Work

BUCKETS: Mapping[Place, str] = MappingProxyType(
    {
        Place.STOCK: "in_stock",
        Place.RUN: "on_run",
        Place.PARTNER: "at_partner",
        Place.LINEHAUL: "shipped_out",
        Place.SIGNED: "signed",
        Place.RETURNED: "returned",
        Place.WRITTEN_OFF: "written_off",
    }
)


@dataclass(frozen=True)
class Route:
    """The two ends of a reason to move."""

    place_from: Place
    place_to: Place

    @property
    def kind(self) -> MoveKind:
        if self.place_to is Place.STOCK:
            return MoveKind.IN
        return MoveKind.OUT if self.place_from is Place.STOCK else MoveKind.OUTSIDE


_R, _P = MoveReason, Place
ROUTES: Mapping[MoveReason, Route] = MappingProxyType(
    {
        _R.ARRIVAL: Route(_P.OUTSIDE, _P.STOCK),
        _R.PICKUP: Route(_P.OUTSIDE, _P.STOCK),
        _R.RETURN_IN: Route(_P.OUTSIDE, _P.STOCK),
        _R.STOCKTAKE_MORE: Route(_P.OUTSIDE, _P.STOCK),
        _R.RUN_OUT: Route(_P.STOCK, _P.RUN),
        _R.RUN_BACK: Route(_P.RUN, _P.STOCK),
        _R.RUN_SIGNED: Route(_P.RUN, _P.SIGNED),
        _R.TRANSIT_OUT: Route(_P.STOCK, _P.PARTNER),
        _R.TRANSIT_BACK: Route(_P.PARTNER, _P.STOCK),
        _R.TRANSIT_SIGNED: Route(_P.PARTNER, _P.SIGNED),
        _R.SHIP_OUT: Route(_P.STOCK, _P.LINEHAUL),
        _R.SHIP_SIGNED: Route(_P.LINEHAUL, _P.SIGNED),
        _R.SELF_PICKUP: Route(_P.STOCK, _P.SIGNED),
        _R.RETURN_OUT: Route(_P.STOCK, _P.RETURNED),
        _R.WRITEOFF: Route(_P.STOCK, _P.WRITTEN_OFF),
        _R.STOCKTAKE_LESS: Route(_P.STOCK, _P.WRITTEN_OFF),
    }
)
_MIRRORED = {MoveKind.IN: MoveKind.OUT, MoveKind.OUT: MoveKind.IN}
_ADJUSTING = frozenset({_R.STOCKTAKE_MORE, _R.STOCKTAKE_LESS})


def move_pieces(
    work: Work,
    consignment: Consignment,
    reason: MoveReason,
    pieces: int,
    doc_no: str,
    *,
    at: datetime | None = None,
    condition: Condition = Condition.GOOD,
    bin_code: str = "",
    handed_by: str = "",
    slip_no: str = "",
    note: str = "",
    over_registered: bool = False,
) -> StockMove:
    """Book one movement of pieces and everything that follows from it.

    Args:
        work: the running command.
        consignment: whose pieces.
        reason: why; it fixes both ends.
        pieces: how many, at least one.
        doc_no: the document that caused it.
        at: when it happened (now unless said).
        condition: as seen at the move.
        bin_code: where the pieces now lie.
        handed_by: who handed them over.
        slip_no: stock-in or stock-out slip.
        note: anything worth reading in the register.
        over_registered: an overage has been registered, so more than declared may come in.

    Raises:
        Refused: E003 below one piece, E008 void or closed, E140 more than declared, E142 not enough
            in stock, E026 not enough elsewhere.
    """
    route = ROUTES[reason]
    return _book(
        work,
        consignment,
        StockMove(
            reason=reason,
            kind=MoveKind.ADJUST if reason in _ADJUSTING else route.kind,
            place_from=route.place_from,
            place_to=route.place_to,
            pieces=pieces,
            doc_no=doc_no,
            at=at or work.now,
            condition=condition,
            bin_code=bin_code,
            handed_by=handed_by,
            slip_no=slip_no,
            note=note,
        ),
        over_registered=over_registered or reason is _R.STOCKTAKE_MORE,
    )


def reverse_move(work: Work, consignment: Consignment, move: StockMove, note: str) -> StockMove:
    """Undo a movement by its mirror image; the first row stays.

    Raises:
        Refused: E008 void or closed, E026 or E142 when the pieces have moved on since.
    """
    back = StockMove(
        reason=move.reason,
        kind=_MIRRORED.get(move.kind, move.kind),
        place_from=move.place_to,
        place_to=move.place_from,
        pieces=move.pieces,
        doc_no=move.doc_no,
        at=work.now,
        condition=move.condition,
        bin_code=move.bin_code,
        slip_no=move.slip_no,
        note=note,
        reverses_id=move.id,
    )
    return _book(work, consignment, back, over_registered=True)


def _book(
    work: Work, consignment: Consignment, move: StockMove, *, over_registered: bool
) -> StockMove:
    _check(consignment, move, over_registered=over_registered)
    _shift(consignment, move)
    move.consignment_id = consignment.id
    move.keeper_id = work.actor.user_id
    move.balance_after = consignment.in_stock
    if move.bin_code and move.place_to is Place.STOCK:
        consignment.bin_code = move.bin_code
    if move.place_to is Place.STOCK and consignment.stocked_at is None:
        consignment.stocked_at = move.at
    if move.place_to is Place.SIGNED:
        consignment.signed_at = move.at
    _forget_undone(consignment)
    consignment.state = derive_state(consignment)
    work.add(move)
    work.emit(PiecesMoved(consignment, move))
    return move


def _forget_undone(consignment: Consignment) -> None:
    """A reversed arrival or signature leaves no date behind that clocks would run from."""
    if not consignment.received:
        consignment.stocked_at, consignment.bin_code = None, ""
    if not consignment.signed:
        consignment.signed_at = None


def _check(consignment: Consignment, move: StockMove, *, over_registered: bool) -> None:
    if consignment.voided or consignment.closed_at is not None:
        state = consignment.state.label
        raise refuse("E008", "number", obj=tr("运单"), state=state, action=tr("移动货物"))
    if move.pieces < 1:
        label = tr("件数")
        raise refuse("E003", "pieces", label=label, lo=1, hi=MAX_PIECES, v=move.pieces)
    if move.place_from is Place.OUTSIDE:
        total = consignment.received + move.pieces
        if total > consignment.declared and not over_registered:
            raise refuse("E140", "pieces", no=consignment.label, a=total, b=consignment.declared)
        return
    there = getattr(consignment, BUCKETS[move.place_from])
    if there >= move.pieces:
        return
    if move.place_from is Place.STOCK:
        raise refuse("E142", "pieces", no=consignment.label, a=there, b=move.pieces)
    raise refuse(
        "E026", "pieces", no=consignment.label, place=move.place_from.label, n=there - move.pieces
    )


def _shift(consignment: Consignment, move: StockMove) -> None:
    if move.place_from is Place.OUTSIDE:
        consignment.received += move.pieces
    else:
        bucket = BUCKETS[move.place_from]
        setattr(consignment, bucket, getattr(consignment, bucket) - move.pieces)
    if move.place_to is Place.OUTSIDE:
        consignment.received -= move.pieces
    else:
        bucket = BUCKETS[move.place_to]
        setattr(consignment, bucket, getattr(consignment, bucket) + move.pieces)


def computed_buckets(session: Session, consignment_id: int) -> dict[str, int]:
    """The quantities of a consignment added up again from its rows."""
    found = dict.fromkeys(("received", *BUCKETS.values()), 0)
    rows = session.execute(
        select(StockMove.place_from, StockMove.place_to, func.sum(StockMove.pieces))
        .where(StockMove.consignment_id == consignment_id)
        .group_by(StockMove.place_from, StockMove.place_to)
    )
    for place_from, place_to, pieces in rows:
        _add(found, place_from, -pieces)
        _add(found, place_to, pieces)
    return found


def _add(found: dict[str, int], place: Place, pieces: int) -> None:
    if place is Place.OUTSIDE:
        found["received"] -= pieces
    else:
        found[BUCKETS[place]] += pieces


def ledger_faults(session: Session) -> list[str]:
    """Consignments whose stored quantities or state do not follow from their rows."""
    faults = []
    for consignment in session.scalars(select(Consignment).execution_options(yield_per=200)):
        computed = computed_buckets(session, consignment.id)
        stored = {name: getattr(consignment, name) for name in computed}
        if computed != stored or consignment.state is not derive_state(consignment):
            faults.append(consignment.label)
    return faults
