"""Calls are written down, tried three times, and what they bring up is followed to its end."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from desk.archive.customers.choices import RevealReason
from desk.archive.customers.model import Customer
from desk.archive.customers.personal import reveal_personal, revealed_value
from desk.care.callbacks.choices import Channel, FollowUpState, ItemState, Purpose
from desk.care.callbacks.commands import (
    amend_callback,
    finish_follow_up,
    miss_callback,
    record_callback,
)
from desk.care.callbacks.drafts import CallbackDraft, FollowUpDraft, QuestionAnswer
from desk.care.callbacks.planning import add_due_callbacks
from desk.care.callbacks.queries import (
    CallbackCard,
    ItemRow,
    callback_card,
    callback_figures,
    callback_plan_card,
)
from desk.care.callbacks.sheet import call_sheet, next_callback
from desk.care.callbacks.typing_in import log_callback, log_customer_call
from desk.care.complaints.choices import ClockKind
from desk.care.complaints.drafts import ComplaintDraft
from desk.care.complaints.ending import reopen_complaint
from desk.care.complaints.lights import ClockRow
from desk.care.complaints.registering import register_complaint
from desk.filing.retention.commands import approve_clearing, draw_clearing
from desk.freight.day_close.commands import open_day_close
from tests.care.callbacks.people import NOVEMBER, Someone, plan_in_force, put, talk
from tests.conftest import Office, at
from tests.filing.receipts.papers_desk import refusal
from tests.freight.consignments.tickets import accepted
from tests.freight.permissions import assert_matrix
from tests.scenarios.test_at10_complaints import LOST, SLOW, finish
from tests.scenarios.test_at10_complaints import card as complaint_of

FRUIT = Someone(name="天山果业")


def card(office: Office, number: str) -> CallbackCard:
    return office.as_("jia").ask(callback_card, number=number)


def said(office: Office, draft: CallbackDraft, login: str = "jia", **more: Any) -> str:
    return refusal(lambda: office.as_(login).run(record_callback, draft=draft, **more))


def recorded(office: Office, draft: CallbackDraft, login: str = "jia", **more: Any) -> str:
    number: str = office.as_(login).run(record_callback, draft=draft, **more).value
    return number


def call_clock(office: Office, number: str) -> ClockRow:
    found = complaint_of(office, number).clocks
    return next(c for c in found if c.kind is ClockKind.CALL_BACK)


def task_of(office: Office, plan: str, complaint: str) -> ItemRow:
    items = office.as_("jia").ask(callback_plan_card, number=plan).items
    return next(item for item in items if item.complaint == complaint)


@pytest.fixture
def fruit(office: Office) -> int:
    return put(office, FRUIT)[0]


def test_who_may_do_what(office: Office) -> None:
    everyone: dict[Callable[..., Any], str] = dict.fromkeys(
        (record_callback, log_callback, log_customer_call, miss_callback, finish_follow_up),
        "CS IN OUT MGR",
    )
    assert_matrix(office, {**everyone, amend_callback: "CS MGR"})


def test_a_call_nobody_planned_is_written_down(office: Office, fruit: int) -> None:
    said_so = (QuestionAnswer(question="时效是否满意", answer="满意"),)
    number = recorded(office, talk(fruit, answers=said_so, suggestion="希望早点通知"))
    found = card(office, number)
    assert (number, found.customer, found.contact) == ("HF261116-001", "天山果业", "王经理")
    assert (found.planned, found.score, found.follow_ups) == (False, 5, ())
    assert (found.answers, found.recorded_by) == ((("时效是否满意", "满意"),), "客服员甲")


def test_the_planned_call_is_done_by_any_call(office: Office, fruit: int) -> None:
    plan = plan_in_force(office)
    assert card(office, recorded(office, talk(fruit))).planned
    items = office.as_("jia").ask(callback_plan_card, number=plan).items
    assert [item.state for item in items] == [ItemState.DONE]
    again = said(office, talk(), item_id=items[0].item_id)
    assert again.startswith("E008 回访任务")


def test_what_is_wrong_with_a_call_is_said_at_once(office: Office, fruit: int) -> None:
    wrong = CallbackDraft(
        purpose=Purpose.ROUTINE,
        customer_id=fruit,
        phone="123",
        score=6,
        at=at("2026-11-16 11:00"),
        suggestion="长" * 501,
        answers=(QuestionAnswer(question=" ", answer="满意"),),
        follow_up=FollowUpDraft(task=" ", due_on=date(2026, 11, 15)),
    )
    text = said(office, wrong)
    for code in (
        "E001 联系人",
        "E102",
        "E003",
        "E171",
        "E004",
        "E001 问题",
        "E019 跟进期限",
    ):
        assert code in text, (code, text)


@pytest.mark.parametrize(
    ("draft", "code"),
    [
        (talk(), "E001"),
        (talk(99), "E006"),
        (talk(1, purpose=Purpose.SATISFACTION, score=None), "E001"),
        (talk(1, contact_id=99), "E006"),
        (talk(1, at=at("2026-11-14 10:00")), "E070"),
        (talk(1, purpose=Purpose.COMPLAINT), "E019"),
        (talk(1, complaint="TS261116-009"), "E006"),
        (talk(1, contact="王\x07"), "E012"),
        (
            talk(1, follow_up=FollowUpDraft(task="回电", due_on=date(2026, 12, 1), owner_id=99)),
            "E006",
        ),
    ],
)
def test_every_refusal(office: Office, fruit: int, draft: CallbackDraft, code: str) -> None:
    known = replace(draft, customer_id=fruit) if draft.customer_id == 1 else draft
    assert said(office, known).startswith(code)


def test_only_calls_that_exist_are_missed_or_amended(office: Office, fruit: int) -> None:
    jia = office.as_("jia")
    assert refusal(lambda: jia.run(miss_callback, item_id=9)).startswith("E006")
    assert said(office, talk(fruit), item_id=9).startswith("E006")
    assert refusal(lambda: jia.run(amend_callback, number="HF1", score=3)).startswith("E006")
    assert refusal(lambda: jia.run(finish_follow_up, follow_up_id=9, result="好")).startswith(
        "E006"
    )


def test_one_who_wants_no_calls_is_asked_about(office: Office) -> None:
    shy = put(office, Someone(name="不接电话", do_not_call=True))[0]
    sheet = office.as_("jia").ask(call_sheet, customer_id=shy)
    named = talk(shy, contact="", contact_id=sheet.contacts[0].contact_id)
    assert said(office, named).startswith("E073 联系人「王经理」")
    made = office.as_("jia").with_(confirmed=frozenset({"E073"})).run(record_callback, draft=named)
    assert card(office, made.value).contact == "王经理"


def test_after_three_tries_a_customer_counts_as_unreached(office: Office, fruit: int) -> None:
    plan = plan_in_force(office)
    item = office.as_("jia").ask(callback_plan_card, number=plan).items[0].item_id
    jia = office.as_("jia")
    assert refusal(lambda: jia.run(miss_callback, item_id=item, note="长" * 201)).startswith("E004")
    assert refusal(lambda: jia.run(miss_callback, item_id=item, note="\x07")).startswith("E012")
    tries = [
        jia.run(miss_callback, item_id=item, note="关机", channel=Channel.WECHAT).value
        for _ in range(3)
    ]
    found = office.as_("jia").ask(callback_plan_card, number=plan).items[0]
    assert (tries, found.state, found.tries) == ([1, 2, 3], ItemState.UNREACHED, 3)
    fourth = refusal(lambda: jia.run(miss_callback, item_id=item))
    assert fourth.startswith("E008 回访任务")


def test_a_low_score_opens_a_follow_up_by_itself(office: Office, fruit: int) -> None:
    office.at("2026-11-21 16:00")
    task = card(office, recorded(office, talk(fruit, score=2))).follow_ups[0]
    assert (task.automatic, task.owner) == (True, "客服员甲")
    assert task.due_at == at("2026-11-23 16:00")
    assert task.task == "评价 2 分,请回电了解原因并答复客户"
    assert not card(office, recorded(office, talk(fruit, score=3))).follow_ups


def test_a_low_score_hurries_what_was_promised(office: Office, fruit: int) -> None:
    promise = FollowUpDraft(task="周五前答复", due_on=date(2026, 11, 20))
    slow = card(office, recorded(office, talk(fruit, follow_up=promise))).follow_ups[0]
    soon = card(office, recorded(office, talk(fruit, score=1, follow_up=promise))).follow_ups
    assert slow.due_at == at("2026-11-20 23:59")
    assert [(t.task, t.due_at, t.automatic) for t in soon] == [
        ("周五前答复", at("2026-11-16 19:30"), False)
    ]


def test_a_follow_up_stands_on_the_board_until_its_owner_finished_it(
    office: Office, fruit: int
) -> None:
    number = recorded(office, talk(fruit, score=1))
    task = card(office, number).follow_ups[0].follow_up_id
    rows = [row for row in office.as_("jia").today() if row.kind == "回访跟进"]
    assert [(row.number, row.due_at) for row in rows] == [(number, at("2026-11-16 19:30"))]
    office.at("2026-11-16 19:30")
    opened = office.as_("jia").run(open_day_close)
    assert opened.value
    yi = office.as_("yi")
    finish_it: dict[str, Any] = {"follow_up_id": task, "result": "已回电道歉"}
    assert refusal(lambda: yi.run(finish_follow_up, **finish_it)).startswith("E210")
    jia = office.as_("jia")
    empty = refusal(lambda: jia.run(finish_follow_up, follow_up_id=task, result=" "))
    assert empty.startswith("E001")
    long = refusal(lambda: jia.run(finish_follow_up, follow_up_id=task, result="长" * 301))
    assert long.startswith("E004")
    jia.run(finish_follow_up, **finish_it)
    done = card(office, number).follow_ups[0]
    assert (done.state, done.result) == (FollowUpState.DONE, "已回电道歉")
    assert refusal(lambda: jia.run(finish_follow_up, **finish_it)).startswith("E008")
    assert not [row for row in office.as_("jia").today() if row.kind == "回访跟进"]


def test_one_completes_ones_own_record(office: Office, fruit: int) -> None:
    number = recorded(office, talk(fruit, score=None, suggestion="早点通知"))
    yi = office.as_("yi")
    assert refusal(lambda: yi.run(amend_callback, number=number, score=4)).startswith("E210")
    jia = office.as_("jia")
    assert refusal(lambda: jia.run(amend_callback, number=number, score=0)).startswith("E003")
    jia.run(amend_callback, number=number, score=2, handled="已转进港调度")
    found = card(office, number)
    assert (found.score, found.suggestion, found.handled) == (2, "早点通知", "已转进港调度")
    assert [t.automatic for t in found.follow_ups] == [True]
    office.as_("boss").run(amend_callback, number=number, handled="经理已复核")
    assert len(card(office, number).follow_ups) == 1


def closed(office: Office) -> tuple[str, int]:
    """A general complaint of a customer on file, closed Monday 17:00."""
    office.at("2026-11-20 17:00")
    electric = Someone(name="兴疆机电", phone="0991-5550456")
    customer = put(office, electric)[0]
    waybill = accepted(office.as_("jia"), consignee_id=customer)
    office.at("2026-11-20 18:00")
    draft = replace(SLOW, waybill=waybill, complainant="兴疆机电")
    number = office.as_("jia").run(register_complaint, draft=draft).value
    office.at("2026-11-23 17:00")
    finish(office, number)
    return number, customer


def test_calling_after_a_complaint_meets_its_clock(office: Office) -> None:
    number, customer = closed(office)
    assert call_clock(office, number).due_at == at("2026-11-26 17:00")
    office.at("2026-11-24 10:00")
    early = talk(customer, purpose=Purpose.COMPLAINT, at=at("2026-11-23 16:50"))
    assert said(office, early, "boss").startswith("E170")
    made = recorded(office, talk(customer, purpose=Purpose.COMPLAINT))
    assert card(office, made).complaint == number
    assert call_clock(office, number).met_at == at("2026-11-24 10:00")
    again = said(office, talk(customer, complaint=number))
    assert again.startswith("E019 投诉")


def test_a_plan_knows_the_complaint_and_the_sheet_shows_it(office: Office) -> None:
    number, customer = closed(office)
    plan = plan_in_force(office)
    item = office.as_("jia").ask(callback_plan_card, number=plan).items
    wanted = [row for row in item if row.customer_id == customer]
    assert [(row.complaint, row.due_at) for row in wanted] == [(number, at("2026-11-26 17:00"))]
    sheet = office.as_("jia").ask(call_sheet, customer_id=customer)
    assert [(c.number, c.call_due_at) for c in sheet.complaints] == [
        (number, at("2026-11-26 17:00"))
    ]
    assert sheet.item == wanted[0]
    assert (sheet.tickets[0].goods, sheet.tickets[0].pieces) == ("轴承", 8)
    assert sheet.contacts[0].phone_masked == "0991-****456"


def test_a_call_planned_for_a_complaint_is_about_it_whatever_was_ticked(office: Office) -> None:
    number, customer = closed(office)
    plan = plan_in_force(office)
    recorded(office, talk(customer, score=4))
    waiting = task_of(office, plan, number)
    assert waiting.state is ItemState.PLANNED
    assert call_clock(office, number).met_at is None
    office.at("2026-11-24 10:00")
    made = recorded(office, talk(customer, purpose=Purpose.ROUTINE), item_id=waiting.item_id)
    assert (card(office, made).purpose, card(office, made).complaint) == (Purpose.COMPLAINT, number)
    assert call_clock(office, number).met_at == at("2026-11-24 10:00")


def test_a_complaint_whose_customer_was_tried_three_times_is_not_planned_again(
    office: Office,
) -> None:
    number, _ = closed(office)
    plan = plan_in_force(office)
    waiting = task_of(office, plan, number)
    for _ in range(3):
        office.as_("jia").run(miss_callback, item_id=waiting.item_id)
    assert office.as_("jia").run(add_due_callbacks, number=plan).value == 0
    assert call_clock(office, number).met_at is None


def given_up(office: Office) -> tuple[str, int, str]:
    """A complaint, its customer and the plan in which he was tried three times in vain."""
    number, customer = closed(office)
    plan = plan_in_force(office)
    waiting = task_of(office, plan, number)
    for _ in range(3):
        office.as_("jia").run(miss_callback, item_id=waiting.item_id)
    return number, customer, plan


def test_another_complaint_of_one_who_was_not_reached_is_called_about(office: Office) -> None:
    _, customer, plan = given_up(office)
    office.at("2026-11-25 10:00")
    again = office.as_("jia").run(register_complaint, draft=of_customer(office, customer)).value
    finish(office, again)
    assert office.as_("jia").run(add_due_callbacks, number=plan).value == 1
    assert task_of(office, plan, again).state is ItemState.PLANNED


def test_a_complaint_closed_a_second_time_is_called_about_again(office: Office) -> None:
    number, _, plan = given_up(office)
    office.at("2026-11-25 10:00")
    office.as_("boss").run(reopen_complaint, number=number, reason="来函称未兑现")
    finish(office, number)
    assert office.as_("jia").run(add_due_callbacks, number=plan).value == 1


def of_customer(office: Office, customer: int) -> ComplaintDraft:
    with office.desk.reading() as read:
        name = read.get(Customer, customer, "客户").name
    return replace(SLOW, complainant=name, customer=name)


def test_a_complaint_of_nobody_on_file_is_called_too(office: Office) -> None:
    office.at("2026-11-20 18:00")
    number = office.as_("jia").run(register_complaint, draft=SLOW).value
    office.at("2026-11-23 17:00")
    finish(office, number)
    made = recorded(office, talk(purpose=Purpose.COMPLAINT, complaint=number))
    assert card(office, made).customer == "兴疆机电 王经理"
    assert call_clock(office, number).met_at == at("2026-11-23 17:00")


def test_a_major_complaint_is_called_by_the_manager(office: Office) -> None:
    assert LOST.claimed_fen == 2_600_000
    number, customer = closed(office)
    set_major(office, number)
    assert said(office, talk(customer, purpose=Purpose.COMPLAINT)).startswith("E210")
    plan = plan_in_force(office)
    items = office.as_("jia").ask(callback_plan_card, number=plan).items
    assert {row.caller for row in items if row.complaint == number} == {"经理"}
    (his,) = (row for row in items if row.complaint == number)
    miss: Callable[..., Any] = lambda by: office.as_(by).run(miss_callback, item_id=his.item_id)  # noqa: E731
    assert refusal(lambda: miss("jia")).startswith("E210")
    assert miss("boss").value == 1
    recorded(office, talk(customer, purpose=Purpose.COMPLAINT), "boss")
    assert call_clock(office, number).met_at is not None


def set_major(office: Office, number: str) -> None:
    from desk.care.complaints.choices import Level
    from desk.care.complaints.finding import complaint_by_number
    from desk.kernel.commands import command
    from desk.storage.work import Work

    @command("office.read", "定为重大(仅测试)")
    def make_major(work: Work, *, number: str) -> None:
        complaint_by_number(work, number).level = Level.MAJOR

    office.as_("boss").run(make_major, number=number)


def test_the_next_call_is_one_key_away(office: Office) -> None:
    actor = office.as_("jia").actor
    assert actor is not None
    names = ("天山果业", "昆仑建材", "南疆棉业")
    put(office, *(Someone(name=name, owner_id=actor.user_id) for name in names))
    plan_in_force(office)
    desk = office.as_("jia")
    first = desk.ask(next_callback)
    assert first is not None
    second = desk.ask(next_callback, after_item_id=first.item_id)
    assert second is not None
    third = desk.ask(next_callback, after_item_id=second.item_id)
    assert third is not None
    assert len({first.item_id, second.item_id, third.item_id}) == 3
    assert desk.ask(next_callback, after_item_id=third.item_id) == first
    assert office.as_("yi").ask(next_callback) is None


def test_a_number_is_revealed_with_a_reason(office: Office, fruit: int) -> None:
    number = recorded(office, talk(fruit, phone="13912345678"))
    assert card(office, number).phone_masked == "139****5678"
    asked: dict[str, Any] = {
        "record": "callback",
        "record_id": 1,
        "field": "phone",
        "why": RevealReason.CALL,
    }
    log = office.as_("jia").run(reveal_personal, **asked).value
    assert office.as_("jia").ask(revealed_value, log_id=log) == "13912345678"


def test_after_three_years_only_the_figures_stay(office: Office, fruit: int) -> None:
    answers = (QuestionAnswer(question="满意吗", answer="满意"),)
    number = recorded(office, talk(fruit, suggestion="早点通知", answers=answers))
    office.at("2029-11-16 10:00")
    listed = office.as_("jia").run(draw_clearing).value
    office.as_("boss").run(approve_clearing, number=listed)
    found = card(office, number)
    assert (found.contact, found.phone_masked, found.suggestion) == ("匿名联系人", "", "")
    assert (found.answers, found.score) == ((), 5)


def test_plain_forms_write_the_same_records(office: Office, fruit: int) -> None:
    plan = plan_in_force(office)
    item = office.as_("jia").ask(callback_plan_card, number=plan).items[0].item_id
    promise: dict[str, Any] = {"follow_up": "回电报价", "follow_up_on": date(2026, 11, 18)}
    number = office.as_("jia").run(log_callback, item_id=item, score=4, **promise).value
    found = card(office, number)
    assert (found.planned, found.contact, found.score) == (True, "王经理", 4)
    assert [t.task for t in found.follow_ups] == ["回电报价"]
    jia = office.as_("jia")
    other = jia.run(log_customer_call, customer_id=fruit, contact="刘会计", follow_up="回电").value
    found = card(office, other)
    assert (found.planned, found.contact) == (False, "刘会计")
    assert found.follow_ups[0].due_at == at("2026-11-16 23:59")
    late: dict[str, Any] = {
        "customer_id": fruit,
        "contact": "刘",
        "follow_up_on": date(2026, 11, 18),
    }
    assert refusal(lambda: jia.run(log_customer_call, **late)).startswith("E001")


def test_figures_of_a_month_without_calls(office: Office) -> None:
    month = {"from_on": NOVEMBER, "to_on": date(2026, 11, 30)}
    figures = office.as_("jia").ask(callback_figures, **month)
    assert (figures.planned, figures.rate_bp, figures.mean_score) == (0, None, None)
