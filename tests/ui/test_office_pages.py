"""Settings, working calendar, and the columns a user chooses."""

from datetime import date

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu
from pytestqt.qtbot import QtBot

from tests.conftest import Office
from tests.ui.conftest import ScriptedAsker
from ui import local_settings
from ui.editors.line import LineEditor
from ui.models.arranging import column_menu
from ui.pages.calendar_page import CalendarPage
from ui.pages.form_dialog import FormDialog
from ui.pages.list_page import ListPage
from ui.pages.page import Page
from ui.pages.settings_page import SettingsPage
from ui.registry import Context


def shown(page: Page, qtbot: QtBot) -> None:
    qtbot.addWidget(page)
    page.show()
    page.shown()
    qtbot.waitUntil(lambda: page.context.bridge.reading.idle)


def form() -> FormDialog:
    (only,) = (w for w in QApplication.topLevelWidgets() if isinstance(w, FormDialog))
    return only


def fill(dialog: FormDialog, name: str, text: str) -> None:
    editor = dialog.fields[name]
    assert isinstance(editor, LineEditor)
    editor.line.setText(text)
    editor.touch()


def test_a_setting_is_found_and_changed(context: Context, qtbot: QtBot) -> None:
    page = SettingsPage(context)
    shown(page, qtbot)
    page.search.setText("免费保管")
    qtbot.waitUntil(lambda: page.model.rowCount() == 1)
    page.table.selectRow(0)
    page.change()
    dialog = form()
    assert dialog.fields["value"].value() == 3
    fill(dialog, "value", "x")
    dialog.save()
    assert "读不懂" in dialog.fields["value"].problem_text
    fill(dialog, "value", "5")
    dialog.save()
    assert context.desk.settings.free_storage_days == 5
    qtbot.waitUntil(lambda: page.model.index(0, 1).data() == "5")


def test_money_and_shares_are_shown_and_typed_as_the_office_reads_them(
    context: Context, qtbot: QtBot
) -> None:
    page = SettingsPage(context)
    shown(page, qtbot)
    keys = [row.key for row in page.source.found]
    for key, before, typed, after in (
        ("waive_limit_fen", "20.00", "35", 3500),
        ("cod_fee_bp", "0.30%", "0.5", 50),
        ("ltl_weight_warn_g", "3000.0", "2500", 2_500_000),
    ):
        assert page.model.index(keys.index(key), 1).data() == before
        page.table.selectRow(keys.index(key))
        page.change()
        dialog = form()
        fill(dialog, "value", typed)
        dialog.save()
        dialog.deleteLater()
        qtbot.waitUntil(lambda: not QApplication.activeModalWidget())
        QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
        assert getattr(context.desk.settings, key) == after


def test_unreadable_hours_are_refused_at_the_field(
    context: Context, qtbot: QtBot, asker: ScriptedAsker
) -> None:
    page = SettingsPage(context)
    shown(page, qtbot)
    keys = [row.key for row in page.source.found]
    page.table.selectRow(keys.index("hours_text"))
    page.change()
    dialog = form()
    fill(dialog, "value", "全天")
    dialog.save()
    said = dialog.fields["value"].problem_text + "".join(m.text for m in asker.told)
    assert "工作时段" in said
    assert dialog.isVisible()
    dialog.fields["value"].set_value("09:00-18:00")
    dialog.fields["value"].touch()
    dialog.save()
    assert context.desk.settings.hours_text == "09:00-18:00"


def test_special_days_are_added_changed_and_cleared(
    context: Context, qtbot: QtBot, asker: ScriptedAsker
) -> None:
    page = CalendarPage(context)
    shown(page, qtbot)
    before = page.model.rowCount()
    assert before > 10
    page.add()
    dialog = form()
    fill(dialog, "day", "1206")
    fill(dialog, "note", "<b>盘点</b>")
    dialog.save()
    qtbot.waitUntil(lambda: page.model.rowCount() == before + 1)
    row = next(i for i, r in enumerate(page.source.found) if r.day == date(2026, 12, 6))
    assert page.model.index(row, 2).data() == "<b>盘点</b>"
    page.table.selectRow(row)
    asker.answers = [True]
    page.clear()
    qtbot.waitUntil(lambda: page.model.rowCount() == before)
    assert asker.asked[0][1] == ("2026-12-06  <b>盘点</b>",)
    page.year.setValue(2099)
    qtbot.waitUntil(lambda: page.model.rowCount() == 0)


@pytest.mark.parametrize("kind", [SettingsPage, CalendarPage])
def test_who_may_only_read_gets_no_form(
    office: Office, context: Context, qtbot: QtBot, kind: type[SettingsPage | CalendarPage]
) -> None:
    office.as_("jia")
    page = kind(context)
    shown(page, qtbot)
    page.table.selectRow(0)
    page.change()
    assert not [w for w in QApplication.topLevelWidgets() if isinstance(w, FormDialog)]


def test_chosen_columns_are_remembered(context: Context, qtbot: QtBot) -> None:
    page = ListPage(context, "consignments")
    shown(page, qtbot)
    assert "remark" not in page.table.shown_columns()
    actions = [one for one in column_menu(page.table, page.table).actions() if one.isCheckable()]
    labels = {action.text().split("(&")[0]: action for action in actions}
    signs = [action.text().split("(&")[1] for action in actions]
    assert len(set(signs)) == len(actions)
    labels["备注"].trigger()
    labels["方向"].trigger()
    kept = local_settings.load
    qtbot.waitUntil(lambda: "consignments" in kept().tables.get("boss", {}))
    again = ListPage(context, "consignments")
    qtbot.addWidget(again)
    assert "remark" in again.table.shown_columns()
    assert "direction" not in again.table.shown_columns()
    assert list(kept().tables["boss"]["consignments"].shown) == again.table.shown_columns()


def test_the_menu_of_the_headings_is_worked_by_keys(context: Context, qtbot: QtBot) -> None:
    page = ListPage(context, "users")
    shown(page, qtbot)
    with qtbot.waitActive(page):
        page.activateWindow()
    page.table.setFocus()
    before = page.table.shown_columns()
    QTest.keyClick(page.table, Qt.Key.Key_F10, Qt.KeyboardModifier.ShiftModifier)
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)
    QTest.keyClick(menu, Qt.Key.Key_2)
    assert not menu.isVisible()
    assert page.table.shown_columns() == [before[0], *before[2:]]
