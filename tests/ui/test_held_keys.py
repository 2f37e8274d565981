"""A key that is held down a little too long does nothing twice and answers nothing unread."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QAction, QKeyEvent
from PySide6.QtWidgets import QApplication, QDialog, QWidget
from pytestqt.qtbot import QtBot

from desk.app import command_table
from desk.screens.fields import Field
from tests.conftest import Office
from tests.ui.conftest import ScriptedAsker
from ui.desks.side_by_side import Difference, SideBySide
from ui.local_settings import LocalSettings
from ui.main_window import MainWindow
from ui.pages.form_dialog import FormDialog
from ui.registry import Context

Key = Qt.Key
GOES_ON = {"PgUp", "PgDown", "Ctrl+Z", "Ctrl+Y", "Alt+Left"}


@pytest.fixture
def window(dressed: QApplication, office: Office, asker: ScriptedAsker) -> Iterator[MainWindow]:
    window = MainWindow(office.as_("boss"), LocalSettings(), asker)
    yield window
    window.bridge.stop()
    window.deleteLater()


def test_no_key_of_a_page_does_its_work_again_while_it_is_held(window: MainWindow) -> None:
    for name in ("consignments", "call_sheet"):
        window.open_page(name)
    keyed = [a for a in window.findChildren(QAction) if not a.shortcut().isEmpty()]
    again = {a.shortcut().toString() for a in keyed if a.autoRepeat()}
    assert len(keyed) > 25
    assert again <= GOES_ON


def press(on: QWidget, key: Key, *, held: bool) -> None:
    none = Qt.KeyboardModifier.NoModifier
    QApplication.sendEvent(on, QKeyEvent(QEvent.Type.KeyPress, key, none, "", held, 1))


def test_a_form_opened_by_a_key_is_not_saved_by_it(
    context: Context, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    form = FormDialog(context, command_table()["add_user"], (Field("name", "姓名"),))
    qtbot.addWidget(form)
    saved: list[bool] = []
    monkeypatch.setattr(form, "save", lambda: saved.append(True))
    press(form, Key.Key_F9, held=True)
    assert saved == []
    press(form, Key.Key_F9, held=False)
    assert saved == [True]


@pytest.mark.parametrize("key", [Key.Key_F9, Key.Key_Return])
def test_two_versions_are_not_settled_by_the_key_that_saved(
    dressed: QApplication, qtbot: QtBot, key: Key
) -> None:
    both = SideBySide(None, "甲修改了", [Difference("name", "名称", "a", "b", "c", clash=True)])
    qtbot.addWidget(both)
    both.show()
    press(both.table, key, held=True)
    assert both.isVisible()
    press(both.table, key, held=False)
    assert both.result() == QDialog.DialogCode.Accepted
