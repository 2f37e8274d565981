"""What the partner reports after the hand-over, and the account with him."""

from datetime import datetime

from sqlalchemy.orm import Session

from desk.freight.consignments.choices import MoneyKind, PayMethod
from desk.freight.consignments.commands import by_number
from desk.freight.consignments.money import take_money
from desk.freight.consignments.rules import derive_state
from desk.freight.delivery.dues import dues_of
from desk.freight.exceptions.choices import ExceptionKind, Stage
from desk.freight.exceptions.opening import open_exception
from desk.freight.tracking.choices import EventKind, EventSource
from desk.freight.tracking.events import record_event
from desk.freight.transit.filling import check_text
from desk.freight.transit.finding import lines_away, manifest_by_number
from desk.freight.transit.model import TransitLine, TransitManifest
from desk.freight.transit.rules import STATES, net_fen
from desk.kernel.commands import command
from desk.kernel.errors import Problems, refuse
from desk.kernel.identity import clean_text
from desk.kernel.quantities import show_money
from desk.kernel.text import tr
from desk.storage.work import Work


@command(
    "transit_manifest.update",
    "登记中转到达",
    example='{"number": "ZZ261119-001", "at": "2026-11-21T15:00:00+08:00"}',
)
def report_transit_arrival(
    work: Work, *, number: str, at: datetime | None = None, partner_bill_no: str = ""
) -> None:
    """Note that the partner has the goods at their destination; his bill number may come with it.

    Raises:
        Refused: E004, E006, E008, E012, E170 before the hand-over, E171.

    Source: AT-04.
    """
    manifest = manifest_by_number(work, number)
    state = STATES.step(manifest.state, "report_transit_arrival")
    problems = Problems()
    check_text(problems, partner_bill_no, "partner_bill_no", tr("合作商单号"), 40)
    problems.raise_if_any()
    manifest.partner_bill_no = clean_text(partner_bill_no) or manifest.partner_bill_no
    manifest.arrived_at = at or work.now
    for line in manifest.lines:
        if line.outstanding:
            _note(work, line, EventKind.PARTNER_ARRIVED, manifest.arrived_at)
    manifest.state = state


def _note(work: Work, line: TransitLine, kind: EventKind, at: datetime, words: str = "") -> None:
    m = line.manifest
    bill = tr("单号{n}").format(n=m.partner_bill_no) if m.partner_bill_no else ""
    record_event(
        work,
        line.consignment,
        kind,
        at=at,
        place=m.dest,
        source=EventSource.PARTNER,
        text=" ".join(filter(None, (words, m.partner.name, bill)))[:200],
        doc_no=m.number,
    )


@command(
    "transit_manifest.update",
    "登记外地拒收",
    example='{"number": "YD2611160004", "reason": "颜色不符,全部拒收", '
    '"at": "2026-11-21T16:00:00+08:00"}',
)
def report_transit_refusal(
    work: Work, *, number: str, reason: str, at: datetime | None = None
) -> str:
    """Note that a consignee refused what the partner brought; the shipper is told in time.

    Args:
        work: the running command.
        number: the consignment.
        reason: why it was refused.
        at: when (now unless said).

    Returns:
        The number of the exception.

    Raises:
        Refused: E004, E006, E008 nothing is with the partner or refused before, E009, E012, E170,
            E171.

    Source: AT-08.
    """
    c, moment = by_number(work, number), at or work.now
    line = next(iter(lines_away(work.session, c.id)), None)
    if line is None or c.refusal_open:
        raise refuse("E008", obj=tr("运单"), state=c.state.label, action=tr("登记外地拒收"))
    if not reason.strip():
        raise refuse("E009", "reason", action=tr("登记外地拒收"))
    problems = Problems()
    check_text(problems, reason, "reason", tr("拒收原因"), 120)
    problems.raise_if_any()
    _note(work, line, EventKind.REFUSED, moment, clean_text(reason))
    c.refusal_open = True
    c.state = derive_state(c)
    return open_exception(
        work,
        c,
        ExceptionKind.REFUSED,
        Stage.TRANSIT,
        line.outstanding,
        note=clean_text(reason),
        doc_no=line.manifest.number,
        found_at=moment,
        found_by=line.manifest.partner.name,
    ).number


def expected(session: Session, manifest: TransitManifest) -> tuple[int, int]:
    """Freight and cash on delivery the partner owes us: of tickets that were signed for."""
    parts = [_owed(session, line) for line in manifest.lines if line.pieces_signed]
    return sum(freight for freight, _ in parts), sum(cod for _, cod in parts)


def _owed(session: Session, line: TransitLine) -> tuple[int, int]:
    """What he was to collect, but never more than is still owed: the price may be lower by now."""
    freight_fen, cod_fen = line.collect_for_us_fen, line.cod_for_us_fen
    if line.manifest.settled_at is not None or not freight_fen + cod_fen:
        return freight_fen, cod_fen
    owed = dues_of(session, line.consignment)
    return min(freight_fen, owed.freight_fen), min(cod_fen, owed.cod_fen)


@command(
    "transit_manifest.update",
    "与合作商结算",
    example='{"number": "ZZ261119-001", "collect_received_fen": 0, "cod_received_fen": 0, '
    '"method": "TRANSFER"}',
)
def settle_transit(
    work: Work,
    *,
    number: str,
    collect_received_fen: int,
    cod_received_fen: int,
    method: PayMethod = PayMethod.TRANSFER,
    note: str = "",
) -> int:
    """Settle with the partner: what he collected is taken for the tickets, his fees are paid.

    Freight and cash on delivery must be handed over in full.

    Returns:
        What the office pays him, in fen; negative when he pays the difference.

    Raises:
        Refused: E004, E006, E008 not everything delivered or back, E012, E019 another amount.

    Source: spec 3.7, P-05.
    """
    manifest = manifest_by_number(work, number)
    state = STATES.step(manifest.state, "settle_transit")
    problems = Problems()
    check_text(problems, note, "note", tr("备注"), 120)
    collect, cod = expected(work.session, manifest)
    for field, label, due, got in (
        ("collect_received_fen", tr("代收运费"), collect, collect_received_fen),
        ("cod_received_fen", tr("代收货款"), cod, cod_received_fen),
    ):
        why = tr("应收 {a} 元,实收 {b} 元").format(a=show_money(due), b=show_money(got))
        problems.check(got == due, "E019", field, label=label, why=why)
    problems.raise_if_any()
    for line in manifest.lines:
        if line.pieces_signed:
            _take(work, line, method)
    fees = sum(n.transit_fee_fen for n in manifest.lines)
    doors = sum(n.door_fee_fen for n in manifest.lines)
    manifest.state, manifest.settled_at = state, work.now
    manifest.settled_by, manifest.settle_note = method, clean_text(note)
    manifest.settled_net_fen = net_fen(fees, doors, collect, cod)
    return manifest.settled_net_fen


def _take(work: Work, line: TransitLine, method: PayMethod) -> None:
    no = line.manifest.number
    line.collect_for_us_fen, line.cod_for_us_fen = _owed(work.session, line)
    for kind, fen in (
        (MoneyKind.FREIGHT, line.collect_for_us_fen),
        (MoneyKind.COD, line.cod_for_us_fen),
    ):
        take_money(work, line.consignment, kind, fen, method, no)
