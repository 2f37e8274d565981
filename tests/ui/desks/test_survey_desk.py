"""Sheets are typed digit by digit, files read in, and AT-14's figures stand in the window."""

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from desk.care.surveys.answering import update_survey_answer
from desk.care.surveys.choices import CommentCode
from desk.care.surveys.drafts import Answer, AnswerSheet
from desk.care.surveys.queries import survey_of_code, survey_report
from tests.care.surveys.round import RECOMMEND, WISH, answer, approved, customers, full, sent
from tests.care.surveys.test_surveys import fill, template
from tests.conftest import Office
from tests.filing.scans.conftest import Book, book, sure
from tests.ui.conftest import FrameSpy, ScriptedAsker
from tests.ui.desks.conftest import Clerk
from ui.desks.picture import PictureDialog
from ui.desks.survey_desk.page import SurveyDesk
from ui.pages.list_page import ListPage
from ui.registry import Context

__all__ = ["book"]
Key, Held = Qt.Key, Qt.KeyboardModifier
Show = Callable[[SurveyDesk], SurveyDesk]


@pytest.fixture
def number(office: Office) -> str:
    customers(office, 4)
    approved(office)
    return sent(office, 4)


@pytest.fixture
def page(context: Context, office: Office, number: str, show: Show, clerk: Clerk) -> SurveyDesk:
    office.as_("jia")
    page = show(SurveyDesk(context))
    clerk.waits_for(lambda: clerk.at("code"))
    return page


def opened(page: SurveyDesk, clerk: Clerk, code: str) -> None:
    clerk.enter(code)
    clerk.waits_for(lambda: bool(page.entry.table.rows) and page.entry.table.hasFocus())


def test_a_sheet_is_scanned_typed_and_saved_by_keys(
    page: SurveyDesk, clerk: Clerk, office: Office, number: str, frame: FrameSpy
) -> None:
    code = f"{number}/01"
    opened(page, clerk, code.lower())
    clerk.types("555444333555444555" + "4" + "10")
    assert clerk.at("words")
    clerk.enter("派送再快一些", "")
    assert clerk.at("respondent")
    assert page.entry._verdict.text() == "有效"
    clerk.press(Key.Key_F9)
    clerk.waits_for(lambda: page.entry.card is None and clerk.at("code"))
    assert frame.said[-1] == f"答卷 {code} 已保存,请扫下一份。"
    row = office.as_("jia").ask(survey_of_code, code=code).row
    assert (row.respondent, row.valid) == (row.contact, True)
    assert row.answers[18:] == ((19, 4, ""), (20, 10, ""), (21, None, "派送再快一些"))
    clerk.waits_for(lambda: page._progress.text() == "已发 4 份 · 已答 1 份 · 未答 3 份")


def test_the_reason_a_sheet_does_not_count_is_shown_while_it_is_typed(
    page: SurveyDesk, clerk: Clerk, number: str
) -> None:
    opened(page, clerk, f"{number}/01")
    clerk.types("5" * 15)
    assert page.entry._verdict.text() == "作答不足"
    assert page.entry._why.text() == ("作答不足 80%:已答 15 题,共 20 题,至少 16 题才计入指数。")
    clerk.types("5" * 4)
    assert page.entry._verdict.text() == "答案全同"
    clerk.press(Key.Key_Up)
    clerk.types("4")
    assert page.entry._verdict.text() == "有效"


def test_one_may_become_ten_and_an_impossible_digit_is_passed_over(
    page: SurveyDesk, clerk: Clerk, number: str
) -> None:
    opened(page, clerk, f"{number}/01")
    clerk.types("690")
    assert page.entry.table.values == {}
    page.entry.table.go_to("20")
    clerk.types("1")
    assert page.entry.table.values == {20: 1}
    clerk.press(Key.Key_Return)
    assert clerk.at("words")
    page.entry.table.setFocus()
    page.entry.table.go_to("20")
    clerk.press(Key.Key_Delete)
    assert page.entry.table.values == {}


