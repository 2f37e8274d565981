"""A round: its sample is drawn, sent, looked after and closed."""

from dataclasses import dataclass
from datetime import date
from zlib import crc32

from sqlalchemy import ColumnElement, exists, select

from desk.archive.customers.care import class_that_counts
from desk.archive.customers.choices import CustomerClass, CustomerStatus
from desk.archive.customers.model import Contact, Customer
from desk.care.surveys.choices import Method, Recheck, SampleRule
from desk.care.surveys.finding import questionnaire_in_use, recipient_by_code, survey_by_number
from desk.care.surveys.model import Questionnaire, Survey, SurveyRecipient
from desk.care.surveys.rules import SURVEY_STATES, draw, recheck_size
from desk.filing.scans.sorting import try_numbers
from desk.freight.consignments.choices import ConsignmentState
from desk.freight.consignments.model import Consignment
from desk.kernel.commands import command
from desk.kernel.errors import Problems, refuse
from desk.kernel.identity import clean_text
from desk.kernel.periods import moments_of
from desk.kernel.text import tr
from desk.storage.work import Reader, Work

MOST_SAMPLE = 999
_SEEDS = 2**31


@dataclass(frozen=True, kw_only=True)
class SurveyPlan:
    """A round as it is planned.

    Attributes:
        first_on: first day of the period asked about; `last_on` the last.
        rule: whom the sample is drawn from; by class it needs `customer_class`.
        size: how many are asked; all when there are fewer.
        answer_by: until when answers are expected.
        seed: repeats an earlier draw; allotted when None.
    """

    title: str
    first_on: date
    last_on: date
    method: Method
    rule: SampleRule = SampleRule.TICKETS
    customer_class: CustomerClass | None = None
    size: int
    answer_by: date
    seed: int | None = None


@command(
    "survey.plan",
    "新建满意度调查",
    example='{"title": "11月满意度调查", "first_on": "2026-11-01", "last_on": "2026-11-30", '
    '"method": "PHONE", "size": 12, "answer_by": "2026-12-05"}',
)
def draw_survey(
    work: Work,
    *,
    title: str,
    first_on: date,
    last_on: date,
    method: Method,
    rule: SampleRule = SampleRule.TICKETS,
    customer_class: CustomerClass | None = None,
    size: int,
    answer_by: date,
    seed: int | None = None,
) -> str:
    """Draw the sample of a round at random; nobody who does not want to be called is in it.

    The seed is kept, so that the draw can be repeated and shown.

    Returns:
        The number, ``MY261123-001``.

    Raises:
        Refused: E001, E003, E004, E019 no approved questionnaire, a period that runs backwards or
            nobody to ask.

    Source: spec 3.19, 5.8.
    """
    plan = SurveyPlan(
        title=title,
        first_on=first_on,
        last_on=last_on,
        method=method,
        rule=rule,
        customer_class=customer_class,
        size=size,
        answer_by=answer_by,
        seed=seed,
    )
    questionnaire, problems = questionnaire_in_use(work), _check_plan(work, plan)
    why = tr("没有已批准的问卷,请先批准一份")
    label = tr("调查问卷")
    problems.check(questionnaire is not None, "E019", None, label=label, why=why)
    problems.raise_if_any()
    assert questionnaire is not None
    chosen = eligible(work, plan)
    if not chosen:
        why = tr("没有符合条件的客户(已排除谢绝来电的联系人)")
        raise refuse("E019", "rule", label=tr("抽样"), why=why)
    return work.add(_drawn(work, plan, questionnaire, chosen)).number


