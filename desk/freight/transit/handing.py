"""Goods are handed to the partner's man, piece by piece counted, or fetched back from the partner."""

from datetime import datetime

from desk.freight.consignments.choices import MoveReason
from desk.freight.consignments.ledger import move_pieces
from desk.freight.delivery.loading import held_for_return, ordered_back
from desk.freight.exceptions.choices import ExceptionKind, Stage
from desk.freight.exceptions.opening import open_exception
from desk.freight.price_checks.recording import objections
from desk.freight.tracking.rules import in_future
from desk.freight.transit.drafts import Counted, HandOver
from desk.freight.transit.filling import ask_to_collect, check_text, check_ticket
from desk.freight.transit.finding import line_of, manifest_by_number
from desk.freight.transit.model import TransitLine, TransitManifest
from desk.freight.transit.pricing import check_line, price_line
from desk.freight.transit.rules import STATES, due_on, handover_due_at
from desk.kernel.commands import command
from desk.kernel.errors import Problems
from desk.kernel.identity import clean_text, is_plate, normal_plate
from desk.kernel.moments import local
from desk.kernel.text import tr
from desk.partners.carriers.finding import check_usable
from desk.storage.work import Work

_TEXTS = (
    ("handed_by", "交货人", 60),
    ("received_by", "接货人", 60),
    ("partner_bill_no", "合作商单号", 40),
)


@command(
    "transit_manifest.update",
    "交接中转货物",
    example='{"number": "ZZ261119-001", "hand": {"handed_by": "仓管 马力", "received_by": "艾力", '
    '"plate_no": "新Q12345", "partner_bill_no": "HY8861", "at": "2026-11-19T10:30:00+08:00"}}',
)
def hand_over_transit(
    work: Work,
    *,
    number: str,
    hand: HandOver,
    counted: tuple[Counted, ...] = (),
    price_reason: str = "",
) -> str:
    """Let the goods go: prices by the rate of the day, stock out, due dates and costs on the tickets.

    Pieces the partner's man did not get stay in stock and open a shortage.

    Args:
        work: the running command.
        number: the manifest.
        hand: who gave what to whom.
        counted: tickets of which not every listed piece went; the others went in full.
        price_reason: why a price that must be explained is as it is.

    Returns:
        The number of the stock-out slip, CK….

    Raises:
        Refused: E001, E003, E004, E006, E008, E009 a short count without a word, E012, E035 to E037,
            E106 the plate, E142, E143, E144, E160, E161, E162, E163, E164, E170, E171.

    Source: spec 3.7, 5.4, 5.15, AT-04.
    """
    manifest = manifest_by_number(work, number)
    state = STATES.step(manifest.state, "hand_over_transit")
    at = hand.at or work.now
    problems = _check_hand_over(work, manifest, hand, at)
    short = _short_counts(problems, manifest, counted)
    problems.raise_if_any()
    _price(work, manifest, at, price_reason)
    for line, wanted in short.items():
        _open_shortage(work, line, wanted, at)
    manifest.state, manifest.handover_at = state, at
    manifest.handed_by = clean_text(hand.handed_by)
    manifest.received_by = clean_text(hand.received_by)
    manifest.plate_no = normal_plate(hand.plate_no) if hand.plate_no.strip() else ""
    manifest.partner_bill_no = clean_text(hand.partner_bill_no)
    manifest.slip_no = work.number("stock_out")
    for line in manifest.lines:
        _hand_over_line(work, manifest, line, at)
    return manifest.slip_no


def _check_hand_over(
    work: Work, manifest: TransitManifest, hand: HandOver, at: datetime
) -> Problems:
    problems = Problems()
    problems.extend(check_usable(work, manifest.partner, local(at).date()).found)
    for name, label, most in _TEXTS:
        field, text = f"hand.{name}", getattr(hand, name)
        if name == "partner_bill_no" or problems.require(text, field, tr(label)):
            check_text(problems, text, field, tr(label), most)
    ok = not hand.plate_no.strip() or is_plate(normal_plate(hand.plate_no))
    problems.check(ok, "E106", "hand.plate_no", label=tr("车牌号"), v=hand.plate_no)
    problems.check(not in_future(at, work.now), "E171", "hand.at")
    for line in manifest.lines:
        check_ticket(problems, line.consignment, "number")
    return problems


def _short_counts(
    problems: Problems, manifest: TransitManifest, counted: tuple[Counted, ...]
) -> dict[TransitLine, Counted]:
    """Write the pieces that really went on the lines; return those that are short.

    Problems: E003, E009 without a note, E142, E143 of pieces that are not free any more.
    """
    found = {line_of(manifest, c.waybill, "counted"): c for c in counted}
    short = {}
    for line in manifest.lines:
        seen = found.get(line)
        if seen is not None:
            _check_count(problems, line, seen)
            if seen.received < line.pieces:
                short[line] = seen
            line.pieces = max(1, seen.received)
        _check_free(problems, line)
    return short


