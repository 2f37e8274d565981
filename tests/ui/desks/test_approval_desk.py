"""A manager finds what waits, reads why, and decides, with the keyboard alone."""

from collections.abc import Callable
from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QWidget

from desk.app import Desk
from desk.kernel.moments import local
from desk.office.approvals.choices import Decision
from desk.office.approvals.deputies import name_deputy
from desk.office.approvals.queries import ApprovalRow, approvals_decided, approvals_for_me
from desk.office.approvals.summary import deputies_now
from tests.conftest import PASSWORD, Office
from tests.evaluation.reports.test_reports import draft, submitted
from tests.evaluation.typed_quarter import planned, records, running, scheme, scored
from tests.office import waiting
from tests.ui.conftest import FrameSpy, ScriptedAsker
from tests.ui.desks.conftest import Clerk
from ui.desks.approval_desk.page import ApprovalDesk
from ui.desks.approval_desk.reading import DECIDED, MINE, WAITING
from ui.registry import Context
from ui.theme import SPACE

Key, Held = Qt.Key, Qt.KeyboardModifier
Show = Callable[[ApprovalDesk], ApprovalDesk]
Opened = Callable[..., ApprovalDesk]


@pytest.fixture
def opened(
    context: Context,
    office: Office,
    show: Show,
    clerk: Clerk,
    monkeypatch: pytest.MonkeyPatch,
) -> Opened:
    """The window as somebody sees it; nothing types his password for him."""

    def put(login: str = "boss", view: str = WAITING, rows: int = 1) -> ApprovalDesk:
        monkeypatch.setattr(Desk, "ask_password", None)
        office.as_(login)
        page = show(ApprovalDesk(context))
        clerk.waits_for(lambda: len(page.inbox.views[view]) == rows)
        if rows and view == WAITING:
            clerk.waits_for(lambda: page.summary is not None)
        return page

    return put


def decided(office: Office) -> list[ApprovalRow]:
    return office.as_("boss").ask(approvals_decided)


def shown_facts(page: ApprovalDesk) -> dict[str, str]:
    return dict(page.about.facts)


def heights(page: ApprovalDesk) -> set[int]:
    """Where the middle of everything in the line stands that decides."""
    bar = page.bar
    names = ("reason", "password")
    line: list[QWidget] = [bar.buttons["approve"], bar.buttons["reject"]]
    line += [bar.labels[name] for name in names]
    line += [bar.fields[name].control for name in names]
    return {part.mapTo(bar, part.rect().center()).y() for part in line}


def test_a_manager_finds_reads_and_decides_one_after_the_other(
    opened: Opened, clerk: Clerk, office: Office, frame: FrameSpy
) -> None:
    waiting.quote(office)
    waiting.revision(office)
    page = opened(rows=2)
    assert [q.row.obj_word for q in page.queue.rows] == ["报价", "受控文件"]
    assert shown_facts(page)["理由"] == "首票让利"
    assert page.about.changes.changes[0].what == "基本运费"
    clerk.waits_for(lambda: page.beside.paper.pages.count == 1)
    clerk.press(Key.Key_Return)
    assert clerk.at("reason")
    clerk.enter("老客户,照此执行")
    assert clerk.at("password")
    clerk.types(PASSWORD)
    clerk.press(Key.Key_F9)
    clerk.waits_for(lambda: page.summary is not None and page.summary.row.obj_word == "受控文件")
    assert frame.said == ["报价 BJ261116-001 已同意。"]
    assert page.about.changes.changes[0].after == "第二条 记录客户要求并复述。"
    clerk.press(Key.Key_E, Held.ControlModifier)
    assert page.bar.fields["reason"].problem_text == "请填写驳回原因。"
    clerk.types("与现行流程不符")
    clerk.press(Key.Key_E, Held.ControlModifier)
    assert "请输入登录密码" in page.bar.fields["password"].problem_text
    QApplication.processEvents()
    said = page.bar.fields["password"]._problem
    needed = said.fontMetrics().horizontalAdvance(said.text())
    assert needed <= said.width()  # the narrow field cut it off
    assert clerk.at("password")
    clerk.types("wrong-word")
    clerk.press(Key.Key_E, Held.ControlModifier)
    assert page.bar.fields["password"].problem_text.startswith("密码不对,请重新输入")
    QApplication.processEvents()
    assert said.height() < 2 * said.fontMetrics().height(), "the sentence stands in one line"
    assert len(heights(page)) == 1, "labels, fields and buttons keep their line above it"
    assert page.bar.fields["password"].value() == "", "a password serves one try"
    clerk.types(PASSWORD)
    clerk.press(Key.Key_E, Held.ControlModifier)
    clerk.waits_for(lambda: not page.queue.rows)
    assert page.nothing.isVisible()
    assert not page.bar.isVisible()
    rows = {row.number: (row.decision, row.reason) for row in decided(office)}
    assert rows["BJ261116-001"] == (Decision.APPROVED, "老客户,照此执行")
    assert rows["KF-ZD-01 A/1"] == (Decision.REJECTED, "与现行流程不符")