def test_a_saved_answer_is_corrected_and_its_telephone_stays(
    page: SurveyDesk, clerk: Clerk, office: Office, number: str, frame: FrameSpy
) -> None:
    code = f"{number}/02"
    opened(page, clerk, code)
    clerk.types("555444333555444555" + "5" + "9")
    page.entry.fields["phone_used"].take_focus()
    clerk.types("13900000002")
    clerk.press(Key.Key_F9)
    clerk.waits_for(lambda: clerk.at("code"))
    before = office.as_("jia").ask(survey_of_code, code=code).row
    opened(page, clerk, code)
    assert page.entry._note.text() == "这份答卷已经录过,保存即为修改。"
    clerk.types("2")
    clerk.press(Key.Key_F9)
    clerk.waits_for(lambda: clerk.at("code"))
    after = office.as_("jia").ask(survey_of_code, code=code).row
    assert frame.said[-1] == f"答卷 {code} 已修改。"
    assert after.answers[0] == (1, 2, "")
    assert after.phone_used_masked == before.phone_used_masked != ""
    assert after.answered_at == before.answered_at


def test_an_unknown_code_is_told_at_its_field_and_typing_is_not_lost_unasked(
    page: SurveyDesk, clerk: Clerk, number: str, asker: ScriptedAsker
) -> None:
    clerk.enter("MY269999-001/01")
    clerk.waits_for(lambda: "找不到问卷编码" in page.entry.code.problem_text)
    page.entry.code.line.clear()
    opened(page, clerk, f"{number}/01")
    clerk.types("5")
    asker.answers = [False, True]
    clerk.press(Key.Key_Escape)
    assert page.entry.table.values == {1: 5}
    clerk.press(Key.Key_Escape)
    assert page.entry.card is None


def test_a_column_of_answers_is_pasted_whole_or_not_at_all(
    page: SurveyDesk, clerk: Clerk, number: str, frame: FrameSpy
) -> None:
    opened(page, clerk, f"{number}/01")
    table, unread = page.entry.table, page.entry._unread

    def pasted(text: str) -> dict[int, int]:
        QApplication.clipboard().setText(text)
        clerk.press(Key.Key_V, Held.ControlModifier)
        return table.values

    assert pasted("5\n6\n非常满意") == {}
    assert unread.text() == (
        "没有粘贴,有 2 处要先在表格里改好:\n"
        "第 2 行:第 2 题应在 1 到 5 之间,现为 6。\n"
        "第 3 行:第 3 题没有「非常满意」这个选项,可选:1–5。"
    )
    assert pasted("5\n\n4\n") == {1: 5, 3: 4}
    assert not unread.isVisible()
    assert frame.said[-1] == "已粘贴 3 题的回答,Ctrl+Z 撤回。"
    assert pasted("题\t回答\n20\t10\n2\t3\n21\t派送再快一些") == {1: 5, 2: 3, 3: 4, 20: 10}
    assert table.rows[20].words == "派送再快一些"
    assert "「99」" in (pasted("99\t5\n1\t1") and unread.text())
    clerk.press(Key.Key_Z, Held.ControlModifier)
    assert (table.values, table.rows[20].words) == ({1: 5, 3: 4}, "")
    clerk.press(Key.Key_Z, Held.ControlModifier)
    assert table.values == {}
    clerk.press(Key.Key_Y, Held.ControlModifier)
    assert table.values == {1: 5, 3: 4}
    pasted("\n".join("5" * 30))
    assert "表中没有这么多行" in unread.text()
    QApplication.clipboard().clear()


def test_a_sheet_corrected_by_two_shows_both_versions(
    page: SurveyDesk,
    clerk: Clerk,
    office: Office,
    number: str,
    asker: ScriptedAsker,
    context: Context,
) -> None:
    code = f"{number}/02"
    opened(page, clerk, code)
    clerk.types("555444333555444555" + "5" + "9")
    clerk.press(Key.Key_F9)
    clerk.waits_for(lambda: clerk.at("code"))
    opened(page, clerk, code)
    clerk.types("44")
    row = context.desk.ask(survey_of_code, code=code).row
    answers = [Answer(item=n, value=v, words=w) for n, v, w in row.answers]
    answers[0], answers[2] = Answer(item=1, value=3), Answer(item=3, value=1)
    sheet = AnswerSheet(code=code, respondent="丁经理", answers=tuple(answers))
    context.desk.run(update_survey_answer, sheet=sheet)
    asker.answers = [True]
    clerk.press(Key.Key_F9)
    clerk.waits_for(lambda: page.entry.card is None)
    points = asker.asked[-1][1]
    assert [point.split(" ")[0] for point in points[:2]] == ["填写人:采用对方的「丁经理」", "第"]
    assert "对方改为「3」,您填写「4」" in points[1]
    assert "第 3 题" in points[2]
    assert points[2].endswith("采用对方的「1」")
    after = context.desk.ask(survey_of_code, code=code).row
    assert after.respondent == "丁经理"
    assert [value for _, value, _ in after.answers[:3]] == [4, 4, 1]


