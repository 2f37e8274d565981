"""Goods for the towns go on with partners: manifests, arrivals, signatures, the account."""

from datetime import date, timedelta

from desk.freight.consignments.choices import DeliveryMode, Direction
from desk.freight.consignments.model import Consignment
from desk.freight.price_checks.choices import Verdict
from desk.freight.price_checks.commands import explain_price
from desk.freight.price_checks.queries import price_checks_of
from desk.freight.transit.choices import TransitState
from desk.freight.transit.commands import add_transit
from desk.freight.transit.drafts import HandOver, TransitGoods, TransitPlan
from desk.freight.transit.following import report_transit_arrival, settle_transit
from desk.freight.transit.handing import hand_over_transit
from desk.freight.transit.queries import transit_card
from desk.freight.warehouse.commands import sign_remote
from desk.kernel.moments import local
from desk.sample.cast import CARRIERS
from desk.sample.finding import in_stock, rows, tickets
from desk.sample.prices import do_priced
from desk.sample.stage import Stage
from desk.screens.lists import Filter


def hand_to_partners(stage: Stage, day: date, waiting: int = 0) -> None:
    """The day's goods of every town go with its partner; those of the last towns wait till tomorrow."""
    stage.as_("zhang")
    stage.at(day, 17)
    for number, partner in _manifests(stage, day, waiting, dearer=day.day % 5 == 0):
        hand = HandOver(
            handed_by="仓管 马力",
            received_by=CARRIERS[int(partner[1:]) - 1].contact,
            plate_no=f"新Q{stage.chance.randrange(10**5):05d}",
            partner_bill_no=f"HY{stage.chance.randrange(10**4):04d}",
        )
        do_priced(stage, number, hand_over_transit, hand=hand)
        stage.shown["P-05"] = number


def draft_transit(stage: Stage, day: date) -> None:
    """This morning's manifests, not handed over yet; its dearer partner leaves at once."""
    stage.as_("zhang")
    stage.at(day, 9, 40)
    for number, _ in _manifests(stage, day, waiting=1, dearer=True):
        for found in stage.desk.ask(price_checks_of, doc_no=number):
            if found.verdict is Verdict.EXPLAIN:
                stage.do(explain_price, check_id=found.id, reason="当日唯一发车的合作商")


def _manifests(
    stage: Stage, day: date, waiting: int, *, dearer: bool = False
) -> list[tuple[str, str]]:
    """Open a manifest for every town with goods in stock but the last ones; their numbers and partners."""
    goods_of: dict[str, list[TransitGoods]] = {}
    for ticket in in_stock(stage, DeliveryMode.TRANSIT, Direction.INBOUND):
        goods = TransitGoods(waybill=ticket.label, door=False)
        goods_of.setdefault(ticket.destination, []).append(goods)
    made = []
    for town in sorted(goods_of)[: len(goods_of) - waiting]:
        partner, goods_on = _partner(town, dearer=dearer), tuple(goods_of[town])
        plan = TransitPlan(partner=partner, dest=town)
        made.append((stage.do(add_transit, plan=plan, goods=goods_on), partner))
    return made


def _partner(town: str, *, dearer: bool) -> str:
    """The first partner of a town, or the last one."""
    serving = [f"P{n:03d}" for n, carrier in enumerate(CARRIERS, 1) if town in carrier.mill]
    return serving[-1 if dearer else 0]


def hear_from_partners(stage: Stage, day: date) -> None:
    """Partners report what arrived, two days after the hand-over, and what was signed for after that."""
    stage.as_("zhang")
    stage.at(day, 18)
    for row in rows(stage, "transit_manifests", Filter("state", "is", TransitState.HANDED)):
        if day - local(row["handover_at"]).date() >= timedelta(days=2):
            stage.do(report_transit_arrival, number=row["number"], at=stage.moment(day, 9, 30))
    for row in rows(stage, "transit_manifests", Filter("state", "is", TransitState.ARRIVED)):
        if local(row["arrived_at"]).date() < day:
            _sign(stage, day, row["number"])


def _sign(stage: Stage, day: date, manifest: str) -> None:
    card = stage.desk.ask(transit_card, number=manifest)
    for ticket in tickets(stage, Filter("number", "in", tuple(n.waybill for n in card.lines))):
        if ticket.at_partner and stage.chance.random() < 0.75:
            stage.do(
                sign_remote,
                number=ticket.label,
                pieces=ticket.at_partner,
                signer=_signer(ticket),
                signed_at=stage.moment(day, 11, 20),
                by=f"{card.partner_name} 电话",
            )


def _signer(ticket: Consignment) -> str:
    return ticket.consignee_contact or ticket.consignee_name[:6]


def settle_with_partners(stage: Stage, day: date) -> None:
    """Account with the partners for what was delivered until the week before."""
    stage.as_("zhang")
    stage.at(day, 18, 10)
    done = Filter("state", "is", TransitState.DELIVERED)
    for row in rows(stage, "transit_manifests", done):
        if day - local(row["delivered_at"]).date() >= timedelta(days=4):
            card = stage.desk.ask(transit_card, number=row["number"])
            stage.do(
                settle_transit,
                number=row["number"],
                collect_received_fen=card.collect_fen,
                cod_received_fen=card.cod_fen,
            )
