"""The same courses written as records in one command: what `played` does in a minute, in a second.

`test_written_as_played` holds the two together: a course written gives the very rows of one played.
"""

from collections.abc import Iterator
from datetime import timedelta
from itertools import groupby

from desk.archive.customers.choices import PayTerms
from desk.filing.receipts.choices import Holder, ReceiptState
from desk.filing.receipts.model import ReturnReceipt
from desk.freight.consignments.choices import (
    Category,
    ConsignmentState,
    DeliveryMode,
    Direction,
    MoveReason,
    Packing,
)
from desk.freight.consignments.ledger import BUCKETS, ROUTES
from desk.freight.consignments.model import CargoLine, Consignment, StockMove
from desk.freight.tracking.choices import EventKind
from desk.freight.tracking.model import TrackingEvent
from desk.freight.transit.choices import TransitState
from desk.freight.transit.model import TransitLine, TransitManifest
from desk.kernel.commands import command
from desk.partners.carriers.finding import partner_of
from desk.partners.carriers.model import Partner
from desk.partners.rates.finding import require_rate
from desk.partners.rates.model import PartnerRate
from desk.storage.base import Record
from desk.storage.work import Work
from tests.conftest import Office
from tests.evaluation.at12_courses import (
    BEFORE,
    COURSES,
    Course,
    Life,
    admitted,
    lives_of,
    played,
    troubles_of,
)
from tests.evaluation.playing import CONFIRMED, KG, Book, hour, play

RECEIPT_DAYS = 15


def at12(office: Office) -> Book:
    """AT-12's partners and everything they did: the large courses written, the small ones played."""
    admitted(office)
    large, small = COURSES[:2], (BEFORE, *COURSES[2:])
    book = played(office, *small)
    desk = office.as_("in").with_(confirmed=CONFIRMED)
    desk.run(write_courses, courses=large, book=book)
    desk.run(play, steps=[step for course in large for step in troubles_of(course)], book=book)
    return book


@command("office.read", "补记往期业务(仅测试)")
def write_courses(work: Work, *, courses: tuple[Course, ...], book: Book) -> None:
    """Write every ticket of the courses as the commands would have left it."""
    now = work.now
    for course in courses:
        partner = partner_of(work, course.partner)
        for (_, on), lives in groupby(lives_of(course), key=lambda life: (life.load, life.on)):
            work.now = hour(on, 15)
            _write_load(work, book, partner, course.dest, list(lives))
    work.now = now


def _write_load(work: Work, book: Book, partner: Partner, dest: str, lives: list[Life]) -> None:
    rate = require_rate(work, partner, work.settings.hub_city, dest, work.today)
    manifest = work.add(
        TransitManifest(
            number=work.number("transit_manifest"),
            state=TransitState.DELIVERED,
            partner=partner,
            dest=dest,
            handover_at=work.now,
            delivered_at=max(life.signed_at for life in lives),
        )
    )
    tickets = {life: _ticket(work, life, dest, rate) for life in lives}
    work.session.add_all(tickets.values())
    work.session.flush()
    for seq, (life, ticket) in enumerate(tickets.items(), 1):
        book.waybills[life.key], book.manifests[life.key] = ticket.label, manifest.number
        work.session.add_all(_of_ticket(work, life, ticket))
        work.session.add(_line(seq, life, ticket, manifest, rate))
        if life.back_on is not None:
            work.session.add(_paper(life, ticket, partner))
    work.session.flush()
    for known_at, told in groupby(sorted(lives, key=lambda x: x.known_at), lambda x: x.known_at):
        work.now = known_at
        work.session.add_all(_signature(life, tickets[life]) for life in told)
        work.session.flush()


def _ticket(work: Work, life: Life, dest: str, rate: PartnerRate) -> Consignment:
    return Consignment(
        number=work.number("consignment", life.on),
        direction=Direction.INBOUND,
        state=ConsignmentState.SIGNED,
        accept_at=hour(life.on, 9),
        origin_station="郑州",
        dest_station=work.settings.hub_city,
        destination=dest,
        destination_code=rate.to_code,
        shipper_name="河南宏达机械",
        shipper_phone="13800000001",
        consignee_name="建新农机",
        consignee_phone="13900000001",
        consignee_address=f"{dest}人民东路 18 号",
        delivery_mode=DeliveryMode.TRANSIT,
        due_on=life.on + timedelta(days=rate.transit_days),
        receipt_required=life.back_on is not None,
        receipt_copies=int(life.back_on is not None),
        receipts_back=int(life.back_on is not None),
        shipper_identity_checked=True,
        dangerous_checked=True,
        open_inspection=True,
        cover_clause_ack=True,
        base_freight_fen=KG * 400,
        total_fen=KG * 400,
        transit_cost_fen=KG * rate.price_kg_mill // 10,
        pay_terms=PayTerms.PREPAID,
        goods_summary="水泵配件",
        weight_g=KG * 1000,
        volume_cm3=KG * 1000,
        declared=life.pieces,
        received=life.pieces,
        signed=life.pieces,
        stocked_at=hour(life.on, 10),
        signed_at=life.signed_at,
    )


def _of_ticket(work: Work, life: Life, ticket: Consignment) -> Iterator[Record]:
    yield CargoLine(
        consignment_id=ticket.id,
        line_no=1,
        goods_name="水泵配件",
        category=Category.GENERAL,
        pieces=life.pieces,
        packing=Packing.CARTON,
        weight_g=ticket.weight_g,
        volume_cm3=ticket.volume_cm3,
    )
    for reason, at in (
        (MoveReason.ARRIVAL, hour(life.on, 10)),
        (MoveReason.TRANSIT_OUT, work.now),
        (MoveReason.TRANSIT_SIGNED, life.signed_at),
    ):
        route = ROUTES[reason]
        yield StockMove(
            consignment_id=ticket.id,
            at=at,
            kind=route.kind,
            reason=reason,
            place_from=route.place_from,
            place_to=route.place_to,
            pieces=life.pieces,
            balance_after=life.pieces if BUCKETS[route.place_to] == "in_stock" else 0,
            doc_no=ticket.label,
            keeper_id=work.actor.user_id,
        )


def _line(
    seq: int, life: Life, ticket: Consignment, manifest: TransitManifest, rate: PartnerRate
) -> TransitLine:
    return TransitLine(
        manifest_id=manifest.id,
        consignment_id=ticket.id,
        seq=seq,
        listed=life.pieces,
        pieces=life.pieces,
        rate_id=rate.id,
        price_kg_mill=rate.price_kg_mill,
        chargeable_kg=KG,
        transit_days=rate.transit_days,
        transit_fee_fen=ticket.transit_cost_fen,
        due_on=ticket.due_on,
        pieces_signed=life.pieces,
        signed_at=life.signed_at,
        signer="王建新",
    )


def _paper(life: Life, ticket: Consignment, partner: Partner) -> ReturnReceipt:
    signed_on = life.signed_at.date()
    return ReturnReceipt(
        consignment_id=ticket.id,
        state=ReceiptState.RECEIVED,
        copies=1,
        signed_on=signed_on,
        due_on=signed_on + timedelta(days=RECEIPT_DAYS),
        holder=Holder.PARTNER,
        holder_name=partner.name,
        partner_id=partner.id,
        received_on=life.back_on,
        received_from=partner.name,
    )


def _signature(life: Life, ticket: Consignment) -> TrackingEvent:
    return TrackingEvent(
        consignment_id=ticket.id, kind=EventKind.SIGNED, at=life.signed_at, doc_no=ticket.label
    )