# -- the answer file ------------------------------------------------------------------------------


def checked(page: SurveyDesk, clerk: Clerk, number: str, path: Path) -> None:
    page.open_with(number=number, part="import")
    page.importing.choose_file = lambda: str(path)
    clerk.press(Key.Key_O, Qt.KeyboardModifier.ControlModifier)
    clerk.waits_for(lambda: page.importing.found is not None)


def test_a_filled_file_is_checked_and_its_good_rows_taken_in(
    page: SurveyDesk, clerk: Clerk, office: Office, number: str, tmp_path: Path, frame: FrameSpy
) -> None:
    path = tmp_path / "答卷.xlsx"
    book, head = template(office, number, path)
    fill(book, head + 1, "5554443335554445554", c26=9)
    fill(book, head + 2, "6554443335554445554")
    book.save(path)
    checked(page, clerk, number, path)
    importing = page.importing
    assert importing.notice.text().startswith("可导入 1 份 · 有误 1 行 · 未填 2 行。")
    assert importing.bad.hasFocus()
    assert "第 1 题应在 1 到 5 之间,现为 6" in importing._reason.text()
    assert page._save.text() == "导入 1 份  F9"
    clerk.press(Key.Key_F9)
    clerk.waits_for(lambda: bool(frame.said) and frame.said[-1] == "已导入 1 份答卷。")
    assert office.as_("jia").ask(survey_report, number=number).figures.answered == 1
    clerk.waits_for(lambda: page._progress.text() == "已发 4 份 · 已答 1 份 · 未答 3 份")
    assert not page._save.isEnabled()


def test_a_strangers_file_is_refused_with_a_sentence(
    page: SurveyDesk, clerk: Clerk, number: str, tmp_path: Path, asker: ScriptedAsker
) -> None:
    path = tmp_path / "x.csv"
    path.write_text("品名,件数\n水泵,3\n", encoding="utf-8")
    page.open_with(number=number, part="import")
    page.importing.path.set_value(str(path))
    page.importing.check()
    clerk.waits_for(lambda: bool(asker.told))
    assert "不是本次调查的答卷文件" in asker.told[0].text
    assert page.importing.found is None


# -- the result -----------------------------------------------------------------------------------

FULL = (
    full("555435", 5, 10),
    full("454444", 4, 9),
    full("345234", 3, 7),
    full("555545", 5, 10),
    full("234233", 2, 4),
)
ONLY_RECOMMEND = (8, 9, 6, 10, 7)


@pytest.fixture
def at_14(office: Office) -> str:
    """The round of AT-14: five full sheets, five with nothing but the recommendation."""
    customers(office, 12)
    approved(office)
    number = sent(office, 12)
    for n, marks in enumerate(FULL, 1):
        wish = Answer(item=WISH, words="派送前先打电话") if n > 3 else None
        answer(office, f"{number}/{n:02}", (*marks, wish) if wish else marks)
    for n, mark in enumerate(ONLY_RECOMMEND, 6):
        answer(office, f"{number}/{n:02}", (Answer(item=RECOMMEND, value=mark),))
    return number


@pytest.fixture
def result(context: Context, office: Office, at_14: str, show: Show, clerk: Clerk) -> SurveyDesk:
    office.as_("jia")
    page = show(SurveyDesk(context))
    page.open_with(number=at_14, part="result")
    clerk.waits_for(lambda: bool(page.result.shown))
    return page


def test_the_window_shows_the_figures_of_at_14(result: SurveyDesk, at_14: str) -> None:
    assert result.result.shown == {
        "满意度指数": "80.20 一般",
        "满意率": "60.00%(5 人回答)",
        "净推荐值": "30.0(10 人回答,推荐 5、贬损 2)",
        "有效回收率": "41.67%(有效 5 份)",
    }
    assert result.result._few.isHidden()
    assert [d.index_hundredths for d in result.result.dimensions.rows] == [
        7600,
        8800,
        9200,
        6800,
        6800,
        8400,
    ]
    last = result.result.calls.rows[-1]
    assert (
        "满意度指数 55.00,低于 60"
        in {c.code: c.why for c in result.result.calls.rows}[f"{at_14}/05"]
    )
    assert last.state.label == "待办"
    assert result._progress.text() == "已发 12 份 · 已答 10 份 · 未答 2 份"


