"""The calling window by keyboard: answered, not reached, refused, put off, and read again later."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QWidget

from desk.care.callbacks.board import callback_board
from desk.care.callbacks.choices import Channel, FollowUpState, ItemState, Purpose
from desk.care.callbacks.phrases import PHRASE_BOOK
from desk.care.callbacks.queries import CallbackCard, callback_card, callback_plan_card
from desk.care.callbacks.questions import QUESTIONS
from desk.filing.documents.choices import DocumentType
from desk.storage.cabinet import Upload
from tests.care.callbacks.people import Someone, plan_in_force, put, talk
from tests.care.callbacks.test_board import who
from tests.care.callbacks.test_callbacks import recorded
from tests.care.callbacks.test_phrases import TEXT
from tests.conftest import Office, at
from tests.filing.documents.test_documents import in_force, word
from tests.ui.conftest import FrameSpy, ScriptedAsker
from tests.ui.desks.conftest import Clerk
from ui.desks.callback_desk.page import CallbackDesk
from ui.desks.callback_desk.record import CallbackRecord
from ui.desks.callback_desk.words import due_text
from ui.pages.list_page import ListPage
from ui.registry import Context
from ui.theme import SPACE, Tone

Key, CTRL = Qt.Key, Qt.KeyboardModifier.ControlModifier
Show = Callable[[CallbackDesk], CallbackDesk]
FIRST = "HF261116-001"
NEWLY: dict[str, Any] = {"first_on": date(2026, 11, 12), "last_on": date(2026, 11, 12)}


@pytest.fixture
def page(office: Office, context: Context, show: Show, clerk: Clerk) -> CallbackDesk:
    """甲's window in the middle of November: two calls of his own, one of 乙's."""
    in_force(
        office,
        title=PHRASE_BOOK,
        document_type=DocumentType.GF,
        file=Upload("用语.docx", word(*TEXT)),
    )
    office.at("2026-11-16 10:00")
    jia, yi = who(office, "客服员甲"), who(office, "客服员乙")
    put(
        office,
        Someone(name="天山果业", owner_id=jia, **NEWLY),
        Someone(name="昆仑建材", owner_id=jia, phone="13900000002", **NEWLY),
        Someone(name="乙的客户", owner_id=yi, **NEWLY),
    )
    plan_in_force(office)
    office.as_("jia")
    page = show(CallbackDesk(context))
    clerk.waits_for(lambda: page.sheet is not None)
    clerk.waits_for(lambda: clerk.at("answer0"))
    return page


def name(page: CallbackDesk) -> str:
    return page.sheet.name if page.sheet is not None else ""


def made(office: Office, number: str = FIRST) -> CallbackCard:
    return office.as_("jia").ask(callback_card, number=number)


def states(office: Office) -> dict[str, tuple[ItemState, int]]:
    items = office.as_("jia").ask(callback_plan_card, number="2026-11").items
    return {item.customer: (item.state, item.tries) for item in items}


# -- a whole call -----------------------------------------------------------------------------------


def test_a_low_score_is_answered_and_its_follow_up_opens_by_itself(
    page: CallbackDesk, clerk: Clerk, office: Office, frame: FrameSpy, asker: ScriptedAsker
) -> None:
    assert [(row.customer, row.mine) for row in page.queue.rows] == [
        ("天山果业", True),
        ("昆仑建材", True),
        ("乙的客户", False),
    ]
    assert (name(page), page.form.purpose.value()) == ("天山果业", Purpose.SIGNED)
    clerk.enter("完好", "方便", "司机态度差")
    assert clerk.at("score")
    clerk.types("2")
    assert page.form.low.text() == "评价低:保存后自动建跟进任务,须在 11-16 19:30 前回电。"
    clerk.enter("", "换个司机", "已致歉")
    assert clerk.at("task")
    clerk.press(Key.Key_Return)  # nothing is promised: the last field saves
    clerk.waits_for(lambda: name(page) == "昆仑建材")
    card = made(office)
    assert (card.score, card.suggestion, card.handled) == (2, "换个司机", "已致歉")
    assert (card.purpose, card.channel, card.contact) == (
        Purpose.SIGNED,
        Channel.PHONE,
        "王经理",
    )
    assert card.answers == tuple(
        zip(QUESTIONS[Purpose.SIGNED], ("完好", "方便", "司机态度差"), strict=True)
    )
    (task,) = card.follow_ups
    assert (task.automatic, task.owner, task.state) == (True, "客服员甲", FollowUpState.OPEN)
    assert frame.said[-1] == f"天山果业 回访已登记({FIRST})。评价低,已自动建跟进任务。"
    assert states(office)["天山果业"] == (ItemState.DONE, 0)
    clerk.waits_for(lambda: len(page.queue.rows) == 2)
    clerk.waits_for(lambda: clerk.at("answer0"))
    assert not page.form.touched
    assert asker.asked == []


def test_what_is_promised_names_a_person_and_a_day(
    page: CallbackDesk, clerk: Clerk, office: Office
) -> None:
    page.form.score.take_focus()
    clerk.types("4")
    page.form.promise.task.take_focus()
    assert not page.form.promise.owner.isEnabled()
    clerk.enter("送一份冬季报价")
    assert clerk.at("owner_id")
    assert page.form.promise.due.value() == date(2026, 11, 17)
    assert [s.text for s in page.form.promise.owner._search("kfyy")] == ["客服员乙"]
    clerk.types("客服员乙")
    clerk.waits_for(lambda: page.form.promise.owner.drop_down.current() is not None)
    clerk.press(Key.Key_Return)
    assert clerk.at("due_on")
    clerk.enter("1120")
    clerk.waits_for(lambda: name(page) == "昆仑建材")
    (task,) = made(office).follow_ups
    assert (task.task, task.owner, task.due_at) == (
        "送一份冬季报价",
        "客服员乙",
        at("2026-11-20 23:59"),
    )
    assert not task.automatic


# -- nobody answers ---------------------------------------------------------------------------------


def test_three_failed_tries_make_a_customer_unreached(
    page: CallbackDesk, clerk: Clerk, office: Office, frame: FrameSpy
) -> None:
    page.form.handled.take_focus()
    clerk.types("无人接听")
    clerk.press(Key.Key_F8)
    clerk.waits_for(lambda: name(page) == "昆仑建材")
    assert frame.said[-1] == "天山果业 第 1 次没打通,还会再排进来。"
    for count in (2, 3):
        clerk.press(Key.Key_B, CTRL)
        page.queue.calls.table.selectRow(0)
        clerk.press(Key.Key_Return)
        clerk.waits_for(lambda: name(page) == "天山果业")
        clerk.waits_for(lambda: clerk.at("answer0"))
        assert page.sheet is not None
        assert len(page.sheet.tries) == count - 1
        clerk.press(Key.Key_F8)
        clerk.waits_for(lambda: name(page) == "昆仑建材")
    assert frame.said[-1] == "天山果业 三次没打通,已列为联系不上。请改用微信或上门。"
    assert states(office)["天山果业"] == (ItemState.UNREACHED, 3)
    clerk.waits_for(lambda: [r.customer for r in page.queue.rows] == ["昆仑建材", "乙的客户"])


def test_the_tries_are_told_beside_the_call(page: CallbackDesk, clerk: Clerk) -> None:
    page.form.handled.take_focus()
    clerk.types("忙音")
    clerk.press(Key.Key_F8)
    clerk.waits_for(lambda: name(page) == "昆仑建材")
    clerk.press(Key.Key_B, CTRL)
    page.queue.calls.table.selectRow(0)
    clerk.press(Key.Key_Return)
    clerk.waits_for(lambda: name(page) == "天山果业")
    clerk.waits_for(lambda: bool(page.facts.calls.lines))
    assert page._chips.chips["tries"].text() == "已试 1 次"
    line = page.facts.calls.lines[0]
    assert (line.what, line.words) == ("没打通", "客服员甲  电话  忙音")


def test_a_missed_call_asks_before_answers_are_lost(
    page: CallbackDesk, clerk: Clerk, asker: ScriptedAsker, office: Office
) -> None:
    clerk.enter("完好")
    asker.answers.append(False)
    clerk.press(Key.Key_F8)
    assert asker.asked == [("已填写的回答不会保存,只登记没打通?", ())]
    assert page.form.asking.editors[0].value() == "完好"
    assert states(office)["天山果业"] == (ItemState.PLANNED, 0)


# -- refusals ---------------------------------------------------------------------------------------


def test_a_refusal_stands_at_its_field_and_nothing_is_lost(
    page: CallbackDesk, clerk: Clerk, asker: ScriptedAsker, office: Office
) -> None:
    clerk.enter("长" * 501)
    page.form.promise.task.take_focus()
    clerk.enter("回电", "", "1101")
    assert "不能早于今天" in page.form.promise.due.problem_text
    assert "500" in page.form.asking.editors[0].problem_text
    assert clerk.at("answer0")
    assert (name(page), page.form.promise.task.value()) == ("天山果业", "回电")
    assert asker.told == []
    page.form.asking.editors[0].take_focus()
    clerk.types("完好")
    page.form.promise.due.take_focus()
    clerk.types("1118")
    page.form.speaker.take_focus()
    clerk.press(Key.Key_Backspace)
    clerk.press(Key.Key_F9)
    assert page.form.speaker.problem_text == "接听人必填。"
    clerk.types("李会计")
    clerk.press(Key.Key_F9)
    clerk.waits_for(lambda: name(page) == "昆仑建材")
    card = made(office)
    assert (card.contact, card.answers[0][1]) == ("李会计", "完好")
    assert card.phone_masked == ""


def test_a_satisfaction_call_needs_a_score_and_keeps_the_answers_of_other_questions(
    page: CallbackDesk, clerk: Clerk, office: Office
) -> None:
    clerk.enter("完好")
    page.form.purpose.take_focus()
    clerk.types("5")
    assert page.form.purpose.value() is Purpose.SATISFACTION
    assert page.form.asking.editors[0].value() == ""
    assert page.form.asking.editors[3].isVisible()
    clerk.press(Key.Key_F9)
    assert page.form.score.problem_text
    clerk.types("5")
    clerk.press(Key.Key_F9)
    clerk.waits_for(lambda: name(page) == "昆仑建材")
    assert made(office).answers == ((QUESTIONS[Purpose.SIGNED][0], "完好"),)


def test_another_customer_is_not_taken_while_a_call_is_typed(
    page: CallbackDesk, clerk: Clerk, asker: ScriptedAsker
) -> None:
    clerk.enter("完好")
    asker.answers.append(False)
    page.queue.chosen.emit(page.queue.rows[1].number)
    assert name(page) == "天山果业"
    assert page.queue.calls.table.current() is page.queue.rows[0]
    assert page.form.asking.editors[0].value() == "完好"
    asker.answers.append(True)
    page.queue.chosen.emit(page.queue.rows[1].number)
    clerk.waits_for(lambda: name(page) == "昆仑建材")
    assert not page.form.touched


def test_typing_survives_a_crash(
    page: CallbackDesk,
    clerk: Clerk,
    asker: ScriptedAsker,
    context: Context,
    show: Show,
    office: Office,
) -> None:
    page.queue.chosen.emit(page.queue.rows[1].number)
    clerk.waits_for(lambda: name(page) == "昆仑建材" and clerk.at("answer0"))
    page.form.purpose.take_focus()
    clerk.types("3")
    page.form.asking.editors[1].take_focus()
    clerk.types("都办到了")
    page.form.promise.task.take_focus()
    clerk.enter("再回电")
    clerk.types("客服员乙")
    page.kept.keep()
    page.kept.whose = None  # the program is gone
    again = show(CallbackDesk(context))
    assert again.kept_line.words.text().endswith("有一个回访没有保存完:昆仑建材")
    clerk.press(Key.Key_R, Qt.KeyboardModifier.AltModifier)
    clerk.waits_for(lambda: name(again) == "昆仑建材")
    assert again.form.purpose.value() is Purpose.COMPLAINT
    assert again.form.asking.editors[1].value() == "都办到了"
    again.form.purpose.take_focus()
    clerk.types("1")  # a routine call after all
    clerk.press(Key.Key_F9)
    clerk.waits_for(lambda: name(again) == "天山果业")
    card = made(office)
    assert (card.follow_ups[0].task, card.follow_ups[0].owner) == ("再回电", "客服员乙")
    assert card.answers == ((QUESTIONS[Purpose.COMPLAINT][1], "都办到了"),)
    assert again.kept.keeper.kept() is None


def test_a_colleague_does_the_call_meanwhile(
    page: CallbackDesk, clerk: Clerk, office: Office, asker: ScriptedAsker
) -> None:
    clerk.enter("完好")
    item = page.sheet.item if page.sheet else None
    assert item is not None
    recorded(office, talk(item.customer_id), "yi")
    office.as_("jia")
    page.renew()
    clerk.waits_for(lambda: page.buttons["save"].isHidden())
    assert page._chips.chips["state"].text() == "已回访"
    assert page.form.asking.editors[0].value() == "完好"
    clerk.press(Key.Key_F9)
    assert asker.told == []


# -- beside the call --------------------------------------------------------------------------------


def test_the_number_is_shown_with_a_reason(page: CallbackDesk, clerk: Clerk) -> None:
    clerk.press(Key.Key_F6)
    clerk.form()
    clerk.enter("", "")
    clerk.waits_for(page.who.revealed.isVisible)
    assert page.who.revealed.value.text() == "13800000001"


def test_the_phrases_for_the_call_stand_on_top(page: CallbackDesk) -> None:
    assert page.speech.situations == ["(二)回访用语", "道别", "一、接听电话"]


def test_a_call_is_put_off(
    page: CallbackDesk, clerk: Clerk, office: Office, frame: FrameSpy
) -> None:
    assert page.buttons["hand"].isHidden()  # in a plan in force the manager's
    clerk.press(Key.Key_R, CTRL)
    clerk.form()
    clerk.enter("1125")
    clerk.waits_for(lambda: len(page.queue.rows) == 2)
    assert frame.said[-1] == "天山果业 已改期。"
    rows = office.as_("jia").ask(callback_board)
    assert [row.customer for row in rows] == ["昆仑建材", "乙的客户"]


def test_the_manager_gives_a_call_to_somebody_else(
    page: CallbackDesk, clerk: Clerk, office: Office
) -> None:
    office.as_("boss")
    page.renew()
    clerk.waits_for(lambda: page.queue.rows[0].mine)  # an A customer to visit
    page.open_with(id=next(row.item_id for row in page.queue.rows if row.item_id is not None))
    clerk.waits_for(page.buttons["hand"].isVisible)
    clerk.press(Key.Key_E, CTRL)
    form = clerk.form()
    clerk.types("出港")
    owner = form.fields["caller_id"]
    clerk.waits_for(lambda: owner.drop_down.current() is not None)  # type: ignore[attr-defined]
    clerk.press(Key.Key_Return)
    clerk.waits_for(lambda: not form.isVisible())
    clerk.waits_for(lambda: any(row.caller == "出港调度" for row in page.queue.rows))


def test_a_customer_nobody_planned_is_called(
    page: CallbackDesk, clerk: Clerk, office: Office
) -> None:
    put(office, Someone(name="计划外客户", last_on=None, first_on=None))
    clerk.press(Key.Key_N, CTRL)
    clerk.types("计划外")
    box = page.queue.customer
    clerk.waits_for(lambda: box.drop_down.current() is not None)
    clerk.press(Key.Key_Return)
    clerk.waits_for(lambda: name(page) == "计划外客户")
    assert page._chips.chips["why"].text() == "计划外"
    assert page.buttons["missed"].isHidden()
    page.form.score.take_focus()
    clerk.types("5")
    clerk.press(Key.Key_F9)
    clerk.waits_for(lambda: name(page) == "天山果业")
    assert not made(office).planned


def test_the_manager_visits_an_a_customer_once_a_quarter(
    page: CallbackDesk, clerk: Clerk, office: Office
) -> None:
    office.as_("boss")
    page.renew()
    clerk.waits_for(lambda: [r.why for r in page.queue.rows].count("季度拜访") == 3)
    page.open_with(customer_id=page.queue.rows[0].customer_id)
    clerk.waits_for(lambda: page.form.channel.value() is Channel.ON_SITE)
    page.form.score.take_focus()
    clerk.types("5")
    clerk.press(Key.Key_F9)
    clerk.waits_for(lambda: [r.why for r in page.queue.rows].count("季度拜访") == 2)


def test_the_queue_is_coloured_by_the_deadline(page: CallbackDesk, office: Office) -> None:
    column = page.queue.calls.table.row_model.columns[1]
    assert column.ink(page.queue.rows[0]) is Tone.WAITING
    assert column.text(page.queue.rows[0]) == "今天"
    office.at("2026-11-17 09:00")
    assert column.ink(page.queue.rows[0]) is Tone.WRONG


def test_the_list_of_calls_opens_the_window(
    page: CallbackDesk, context: Context, frame: FrameSpy, clerk: Clerk, show: Callable[..., object]
) -> None:
    listed = ListPage(context, "callback_items")
    show(listed)
    clerk.waits_for(lambda: listed.model.rowCount() == 3)
    clerk.waits_for(lambda: listed.model.values_at(0) != {})
    first = page.queue.rows[0].item_id
    assert first is not None
    listed.open_row(first)
    assert frame.opened[-1][0] == "callback_desk"
    assert frame.opened[-1][1]["id"] == first


def test_every_control_has_a_name(page: CallbackDesk) -> None:
    nameless = [
        widget
        for widget in page.findChildren(QWidget)
        if widget.focusPolicy() & Qt.FocusPolicy.TabFocus
        and widget.isVisible()
        and not widget.accessibleName()
    ]
    assert nameless == []


# -- the record -------------------------------------------------------------------------------------


def test_a_record_is_completed_and_its_follow_up_finished(
    office: Office,
    context: Context,
    show: Callable[[CallbackRecord], CallbackRecord],
    clerk: Clerk,
) -> None:
    fruit = put(office, Someone(name="天山果业"))[0]
    number = recorded(office, talk(fruit, score=1, suggestion="太慢"))
    office.as_("jia")
    page = show(CallbackRecord(context))
    page.open_with(number=number)
    clerk.waits_for(lambda: bool(page.tasks.rows))
    assert page._score.text() == "1 分"
    clerk.press(Key.Key_F9)
    form = clerk.form()
    clerk.enter("已回电,客户接受")
    clerk.waits_for(lambda: not form.isVisible())
    clerk.waits_for(lambda: page.tasks.rows[0].state is FollowUpState.DONE)
    assert page.buttons["finish"].isHidden()
    clerk.back_to(page)
    clerk.press(Key.Key_F7)
    form = clerk.form()
    assert form.fields["suggestion"].value() == "太慢"
    form.fields["handled"].take_focus()
    clerk.types("已安排专人通知")
    clerk.press(Key.Key_F9)
    clerk.waits_for(lambda: page.card is not None and page.card.handled == "已安排专人通知")


@pytest.mark.parametrize(
    ("late", "words"),
    [(35, "已过 35 分"), (60 * 12 + 35, "已过 12 小时"), (60 * 39 + 12, "已过 2 天")],
)
def test_how_late_a_call_is_fits_its_narrow_column(
    page: CallbackDesk, late: int, words: str
) -> None:
    row = replace(page.queue.rows[0], due_at=at("2026-11-16 10:00"))
    assert due_text(row, row.due_at + timedelta(minutes=late)) == words
    table = page.queue.calls.table
    assert table.fontMetrics().horizontalAdvance(words) <= table.columnWidth(1) - 2 * SPACE.small


def test_who_already_types_a_customer_is_not_taken_to_the_answers(
    page: CallbackDesk, clerk: Clerk
) -> None:
    """The page opened its first call meanwhile: half the name stood among the answers."""
    page.queue.chosen.emit(page.queue.rows[1].number)
    clerk.press(Key.Key_N, CTRL)
    clerk.types("klj")
    clerk.waits_for(lambda: name(page) == "昆仑建材")
    QApplication.processEvents()
    assert page.queue.customer.line.hasFocus()
    assert page.queue.customer.line.text() == "klj"
