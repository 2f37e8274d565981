"""Answers as people really give them: dirt in the file, sloppy choices, wrong days, corrections."""

from collections.abc import Callable
from dataclasses import asdict, replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from openpyxl.worksheet.worksheet import Worksheet
from sqlalchemy import Engine, event

from desk.archive.customers.commands import add_customer
from desk.archive.customers.entries import ContactEntry
from desk.care.surveys.answer_file import AnswerFile, check_answer_file
from desk.care.surveys.answering import enter_survey_answer, update_survey_answer
from desk.care.surveys.caring import code_comment, decide_survey_answer
from desk.care.surveys.choices import CommentCode, ItemKind, Method, Verdict
from desk.care.surveys.commands import close_survey, draw_survey, pick_rechecks
from desk.care.surveys.designing import draft_questionnaire
from desk.care.surveys.drafts import Answer, DimensionDraft, ItemDraft, QuestionnaireDraft
from desk.care.surveys.keeping import ANSWERS
from desk.care.surveys.queries import (
    eligible_count,
    satisfaction_of_period,
    survey_of_code,
    survey_report,
)
from desk.documents.paper_code import SURVEY_FORM, paper_code
from desk.documents.pdf import render_pdf
from desk.documents.text_snapshot import snapshot_text
from desk.kernel.errors import FileRefused
from desk.kernel.retention import RetentionAsked
from tests.care.surveys.round import (
    RECOMMEND,
    WISH,
    answer,
    approved,
    customers,
    firm,
    full,
    plan,
    sent,
    sheet,
)
from tests.care.surveys.test_surveys import fill, template
from tests.conftest import Office, at
from tests.filing.receipts.papers_desk import refusal

MIXED = full("543454", 4, 8)
CHOOSING = QuestionnaireDraft(
    title="选择题",
    dimensions=(DimensionDraft(name="时效", weight=100),),
    items=(
        ItemDraft(text="快", dimension="时效"),
        ItemDraft(text="常走的线路", kind=ItemKind.MANY, options=("乌市", "喀什", "伊犁")),
        ItemDraft(text="首选", kind=ItemKind.SINGLE, options=("价格", "速度")),
    ),
)


@pytest.fixture
def number(office: Office) -> str:
    customers(office, 6)
    approved(office)
    return sent(office, 6)


# -- choices --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("typed", "kept"), [("1\uff0c3", "1,3"), ("3、1、3", "1,3"), (" 2 ", "2"), ("1\uff1b2", "1,2")]
)
def test_several_choices_are_kept_in_one_form(office: Office, typed: str, kept: str) -> None:
    customers(office, 1)
    approved(office, draft=CHOOSING)
    code = f"{sent(office, 1)}/01"
    answer(office, code, (Answer(item=1, value=5), Answer(item=2, words=typed)))
    row = office.as_("jia").ask(survey_of_code, code=code).row
    assert row.answers == ((1, 5, ""), (2, None, kept))


@pytest.mark.parametrize("typed", ["\uff0c", "4", "0", "1.5", "一", "9" * 400, "-1"])
def test_choices_that_are_none_are_refused(office: Office, typed: str) -> None:
    customers(office, 1)
    approved(office, draft=CHOOSING)
    code = f"{sent(office, 1)}/01"
    wrong = lambda: answer(office, code, (Answer(item=2, words=typed),))  # noqa: E731
    assert refusal(wrong)[:4] in ("E001", "E003", "E019")


# -- the file -------------------------------------------------------------------------------------

Mark = Callable[[Worksheet, int], None]


def read(office: Office, number: str, path: Path, mark: Mark) -> AnswerFile:
    book, head = template(office, number, path)
    fill(book, head + 1, "5554443335554445554")
    mark(book.worksheets[0], head + 1)
    book.save(path)
    return office.as_("jia").ask(check_answer_file, number=number, path=str(path))


