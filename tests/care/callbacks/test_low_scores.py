"""A low answer in a survey opens one call-back by itself, and loses it when it is low no more."""

from datetime import timedelta
from typing import Any

import pytest

from desk.archive.customers.model import Customer
from desk.care.callbacks.choices import FollowUpState, Purpose
from desk.care.callbacks.commands import amend_callback, finish_follow_up, record_callback
from desk.care.callbacks.drafts import CallbackDraft, FollowUpDraft
from desk.care.callbacks.owed import OwedCall, calls_of_survey, low_score_figures
from desk.care.callbacks.queries import callback_card
from desk.care.callbacks.sheet import call_sheet
from desk.care.callbacks.today import follow_ups_to_finish
from desk.care.surveys.answering import (
    enter_survey_answer,
    import_survey_answers,
    update_survey_answer,
)
from desk.care.surveys.caring import decide_survey_answer
from desk.care.surveys.choices import Verdict
from desk.care.surveys.drafts import Answer
from desk.care.surveys.finding import recipient_by_code
from desk.filing.retention.commands import approve_clearing, draw_clearing
from desk.kernel.moments import local
from desk.office.users.commands import deactivate_user
from tests.care.surveys.round import answer, approved, customers, full, sent, sheet
from tests.conftest import Office, at
from tests.filing.receipts.papers_desk import refusal

CONTENT, LOW = full("554455", 4, 9), full("233233", 3, 6)
STRUCK: dict[str, Any] = {"verdict": Verdict.STRUCK, "reason": "他人代填"}


@pytest.fixture
def number(office: Office) -> str:
    customers(office, 6)
    approved(office)
    return sent(office, 6)


def calls(office: Office, number: str, login: str = "jia") -> list[OwedCall]:
    return office.as_(login).ask(calls_of_survey, number=number)


def correct(office: Office, code: str, answers: tuple[Answer, ...]) -> None:
    office.as_("jia").run(update_survey_answer, sheet=sheet(code, answers))


def customer_of(office: Office, code: str) -> int:
    desk = office.as_("jia")
    with desk.reading() as read:
        return recipient_by_code(read, code).customer_id


def test_a_low_answer_is_a_call_on_the_list_and_on_the_board(office: Office, number: str) -> None:
    office.at("2026-11-23 17:30")
    answer(office, f"{number}/01", LOW)
    answer(office, f"{number}/02", CONTENT)
    (call,) = calls(office, number)
    assert (call.code, call.owner, call.mine) == (f"{number}/01", "客服员甲", True)
    assert call.why.startswith("满意度指数 52.00,低于 60")
    assert local(call.due_at) == at("2026-11-24 17:30")
    desk = office.as_("jia")
    assert list(desk.list_ids("callback_follow_ups", ())) == [call.follow_up_id]
    with desk.reading() as read:
        (row,) = follow_ups_to_finish(read)
        assert (row.number, row.page) == (f"{number}/01", "callback_follow_ups")
        assert [figure.value for figure in low_score_figures(read)] == [1]
    customer = customer_of(office, f"{number}/01")
    (told,) = office.as_("jia").ask(call_sheet, customer_id=customer).open_follow_ups
    assert "52.00" in told


def test_an_answer_of_one_or_two_owes_a_call_whatever_the_index(
    office: Office, number: str
) -> None:
    answer(office, f"{number}/01", (Answer(item=1, value=2), *CONTENT[1:]))
    answer(office, f"{number}/02", full("111111", 1, 0))
    answer(office, f"{number}/03", (Answer(item=3, value=1),))
    answer(office, f"{number}/04", (Answer(item=20, value=0),))
    assert {c.code[-2:] for c in calls(office, number)} == {"01", "02", "03"}


def test_a_call_is_owed_once_however_often_the_answer_is_corrected(
    office: Office, number: str
) -> None:
    code = f"{number}/01"
    answer(office, code, LOW)
    (first,) = calls(office, number)
    office.clock.pass_(hours=3)
    correct(office, code, full("123333", 3, 6))
    (second,) = calls(office, number)
    assert (second.follow_up_id, second.due_at) == (first.follow_up_id, first.due_at)
    assert second.why != first.why
    office.as_("jia").run(finish_follow_up, follow_up_id=first.follow_up_id, result="已致歉")
    correct(office, code, LOW)
    (third,) = calls(office, number)
    assert (third.state, third.result, third.why) == (FollowUpState.DONE, "已致歉", second.why)


def test_a_corrected_answer_takes_its_call_back_and_gains_no_time_by_it(
    office: Office, number: str
) -> None:
    code = f"{number}/01"
    answer(office, code, LOW)
    (owed,) = calls(office, number)
    correct(office, code, CONTENT)
    (gone,) = calls(office, number)
    assert (gone.state, gone.result) == (FollowUpState.CANCELLED, "答卷已更正,不再低分")
    with office.as_("jia").reading() as read:
        assert follow_ups_to_finish(read) == []
        assert low_score_figures(read) == []
    office.clock.pass_(hours=3)
    correct(office, code, LOW)
    (again,) = calls(office, number)
    assert (again.state, again.result, again.due_at) == (FollowUpState.OPEN, "", owed.due_at)


