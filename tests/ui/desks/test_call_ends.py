"""How a call ends: an offer with its discount, sent, revised, lost or refused, and what comes of it."""

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt

from desk.pricing.quotes.choices import InquiryState, LostReason, Msds, QuoteState
from desk.pricing.quotes.queries import inquiry_card, quote_card
from tests.conftest import Office
from tests.pricing.quotes.calls import CALL, QUOTE, sent, take
from tests.ui.conftest import FrameSpy, ScriptedAsker
from tests.ui.desks.conftest import Clerk
from tests.ui.desks.test_call_sheet import opened, page, priced, settled, shown, type_goods
from ui.desks.call_sheet.page import CallSheet
from ui.desks.photos import PhotoEditor
from ui.registry import Context

__all__ = ["page", "priced"]

Key, Held = Qt.Key, Qt.KeyboardModifier
Show = Callable[[CallSheet], CallSheet]
CTRL = Held.ControlModifier


def test_too_great_a_discount_goes_to_the_manager(
    page: CallSheet, clerk: Clerk, priced: Office
) -> None:
    type_goods(clerk)
    clerk.press(Key.Key_F6)
    assert clerk.at("base_freight_fen")
    clerk.enter("", "6", "", "", "", "长期客户")
    settled(clerk, page)
    assert "超出您的权限(5.00%)" in page.side.price.problem.text()
    page.form.fields["nonstandard"].take_focus()
    clerk.press(Key.Key_Space)
    settled(clerk, page)
    assert page.side.price.total.text() == "1,548.00"
    clerk.press(Key.Key_F10)
    assert shown(page) >= {"price", "submit"}
    assert "send" not in shown(page)
    clerk.press(Key.Key_F7)
    assert priced.desk.ask(quote_card, number=QUOTE).state is QuoteState.SUBMITTED


def test_a_charge_by_hand_is_in_the_quote(page: CallSheet, clerk: Clerk) -> None:
    type_goods(clerk)
    clerk.press(Key.Key_F6)
    page.form.fields["extra_HANDLING"].take_focus()
    clerk.enter("40")
    clerk.press(Key.Key_F10)
    settled(clerk, page)
    assert page.quote is not None
    assert ("装卸费", "40.00") in [(w, a) for w, _, a in page.side.price.lines.rows]
    assert page.side.price.total.text() == "1,686.00"
    assert page.form.fields["extra_HANDLING"].value() == 4_000


def test_a_quote_that_was_sent_is_revised_with_the_sheet(
    priced: Office, context: Context, show: Show, clerk: Clerk
) -> None:
    sent(priced)
    page = show(CallSheet(context))
    opened(page, clerk, QUOTE)
    assert page.number == CALL
    assert shown(page) == {
        *("accept", "print", "full", "copy", "revise", "reject", "msds", "lose", "refuse")
    }
    page.form.fields["weight_g"].take_focus()
    clerk.types("800")
    clerk.press(Key.Key_R, CTRL)
    settled(clerk, page)
    assert page.side.price.title.text() == f"{QUOTE}-R1"
    assert page.side.price.lines.rows[0][2] == "2,080.00"


def test_a_lost_call_says_why(priced: Office, context: Context, show: Show, clerk: Clerk) -> None:
    take(priced.as_("jia"))
    page = show(CallSheet(context))
    opened(page, clerk)
    clerk.press(Key.Key_L, CTRL)
    form = clerk.form()
    clerk.types("1")
    clerk.press(Key.Key_F9)
    clerk.waits_for(lambda: not form.isVisible())
    assert page.card is not None
    assert (page.card.state, page.card.lost) == (InquiryState.LOST, LostReason.PRICE)
    assert shown(page) == {"reopen"}


def test_goods_are_refused_with_a_reason(
    priced: Office, context: Context, show: Show, clerk: Clerk
) -> None:
    take(priced.as_("jia"))
    page = show(CallSheet(context))
    opened(page, clerk)
    clerk.press(Key.Key_I, CTRL)
    form = clerk.form()
    clerk.types("3")
    clerk.press(Key.Key_F9)
    clerk.waits_for(lambda: not form.isVisible())
    assert page.card is not None
    assert page.card.state is InquiryState.REFUSED
    assert page.form.against.text() == "客户拒绝验视,按规定不得受理。已登记拒收记录。"


