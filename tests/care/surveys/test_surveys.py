"""Designing, drawing, answering, checking and ending a round; every refusal once."""

from dataclasses import asdict, replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from desk.archive.customers.choices import CustomerClass
from desk.care.surveys.answer_file import check_answer_file
from desk.care.surveys.answering import (
    enter_survey_answer,
    import_survey_answers,
    update_survey_answer,
)
from desk.care.surveys.caring import (
    code_comment,
    decide_survey_answer,
    record_recheck,
)
from desk.care.surveys.choices import (
    CommentCode,
    ItemKind,
    QuestionnaireState,
    Recheck,
    SampleRule,
    SurveyState,
    Verdict,
)
from desk.care.surveys.commands import (
    close_survey,
    draw_survey,
    drop_recipient,
    pick_rechecks,
    record_survey_measures,
    send_survey,
)
from desk.care.surveys.designing import (
    approve_questionnaire,
    close_questionnaire,
    draft_questionnaire,
    draft_standard_questionnaire,
    reject_questionnaire,
    submit_questionnaire,
    update_questionnaire,
)
from desk.care.surveys.drafts import Answer, DimensionDraft, ItemDraft, QuestionnaireDraft
from desk.care.surveys.keeping import ANSWERS
from desk.care.surveys.queries import (
    comments_to_code,
    eligible_count,
    questionnaire_card,
    survey_of_code,
    survey_report,
)
from desk.care.surveys.standard import standard_questionnaire
from desk.care.surveys.today import rounds_to_finish
from desk.documents.xlsx import render_xlsx
from desk.kernel.commands import Command
from desk.kernel.errors import FileRefused
from desk.kernel.retention import RetentionAsked, RetentionGranted
from desk.storage.work import Work
from tests.care.surveys.round import (
    OVERALL,
    RECOMMEND,
    REMARK,
    SIGNED,
    WISH,
    answer,
    approved,
    customers,
    full,
    plan,
    sent,
    sheet,
)
from tests.conftest import Office
from tests.filing.receipts.papers_desk import refusal
from tests.freight.permissions import assert_matrix
from tests.office.managers import second_manager

MIXED = full("543454", 4, 8)
SMALL = QuestionnaireDraft(
    title="小问卷",
    dimensions=(DimensionDraft(name="时效", weight=60), DimensionDraft(name="价格", weight=40)),
    items=(ItemDraft(text="快", dimension="时效"), ItemDraft(text="不贵", dimension="价格")),
)


@pytest.fixture
def number(office: Office) -> str:
    customers(office, 6)
    approved(office)
    return sent(office, 6)


# -- the designer ---------------------------------------------------------------------------------


def test_the_standard_questionnaire_is_what_the_book_says() -> None:
    found = standard_questionnaire()
    assert {d.name: d.weight for d in found.dimensions} == {
        "时效": 25,
        "货物安全": 25,
        "服务态度": 15,
        "信息反馈": 15,
        "价格": 10,
        "单据结算": 10,
    }
    assert 18 <= sum(bool(i.dimension) for i in found.items) <= 20
    assert [i.kind for i in found.items[18:]] == [
        ItemKind.FIVE,
        ItemKind.TEN,
        ItemKind.TEXT,
        ItemKind.TEXT,
    ]


def test_weights_that_do_not_make_100_are_refused_with_their_sum(office: Office) -> None:
    wrong = replace(
        SMALL, dimensions=(replace(SMALL.dimensions[0], weight=55), SMALL.dimensions[1])
    )
    boss = office.as_("boss")
    assert refusal(lambda: boss.run(draft_questionnaire, draft=wrong)) == (
        "E192 指标权重合计 95,应为 100。"
    )


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"title": " "}, "E001"),
        ({"title": "长" * 61}, "E004"),
        ({"items": ()}, "E003"),
        ({"items": (*SMALL.items, ItemDraft(text="?", dimension="外观"))}, "E006"),
        ({"items": (*SMALL.items, ItemDraft(text="", dimension="时效"))}, "E001"),
        ({"items": (*SMALL.items, ItemDraft(text="?", weight=0))}, "E003"),
        ({"items": (*SMALL.items, ItemDraft(text="总体"), ItemDraft(text="再问总体"))}, "E019"),
        ({"items": (*SMALL.items, ItemDraft(text="选", kind=ItemKind.SINGLE))}, "E019"),
        (
            {"items": (*SMALL.items, ItemDraft(text="写", kind=ItemKind.TEXT, dimension="时效"))},
            "E019",
        ),
        ({"items": SMALL.items[:1]}, "E019"),
        ({"dimensions": (SMALL.dimensions[0], replace(SMALL.dimensions[1], name="时效"))}, "E017"),
    ],
)
def test_a_faulty_draft_is_refused(office: Office, change: dict[str, object], code: str) -> None:
    draft = replace(SMALL, **change)  # type: ignore[arg-type]
    assert code in refusal(lambda: office.as_("boss").run(draft_questionnaire, draft=draft))


