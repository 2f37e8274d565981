"""AT-01: a price call is taken, answered in time, accepted and becomes a consignment, nothing retyped."""

from dataclasses import replace

import pytest

from desk.archive.customers.choices import PayTerms
from desk.documents.pdf import render_pdf
from desk.documents.text_snapshot import snapshot_text
from desk.freight.consignments.choices import DeliveryMode, Direction
from desk.freight.consignments.commands import accept_consignment
from desk.freight.consignments.pricing import rate_of
from desk.freight.consignments.queries import consignment_card
from desk.freight.consignments.quoting import draft_of_quote
from desk.kernel.errors import Refused
from desk.office.approvals.commands import grant_approval
from desk.pricing.quotes.choices import Channel, InquiryState, Light, QuoteItem, QuoteState
from desk.pricing.quotes.commands import accept_quote, draft_quote, send_quote, submit_quote
from desk.pricing.quotes.drafts import QuoteTerms
from desk.pricing.quotes.queries import inquiry_card, quote_preview
from desk.pricing.quotes.taking import take_inquiry
from desk.pricing.tariffs.choices import PriceLevel
from tests import snapshots
from tests.conftest import Office, at
from tests.documents.paper_reading import page_texts
from tests.pricing.quotes.calls import (
    CALL,
    HONGDA,
    QUOTE,
    accepted,
    card,
    quoted,
    refused,
    sent,
    take,
    with_prices,
)


@pytest.fixture
def priced(office: Office) -> Office:
    return with_prices(office)


def test_a_call_without_a_phone_is_not_saved(priced: Office) -> None:
    desk = priced.as_("jia")
    with pytest.raises(Refused) as caught:
        take(desk, replace(HONGDA, phone=""))
    assert str(caught.value) == "E101 请填写客户公司名称、联系人和联系电话后再保存。"
    assert not desk.list_ids("inquiries")


def test_the_call_is_open_until_tuesday_eleven(priced: Office) -> None:
    desk = priced.as_("jia")
    taken = take(desk)
    assert (taken.number, taken.state, taken.code) == (CALL, InquiryState.OPEN, "")
    assert taken.due_at == at("2026-11-17 11:00")
    assert desk.ask(inquiry_card, inquiry_no=CALL).light is Light.GREEN


def test_the_price_of_the_call(priced: Office) -> None:
    desk = priced.as_("jia")
    preview = desk.ask(quote_preview, draft=HONGDA)
    assert (preview.chargeable_kg, preview.light_cargo) == (633, True)
    assert preview.total_fen == 197_600
    quoted(desk, take(desk).number)
    quote = card(desk)
    assert quote.number == QUOTE
    assert (quote.chargeable_kg, quote.base_fen, quote.total_fen) == (633, 164_600, 197_600)
    assert {line.item: line.amount_fen for line in quote.lines} == {
        QuoteItem.BASE: 164_600,
        QuoteItem.PICKUP: 8_000,
        QuoteItem.DELIVERY: 15_000,
        QuoteItem.COVER: 9_000,
        QuoteItem.RECEIPT: 1_000,
    }
    assert (quote.lines[0].quantity, quote.lines[0].price) == ("633 kg", "2.60元/kg")
    assert (quote.valid_until.isoformat(), quote.transit_days) == ("2026-11-23", 8)
    assert (quote.price_level, quote.tariff) == (PriceLevel.PUBLIC_CITY, "公布价2026 V1")


def test_the_answer_is_in_time(priced: Office) -> None:
    number = sent(priced)
    desk = priced.as_("jia")
    call = desk.ask(inquiry_card, inquiry_no=CALL)
    assert (call.state, call.answered_at) == (InquiryState.QUOTED, at("2026-11-16 16:40"))
    assert divmod(call.used_minutes, 60) == (4, 10)
    assert (call.light, call.quotes) == (Light.GREEN, ((number, QuoteState.SENT),))
    assert refused(desk, send_quote, number=number, channel=Channel.PHONE) == ("E008",)


