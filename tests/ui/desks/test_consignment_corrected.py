"""修改运单, a draft put aside, and typing that survives a crash."""

from collections.abc import Callable
from dataclasses import replace

import pytest
from PySide6.QtCore import Qt

from desk.freight.consignments.choices import ConsignmentState
from desk.freight.consignments.commands import (
    accept_consignment,
    update_consignment,
    void_consignment,
)
from desk.freight.consignments.drafting import open_drafts
from desk.freight.consignments.drafts import CargoDraft
from desk.freight.consignments.lookups import consignment_as_typed
from desk.freight.consignments.queries import consignment_card
from tests.conftest import Office
from tests.ui.conftest import FrameSpy, ScriptedAsker, in_words, on_the_disk
from tests.ui.desks.conftest import Clerk, pumps
from ui.desks.consignment_entry.merging import label_of, merge_drafts, shown_as
from ui.desks.consignment_entry.page import ConsignmentEntry
from ui.registry import Context

Key, Held = Qt.Key, Qt.KeyboardModifier
Show = Callable[[ConsignmentEntry], ConsignmentEntry]


@pytest.fixture
def page(context: Context, show: Show) -> ConsignmentEntry:
    return show(ConsignmentEntry(context))


def replace_text(clerk: Clerk, page: ConsignmentEntry, name: str, text: str) -> None:
    page.form.fields[name].take_focus()
    clerk.types(text)


def test_the_form_gives_back_what_was_accepted(
    accepted: str, page: ConsignmentEntry, office: Office
) -> None:
    page.open_with(number=accepted)
    typed = office.desk.ask(consignment_as_typed, number=accepted)
    assert page.form.draft() == typed.draft
    assert not page.form.fields.touched


def test_a_correction_is_saved_and_leads_back_to_the_record(
    accepted: str, page: ConsignmentEntry, clerk: Clerk, office: Office, frame: FrameSpy
) -> None:
    page.open_with(number=accepted)
    replace_text(clerk, page, "consignee_phone", "13911112222")
    clerk.press(Key.Key_F9)
    assert office.desk.ask(consignment_card, number=accepted).consignee.phone == "139****2222"
    assert frame.opened == [("consignment", {"number": accepted})]
    assert page.base is None
    assert page.form.fields["consignee_phone"].is_empty()


def test_a_colleague_saved_first(
    accepted: str,
    page: ConsignmentEntry,
    clerk: Clerk,
    office: Office,
    asker: ScriptedAsker,
    context: Context,
) -> None:
    page.open_with(number=accepted)
    replace_text(clerk, page, "consignee_phone", "13911112222")
    replace_text(clerk, page, "remark", "下午送")
    typed = office.desk.ask(consignment_as_typed, number=accepted)
    theirs = replace(typed.draft, remark="上午送", consignee_address="解放路 2 号")
    office.as_("jia").run(update_consignment, number=accepted, version=typed.version, draft=theirs)
    office.as_("boss")
    asker.answers = [False, True]
    clerk.press(Key.Key_F9)
    question, points = asker.asked[0]
    assert "客服员甲" in question
    assert points == (
        "备注:对方改为「上午送」,您填写「下午送」",
        "收货地址:采用对方的「解放路 2 号」",
    )
    assert page.form.fields["remark"].value() == "下午送"
    clerk.press(Key.Key_F9)
    card = office.desk.ask(consignment_card, number=accepted)
    assert (card.remark, card.consignee.phone) == ("下午送", "139****2222")
    assert card.consignee.address == "解放路 2 号"
    assert asker.told == []


def test_merging_keeps_both_corrections() -> None:
    base = pumps()
    mine = replace(base, charges=replace(base.charges, pickup_fee_fen=5000))
    theirs = replace(base, charges=replace(base.charges, transit_fee_fen=0), urgent=True)
    merged, draft = merge_drafts(base, theirs, mine)
    assert merged.clashes == ()
    assert (draft.charges.pickup_fee_fen, draft.charges.transit_fee_fen) == (5000, 0)
    assert draft.urgent
    points = [in_words(one) for one in merged.differences(label_of, shown_as)]
    assert points == ["加急:采用对方的「是」", "中转费:采用对方的「0.00」"]


def test_a_void_consignment_says_why_it_cannot_be_changed(
    accepted: str, page: ConsignmentEntry, clerk: Clerk, office: Office, asker: ScriptedAsker
) -> None:
    page.open_with(number=accepted)
    office.desk.run(void_consignment, number=accepted, reason="客户取消")
    replace_text(clerk, page, "remark", "晚到")
    asker.answers = [True]
    clerk.press(Key.Key_F9)
    assert "作废" in asker.told[-1].text
    assert page.form.fields["remark"].value() == "晚到"


