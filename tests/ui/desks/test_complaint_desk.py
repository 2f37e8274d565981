"""The complaint desk by keyboard: a call, its level live, the way of a case, the analysis."""

from collections.abc import Callable
from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel

from desk.care.claims.commands import open_claim
from desk.care.complaints.choices import ComplaintState, Level, Validity
from desk.care.complaints.ending import dismiss_complaint, reopen_complaint
from desk.care.complaints.queries import ComplaintCard, complaint_card
from desk.care.complaints.registering import register_complaint
from desk.care.knowledge.queries import find_knowledge
from desk.kernel.errors import SaveFailed
from tests.care.major_events.test_major_events import with_plan
from tests.conftest import Office
from tests.freight.delivery.yard import TROLLEYS, in_stock
from tests.scenarios.test_at07_claims import WET
from tests.scenarios.test_at10_complaints import LOST, finish
from tests.ui.conftest import FrameSpy, ScriptedAsker
from tests.ui.desks.conftest import Clerk
from ui.desks.complaint_desk.page import ComplaintDesk
from ui.desks.complaint_desk.rising import RisingComplaints
from ui.desks.complaint_desk.steps import fitting
from ui.registry import Context

Key, Held = Qt.Key, Qt.KeyboardModifier
Show = Callable[[ComplaintDesk], ComplaintDesk]
NUMBER = "TS261123-001"


@pytest.fixture
def page(context: Context, office: Office, show: Show, clerk: Clerk) -> ComplaintDesk:
    office.at("2026-11-23 10:20")
    office.as_("jia")
    page = show(ComplaintDesk(context))
    page.open_with()
    assert clerk.at("complainant")
    return page


def card(office: Office) -> ComplaintCard:
    return office.desk.ask(complaint_card, number=NUMBER)


def words(page: ComplaintDesk) -> str:
    return "\n".join(label.text() for label in page.findChildren(QLabel) if label.isVisible())


def call(page: ComplaintDesk, clerk: Clerk) -> None:
    clerk.enter("兴疆机电 王经理", "0991-5550456", "")
    assert clerk.at("kind")
    clerk.types("8")
    clerk.press(Key.Key_Return)
    clerk.enter("通知慢")
    clerk.press(Key.Key_F9)
    clerk.waits_for(lambda: page.view.case is not None and page.view.isVisible())


def test_a_call_is_registered_in_few_strokes(
    page: ComplaintDesk, clerk: Clerk, office: Office, frame: FrameSpy
) -> None:
    assert "没有待办的投诉。接到投诉按 Ctrl+N 登记。" in words(page)
    call(page, clerk)
    assert clerk.strokes <= 8
    found = card(office)
    assert (found.complainant, found.level) == ("兴疆机电 王经理", Level.GENERAL)
    assert frame.said[-1] == f"投诉 {NUMBER} 已登记,时限开始计算。"
    clerk.waits_for(lambda: [row.number for row in page.board.table.rows] == [NUMBER])
    blocks = [block.words for block in page.view.clocks.blocks]
    assert blocks[0] == ("首次答复", "11-23 15:50 前", "还剩 4 小时")
    assert page.view.missing.text().startswith("办结还差:调查、根本原因、责任部门")
    assert not page.intake.touched


def test_the_level_follows_the_call_and_another_one_needs_a_reason(
    page: ComplaintDesk, clerk: Clerk
) -> None:
    clerk.enter("兴疆机电", "0991-5550456", "")
    clerk.types("2")
    clerk.press(Key.Key_Return)
    clerk.enter("少一件", "", "2600")
    clerk.waits_for(lambda: not page.intake.waiting)
    assert page.intake.level.chip.text() == "严重"
    assert page.intake.level.reasons.text() == "索赔或估损 2,600.00 元,达到 2,000 元"
    page.intake.fields["level"].take_focus()
    clerk.types("3")
    clerk.press(Key.Key_F9)
    assert page.intake.fields["level_reason"].problem_text
    page.intake.fields["level_reason"].take_focus()
    clerk.types("客户要上报")
    clerk.press(Key.Key_F9)
    clerk.waits_for(lambda: page.view.case is not None)
    assert page.view.case is not None
    assert page.view.case.card.level is Level.MAJOR


def test_what_is_missing_is_said_at_its_field(page: ComplaintDesk, clerk: Clerk) -> None:
    clerk.enter("兴疆机电", "12")
    clerk.press(Key.Key_F9)
    problems = {e.name: e.problem_text for e in page.intake.fields if e.problem_text}
    assert set(problems) == {"phone", "kind", "content"}