def test_an_accepted_quote_becomes_a_consignment(priced: Office) -> None:
    number = accepted(priced)
    desk = priced.as_("jia")
    draft = desk.ask(draft_of_quote, quote_no=number)
    assert (draft.direction, draft.delivery_mode) == (Direction.INBOUND, DeliveryMode.TRANSIT)
    assert (draft.shipper_name, draft.shipper_contact) == ("河南宏达机械", "刘工")
    assert (draft.shipper_phone, draft.origin_station) == ("13800000001", "郑州")
    assert (draft.destination, draft.dest_station) == ("喀什", "乌鲁木齐")
    assert (draft.pieces, draft.weight_g, draft.volume_cm3) == (12, 480_000, 1_900_000)
    assert draft.lines[0].goods_name == "水泵配件"
    fees = draft.charges
    assert (fees.base_freight_fen, fees.cover_fee_fen, fees.pickup_fee_fen) == (
        164_600,
        9_000,
        8_000,
    )
    assert (fees.delivery_fee_fen, fees.receipt_fee_fen) == (15_000, 1_000)
    assert (draft.declared_value_fen, draft.receipt_copies) == (3_000_000, 2)
    assert (draft.pay_terms, draft.cover_clause_ack) == (PayTerms.PREPAID, True)
    checked = replace(
        draft,
        consignee_name="建新农机",
        consignee_phone="13800000002",
        consignee_address="喀什市解放北路 1 号",
        shipper_identity_checked=True,
        open_inspection=True,
        dangerous_checked=True,
    )
    waybill = desk.run(accept_consignment, draft=checked).value
    assert waybill == "YD2611160001"
    ticket = desk.ask(consignment_card, number=waybill)
    assert (ticket.total_fen, ticket.pay_terms) == (197_600, PayTerms.PREPAID)
    kept = desk.ask(rate_of, number=waybill)
    assert kept is not None
    assert (kept.level, kept.quote_no, kept.agreed_fen) == (PriceLevel.QUOTE, number, 164_600)
    call = desk.ask(inquiry_card, inquiry_no=CALL)
    assert (call.state, call.consignment_no) == (InquiryState.WON, waybill)
    assert refused(desk, accept_consignment, draft=checked) == ("E043",)


def test_six_percent_needs_the_manager_five_do_not(priced: Office) -> None:
    desk = priced.as_("jia")
    take(desk)
    six = QuoteTerms(discount_bp=600)
    with pytest.raises(Refused) as caught:
        desk.run(draft_quote, inquiry_no=CALL, terms=six)
    assert caught.value.codes == ("E121",)
    assert "您的权限(5.00%)" in str(caught.value)
    quoted(desk, CALL, discount_bp=500)
    quote = card(desk)
    assert (quote.discount_fen, quote.total_fen) == (-8_200, 189_400)


def test_the_manager_approves_six_percent(priced: Office) -> None:
    desk = priced.as_("jia")
    take(desk)
    number = quoted(desk, CALL, discount_bp=600, nonstandard=True, reason="长期客户")
    assert refused(desk, send_quote, number=number) == ("E040",)
    asked = desk.run(submit_quote, number=number).value
    assert refused(desk, grant_approval, approval_id=asked) == ("E210",)
    priced.as_("boss").run(grant_approval, approval_id=asked)
    desk = priced.as_("jia")
    desk.run(send_quote, number=number)
    assert card(desk).total_fen == 187_800
    assert card(desk).state is QuoteState.SENT


def test_e124_an_offer_is_over_after_the_23rd(priced: Office) -> None:
    number = sent(priced)
    priced.at("2026-11-23 19:00")
    priced.as_("jia").run(accept_quote, number=number)
    priced.at("2026-11-24 10:00")
    desk = priced.as_("jia")
    with pytest.raises(Refused) as caught:
        desk.run(accept_quote, number=number)
    assert str(caught.value) == f"E124 报价 {QUOTE} 已于 2026-11-23 过期,请重新报价。"
    with pytest.raises(Refused) as caught:
        desk.ask(draft_of_quote, quote_no=number)
    assert caught.value.codes == ("E124",)
    call = desk.ask(inquiry_card, inquiry_no=CALL)
    assert (call.state, call.quotes[0][1]) == (InquiryState.EXPIRED, QuoteState.EXPIRED)


def test_the_quotation_on_paper(priced: Office) -> None:
    sent(priced)
    (paper,) = priced.as_("jia").paper("P-18", QUOTE)
    snapshots.check_snapshot("at01-p18", snapshot_text(paper))
    printed = render_pdf(paper)
    assert (printed.pages, printed.missing) == (1, frozenset())
    (text,) = page_texts(printed.pdf)
    assert "人民币壹仟玖佰柒拾陆元整" in text
    assert "1,976.00" in text
    assert "毛利" not in text


def test_a_call_is_taken_down_by_every_desk(priced: Office) -> None:
    for login in ("jia", "in", "out", "boss"):
        assert priced.as_(login).run(take_inquiry, draft=HONGDA).value.code == ""
