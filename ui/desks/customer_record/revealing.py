"""A masked value in clear: with a reason, written down, gone after a minute."""

from typing import Any

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QHBoxLayout, QWidget

from desk.archive.customers.choices import RevealReason
from desk.archive.customers.personal import SHOWN_S, reveal_personal, revealed_value
from desk.kernel.commands import entry_of
from desk.kernel.text import tr
from desk.screens.fields import Field, Kind
from desk.storage.gate import Outcome
from ui.asking import plain_label
from ui.desks.texts import readable
from ui.pages.form_dialog import FormDialog
from ui.registry import Context
from ui.theme import SPACE

WHY = (
    Field("why", "查看原因", Kind.CHOICE, choices=RevealReason, required=True),
    Field("note", "说明", help="选「其他」时必填"),
)


class Revealed(QWidget):
    """A strip that shows one value and how long it stays."""

    def __init__(self, context: Context) -> None:
        super().__init__()
        self._context = context
        self._left_s = 0
        self._tick = QTimer(self)
        self._tick.setInterval(1000)
        self._tick.timeout.connect(self._count_down)
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(SPACE.small)
        self._whose, self.value = plain_label("", "label"), readable("", "strong")
        self.value.setWordWrap(False)
        self._until = plain_label("", "small")
        for label in (self._whose, self.value, self._until):
            line.addWidget(label)
        line.addStretch(1)
        self.hide()

    def ask(self, whose: str, record: str, record_id: int, field: str) -> None:
        """Ask for the reason, write the look down, then show the value."""

        def done(outcome: Outcome[int]) -> None:
            self._context.ask(
                revealed_value, lambda value: self._show(whose, value), self, log_id=outcome.value
            )

        fixed: dict[str, Any] = {"record": record, "record_id": record_id, "field": field}
        command = entry_of(reveal_personal)
        values = {"why": RevealReason.CALL}
        dialog = FormDialog(self._context, command, WHY, fixed, values, self.window(), done)
        dialog.save_button.setText(tr("查看  F9"))
        dialog.show()

    def forget(self) -> None:
        """Take the value away."""
        self._tick.stop()
        self.value.setText("")
        self.hide()

    def _show(self, whose: str, value: str) -> None:
        self._whose.setText(whose)
        self.value.setText(value or tr("未登记"))
        self._left_s = SHOWN_S
        self._until.setText(tr("{n} 秒后隐藏").format(n=self._left_s))
        self._tick.start()
        self.show()

    def _count_down(self) -> None:
        self._left_s -= 1
        self._until.setText(tr("{n} 秒后隐藏").format(n=self._left_s))
        if self._left_s <= 0:
            self.forget()
