"""Answers are taken down from paper or telephone, one sheet at a time or a whole file at once."""

import re
from collections.abc import Iterator, Mapping
from types import MappingProxyType

from sqlalchemy.orm.attributes import flag_modified

from desk.care.surveys.choices import ItemKind, Recheck
from desk.care.surveys.drafts import Answer, AnswerSheet
from desk.care.surveys.finding import code_of, question_of, recipient_by_code, survey_by_number
from desk.care.surveys.low_scores import tell_score
from desk.care.surveys.model import (
    Questionnaire,
    QuestionnaireItem,
    SurveyAnswer,
    SurveyRecipient,
    SurveyScore,
)
from desk.care.surveys.rules import (
    SURVEY_STATES,
    hundredths,
    is_complete,
    is_straight,
    respondent_index,
)
from desk.freight.tracking.rules import in_future
from desk.kernel.commands import command
from desk.kernel.errors import Problem, Problems, refuse
from desk.kernel.folding import fold_width
from desk.kernel.identity import clean_text, has_control_characters, is_phone, normal_phone
from desk.kernel.moments import local, show_moment
from desk.kernel.text import tr
from desk.storage.work import Reader, Work

MOST_WORDS = 500
_SHEET = (
    '{"code": "MY261123-001/01", "respondent": "王经理", '
    '"answers": [{"item": 1, "value": 5}, {"item": 21, "words": "派送再快一些"}]}'
)


@command("survey.create", "录入答卷", example=f'{{"sheet": {_SHEET}}}')
def enter_survey_answer(work: Work, *, sheet: AnswerSheet) -> str:
    """Take down one respondent's answers; a dissatisfied one is owed a call within 8 working hours.

    Returns:
        The code.

    Raises:
        Refused: E001, E003, E004, E006, E008 the round takes no answers, E012, E017 answered
            already, E019, E102, E171: everything wrong at once.

    Source: spec 3.19, 5.8.
    """
    recipient = _open_recipient(work, sheet.code, "sheet.code")
    problems = check_sheet(work, recipient, sheet)
    problems.check(recipient.answer is None, "E017", "code", label=tr("答卷"), v=recipient.code)
    raise_at(problems, "sheet")
    _write(work, recipient, SurveyAnswer(recipient_id=recipient.id), sheet)
    return recipient.code


def raise_at(problems: Problems, prefix: str) -> None:
    """Raise what was found, under the argument's path."""
    found = Problems()
    found.extend(problems.found, prefix)
    found.raise_if_any()


@command("survey.create", "修改答卷", example=f'{{"sheet": {_SHEET}}}')
def update_survey_answer(work: Work, *, sheet: AnswerSheet, version: int | None = None) -> None:
    """Correct an answer one has entered oneself (the manager: any) while the round runs.

    A verdict on it is taken back, for it was about the old answers; so is a check that found them
    right, if a mark changes. Telephone, surveyor and time stay
    as they were when none is given, the codes of a comment while its words stay.

    Raises:
        Refused: as `enter_survey_answer`; E006 not answered yet, E210 another's entry, E211.
    """
    recipient = _open_recipient(work, sheet.code, "sheet.code")
    answer = recipient.answer
    if answer is None:
        raise refuse("E006", "sheet.code", label=tr("答卷"), v=recipient.code)
    if answer.created_by != work.actor.user_id and not work.may("survey.decide"):
        who, action = work.who(answer.created_by), tr("修改他人录入的答卷")
        raise refuse("E210", role=work.actor.role.label, action=action, who=who)
    work.expect_version(answer, version)
    raise_at(check_sheet(work, recipient, sheet), "sheet")
    sorted_words = {(s.item_id, s.words): s.codes for s in answer.scores if s.codes}
    before = answer.values
    answer.scores.clear()
    answer.verdict, answer.verdict_reason = None, ""
    flag_modified(answer, "respondent")  # the version counts changed scores, too
    work.session.flush()
    _write(work, recipient, answer, sheet, sorted_words)
    if answer.recheck is Recheck.SAME and answer.values != before:
        answer.recheck, answer.recheck_note, answer.rechecked_at = Recheck.WAITING, "", None