def test_an_approved_edition_stays_and_the_next_one_takes_its_place(office: Office) -> None:
    first = approved(office, draft=SMALL)
    boss = office.as_("boss")
    change = lambda: boss.run(update_questionnaire, questionnaire_id=first, draft=SMALL)  # noqa: E731
    assert refusal(change).startswith("E008")
    second = boss.run(draft_standard_questionnaire).value
    boss.run(update_questionnaire, questionnaire_id=second, draft=replace(SMALL, title="新问卷"))
    approval_of = boss.run(submit_questionnaire, questionnaire_id=second).value
    assert approval_of
    waiting = lambda: boss.run(update_questionnaire, questionnaire_id=second, draft=SMALL)  # noqa: E731
    assert "待批准" in refusal(waiting)
    alone = lambda: boss.run(approve_questionnaire, questionnaire_id=second)  # noqa: E731
    assert refusal(alone).startswith("E190")
    li = second_manager(office)
    li.run(reject_questionnaire, questionnaire_id=second, reason="题目过多")
    boss = office.as_("boss")
    boss.run(update_questionnaire, questionnaire_id=second, draft=replace(SMALL, title="新问卷"))
    assert boss.run(submit_questionnaire, questionnaire_id=second).value != approval_of
    boss.run(approve_questionnaire, questionnaire_id=second, **SIGNED)
    old, new = (boss.ask(questionnaire_card, questionnaire_id=n) for n in (first, second))
    assert (old.state, new.state) == (QuestionnaireState.CLOSED, QuestionnaireState.APPROVED)
    assert (old.title, new.title, len(new.items)) == ("小问卷", "新问卷", 2)


def test_what_was_not_submitted_is_not_decided_and_a_draft_can_be_closed(office: Office) -> None:
    boss = office.as_("boss")
    edition = boss.run(draft_questionnaire, draft=SMALL).value
    decide = lambda: boss.run(reject_questionnaire, questionnaire_id=edition, reason="x")  # noqa: E731
    assert "未提交" in refusal(decide)
    assert refusal(
        lambda: boss.run(close_questionnaire, questionnaire_id=edition, reason=" ")
    ).startswith("E009")
    boss.run(close_questionnaire, questionnaire_id=edition, reason="改用标准问卷")
    assert refusal(lambda: boss.ask(questionnaire_card, questionnaire_id=9)).startswith("E006")


# -- the sample -----------------------------------------------------------------------------------


def test_nobody_who_does_not_want_to_be_called_is_drawn(office: Office) -> None:
    customers(office, 8, silent=3)
    approved(office)
    boss = office.as_("boss")
    assert boss.ask(eligible_count, plan=plan()) == 5
    one = boss.run(draw_survey, **asdict(plan(3, seed=7))).value
    two = boss.run(draw_survey, **asdict(plan(3, seed=7))).value
    names = [[r.customer_name for r in boss.ask(survey_report, number=n).rows] for n in (one, two)]
    assert names[0] == names[1]
    assert len(set(names[0])) == 3
    nobody = plan(3, rule=SampleRule.CLASS, customer_class=CustomerClass.A)
    assert "没有符合条件的客户" in refusal(lambda: boss.run(draw_survey, **asdict(nobody)))
    assert "没有符合条件的客户" in refusal(
        lambda: boss.run(draw_survey, **asdict(plan(3, rule=SampleRule.TICKETS)))
    )


def test_a_faulty_plan_says_everything_at_once(office: Office) -> None:
    wrong = plan(
        0,
        title="",
        last_on=date(2026, 10, 1),
        answer_by=date(2026, 1, 1),
        rule=SampleRule.CLASS,
        seed=-1,
    )
    said = refusal(lambda: office.as_("boss").run(draw_survey, **asdict(wrong)))
    for words in (
        "名称必填",
        "截止日期早于",
        "不能早于今天",
        "样本数",
        "随机种子",
        "客户分类必填",
        "没有已批准的问卷",
    ):
        assert words in said