def _drawn(
    work: Work, plan: SurveyPlan, questionnaire: Questionnaire, chosen: dict[int, Contact]
) -> Survey:
    """The round with its sample."""
    number = work.number("survey")
    seed = crc32(number.encode()) % _SEEDS if plan.seed is None else plan.seed
    same = ("first_on", "last_on", "method", "rule", "answer_by")
    survey = Survey(
        **{name: getattr(plan, name) for name in same},
        number=number,
        title=clean_text(plan.title),
        state=SURVEY_STATES.initial,
        questionnaire_id=questionnaire.id,
        customer_class=plan.customer_class if plan.rule is SampleRule.CLASS else None,
        seed=seed,
        eligible=len(chosen),
    )
    survey.recipients = [
        _recipient(number, position, chosen[customer_id])
        for position, customer_id in enumerate(draw(chosen.keys(), plan.size, seed), 1)
    ]
    return survey


def _check_plan(work: Work, plan: SurveyPlan) -> Problems:
    problems, size = Problems(), len(plan.title.strip())
    problems.require(plan.title.strip(), "title", tr("名称"))
    problems.check(size <= 60, "E004", "title", label=tr("名称"), n=60, v=size)
    ordered = plan.first_on <= plan.last_on
    why = tr("截止日期早于开始日期")
    problems.check(ordered, "E019", "last_on", label=tr("调查期间"), why=why)
    ahead = plan.answer_by >= work.today
    why = tr("不能早于今天")
    problems.check(ahead, "E019", "answer_by", label=tr("回收截止日"), why=why)
    bounds = {"label": tr("样本数"), "lo": 1, "hi": MOST_SAMPLE, "v": plan.size}
    problems.check(1 <= plan.size <= MOST_SAMPLE, "E003", "size", **bounds)
    seed = plan.seed or 0
    bounds = {"label": tr("随机种子"), "lo": 0, "hi": _SEEDS - 1, "v": seed}
    problems.check(0 <= seed < _SEEDS, "E003", "seed", **bounds)
    if plan.rule is SampleRule.CLASS:
        problems.require(plan.customer_class, "customer_class", tr("客户分类"))
    return problems


def eligible(read: Reader, plan: SurveyPlan) -> dict[int, Contact]:
    """Customers who may be asked, each with the contact to ask: the primary one, else the next."""
    asked = (
        select(Contact)
        .join(Customer, Customer.id == Contact.customer_id)
        .where(
            Customer.status.in_((CustomerStatus.ACTIVE, CustomerStatus.FROZEN)),
            Contact.do_not_call.is_(False),
            _reachable(plan.method),
        )
        .order_by(Customer.id, Contact.is_primary, Contact.id.desc())
    )
    if plan.rule is SampleRule.CLASS:
        asked = asked.where(class_that_counts() == plan.customer_class)
    if plan.rule is SampleRule.TICKETS:
        start, end = moments_of(plan.first_on, plan.last_on)
        named = (Consignment.shipper_id == Customer.id) | (Consignment.consignee_id == Customer.id)
        asked = asked.where(
            exists().where(
                named,
                Consignment.state != ConsignmentState.VOID,
                Consignment.accept_at >= start,
                Consignment.accept_at < end,
            )
        )
    return {contact.customer_id: contact for contact in read.session.scalars(asked)}


def _reachable(method: Method) -> ColumnElement[bool]:
    """A number to call; for WeChat an account, else the mobile it is usually bound to."""
    if method is Method.WECHAT:
        return (Contact.wechat != "") | (Contact.mobile != "")
    return (Contact.mobile != "") | (Contact.phone != "")


def _recipient(number: str, position: int, contact: Contact) -> SurveyRecipient:
    return SurveyRecipient(
        position=position,
        code=f"{number}/{position:02}",
        customer_id=contact.customer_id,
        contact=contact.name,
        phone=contact.number,
    )


