"""Light or dark: what was chosen on this computer, and changing it while the window works."""

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QAction, QActionGroup, QGuiApplication, QKeySequence
from PySide6.QtWidgets import QApplication, QMenu, QToolButton

from desk.kernel.text import tr
from ui.dressing import put_on_sheet, wear
from ui.icons import icon
from ui.theme import COLOURS, Look, palette_of

if TYPE_CHECKING:
    from ui.main_window import MainWindow

KEY = "Ctrl+Shift+D"
WORDS = ((Look.SYSTEM, "跟随系统"), (Look.LIGHT, "浅色"), (Look.DARK, "深色"))


class LookMenu(QObject):
    """A small button at the right end of the status line, and the key that turns the look over."""

    def __init__(self, window: "MainWindow") -> None:
        super().__init__(window)
        self._window = window
        self.menu = QMenu(window)
        self.menu.aboutToShow.connect(lambda: put_on_sheet(self.menu))
        group = QActionGroup(self.menu)
        self.choices: dict[Look, QAction] = {}
        for look, word in WORDS:
            action = self.menu.addAction(tr(word))
            action.setCheckable(True)
            action.triggered.connect(partial(self.choose, look))
            group.addAction(action)
            self.choices[look] = action
        self.menu.addSeparator()
        over = self.menu.addAction(tr("深浅切换"))
        over.setShortcut(QKeySequence(KEY))
        over.triggered.connect(self.turn_over)
        window.addAction(over)
        self._mark()
        window.status.add_at_end(self._button())
        QGuiApplication.styleHints().colorSchemeChanged.connect(self._system_changed)

    def choose(self, look: Look) -> None:
        """Wear this look from now on, here and at the next start."""
        from ui import local_settings

        self._window.settings.look = look
        local_settings.save(self._window.settings)
        self._mark()
        _wear(look)

    def turn_over(self) -> None:
        """Dark when it is light, light when it is dark."""
        self.choose(Look.DARK if COLOURS.name == "light" else Look.LIGHT)

    def _mark(self) -> None:
        look = self._window.settings.look
        chosen = Look(look) if look in self.choices else Look.SYSTEM
        self.choices[chosen].setChecked(True)

    def _system_changed(self) -> None:
        look = self._window.settings.look
        if palette_of(look).name != COLOURS.name:
            _wear(look)

    def _button(self) -> QToolButton:
        button = QToolButton()
        button.setIcon(icon("sun-moon"))
        button.setAutoRaise(True)
        button.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # a click leaves the keyboard on the page
        button.setAccessibleName(tr("外观"))
        button.setToolTip(tr("外观:浅色、深色") + f"  {KEY}")
        button.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        button.setMenu(self.menu)
        return button


def _wear(look: str) -> None:
    application = QApplication.instance()
    if isinstance(application, QApplication):
        wear(application, look)