@pytest.mark.parametrize(
    ("column", "value", "words"),
    [
        (1, None, "问卷编码"),
        (1, "MY261116-001/99", "MY261116-001/99"),
        (3, None, "填写人"),
        (3, "王" * 61, "填写人"),
        (5, "去年", "填写时间"),
        (5, "2025-11-16", "早于"),
        (5, "2027-11-16", "晚于"),
        (6, "12345", "12345"),
        (7, 4.5, "第1题"),
        (7, "五", "第1题"),
        (7, -1, "第1题"),
        (7, "5 分", "第1题"),
        (7, True, "第1题"),
        (26, 11, "0 到 10"),
        (27, "长" * 501, "第21题"),
        (27, "响\x07铃", "第21题"),
    ],
)
def test_dirt_in_a_cell_is_told_by_row(
    office: Office, number: str, tmp_path: Path, column: int, value: Any, words: str
) -> None:
    def mark(cells: Worksheet, row: int) -> None:
        cells.cell(row, column).value = None
        if isinstance(value, str) and "\x07" in value:
            cells.cell(row, column).value = value.replace("\x07", "_x0007_")
        else:
            cells.cell(row, column).value = value

    found = read(office, number, tmp_path / "答卷.xlsx", mark)
    assert found.sheets == ()
    (bad,) = found.bad
    assert words in ";".join(bad.reasons), bad.reasons


@pytest.mark.parametrize("code", ["{n}/01 ", "{l}/01", "\uff2d\uff39{t}/01", "{n}\uff0f01"])
def test_a_code_typed_carelessly_is_understood(
    office: Office, number: str, tmp_path: Path, code: str
) -> None:
    typed = code.format(n=number, l=number.lower(), t=number[2:])
    path = tmp_path / "答卷.xlsx"
    found = read(
        office, number, path, lambda cells, row: setattr(cells.cell(row, 1), "value", typed)
    )
    assert (len(found.sheets), found.bad) == (1, ())
    assert found.sheets[0].code == f"{number}/01"


def test_a_file_without_one_of_the_questions_is_refused(
    office: Office, number: str, tmp_path: Path
) -> None:
    with pytest.raises(FileRefused, match="第1题"):
        read(office, number, tmp_path / "x.xlsx", lambda cells, _row: cells.delete_cols(7))


def test_a_damaged_file_is_refused_in_words(office: Office, number: str, tmp_path: Path) -> None:
    for name, content in (("a.xlsx", b"PK\x03\x04 broken"), ("b.xlsx", b""), ("c.xls", b"MZ")):
        path = tmp_path / name
        path.write_bytes(content)
        with pytest.raises(FileRefused):
            office.as_("jia").ask(check_answer_file, number=number, path=str(path))


# -- days and corrections -------------------------------------------------------------------------


def test_nobody_answers_before_the_round_was_sent(office: Office, number: str) -> None:
    early = sheet(f"{number}/01", MIXED, at=at("2026-11-15 23:59"))
    said = refusal(lambda: office.as_("jia").run(enter_survey_answer, sheet=early))
    assert said.startswith("E170")
    same_day = replace(early, at=at("2026-11-16 00:00"))
    office.as_("jia").run(enter_survey_answer, sheet=same_day)


def test_a_correction_keeps_when_and_who_and_what_was_sorted(office: Office, number: str) -> None:
    code = f"{number}/01"
    words = Answer(item=WISH, words="派送快些")
    answer(office, code, (*MIXED, words))
    before = office.as_("jia").ask(survey_of_code, code=code).row
    office.as_("jia").run(code_comment, number=code, item=WISH, codes=(CommentCode.SPEED,))
    office.clock.pass_(days=20)
    better = sheet(code, (*full("553454", 4, 8), words))
    office.as_("boss").run(update_survey_answer, sheet=better)
    after = office.as_("jia").ask(survey_of_code, code=code).row
    assert (after.answered_at, after.surveyor) == (before.answered_at, "客服员甲")
    assert office.as_("jia").ask(survey_report, number=number).by_code == (("时效", 1),)
    other = sheet(code, (*MIXED, replace(words, words="便宜些")))
    office.as_("boss").run(update_survey_answer, sheet=other)
    assert office.as_("jia").ask(survey_report, number=number).by_code == ()


