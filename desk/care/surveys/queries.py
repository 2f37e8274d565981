"""Reading questionnaires and rounds: the paper's record, the figures, the trend, the comments."""

from collections import Counter
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import joinedload, selectinload

from desk.care.surveys.choices import (
    CommentCode,
    ItemKind,
    Method,
    QuestionnaireState,
    Recheck,
    SampleRule,
    SurveyState,
    Verdict,
)
from desk.care.surveys.commands import SurveyPlan, eligible, what_is_missing
from desk.care.surveys.figures import SurveyFigures, figures_of
from desk.care.surveys.finding import (
    questionnaire_of,
    recipient_by_code,
    respondent_of,
    survey_by_number,
    with_answers,
)
from desk.care.surveys.model import Questionnaire, Survey, SurveyAnswer, SurveyRecipient
from desk.kernel.commands import query
from desk.kernel.identity import mask_phone
from desk.kernel.periods import moments_of
from desk.kernel.text import tr
from desk.storage.cabinet import attachments_of
from desk.storage.work import Reader

TREND_ROUNDS = 6


@dataclass(frozen=True)
class ItemRow:
    position: int
    dimension: str
    text: str
    kind: ItemKind
    weight: int
    choices: tuple[str, ...]


@dataclass(frozen=True)
class QuestionnaireCard:
    """One edition; `version` is for saving it again."""

    edition: int
    title: str
    intro: str
    state: QuestionnaireState
    answer: str
    approved_at: datetime | None
    closed_at: datetime | None
    dimensions: tuple[tuple[str, int], ...]
    items: tuple[ItemRow, ...]
    version: int


@dataclass(frozen=True)
class AnswerRow:
    """One respondent; the telephones are masked. `answers` are (position, value, words)."""

    code: str
    customer_name: str
    contact: str
    phone_masked: str
    respondent: str
    surveyor: str
    answered_at: datetime | None
    phone_used_masked: str
    index_hundredths: int | None
    complete: bool
    straight: bool
    valid: bool
    verdict: Verdict | None
    verdict_reason: str
    recheck: Recheck | None
    recheck_note: str
    version: int
    answers: tuple[tuple[int, int | None, str], ...]


@dataclass(frozen=True)
class CodeCard:
    """The record a paper's code leads to, with how many scans of the paper hang on it."""

    survey: str
    title: str
    edition: int
    state: SurveyState
    row: AnswerRow
    recipient_id: int
    scans: int


@dataclass(frozen=True)
class TrendPoint:
    number: str
    title: str
    sent_at: datetime
    index_hundredths: int | None
    csat_bp: int | None
    nps_tenths: int | None
    few: bool


@dataclass(frozen=True)
class CommentRow:
    """A written comment with what it is about; without codes it waits to be sorted."""

    code: str
    customer_name: str
    item: int
    words: str
    codes: tuple[CommentCode, ...]


@dataclass(frozen=True)
class SurveyReport:
    """A round with everything P-14b says. `missing` is what stands before its end."""

    number: str
    title: str
    state: SurveyState
    edition: int
    first_on: date
    last_on: date
    method: Method
    rule: SampleRule
    class_name: str
    seed: int
    eligible: int
    answer_by: date
    sent_at: datetime | None
    closed_at: datetime | None
    measures: str
    missing: str
    figures: SurveyFigures
    items: tuple[ItemRow, ...]
    trend: tuple[TrendPoint, ...]
    comments: tuple[CommentRow, ...]
    by_code: tuple[tuple[str, int], ...]
    doubtful: int
    struck: int
    rechecked: tuple[int, int]
    rows: tuple[AnswerRow, ...]


@query("questionnaire.read", "调查问卷详情")
def questionnaire_card(read: Reader, *, questionnaire_id: int) -> QuestionnaireCard:
    """One edition with its dimensions and items.

    Raises:
        Refused: E006.
    """
    found = questionnaire_of(read, questionnaire_id)
    return QuestionnaireCard(
        edition=found.edition,
        title=found.title,
        intro=found.intro,
        state=found.state,
        answer=found.answer,
        approved_at=found.approved_at,
        closed_at=found.closed_at,
        dimensions=tuple((d.name, d.weight) for d in found.dimensions),
        items=item_rows(found),
        version=found.row_version,
    )


def item_rows(found: Questionnaire) -> tuple[ItemRow, ...]:
    return tuple(
        ItemRow(i.position, i.dimension, i.text, i.kind, i.weight, i.choices) for i in found.items
    )


@query("survey.plan", "符合抽样条件的客户数")
def eligible_count(read: Reader, *, plan: SurveyPlan) -> int:
    """How many customers a sample would be drawn from; nothing is saved."""
    return len(eligible(read, plan))


@query("survey.read", "按问卷编码查找答卷")
def survey_of_code(read: Reader, *, code: str) -> CodeCard:
    """The record of a paper by the code printed on it.

    Raises:
        Refused: E006.
    """
    recipient = recipient_by_code(read, code)
    survey = recipient.survey
    return CodeCard(
        survey=survey.number,
        title=survey.title,
        edition=survey.questionnaire.edition,
        state=survey.state,
        row=answer_row(recipient),
        recipient_id=recipient.id,
        scans=len(attachments_of(read.session, SurveyRecipient.__tablename__, recipient.id)),
    )


