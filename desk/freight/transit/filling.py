"""What may stand on a transit manifest: goods in stock, free, released, bound for a partner.

Source: spec 3.7, 3.27 (E142 to E144, E160 to E162).
"""

from collections.abc import Sequence

from sqlalchemy import select

from desk.freight.consignments.choices import DeliveryMode, Direction
from desk.freight.consignments.model import Consignment
from desk.freight.delivery.dues import dues_of
from desk.freight.delivery.loading import check_released, promised_pieces
from desk.freight.price_checks.choices import CheckedPaper
from desk.freight.price_checks.recording import forget_checks
from desk.freight.transit.drafts import OneOffPrice, TransitGoods, TransitPlan
from desk.freight.transit.finding import lines_collecting, on_manifests
from desk.freight.transit.model import TransitLine, TransitManifest
from desk.freight.transit.pricing import check_line, price_line
from desk.kernel.errors import Problems, Refused
from desk.kernel.identity import clean_text, has_control_characters
from desk.kernel.prices import MAX_PRICE_FEN, MAX_PRICE_KG_MILL, show_price
from desk.kernel.quantities import show_money
from desk.kernel.text import tr
from desk.partners.carriers.finding import check_usable, partner_of
from desk.partners.rates.rules import MOST_DAYS
from desk.storage.work import Work


def fill_head(work: Work, manifest: TransitManifest, plan: TransitPlan) -> Problems:
    """Write partner, destination and remark; return what is wrong with them (E160, E161, texts)."""
    problems = Problems()
    manifest.partner = partner_of(work, plan.partner)
    problems.extend(problem.at("plan") for problem in check_usable(work, manifest.partner).found)
    problems.require(plan.dest, "plan.dest", tr("中转地"))
    check_text(problems, plan.dest, "plan.dest", tr("中转地"), 60)
    check_text(problems, plan.remark, "plan.remark", tr("备注"), 200)
    manifest.dest, manifest.remark = clean_text(plan.dest), clean_text(plan.remark)
    return problems


def check_text(problems: Problems, text: str, field: str, label: str, most: int) -> None:
    """Add E004 and E012 of a typed text."""
    problems.fits(clean_text(text), most, field, label)
    problems.check(not has_control_characters(text), "E012", field, label=label)


def fill_lines(
    work: Work, manifest: TransitManifest, goods: Sequence[TransitGoods], path: str = "goods"
) -> Problems:
    """Append tickets with their prices; return everything that stands against them."""
    problems = Problems()
    with work.session.no_autoflush:
        for index, wanted in enumerate(goods):
            _add_ticket(work, manifest, wanted, problems, f"{path}.{index}")
    for seq, line in enumerate(manifest.lines, 1):
        line.seq = seq
    return problems


def _add_ticket(
    work: Work, manifest: TransitManifest, wanted: TransitGoods, problems: Problems, path: str
) -> None:
    where = Consignment.number == wanted.waybill.strip()
    ticket = work.session.scalar(select(Consignment).where(where))
    if ticket is None:
        problems.add("E006", f"{path}.waybill", label=tr("运单"), v=wanted.waybill)
        return
    if any(line.consignment is ticket for line in manifest.lines):
        problems.add("E017", path, label=tr("中转单上的运单"), v=ticket.label)
        return
    own = Problems()
    check_ticket(own, ticket, f"{path}.waybill")
    pieces = _check_pieces(own, work, manifest, ticket, wanted.pieces, f"{path}.pieces")
    check_text(own, wanted.note, f"{path}.note", tr("备注"), 120)
    if wanted.price is not None:
        _check_price(own, wanted.price, f"{path}.price")
    problems.extend(own.found)
    if own.found:
        return
    line = _new_line(ticket, wanted, pieces)
    try:
        price_line(work, line, manifest.partner, work.today)
    except Refused as without_rate:
        problems.extend(without_rate.problems)
        return
    manifest.lines.append(line)


def _new_line(ticket: Consignment, wanted: TransitGoods, pieces: int) -> TransitLine:
    line = TransitLine(
        consignment=ticket,
        consignment_id=ticket.id,
        seq=0,
        listed=pieces,
        pieces=pieces,
        door=wanted.door,
        one_off=wanted.price is not None,
        pieces_signed=0,
        pieces_back=0,
        note=clean_text(wanted.note),
    )
    if wanted.price is not None:
        line.price_kg_mill, line.transit_days = (
            wanted.price.price_kg_mill,
            wanted.price.transit_days,
        )
        line.door_fee_fen = wanted.price.door_fee_fen
    return line