def test_a_struck_answer_owes_no_call_a_doubtful_one_does(office: Office, number: str) -> None:
    code = f"{number}/01"
    answer(office, code, full("111111", 1, 0))
    boss = office.as_("boss")
    boss.run(decide_survey_answer, number=code, **STRUCK)
    (gone,) = calls(office, number)
    assert (gone.state, gone.result) == (FollowUpState.CANCELLED, "答卷判定为不计入:他人代填")
    office.as_("boss").run(
        decide_survey_answer, number=code, verdict=Verdict.COUNTED, reason="电话核实"
    )
    assert calls(office, number)[0].state is FollowUpState.OPEN


def test_a_customer_who_was_called_stays_called(office: Office, number: str) -> None:
    code = f"{number}/01"
    answer(office, code, LOW)
    (call,) = calls(office, number)
    office.as_("jia").run(finish_follow_up, follow_up_id=call.follow_up_id, result="已致歉")
    office.as_("boss").run(decide_survey_answer, number=code, **STRUCK)
    correct(office, code, CONTENT)
    assert [c.state for c in calls(office, number)] == [FollowUpState.DONE]


def test_a_call_about_satisfaction_does_it_and_both_name_each_other(
    office: Office, number: str
) -> None:
    code = f"{number}/01"
    office.clock.pass_(hours=1)
    answer(office, code, LOW)
    customer = customer_of(office, code)
    talk: dict[str, Any] = {
        "customer_id": customer,
        "contact": "王经理",
        "handled": "已致歉,专人跟进",
    }
    early = CallbackDraft(
        purpose=Purpose.SATISFACTION,
        score=4,
        at=office.clock.now() - timedelta(minutes=1),
        **talk,
    )
    routine = CallbackDraft(purpose=Purpose.ROUTINE, score=4, **talk)
    for draft in (early, routine):
        office.as_("jia").run(record_callback, draft=draft)
        assert [c.state for c in calls(office, number)] == [FollowUpState.OPEN]
    made = CallbackDraft(purpose=Purpose.SATISFACTION, score=2, **talk)
    callback = office.as_("jia").run(record_callback, draft=made).value
    (call,) = calls(office, number)
    assert (call.state, call.callback) == (FollowUpState.DONE, callback)
    assert call.result == f"{callback} 已致歉,专人跟进"
    follow_ups = office.as_("jia").ask(callback_card, number=callback).follow_ups
    assert [f.state for f in follow_ups] == [FollowUpState.DONE, FollowUpState.OPEN]


def test_a_score_corrected_upwards_takes_back_the_follow_up_nobody_made(
    office: Office, number: str
) -> None:
    draft = CallbackDraft(
        purpose=Purpose.ROUTINE,
        customer_id=customer_of(office, f"{number}/01"),
        contact="王经理",
        score=2,
    )
    made = office.as_("jia").run(record_callback, draft=draft).value
    for score, state in (
        (4, FollowUpState.CANCELLED),
        (1, FollowUpState.OPEN),
        (5, FollowUpState.CANCELLED),
    ):
        office.as_("jia").run(amend_callback, number=made, score=score)
        (task,) = office.as_("jia").ask(callback_card, number=made).follow_ups
        assert task.state is state
    assert task.result == "评价更正为 5 分"


def test_the_manager_sees_what_others_are_late_with(office: Office, number: str) -> None:
    office.at("2026-11-23 10:30")
    answer(office, f"{number}/01", LOW)

    def board() -> list[str]:
        with office.as_("boss").reading() as read:
            return [row.number for row in follow_ups_to_finish(read)]

    assert board() == []
    office.at("2026-11-24 10:31")
    assert board() == [f"{number}/01"]


def test_an_owner_who_left_is_given_no_call(office: Office, number: str) -> None:
    code = f"{number}/01"
    with office.as_("boss").reading() as read:
        owner = read.session.get_one(Customer, customer_of(office, code)).owner_id
    assert owner is not None
    office.as_("boss").run(deactivate_user, user_id=owner)
    answer(office, code, LOW, login="yi")
    (call,) = calls(office, number, "yi")
    assert (call.owner, call.mine) == ("客服员乙", True)


def test_an_imported_file_opens_its_calls_with_it(office: Office, number: str) -> None:
    sheets = tuple(sheet(f"{number}/{n:02}", LOW if n < 3 else CONTENT) for n in range(1, 5))
    office.as_("yi").run(import_survey_answers, number=number, sheets=sheets)
    assert [c.code[-2:] for c in calls(office, number)] == ["01", "02"]
    again = lambda: office.as_("yi").run(enter_survey_answer, sheet=sheets[0])  # noqa: E731
    assert refusal(again).startswith("E017")
    assert len(calls(office, number)) == 2


def test_words_of_a_follow_up_go_with_the_answer_after_three_years(
    office: Office, number: str
) -> None:
    code = f"{number}/01"
    answer(office, code, LOW)
    (call,) = calls(office, number)
    office.as_("jia").run(finish_follow_up, follow_up_id=call.follow_up_id, result="王经理很生气")
    promised = CallbackDraft(
        purpose=Purpose.ROUTINE,
        customer_id=customer_of(office, code),
        contact="王经理",
        score=5,
        follow_up=FollowUpDraft(task="给王经理送样品", due_on=office.clock.now().date()),
    )
    made = office.as_("jia").run(record_callback, draft=promised).value
    office.at("2029-11-17 10:00")
    listed = office.as_("jia").run(draw_clearing).value
    office.as_("boss").run(approve_clearing, number=listed)
    assert [c.result for c in calls(office, number)] == [""]
    (task,) = office.as_("jia").ask(callback_card, number=made).follow_ups
    assert task.task == "(已清除)"
