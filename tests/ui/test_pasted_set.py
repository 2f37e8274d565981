"""A column of numbers pasted into a list's search: just these rows, chosen, and what is unknown."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from desk.freight.consignments.choices import ConsignmentState
from desk.freight.tracking.choices import EventKind, EventSource
from desk.freight.tracking.queries import events_of
from desk.screens.lists import Filter, Sort
from tests.conftest import Office
from tests.freight.consignments.tickets import accepted, arrive
from tests.ui.conftest import FrameSpy, ScriptedAsker
from ui.pages.column_chooser import ColumnChooser
from ui.pages.exporting import export_to
from ui.pages.form_dialog import FormDialog
from ui.pages.list_page import ListPage
from ui.pages.rows_form import RowsForm
from ui.registry import Context

PASTE = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def page(context: Context, office: Office, qtbot: QtBot) -> ListPage:
    for number in range(5):
        accepted(office.desk, paper_no=f"004999{number}")
    page = ListPage(context, "consignments")
    qtbot.addWidget(page)
    page.resize(1200, 700)
    page.show()
    page.open_with()
    page.shown()
    qtbot.waitUntil(lambda: page.model.rowCount() == 5)
    return page


def paste(page: ListPage, text: str, qtbot: QtBot) -> None:
    QGuiApplication.clipboard().setText(text)
    page.search.setFocus()
    QTest.keyClick(page.search, Qt.Key.Key_V, PASTE)
    qtbot.waitUntil(lambda: page.pasted.found is not None and page.table.chosen_count() > 1)


def numbers(page: ListPage) -> list[str]:
    rows = range(page.model.rowCount())
    return [str(page.model.values_at(row)["number"])[-4:] for row in rows]


def test_a_new_search_starts_at_the_top_and_a_refresh_stays(
    page: ListPage, qtbot: QtBot, office: Office
) -> None:
    for number in range(5, 30):
        accepted(office.desk, paper_no=f"00499{number:02}")
    page.resize(1200, 420)
    with qtbot.waitSignal(page.model.settled):
        page.renew()
    paste(page, "YD2611160001\nYD2611160002", qtbot)
    with qtbot.waitSignal(page.model.settled):
        page.pasted.drop.click()
    bar = page.table.verticalScrollBar()
    assert (page.model.rowCount(), page.table.current_row(), bar.value()) == (30, 0, 0)
    page.table.selectRow(12)
    bar.setValue(10)
    last = page.table.chosen_ids()
    with qtbot.waitSignal(page.model.settled):
        page.renew()
    assert (page.table.chosen_ids(), bar.value()) == (last, 10)
    page.search.setFocus()
    with qtbot.waitSignal(page.model.settled):
        QTest.keyClicks(page.search, "YD")
    assert (page.table.chosen_ids(), bar.value()) == ([], 0)


def test_the_list_shows_just_these_in_their_order(page: ListPage, qtbot: QtBot) -> None:
    paste(page, "单号\nYD2611160004\n0049990\r\nyd2611160002\nYD2611160004\nYD2601019999\n", qtbot)
    assert numbers(page) == ["0004", "0001", "0002"]
    assert len(page.table.chosen_ids()) == 3
    assert page.search.text() == ""
    assert page.pasted.known.text() == "粘贴了 4 个号码,找到 3 个"
    assert page.pasted.missing.text() == "没找到 1 个:YD2601019999"
    page.pasted.copy.click()
    assert QGuiApplication.clipboard().text() == "YD2601019999"
    with qtbot.waitSignal(page.model.settled):
        page.pasted.in_order.click()
    assert sorted(numbers(page)) == ["0001", "0002", "0004"]
    assert numbers(page) == sorted(numbers(page), reverse=True)


def test_a_column_sorts_the_set_and_a_filter_narrows_it(page: ListPage, qtbot: QtBot) -> None:
    paste(page, "YD2611160004,YD2611160001,YD2611160005", qtbot)
    header = page.table.horizontalHeader()
    with qtbot.waitSignal(page.model.settled):
        header.sectionClicked.emit(0)
    assert page.model.wanted.sort == Sort("number")
    assert numbers(page) == ["0001", "0004", "0005"]
    assert not page.pasted.in_order.isChecked()
    with qtbot.waitSignal(page.model.settled):
        chip = page.filters.chip("state")
        chip.take((Filter("state", "in", (ConsignmentState.VOID,)),))
        chip.narrowed.emit()
    assert page.pasted.known.text().endswith("3 条被筛选隐藏")
    with qtbot.waitSignal(page.model.settled):
        page.empty.clear.click()
    qtbot.waitUntil(lambda: page.model.rowCount() == 5)
    assert page.pasted.isHidden()


def test_the_line_above_says_by_what_the_set_stands_in_order(page: ListPage, qtbot: QtBot) -> None:
    """Sorted by the keyboard it is no longer as pasted; the next set is again; no heading claims it."""
    heading = page.table.horizontalHeader()
    paste(page, "YD2611160004\nYD2611160001", qtbot)
    qtbot.waitUntil(lambda: numbers(page) == ["0004", "0001"])
    assert page.pasted.in_order.isChecked()
    assert not heading.isSortIndicatorShown()
    page.arrange_columns()
    chooser = page.findChild(ColumnChooser) or next(
        w for w in QApplication.topLevelWidgets() if isinstance(w, ColumnChooser) and w.isVisible()
    )
    QTest.keyClick(chooser.list, Qt.Key.Key_S)
    chooser.close()
    qtbot.waitUntil(lambda: numbers(page) == ["0001", "0004"])
    assert not page.pasted.in_order.isChecked()
    assert heading.isSortIndicatorShown()
    page.pasted.drop.click()
    paste(page, "YD2611160003\nYD2611160005\nYD2611160002", qtbot)
    qtbot.waitUntil(lambda: numbers(page) == ["0003", "0005", "0002"])
    assert page.pasted.in_order.isChecked()
    assert not heading.isSortIndicatorShown()


def test_whoever_opens_the_list_from_elsewhere_sees_the_set_no_more(
    page: ListPage, qtbot: QtBot
) -> None:
    for arguments in ({"search": "", "filters": ()}, {"search": ""}, {"filters": ()}):
        paste(page, "YD2611160004,YD2611160001", qtbot)
        page.open_with(**arguments)
        qtbot.waitUntil(lambda: page.model.rowCount() == 5)
        assert page.pasted.isHidden()


def test_the_set_is_printed_and_carried_to_another_page(
    page: ListPage, frame: FrameSpy, qtbot: QtBot
) -> None:
    paste(page, "YD2611160003\nYD2611160001", qtbot)
    page.act(next(a for a in page.offered if a.name == "print:P-32"))
    assert frame.papers == [("P-32", ["YD2611160003", "YD2611160001"])]
    page.pasted.drop.click()
    qtbot.waitUntil(lambda: page.model.rowCount() == 5)
    assert page.pasted.isHidden()


def test_what_is_typed_by_hand_stays_a_search(page: ListPage, qtbot: QtBot) -> None:
    with qtbot.waitSignal(page.model.settled):
        QTest.keyClicks(page.search, "YD2611160003 YD2611160001")
        page.search.ask()
    assert page.search.text() == "YD2611160003 YD2611160001"
    assert page.pasted.isHidden()


def test_what_is_typed_once_is_done_for_every_chosen_row(
    page: ListPage, office: Office, frame: FrameSpy, asker: ScriptedAsker, qtbot: QtBot
) -> None:
    for number in (1, 3):
        office.desk.run(arrive, number=f"YD261116000{number}", pieces=8)
    paste(page, "YD2611160003\nYD2611160001\nYD2611160005", qtbot)
    page.act(next(a for a in page.offered if a.name == "send_notice"))
    form = page.findChild(RowsForm)
    assert form is not None
    assert form.hinted.text() == "对选中的 3 条逐条办理。"
    for name, value in (("channel", "电话"), ("told", "王经理")):
        form.fields[name].set_value(value)
        form.fields[name].touch()
    form.save()
    qtbot.waitUntil(lambda: bool(asker.told))
    assert form.hinted.text().startswith("已办 2 条,共 3 条;正在办:YD2611160005")
    office.desk.run(arrive, number="YD2611160005", pieces=8)
    form.save()
    qtbot.waitUntil(lambda: bool(frame.said))
    assert frame.said[-1] == "登记到货通知:已办 3 条。"
    told = [office.desk.ask(events_of, number=f"YD261116000{n}")[-1] for n in (1, 3, 5)]
    assert {event.kind for event in told} == {EventKind.NOTICE_SENT}


def test_news_is_written_for_the_whole_set(
    page: ListPage, office: Office, frame: FrameSpy, qtbot: QtBot
) -> None:
    paste(page, "YD2611160003\nYD2611160001", qtbot)
    page.act(next(a for a in page.offered if a.name == "report_events"))
    form = page.findChild(FormDialog)
    assert form is not None
    assert form.hinted.text() == "对选中的 2 条一起办理,有一条不行就都不办。"
    for name, value in (
        ("kind", EventKind.PASSED),
        ("source", EventSource.DRIVER),
        ("place", "哈密"),
    ):
        form.fields[name].set_value(value)
        form.fields[name].touch()
    form.save()
    qtbot.waitUntil(lambda: bool(frame.said))
    for number in ("YD2611160001", "YD2611160003"):
        assert office.desk.ask(events_of, number=number)[-1].place == "哈密"


def test_the_set_leaves_as_a_file_as_it_is_shown(
    page: ListPage, tmp_path: Path, frame: FrameSpy, asker: ScriptedAsker, qtbot: QtBot
) -> None:
    paste(page, "YD2611160004,YD2611160001,YD2611160005", qtbot)
    out = tmp_path / "set.csv"
    asker.answers = ["与客户对账"]
    export_to(page, out)
    qtbot.waitUntil(lambda: any("已导出 3 行" in said for said in frame.said))
    lines = out.read_text("utf-8-sig").splitlines()
    assert "粘贴的号码找到的 3 条；按粘贴的顺序" in lines[0]
    assert [line.partition(",")[0][-4:] for line in lines[2:]] == ["0004", "0001", "0005"]
