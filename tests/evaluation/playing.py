"""A past quarter played in one go: the real steps of the office, each at its own hour.

Every step runs the body of the very command a clerk would press, inside one transaction, so that
hundreds of tickets are there in seconds. Only what lies outside an evaluation is cut short: goods come
into stock without a truck, and a claim is paid without its papers.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any

from desk.care.claims.choices import ClaimantKind, ClaimState, Fault, LossKind, RecourseParty
from desk.care.claims.model import Claim
from desk.care.claims.settling import claim_recourse, receive_recourse
from desk.care.complaints.choices import ComplaintKind, Department
from desk.care.complaints.drafts import ComplaintDraft
from desk.care.complaints.investigating import investigate_complaint
from desk.care.complaints.registering import register_complaint
from desk.care.complaints.telling import acknowledge_complaint
from desk.filing.receipts.commands import receive_receipts
from desk.freight.consignments.choices import DeliveryMode, MoveReason
from desk.freight.consignments.commands import accept_consignment, by_number
from desk.freight.consignments.drafts import Charges
from desk.freight.consignments.ledger import move_pieces
from desk.freight.exceptions.choices import ExceptionKind, LiableParty, Stage
from desk.freight.exceptions.commands import report_exception
from desk.freight.tracking.choices import Channel, PartyKind, Severity, Topic
from desk.freight.tracking.commands import log_contact
from desk.freight.tracking.lanes import add_lane_note, extend_due
from desk.freight.transit.commands import add_transit
from desk.freight.transit.drafts import HandOver, OneOffPrice, TransitGoods, TransitPlan
from desk.freight.transit.finding import manifest_by_number
from desk.freight.transit.following import expected as owed_by_partner
from desk.freight.transit.following import (
    report_transit_arrival,
    report_transit_refusal,
    settle_transit,
)
from desk.freight.transit.handing import hand_over_transit, recall_transit
from desk.freight.warehouse.choices import InReason
from desk.freight.warehouse.commands import receive_goods, sign_remote
from desk.kernel.calendar import BEIJING
from desk.kernel.commands import command
from desk.storage.work import Work
from tests.freight.inbound.truck import PHOTO, ticket

KG = 1000
CONFIRMED = frozenset({"E134", "E030", "E031"})


@dataclass
class Book:
    """What the story knows by its own names: waybills, and the manifest each went with last."""

    waybills: dict[str, str] = field(default_factory=dict)
    manifests: dict[str, str] = field(default_factory=dict)

    def __getitem__(self, key: str) -> str:
        return self.waybills[key]


Act = Callable[[Work, Book], None]
Step = tuple[datetime, Act]


@command("office.read", "补演往期业务(仅测试)")
def play(work: Work, *, steps: Sequence[Step], book: Book) -> None:
    """Run the steps in the order of their time, and write the new names down in the book."""
    now = work.now
    for at, act in sorted(steps, key=lambda step: step[0]):
        work.now = at
        act(work, book)
        work.session.flush()
    work.now = now


def hour(day: date, clock: float = 12) -> datetime:
    """A moment of a day in Beijing."""
    return datetime(day.year, day.month, day.day, tzinfo=BEIJING) + timedelta(hours=clock)


def in_stock(
    key: str,
    *,
    dest: str = "喀什",
    pieces: int = 10,
    kg: int = KG,
    receipt: bool = False,
    **fields: Any,
) -> Act:
    """Accept a ticket and take its goods into stock."""

    def act(work: Work, book: Book) -> None:
        draft = ticket(
            "水泵配件",
            pieces,
            kg,
            kg * 1000,
            accept_at=work.now - timedelta(hours=1),
            destination=dest,
            shipper_name="河南宏达机械",
            shipper_phone="13800000001",
            consignee_name="建新农机",
            consignee_phone="13900000001",
            consignee_address=f"{dest}人民东路 18 号",
            delivery_mode=DeliveryMode.TRANSIT,
            receipt_required=receipt,
            receipt_copies=int(receipt),
            declared_value_fen=100_000,
            charges=Charges(base_freight_fen=max(100_000, kg * 400)),
            **fields,
        )
        number = book.waybills[key] = accept_consignment(work, draft=draft)
        goods = by_number(work, number)
        move_pieces(work, goods, MoveReason.ARRIVAL, pieces, "JG", bin_code="A-01")

    return act


def hand(
    *keys: str,
    partner: str,
    pieces: int | None = None,
    door: bool = True,
    price: OneOffPrice | None = None,
) -> Act:
    """One manifest of several tickets of one place, handed over at once."""

    def act(work: Work, book: Book) -> None:
        dest = by_number(work, book[keys[0]]).destination
        why = "客户要求"
        goods = tuple(
            TransitGoods(waybill=book[key], pieces=pieces, door=door, price=price, reason=why)
            for key in keys
        )
        number = add_transit(work, plan=TransitPlan(partner=partner, dest=dest), goods=goods)
        given = HandOver(handed_by="马力", received_by="艾力")
        hand_over_transit(work, number=number, hand=given, price_reason=why)
        book.manifests.update(dict.fromkeys(keys, number))

    return act


def kept_as(name: str, key: str) -> Act:
    """Keep the number of a ticket's manifest before the next one takes its place."""
    return lambda work, book: book.manifests.update({name: book.manifests[key]})


