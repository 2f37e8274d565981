"""Filters saved under a name, used, renamed, deleted by keyboard; a list that opens as it was left."""

from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from desk.kernel.roles import Role
from desk.screens.lists import Filter
from tests.conftest import Office
from tests.ui.conftest import FrameSpy
from tests.ui.test_columns import opened
from tests.ui.typing_in import press, write
from ui import local_settings
from ui.local_settings import KeptFilter
from ui.pages.filter_chips import ChoiceChip, SpanChip
from ui.pages.filter_names import FilterNames
from ui.pages.list_page import ListPage
from ui.registry import Context

Key, Held = Qt.Key, Qt.KeyboardModifier


@pytest.fixture
def page(context: Context, qtbot: QtBot) -> ListPage:
    return opened(context, qtbot, "users")


def dialog(page: ListPage, qtbot: QtBot) -> FilterNames:
    """The user's filters, called by their key."""
    QTest.keyClick(page.table, Key.Key_F, Held.AltModifier)
    (found,) = [w for w in QApplication.topLevelWidgets() if isinstance(w, FilterNames)]
    qtbot.waitUntil(found.isActiveWindow)
    found.list.setFocus()
    return found


def back_to(page: ListPage, qtbot: QtBot) -> None:
    page.activateWindow()
    qtbot.waitUntil(page.isActiveWindow)
    page.table.setFocus()


def only_clerks(page: ListPage, qtbot: QtBot) -> None:
    chip = page.filters.chip("role")
    assert isinstance(chip, ChoiceChip)
    with qtbot.waitSignal(page.model.settled):
        chip.menu_of().actions()[0].trigger()


def test_a_filter_is_saved_used_renamed_and_deleted_by_keyboard(
    page: ListPage, context: Context, qtbot: QtBot, qtlog: Any
) -> None:
    only_clerks(page, qtbot)
    box = dialog(page, qtbot)
    QTest.keyClick(box.list, Key.Key_S, Held.ControlModifier)
    write("客服的人")
    press(Key.Key_Return)
    qtbot.waitUntil(lambda: list(page.kept.saved) == ["客服的人"])
    assert box.isVisible()
    assert box.list.item(0).text() == "客服的人"
    assert box.main.isEnabled()
    box.reject()
    assert "客服的人" in page.names.text()
    assert page.names.isChecked()
    back_to(page, qtbot)
    with qtbot.waitSignal(page.model.settled):
        page.filters.clear()
    assert page.foot.count.text() == "共 5 条"
    assert "客服的人" not in page.names.text()
    box = dialog(page, qtbot)
    with qtbot.waitSignal(page.model.settled):
        QTest.keyClick(box.list, Key.Key_1)
    assert page.model.wanted.filters == (Filter("role", "in", (Role.CS,)),)
    assert page.foot.count.text() == "筛选出 2 条"
    back_to(page, qtbot)
    box = dialog(page, qtbot)
    QTest.keyClick(box.list, Key.Key_F2)
    write("甲乙")
    press(Key.Key_Return)
    qtbot.waitUntil(lambda: list(page.kept.saved) == ["甲乙"])
    kept = local_settings.load().filters["boss"]["users"]
    assert kept.saved == {"甲乙": KeptFilter(chips={"role": ["CS"]})}
    QTest.keyClick(box.list, Key.Key_Delete)
    assert local_settings.load().filters["boss"]["users"].saved == {}
    box.reject()
    assert [r.message for r in qtlog.records if "commitData" in r.message] == []


def test_the_button_of_the_filters_is_as_wide_as_its_words_and_stands_at_the_right(
    page: ListPage, qtbot: QtBot
) -> None:
    for width in (1100, 2200):
        page.resize(width, 700)
        qtbot.waitUntil(lambda w=width: page.width() == w)  # type: ignore[misc]
        QApplication.processEvents()
        assert page.names.width() <= page.names.sizeHint().width()
        right = page.names.mapTo(page, page.names.rect().topRight()).x()
        assert right == page.table.mapTo(page, page.table.rect().topRight()).x()


def test_nothing_is_saved_while_nothing_is_filtered(page: ListPage, qtbot: QtBot) -> None:
    box = dialog(page, qtbot)
    assert not box.main.isEnabled()
    assert "先在列表上筛选,再按 Ctrl+S" in box.none.text()
    QTest.keyClick(box.list, Key.Key_S, Held.ControlModifier)
    assert "没有筛选" in box.none.text()
    assert box.list.count() == 0
    box.reject()


def test_two_filters_never_have_one_name(page: ListPage, qtbot: QtBot) -> None:
    only_clerks(page, qtbot)
    box = dialog(page, qtbot)
    box.save()
    box.save()
    assert list(page.kept.saved) == ["新筛选", "新筛选 2"]
    box.list.item(1).setText("新筛选")
    assert list(page.kept.saved) == ["新筛选", "新筛选 2"]
    box.reject()


def test_a_list_opens_as_it_was_left_only_for_who_wants_it(
    page: ListPage, context: Context, office: Office, qtbot: QtBot
) -> None:
    only_clerks(page, qtbot)
    assert not opened(context, qtbot, "users").narrowed
    back_to(page, qtbot)
    box = dialog(page, qtbot)
    QTest.keyClick(box.list, Key.Key_B, Held.ControlModifier)
    box.reject()
    back_to(page, qtbot)
    with qtbot.waitSignal(page.model.settled):
        page.search.setFocus()
        QTest.keyClicks(page.search, "ji")
    again = opened(context, qtbot, "users")
    assert again.search.text() == "ji"
    assert again.model.rowCount() == 1
    assert again.foot.count.text() == "筛选出 1 条"
    office.as_("jia")
    assert not opened(context, qtbot, "exceptions").search.text()


def test_a_record_outside_the_filter_is_shown_all_the_same(
    page: ListPage, frame: FrameSpy, qtbot: QtBot
) -> None:
    only_clerks(page, qtbot)
    page.open_with(ids=[1])
    qtbot.waitUntil(lambda: page.table.chosen_ids() == [1])
    assert frame.said == ["要看的记录不在筛选结果里,已清除筛选。"]
    assert not page.narrowed


def test_a_span_is_kept_as_the_word_it_was_chosen_by(page: ListPage) -> None:
    chip = page.filters.chip("created_at")
    assert isinstance(chip, SpanChip)
    for action in chip.menu_of().actions():
        if action.text() == "本月":
            action.trigger()
    assert chip.state() == ["本月"]
    chip.put_state(["2026-11-01", ""])
    assert chip.state() == ["2026-11-01", ""]
    chip.put_state(["往年", "x"])
    assert chip.state() == []
    page.filters.put_state({"role": ["CS", "GONE"], "nothing": ["x"]})
    assert page.filters.state() == {"role": ["CS"]}


def test_today_is_another_day_after_midnight(page: ListPage, office: Office, qtbot: QtBot) -> None:
    chip = page.filters.chip("created_at")
    assert isinstance(chip, SpanChip)
    office.at("2026-11-16 23:59")
    with qtbot.waitSignal(page.model.settled):
        chip.put_state(["今天"])
        page.refresh()
    assert page.model.rowCount() > 0
    office.at("2026-11-17 00:00")
    with qtbot.waitSignal(page.model.settled):
        page.notice_day()
    assert page.model.rowCount() == 0
    qtbot.waitUntil(lambda: not page.context.bridge.busy)
    page.notice_day()
    assert not page.context.bridge.busy