def test_a_name_leaves_the_list_only_before_it_is_sent(office: Office) -> None:
    customers(office, 2)
    approved(office)
    boss = office.as_("boss")
    number = boss.run(draw_survey, **asdict(plan(2))).value

    def drop(n: int) -> None:
        boss.run(drop_recipient, number=f"{number}/{n:02}", reason="停业")

    drop(1)
    assert "至少留一位" in refusal(lambda: drop(2))
    early = lambda: answer(office, f"{number}/02", MIXED)  # noqa: E731
    assert refusal(early).startswith("E008")
    boss = office.as_("boss")
    assert boss.run(send_survey, number=number).value == 1
    assert refusal(lambda: drop(2)).startswith("E008")
    assert refusal(lambda: boss.run(send_survey, number="MY1")).startswith("E006")


# -- answers --------------------------------------------------------------------------------------


def test_everything_wrong_with_a_sheet_is_said_at_once(office: Office, number: str) -> None:
    wrong = sheet(
        f"{number}/01",
        (
            Answer(item=1, value=6),
            Answer(item=1, value=5),
            Answer(item=99, value=1),
            Answer(item=RECOMMEND, value=11),
            Answer(item=WISH, value=3),
            Answer(item=2, words="好"),
        ),
        phone_used="12",
        at=office.clock.now() + timedelta(hours=1),
    )
    said = refusal(lambda: office.as_("jia").run(enter_survey_answer, sheet=wrong))
    for code in ("E003", "E006", "E017", "E019", "E102", "E171"):
        assert code in said
    empty = replace(sheet(f"{number}/01", ()), respondent="")
    assert (
        refusal(lambda: office.as_("jia").run(enter_survey_answer, sheet=empty)).count("E001") == 2
    )


def test_an_answer_is_given_once_and_corrected_by_whoever_entered_it(
    office: Office, number: str
) -> None:
    code = f"{number}/01"
    answer(office, code, MIXED)
    assert refusal(lambda: answer(office, code, MIXED)).startswith("E017")
    better = sheet(code, full("555554", 5, 9))
    assert refusal(lambda: office.as_("yi").run(update_survey_answer, sheet=better)).startswith(
        "E210"
    )
    office.as_("jia").run(update_survey_answer, sheet=better)
    found = office.as_("in").ask(survey_of_code, code=code.lower())
    assert (found.survey, found.row.index_hundredths) == (number, 9800)
    nobody = sheet(f"{number}/02", MIXED)
    assert refusal(lambda: office.as_("jia").run(update_survey_answer, sheet=nobody)).startswith(
        "E006"
    )
    assert refusal(lambda: answer(office, "MY1/1", MIXED)).startswith("E006")


def test_a_straight_line_counts_only_when_a_person_says_so(office: Office, number: str) -> None:
    code = f"{number}/01"
    answer(office, code, full("555555", 5, 10))
    boss = office.as_("boss")
    figures = boss.ask(survey_report, number=number).figures
    assert (figures.valid, figures.csat_bp, figures.nps_tenths) == (0, None, None)
    why = lambda: boss.run(decide_survey_answer, number=code, verdict=Verdict.COUNTED, reason="")  # noqa: E731
    assert refusal(why).startswith("E001")
    boss.run(decide_survey_answer, number=code, verdict=Verdict.COUNTED, reason="电话核实属实")
    figures = boss.ask(survey_report, number=number).figures
    assert (figures.valid, figures.index_hundredths, figures.few) == (1, 10000, True)
    boss.run(decide_survey_answer, number=code, verdict=Verdict.STRUCK, reason="重复填写")
    assert boss.ask(survey_report, number=number).figures.valid == 0
    half = f"{number}/02"
    answer(office, half, (Answer(item=RECOMMEND, value=9),))
    boss = office.as_("boss")
    count = lambda: boss.run(decide_survey_answer, number=half, verdict=Verdict.COUNTED, reason="x")  # noqa: E731
    assert "不足 80%" in refusal(count)
    none = lambda: boss.run(  # noqa: E731
        decide_survey_answer, number=f"{number}/03", verdict=Verdict.STRUCK, reason="x"
    )
    assert refusal(none).startswith("E006")


