"""What is told beside a call sheet while it is typed, before anything is saved."""

from dataclasses import replace

import pytest

from desk.pricing.goods import Category
from desk.pricing.quotes.beside import call_preview, spoken_against
from desk.pricing.quotes.choices import CostLeg, Light, Msds
from desk.pricing.quotes.drafts import InquiryDraft, QuoteTerms
from desk.pricing.quotes.telling import offer_words
from tests.conftest import Office, at
from tests.freight.inbound.truck import announced
from tests.partners.firms import rates
from tests.pricing.quotes.calls import HONGDA, QUOTE, card, quoted, sent, take, with_prices


@pytest.fixture
def priced(office: Office) -> Office:
    rates(office)
    return with_prices(office)


def test_what_is_told_is_what_is_quoted(priced: Office) -> None:
    announced(priced)
    desk = priced.as_("out")
    told = desk.ask(call_preview, draft=HONGDA)
    quote = card(desk, quoted(desk, take(desk).number))
    assert told.price is not None
    assert (told.price.total_fen, told.price.lines) == (quote.total_fen, quote.lines)
    assert told.price.tariff == quote.tariff
    assert told.costs == quote.costs
    assert {cost.leg: cost.amount_fen for cost in told.costs or ()} == {
        CostLeg.PICKUP: None,
        CostLeg.LINEHAUL: 28_800,
        CostLeg.TRANSIT: 69_000,
    }
    assert (told.margin_fen, told.margin_bp, told.cost_gap) == (
        quote.margin_fen,
        quote.margin_bp,
        quote.cost_gap,
    )
    assert [offer.code for offer in told.offers][:2] == ["P002", "P001"]


def test_the_counter_is_told_no_cost(priced: Office) -> None:
    told = priced.as_("jia").ask(call_preview, draft=HONGDA)
    assert (told.costs, told.margin_fen, told.offers, told.limit_bp) == (None, None, (), 500)


def test_the_clock_runs_from_the_call(priced: Office) -> None:
    priced.at("2026-11-17 09:30")
    desk = priced.as_("jia")
    draft = InquiryDraft(received_at=at("2026-11-16 11:00"))
    clock = desk.ask(call_preview, draft=draft).clock
    assert clock.due_at == at("2026-11-17 11:00")
    assert clock.used_minutes + clock.left_minutes == 8 * 60
    assert clock.light is Light.YELLOW
    priced.at("2026-11-17 11:30")
    late = priced.as_("jia").ask(call_preview, draft=draft).clock
    assert (late.left_minutes, late.light) == (-30, Light.RED)


def test_what_is_missing_or_refused_is_told(priced: Office) -> None:
    desk = priced.as_("jia")
    assert desk.ask(call_preview, draft=InquiryDraft()).problems == ()
    nowhere = desk.ask(call_preview, draft=replace(HONGDA, to_place="和田"))
    assert nowhere.price is None
    assert nowhere.problems == ("郑州→和田 在 2026-11-16 没有有效运价,请报经理核价。",)
    cheap = desk.ask(call_preview, draft=HONGDA, terms=QuoteTerms(discount_bp=600))
    assert [text.startswith("运费低于公司运价 ") for text in cheap.problems] == [True]


@pytest.mark.parametrize(
    ("draft", "code"),
    [
        (InquiryDraft(goods_name="水泵"), None),
        (InquiryDraft(goods_name="烟花"), "E114"),
        (InquiryDraft(goods_name="油漆"), "E110"),
        (InquiryDraft(goods_name="油漆", msds=Msds.RECEIVED), "E111"),
        (InquiryDraft(goods_name="锂电池", msds=Msds.RECEIVED), None),
        (InquiryDraft(goods_name="样品", category=Category.DANGEROUS), "E110"),
        (InquiryDraft(goods_name="样品", un_no="1263", msds=Msds.RECEIVED), "E111"),
    ],
)
def test_what_stands_against_goods(draft: InquiryDraft, code: str | None) -> None:
    found = spoken_against(draft)
    assert (found.code if found else None) == code


def test_an_offer_in_words_says_nothing_of_cost(priced: Office) -> None:
    sent(priced, "out")
    words = offer_words(card(priced.as_("out")), HONGDA)
    assert words.splitlines() == [
        "河南宏达机械 刘工,您好!您询问的运输报价如下:",
        "郑州→喀什  水泵配件 12 件 480.0 kg 1.900 m³",
        "计费重量 633 kg,合计 1,976.00 元(人民币壹仟玖佰柒拾陆元整)",
        "其中:运费 1,646.00、提货费 80.00、送货费 150.00、保价费 90.00、回单费 10.00",
        "付款:现付",
        "时效约 8 天",
        f"报价有效期至 2026-11-23,报价单号 {QUOTE}。",
    ]
