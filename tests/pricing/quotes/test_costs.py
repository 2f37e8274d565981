"""What a quote will cost: the partner's leg, our own recent trucks, and what nobody can tell."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from desk.app import Desk
from desk.freight.consignments.drafts import CargoDraft
from desk.freight.delivery.choices import SignResult
from desk.freight.delivery.settling import return_run
from desk.freight.pickup.choices import PickupKind
from desk.freight.pickup.commands import assign_pickup
from desk.freight.pickup.finishing import finish_pickup
from desk.kernel.commands import entry_of
from desk.kernel.errors import NeedsConfirmation
from desk.kernel.quantities import round_half_up
from desk.partners.rates.choices import RateSource
from desk.partners.rates.commands import change_rate
from desk.partners.rates.queries import rate_notice_card
from desk.pricing.quotes.choices import CostLeg, LostReason, QuoteItem
from desk.pricing.quotes.closing import lose_inquiry
from desk.pricing.quotes.commands import draft_quote, send_quote
from desk.pricing.quotes.drafts import ExtraLine, InquiryDraft, QuoteTerms
from desk.pricing.quotes.events import CostAsked
from tests.conftest import Office, at
from tests.freight.consignments.tickets import OUTBOUND, accepted
from tests.freight.delivery import yard
from tests.freight.inbound.truck import announced
from tests.freight.outbound import yard as outbound
from tests.freight.pickup.station import SECOND, at_the_station, ordered
from tests.partners.firms import rates
from tests.pricing.quotes.calls import HONGDA, card, quoted, refused, take, with_prices
from tests.pricing.tariffs.f0 import public, surcharges

TOWN = replace(HONGDA, to_place="乌鲁木齐", pickup=False)


@pytest.fixture
def priced(office: Office) -> Office:
    rates(office)
    return with_prices(office)


def prices(office: Office) -> None:
    """The tariffs of F0, without turning the clock."""
    public(office)
    surcharges(office)


def costs(desk: Desk, number: str) -> dict[CostLeg, int | None]:
    found = card(desk, number).costs
    assert found is not None
    return {cost.leg: cost.amount_fen for cost in found}


def drafted(desk: Desk, draft: InquiryDraft = HONGDA, **terms: Any) -> str:
    return quoted(desk, take(desk, draft).number, **terms)


def test_the_cheapest_partner_and_our_own_truck_tell_the_cost(priced: Office) -> None:
    announced(priced)  # 930.00 for 1,550 kg from 郑州
    number = drafted(priced.as_("out"))
    desk = priced.as_("out")
    assert costs(desk, number) == {
        CostLeg.PICKUP: None,
        CostLeg.LINEHAUL: 28_800,
        CostLeg.TRANSIT: 69_000,
    }
    quote = card(desk, number)
    assert (quote.cost_fen, quote.margin_fen, quote.margin_bp) == (97_800, 99_800, 5_051)
    assert quote.cost_gap == "提货"
    assert quote.costs is not None
    assert [cost.source for cost in quote.costs] == [
        "未知",
        "近期 1 车平均 0.60 元/kg",
        "P002 喀什顺达 0.90元/kg",
    ]


def test_a_clerk_sees_neither_cost_nor_margin(priced: Office) -> None:
    number = drafted(priced.as_("jia"))
    quote = card(priced.as_("jia"), number)
    assert (quote.costs, quote.cost_fen, quote.margin_fen, quote.margin_bp) == (None,) * 4
    assert quote.cost_gap == ""


def test_nothing_known_is_no_margin_at_all(office: Office) -> None:
    with_prices(office)
    number = drafted(office.as_("out"))
    quote = card(office.as_("out"), number)
    assert (quote.cost_fen, quote.margin_bp, quote.cost_gap) == (None, None, "提货、干线、中转")


def test_a_truck_of_another_city_or_season_tells_nothing(priced: Office) -> None:
    announced(priced, origin_station="西安")
    desk = priced.as_("out")
    assert costs(desk, drafted(desk))[CostLeg.LINEHAUL] is None


def test_old_trucks_are_forgotten() -> None:
    now = at("2026-11-18 10:00")
    asked = CostAsked("郑州", "喀什", 480_000, now, frozenset({CostLeg.LINEHAUL}))
    assert asked.since == at("2026-08-20 10:00")
    asked.tell_by_weight(CostLeg.LINEHAUL, [(0, 1_000), (100, 0)])
    assert asked.found == {}
    asked.tell_by_weight(CostLeg.LINEHAUL, [(60_000, 1_000_000)] * 10 + [(10**9, 1)])
    assert asked.found[CostLeg.LINEHAUL].amount_fen == 28_800
    asked.tell_by_weight(CostLeg.PICKUP, [(60_000, 1_000_000)])
    assert CostLeg.PICKUP not in asked.found


def test_goods_for_the_hub_and_out_of_it_have_their_own_parts(priced: Office) -> None:
    desk = priced.as_("out")
    assert set(costs(desk, drafted(desk, TOWN))) == {CostLeg.LINEHAUL, CostLeg.DELIVERY}
    away = replace(HONGDA, from_place="乌鲁木齐", to_place="郑州", pickup=False, door=False)
    assert set(costs(desk, drafted(desk, away))) == {CostLeg.LINEHAUL}


def test_the_partner_who_was_chosen_counts(priced: Office) -> None:
    desk = priced.as_("out")
    assert costs(desk, drafted(desk, partner_id=1))[CostLeg.TRANSIT] == 70_100
    terms = QuoteTerms(partner_id=3)
    no = take(desk).number
    assert refused(desk, draft_quote, inquiry_no=no, terms=terms) == ("E162",)


def dearer(office: Office, mill: int) -> None:
    """Both partners of 喀什 charge so much from tomorrow on; then it is tomorrow."""
    for rate_id in (1, 2):
        office.as_("in").run(
            change_rate,
            rate_id=rate_id,
            effective_on=date(2026, 11, 17),
            source=RateSource.PHONE,
            price_kg_mill=mill,
        )
    office.at("2026-11-17 11:00")


def test_a_thin_margin_is_confirmed(priced: Office) -> None:
    dearer(priced, 2_500)
    desk = priced.as_("jia")
    no = take(desk).number
    with pytest.raises(NeedsConfirmation) as caught:
        desk.run(draft_quote, inquiry_no=no)
    assert str(caught.value) == "E041 预计毛利率低于 15.00%,请核对价格;确认后继续。"
    desk.execute(entry_of(draft_quote), {"inquiry_no": no}, confirmed=frozenset({"E041"}))
    assert card(priced.as_("boss"), "BJ261117-001").margin_bp == 1_483


def test_a_loss_is_the_managers_to_allow(priced: Office) -> None:
    dearer(priced, 3_500)
    no = take(priced.as_("jia")).number
    assert refused(priced.as_("jia"), draft_quote, inquiry_no=no) == ("E042",)
    assert refused(priced.as_("out"), draft_quote, inquiry_no=no) == ("E164",)
    number = quoted(priced.as_("jia"), no, nonstandard=True, reason="换取月结合同")
    assert card(priced.as_("boss"), number).margin_fen == 197_600 - 231_600


def test_a_new_rate_names_the_open_quotes_it_touches(priced: Office) -> None:
    """AT-11: 0.95 → 1.02 from 1 December; 701 → 746 for the quote on that partner."""
    priced.at("2026-11-24 10:00")
    first = drafted(priced.as_("out"), partner_id=1)
    priced.as_("out").run(send_quote, number=first)
    drafted(priced.as_("out"), partner_id=2)
    gone = take(priced.as_("out"))
    quoted(priced.as_("out"), gone.number, partner_id=1)
    priced.as_("out").run(lose_inquiry, inquiry_no=gone.number, reason=LostReason.SILENT)
    priced.at("2026-11-24 11:00")
    notice = (
        priced.as_("in")
        .run(
            change_rate,
            rate_id=1,
            effective_on=date(2026, 12, 1),
            source=RateSource.WECHAT,
            price_kg_mill=1_020,
        )
        .value
    )
    assert notice == "YB261124-001"
    assert priced.as_("in").ask(rate_notice_card, number=notice).affected == (
        "报价 BJ261124-001 河南宏达机械 郑州→喀什:中转 701.00 → 746.00 元,有效期至 2026-12-01",
    )


def test_the_last_rounds_tell_what_delivery_costs(office: Office) -> None:
    """180.00 for 900 kg is 0.20 per kg, once the round is over."""
    waybills = yard.ready(office)
    number = yard.gone(office, *waybills)
    prices(office)
    assert costs(office.as_("out"), drafted(office.as_("out"), TOWN))[CostLeg.DELIVERY] is None
    for waybill in waybills:
        yard.enter(office, number, waybill, yard.entry(SignResult.REFUSED))
    office.as_("in").run(return_run, number=number)
    second = drafted(office.as_("out"), TOWN)
    assert costs(office.as_("out"), second)[CostLeg.DELIVERY] == 9_600


def test_the_last_trucks_out_tell_what_the_way_there_costs(office: Office) -> None:
    """2,600.00 for all on the truck, once it has left."""
    tickets = outbound.ready(office)
    prices(office)
    away = replace(HONGDA, from_place="乌鲁木齐", to_place="郑州", pickup=False, door=False)
    assert costs(office.as_("out"), drafted(office.as_("out"), away))[CostLeg.LINEHAUL] is None
    outbound.gone(office, *tickets)
    loaded = sum(outbound.goods(office, waybill).weight_g for waybill in tickets)
    number = drafted(office.as_("out"), away, nonstandard=True, reason="首单")
    found = costs(office.as_("out"), number)[CostLeg.LINEHAUL]
    assert found == round_half_up(260_000 * 480_000, loaded)


def test_fetching_at_a_door_in_the_hub_is_known_from_the_last_orders(office: Office) -> None:
    """150.00 for the 300 kg fetched is 0.50 per kg."""
    at_the_station(office)
    goods = (CargoDraft(goods_name="布料", pieces=10, weight_g=300_000, volume_cm3=900_000),)
    waybill = accepted(office.as_("jia"), OUTBOUND, lines=goods)
    order = ordered(office, waybill, kind=PickupKind.DOOR, place="米东区库房")
    office.as_("in").run(assign_pickup, number=order, plate_no=SECOND, driver_no="D002")
    office.at("2026-11-20 17:20")
    office.as_("in").run(finish_pickup, number=order)
    prices(office)
    away = replace(HONGDA, from_place="乌鲁木齐", to_place="郑州", door=False)
    by_hand = (ExtraLine(item=QuoteItem.PICKUP, price_fen=10_000),)
    number = drafted(office.as_("out"), away, extras=by_hand)
    assert costs(office.as_("out"), number)[CostLeg.PICKUP] == 24_000
