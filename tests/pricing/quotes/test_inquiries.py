"""Call sheets: what is checked, the clock, the data sheet, how inquiries end."""

from dataclasses import replace
from typing import Any

import pytest

from desk.archive.customers.imports import CustomerImportRow, import_customers
from desk.kernel.errors import Refused
from desk.office.settings.commands import change_setting
from desk.pricing.goods import Category
from desk.pricing.quotes.choices import (
    InquiryState,
    Light,
    LostReason,
    Msds,
    QuoteState,
    RefusalKind,
)
from desk.pricing.quotes.closing import expire_quotes, lose_inquiry, reopen_inquiry
from desk.pricing.quotes.commands import draft_quote
from desk.pricing.quotes.drafts import InquiryDraft
from desk.pricing.quotes.figures import quote_figures
from desk.pricing.quotes.queries import inquiry_board, inquiry_card, inquiry_sheet
from desk.pricing.quotes.taking import record_msds, refuse_inquiry, take_inquiry, update_inquiry
from desk.storage.cabinet import Upload
from tests.conftest import Office, at
from tests.pricing.quotes.calls import CALL, HONGDA, card, quoted, refused, sent, take, with_prices

SHEET = Upload("MSDS.pdf", b"%PDF-1.4 not dangerous")


@pytest.fixture
def priced(office: Office) -> Office:
    return with_prices(office)


@pytest.mark.parametrize(
    ("change", "codes"),
    [
        ({"caller_company": " "}, ("E101",)),
        ({"caller_name": ""}, ("E101",)),
        ({"phone": "1380000"}, ("E102",)),
        ({"consignee_phone": "139"}, ("E102",)),
        ({"goods_name": ""}, ("E001",)),
        ({"from_place": "", "to_place": "梦幻岛"}, ("E001", "E007")),
        ({"weight_g": 0, "volume_cm3": 0}, ("E001",)),
        ({"pieces": -1}, ("E003",)),
        ({"goods_name": "阀" * 41}, ("E004",)),
        ({"motive": "a\x07b"}, ("E012",)),
        ({"received_at": at("2026-11-16 12:00")}, ("E171",)),
        ({"customer_id": 99}, ("E006",)),
    ],
)
def test_what_is_wrong_with_a_call(
    office: Office, change: dict[str, object], codes: tuple[str, ...]
) -> None:
    office.at("2026-11-16 11:00")
    desk = office.as_("jia")
    draft = replace(HONGDA, **change)  # type: ignore[arg-type]
    assert refused(desk, take_inquiry, draft=draft) == codes


def test_weight_or_volume_is_enough(priced: Office) -> None:
    desk = priced.as_("jia")
    take(desk, replace(HONGDA, volume_cm3=0))
    quoted(desk)
    assert (card(desk).chargeable_kg, card(desk).base_fen) == (480, 124_800)


def test_a_known_customer_is_named(priced: Office) -> None:
    desk = priced.as_("jia")
    desk.run(import_customers, rows=(CustomerImportRow(name="河南宏达机械", phone="13800000001"),))
    take(desk)
    assert desk.ask(inquiry_sheet, inquiry_no=CALL).customer_id == 1


def test_the_light_turns_yellow_and_red(priced: Office) -> None:
    desk = priced.as_("jia")
    take(desk)
    for moment, light, minutes in (
        ("2026-11-16 18:53", Light.GREEN, 383),
        ("2026-11-16 18:54", Light.YELLOW, 384),
        ("2026-11-17 11:00", Light.YELLOW, 480),
        ("2026-11-17 11:01", Light.RED, 481),
    ):
        priced.at(moment)
        (row,) = priced.as_("jia").ask(inquiry_board)
        assert (row.light, row.used_minutes) == (light, minutes), moment


def test_the_clock_can_count_clock_hours(priced: Office) -> None:
    priced.as_("boss").run(change_setting, key="quote_clock_hours", value=True)
    desk = priced.as_("jia")
    assert take(desk).due_at == at("2026-11-16 19:00")
    priced.at("2026-11-16 18:00")
    (row,) = priced.as_("jia").ask(inquiry_board)
    assert (row.used_minutes, row.light) == (420, Light.YELLOW)


def test_batteries_wait_for_their_sheet_whatever_was_ticked(priced: Office) -> None:
    desk = priced.as_("jia")
    taken = take(desk, replace(HONGDA, goods_name="锂电池"))
    assert (taken.state, taken.code) == (InquiryState.OPEN, "E110")
    assert desk.ask(inquiry_card, inquiry_no=CALL).msds is Msds.PENDING
    assert refused(desk, record_msds, inquiry_no=CALL, files=()) == ("E001",)
    filed = desk.run(record_msds, inquiry_no=CALL, files=(SHEET,)).value
    assert (filed.state, filed.code) == (InquiryState.OPEN, "")
    assert quoted(desk)


def test_a_sheet_that_comes_after_the_offer_ran_out_still_refuses_dangerous_goods(
    priced: Office,
) -> None:
    sent(priced)
    priced.at("2026-11-24 10:00")
    desk = priced.as_("jia")
    desk.run(expire_quotes)
    filed = desk.run(record_msds, inquiry_no=CALL, files=(SHEET,), un_no="1263").value
    assert (filed.state, filed.code) == (InquiryState.REFUSED, "E111")