def test_a_waybill_tells_its_story_and_goes_on_to_the_claim(
    page: ComplaintDesk, clerk: Clerk, office: Office, frame: FrameSpy
) -> None:
    waybill = in_stock(office, TROLLEYS)
    office.as_("jia")
    page.intake.fields["waybill"].take_focus()
    clerk.enter(waybill)
    clerk.waits_for(lambda: page.intake.story.told is not None)
    assert "不锈钢餐车" in words(page)
    page.intake.begin()
    clerk.enter("天悦酒店", "0991-5550456", "")
    clerk.types("1")
    clerk.press(Key.Key_Return)
    clerk.enter("外箱破损")
    clerk.press(Key.Key_F9)
    clerk.waits_for(lambda: page.view.case is not None)
    clerk.press(Key.Key_M, Held.ControlModifier)
    assert frame.opened[-1] == ("claim_desk", {"waybill": waybill, "complaint_no": NUMBER})
    clerk.press(Key.Key_P, Held.ControlModifier)
    clerk.press(Key.Key_P, Held.ControlModifier | Held.ShiftModifier)
    assert frame.papers == [("P-12", NUMBER)]  # a letter only once he was told


def test_esc_asks_before_a_call_is_lost(
    page: ComplaintDesk, clerk: Clerk, asker: ScriptedAsker
) -> None:
    clerk.enter("兴疆机电")
    asker.answers.append(False)
    clerk.press(Key.Key_Escape)
    assert page.intake.fields["complainant"].value() == "兴疆机电"
    asker.answers.append(True)
    clerk.press(Key.Key_Escape)
    assert page.intake.fields["complainant"].is_empty()
    assert clerk.at("complainant")


def test_a_call_that_was_cut_off_is_offered_again(
    page: ComplaintDesk, context: Context, show: Show, clerk: Clerk, asker: ScriptedAsker
) -> None:
    clerk.enter("兴疆机电", "0991-5550456")
    page.keep()
    page.close()
    again = show(ComplaintDesk(context))
    assert again.kept_line.words.text().endswith("有一件投诉没有保存完:兴疆机电")
    clerk.press(Key.Key_R, Held.AltModifier)
    assert asker.asked == []
    assert again.intake.fields["complainant"].value() == "兴疆机电"


def test_a_typed_call_stays_while_a_case_is_looked_at(page: ComplaintDesk, clerk: Clerk) -> None:
    call(page, clerk)
    clerk.press(Key.Key_N, Held.ControlModifier)
    clerk.enter("天悦酒店")
    page.open_case(NUMBER)
    clerk.waits_for(lambda: page.view.isVisible())
    page.setFocus()
    clerk.press(Key.Key_N, Held.ControlModifier)
    assert page.intake.fields["complainant"].value() == "天悦酒店"


def test_waiting_for_papers_and_taking_it_up_again_share_a_key(
    page: ComplaintDesk, clerk: Clerk, asker: ScriptedAsker
) -> None:
    call(page, clerk)
    asker.answers += ["等发票", True]
    clerk.press(Key.Key_H, Held.ControlModifier)
    clerk.waits_for(lambda: page._waits.isVisible())
    closing = next(b for b in page.view.clocks.blocks if b.words[0] == "办结")
    assert closing.words[2] == "等客户资料,还剩 16 小时"
    clerk.press(Key.Key_H, Held.ControlModifier)
    clerk.waits_for(lambda: not page._waits.isVisible())


def test_the_analysis_counts_the_month(page: ComplaintDesk, clerk: Clerk) -> None:
    call(page, clerk)
    clerk.press(Key.Key_F6)
    clerk.waits_for(lambda: page.analysis.found is not None)
    assert page.analysis.bars["by_kind"].lines == [("信息", 1, 10_000)]
    assert page.analysis.bars["by_cause"].accessibleName() == "按根本原因:未填写 1 件 100.00%"
    clerk.press(Key.Key_F6)
    clerk.waits_for(lambda: page.view.isVisible())


def test_the_manager_dismisses_what_is_none(
    page: ComplaintDesk, clerk: Clerk, office: Office
) -> None:
    call(page, clerk)
    assert not page.view.steps.buttons["dismiss"].isVisible()
    office.as_("boss")
    before = page.view.case
    page.renew()
    clerk.waits_for(lambda: page.view.case is not before)
    clerk.press(Key.Key_Delete, Held.ControlModifier)
    clerk.form()
    clerk.types("2")
    clerk.press(Key.Key_Return)
    clerk.enter("不是我司货物", "")
    clerk.back_to(page)
    assert card(office).state is ComplaintState.CLOSED
    clerk.waits_for(lambda: page.view.steps.buttons["reopen"].isVisible())
    assert not page.board.table.isVisible()


def test_a_first_answer_is_offered_as_long_as_it_is_owed(
    page: ComplaintDesk, clerk: Clerk, office: Office
) -> None:
    call(page, clerk)
    boss = office.as_("boss")
    boss.run(dismiss_complaint, number=NUMBER, validity=Validity.INVALID, reason="查无此票")
    boss.run(reopen_complaint, number=NUMBER, reason="确有此票")
    assert {"answer", "investigate"} <= fitting(card(office))
    finish(office, NUMBER)
    office.as_("boss").run(reopen_complaint, number=NUMBER, reason="未兑现")
    assert "answer" not in fitting(card(office))


