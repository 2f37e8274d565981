"""After ten idle minutes the window is locked; any input begins the ten minutes anew."""

import pytest
from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication

from desk.kernel.settings import Settings
from tests.conftest import Office
from tests.ui.conftest import ScriptedAsker
from ui.idle import IdleWatch, LockDialog
from ui.local_settings import LocalSettings
from ui.main_window import MainWindow

TEN_MINUTES_MS = 600_000


def key() -> QKeyEvent:
    return QKeyEvent(QEvent.Type.KeyPress, Qt.Key.Key_A, Qt.KeyboardModifier.NoModifier)


def test_ten_minutes_unless_the_office_says_otherwise(dressed: QApplication) -> None:
    locked: list[bool] = []
    parent = QObject()
    watch = IdleWatch(Settings().idle_lock_minutes, lambda: locked.append(True), parent)
    timer = watch._timer
    assert (timer.interval(), timer.isActive(), timer.isSingleShot()) == (
        TEN_MINUTES_MS,
        True,
        True,
    )
    timer.setInterval(30)
    for _ in range(10):
        watch.eventFilter(parent, key())
        assert timer.remainingTime() > 0
    assert locked == []
    timer.timeout.emit()
    assert locked == [True]
    assert not IdleWatch(0, lambda: None, parent).running


def test_the_lock_hides_everything_until_the_password_is_typed(
    dressed: QApplication, office: Office, asker: ScriptedAsker, monkeypatch: pytest.MonkeyPatch
) -> None:
    window = MainWindow(office.as_("jia"), LocalSettings(), asker)
    window.show()
    seen, told = [], []

    def typed(dialog: LockDialog) -> int:
        seen.append(window.whole.isVisible())
        dialog.reject()
        for password in ("wrong-one", "secret-123"):
            dialog.password.set_value(password)
            dialog.go()
            seen.append(bool(dialog.result()))
            told.append(dialog.sentence.text())
        return dialog.result()

    monkeypatch.setattr(LockDialog, "exec", typed)
    window.idle._timer.timeout.emit()
    assert seen == [False, False, True]
    assert told == ["密码不对,请重新输入(注意大小写);忘了请联系客服部经理重设。", ""]
    assert window.whole.isVisible()
    assert window.idle.running
    window.bridge.stop()
    window.deleteLater()


def test_a_computer_that_slept_through_lunch_wakes_locked(dressed: QApplication) -> None:
    locked, clock, parent = [], [1_000.0], QObject()
    watch = IdleWatch(10, lambda: locked.append(True), parent, lambda: clock[0])
    for seconds, locks in ((10, 0), (599, 0), (600, 1), (-5_000, 1), (10, 1)):
        clock[0] += seconds
        watch.look_for_sleep()
        assert len(locked) == locks
    watch.pause()  # locked already
    clock[0] += 9_000
    watch.look_for_sleep()
    assert len(locked) == 1