def test_a_changed_draft_is_not_sent_unpriced(
    page: CallSheet, clerk: Clerk, frame: FrameSpy, priced: Office
) -> None:
    type_goods(clerk)
    clerk.press(Key.Key_F10)
    page.form.fields["weight_g"].take_focus()
    clerk.types("800")
    clerk.press(Key.Key_Return, CTRL)
    assert frame.said[-1] == "内容已改动,请先按 F10 重新报价,或按 Ctrl+R 修订。"
    assert priced.desk.ask(quote_card, number=QUOTE).state is QuoteState.DRAFT


def test_a_discount_typed_before_the_sheet_is_saved_stays(page: CallSheet, clerk: Clerk) -> None:
    type_goods(clerk)
    clerk.press(Key.Key_F6)
    clerk.enter("", "5")
    clerk.press(Key.Key_F9)
    assert page.number == CALL
    assert page.form.fields["discount_bp"].value() == 500
    assert page.form.terms.touched
    clerk.press(Key.Key_F10)
    settled(clerk, page)
    assert not page.changed
    assert ("优惠(运费的 5.00%)", "-82.00") in [
        (word, amount) for word, _, amount in page.side.price.lines.rows
    ]
    assert page.side.price.total.text() == "1,564.00"


def test_the_data_sheet_is_filed_and_the_goods_refused(
    page: CallSheet, clerk: Clerk, priced: Office, tmp_path: Path
) -> None:
    type_goods(clerk, "油漆")
    clerk.press(Key.Key_F9)
    assert page.form.fields["msds"].value() is Msds.PENDING
    assert page.form.against.text().startswith("品名「油漆」属化工/液体/电池类")
    sheet = tmp_path / "MSDS 油漆.pdf"
    sheet.write_bytes(b"%PDF-1.4\n%%EOF\n")
    clerk.press(Key.Key_M, CTRL)
    form = clerk.form()
    files = form.fields["files"]
    assert isinstance(files, PhotoEditor)
    files.choose = lambda: [sheet]
    clerk.press(Key.Key_Space)
    clerk.waits_for(lambda: not files.is_empty())
    clerk.press(Key.Key_F9)
    clerk.waits_for(lambda: not form.isVisible())
    card = priced.desk.ask(inquiry_card, inquiry_no=CALL)
    assert (card.state, card.files) == (InquiryState.REFUSED, ("MSDS 油漆.pdf",))
    assert page.form.against.text() == (
        "「油漆」(UN1263)为危险货物,本公司无危险货物运输许可,不能承运。"
    )


def test_an_accepted_offer_opens_as_a_consignment(
    priced: Office,
    context: Context,
    show: Show,
    clerk: Clerk,
    frame: FrameSpy,
    asker: ScriptedAsker,
) -> None:
    sent(priced)
    page = show(CallSheet(context))
    opened(page, clerk)
    asker.answers.append(False)
    clerk.press(Key.Key_J, CTRL)
    assert frame.opened == [("consignment_entry", {"quote_no": QUOTE})]
    quote = priced.desk.ask(quote_card, number=QUOTE)
    assert (quote.state, quote.clause_ack) == (QuoteState.ACCEPTED, False)
    clerk.press(Key.Key_J, CTRL)  # once more: straight to the consignment
    assert frame.opened[1:] == [("consignment_entry", {"quote_no": QUOTE})]


def test_the_offer_with_the_full_phone_is_printed_for_a_reason_on_the_trail(
    priced: Office,
    context: Context,
    show: Show,
    clerk: Clerk,
    frame: FrameSpy,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    papers: list[tuple[object, ...]] = []
    monkeypatch.setattr(frame, "show_paper", lambda *of, **options: papers.append((*of, options)))
    sent(priced)
    page = show(CallSheet(context))
    opened(page, clerk, QUOTE)
    clerk.press(Key.Key_P, CTRL | Qt.KeyboardModifier.ShiftModifier)
    clerk.form()
    assert papers == []
    clerk.press(Key.Key_F9)
    clerk.waits_for(lambda: papers == [("P-18", QUOTE, None, {"full_phone": True})])
    assert priced.desk.paper("P-18", QUOTE, full_phone=True)
    desk = priced.as_("boss")
    looks = desk.list_rows("personal_looks", desk.list_ids("personal_looks"))
    assert len(looks) == 1
    assert f"打印报价单 {QUOTE}" in str(looks)
