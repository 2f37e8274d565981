"""Loading questionnaires, rounds and the record of a code."""

from sqlalchemy import select
from sqlalchemy.orm import selectinload
from sqlalchemy.sql.base import ExecutableOption

from desk.care.surveys.choices import QuestionnaireState
from desk.care.surveys.choices import Verdict as Decided
from desk.care.surveys.figures import Respondent
from desk.care.surveys.model import (
    Questionnaire,
    QuestionnaireItem,
    Survey,
    SurveyAnswer,
    SurveyRecipient,
)
from desk.care.surveys.rules import Question
from desk.documents.paper_code import SURVEY_FORM, Verdict, office_sign, read_paper_code
from desk.kernel.errors import refuse
from desk.kernel.folding import fold_width
from desk.kernel.text import tr
from desk.storage.work import Reader


def questionnaire_of(read: Reader, questionnaire_id: int) -> Questionnaire:
    """Raises: Refused E006."""
    return read.get(Questionnaire, questionnaire_id, tr("调查问卷"))


def questionnaire_by_edition(read: Reader, label: str) -> Questionnaire:
    """The edition 「V2」.

    Raises: Refused E006.
    """
    number = label.strip().upper().removeprefix("V")
    wanted = select(Questionnaire).where(Questionnaire.edition == int(number))
    found = read.session.scalar(wanted)
    if found is None:
        raise refuse("E006", "number", label=tr("调查问卷"), v=label)
    read.held.add(found)
    return found


def questionnaire_in_use(read: Reader) -> Questionnaire | None:
    """The approved edition; there is never more than one."""
    return read.session.scalar(
        select(Questionnaire).where(Questionnaire.state == QuestionnaireState.APPROVED)
    )


def with_answers() -> tuple[ExecutableOption, ...]:
    """A round is read whole: its list, customers, answers and scores, each at once."""
    recipients = selectinload(Survey.recipients)
    return recipients.selectinload(SurveyRecipient.answer), recipients.joinedload(
        SurveyRecipient.customer
    )


def survey_by_number(read: Reader, number: str, *, whole: bool = False) -> Survey:
    """Raises: Refused E006."""
    wanted = number.strip().upper()
    asked = select(Survey).where(Survey.number == wanted)
    found = read.session.scalar(asked.options(*with_answers()) if whole else asked)
    if found is None:
        raise refuse("E006", "number", label=tr("满意度调查"), v=number)
    read.held.add(found)
    return found


def code_of(read: Reader, typed: str) -> str:
    """A code as it is kept: typed in whatever width, or the text of the square on the paper."""
    text = fold_width(typed).strip().upper()
    read_ = read_paper_code(text, {office_sign(read.settings.firm_name)})
    is_ours = read_.verdict is Verdict.OURS and read_.form == SURVEY_FORM
    return read_.number if is_ours else text


def recipient_by_code(read: Reader, code: str) -> SurveyRecipient:
    """Raises: Refused E006."""
    wanted = code_of(read, code)
    found = read.session.scalar(select(SurveyRecipient).where(SurveyRecipient.code == wanted))
    if found is None:
        raise refuse("E006", "code", label=tr("问卷编码"), v=code)
    read.held.add(found)
    return found


def phone_of(read: Reader, recipient_id: int) -> str:
    """The number the respondent is called at, in full.

    Raises:
        Refused: E006.
    """
    return read.get(SurveyRecipient, recipient_id, tr("调查名单")).phone


def question_of(item: QuestionnaireItem) -> Question:
    return Question(item.position, item.dimension, item.kind, item.weight)


def respondent_of(questionnaire: Questionnaire, answer: SurveyAnswer) -> Respondent:
    """An answer as the reckoning sees it."""
    return Respondent(
        questions=tuple(map(question_of, questionnaire.items)),
        weights={d.name: d.weight for d in questionnaire.dimensions},
        values=answer.values,
        valid=answer.valid,
        believed=answer.believed,
        struck=answer.verdict is Decided.STRUCK,
    )