def test_a_round_ends_when_doubts_are_decided_and_a_tenth_was_checked(
    office: Office, number: str
) -> None:
    boss = office.as_("boss")
    assert "还没有答卷" in refusal(lambda: boss.run(pick_rechecks, number=number))
    answer(office, f"{number}/01", MIXED)
    answer(office, f"{number}/02", full("444444", 4, 8))
    boss = office.as_("boss")
    said = refusal(lambda: boss.run(close_survey, number=number))
    assert "1 份答卷待判定、还没有抽取复核样本" in said
    (code,) = boss.run(pick_rechecks, number=number).value
    assert boss.run(pick_rechecks, number=number).value == (code,)
    struck: dict[str, Any] = {"verdict": Verdict.STRUCK, "reason": "随意填写"}
    boss.run(decide_survey_answer, number=f"{number}/02", **struck)
    assert "1 份待复核" in refusal(lambda: boss.run(close_survey, number=number))
    other = f"{number}/{2 if code.endswith('01') else 1:02}"

    def check(code: str, found: Recheck) -> None:
        boss.run(record_recheck, number=code, recheck=found)

    assert "未被抽中" in refusal(lambda: check(other, Recheck.SAME))
    assert "请选择复核结果" in refusal(lambda: check(code, Recheck.WAITING))
    assert "复核说明必填" in refusal(lambda: check(code, Recheck.DIFFERENT))
    check(code, Recheck.SAME)
    with boss.reading() as read:
        assert [row.number for row in rounds_to_finish(read)] == [number]
    boss.run(close_survey, number=number)
    assert boss.ask(survey_report, number=number).state is SurveyState.CLOSED
    assert refusal(lambda: answer(office, f"{number}/03", MIXED)).startswith("E008")


def test_an_answer_changed_after_its_check_is_checked_again(office: Office, number: str) -> None:
    code = f"{number}/01"
    answer(office, code, MIXED)
    boss = office.as_("boss")
    boss.run(pick_rechecks, number=number)
    boss.run(record_recheck, number=code, recheck=Recheck.SAME, note="核对 3 题")

    def found() -> Recheck | None:
        return boss.ask(survey_of_code, code=code).row.recheck

    same = sheet(code, MIXED, phone_used="13900000001")
    boss.run(update_survey_answer, sheet=same)
    assert found() is Recheck.SAME
    better = sheet(code, full("555555", 5, 10))
    boss.run(update_survey_answer, sheet=better)
    assert found() is Recheck.WAITING
    why: dict[str, Any] = {"recheck": Recheck.DIFFERENT, "note": "客户否认打分"}
    boss.run(record_recheck, number=code, **why)
    boss.run(update_survey_answer, sheet=sheet(code, MIXED))
    assert found() is Recheck.DIFFERENT


def test_comments_are_sorted_and_counted(office: Office, number: str) -> None:
    code = f"{number}/01"
    answer(office, code, (*MIXED, Answer(item=WISH, words="派送快些")))
    jia = office.as_("jia")
    assert [c.words for c in jia.ask(comments_to_code, number=number)] == ["派送快些"]

    def sort(item: int, *codes: CommentCode) -> None:
        jia.run(code_comment, number=code, item=item, codes=codes)

    assert refusal(lambda: sort(REMARK, CommentCode.SPEED)).startswith("E006")
    assert refusal(lambda: sort(WISH)).startswith("E001")
    sort(WISH, CommentCode.INFORMATION, CommentCode.SPEED)
    assert jia.ask(comments_to_code, number=number) == []
    assert jia.ask(survey_report, number=number).by_code == (("时效", 1), ("信息反馈", 1))
    boss = office.as_("boss")
    assert refusal(
        lambda: boss.run(record_survey_measures, number=number, measures=" ")
    ).startswith("E001")
    boss.run(record_survey_measures, number=number, measures="电话预约")
    assert boss.ask(survey_report, number=number).measures == "电话预约"


# -- the answer file ------------------------------------------------------------------------------


def template(office: Office, number: str, path: Path) -> tuple[openpyxl.Workbook, int]:
    """The file as the program writes it, and the row of its heading."""
    (paper,) = office.as_("jia").paper("P-14c", number)
    path.write_bytes(render_xlsx(paper))
    book = openpyxl.load_workbook(path)
    rows = list(book.worksheets[0].iter_rows(values_only=True))
    return book, next(n for n, row in enumerate(rows, 1) if row[0] == "问卷编码")


def fill(book: openpyxl.Workbook, row: int, marks: str, **other: str | int) -> None:
    sheet_ = book.worksheets[0]
    sheet_.cell(row, 3, "王经理")
    for n, mark in enumerate(marks):
        sheet_.cell(row, 7 + n, int(mark))
    for column, value in other.items():
        sheet_.cell(row, int(column[1:]), value)


