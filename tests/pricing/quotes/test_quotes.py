"""Quotes: terms, authority, approval, revision, validity, and what a consignment makes of them."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest

from desk.app import Desk
from desk.freight.consignments.choices import DeliveryMode, Direction
from desk.freight.consignments.commands import (
    accept_consignment,
    update_consignment,
    void_consignment,
)
from desk.freight.consignments.drafts import ConsignmentDraft
from desk.freight.consignments.lookups import consignment_as_typed
from desk.freight.consignments.pricing import rate_of
from desk.freight.consignments.queries import consignment_card
from desk.freight.consignments.quoting import draft_of_quote
from desk.kernel.commands import entry_of
from desk.kernel.errors import Refused
from desk.office.approvals.commands import cancel_approval, grant_approval, refuse_approval
from desk.pricing.quotes import today
from desk.pricing.quotes.choices import InquiryState, LostReason, QuoteItem, QuoteState
from desk.pricing.quotes.closing import expire_quotes, lose_inquiry, reject_quote
from desk.pricing.quotes.commands import (
    accept_quote,
    draft_quote,
    quote_at_tariff,
    revise_quote,
    send_quote,
    submit_quote,
    update_quote,
)
from desk.pricing.quotes.drafts import ExtraLine, InquiryDraft, QuoteTerms
from desk.pricing.quotes.queries import inquiry_card, quote_preview
from desk.pricing.tariffs.choices import PriceLevel
from tests.conftest import Office
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

HETIAN = replace(HONGDA, to_place="和田", door=False, pickup=False)
NOBODY: dict[str, Any] = {"nonstandard": True, "reason": "和田首单", "base_freight_fen": 200_000}
SIGNED: dict[str, Any] = {"countersigned_by": "李副总", "countersigned_on": date(2026, 11, 16)}


@pytest.fixture
def priced(office: Office) -> Office:
    return with_prices(office)


def ticket(desk: Desk, number: str, **changes: Any) -> ConsignmentDraft:
    """The consignment of a quote, checked at the counter."""
    draft = desk.ask(draft_of_quote, quote_no=number)
    done: dict[str, Any] = {
        "consignee_name": "建新农机",
        "consignee_phone": "13900000001",
        "consignee_address": "喀什市人民东路 18 号",
        "shipper_identity_checked": True,
        "open_inspection": True,
        "dangerous_checked": True,
        "cover_clause_ack": True,
    }
    return replace(draft, **(done | changes))


def level(desk: Desk, number: str) -> PriceLevel:
    """Where the price of a ticket comes from."""
    kept = desk.ask(rate_of, number=number)
    assert kept is not None
    return kept.level


def answered(desk: Desk, draft: InquiryDraft = HONGDA, **terms: Any) -> str:
    """A call quoted, sent and accepted in one go."""
    number = quoted(desk, take(desk, draft).number, **terms)
    desk.run(send_quote, number=number)
    desk.run(accept_quote, number=number, clause_ack=True)
    return number


@pytest.mark.parametrize(
    ("terms", "codes"),
    [
        ({"discount_bp": -1}, ("E003",)),
        ({"discount_bp": 10_000}, ("E003",)),
        ({"base_freight_fen": -1}, ("E003",)),
        ({"transit_days": 0}, ("E003",)),
        ({"valid_until": date(2026, 11, 15)}, ("E003",)),
        ({"remark": "字" * 201}, ("E004",)),
        ({"remark": "a\x07"}, ("E012",)),
        ({"nonstandard": True}, ("E001",)),
        ({"base_freight_fen": 150_000}, ("E121",)),
        ({"extras": (ExtraLine(item=QuoteItem.BASE, price_fen=1),)}, ("E019",)),
        ({"extras": (ExtraLine(item=QuoteItem.STAIRS, price_fen=-1),)}, ("E003",)),
        ({"extras": (ExtraLine(item=QuoteItem.STAIRS, price_fen=1, quantity=0),)}, ("E003",)),
        ({"extras": (ExtraLine(item=QuoteItem.OTHER, price_fen=1, label="字" * 41),)}, ("E004",)),
        ({"extras": (ExtraLine(item=QuoteItem.OTHER, price_fen=1, label="\x07"),)}, ("E012",)),
        ({"extras": (ExtraLine(item=QuoteItem.OTHER, price_fen=1),) * 11}, ("E003",)),
        ({"partner_id": 99}, ("E006",)),
    ],
)
def test_what_is_wrong_with_terms(
    priced: Office, terms: dict[str, Any], codes: tuple[str, ...]
) -> None:
    desk = priced.as_("jia")
    take(desk)
    asked = {"inquiry_no": CALL, "terms": QuoteTerms(**terms)}
    assert refused(desk, draft_quote, **asked) == codes
    assert not desk.list_ids("quotes")


def test_other_charges_are_added_by_hand(priced: Office) -> None:
    desk = priced.as_("jia")
    take(desk)
    extras = (
        ExtraLine(item=QuoteItem.STAIRS, price_fen=5_000, quantity=3),
        ExtraLine(item=QuoteItem.OTHER, price_fen=2_000, label="叉车"),
        ExtraLine(item=QuoteItem.DELIVERY, price_fen=18_000),
    )
    quoted(desk, extras=extras)
    quote = card(desk)
    assert quote.total_fen == 197_600 - 15_000 + 15_000 + 2_000 + 18_000
    assert [line.title for line in quote.lines][-3:] == ["上楼费", "叉车", "送货费"]
    assert [line.item for line in quote.lines].count(QuoteItem.DELIVERY) == 1


def test_a_service_the_tariff_does_not_price_is_never_free(priced: Office) -> None:
    desk = priced.as_("jia")
    take(desk, replace(HONGDA, to_place="库尔勒"))
    with pytest.raises(Refused) as caught:
        desk.run(draft_quote, inquiry_no=CALL)
    assert str(caught.value) == "E019 送货费不合规则:运价表没有库尔勒的送货费,请手工填写。"
    assert quoted(desk, extras=(ExtraLine(item=QuoteItem.DELIVERY, price_fen=0),))


def test_the_least_charge_is_named(priced: Office) -> None:
    desk = priced.as_("jia")
    small = replace(HONGDA, weight_g=20_000, volume_cm3=50_000)
    (base, *_) = desk.ask(quote_preview, draft=small).lines
    assert (base.title, base.amount_fen) == ("运费(最低收费)", 12_000)


def test_a_dearer_price_is_free_to_ask(priced: Office) -> None:
    desk = priced.as_("jia")
    take(desk)
    quoted(desk, base_freight_fen=180_000)
    quote = card(desk)
    assert (quote.base_fen, quote.tariff_base_fen) == (180_000, 164_600)
    assert quote.lines[0].title == "运费(协议价)"


def test_one_answer_at_a_time(priced: Office) -> None:
    desk = priced.as_("jia")
    take(desk)
    desk.run(quote_at_tariff, inquiry_no=CALL)
    with pytest.raises(Refused) as caught:
        priced.as_("yi").run(draft_quote, inquiry_no=CALL)
    assert str(caught.value) == (f"E008 报价 {QUOTE} 当前为「草稿」,不能重复报价,请修改或修订它。")


def test_a_draft_is_written_anew(priced: Office) -> None:
    desk = priced.as_("jia")
    take(desk)
    quoted(desk)
    version = card(desk).version
    terms = QuoteTerms(discount_bp=100)
    assert refused(desk, update_quote, number=QUOTE, version=99, terms=terms) == ("E211",)
    desk.run(update_quote, number=QUOTE, version=version, terms=terms)
    assert (card(desk).discount_fen, card(desk).terms) == (-1_600, terms)
    desk.run(send_quote, number=QUOTE)
    assert refused(desk, update_quote, number=QUOTE, version=None, terms=terms) == ("E008",)


def test_a_quote_for_a_lane_without_tariff_is_put_before_the_manager(priced: Office) -> None:
    desk = priced.as_("jia")
    take(desk, HETIAN)
    no_price = QuoteTerms(nonstandard=True, reason="和田首单")
    assert refused(desk, draft_quote, inquiry_no=CALL, terms=no_price) == ("E120",)
    quoted(desk, **NOBODY)
    quote = card(desk)
    assert (quote.price_level, quote.total_fen, quote.nonstandard) == (
        PriceLevel.MANUAL,
        210_000,
        True,
    )
    asked = desk.run(submit_quote, number=QUOTE).value
    assert refused(desk, submit_quote, number=QUOTE) == ("E008",)
    assert refused(desk, lose_inquiry, inquiry_no=CALL, reason=LostReason.PRICE) == ("E008",)
    boss = priced.as_("boss")
    assert refused(boss, refuse_approval, approval_id=asked, reason=" ") == ("E191",)
    boss.run(refuse_approval, approval_id=asked, reason="价格太低")
    assert (card(boss).state, card(boss).end_note) == (QuoteState.DRAFT, "价格太低")
    desk = priced.as_("jia")
    asked = desk.run(submit_quote, number=QUOTE).value
    desk.run(cancel_approval, approval_id=asked)
    assert card(desk).state is QuoteState.DRAFT
    asked = desk.run(submit_quote, number=QUOTE).value
    priced.as_("boss").run(grant_approval, approval_id=asked)
    assert card(priced.as_("jia")).state is QuoteState.APPROVED
    priced.as_("jia").run(send_quote, number=QUOTE)
    assert card(priced.as_("jia")).state is QuoteState.SENT


def test_the_managers_own_price_needs_words_and_his_own_exception_a_countersign(
    priced: Office,
) -> None:
    boss = priced.as_("boss")
    take(boss, HETIAN)
    wordless = QuoteTerms(base_freight_fen=200_000)
    assert refused(boss, draft_quote, inquiry_no=CALL, terms=wordless) == ("E009",)
    quoted(boss, base_freight_fen=200_000, reason="首单核价")
    assert refused(boss, submit_quote, number=QUOTE) == ("E019",)
    boss.run(update_quote, number=QUOTE, version=None, terms=QuoteTerms(**NOBODY))
    asked = boss.run(submit_quote, number=QUOTE).value
    assert refused(boss, grant_approval, approval_id=asked) == ("E190",)
    boss.run(grant_approval, approval_id=asked, **SIGNED)
    assert card(boss).state is QuoteState.APPROVED


def test_beyond_fifteen_percent_the_deputy_signs(priced: Office) -> None:
    desk = priced.as_("jia")
    take(desk)
    quoted(desk, discount_bp=2_000, nonstandard=True, reason="大客户")
    asked = desk.run(submit_quote, number=QUOTE).value
    boss = priced.as_("boss")
    assert refused(boss, grant_approval, approval_id=asked) == ("E121",)
    boss.run(grant_approval, approval_id=asked, **SIGNED)
    assert card(boss).state is QuoteState.APPROVED


def test_a_revision_keeps_the_base_number(priced: Office) -> None:
    sent(priced)
    desk = priced.as_("jia")
    priced.at("2026-11-18 11:00")
    desk = priced.as_("jia")
    number = desk.run(revise_quote, number=QUOTE, terms=QuoteTerms(discount_bp=300)).value
    assert number == f"{QUOTE}-R1"
    assert card(desk).state is QuoteState.REVISED
    assert (card(desk, number).valid_until, card(desk, number).discount_fen) == (
        date(2026, 11, 25),
        -4_900,
    )
    assert refused(desk, revise_quote, number=number) == ("E008",)
    desk.run(send_quote, number=number)
    lighter = replace(HONGDA, pieces=6, weight_g=240_000, volume_cm3=600_000)
    second = desk.run(revise_quote, number=number, inquiry=lighter).value
    assert second == f"{QUOTE}-R2"
    assert (card(desk, second).base_fen, card(desk, second).discount_fen) == (62_400, -1_800)
    paint = replace(HONGDA, goods_name="油漆")
    desk.run(send_quote, number=second)
    assert refused(desk, revise_quote, number=second, inquiry=paint) == ("E110",)
    call = desk.ask(inquiry_card, inquiry_no=CALL)
    assert (call.used_minutes, len(call.quotes)) == (250, 3)


def test_an_offer_runs_out_by_itself_and_is_written_down(priced: Office) -> None:
    sent(priced)
    priced.at("2026-11-24 10:00")
    desk = priced.as_("jia")
    assert card(desk).state is QuoteState.EXPIRED
    assert desk.run(expire_quotes).value == 1
    assert desk.run(expire_quotes).value == 0
    call = desk.ask(inquiry_card, inquiry_no=CALL)
    assert (call.state, call.quotes) == (InquiryState.EXPIRED, ((QUOTE, QuoteState.EXPIRED),))
    again = desk.run(revise_quote, number=QUOTE).value
    desk.run(send_quote, number=again)
    assert card(desk, again).valid_until == date(2026, 12, 1)
    assert desk.ask(inquiry_card, inquiry_no=CALL).state is InquiryState.QUOTED


def test_a_stale_draft_is_not_sent(priced: Office) -> None:
    desk = priced.as_("jia")
    take(desk)
    quoted(desk)
    priced.at("2026-11-24 10:00")
    assert refused(priced.as_("jia"), send_quote, number=QUOTE) == ("E124",)


def test_a_turned_down_quote_waits_for_another(priced: Office) -> None:
    sent(priced)
    desk = priced.as_("jia")
    long = {"number": QUOTE, "reason": LostReason.PRICE, "note": "字" * 201}
    assert refused(desk, reject_quote, **long) == ("E004",)
    desk.run(reject_quote, number=QUOTE, reason=LostReason.PRICE, note="再让 100 元")
    assert (card(desk).state, card(desk).end_note) == (QuoteState.REJECTED, "价格高。再让 100 元")
    assert refused(desk, accept_quote, number=QUOTE) == ("E008",)
    assert quoted(desk) == "BJ261116-002"


def test_only_an_accepted_quote_becomes_a_consignment(priced: Office) -> None:
    sent(priced)
    desk = priced.as_("jia")
    with pytest.raises(Refused) as caught:
        desk.ask(draft_of_quote, quote_no=QUOTE)
    assert caught.value.codes == ("E008",)
    with pytest.raises(Refused) as caught:
        desk.ask(draft_of_quote, quote_no="BJ1")
    assert caught.value.codes == ("E006",)


def test_a_discount_that_was_agreed_is_kept(priced: Office) -> None:
    accepted(priced, discount_bp=500)
    desk = priced.as_("jia")
    draft = ticket(desk, QUOTE)
    assert (draft.charges.discount_fen, draft.charges.discount_reason) == (
        -8_200,
        f"按报价 {QUOTE}",
    )
    waybill = desk.run(accept_consignment, draft=draft).value
    assert desk.ask(consignment_card, number=waybill).total_fen == 189_400
    assert not desk.list_ids("price_deviations")


def test_an_empty_freight_is_filled_from_the_quote(priced: Office) -> None:
    accepted(priced, discount_bp=500)
    desk = priced.as_("jia")
    draft = ticket(desk, QUOTE)
    bare = replace(draft.charges, base_freight_fen=0, discount_fen=0, discount_reason="")
    waybill = desk.run(accept_consignment, draft=replace(draft, charges=bare)).value
    charges = desk.ask(consignment_card, number=waybill).charges
    assert (charges["base_freight_fen"], charges["discount_fen"]) == (164_600, -8_200)


def test_below_the_quote_needs_authority(priced: Office) -> None:
    accepted(priced, discount_bp=500)
    desk = priced.as_("jia")
    draft = ticket(desk, QUOTE)
    lower = replace(draft.charges, discount_fen=-10_000)
    assert refused(desk, accept_consignment, draft=replace(draft, charges=lower)) == ("E121",)


def test_more_goods_cost_in_proportion(priced: Office) -> None:
    accepted(priced, discount_bp=500)
    desk = priced.as_("jia")
    draft = ticket(desk, QUOTE)
    (line,) = draft.lines
    heavier = replace(line, pieces=15, weight_g=600_000, volume_cm3=2_375_000)  # 791 kg: 2,057
    bare = replace(draft.charges, base_freight_fen=0, discount_fen=0, discount_reason="")
    more = replace(draft, lines=(heavier,), charges=bare)
    waybill = desk.run(accept_consignment, draft=more).value
    charges = desk.ask(consignment_card, number=waybill).charges
    assert (charges["base_freight_fen"], charges["discount_fen"]) == (205_700, -10_200)


def test_another_lane_or_other_goods_by_hand_do_not_fit(priced: Office) -> None:
    accepted(priced)
    desk = priced.as_("jia")
    with pytest.raises(Refused) as caught:
        desk.run(accept_consignment, draft=ticket(desk, QUOTE, destination="库尔勒"))
    assert f"E044 运单与报价 {QUOTE} 不符:报价线路为 郑州→喀什。请修订报价。" in str(caught.value)
    boss = priced.as_("boss")
    number = answered(boss, HETIAN, base_freight_fen=200_000, reason="首单核价")
    draft = ticket(boss, number)
    (line,) = draft.lines
    other = replace(draft, lines=(replace(line, pieces=13),))
    assert refused(boss, accept_consignment, draft=other) == ("E044",)
    assert boss.run(accept_consignment, draft=draft).value == "YD2611160001"
    kept = boss.ask(rate_of, number="YD2611160001")
    assert kept is not None
    assert (kept.level, kept.hit, kept.agreed_fen) == (PriceLevel.QUOTE, None, 200_000)


def test_a_repeatable_quote_carries_several(priced: Office) -> None:
    accepted(priced, repeatable=True)
    desk = priced.as_("jia")
    draft = ticket(desk, QUOTE)
    numbers = [desk.run(accept_consignment, draft=draft).value for _ in range(2)]
    assert desk.ask(inquiry_card, inquiry_no=CALL).consignment_no == numbers[0]
    assert refused(desk, reject_quote, number=QUOTE, reason=LostReason.PRICE) == ("E008",)
    priced.at("2026-11-24 10:00")
    assert "E124" in refused(priced.as_("jia"), accept_consignment, draft=draft)
    assert priced.as_("jia").run(expire_quotes).value == 0


def test_a_void_consignment_gives_the_quote_back(priced: Office) -> None:
    accepted(priced)
    desk = priced.as_("jia")
    draft = ticket(desk, QUOTE)
    first = desk.run(accept_consignment, draft=draft).value
    assert refused(desk, accept_consignment, draft=draft) == ("E043",)
    desk.run(void_consignment, number=first, reason="重复开单")
    call = desk.ask(inquiry_card, inquiry_no=CALL)
    assert (call.state, call.consignment_no) == (InquiryState.QUOTED, "")
    assert desk.run(accept_consignment, draft=draft).value == "YD2611160002"


def test_a_repeatable_quote_stays_won_while_one_consignment_stands_on_it(priced: Office) -> None:
    accepted(priced, repeatable=True)
    desk = priced.as_("jia")
    draft = ticket(desk, QUOTE)
    first, second, third = (desk.run(accept_consignment, draft=draft).value for _ in range(3))
    desk.run(void_consignment, number=first, reason="重复开单")
    assert desk.ask(inquiry_card, inquiry_no=CALL).consignment_no == second
    typed = desk.ask(consignment_as_typed, number=second).draft
    without = replace(typed, quote_no="")
    desk.run(update_consignment, number=second, version=None, draft=without)
    call = desk.ask(inquiry_card, inquiry_no=CALL)
    assert (call.state, call.consignment_no) == (InquiryState.WON, third)
    desk.run(void_consignment, number=third, reason="客户取消")
    call = desk.ask(inquiry_card, inquiry_no=CALL)
    assert (call.state, call.consignment_no) == (InquiryState.QUOTED, "")


def test_a_correction_may_leave_the_quote_or_take_it_up(priced: Office) -> None:
    accepted(priced)
    desk = priced.as_("jia")
    number = desk.run(accept_consignment, draft=ticket(desk, QUOTE)).value
    typed = desk.ask(consignment_as_typed, number=number).draft
    assert typed.quote_no == QUOTE
    change: dict[str, Any] = {"number": number, "version": None}
    desk.run(update_consignment, **change, draft=replace(typed, remark="小心轻放"))
    assert level(desk, number) is PriceLevel.QUOTE
    desk.run(update_consignment, **change, draft=replace(typed, quote_no=""))
    assert level(desk, number) is PriceLevel.PUBLIC_CITY
    assert desk.ask(inquiry_card, inquiry_no=CALL).state is InquiryState.QUOTED
    desk.run(update_consignment, **change, draft=typed)
    assert desk.ask(inquiry_card, inquiry_no=CALL).consignment_no == number


@pytest.mark.parametrize(
    ("origin", "destination", "door", "way"),
    [
        ("郑州", "乌鲁木齐", True, (Direction.INBOUND, DeliveryMode.DOOR)),
        ("郑州", "乌鲁木齐", False, (Direction.INBOUND, DeliveryMode.SELF_PICKUP)),
        ("乌鲁木齐", "郑州", False, (Direction.OUTBOUND, DeliveryMode.SELF_PICKUP)),
        ("乌鲁木齐", "许昌", True, (Direction.OUTBOUND, DeliveryMode.DOOR)),
    ],
)
def test_the_way_of_the_goods_follows_from_the_lane(
    priced: Office, origin: str, destination: str, door: bool, way: tuple[Any, ...]
) -> None:
    desk = priced.as_("jia")
    lane = replace(HONGDA, from_place=origin, to_place=destination, pickup=False, door=door)
    by_hand = (ExtraLine(item=QuoteItem.DELIVERY, price_fen=20_000),) if door else ()
    draft = desk.ask(draft_of_quote, quote_no=answered(desk, lane, extras=by_hand))
    assert (draft.direction, draft.delivery_mode) == way


def test_the_board_of_the_day_names_what_waits(priced: Office) -> None:
    desk = priced.as_("jia")
    take(desk)
    with desk.reading() as read:
        assert [row.number for row in today.inquiries_to_answer(read)] == [CALL]
    number = quoted(desk, discount_bp=600, nonstandard=True, reason="长期客户")
    asked = desk.run(submit_quote, number=number).value
    priced.as_("boss").run(grant_approval, approval_id=asked)
    with desk.reading() as read:
        assert [row.kind for row in today.quotes_to_send(read)] == ["发出报价"]
        assert today.quotes_running_out(read) == []
    priced.as_("jia").run(send_quote, number=number)
    priced.at("2026-11-21 10:00")
    desk = priced.as_("jia")
    with desk.reading() as read:
        assert today.inquiries_to_answer(read) == []
        (row,) = today.quotes_running_out(read)
        assert row.due_at is not None
        assert (row.number, row.due_at.date()) == (number, date(2026, 11, 23))
    desk.run(accept_quote, number=number)
    with desk.reading() as read:
        (row,) = today.orders_to_write(read)
        assert (row.kind, row.page) == ("按报价开单", "consignment_entry")
        assert row.arguments == {"quote_no": number}
        assert today.quotes_running_out(read) == []


def test_a_clerk_for_arrivals_takes_calls_and_prices_but_does_not_send(priced: Office) -> None:
    desk = priced.as_("in")
    take(desk)
    quoted(desk)
    assert refused(desk, send_quote, number=QUOTE) == ("E210",)
    assert timedelta(days=7) == card(desk).valid_until - card(desk).quoted_on


def test_numbers_nobody_gave_are_not_found(priced: Office) -> None:
    desk = priced.as_("jia")
    assert refused(desk, draft_quote, inquiry_no="XJ1") == ("E006",)
    assert refused(desk, send_quote, number="BJ1") == ("E006",)
    assert entry_of(draft_quote).needs == "quote.create"