def test_the_longest_kind_of_request_is_read_whole(opened: Opened, office: Office) -> None:
    waiting.quote(office)
    queue = opened().queue
    room = queue.columnWidth(0) - 2 * SPACE.tight - 2
    needed = queue.fontMetrics().horizontalAdvance("投诉处理意见 12") + SPACE.small
    assert needed <= room


def test_what_was_typed_about_one_waits_while_another_is_looked_at(
    opened: Opened, clerk: Clerk, office: Office, asker: ScriptedAsker
) -> None:
    waiting.quote(office)
    waiting.revision(office)
    page = opened(rows=2)
    clerk.press(Key.Key_Return)
    clerk.types("再议")
    clerk.press(Key.Key_B, Held.ControlModifier)
    clerk.press(Key.Key_Down)
    clerk.waits_for(lambda: page.summary is not None and page.summary.row.obj_word == "受控文件")
    assert page.bar.fields["reason"].value() == ""
    asker.answers.append(False)
    assert not page.may_leave()
    clerk.press(Key.Key_Up)
    clerk.waits_for(lambda: page.bar.fields["reason"].value() == "再议")


def test_what_is_wrong_with_a_field_goes_with_the_field(opened: Opened, office: Office) -> None:
    waiting.quote(office)
    page = opened()
    assert page.summary is not None
    page.approve()
    said = page.bar.fields["password"]._problem
    assert (said.text(), said.isVisible()) == ("请输入登录密码。", True)
    elsewhere = replace(page.summary, decidable=False)  # a colleague was faster
    page.bar.show_summary(elsewhere, mine=True)
    assert not said.isVisible()


def test_a_managers_own_needs_the_recorded_countersign(
    opened: Opened, clerk: Clerk, office: Office
) -> None:
    waiting.sheet(office)
    page = opened()
    assert not page.beside.isVisible(), "a tariff sheet has no paper"
    assert not page.bar.buttons["reject"].isVisible()
    clerk.press(Key.Key_Return)
    assert clerk.at("countersigned_by")
    clerk.press(Key.Key_F9)
    assert page.bar.fields["countersigned_by"].problem_text
    clerk.enter("李副总", "1115", "")
    clerk.types(PASSWORD)
    clerk.press(Key.Key_F9)
    clerk.waits_for(lambda: not page.queue.rows)
    (row, *_) = decided(office)
    assert (row.number, row.countersigned_by) == ("公布价2026 V2", "李副总")


def test_a_deputy_is_named_decides_for_his_manager_and_both_are_named(
    opened: Opened, clerk: Clerk, office: Office
) -> None:
    waiting.quote(office)
    page = opened()
    clerk.press(Key.Key_D, Held.ControlModifier)
    clerk.form()
    clerk.enter("in", "", "1120", "出差")
    clerk.back_to(page)
    clerk.waits_for(lambda: "由进港调度代经理审批(出差)" in page.deputies.words.text())
    (named,) = office.as_("boss").ask(deputies_now)
    assert named.starts_on == local(office.desk.now).date()
    page.close()
    page = opened("in")
    assert "代理经理审批" in page.bar._hint.text()
    assert not page.deputies.name.isVisible()
    clerk.press(Key.Key_Return)
    clerk.enter("照办", PASSWORD)
    assert page.bar.buttons["approve"].hasFocus()
    clerk.press(Key.Key_Return)
    clerk.waits_for(lambda: not page.queue.rows)
    assert (decided(office)[0].decided_by, decided(office)[0].decided_for) == ("进港调度", "经理")
    office.as_("in")
    clerk.press(Key.Key_F6, times=2)
    assert page.view == DECIDED
    clerk.waits_for(lambda: page.summary is not None)
    assert shown_facts(page)["结果"].startswith("已批准 进港调度 代 经理")