def test_typing_survives_a_crash(
    page: ConsignmentEntry, context: Context, clerk: Clerk, asker: ScriptedAsker, show: Show
) -> None:
    clerk.enter("郑州", "喀什", "", "", "宏达水泵", "138000")
    page.form.goods.paste("水泵\t12\t木箱\t480\t60*40*50")
    pieces = page.form.fields["lines.0.pieces"]
    pieces.line.setText("十二")  # type: ignore[attr-defined]
    pieces.touch()
    page.form.fields["identity_doc_no"].set_value("412724199001011234")
    clerk.waits_for(lambda: page._keeper.path.exists())
    kept = str(page._keeper.kept())
    assert "宏达水泵" in kept
    assert "412724199001011234" not in kept
    page.hide()  # the program dies here: nothing was saved, nothing was asked

    again = show(ConsignmentEntry(context))
    assert "宏达水泵" in again.kept_line.words.text()
    clerk.press(Key.Key_R, Held.AltModifier)
    assert asker.asked == []
    fields = again.form.fields
    assert fields["origin_station"].value() == "郑州"
    assert fields["shipper_phone"].line.text() == "138000"  # type: ignore[attr-defined]
    assert fields["lines.0.pieces"].line.text() == "十二"  # type: ignore[attr-defined]
    assert fields.touched


def test_given_up_typing_is_forgotten(
    page: ConsignmentEntry, context: Context, clerk: Clerk, asker: ScriptedAsker, show: Show
) -> None:
    clerk.types("郑州")
    page.keep()
    asker.answers = [True]
    clerk.press(Key.Key_Escape)
    assert not on_the_disk(page._keeper)
    show(ConsignmentEntry(context))
    assert len(asker.asked) == 1


def test_a_restored_correction_notices_a_colleague(
    accepted: str,
    page: ConsignmentEntry,
    clerk: Clerk,
    office: Office,
    context: Context,
    asker: ScriptedAsker,
    show: Show,
) -> None:
    page.open_with(number=accepted)
    replace_text(clerk, page, "remark", "下午送")
    page.keep()
    page.hide()
    typed = office.desk.ask(consignment_as_typed, number=accepted)
    theirs = replace(typed.draft, paper_no="88")
    office.desk.run(update_consignment, number=accepted, version=typed.version, draft=theirs)

    again = show(ConsignmentEntry(context))
    asker.answers = [True]
    again.open_with(number=accepted)
    clerk.press(Key.Key_R, Held.AltModifier)
    assert again.form.fields["remark"].value() == "下午送"
    clerk.press(Key.Key_F9)
    assert "修改" in asker.asked[0][0]
    card = office.desk.ask(consignment_card, number=accepted)
    assert (card.remark, card.paper_no) == ("下午送", "88")


def test_what_the_text_does_not_show_is_not_lost(
    page: ConsignmentEntry, clerk: Clerk, office: Office
) -> None:
    sized = CargoDraft(
        goods_name="箱", pieces=3, weight_g=9000, length_cm=61, width_cm=41, height_cm=31
    )
    other = CargoDraft(goods_name="袋", pieces=1, weight_g=1000, volume_cm3=10_000)
    draft = pumps(lines=(other, sized))
    number = office.desk.run(accept_consignment, draft=draft).value
    page.open_with(number=number)
    page.form.fields["lines.0.goods_name"].take_focus()
    clerk.press(Key.Key_Delete, Held.ControlModifier)
    clerk.press(Key.Key_F9)
    (line,) = office.desk.ask(consignment_card, number=number).lines
    assert line.volume_cm3 == 61 * 41 * 31 * 3


def test_what_cannot_be_read_is_not_put_aside(
    page: ConsignmentEntry, clerk: Clerk, office: Office
) -> None:
    clerk.enter("郑州", "", "", "", "宏达水泵", "138000")
    clerk.press(Key.Key_F4)
    assert office.desk.ask(open_drafts) == []
    assert clerk.at("shipper_phone")
    assert "格式不正确" in page.form.fields["shipper_phone"].problem_text


def test_an_unknown_number_is_said(page: ConsignmentEntry, asker: ScriptedAsker) -> None:
    page.open_with(number="YD2601010001")
    assert "YD2601010001" in asker.told[0].text
    assert page.base is None


def test_an_unfinished_ticket_is_put_aside_and_finished_later(
    page: ConsignmentEntry, clerk: Clerk, office: Office
) -> None:
    clerk.enter("郑州", "", "", "", "宏达水泵", "13800000001")
    clerk.press(Key.Key_F4)
    (draft_id,) = office.desk.ask(open_drafts)
    assert page.form.fields["shipper_name"].is_empty()
    page.open_with(draft_id=draft_id)
    assert page.form.fields["shipper_name"].value() == "宏达水泵"
    assert clerk.at("destination")
    page.form.show_draft(pumps())
    clerk.press(Key.Key_F9)
    card = office.desk.ask(consignment_card, number=page.saved_bar.number)
    assert (card.id, card.state) == (draft_id, ConsignmentState.ACCEPTED)


def test_leaving_asks_only_when_typing_would_be_lost(
    page: ConsignmentEntry, clerk: Clerk, asker: ScriptedAsker
) -> None:
    assert page.may_leave()
    clerk.types("郑州")
    asker.answers = [False]
    assert not page.may_leave()