def test_the_steps_of_the_plan_are_ticked_here(
    page: ComplaintDesk, clerk: Clerk, office: Office, asker: ScriptedAsker
) -> None:
    with_plan(office)
    office.at("2026-11-23 10:20")
    page.open_case(office.as_("jia").run(register_complaint, draft=LOST).value)
    clerk.waits_for(lambda: page.view.events.isVisible())
    table = page.view.events.table
    assert [row.text for row in table.rows][:1] == ["报告客服部经理"]
    table.setFocus()
    clerk.press(Key.Key_Space)
    clerk.waits_for(lambda: table.rows[0].done_at is not None)
    assert table.rows[0].done_by == "客服员甲"
    table.selectRow(3)
    asker.answers.append("未投保")
    page.view.events.skip.click()
    clerk.waits_for(lambda: table.rows[3].note == "未投保")
    assert "还有 2 步" in words(page)


def test_a_number_is_seen_with_a_reason_for_a_minute(page: ComplaintDesk, clerk: Clerk) -> None:
    call(page, clerk)
    assert "0991-****456" in words(page)
    clerk.press(Key.Key_O, Held.ControlModifier)
    clerk.form()
    clerk.press(Key.Key_F9)
    clerk.back_to(page)
    clerk.waits_for(page.view.phone.isVisible)
    assert page.view.phone.value.text() == "0991-5550456"


def test_a_solved_complaint_becomes_a_case(
    page: ComplaintDesk, clerk: Clerk, office: Office, frame: FrameSpy
) -> None:
    call(page, clerk)
    assert not page.view.steps.buttons["keep"].isVisible()
    finish(office, NUMBER)
    page.renew()
    clerk.waits_for(page.view.steps.buttons["keep"].isVisible)
    clerk.press(Key.Key_K, Held.ControlModifier | Held.ShiftModifier)
    clerk.waits_for(lambda: QApplication.activeModalWidget() is not None)
    form = clerk.form()
    assert form.fields["problem"].value() == "通知慢"
    form.fields["keywords"].take_focus()
    clerk.types("晚班 通知")
    clerk.press(Key.Key_F9)
    clerk.back_to(page)
    assert frame.said[-1] == f"{NUMBER} 已记为案例,来电时可查到。"
    (found,) = office.desk.ask(find_knowledge, text="晚班")
    assert found.source == NUMBER


def test_claims_and_repeated_calls_are_one_click_away(
    page: ComplaintDesk, clerk: Clerk, office: Office, frame: FrameSpy
) -> None:
    waybill = in_stock(office, TROLLEYS)
    jia = office.as_("jia")
    draft = replace(LOST, waybill=waybill)
    first, again = (jia.run(register_complaint, draft=draft).value for _ in range(2))
    wet = replace(WET, waybill=waybill, complaint_no=first)
    claim = jia.run(open_claim, draft=wet).value
    office.as_("boss").run(
        dismiss_complaint,
        number=again,
        validity=Validity.REPEATED,
        reason="同一件事",
        repeats=first,
    )
    office.as_("jia")
    page.open_case(first)
    clerk.waits_for(lambda: page.view.linked.isVisible())
    assert list(page.view.linked.chips) == [claim, again]
    clerk.press(Key.Key_M, Held.ControlModifier)
    assert frame.opened[-1] == ("claim_desk", {"number": claim})
    page.view.linked.chips[again].click()
    assert frame.opened[-1] == ("complaint_desk", {"number": again})
    page.open_case(again)
    clerk.waits_for(lambda: list(page.view.linked.chips) == [first])


def test_what_nobody_closed_rises_while_the_program_runs(
    page: ComplaintDesk, clerk: Clerk, context: Context, office: Office, frame: FrameSpy
) -> None:
    call(page, clerk)
    rising = RisingComplaints(context, page)
    rising.look()
    office.at("2026-11-26 15:00")
    rising.look()
    clerk.waits_for(lambda: card(office).level is Level.SERIOUS)
    clerk.waits_for(lambda: frame.said[-1] == f"1 件投诉超时未办结,已自动升级:{NUMBER}")


def test_what_cannot_rise_now_is_said_below_and_interrupts_nobody(
    page: ComplaintDesk,
    clerk: Clerk,
    context: Context,
    office: Office,
    frame: FrameSpy,
    asker: ScriptedAsker,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    call(page, clerk)
    office.at("2026-11-26 15:00")
    rising = RisingComplaints(context, page)

    def full(*_: object, **__: object) -> None:
        raise SaveFailed("磁盘已满", saved=False)

    monkeypatch.setattr(context.desk, "execute", full)
    said = len(frame.said)
    rising.look()
    clerk.waits_for(lambda: len(frame.said) > said)
    assert "磁盘已满" in frame.said[-1]
    monkeypatch.undo()
    context.bridge.saving = True  # the clerk saves something at this very moment
    rising.look()
    clerk.waits_for(lambda: not context.bridge.busy)
    assert (asker.told, card(office).level) == ([], Level.GENERAL)
    context.bridge.saving = False
    rising.look()
    clerk.waits_for(lambda: card(office).level is Level.SERIOUS)