@command(
    "survey.plan",
    "移出调查名单",
    example='{"number": "MY261123-001/07", "reason": "已停业"}',
)
def drop_recipient(work: Work, *, number: str, reason: str) -> None:
    """Take somebody off the list before it is sent; the reason goes into the audit.

    Raises:
        Refused: E006, E008 sent already, E009, E019 the last one.
    """
    recipient = recipient_by_code(work, number)
    survey = recipient.survey
    SURVEY_STATES.step(survey.state, "drop_recipient", reason)
    if len(survey.recipients) == 1:
        raise refuse("E019", "number", label=tr("调查名单"), why=tr("至少留一位客户"))
    work.reason = reason.strip()
    survey.recipients.remove(recipient)


@command("survey.update", "发放满意度调查", example='{"number": "MY261123-001"}')
def send_survey(work: Work, *, number: str) -> int:
    """The questionnaires go out; from now on answers are taken.

    Returns:
        How many were sent.

    Raises:
        Refused: E006, E008.
    """
    survey = survey_by_number(work, number)
    survey.state = SURVEY_STATES.step(survey.state, "send_survey")
    survey.sent_at = work.now
    work.session.flush()
    try_numbers(work, {r.code for r in survey.recipients})
    return len(survey.recipients)


@command("survey.decide", "抽取复核样本", example='{"number": "MY261123-001"}', approves=False)
def pick_rechecks(work: Work, *, number: str) -> tuple[str, ...]:
    """Draw a tenth of the answers, at least one, to be called again; picks once made stay.

    Returns:
        The codes to re-check.

    Raises:
        Refused: E006, E008, E019 without any answer.
    """
    survey = survey_by_number(work, number)
    SURVEY_STATES.step(survey.state, "pick_rechecks")
    answered = {r.id: r for r in survey.recipients if r.answer is not None}
    if not answered:
        raise refuse("E019", "number", label=tr("复核"), why=tr("还没有答卷"))
    wanted = recheck_size(len(answered))
    picked = {i for i, r in answered.items() if r.answer and r.answer.recheck is not None}
    for recipient_id in draw(answered.keys() - picked, max(0, wanted - len(picked)), survey.seed):
        answer = answered[recipient_id].answer
        assert answer is not None
        answer.recheck = Recheck.WAITING
        picked.add(recipient_id)
    return tuple(answered[i].code for i in sorted(picked))


@command(
    "survey.plan",
    "登记改进措施",
    example='{"number": "MY261123-001", "measures": "派送提前一小时电话预约"}',
)
def record_survey_measures(work: Work, *, number: str, measures: str) -> None:
    """Write down what is done about the result; it stands on the report.

    Raises:
        Refused: E001, E004, E006.
    """
    survey, words, problems = survey_by_number(work, number), measures.strip(), Problems()
    problems.require(words, "measures", tr("改进措施"))
    problems.fits(words, 1000, "measures", tr("改进措施"))
    problems.raise_if_any()
    survey.measures = words


@command("survey.plan", "结束满意度调查", example='{"number": "MY261123-001"}')
def close_survey(work: Work, *, number: str) -> None:
    """End a round once every doubtful answer is decided and the re-check is done.

    Raises:
        Refused: E006, E008, E019 saying what is missing.
    """
    survey = survey_by_number(work, number)
    state = SURVEY_STATES.step(survey.state, "close_survey")
    missing = what_is_missing(survey)
    if missing:
        raise refuse("E019", "number", label=tr("结束调查"), why=missing)
    survey.state, survey.closed_at = state, work.now


def what_is_missing(survey: Survey) -> str:
    """What stands between a round and its end, in words; empty when nothing does."""
    answers = [r.answer for r in survey.recipients if r.answer is not None]
    doubtful = sum(a.straight and a.verdict is None for a in answers)
    picked = sum(a.recheck is not None for a in answers)
    waiting = sum(a.recheck is Recheck.WAITING for a in answers)
    parts = (
        (doubtful, tr("还有 {n} 份答卷待判定").format(n=doubtful)),
        (picked < recheck_size(len(answers)), tr("还没有抽取复核样本")),
        (waiting, tr("还有 {n} 份待复核").format(n=waiting)),
    )
    return "、".join(words for there, words in parts if there)