def test_a_correction_typed_against_an_older_answer_is_refused(office: Office, number: str) -> None:
    code = f"{number}/01"
    answer(office, code, MIXED)
    version = office.as_("jia").ask(survey_of_code, code=code).row.version
    office.as_("jia").run(update_survey_answer, sheet=sheet(code, MIXED), version=version)
    stale = lambda: office.as_("boss").run(  # noqa: E731
        update_survey_answer, sheet=sheet(code, full("555555", 5, 9)), version=version
    )
    assert refusal(stale).startswith("E211")


def test_the_code_is_also_read_from_the_square_on_the_paper(office: Office, number: str) -> None:
    code = f"{number}/01"
    text = paper_code(SURVEY_FORM, code, office.as_("jia").settings.firm_name)
    assert office.as_("jia").ask(survey_of_code, code=text).row.code == code
    broken = text[:-1] + ("A" if text[-1] != "A" else "B")
    assert refusal(lambda: office.as_("jia").ask(survey_of_code, code=broken)).startswith("E006")


# -- figures --------------------------------------------------------------------------------------


def test_a_short_straight_line_can_be_believed_and_stands_in_the_way_of_the_end(
    office: Office, number: str
) -> None:
    code = f"{number}/01"
    short = tuple(Answer(item=n, value=5) for n in (1, 2, 3))
    answer(office, code, (*short, Answer(item=RECOMMEND, value=9)))
    boss = office.as_("boss")
    report = boss.ask(survey_report, number=number)
    assert (report.doubtful, report.figures.recommend_answered) == (1, 0)
    boss.run(pick_rechecks, number=number)
    assert "1 份答卷待判定" in refusal(lambda: boss.run(close_survey, number=number))
    boss.run(decide_survey_answer, number=code, verdict=Verdict.COUNTED, reason="电话核实")
    figures = boss.ask(survey_report, number=number).figures
    assert (figures.valid, figures.recommend_answered, figures.nps_tenths) == (0, 1, 1000)
    assert "待判定" not in boss.ask(survey_report, number=number).missing


def test_a_period_over_two_editions_mixes_no_questions(office: Office) -> None:
    customers(office, 6)
    approved(office)
    old = sent(office, 3)
    new_one = QuestionnaireDraft(
        title="新问卷",
        dimensions=(DimensionDraft(name="时效", weight=60), DimensionDraft(name="网点", weight=40)),
        items=(
            ItemDraft(text="网点好找", dimension="网点"),
            ItemDraft(text="到得快", dimension="时效"),
            ItemDraft(text="总体"),
        ),
    )
    approved(office, draft=new_one)
    answer(office, f"{old}/01", MIXED)
    new = sent(office, 3)
    answer(
        office,
        f"{new}/01",
        (Answer(item=1, value=1), Answer(item=2, value=5), Answer(item=3, value=4)),
    )
    month: dict[str, Any] = {"from_on": date(2026, 11, 1), "to_on": date(2026, 11, 30)}
    figures = office.as_("boss").ask(satisfaction_of_period, **month)
    assert figures.items == ()
    found = {d.name: (d.weight, d.index_hundredths) for d in figures.dimensions}
    assert found["时效"] == (43, 10000)
    assert found["网点"] == (40, 2000)
    assert figures.index_hundredths == round((8400 + 6800) / 2)
    assert office.as_("boss").ask(survey_report, number=old).figures.items