def test_comments_are_sorted_with_one_key_each(
    result: SurveyDesk, clerk: Clerk, office: Office, at_14: str
) -> None:
    comments = result.result.comments
    clerk.waits_for(lambda: comments.table.hasFocus() and comments.left.text() == "待归类 2 条")
    clerk.types("1")
    clerk.waits_for(lambda: comments.left.text() == "待归类 1 条")
    current = comments.table.current()
    assert current is not None
    assert current.codes == ()
    clerk.types("0")
    clerk.types("4")
    clerk.waits_for(lambda: comments.left.text() == "")
    report = office.as_("jia").ask(survey_report, number=at_14)
    assert {c.codes for c in report.comments} == {
        (CommentCode.SPEED,),
        (CommentCode.INFORMATION,),
    }


def test_a_call_owed_is_made_from_the_result_and_the_report_previewed(
    result: SurveyDesk, clerk: Clerk, at_14: str, frame: FrameSpy
) -> None:
    calls = result.result.calls
    owed = len(calls.rows)
    clerk.press(Key.Key_F6)
    assert calls.hasFocus()
    clerk.press(Key.Key_Return)
    clerk.form()
    clerk.types("已致歉,安排专人跟进")
    clerk.press(Key.Key_F9)
    clerk.back_to(result)
    clerk.waits_for(lambda: sum(c.state.label == "待办" for c in calls.rows) == owed - 1)
    clerk.press(Key.Key_P, Qt.KeyboardModifier.ControlModifier)
    assert frame.papers == [("P-14b", at_14)]


def test_few_answers_are_marked_as_few(page: SurveyDesk, clerk: Clerk, number: str) -> None:
    page.open_with(number=number, part="result")
    clerk.waits_for(lambda: bool(page.result.shown))
    assert page.result._nothing.isHidden()
    assert page.result._few.text() == "样本少"
    assert page.result.shown["满意度指数"] == "—"


def test_a_scanned_sheet_is_typed_in_from_its_picture(
    page: SurveyDesk, clerk: Clerk, number: str, book: Book
) -> None:
    book(sure(f"{number}/02"))
    opened(page, clerk, f"{number}/01")
    assert page.entry._scan.isHidden()
    assert not page.entry._phone.isHidden()
    clerk.press(Key.Key_Escape)
    clerk.waits_for(lambda: clerk.at("code"))
    opened(page, clerk, f"{number}/02")
    assert not page.entry._scan.isHidden()
    clerk.press(Key.Key_F12)
    clerk.waits_for(lambda: any(d.isVisible() for d in page.window().findChildren(PictureDialog)))
    for dialog in page.window().findChildren(PictureDialog):
        dialog.close()


def test_a_respondents_number_is_shown_with_a_reason(
    page: SurveyDesk, clerk: Clerk, number: str
) -> None:
    opened(page, clerk, f"{number}/01")
    clerk.press(Key.Key_F8)
    clerk.form()
    clerk.press(Key.Key_F9)
    clerk.waits_for(lambda: page.entry.revealed.value.text().startswith("1390000100"))
    page.entry.clear()
    assert page.entry.revealed.isHidden()


def test_the_lists_open_the_desk(
    context: Context, office: Office, number: str, clerk: Clerk, frame: FrameSpy
) -> None:
    desk = office.as_("boss")
    for name, page_name in (
        ("surveys", "survey_desk"),
        ("survey_recipients", "survey_desk"),
        ("questionnaires", "questionnaire_editor"),
    ):
        listed = ListPage(context, name)
        clerk.qtbot.addWidget(listed)
        listed.shown()
        clerk.waits_for(lambda page=listed: page.model.rowCount() > 0)  # type: ignore[misc]
        first = desk.list_ids(name, ())[0]
        listed.open_row(first)
        opened_name, arguments = frame.opened[-1]
        assert (opened_name, arguments["id"]) == (page_name, first)
    assert [arguments["number"].split("/")[0] for _, arguments in frame.opened[:2]] == [number] * 2