def answer_row(recipient: SurveyRecipient) -> AnswerRow:
    """One line of the sent list with its answer."""
    answer = recipient.answer
    return AnswerRow(
        code=recipient.code,
        customer_name=recipient.customer.name,
        contact=recipient.contact,
        phone_masked=mask_phone(recipient.phone) if recipient.phone else "",
        respondent=answer.respondent if answer else "",
        surveyor=answer.surveyor if answer else "",
        answered_at=answer.answered_at if answer else None,
        phone_used_masked=mask_phone(answer.phone_used) if answer and answer.phone_used else "",
        index_hundredths=answer.index_hundredths if answer else None,
        complete=answer is not None and answer.complete,
        straight=answer is not None and answer.straight,
        valid=answer is not None and answer.valid,
        verdict=answer.verdict if answer else None,
        verdict_reason=answer.verdict_reason if answer else "",
        recheck=answer.recheck if answer else None,
        recheck_note=answer.recheck_note if answer else "",
        version=answer.row_version if answer else 0,
        answers=tuple((s.item.position, s.value, s.words) for s in answer.scores) if answer else (),
    )


@query("survey.read", "满意度分析")
def survey_report(read: Reader, *, number: str) -> SurveyReport:
    """A round with its figures, the trend up to it, and the comments by code.

    Raises:
        Refused: E006.

    Source: spec 5.8, P-14b.
    """
    survey = survey_by_number(read, number, whole=True)
    answers = _answers(survey)
    comments = tuple(c for r in survey.recipients for c in _comments(r))
    counted = Counter(code for comment in comments for code in comment.codes)
    same = (
        "number title state first_on last_on method rule seed eligible answer_by sent_at "
        "closed_at measures"
    )
    return SurveyReport(
        **{name: getattr(survey, name) for name in same.split()},
        edition=survey.questionnaire.edition,
        class_name=survey.customer_class.label if survey.customer_class else "",
        missing=what_is_missing(survey) if survey.state is SurveyState.SENT else "",
        figures=_figures(survey),
        items=item_rows(survey.questionnaire),
        trend=_trend(read, survey),
        comments=comments,
        by_code=tuple((code.label, counted[code]) for code in CommentCode if counted[code]),
        doubtful=sum(a.straight and a.verdict is None for a in answers),
        struck=sum(a.verdict is Verdict.STRUCK for a in answers),
        rechecked=(
            sum(a.recheck not in (None, Recheck.WAITING) for a in answers),
            sum(a.recheck is not None for a in answers),
        ),
        rows=tuple(map(answer_row, survey.recipients)),
    )


def _answers(survey: Survey) -> list[SurveyAnswer]:
    return [r.answer for r in survey.recipients if r.answer is not None]


def _figures(survey: Survey) -> SurveyFigures:
    sent = len(survey.recipients) if survey.sent_at is not None else 0
    return figures_of(sent, [respondent_of(survey.questionnaire, a) for a in _answers(survey)])


def _trend(read: Reader, survey: Survey) -> tuple[TrendPoint, ...]:
    """This round and those sent before it, oldest first."""
    if survey.sent_at is None:
        return ()
    earlier = (
        select(Survey)
        .where(Survey.sent_at <= survey.sent_at)
        .order_by(Survey.sent_at.desc(), Survey.id.desc())
        .limit(TREND_ROUNDS)
        .options(*with_answers())
    )
    found = list(read.session.scalars(earlier))
    return tuple(_trend_point(one) for one in reversed(found))


def _trend_point(survey: Survey) -> TrendPoint:
    figures = _figures(survey)
    assert survey.sent_at is not None
    return TrendPoint(
        survey.number,
        survey.title,
        survey.sent_at,
        figures.index_hundredths,
        figures.csat_bp,
        figures.nps_tenths,
        figures.few,
    )


def _comments(recipient: SurveyRecipient) -> list[CommentRow]:
    if recipient.answer is None or recipient.answer.verdict is Verdict.STRUCK:
        return []
    return [
        CommentRow(
            recipient.code,
            recipient.customer.name,
            score.item.position,
            score.words,
            tuple(CommentCode[code] for code in score.codes.split(",") if code),
        )
        for score in recipient.answer.scores
        if score.item.kind is ItemKind.TEXT and (score.words or score.codes)
    ]


@query("survey.read", "期间满意度(K15–K17)")
def satisfaction_of_period(read: Reader, *, from_on: date, to_on: date) -> SurveyFigures:
    """Index, satisfaction rate and recommendation over the answers of a period, whatever the round.

    `sent` counts the questionnaires sent in the period, the response rate is theirs.

    Source: spec 5.9 (K15–K17).
    """
    start, end = moments_of(from_on, to_on)
    sent = select(SurveyRecipient).join(Survey).where(Survey.sent_at >= start, Survey.sent_at < end)
    given = (
        select(SurveyAnswer)
        .where(SurveyAnswer.answered_at >= start, SurveyAnswer.answered_at < end)
        .order_by(SurveyAnswer.id)
        .options(joinedload(SurveyAnswer.recipient).joinedload(SurveyRecipient.survey))
    )
    respondents = [
        respondent_of(a.recipient.survey.questionnaire, a) for a in read.session.scalars(given)
    ]
    out = read.session.scalars(sent.options(selectinload(SurveyRecipient.answer))).all()
    returned = sum(r.answer is not None and r.answer.valid for r in out)
    return figures_of(len(out), respondents, returned)


@query("survey.update", "待归类的意见")
def comments_to_code(read: Reader, *, number: str) -> list[CommentRow]:
    """Written comments of a round nobody has sorted yet.

    Raises:
        Refused: E006.
    """
    survey = survey_by_number(read, number, whole=True)
    return [c for r in survey.recipients for c in _comments(r) if not c.codes]


def few_words(few: bool) -> str:
    """「样本少」 beside a figure that rests on fewer than five answers."""
    return tr("样本少") if few else ""