def arrived(key: str, at: datetime) -> Act:
    """The partner tells that the manifest of a ticket has arrived."""
    return lambda work, book: report_transit_arrival(work, number=book.manifests[key], at=at)


def signed(key: str, pieces: int, at: datetime) -> Act:
    """The partner tells of a signature."""

    def act(work: Work, book: Book) -> None:
        words = {"signer": "王建新", "by": "合作商 电话"}
        sign_remote(work, number=book[key], pieces=pieces, signed_at=at, **words)

    return act


def notified(key: str) -> Act:
    """The consignee is told to fetch his goods from the partner."""

    def act(work: Work, book: Book) -> None:
        log_contact(
            work,
            number=book[key],
            channel=Channel.PHONE,
            who="王建新",
            content="货到喀什,请自提。",
            party_kind=PartyKind.CONSIGNEE,
            topic=Topic.NOTICE,
        )

    return act


def refused(key: str) -> Act:
    def act(work: Work, book: Book) -> None:
        report_transit_refusal(work, number=book[key], reason="颜色不符")

    return act


def brought_back(key: str, pieces: int) -> Act:
    """The partner brings goods back ticket by ticket."""

    def act(work: Work, book: Book) -> None:
        receive_goods(
            work,
            number=book[key],
            pieces=pieces,
            reason=InReason.TRANSIT_BACK,
            handed_by="艾力",
            bin_code="A-02",
        )

    return act


def recalled(key: str, *, keep_cost: bool = False) -> Act:
    def act(work: Work, book: Book) -> None:
        number = book.manifests[key]
        recall_transit(
            work, number=number, reason="客户改址", returned_by="艾力", keep_cost=keep_cost
        )

    return act


def put_off(key: str, to: date, *, force_majeure: bool) -> Act:
    """The road is closed and the manager puts the due day off."""

    def act(work: Work, book: Book) -> None:
        note = add_lane_note(
            work,
            lane="G3012",
            from_at=work.now,
            to_at=work.now + timedelta(days=2),
            text="G3012 封路",
            severity=Severity.CLOSED,
        )
        extend_due(
            work,
            lane_note_id=note,
            numbers=(book[key],),
            due_on=to,
            reason="封路",
            force_majeure=force_majeure,
        )

    return act


def broken(
    key: str,
    kind: ExceptionKind,
    pieces: int,
    liable: LiableParty = LiableParty.PARTNER,
    *,
    named: bool | str = False,
) -> Act:
    """An exception of a ticket; `named` writes the last manifest, or the one kept so, beside it."""

    def act(work: Work, book: Book) -> None:
        report_exception(
            work,
            number=book[key],
            kind=kind,
            stage=Stage.TRANSIT,
            pieces=pieces,
            liable_party=liable,
            doc_no=book.manifests.get(named if isinstance(named, str) else key, "")
            if named
            else "",
            photos=(PHOTO,),
        )

    return act


def complained(key: str, partner: str, blamed: Department | None = Department.PARTNER) -> Act:
    """A complaint that the investigation lays at a partner's door; an empty key names no ticket."""

    def act(work: Work, book: Book) -> None:
        draft = ComplaintDraft(
            complainant="河南宏达机械",
            kind=ComplaintKind.DELAY,
            content="货到太慢",
            waybill=book[key] if key else "",
        )
        number = register_complaint(work, draft=draft)
        acknowledge_complaint(work, number=number, text="已受理,今天内回电")
        investigate_complaint(
            work,
            number=number,
            investigation="合作商转运迟",
            root_cause="车次不足",
            resp_department=blamed,
            partner=partner,
        )

    return act


def paper_back(key: str) -> Act:
    return lambda work, book: _done(receive_receipts(work, numbers=(book[key],)))


def claimed(key: str, partner: str, fen: int = 20_000) -> Act:
    """A claim of the customer was paid, and the partner is asked for it."""

    def act(work: Work, book: Book) -> None:
        goods = by_number(work, book[key])
        claim = work.add(
            Claim(
                number=work.number("claim"),
                state=ClaimState.PAID,
                consignment_id=goods.id,
                claimant=goods.shipper_name,
                claimant_kind=ClaimantKind.SHIPPER,
                loss_kind=LossKind.PARTIAL,
                pieces=1,
                fault=Fault.ORDINARY,
                agreed_fen=fen,
                paid_at=work.now,
            )
        )
        book.manifests[f"claim {key}"] = claim.number
        party = RecourseParty.PARTNER
        claim_recourse(work, number=claim.number, party=party, partner=partner, fen=fen)

    return act


def asked_again(key: str, partner: str, fen: int = 20_000) -> Act:
    """Another partner is asked for the same claim."""

    def act(work: Work, book: Book) -> None:
        number, party = book.manifests[f"claim {key}"], RecourseParty.PARTNER
        claim_recourse(work, number=number, party=party, partner=partner, fen=fen)

    return act


def claim_settled(key: str, fen: int = 20_000) -> Act:
    return lambda work, book: receive_recourse(work, number=book.manifests[f"claim {key}"], fen=fen)


def settled(key: str) -> Act:
    """The partner hands over what he collected on a manifest, and is paid."""

    def act(work: Work, book: Book) -> None:
        number = book.manifests[key]
        collect, cod = owed_by_partner(work.session, manifest_by_number(work, number))
        settle_transit(work, number=number, collect_received_fen=collect, cod_received_fen=cod)

    return act


def _done(_count: int) -> None:
    """A step returns nothing."""
