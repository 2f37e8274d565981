"""The line at the bottom: passing messages at the left; who, role and file at the right."""

from pathlib import Path

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QFrame, QHBoxLayout, QWidget

from desk.kernel.actor import Actor
from ui.asking import plain_label
from ui.desks.texts import plain_tip
from ui.theme import SPACE

FADES_AFTER_MS = 8000


class StatusLine(QFrame):
    """Messages disappear by themselves; nothing that must be read is only said here."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("statusLine")
        self.setFixedHeight(28)
        self._row = row = QHBoxLayout(self)
        row.setContentsMargins(SPACE.wide, 0, SPACE.wide, 0)
        row.setSpacing(SPACE.wide)
        self.message = plain_label("")
        self.clock = plain_label("", "warning")
        self.clock.hide()
        self.who = plain_label("")
        self.file = plain_label("")
        row.addWidget(self.message, 1)
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
