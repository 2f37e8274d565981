"""The navigation is put together and dressed page by page, so that no turn of it holds the window."""

from collections import Counter

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtWidgets import QApplication, QPushButton
from pytestqt.qtbot import QtBot

from tests.conftest import Office
from tests.ui.conftest import ScriptedAsker
from ui.local_settings import LocalSettings
from ui.main_window import MainWindow

DRESSED = Qt.WidgetAttribute.WA_WState_Polished


class DressingSeen(QObject):
    """Counts how often buttons change their style."""

    def __init__(self) -> None:
        super().__init__()
        self.times: Counter[str] = Counter()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.StyleChange and isinstance(watched, QPushButton):
            self.times[watched.accessibleName()] += 1
        return False


def test_each_button_is_dressed_once_and_where_it_stands(
    dressed: QApplication, office: Office, asker: ScriptedAsker, qtbot: QtBot
) -> None:
    window = MainWindow(office.as_("boss"), LocalSettings(), asker, unseen=True)
    qtbot.addWidget(window)
    seen = DressingSeen()
    before = 0
    while window.build_on():
        buttons = [window.navigation._buttons[name] for name in window.navigation.names]
        assert len(buttons) <= before + 1, "one a turn"
        assert all(button.testAttribute(DRESSED) for button in buttons)
        before = len(buttons)
    assert before == len([spec for spec in window._specs.values() if spec.in_navigation])
    dressed.installEventFilter(seen)
    try:
        window.begin()
        window.show()
        qtbot.waitUntil(lambda: not window.bridge.busy, timeout=20_000)
    finally:
        dressed.removeEventFilter(seen)
        window.bridge.stop()
    again = {button.accessibleName() for button in window.navigation.findChildren(QPushButton)}
    assert not again & seen.times.keys(), "dressed anew when the window was put together"


def test_tab_comes_to_the_foot_after_the_last_page(
    office: Office, asker: ScriptedAsker, qtbot: QtBot
) -> None:
    window = MainWindow(office.as_("boss"), LocalSettings(), asker)
    qtbot.addWidget(window)
    order: list[str] = []
    at = window.nextInFocusChain()
    while at is not window:
        if isinstance(at, QPushButton) and window.navigation.isAncestorOf(at):
            order.append(at.accessibleName())
        at = at.nextInFocusChain()
    last = window._specs[window.navigation.names[-1]].title
    assert order[-3:] == [last, "改密码", "锁定"]
    window.bridge.stop()