def _open_recipient(work: Work, code: str, field: str) -> SurveyRecipient:
    recipient = recipient_by_code(work, code)
    SURVEY_STATES.step(recipient.survey.state, "enter_survey_answer")
    return recipient


def check_sheet(read: Reader, recipient: SurveyRecipient, sheet: AnswerSheet) -> Problems:
    """Everything wrong with the answers of one respondent."""
    problems, at = Problems(), sheet.at or read.now
    for field, label, text in (
        ("respondent", tr("填写人"), sheet.respondent),
        ("surveyor", tr("调查人"), sheet.surveyor or read.actor.name),
    ):
        problems.require(text.strip(), field, label)
        problems.fits(text.strip(), 60, field, label)
        problems.check(not has_control_characters(text), "E012", field, label=label)
    phone = sheet.phone_used
    problems.check(not phone.strip() or is_phone(phone), "E102", "phone_used", v=phone)
    problems.check(not in_future(at, read.now), "E171", "at")
    sent_at = recipient.survey.sent_at or at
    t, u = show_moment(at), show_moment(sent_at)
    problems.check(local(at).date() >= local(sent_at).date(), "E170", "at", t=t, u=u)
    items = {i.position: i for i in recipient.survey.questionnaire.items}
    seen: set[int] = set()
    for n, answer in enumerate(sheet.answers):
        field = f"answers.{n}"
        item = items.get(answer.item)
        label = tr("第 {n} 题").format(n=answer.item)
        problems.check(item is not None, "E006", field, label=tr("题目"), v=answer.item)
        problems.check(answer.item not in seen, "E017", field, label=tr("答案"), v=label)
        seen.add(answer.item)
        if item is not None:
            problems.extend(check_answer(item, answer), field)
    problems.check(any(_given(a) for a in sheet.answers), "E001", "answers", label=tr("答案"))
    return problems


def _given(answer: Answer) -> bool:
    return answer.value is not None or bool(answer.words.strip())


_BOUNDS = {ItemKind.FIVE: (1, 5), ItemKind.TEN: (0, 10)}


def check_answer(item: QuestionnaireItem, answer: Answer) -> Iterator[Problem]:
    """What is wrong with the answer to one item."""
    problems, label = Problems(), tr("第 {n} 题").format(n=item.position)
    words = answer.words.strip()
    problems.fits(words, MOST_WORDS, "words", label)
    clean = not has_control_characters(words, lines=True)
    problems.check(clean, "E012", "words", label=label)
    low, high = _BOUNDS.get(item.kind, (1, len(item.choices)))
    if item.kind is ItemKind.TEXT:
        problems.check(answer.value is None, "E019", "value", label=label, why=tr("这一题填写文字"))
    elif item.kind is ItemKind.MANY:
        numbers = chosen_numbers(words)
        right = answer.value is None and bool(numbers) == bool(words)
        problems.check(right, "E019", "value", label=label, why=tr("写成「1,3」"))
        for number in numbers:
            known = bool(_CHOICE.fullmatch(number)) and low <= int(number) <= high
            problems.check(known, "E003", "words", label=label, lo=low, hi=high, v=number[:10])
    elif answer.value is not None:
        inside = low <= answer.value <= high
        problems.check(inside, "E003", "value", label=label, lo=low, hi=high, v=answer.value)
        problems.check(not words, "E019", "words", label=label, why=tr("这一题填写数字"))
    elif words:
        problems.add("E019", "words", label=label, why=tr("这一题填写数字"))
    yield from problems.found


_CHOICE = re.compile(r"[0-9]{1,2}")


def chosen_numbers(words: str) -> list[str]:
    """「1、3，4」 as its parts."""
    return [part for part in re.split(r"[\s,;、]+", fold_width(words)) if part]