def check_ticket(problems: Problems, ticket: Consignment, field: str) -> None:
    """Add why a ticket cannot go to a partner now: E008 refused or closed, E019 another way, E144."""
    no = ticket.label
    if ticket.direction is not Direction.INBOUND:
        why = tr("{no} 是{d}货物,不走中转").format(no=no, d=ticket.direction.label)
        problems.add("E019", field, label=tr("运单"), why=why)
    elif ticket.delivery_mode is not DeliveryMode.TRANSIT:
        why = tr("{no} 的交接方式为{m},不走中转").format(no=no, m=ticket.delivery_mode.label)
        problems.add("E019", field, label=tr("运单"), why=why)
    if ticket.refusal_open:
        state = ticket.state.label
        problems.add("E008", field, obj=tr("运单"), state=state, action=tr("交合作商"))
    check_released(problems, ticket, field)


def _check_pieces(
    problems: Problems,
    work: Work,
    manifest: TransitManifest,
    ticket: Consignment,
    pieces: int | None,
    field: str,
) -> int:
    """How many free pieces are meant (None = all): E003, E142, E143."""
    held = promised_pieces(work.session, ticket)
    elsewhere = on_manifests(work.session, ticket, manifest.id)
    spoken = held.pieces + elsewhere.pieces
    free, no = ticket.in_stock - spoken, ticket.label
    wanted = max(free, 1) if pieces is None else pieces
    if wanted < 1:
        problems.add("E003", field, label=tr("件数"), lo=1, hi=max(free, 1), v=wanted)
    elif wanted > ticket.in_stock:
        problems.add("E142", field, no=no, a=ticket.in_stock, b=wanted)
    elif wanted > free:
        where = elsewhere if elsewhere.pieces else held
        problems.add("E143", field, no=no, n=spoken, held=where.held)
    return wanted


def _check_price(problems: Problems, price: OneOffPrice, path: str) -> None:
    mill, fee, days = price.price_kg_mill, price.door_fee_fen, price.transit_days
    for ok, name, label, lo, hi, value in (
        (
            0 < mill <= MAX_PRICE_KG_MILL,
            "price_kg_mill",
            tr("一次性单价"),
            show_price(1),
            show_price(MAX_PRICE_KG_MILL),
            show_price(mill),
        ),
        (
            0 <= fee <= MAX_PRICE_FEN,
            "door_fee_fen",
            tr("送货费"),
            show_money(0),
            show_money(MAX_PRICE_FEN),
            show_money(fee),
        ),
        (1 <= days <= MOST_DAYS, "transit_days", tr("时效(天)"), 1, MOST_DAYS, days),
    ):
        problems.check(ok, "E003", f"{path}.{name}", label=label, lo=lo, hi=hi, v=value)


def ask_to_collect(work: Work, line: TransitLine) -> None:
    """The partner collects what the consignee still owes and no earlier manifest brings."""
    others = lines_collecting(work.session, line.consignment_id)
    coming = [other for other in others if other is not line]
    owed = dues_of(work.session, line.consignment)
    freight_fen = owed.freight_fen - sum(other.collect_for_us_fen for other in coming)
    cod_fen = owed.cod_fen - sum(other.cod_for_us_fen for other in coming)
    line.collect_for_us_fen, line.cod_for_us_fen = max(0, freight_fen), max(0, cod_fen)


def check_prices(work: Work, manifest: TransitManifest, goods: Sequence[TransitGoods] = ()) -> None:
    """Check every line's price anew and keep the findings; tickets that left are forgotten.

    What the partner shall collect is written beside it, for the paper.
    """
    reasons = {g.waybill.strip(): g.reason for g in goods}
    keep = [line.consignment_id for line in manifest.lines]
    forget_checks(work, CheckedPaper.TRANSIT, manifest.number, keep)
    for line in manifest.lines:
        reason = reasons.get(line.consignment.label, "")
        check_line(work, line, manifest.partner, work.today, reason)
        ask_to_collect(work, line)