def test_a_sheet_the_customer_keeps_back_means_no_price(priced: Office) -> None:
    desk = priced.as_("jia")
    taken = take(desk, replace(HONGDA, category=Category.LIQUID, msds=Msds.DECLINED))
    assert taken.code == "E110"
    assert refused(desk, draft_quote, inquiry_no=CALL) == ("E110",)
    kept = desk.run(refuse_inquiry, inquiry_no=CALL, refusal=RefusalKind.NO_MSDS).value
    assert (kept.state, kept.code) == (InquiryState.REFUSED, "")
    assert refused(desk, draft_quote, inquiry_no=CALL) == ("E008",)


def test_a_refusal_needs_words_when_it_is_of_another_kind(priced: Office) -> None:
    desk = priced.as_("jia")
    take(desk)
    other: dict[str, Any] = {"inquiry_no": CALL, "refusal": RefusalKind.OTHER}
    assert refused(desk, refuse_inquiry, **other) == ("E001",)
    assert refused(desk, refuse_inquiry, **other, note="字" * 201) == ("E004",)
    assert desk.run(refuse_inquiry, **other, note="货主无法到场").value.code == ""
    assert refused(desk, refuse_inquiry, **other, note="再说") == ("E008",)


def test_a_lost_call_takes_its_quote_along_and_may_come_again(priced: Office) -> None:
    number = sent(priced)
    desk = priced.as_("jia")
    lost = {"inquiry_no": CALL, "reason": LostReason.OTHER}
    assert refused(desk, lose_inquiry, **lost) == ("E001",)
    desk.run(lose_inquiry, inquiry_no=CALL, reason=LostReason.PRICE, note="便宜 200 元")
    call = desk.ask(inquiry_card, inquiry_no=CALL)
    assert (call.state, call.lost, call.end_note) == (
        InquiryState.LOST,
        LostReason.PRICE,
        "便宜 200 元",
    )
    assert card(desk, number).state is QuoteState.REJECTED
    assert refused(desk, reopen_inquiry, inquiry_no=CALL, reason=" ") == ("E009",)
    desk.run(reopen_inquiry, inquiry_no=CALL, reason="客户再次来电")
    assert desk.ask(inquiry_card, inquiry_no=CALL).state is InquiryState.OPEN
    assert quoted(desk) == "BJ261116-002"


def test_dangerous_goods_are_refused_for_good(priced: Office) -> None:
    desk = priced.as_("jia")
    take(desk, replace(HONGDA, goods_name="油漆", msds=Msds.RECEIVED))
    with pytest.raises(Refused) as caught:
        desk.run(reopen_inquiry, inquiry_no=CALL, reason="再问")
    assert str(caught.value) == "E008 询价当前为「不承接(危险货物)」,不能重新询价。"


def test_a_corrected_call_carries_its_draft_along(priced: Office) -> None:
    desk = priced.as_("jia")
    take(desk)
    number = quoted(desk)
    lighter = replace(HONGDA, weight_g=100_000, volume_cm3=300_000, pickup=False)
    stale = {"inquiry_no": CALL, "version": 99, "draft": lighter}
    assert refused(desk, update_inquiry, **stale) == ("E211",)
    desk.run(update_inquiry, inquiry_no=CALL, version=None, draft=lighter)
    assert card(desk, number).base_fen == 26_000
    assert desk.ask(inquiry_sheet, inquiry_no=CALL) == replace(
        lighter, received_at=at("2026-11-16 11:00")
    )


def test_a_call_that_was_answered_is_revised_not_rewritten(priced: Office) -> None:
    sent(priced)
    desk = priced.as_("jia")
    change = {"inquiry_no": CALL, "version": None, "draft": HONGDA}
    assert refused(desk, update_inquiry, **change) == ("E008",)


def test_phones_are_masked_where_they_are_only_read(priced: Office) -> None:
    desk = priced.as_("jia")
    take(desk, replace(HONGDA, consignee_phone="13900000002"))
    sheet = desk.ask(inquiry_card, inquiry_no=CALL).sheet
    assert (sheet.phone, sheet.consignee_phone) == ("138****0001", "139****0002")


def test_the_share_answered_in_time(priced: Office) -> None:
    sent(priced)
    desk = priced.as_("jia")
    take(desk, replace(HONGDA, caller_company="第二家"))
    priced.at("2026-11-20 11:00")
    day = at("2026-11-01 00:00").date()
    found = priced.as_("jia").ask(quote_figures, first=day, last=at("2026-11-30 00:00").date())
    assert (found.due, found.in_time, found.in_time_bp) == (2, 1, 5_000)
    assert (found.quoted, found.won, found.won_bp) == (1, 0, 0)
    empty = priced.as_("jia").ask(quote_figures, first=at("2026-12-01 00:00").date(), last=day)
    assert (empty.in_time_bp, empty.won_bp) == (None, None)


def test_an_empty_sheet_says_everything_at_once(office: Office) -> None:
    codes = refused(office.as_("jia"), take_inquiry, draft=InquiryDraft())
    assert codes == ("E101", "E001", "E001", "E001", "E001")