def test_the_response_of_a_month_never_exceeds_what_was_sent_in_it(office: Office) -> None:
    customers(office, 6)
    approved(office)
    office.at("2026-11-28 10:00")
    november = sent(office, 5)
    office.at("2026-12-01 10:00")
    december = sent(office, 1)
    for n in range(1, 6):
        answer(office, f"{november}/{n:02}", MIXED)
    boss = office.as_("boss")
    in_december = boss.ask(
        satisfaction_of_period, from_on=date(2026, 12, 1), to_on=date(2026, 12, 31)
    )
    assert (in_december.sent, in_december.valid, in_december.response_bp) == (1, 5, 0)
    in_november = boss.ask(
        satisfaction_of_period, from_on=date(2026, 11, 1), to_on=date(2026, 11, 30)
    )
    assert (in_november.sent, in_november.valid, in_november.response_bp) == (5, 0, 10000)
    assert december


# -- whom to ask ----------------------------------------------------------------------------------


def test_whom_to_ask_depends_on_how_he_is_asked(office: Office) -> None:

    approved(office)
    for n, contact in enumerate(
        (
            ContactEntry(name="只有座机", phone="0991-5551234"),
            ContactEntry(name="手机", mobile="13900001001"),
            ContactEntry(name="谢绝来电", mobile="13900001002", do_not_call=True),
        )
    ):
        office.as_("jia").run(add_customer, customer=firm(n), contacts=(contact,))
    boss = office.as_("boss")
    counts = {m: boss.ask(eligible_count, plan=plan(method=m)) for m in Method}
    assert counts == {
        Method.PHONE: 2,
        Method.WECHAT: 1,
        Method.VISIT: 2,
        Method.WITH_GOODS: 2,
    }


# -- the designer ---------------------------------------------------------------------------------


@pytest.mark.parametrize("field", ["title", "intro", "text", "dimension", "option"])
def test_control_characters_never_reach_the_paper(office: Office, field: str) -> None:
    bad = "响\x07铃"
    draft = CHOOSING
    if field in ("title", "intro"):
        changed: dict[str, Any] = {field: bad}
        draft = replace(draft, **changed)
    elif field == "text":
        draft = replace(draft, items=(replace(draft.items[0], text=bad), *draft.items[1:]))
    elif field == "option":
        options = replace(draft.items[1], options=("甲", bad))
        draft = replace(draft, items=(draft.items[0], options, draft.items[2]))
    else:
        draft = replace(
            draft,
            dimensions=(DimensionDraft(name=bad, weight=100),),
            items=(replace(draft.items[0], dimension=bad), *draft.items[1:]),
        )
    assert "E012" in refusal(lambda: office.as_("boss").run(draft_questionnaire, draft=draft))


def test_a_round_that_was_never_sent_forgets_its_names_too(office: Office) -> None:

    customers(office, 2)
    approved(office)
    office.as_("boss").run(draw_survey, **asdict(plan(2)))
    with office.as_("boss").reading() as found:
        for day, count in ((date(2029, 11, 15), 0), (date(2029, 11, 16), 2)):
            asked = RetentionAsked(day)
            found.emit(asked)
            assert sum(keeping is ANSWERS for keeping, _ in asked.found) == count


def test_a_whole_round_is_read_in_a_few_steps(office: Office) -> None:
    customers(office, 12)
    approved(office)
    number = sent(office, 12)
    for n in range(1, 13):
        answer(office, f"{number}/{n:02}", MIXED)
    steps: list[str] = []

    def count(_c: Any, _cursor: Any, statement: str, *_more: Any) -> None:
        steps.append(statement)

    desk = office.as_("boss")
    event.listen(Engine, "before_cursor_execute", count)
    try:
        desk.ask(survey_report, number=number)
    finally:
        event.remove(Engine, "before_cursor_execute", count)
    assert len(steps) <= 15


def test_the_report_of_a_round_that_is_not_sent_claims_no_first_survey(office: Office) -> None:
    customers(office, 2)
    approved(office)
    number = office.as_("boss").run(draw_survey, **asdict(plan(2))).value
    (paper,) = office.as_("boss").paper("P-14b", number)
    text = snapshot_text(paper)
    assert "还没有发放" in text
    assert "还没有有效答卷" in text
    assert "第一次" not in text
    assert render_pdf(paper).pages == 1
