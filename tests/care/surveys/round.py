"""A customer base, an approved questionnaire and a round of it, in short forms."""

from dataclasses import asdict
from datetime import date
from typing import Any

from desk.archive.customers.choices import CustomerKind, CustomerType, PayTerms
from desk.archive.customers.commands import add_customer
from desk.archive.customers.entries import ContactEntry, CustomerEntry
from desk.care.surveys.answering import enter_survey_answer
from desk.care.surveys.choices import Method, SampleRule
from desk.care.surveys.commands import SurveyPlan, draw_survey, send_survey
from desk.care.surveys.designing import (
    approve_questionnaire,
    draft_questionnaire,
    submit_questionnaire,
)
from desk.care.surveys.drafts import Answer, AnswerSheet, QuestionnaireDraft
from desk.care.surveys.standard import standard_questionnaire
from tests.conftest import Office

OVERALL, RECOMMEND, WISH, REMARK = 19, 20, 21, 22
PER_DIMENSION = 3


def firm(n: int) -> CustomerEntry:
    return CustomerEntry(
        name=f"天山第{n:02}贸易行",
        customer_type=CustomerType.COMPANY,
        kinds=(CustomerKind.INBOUND,),
        settlement=PayTerms.PREPAID,
    )


def customers(office: Office, count: int, *, silent: int = 0) -> list[int]:
    """Firms with one contact each; the last `silent` do not want to be called."""
    desk = office.as_("jia")
    return [
        desk.run(
            add_customer,
            customer=firm(n),
            contacts=(
                ContactEntry(
                    name=f"联系人{n:02}",
                    mobile=f"139000010{n:02}",
                    do_not_call=n >= count - silent,
                ),
            ),
        ).value
        for n in range(count)
    ]


SIGNED: dict[str, Any] = {"countersigned_by": "李副总", "countersigned_on": date(2026, 11, 16)}


def approved(office: Office, draft: QuestionnaireDraft | None = None) -> int:
    """An edition drafted by the manager and countersigned; the standard one unless said."""
    boss = office.as_("boss")
    made: int = boss.run(draft_questionnaire, draft=draft or standard_questionnaire()).value
    boss.run(submit_questionnaire, questionnaire_id=made)
    boss.run(approve_questionnaire, questionnaire_id=made, **SIGNED)
    return made


def plan(size: int = 12, **other: Any) -> SurveyPlan:
    usual: dict[str, Any] = {
        "title": "11月客户满意度调查",
        "first_on": date(2026, 11, 1),
        "last_on": date(2026, 11, 30),
        "method": Method.PHONE,
        "rule": SampleRule.ALL,
        "answer_by": date(2026, 12, 5),
    }
    return SurveyPlan(size=size, **{**usual, **other})


def sent(office: Office, size: int = 12, **other: Any) -> str:
    """A round that is drawn and out."""
    boss = office.as_("boss")
    number: str = boss.run(draw_survey, **asdict(plan(size, **other))).value
    boss.run(send_survey, number=number)
    return number


def full(marks: str, overall: int, recommend: int | None) -> tuple[Answer, ...]:
    """「555435」: one mark for all items of each dimension, then the two single questions."""
    answers = [
        Answer(item=1 + n * PER_DIMENSION + k, value=int(mark))
        for n, mark in enumerate(marks)
        for k in range(PER_DIMENSION)
    ]
    answers.append(Answer(item=OVERALL, value=overall))
    if recommend is not None:
        answers.append(Answer(item=RECOMMEND, value=recommend))
    return tuple(answers)


def sheet(code: str, answers: tuple[Answer, ...], **other: Any) -> AnswerSheet:
    return AnswerSheet(code=code, respondent="王经理", answers=answers, **other)


def answer(office: Office, code: str, answers: tuple[Answer, ...], login: str = "jia") -> None:
    office.as_(login).run(enter_survey_answer, sheet=sheet(code, answers))