def _kept_words(item: QuestionnaireItem, words: str) -> str:
    """Choices in one form, 「1,3」; an open answer as it was written."""
    if item.kind is not ItemKind.MANY:
        return words.strip()
    return ",".join(map(str, sorted({int(number) for number in chosen_numbers(words)})))


def _write(
    work: Work,
    recipient: SurveyRecipient,
    answer: SurveyAnswer,
    sheet: AnswerSheet,
    sorted_words: Mapping[tuple[int, str], str] = MappingProxyType({}),
) -> None:
    questionnaire = recipient.survey.questionnaire
    items = {i.position: i for i in questionnaire.items}
    answer.respondent = clean_text(sheet.respondent)
    answer.surveyor = clean_text(sheet.surveyor) or answer.surveyor or work.actor.name
    answer.answered_at = sheet.at or answer.answered_at or work.now
    if sheet.phone_used.strip():
        answer.phone_used = normal_phone(sheet.phone_used)
    answer.scores = [_score(items[a.item], a, sorted_words) for a in sheet.answers if _given(a)]
    values = {a.item: a.value for a in sheet.answers if a.value is not None}
    _judge(answer, questionnaire, values)
    work.add(answer)
    work.session.refresh(recipient, ["answer"])
    tell_score(work, answer)


def _score(
    item: QuestionnaireItem, given: Answer, sorted_words: Mapping[tuple[int, str], str]
) -> SurveyScore:
    words = _kept_words(item, given.words)
    codes = sorted_words.get((item.id, words), "")
    return SurveyScore(item_id=item.id, value=given.value, words=words, codes=codes)


def _judge(answer: SurveyAnswer, questionnaire: Questionnaire, values: dict[int, int]) -> None:
    questions = tuple(map(question_of, questionnaire.items))
    weights = {d.name: d.weight for d in questionnaire.dimensions}
    index = respondent_index(questions, weights, values)
    answer.index_hundredths = None if index is None else hundredths(index)
    answer.straight = is_straight(questions, values)
    marked = {s.item_id for s in answer.scores if s.words}
    chosen = {i.position: 1 for i in questionnaire.items if i.id in marked}
    answer.complete = is_complete(questions, {**chosen, **values})


@command(
    "survey.create",
    "导入答卷",
    slow=True,
    example=f'{{"number": "MY261123-001", "sheets": [{_SHEET}]}}',
)
def import_survey_answers(work: Work, *, number: str, sheets: tuple[AnswerSheet, ...]) -> int:
    """Take down the sheets of an answer file in one transaction: all of them or none.

    Returns:
        How many were taken.

    Raises:
        Refused: as `enter_survey_answer`, with the row.
    """
    survey, problems, seen = survey_by_number(work, number), Problems(), set[int]()
    SURVEY_STATES.step(survey.state, "enter_survey_answer")
    known = {r.code: r for r in survey.recipients}
    for n, sheet in enumerate(sheets):
        problems.extend(check_row(work, known, seen, sheet), f"sheets.{n}")
    problems.raise_if_any()
    for n, sheet in enumerate(sheets):
        recipient = known[code_of(work, sheet.code)]
        _write(work, recipient, SurveyAnswer(recipient_id=recipient.id), sheet)
        work.step(n + 1, len(sheets))
    return len(sheets)


def check_row(
    read: Reader, known: dict[str, SurveyRecipient], seen: set[int], sheet: AnswerSheet
) -> list[Problem]:
    """What is wrong with one row of a file: its code first, then its answers."""
    recipient, problems = known.get(code_of(read, sheet.code)), Problems()
    if recipient is None:
        problems.add("E006", "code", label=tr("问卷编码"), v=sheet.code)
        return problems.found
    fresh = recipient.answer is None and recipient.id not in seen
    problems.check(fresh, "E017", "code", label=tr("答卷"), v=recipient.code)
    seen.add(recipient.id)
    problems.extend(check_sheet(read, recipient, sheet).found)
    return problems.found