def test_a_filled_file_comes_back_whole(office: Office, number: str, tmp_path: Path) -> None:
    path = tmp_path / "答卷.xlsx"
    book, head = template(office, number, path)
    fill(book, head + 1, "5554443335554445554", c26=9, c27="快一点")
    fill(book, head + 2, "4445554445553334445", c26=10)
    book.save(path)
    jia = office.as_("jia")
    found = jia.ask(check_answer_file, number=number, path=str(path))
    assert (len(found.sheets), found.bad, found.blank) == (2, (), 4)
    assert jia.run(import_survey_answers, number=number, sheets=found.sheets).value == 2
    report = jia.ask(survey_report, number=number)
    assert report.figures.valid == 2
    assert report.figures.recommend_answered == 2
    assert [c.words for c in report.comments] == ["快一点"]
    again = jia.ask(check_answer_file, number=number, path=str(path))
    assert [row.reasons for row in again.bad] == [
        (f"答卷「{number}/{n:02}」已经存在,请换一个。",) for n in (1, 2)
    ]
    assert refusal(
        lambda: jia.run(import_survey_answers, number=number, sheets=found.sheets)
    ).startswith("E017")


def test_wrong_codes_and_values_are_told_by_row_and_nothing_is_half_saved(
    office: Office, number: str, tmp_path: Path
) -> None:
    path = tmp_path / "答卷.xlsx"
    book, head = template(office, number, path)
    fill(book, head + 1, "5554443335554445554")
    fill(book, head + 2, "6554443335554445554")
    fill(book, head + 3, "5554443335554445554", c1="MY269999-001/01")
    fill(book, head + 4, "5554443335554445554", c1=f"{number}/01")
    fill(book, head + 5, "555444333", c26="很愿意")
    book.save(path)
    jia = office.as_("jia")
    found = jia.ask(check_answer_file, number=number, path=str(path))
    assert [(row.row_no - head, len(row.reasons)) for row in found.bad] == [
        (2, 1),
        (3, 1),
        (4, 1),
        (5, 1),
    ]
    assert "第 1 题应在 1 到 5 之间,现为 6" in found.bad[0].reasons[0]
    bad = replace(found.sheets[0], code="MY269999-001/01")
    sheets = (*found.sheets, bad)
    assert "E006" in refusal(lambda: jia.run(import_survey_answers, number=number, sheets=sheets))
    assert jia.ask(survey_report, number=number).figures.answered == 0


def test_a_strangers_file_is_not_read_as_answers(
    office: Office, number: str, tmp_path: Path
) -> None:
    path = tmp_path / "x.xlsx"
    book = openpyxl.Workbook()
    book.worksheets[0].append(["品名", "件数"])
    book.save(path)
    with pytest.raises(FileRefused, match="不是本次调查的答卷文件"):
        office.as_("jia").ask(check_answer_file, number=number, path=str(path))


# -- keeping and rights ---------------------------------------------------------------------------


def test_names_and_words_go_after_three_years_and_the_figures_stay(
    office: Office, number: str
) -> None:
    code = f"{number}/01"
    answer(office, code, (*MIXED, Answer(item=WISH, words="派送快些")))
    desk = office.as_("boss")
    before = desk.ask(survey_report, number=number).figures
    with desk.reading() as read:
        for day, count in ((date(2029, 11, 15), 0), (date(2029, 11, 16), 6)):
            asked = RetentionAsked(day)
            read.emit(asked)
            assert sum(keeping is ANSWERS for keeping, _ in asked.found) == count
        ids = tuple(item.record_id for keeping, item in asked.found if keeping is ANSWERS)
    office.at("2029-11-20 10:00")
    clear(office, ids)
    row = office.as_("boss").ask(survey_of_code, code=code).row
    assert (row.contact, row.respondent, row.phone_masked) == ("", "", "")
    report = office.as_("boss").ask(survey_report, number=number)
    assert report.figures == before
    assert all(not c.words for c in report.comments)


def clear(office: Office, ids: tuple[int, ...]) -> None:
    """Grant the clearing as the retention room does, through the gate."""

    def grant(work: Work) -> None:
        work.emit(RetentionGranted({ANSWERS.name: ids}))

    desk = office.as_("boss")
    desk.execute(Command("grant", "voucher.destroy", "清理", grant), {})


def test_who_may_do_what(office: Office) -> None:
    assert_matrix(
        office,
        {
            draft_questionnaire: "MGR",
            approve_questionnaire: "MGR",
            draw_survey: "MGR",
            close_survey: "MGR",
            decide_survey_answer: "MGR",
            pick_rechecks: "MGR",
            send_survey: "CS MGR",
            record_recheck: "CS MGR",
            enter_survey_answer: "CS IN OUT MGR",
            import_survey_answers: "CS IN OUT MGR",
        },
    )


def test_overall_is_the_last_five_level_item() -> None:
    items = standard_questionnaire().items
    assert items[OVERALL - 1].kind is ItemKind.FIVE
    assert not items[OVERALL - 1].dimension
