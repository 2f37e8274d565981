"""The plan becomes a live check-list, and no event ends without what was learned."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest

from desk.care.complaints.choices import Channel, Level, ReportTo, Validity
from desk.care.complaints.clock_commands import change_complaint_level
from desk.care.complaints.ending import dismiss_complaint, reopen_complaint
from desk.care.complaints.registering import register_complaint
from desk.care.complaints.telling import report_complaint, tell_complaint_progress
from desk.care.major_events.choices import EventState, EventType
from desk.care.major_events.commands import (
    close_event,
    declare_major_event,
    explain_step,
    reopen_event,
    report_event_upward,
    start_aftermath,
    tick_step,
)
from desk.care.major_events.queries import EventCard, major_event_card, major_event_of
from desk.care.major_events.rules import PlanStep, steps_of
from desk.care.major_events.today import steps_to_do
from desk.documents.pdf import render_pdf
from desk.documents.text_snapshot import snapshot_text
from desk.filing.documents.choices import DocumentType
from desk.storage.cabinet import Upload
from tests import snapshots
from tests.conftest import Office, at
from tests.filing.documents.test_documents import in_force
from tests.filing.receipts.papers_desk import refusal
from tests.freight.permissions import assert_matrix
from tests.scenarios.test_at10_complaints import LOST, SLOW

PLAN = """重大投诉预案
一、启动条件:整票丢失或损失 10,000 元以上。
1. 报告客服部经理(责任人:客服员;时限:30分钟)
2. 报告副总经理(责任人:客服部经理;时限:2小时)
3、查找货物并封存交接记录(责任人:进港调度;时限:1天)
4) 通知保险公司
"""


def with_plan(office: Office) -> str:
    file = Upload("预案.txt", PLAN.encode())
    number = in_force(
        office, document_type=DocumentType.YA, title="重大投诉与突发事件预案", file=file
    )
    office.at("2026-11-23 10:20")
    return number


def started(office: Office) -> str:
    """The lost ticket of AT-10(b) under its plan."""
    with_plan(office)
    complaint = office.as_("jia").run(register_complaint, draft=LOST).value
    return office.desk.ask(major_event_of, number=complaint)


def card(office: Office, number: str) -> EventCard:
    return office.as_("jia").ask(major_event_card, number=number)


@pytest.mark.parametrize(
    ("line", "step"),
    [
        (
            "1. 报告经理(责任人:客服员;时限:30分钟)",
            PlanStep("报告经理", "客服员", timedelta(minutes=30)),
        ),
        (
            "12、联系保险(时限: 2 天,责任人: 王经理)。",
            PlanStep("联系保险", "王经理", timedelta(days=2)),
        ),
        ("3) 拍照(四面各一张)", PlanStep("拍照(四面各一张)", "", None)),
        ("第 4 步:安抚客户", PlanStep("安抚客户", "", None)),
    ],
)
def test_a_line_of_the_plan_is_a_step(line: str, step: PlanStep) -> None:
    assert steps_of(line) == (step,)


def test_other_lines_are_no_steps() -> None:
    assert steps_of("一、总则\n适用于全公司\n2026 年修订\n") == ()
    assert [step.role for step in steps_of(PLAN)] == ["客服员", "客服部经理", "进港调度", ""]


def test_who_may_do_what(office: Office) -> None:
    desk_work = (
        declare_major_event,
        explain_step,
        report_event_upward,
        start_aftermath,
        tick_step,
    )
    everyone: dict[Callable[..., Any], str] = dict.fromkeys(desk_work, "CS IN OUT MGR")
    assert_matrix(office, {**everyone, close_event: "MGR", reopen_event: "MGR"})


def test_a_major_complaint_starts_the_plan_by_itself(office: Office) -> None:
    number = started(office)
    assert number == "ZS261123-001"
    found = card(office, number)
    assert found.plan_label == "KF-YA-01 A/0《重大投诉与突发事件预案》"
    assert found.loss_fen == 2_600_000
    assert [(s.text, s.role, s.due_at) for s in found.steps] == [
        ("报告客服部经理", "客服员", at("2026-11-23 10:50")),
        ("报告副总经理", "客服部经理", at("2026-11-23 12:20")),
        ("查找货物并封存交接记录", "进港调度", at("2026-11-24 10:20")),
        ("通知保险公司", "", None),
    ]
    with office.desk.reading() as read:
        assert [row.title for row in steps_to_do(read)][:1] == ["1. 报告客服部经理 客服员"]


def test_a_raised_complaint_starts_it_once(office: Office) -> None:
    with_plan(office)
    jia = office.as_("jia")
    complaint = jia.run(register_complaint, draft=SLOW).value
    assert jia.ask(major_event_of, number=complaint) == ""
    for level in (Level.MAJOR, Level.SERIOUS, Level.MAJOR):
        office.as_("boss").run(
            change_complaint_level, number=complaint, level=level, reason="监管介入"
        )
    assert jia.ask(major_event_of, number=complaint) == "ZS261123-001"


def test_steps_are_ticked_or_explained_before_the_aftermath(office: Office) -> None:
    number = started(office)
    jia = office.as_("jia")
    tick: Callable[..., Any] = lambda n, **more: jia.run(tick_step, number=number, step=n, **more)  # noqa: E731
    office.at("2026-11-23 10:32")
    tick(1)
    assert refusal(lambda: tick(1)) == "E008 步骤当前为「已完成」,不能再次办理。"
    assert refusal(lambda: tick(9)).startswith("E006")
    office.at("2026-11-23 12:50")
    tick(2, done_by="王经理", note="电话")
    first, second = card(office, number).steps[:2]
    assert (first.done_by, first.late, second.done_by) == ("客服员甲", False, "王经理")
    assert second.late  # a note on a step done late hides nothing

    def move_on(words: str) -> None:
        jia.run(start_aftermath, number=number, aftermath=words)

    assert refusal(lambda: move_on(" ")).split("\n") == [
        "E001 善后必填。",
        "E019 预案步骤不合规则:第 3、4 步既未完成也未说明。",
    ]
    tick(3)
    blank = lambda: jia.run(explain_step, number=number, step=4, note=" ")  # noqa: E731
    assert refusal(blank).startswith("E009")
    jia.run(explain_step, number=number, step=4, note="货物已找到,无需报案")
    move_on("货物 25 日送达")
    assert card(office, number).state is EventState.AFTERMATH


def test_no_event_ends_without_a_summary(office: Office) -> None:
    number = started(office)
    jia = office.as_("jia")
    for step in range(1, 5):
        jia.run(tick_step, number=number, step=step)
    jia.run(report_event_upward, number=number, person="李副总", how="电话")
    early = lambda: jia.run(  # noqa: E731
        report_event_upward, number=number, person=" ", how="电话", at=at("2026-11-23 10:00")
    )
    assert refusal(early).split("\n") == [
        "E001 上报对象必填。",
        "E170 事件时间 2026-11-23 10:00 早于上一节点 2026-11-23 10:20,请核对。",
    ]
    jia.run(start_aftermath, number=number, aftermath="货物送达", loss_fen=30_000)
    boss = office.as_("boss")
    assert refusal(lambda: boss.run(close_event, number=number, summary="")) == "E001 总结必填。"
    boss.run(close_event, number=number, summary="分拨交接须双人核对")
    late = lambda: boss.run(report_event_upward, number=number, person="x", how="y")  # noqa: E731
    assert refusal(late).startswith("E008")
    (paper,) = boss.paper("P-41", number)
    snapshots.check_snapshot("p41-major-event", snapshot_text(paper))
    assert render_pdf(paper).missing == frozenset()
    assert refusal(lambda: boss.run(reopen_event, number=number, reason="")).startswith("E009")
    boss.run(reopen_event, number=number, reason="又发现两件破损")
    assert card(office, number).state is EventState.HANDLING


def test_without_a_plan_nothing_is_invented(office: Office) -> None:
    jia = office.as_("jia")
    happened: dict[str, Any] = {"title": "G3012 暴雪", "occurred_at": at("2026-11-16 09:00")}
    number = jia.run(declare_major_event, event_type=EventType.DISASTER, **happened).value
    found = card(office, number)
    assert (found.steps, found.plan_label) == ((), "")
    odd = lambda: jia.run(  # noqa: E731
        declare_major_event,
        event_type=EventType.DISASTER,
        title=" ",
        occurred_at=at("2026-11-16 10:00"),
        found_at=at("2026-11-16 09:00"),
    )
    assert [line[:4] for line in refusal(odd).split("\n")] == ["E001", "E170"]


def test_a_report_upward_is_not_dated_back_by_a_clerk(office: Office) -> None:
    number = started(office)
    office.at("2026-11-27 10:20")
    report: Callable[..., Any] = lambda by: office.as_(by).run(  # noqa: E731
        report_event_upward,
        number=number,
        person="李副总",
        how="电话",
        at=at("2026-11-23 11:00"),
    )
    assert refusal(lambda: report("jia")).startswith("E070 2026-11-23 11:00 距现在已超过")
    report("boss")
    assert card(office, number).reports[0].at == at("2026-11-23 11:00")


def test_steps_of_a_risen_complaint_are_due_from_its_rise(office: Office) -> None:
    with_plan(office)
    complaint = office.as_("jia").run(register_complaint, draft=SLOW).value
    office.at("2026-11-24 15:00")
    office.as_("jia").run(
        change_complaint_level, number=complaint, level=Level.MAJOR, reason="客户投诉到 12328"
    )
    found = card(office, office.desk.ask(major_event_of, number=complaint))
    assert (found.occurred_at, found.found_at) == (at("2026-11-23 10:20"), at("2026-11-24 15:00"))
    assert found.steps[0].due_at == at("2026-11-24 15:30")


def test_an_event_is_not_found_long_ago_by_a_clerk(office: Office) -> None:
    office.at("2026-11-23 18:00")
    declare: Callable[..., Any] = lambda by: office.as_(by).run(  # noqa: E731
        declare_major_event,
        event_type=EventType.DISASTER,
        title="G3012 暴雪",
        occurred_at=at("2026-11-23 09:00"),
        found_at=at("2026-11-23 13:59"),
    )
    assert refusal(lambda: declare("jia")).startswith("E070 2026-11-23 13:59")
    declare("boss")


def test_the_report_tells_what_was_said_upward_and_to_the_customer(office: Office) -> None:
    number = started(office)
    complaint = card(office, number).complaint_no
    jia = office.as_("jia")
    jia.run(report_complaint, number=complaint, report_to=ReportTo.MGR, person="王经理", how="当面")
    jia.run(report_event_upward, number=number, person="保险公司", how="电话")
    jia.run(
        tell_complaint_progress,
        number=complaint,
        who="王建新",
        channel=Channel.PHONE,
        text="正在分拨仓查找",
    )
    found = card(office, number)
    assert [row.person for row in found.reports] == ["王经理(客服部经理)", "保险公司"]
    assert [(row.who, row.text) for row in found.told] == [("王建新(电话)", "正在分拨仓查找")]
    (paper,) = jia.paper("P-41", number)
    assert "正在分拨仓查找" in snapshot_text(paper)


def test_the_plan_of_a_repeated_complaint_ends_with_it(office: Office) -> None:
    number = started(office)
    first = card(office, number).complaint_no
    again = office.as_("jia").run(register_complaint, draft=LOST).value
    second = office.desk.ask(major_event_of, number=again)
    office.as_("boss").run(
        dismiss_complaint,
        number=again,
        validity=Validity.REPEATED,
        reason="同一件事",
        repeats=first,
    )
    found = card(office, second)
    assert (found.state, found.summary) == (
        EventState.CLOSED,
        f"投诉已判定为重复 {first}:同一件事",
    )
    with office.desk.reading() as read:
        assert {row.number for row in steps_to_do(read)} == {number}


def wrongly_dismissed(office: Office) -> str:
    """An event with its first step ticked, ended with its complaint, taken up again a day later."""
    number = started(office)
    office.as_("jia").run(tick_step, number=number, step=1)
    complaint, boss = card(office, number).complaint_no, office.as_("boss")
    why: dict[str, Any] = {"validity": Validity.INVALID, "reason": "查无此票"}
    boss.run(dismiss_complaint, number=complaint, **why)
    office.at("2026-11-24 09:00")
    boss.run(reopen_complaint, number=complaint, reason="单号听错,确有此票")
    return number


def test_the_plan_runs_again_when_its_complaint_is_taken_up_again(office: Office) -> None:
    number = wrongly_dismissed(office)
    found = card(office, number)
    assert (found.state, found.summary, found.closed_at) == (EventState.HANDLING, "", None)
    assert [step.done_at is not None for step in found.steps] == [True, False, False, False]
    with office.desk.reading() as read:
        assert [row.number for row in steps_to_do(read)] == [number] * 3


def test_steps_not_done_are_due_anew_from_the_taking_up(office: Office) -> None:
    steps = card(office, wrongly_dismissed(office)).steps
    assert [step.due_at for step in steps] == [
        at("2026-11-23 10:50"),
        at("2026-11-24 11:00"),
        at("2026-11-25 09:00"),
        None,
    ]


def test_an_event_closed_with_what_was_learned_keeps_it_when_taken_up_again(
    office: Office,
) -> None:
    number = started(office)
    jia, complaint = office.as_("jia"), card(office, number).complaint_no
    for step in (1, 2, 3, 4):
        jia.run(tick_step, number=number, step=step)
    jia.run(start_aftermath, number=number, aftermath="货物送达")
    boss = office.as_("boss")
    boss.run(close_event, number=number, summary="交接须双人核对")
    change = {"number": complaint, "reason": "重新定级"}
    boss.run(change_complaint_level, level=Level.SERIOUS, **change)
    boss.run(change_complaint_level, level=Level.MAJOR, **change)
    found = card(office, number)
    assert (found.state, found.summary) == (EventState.HANDLING, "交接须双人核对")