def test_a_deputyship_ends_at_midnight_also_in_an_open_window(
    opened: Opened, clerk: Clerk, office: Office
) -> None:
    waiting.quote(office)
    day = local(office.desk.now).date()
    office.as_("boss").run(name_deputy, deputy="in", ends_on=day, reason="半天")
    page = opened("in")
    office.at("2026-11-17 00:00")
    clerk.press(Key.Key_Return)
    clerk.enter("照办")
    clerk.types(PASSWORD)
    clerk.press(Key.Key_F9)
    told = page.context.asker.told  # type: ignore[attr-defined]
    assert "无权" in told[-1].text
    assert [row.number for row in office.as_("boss").ask(approvals_for_me)] == ["BJ261116-001"]


def test_who_asked_sees_his_request_and_takes_it_back(
    opened: Opened, clerk: Clerk, office: Office, asker: ScriptedAsker
) -> None:
    waiting.quote(office)
    page = opened("jia", MINE)
    assert page.queue.rows == []
    clerk.press(Key.Key_F6)
    clerk.waits_for(lambda: page.summary is not None)
    assert not page.bar.buttons["approve"].isVisible()
    assert page.bar._hint.text() == "这是您自己提交的,须由他人审批。"
    asker.answers.append(True)
    clerk.press(Key.Key_F4)
    clerk.waits_for(lambda: not page.inbox.views[MINE])
    assert office.as_("boss").ask(approvals_for_me) == []


def test_the_papers_are_turned_and_the_record_opened_by_keys(
    opened: Opened, clerk: Clerk, office: Office, frame: FrameSpy
) -> None:
    waiting.claim(office)
    page = opened()
    assert [key for key, _ in page.beside.items] == ["paper", "file0"]
    clerk.press(Key.Key_F3)
    assert page.beside.showing == "file0"
    clerk.press(Key.Key_F3)
    clerk.waits_for(lambda: page.beside.paper.pages.count >= 1)
    bar = page.beside.paper.verticalScrollBar()
    clerk.waits_for(lambda: bar.maximum() > 0)
    clerk.press(Key.Key_PageDown, Held.ControlModifier)
    assert bar.value() > 0
    clerk.press(Key.Key_P, Held.ControlModifier)
    assert frame.papers == [("P-31", "LP261119-001")]
    clerk.press(Key.Key_F7)
    assert frame.opened == [("claim_desk", {"number": "LP261119-001"})]


def test_a_row_of_the_board_opens_its_request(opened: Opened, clerk: Clerk, office: Office) -> None:
    waiting.quote(office)
    waiting.revision(office)
    page = opened(rows=2)
    (row,) = [r for r in office.desk.today() if r.kind == "审批受控文件"]
    assert row.page == "approval_desk"
    page.open_with(**row.arguments)
    clerk.waits_for(lambda: page.summary is not None and page.summary.row.obj_word == "受控文件")


def test_what_a_deputy_may_not_read_he_does_not_decide(
    opened: Opened,
    clerk: Clerk,
    office: Office,
    frame: FrameSpy,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """A report that is not in force is not for clerks, whomever they stand in for."""
    records(office, monkeypatch, 1)
    scheme(office)
    running(office, planned(office, (1,)))
    scored(office, "P001", 80, 80, 80, 80)
    submitted(office, draft(office, 1))
    day = local(office.desk.now).date()
    office.as_("boss").run(name_deputy, deputy="yi", ends_on=day, reason="半天")
    office.as_("yi")
    page = opened("yi", DECIDED, 0)
    clerk.waits_for(lambda: bool(frame.said))
    assert "无权查看未生效的评估报告" in frame.said[-1]
    assert page.summary is None
    assert not page.bar.isVisible()