def _check_count(problems: Problems, line: TransitLine, seen: Counted) -> None:
    no = line.consignment.label
    for label, most, value in (
        (tr("{no} 交出件数"), line.pieces, seen.handed),
        (tr("{no} 接收件数"), seen.handed, seen.received),
    ):
        fits = 1 <= value <= most
        hi = max(1, most)
        problems.check(fits, "E003", "counted", label=label.format(no=no), lo=1, hi=hi, v=value)
    if seen.received < line.pieces:
        worded = bool(seen.note.strip())
        problems.check(worded, "E009", "counted", action=tr("少件交接"))
    check_text(problems, seen.note, "counted", tr("备注"), 200)


def _check_free(problems: Problems, line: TransitLine) -> None:
    c, kept = line.consignment, held_for_return(line.consignment)
    if line.pieces > c.in_stock:
        problems.add("E142", "number", no=c.label, a=c.in_stock, b=line.pieces)
    elif line.pieces > c.in_stock - kept:
        problems.add("E143", "number", no=c.label, n=kept, held=ordered_back())


def _price(work: Work, manifest: TransitManifest, at: datetime, reason: str) -> None:
    """Price and check every line on the day of the hand-over; refuse while a check does not stand."""
    day, problems = local(at).date(), Problems()
    for line in manifest.lines:
        price_line(work, line, manifest.partner, day)
        check = check_line(work, line, manifest.partner, day, reason)
        problems.extend(objections(check).found)
    problems.raise_if_any()


def _open_shortage(work: Work, line: TransitLine, seen: Counted, at: datetime) -> None:
    words = tr("交合作商时少 {n} 件:").format(n=line.listed - seen.received)
    open_exception(
        work,
        line.consignment,
        ExceptionKind.SHORTAGE,
        Stage.TRANSIT,
        line.listed - seen.received,
        note=words + clean_text(seen.note),
        doc_no=line.manifest.number,
        found_at=at,
        found_by=line.manifest.received_by,
    )


def _hand_over_line(work: Work, manifest: TransitManifest, line: TransitLine, at: datetime) -> None:
    c = line.consignment
    stocked = c.stocked_at or at
    line.handover_due_at = handover_due_at(stocked, c.urgent, work.settings)
    ask_to_collect(work, line)
    bill = tr(" 单号{n}").format(n=manifest.partner_bill_no) if manifest.partner_bill_no else ""
    move_pieces(
        work,
        c,
        MoveReason.TRANSIT_OUT,
        line.pieces,
        manifest.number,
        at=at,
        bin_code=c.bin_code,
        handed_by=manifest.received_by,
        slip_no=manifest.slip_no,
        note=f"{manifest.partner.name}{bill}",
    )
    line.due_on = c.due_on = due_on(at, line.transit_days, c.promised_on)
    c.transit_cost_fen += line.total_fen


@command(
    "transit_manifest.update",
    "追回中转货物",
    example='{"number": "ZZ261119-001", "reason": "客户要求改址", "returned_by": "艾力"}',
)
def recall_transit(
    work: Work,
    *,
    number: str,
    reason: str,
    returned_by: str,
    bin_code: str = "",
    keep_cost: bool = False,
) -> str:
    """Fetch everything a partner still has back into stock.

    Args:
        work: the running command.
        number: the manifest.
        reason: why.
        returned_by: who brought the goods back.
        bin_code: where they lie now.
        keep_cost: the partner is paid all the same; else tickets of which nothing was signed cost
            nothing.

    Returns:
        The number of the stock-in slip, RK….

    Raises:
        Refused: E001, E004, E006, E008, E009, E012.
    """
    manifest = manifest_by_number(work, number)
    STATES.step(manifest.state, "recall_transit", reason)
    problems = Problems()
    check_text(problems, reason, "reason", tr("追回原因"), 120)
    check_text(problems, bin_code, "bin_code", tr("库位"), 20)
    if problems.require(returned_by, "returned_by", tr("送回人")):
        check_text(problems, returned_by, "returned_by", tr("送回人"), 60)
    problems.raise_if_any()
    manifest.end_reason = clean_text(reason)
    slip_no = work.number("stock_in")
    for line in [line for line in manifest.lines if line.outstanding]:
        if not keep_cost and not line.pieces_signed:
            _take_cost_off(line)
        move_pieces(
            work,
            line.consignment,
            MoveReason.TRANSIT_BACK,
            line.outstanding,
            manifest.number,
            bin_code=clean_text(bin_code),
            handed_by=clean_text(returned_by),
            slip_no=slip_no,
            note=manifest.end_reason,
        )
    return slip_no


def _take_cost_off(line: TransitLine) -> None:
    line.consignment.transit_cost_fen -= line.total_fen
    line.transit_fee_fen = line.door_fee_fen = 0
