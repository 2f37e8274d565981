"""A complaint's ways: refusals, pauses, back-dating, dissatisfaction, invalid and repeated ones."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from desk.care.complaints.answering import record_satisfaction, reply_complaint
from desk.care.complaints.assigning import hand_complaint_over
from desk.care.complaints.choices import (
    Channel,
    ClockKind,
    ComplaintState,
    Department,
    Level,
    ReportTo,
    Satisfaction,
    Validity,
)
from desk.care.complaints.clock_commands import (
    change_complaint_level,
    pause_complaint,
    raise_complaints,
    resume_complaint,
)
from desk.care.complaints.correcting import check_correction, plan_correction
from desk.care.complaints.deciding import (
    approve_decision,
    propose_decision,
    recall_decision,
    reject_decision,
)
from desk.care.complaints.ending import close_complaint, dismiss_complaint, reopen_complaint
from desk.care.complaints.investigating import file_complaint_evidence, investigate_complaint
from desk.care.complaints.lights import Light
from desk.care.complaints.queries import complaint_board, complaints_to_raise, proposed_level
from desk.care.complaints.registering import register_complaint
from desk.care.complaints.telling import (
    acknowledge_complaint,
    report_complaint,
    tell_complaint_progress,
)
from desk.care.complaints.today import clocks_to_meet
from desk.kernel.today import TodayRow
from desk.office.approvals.commands import cancel_approval
from desk.office.approvals.queries import approvals_by_me, approvals_for_me
from desk.office.users.queries import users
from desk.storage.cabinet import Upload
from tests.conftest import Office, at
from tests.filing.receipts.papers_desk import refusal
from tests.freight.consignments.tickets import accepted
from tests.freight.permissions import assert_matrix
from tests.scenarios.test_at10_complaints import LOST, SLOW, card, due, finish


def taken(office: Office, **changes: Any) -> str:
    return office.as_("jia").run(register_complaint, draft=replace(SLOW, **changes)).value


@pytest.fixture
def slow(office: Office) -> str:
    office.at("2026-11-20 18:00")
    return taken(office)


def test_who_may_do_what(office: Office) -> None:
    desk_work = (
        acknowledge_complaint,
        hand_complaint_over,
        change_complaint_level,
        close_complaint,
        check_correction,
        file_complaint_evidence,
        investigate_complaint,
        pause_complaint,
        plan_correction,
        propose_decision,
        raise_complaints,
        recall_decision,
        record_satisfaction,
        register_complaint,
        reply_complaint,
        report_complaint,
        resume_complaint,
        tell_complaint_progress,
    )
    decisions = (approve_decision, dismiss_complaint, reject_decision, reopen_complaint)
    everyone: dict[Callable[..., Any], str] = dict.fromkeys(desk_work, "CS IN OUT MGR")
    assert_matrix(office, {**everyone, **dict.fromkeys(decisions, "MGR")})


def test_what_is_wrong_is_said_at_once(office: Office) -> None:
    said = refusal(
        lambda: taken(
            office,
            complainant=" ",
            content="",
            phone="123",
            waybill="YD2600000000",
            claimed_fen=-1,
            received_at=at("2026-11-16 11:00"),
        )
    )
    assert [line[:4] for line in said.split("\n")] == [
        "E001",
        "E001",
        "E102",
        "E003",
        "E171",
        "E006",
    ]


def test_the_clock_is_not_beaten_by_an_earlier_time(office: Office) -> None:
    office.at("2026-11-17 16:00")
    late: dict[str, Any] = {"received_at": at("2026-11-17 11:59")}
    assert refusal(lambda: taken(office, **late)) == (
        "E070 2026-11-17 11:59 距现在已超过 4 小时,补登较早的时间须由经理办理。"
    )
    number = taken(office, received_at=at("2026-11-17 12:00"))
    found = card(office, number)
    assert (found.received_at, found.registered_at) == (
        at("2026-11-17 12:00"),
        at("2026-11-17 16:00"),
    )
    assert due(office, number)[ClockKind.ANSWER] == at("2026-11-17 17:30")
    boss = office.as_("boss")
    boss.run(register_complaint, draft=replace(SLOW, **late))
    answer: Callable[..., Any] = lambda when: office.as_("jia").run(  # noqa: E731
        acknowledge_complaint, number=number, text="好", at=at(when)
    )
    assert refusal(lambda: answer("2026-11-17 11:00")).startswith("E170")
    office.at("2026-11-18 10:00")
    assert refusal(lambda: answer("2026-11-17 17:29")).startswith("E070")


def test_another_level_needs_a_reason_and_a_lower_one_the_manager(office: Office) -> None:
    lower = {"draft": replace(LOST, level=Level.GENERAL)}
    jia = office.as_("jia")
    said = refusal(lambda: jia.run(register_complaint, **lower))
    assert [line[:4] for line in said.split("\n")] == ["E009", "E182"]
    boss = office.as_("boss")
    calm = replace(LOST, level=Level.SERIOUS, level_reason="客户确认已找到")
    number = boss.run(register_complaint, draft=calm).value
    found = card(office, number)
    assert (found.level, found.proposed_level) == (Level.SERIOUS, Level.MAJOR)
    higher: Callable[..., Any] = lambda why: office.as_("jia").run(  # noqa: E731
        change_complaint_level, number=number, level=Level.MAJOR, reason=why
    )
    assert refusal(lambda: higher(" ")).startswith("E009")
    higher("客户向 12328 反映")
    assert due(office, number)[ClockKind.REPORT_DGM] == at("2026-11-16 12:00")
    assert refusal(lambda: higher("再次")).startswith("E019")


def test_the_second_complaint_of_a_ticket_is_serious(office: Office) -> None:
    waybill = accepted(office.as_("jia"))
    first = taken(office, waybill=waybill)
    assert card(office, first).level is Level.GENERAL
    office.at("2026-11-16 11:00")
    draft = replace(SLOW, waybill=waybill)
    proposal = office.as_("jia").ask(proposed_level, draft=draft)
    assert (proposal.level, proposal.reasons) == (Level.SERIOUS, ("同一运单第 2 次投诉",))
    assert card(office, taken(office, waybill=waybill)).level is Level.SERIOUS


def test_waiting_for_papers_stops_only_the_closing_clock(office: Office, slow: str) -> None:
    office.at("2026-11-21 11:00")
    jia = office.as_("jia")
    assert refusal(lambda: jia.run(pause_complaint, number=slow, reason="")).startswith("E009")
    jia.run(pause_complaint, number=slow, reason="等客户提供货值发票")
    again = lambda: jia.run(pause_complaint, number=slow, reason="x")  # noqa: E731
    assert refusal(again) == "E008 投诉当前为「等待资料」,不能暂停计时。"
    office.at("2026-11-24 18:30")
    assert jia.run(raise_complaints).value == 0
    office.at("2026-11-23 11:00")
    jia.run(resume_complaint, number=slow)
    assert due(office, slow)[ClockKind.CLOSE] == at("2026-11-24 18:00")
    assert due(office, slow)[ClockKind.ANSWER] == at("2026-11-21 12:30")
    assert refusal(lambda: jia.run(resume_complaint, number=slow)).startswith("E008")


def test_no_pause_lasts_longer_than_five_working_days(office: Office, slow: str) -> None:
    jia = office.as_("jia")
    jia.run(pause_complaint, number=slow, reason="等客户资料")
    office.at("2026-12-05 18:00")
    jia.run(resume_complaint, number=slow)
    assert due(office, slow)[ClockKind.CLOSE] == at("2026-11-28 18:00")


def test_a_dissatisfied_customer_opens_the_case_once(office: Office, slow: str) -> None:
    office.at("2026-11-23 11:00")
    jia = office.as_("jia")
    jia.run(acknowledge_complaint, number=slow, text="已受理")
    for turn, state in ((1, ComplaintState.REOPENED), (2, ComplaintState.REPLIED)):
        jia.run(investigate_complaint, number=slow, investigation=f"第 {turn} 次核查")
        jia.run(propose_decision, number=slow, decision="致歉")
        jia.run(reply_complaint, number=slow, channel=Channel.PHONE, reply="致歉")
        jia.run(record_satisfaction, number=slow, satisfied=Satisfaction.DISSATISFIED)
        assert card(office, slow).state is state
    assert refusal(lambda: jia.run(close_complaint, number=slow)).startswith("E210")


def test_money_is_the_manager_s_to_promise(office: Office, slow: str) -> None:
    jia = office.as_("jia")
    jia.run(acknowledge_complaint, number=slow, text="已受理")
    jia.run(investigate_complaint, number=slow, investigation="确有破损")
    jia.run(propose_decision, number=slow, decision="赔偿", compensation_fen=20_000)
    boss = office.as_("boss")
    no_reason = lambda: boss.run(reject_decision, number=slow, reason="")  # noqa: E731
    assert refusal(no_reason).startswith("E191")
    boss.run(reject_decision, number=slow, reason="依据不足")
    found = card(office, slow)
    assert (found.state, found.answer) == (ComplaintState.INVESTIGATING, "依据不足")
    boss = office.as_("boss")
    boss.run(propose_decision, number=slow, decision="赔偿", compensation_fen=10_000)
    own = lambda: boss.run(approve_decision, number=slow)  # noqa: E731
    assert refusal(own).startswith("E190")


def test_no_complaint_at_all(office: Office, slow: str) -> None:
    boss = office.as_("boss")
    dismiss: Callable[..., Any] = lambda **more: boss.run(dismiss_complaint, number=slow, **more)  # noqa: E731
    blank = lambda: dismiss(validity=Validity.INVALID, reason="")  # noqa: E731
    assert refusal(blank).startswith("E009")
    assert refusal(lambda: dismiss(validity=Validity.VALID, reason="x")).startswith("E019")
    dismiss(validity=Validity.INVALID, reason="不是本公司承运的货")
    assert card(office, slow).state is ComplaintState.CLOSED
    with office.desk.reading() as read:
        assert clocks_to_meet(read) == []
    told = lambda: office.as_("jia").run(  # noqa: E731
        tell_complaint_progress, number=slow, who="王", channel=Channel.PHONE, text="好"
    )
    assert refusal(told).startswith("E008")


def test_a_closed_case_is_taken_up_again_and_its_cure_checked(office: Office, slow: str) -> None:
    office.at("2026-11-23 11:00")
    finish(office, slow)
    jia = office.as_("jia")
    own = lambda: jia.run(  # noqa: E731
        check_correction, number=slow, checked_by="进港调度", result="有效"
    )
    assert refusal(own) == "E019 验证人不合规则:不能是整改责任人。"
    jia.run(check_correction, number=slow, checked_by="客服员乙", result="一周无漏通知")
    assert card(office, slow).check_result == "一周无漏通知"
    office.at("2026-11-26 11:00")
    office.as_("boss").run(reopen_complaint, number=slow, reason="回访时称未兑现")
    found = card(office, slow)
    assert (found.state, found.reopened) == (ComplaintState.REOPENED, 1)
    assert due(office, slow)[ClockKind.CLOSE] == at("2026-11-28 11:00")


def test_what_was_forgotten_is_filled_in_after_the_reply(office: Office, slow: str) -> None:
    jia = office.as_("jia")
    jia.run(acknowledge_complaint, number=slow, text="已受理")
    jia.run(investigate_complaint, number=slow, investigation="到货后 3 小时才打电话")
    jia.run(propose_decision, number=slow, decision="致歉")
    jia.run(reply_complaint, number=slow, channel=Channel.PHONE, reply="致歉")
    jia.run(record_satisfaction, number=slow, satisfied=Satisfaction.FAIR)
    jia.run(
        investigate_complaint,
        number=slow,
        investigation="到货后 3 小时才打电话",
        root_cause="晚班无人接手通知",
        resp_department=Department.INBOUND,
    )
    late = at("2026-11-01 00:00").date()
    cure: Callable[..., Any] = lambda **more: jia.run(plan_correction, number=slow, **more)  # noqa: E731
    wrong = lambda: cure(corrective_action=" ", corrective_due_on=late)  # noqa: E731
    assert refusal(wrong) == "E001 整改措施必填。\nE019 整改期限不合规则:不能早于今天。"
    cure(corrective_action="晚班指定通知人", corrective_owner="进港调度")
    assert card(office, slow).state is ComplaintState.REPLIED
    jia.run(close_complaint, number=slow)
    again = lambda: cure(corrective_action="另定")  # noqa: E731
    assert refusal(again) == "E008 投诉当前为「办结」,不能登记整改。"


def test_evidence_hangs_on_the_case(office: Office, slow: str) -> None:
    jia = office.as_("jia")
    none = lambda: jia.run(file_complaint_evidence, number=slow, files=())  # noqa: E731
    assert refusal(none) == "E001 证据必填。"
    photo = Upload("现场.jpg", b"\xff\xd8\xff photo")
    jia.run(file_complaint_evidence, number=slow, files=(photo,))
    assert [label for label, _ in card(office, slow).evidence] == ["现场.jpg"]


def test_every_running_clock_stands_on_the_board_of_the_day(office: Office, slow: str) -> None:
    with office.as_("jia").reading() as read:
        rows = clocks_to_meet(read)
    assert [row.kind for row in rows] == ["投诉首次答复", "投诉处理意见", "投诉办结"]
    office.as_("jia").run(
        report_complaint, number=slow, report_to=ReportTo.OTHER, person="站长", how="电话"
    )
    assert card(office, slow).reports[0].entered_at - at("2026-11-20 18:00") < timedelta(minutes=1)


def test_another_proposal_is_asked_for_anew(office: Office, slow: str) -> None:
    jia = office.as_("jia")
    jia.run(acknowledge_complaint, number=slow, text="已受理")
    jia.run(investigate_complaint, number=slow, investigation="确有破损")
    jia.run(propose_decision, number=slow, decision="赔偿", compensation_fen=20_000)
    boss = office.as_("boss")
    other = lambda: boss.run(  # noqa: E731
        propose_decision, number=slow, decision="赔偿", compensation_fen=90_000
    )
    assert refusal(other).startswith("E210")
    jia = office.as_("jia")
    jia.run(propose_decision, number=slow, decision="致歉")
    none_asked = lambda: office.as_("boss").run(approve_decision, number=slow)  # noqa: E731
    assert refusal(none_asked).startswith("E006")
    jia = office.as_("jia")
    jia.run(propose_decision, number=slow, decision="赔偿", compensation_fen=10_000)
    office.as_("boss").run(approve_decision, number=slow)
    assert card(office, slow).state is ComplaintState.APPROVED


def test_a_repeated_complaint_points_to_the_first_one(office: Office, slow: str) -> None:
    again = taken(office)
    boss = office.as_("boss")
    dismiss: Callable[..., Any] = lambda number, first: boss.run(  # noqa: E731
        dismiss_complaint,
        number=number,
        validity=Validity.REPEATED,
        reason="同一件事再次来电",
        repeats=first,
    )
    assert refusal(lambda: dismiss(again, " ")) == "E001 首次投诉编号必填。"
    assert refusal(lambda: dismiss(again, "TS260101-001")).startswith("E006")
    assert refusal(lambda: dismiss(again, again)) == "E019 首次投诉编号不合规则:不能是本件投诉。"
    dismiss(again, slow)
    assert (card(office, again).repeats_no, card(office, slow).repeated_by) == (slow, (again,))
    third = taken(office)
    boss = office.as_("boss")
    chain = f"E019 首次投诉编号不合规则:{again} 已判定为重复,请填最初的那一件。"
    assert refusal(lambda: dismiss(third, again)) == chain
    boss.run(reopen_complaint, number=again, reason="其实是另一件事")
    assert (card(office, again).repeats_no, card(office, slow).repeated_by) == ("", ())


def decided_money(office: Office, number: str) -> None:
    """A proposal that waits for the manager."""
    jia = office.as_("jia")
    jia.run(acknowledge_complaint, number=number, text="已受理")
    jia.run(investigate_complaint, number=number, investigation="确有破损")
    jia.run(propose_decision, number=number, decision="赔偿", compensation_fen=20_000)


def waiting(office: Office) -> list[str]:
    return [row.number for row in office.as_("boss").ask(approvals_for_me)]


def test_a_proposal_taken_back_is_thought_over(office: Office, slow: str) -> None:
    decided_money(office, slow)
    assert refusal(lambda: office.as_("yi").run(recall_decision, number=slow)).startswith("E210")
    office.as_("jia").run(recall_decision, number=slow)
    assert (card(office, slow).state, waiting(office)) == (ComplaintState.INVESTIGATING, [])
    office.as_("jia").run(propose_decision, number=slow, decision="赔偿", compensation_fen=10_000)
    asked = office.as_("jia").ask(approvals_by_me)[0]
    office.desk.run(cancel_approval, approval_id=asked.id)
    assert card(office, slow).state is ComplaintState.INVESTIGATING


def test_nothing_is_left_to_approve_of_a_dismissed_complaint(office: Office, slow: str) -> None:
    decided_money(office, slow)
    assert waiting(office) == [slow]
    boss = office.as_("boss")
    boss.run(dismiss_complaint, number=slow, validity=Validity.INVALID, reason="不是本公司的货")
    assert waiting(office) == []


def test_a_proposal_that_needs_no_approval_any_more_is_told(office: Office, slow: str) -> None:
    jia = office.as_("jia")
    jia.run(change_complaint_level, number=slow, level=Level.SERIOUS, reason="客户言辞激烈")
    jia.run(acknowledge_complaint, number=slow, text="已受理")
    jia.run(investigate_complaint, number=slow, investigation="到货后 3 小时才打电话")
    jia.run(propose_decision, number=slow, decision="致歉")
    assert waiting(office) == [slow]
    boss = office.as_("boss")
    boss.run(change_complaint_level, number=slow, level=Level.GENERAL, reason="已当面说清")
    assert waiting(office) == []
    office.as_("jia").run(reply_complaint, number=slow, channel=Channel.PHONE, reply="致歉")
    assert card(office, slow).state is ComplaintState.REPLIED


def test_a_risen_complaint_is_proposed_anew_and_no_dead_end(office: Office, slow: str) -> None:
    jia = office.as_("jia")
    jia.run(acknowledge_complaint, number=slow, text="已受理")
    jia.run(investigate_complaint, number=slow, investigation="到货后 3 小时才打电话")
    jia.run(propose_decision, number=slow, decision="致歉")
    office.at("2026-11-24 18:00")
    assert jia.ask(complaints_to_raise) == [slow]
    assert jia.run(raise_complaints).value == 1
    found = card(office, slow)
    assert (found.state, found.answer) == (
        ComplaintState.INVESTIGATING,
        "等级已升为「严重」,请重新拟定处理意见并报经理批准",
    )
    office.as_("jia").run(propose_decision, number=slow, decision="致歉")
    office.as_("boss").run(approve_decision, number=slow)
    assert card(office, slow).state is ComplaintState.APPROVED
    assert office.desk.ask(complaints_to_raise) == []


def test_who_is_reminded(office: Office, slow: str) -> None:
    rows: Callable[..., Any] = lambda login: [r.kind for r in today(office, login)]  # noqa: E731
    assert rows("jia") == ["投诉首次答复", "投诉处理意见", "投诉办结"]
    assert (rows("yi"), rows("boss")) == ([], [])
    office.at("2026-11-21 12:31")
    assert rows("boss") == ["投诉首次答复"]
    office.as_("jia").run(pause_complaint, number=slow, reason="等发票")
    assert rows("jia") == ["投诉首次答复", "投诉处理意见"]


def test_the_call_after_a_major_complaint_is_the_manager_s(office: Office) -> None:
    office.at("2026-11-23 10:20")
    number = office.as_("jia").run(register_complaint, draft=LOST).value
    for to in (ReportTo.MGR, ReportTo.DGM):
        office.as_("jia").run(
            report_complaint, number=number, report_to=to, person="某", how="电话"
        )
    finish(office, number)
    assert today(office, "jia") == []
    assert [row.kind for row in today(office, "boss")] == ["投诉回访"]


def test_clocks_that_stand_still_do_not_hide_that_there_are_more(
    office: Office, slow: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("desk.care.complaints.today.MOST_ROWS", 3)
    assert [row.more for row in today(office, "jia")] == [True] * 3
    office.as_("jia").run(pause_complaint, number=slow, reason="等发票")
    assert [row.more for row in today(office, "jia")] == [True] * 2


def today(office: Office, login: str) -> list[TodayRow]:
    with office.as_(login).reading() as read:
        return clocks_to_meet(read)


def test_lateness_of_writing_down_stands_on_the_card(office: Office) -> None:
    office.at("2026-11-17 16:00")
    number = taken(office, received_at=at("2026-11-17 12:00"))
    assert card(office, number).registered_late_minutes == 90
    assert card(office, taken(office)).registered_late_minutes == 0


def test_a_paused_clock_is_shown_as_paused(office: Office, slow: str) -> None:
    office.at("2026-11-21 11:00")
    office.as_("jia").run(pause_complaint, number=slow, reason="等发票")
    office.at("2026-11-24 11:00")
    closing = next(c for c in card(office, slow).clocks if c.kind is ClockKind.CLOSE)
    assert (closing.light, closing.due_at) == (Light.PAUSED, at("2026-11-25 18:00"))
    first = office.desk.ask(complaint_board)[0]
    assert (first.next_clock, first.light) == (ClockKind.ANSWER, Light.RED)
    office.at("2026-12-01 18:00")
    closing = next(c for c in card(office, slow).clocks if c.kind is ClockKind.CLOSE)
    assert closing.light is Light.RED


LATER = "2026-11-21 19:00"
TOLD = {"text": "x", "reply": "x", "who": "王", "person": "王", "how": "电话"}


@pytest.mark.parametrize(
    ("command", "names"),
    [
        (acknowledge_complaint, ("text",)),
        (report_complaint, ("person", "how")),
        (tell_complaint_progress, ("who", "text")),
        (reply_complaint, ("reply",)),
    ],
)
def test_every_moment_is_dated_back_by_the_manager_only(
    office: Office, slow: str, command: Any, names: tuple[str, ...]
) -> None:
    office.at("2026-11-21 10:00")
    jia = office.as_("jia")
    if command is reply_complaint:
        jia.run(acknowledge_complaint, number=slow, text="已受理")
        jia.run(investigate_complaint, number=slow, investigation="核查")
        jia.run(propose_decision, number=slow, decision="致歉")
    arguments: dict[str, Any] = {"number": slow, **{name: TOLD[name] for name in names}}
    if command is report_complaint:
        arguments["report_to"] = ReportTo.MGR
    elif command is not acknowledge_complaint:
        arguments["channel"] = Channel.PHONE
    office.at(LATER)
    early = {**arguments, "at": at("2026-11-21 14:59")}
    run: Callable[..., Any] = lambda by, given: office.as_(by).run(command, **given)  # noqa: E731
    assert refusal(lambda: run("jia", early)) == (
        "E070 2026-11-21 14:59 距现在已超过 4 小时,补登较早的时间须由经理办理。"
    )
    assert refusal(lambda: run("jia", {**arguments, "at": at("2026-11-21 19:06")})) == (
        "E171 时间不能晚于当前时间。"
    )
    assert refusal(lambda: run("boss", {**arguments, "at": at("2026-11-20 17:59")})).startswith(
        "E170"
    )
    run("boss", early)
    told: list[Any] = [*card(office, slow).progress, *card(office, slow).reports]
    assert (told[-1].at, told[-1].entered_at) == (at("2026-11-21 14:59"), at(LATER))


def test_nobody_is_told_a_result_before_it_was_proposed(office: Office, slow: str) -> None:
    office.at("2026-11-21 12:00")
    jia = office.as_("jia")
    jia.run(acknowledge_complaint, number=slow, text="已受理")
    jia.run(investigate_complaint, number=slow, investigation="核查")
    jia.run(propose_decision, number=slow, decision="致歉")
    before = lambda: jia.run(  # noqa: E731
        reply_complaint, number=slow, channel=Channel.PHONE, reply="x", at=at("2026-11-21 11:59")
    )
    assert refusal(before) == (
        "E170 事件时间 2026-11-21 11:59 早于上一节点 2026-11-21 12:00,请核对。"
    )


def test_the_result_is_a_word_to_the_customer_of_a_major_complaint(office: Office) -> None:
    office.at("2026-11-23 10:20")
    number = office.as_("jia").run(register_complaint, draft=LOST).value
    decided_money(office, number)
    office.as_("boss").run(approve_decision, number=number)
    office.at("2026-11-24 09:00")
    office.as_("jia").run(reply_complaint, number=number, channel=Channel.PHONE, reply="已找到")
    assert due(office, number)[ClockKind.PROGRESS] == at("2026-11-25 09:00")


def test_a_complaint_is_handed_over_with_its_clocks(office: Office, slow: str) -> None:
    before = due(office, slow)
    people = {user.name: user.id for user in office.as_("jia").ask(users)}
    hand: Callable[..., Any] = lambda by, to: office.as_(by).run(  # noqa: E731
        hand_complaint_over, number=slow, owner_id=people[to]
    )
    assert refusal(lambda: hand("yi", "客服员乙")).startswith("E210")
    assert refusal(lambda: hand("jia", "客服员甲")) == "E019 责任人不合规则:与现在相同。"
    hand("jia", "客服员乙")
    assert (card(office, slow).owner, due(office, slow)) == ("客服员乙", before)
    assert (today(office, "jia"), len(today(office, "yi"))) == ([], 3)
    hand("boss", "进港调度")
    assert card(office, slow).owner == "进港调度"


@pytest.mark.parametrize("moment", ["2026-11-16 10:00", "2026-11-16 09:00"])
def test_a_second_complaint_is_one_whatever_moment_is_typed(office: Office, moment: str) -> None:
    waybill = accepted(office.as_("jia"))
    taken(office, waybill=waybill, received_at=at("2026-11-16 10:00"))
    second = taken(office, waybill=waybill, received_at=at(moment))
    assert card(office, second).level is Level.SERIOUS
