"""After the answers: doubtful ones are decided on, some called again, comments coded."""

from desk.care.surveys.choices import CommentCode, ItemKind, Recheck, Verdict
from desk.care.surveys.finding import recipient_by_code
from desk.care.surveys.low_scores import tell_score
from desk.care.surveys.model import SurveyAnswer
from desk.care.surveys.rules import SURVEY_STATES
from desk.kernel.commands import command
from desk.kernel.errors import Problems, refuse
from desk.kernel.text import tr
from desk.storage.work import Work


def _answer(work: Work, code: str) -> SurveyAnswer:
    recipient = recipient_by_code(work, code)
    if recipient.answer is None:
        raise refuse("E006", "code", label=tr("答卷"), v=code)
    return recipient.answer


def _words(text: str, field: str, label: str, most: int) -> str:
    words, problems = text.strip(), Problems()
    problems.require(words, field, label)
    problems.fits(words, most, field, label)
    problems.raise_if_any()
    return words


@command(
    "survey.decide",
    "判定答卷",
    example='{"number": "MY261123-001/03", "verdict": "STRUCK", "reason": "电话核实系随意填写"}',
)
def decide_survey_answer(work: Work, *, number: str, verdict: Verdict, reason: str) -> None:
    """Count a doubtful answer, or leave one out, with a reason.

    One that is left out owes its respondent no call, unless he was called already. A straight line
    over too few items that is counted counts for satisfaction and recommendation only.

    Raises:
        Refused: E001, E004, E006, E008 the round is closed, E019 too few items to be counted.
    """
    answer = _answer(work, number)
    SURVEY_STATES.step(answer.recipient.survey.state, "enter_survey_answer")
    words = _words(reason, "reason", tr("判定理由"), 200)
    if verdict is Verdict.COUNTED and not answer.complete and not answer.straight:
        why = tr("作答不足 80%,不能计入指数")
        raise refuse("E019", "verdict", label=tr("判定"), why=why)
    answer.verdict, answer.verdict_reason = verdict, words
    tell_score(work, answer)


@command(
    "survey.update",
    "登记复核结果",
    example='{"number": "MY261123-001/03", "recheck": "SAME", "note": "电话核对 3 题,一致"}',
)
def record_recheck(work: Work, *, number: str, recheck: Recheck, note: str = "") -> None:
    """Note what the call to a re-checked respondent showed; a difference needs words.

    Raises:
        Refused: E001, E004, E006, E008 the round is closed, E019 not picked, or no result.
    """
    answer = _answer(work, number)
    SURVEY_STATES.step(answer.recipient.survey.state, "pick_rechecks")
    problems, words = Problems(), note.strip()
    problems.check(
        answer.recheck is not None, "E019", "number", label=tr("复核"), why=tr("这份答卷未被抽中")
    )
    why = tr("请选择复核结果")
    problems.check(recheck is not Recheck.WAITING, "E019", "recheck", label=tr("复核"), why=why)
    if recheck is Recheck.DIFFERENT:
        problems.require(words, "note", tr("复核说明"))
    problems.fits(words, 200, "note", tr("复核说明"))
    problems.raise_if_any()
    answer.recheck, answer.recheck_note, answer.rechecked_at = recheck, words, work.now


@command(
    "survey.update",
    "给意见归类",
    example='{"number": "MY261123-001/03", "item": 21, "codes": ["SPEED"]}',
)
def code_comment(work: Work, *, number: str, item: int, codes: tuple[CommentCode, ...]) -> None:
    """Say what a written comment is about; the report counts it there.

    Raises:
        Refused: E001 no code, E006 no comment at that item.
    """
    answer = _answer(work, number)
    found = next(
        (
            s
            for s in answer.scores
            if s.item.position == item and s.item.kind is ItemKind.TEXT and s.words
        ),
        None,
    )
    if found is None:
        raise refuse("E006", "item", label=tr("意见"), v=tr("第 {n} 题").format(n=item))
    if not codes:
        raise refuse("E001", "codes", label=tr("意见类别"))
    found.codes = ",".join(c.value for c in CommentCode if c in codes)
