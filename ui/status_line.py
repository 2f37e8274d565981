"""The line at the bottom: passing messages at the left; who, role and file at the right."""

from pathlib import Path

from PySide6.QtCore import QSize, Qt, QTimer
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QPushButton,
    QSizePolicy,
    QStyle,
    QStyleOptionButton,
    QWidget,
)

from desk.kernel.actor import Actor
from desk.kernel.text import tr
from ui.asking import button_text, plain_label
from ui.desks.texts import Elided, plain_tip
from ui.theme import SPACE

FADES_AFTER_MS = 8000
GO_KEY, LATER_KEY = "Ctrl+Shift+T", "Ctrl+Shift+S"
LEAST_WORDS = 6
"""Room for so many Chinese signs of its sentence, the hour among them, a shrinking button keeps beside its key."""


class StatusLine(QFrame):
    """Messages disappear by themselves; nothing that must be read is only said here."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("statusLine")
        self.setFixedHeight(28)
        self._row = row = QHBoxLayout(self)
        row.setContentsMargins(SPACE.wide, 0, SPACE.wide, 0)
        row.setSpacing(SPACE.wide)
        self.message = Elided()
        self.clock = plain_label("", "warning")
        self.clock.hide()
        self.who = plain_label("")
        self.file = plain_label("")
        self.reminder, self.later = _quiet_button(ShrinkingButton(GO_KEY)), _quiet_button()
        self.work, self.newer = _quiet_button(), _quiet_button()
        row.addWidget(self.message, 1)
        row.addWidget(self.reminder)
        row.addWidget(self.later)
        row.addWidget(self.newer)
        row.addWidget(self.work)
        row.addWidget(self.clock)
        row.addWidget(self.who)
        row.addWidget(self.file)
        self._fade = QTimer(self)
        self._fade.setSingleShot(True)
        self._fade.setInterval(FADES_AFTER_MS)
        self._fade.timeout.connect(self._forget)
        self._just_said = QTimer(self)
        self._just_said.setSingleShot(True)

    def say(self, text: str) -> None:
        """Show a message for a while."""
        self.message.setText(text)
        self._fade.start()
        self._just_said.start(0)

    def turn_page(self) -> None:
        """Take a message away with its page; one said in the very same step belongs to the next."""
        if not self._just_said.isActive():
            self._forget()

    def show_clock(self, sentence: str) -> None:
        """Keep saying that the computer's time is wrong; nothing when it is right."""
        self.clock.setText(sentence)
        self.clock.setVisible(bool(sentence))

    def show_work(self, words: str) -> None:
        """Show how much is to be done; nothing when nothing is."""
        _tell(self.work, words, tr("打开今日工作"))

    def show_newer(self, words: str) -> None:
        """Say that a newer version can be installed; nothing when there is none."""
        _tell(self.newer, words, tr("看新内容,备份后安装"))

    def show_reminder(self, sentence: str) -> None:
        """Show what falls due soon, and the way to put it off; nothing when nothing does."""
        tip = plain_tip(tr("去办理:{what}").format(what=sentence))
        _tell(self.reminder, sentence and f"{sentence}  {GO_KEY}", tip)
        _tell(self.later, sentence and f"{tr('稍后提醒')}  {LATER_KEY}", tr("十分钟后再提醒"))

    def show_who(self, actor: Actor | None, path: Path) -> None:
        """Show who is signed in, and to which file."""
        self.who.setText(f"{actor.name} · {actor.role.label}" if actor else "")
        self.file.setText(path.name)
        self.file.setToolTip(plain_tip(str(path)))

    def add_at_end(self, widget: QWidget) -> None:
        """Put a small button at the right end."""
        self._row.addWidget(widget)

    def _forget(self) -> None:
        self._fade.stop()
        self.message.setText("")


class ShrinkingButton(QPushButton):
    """Its sentence gives way in the middle where there is no room; its key stays whole."""

    def __init__(self, key: str) -> None:
        super().__init__()
        self._key = f"  {key}"
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)

    def minimumSizeHint(self) -> QSize:
        measure, whole = self.fontMetrics(), super().minimumSizeHint()
        least = measure.height() * LEAST_WORDS + measure.horizontalAdvance(self._key)
        return QSize(min(whole.width(), least + self._edges()), whole.height())

    def initStyleOption(self, option: QStyleOptionButton) -> None:
        super().initStyleOption(option)
        measure = self.fontMetrics()
        sentence = self.accessibleName().removesuffix(self._key)
        room = self.width() - self._edges() - measure.horizontalAdvance(self._key)
        shown = measure.elidedText(sentence, Qt.TextElideMode.ElideMiddle, room)
        option.text = button_text(shown + self._key)

    def _edges(self) -> int:
        """What the style leaves free at the left and the right."""
        option = QStyleOptionButton()
        super().initStyleOption(option)
        inside = self.style().subElementRect(QStyle.SubElement.SE_PushButtonContents, option, self)
        return self.width() - inside.width()


def _quiet_button(button: QPushButton | None = None) -> QPushButton:
    """A button that looks like words and leaves the keyboard where it is."""
    button = button or QPushButton()
    button.setProperty("role", "link")
    button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    button.hide()
    return button


def _tell(button: QPushButton, words: str, tip: str) -> None:
    button.setText(button_text(words))
    button.setAccessibleName(words)
    button.setToolTip(tip)
    button.setVisible(bool(words))
