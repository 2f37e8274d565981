"""Today's calls: mine first by deadline, then the others'; a customer nobody planned on top."""

from datetime import datetime
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from desk.care.callbacks.board import BoardRow
from desk.kernel.text import tr
from desk.screens.fields import Field, Kind
from ui.asking import plain_label
from ui.desks.callback_desk.words import due_text, due_tone, tried_text
from ui.desks.row_table import Column
from ui.desks.waiting_card import WaitingCard
from ui.editors.drop_down import Suggestion
from ui.editors.suggesting import ReferenceEditor
from ui.theme import SPACE, Tone

if TYPE_CHECKING:
    from ui.registry import Context

WIDTH = 300


class CustomerBox(ReferenceEditor):
    """A customer to call although nobody planned it.

    Signals:
        picked: his id.
    """

    picked = Signal(int)

    def __init__(self, context: "Context") -> None:
        field = Field("customer_id", tr("计划外回访"), Kind.REFERENCE, of="customers")
        super().__init__(field, context)
        self.line.setPlaceholderText(tr("计划外:客户名、拼音  Ctrl+N"))

    def pick(self, suggestion: Suggestion) -> None:
        super().pick(suggestion)
        self.set_value(None)
        self.picked.emit(int(suggestion.value))


class Queue(QWidget):
    """See the module.

    Signals:
        chosen: the key of a call.
    """

    chosen = Signal(str)

    def __init__(self, context: "Context") -> None:
        super().__init__()
        self._context = context
        self.setFixedWidth(WIDTH)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACE.small)
        self.customer = CustomerBox(context)
        self.calls: WaitingCard[BoardRow] = WaitingCard(
            tr("今天要回访的"),
            tr("今天要回访的客户"),
            self._columns(),
            tr("今天没有要回访的客户。计划外的回访在上面输入客户名。"),
        )
        self.count = plain_label("", "small")
        self.calls.head.addWidget(self.count)
        self.calls.chosen.connect(self.chosen)
        column.addWidget(self.customer)
        column.addWidget(self.calls, 1)

    @property
    def rows(self) -> list[BoardRow]:
        return self.calls.table.rows

    def row(self, key: str) -> BoardRow | None:
        """The call of a key, if it is still waiting."""
        return next((row for row in self.rows if row.number == key), None)

    def after(self, key: str) -> BoardRow | None:
        """The call below the one of a key, or the first one; my own before the others'."""
        at = next((i for i, row in enumerate(self.rows) if row.number == key), -1)
        others = [*self.rows[at + 1 :], *self.rows[: max(at, 0)]]
        return next((row for row in others if row.mine), others[0] if others else None)

    def show_rows(self, rows: list[BoardRow], key: str) -> None:
        """Show the calls, the one in work marked."""
        self.calls.show_cases(rows)
        self.calls.mark(key)
        mine = sum(row.mine for row in rows)
        words = tr("我的 {n} · 共 {all}").format(n=mine, all=len(rows))
        self.count.setText(words if rows else "")

    def _now(self) -> datetime:
        return self._context.desk.now

    def _columns(self) -> tuple[Column[BoardRow], ...]:
        return (
            Column(
                tr("客户"),
                lambda row: row.customer,
                9,
                stretch=True,
                below=lambda row: tr("{v} 类 · {why}").format(
                    v=row.customer_class.label, why=row.why
                ),
                ink=lambda row: None if row.mine else Tone.NEUTRAL,
            ),
            Column(
                tr("期限"),
                lambda row: due_text(row, self._now()),
                7,
                below=tried_text,
                ink=lambda row: due_tone(row, self._now()),
            ),
        )
