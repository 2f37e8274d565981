"""What was signed for or came back from a partner is written on his manifest; so is the manager's word."""

from desk.freight.consignments.choices import MoveReason
from desk.freight.consignments.events import PiecesMoved, Voided
from desk.freight.consignments.model import StockMove
from desk.freight.price_checks.choices import CheckedPaper
from desk.freight.price_checks.events import PriceDecided
from desk.freight.price_checks.queries import price_checks_of
from desk.freight.transit.filling import check_prices
from desk.freight.transit.finding import lines_away, lines_handed
from desk.freight.transit.model import TransitLine, TransitManifest
from desk.freight.transit.rules import PLANNED, STATES, late_days
from desk.kernel.commands import on
from desk.kernel.text import tr
from desk.storage.work import Work

_OUTCOMES = {MoveReason.TRANSIT_SIGNED: "pieces_signed", MoveReason.TRANSIT_BACK: "pieces_back"}


@on(PiecesMoved)
def note_outcome(work: Work, happened: PiecesMoved) -> None:
    """Pieces signed for or brought back are counted on the line that was handed over first."""
    move, outcome = happened.move, _OUTCOMES.get(happened.move.reason)
    if outcome is None:
        return
    if move.reverses_id is not None:
        _take_back(work, move, outcome)
        return
    left = move.pieces
    for line in _lines_for(work, move):
        taken = min(left, line.outstanding)
        if taken:
            setattr(line, outcome, getattr(line, outcome) + taken)
            _note_line(work, line, move)
            _finish(work, line.manifest, move)
        left -= taken


def _lines_for(work: Work, move: StockMove) -> list[TransitLine]:
    """The manifest that the move names comes first."""
    lines = lines_away(work.session, move.consignment_id)
    return sorted(lines, key=lambda line: line.manifest.number != move.doc_no)


def _note_line(work: Work, line: TransitLine, move: StockMove) -> None:
    c = line.consignment
    if move.reason is MoveReason.TRANSIT_BACK:
        c.due_on = c.promised_on if not c.at_partner else c.due_on
        return
    line.signed_at, line.signer = move.at, move.handed_by
    due = c.due_on or line.due_on
    line.late_days = late_days(move.at, due) if due else 0


def _finish(work: Work, manifest: TransitManifest, move: StockMove) -> None:
    """The manifest is done when the partner has nothing of it left."""
    if any(line.outstanding for line in manifest.lines):
        return
    signed = any(line.pieces_signed for line in manifest.lines)
    recalled = move.doc_no == manifest.number
    back = "recall_transit" if recalled else "receive_goods"
    reason = manifest.end_reason or move.note or tr("退回")
    manifest.state = STATES.step(manifest.state, "sign_remote" if signed else back, reason)
    manifest.delivered_at = move.at


def _take_back(work: Work, move: StockMove, outcome: str) -> None:
    """A reversed slip gives the pieces to the partner again.

    Raises:
        Refused: E008 when the manifest is settled.
    """
    left = move.pieces
    for line in lines_handed(work.session, move.consignment_id):
        undone = min(left, getattr(line, outcome))
        if undone:
            setattr(line, outcome, getattr(line, outcome) - undone)
            if not line.pieces_signed:
                line.signed_at, line.signer, line.late_days = None, "", 0
            _reopen(line.manifest)
        left -= undone


def _reopen(manifest: TransitManifest) -> None:
    manifest.state = STATES.step(manifest.state, "reverse_slip")
    if manifest.arrived_at is not None:
        manifest.state = STATES.step(manifest.state, "report_transit_arrival")
    manifest.delivered_at = None


@on(PriceDecided)
def note_decision(work: Work, event: PriceDecided) -> None:
    """A manifest all of whose prices stand is approved."""
    if event.check.paper is not CheckedPaper.TRANSIT or not event.granted:
        return
    number = event.check.doc_no
    manifest = work.session.query(TransitManifest).filter_by(number=number).one_or_none()
    if manifest is None or manifest.state not in PLANNED:
        return
    if all(row.stands for row in price_checks_of(work, doc_no=number)):
        manifest.state = STATES.step(manifest.state, "grant_approval")


@on(Voided)
def leave_the_manifest(work: Work, happened: Voided) -> None:
    """Take a void ticket off every manifest that was not handed over."""
    ticket = happened.consignment
    wanted = (
        work.session.query(TransitManifest)
        .join(TransitLine)
        .filter(TransitLine.consignment_id == ticket.id, TransitManifest.state.in_(PLANNED))
    )
    for manifest in wanted.all():
        manifest.lines = [n for n in manifest.lines if n.consignment_id != ticket.id]
        work.session.flush()
        check_prices(work, manifest)
