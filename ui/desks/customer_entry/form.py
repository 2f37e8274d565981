"""The editors of a customer, laid out in cards."""

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desk.archive.customers.choices import CustomerKind
from desk.kernel.errors import Problem
from desk.kernel.text import tr
from desk.screens.fields import Field
from ui.asking import plain_label
from ui.desks.checks import check_line
from ui.desks.customer_entry.words import (
    ADDRESS,
    CONSENT,
    CONTACT,
    DUPLICATE,
    EVIDENCE,
    HABITS,
    KIND_PREFIX,
    KINDS,
    MONEY,
    OWNER,
    REQUIREMENTS,
    WHO,
)
from ui.desks.pieces import Card, aligned_grid
from ui.desks.stale import StaleAwareFields
from ui.editors import Editor, editor_for
from ui.theme import SPACE

if TYPE_CHECKING:
    from ui.registry import Context

DUPLICATE_CODE = "E103"


class CustomerFields(StaleAwareFields):
    """The walking order; a missing kind of business is shown at the first kind.

    Signals:
        twin: a customer of this name or phone is known already (E103).
    """

    twin = Signal()

    def show_problems(self, problems: Iterable[Problem]) -> tuple[Problem, ...]:
        """Show each problem at its field; a twin also opens the field for the reason."""
        found = tuple(problems)
        if any(problem.code == DUPLICATE_CODE for problem in found):
            self.twin.emit()
        return super().show_problems(found)

    def _place(self, path: str | None) -> str | None:
        if path is not None and path.rpartition(".")[2] == "kinds":
            return f"{KIND_PREFIX}{CustomerKind.INBOUND.value}"
        if path == "contacts":
            return "contacts.0.name"
        return super()._place(path)


class CustomerForm(QWidget):
    """All fields; those of a first contact and address only for a new customer."""

    def __init__(self, context: "Context") -> None:
        super().__init__()
        self.fields = CustomerFields(self)
        self._context = context
        self.fields.twin.connect(self._ask_for_reason)
        self.twins = plain_label("", "warning")
        self.twins.setWordWrap(True)
        self.twins.hide()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACE.small)
        column.addWidget(self._who())
        self.first = self._first()
        column.addWidget(self.first)
        beside = QHBoxLayout()
        beside.setSpacing(SPACE.small)
        beside.addWidget(self._money(), 1)
        beside.addWidget(self._habits(), 1)
        column.addLayout(beside)
        column.addStretch(1)

    def show_as_new(self, new: bool) -> None:
        """A new customer has a first contact and address; a known one keeps his own."""
        self._show(self.first, (*CONTACT, *ADDRESS), new)
        asks = not new and not self._context.may("customer.approve")
        self._show(self._evidence, EVIDENCE, asks)
        self._show(self._duplicate, (DUPLICATE,), False)
        self.twins.hide()

    def _ask_for_reason(self) -> None:
        """A twin was found: a reason must be given to enter another one."""
        self._show(self._duplicate, (DUPLICATE,), True)

    def _who(self) -> Card:
        card = Card(tr("基本"))
        grid = aligned_grid(columns=4)
        for field in WHO:
            grid.put(self._editor(field), span=2 if field.name == "name" else 1)
        if self._context.may("user.manage"):
            grid.put(self._editor(OWNER))
        card.column.addWidget(grid)
        card.column.addWidget(self.twins)
        self._duplicate = self._part(card, (DUPLICATE,), 1)
        card.column.addWidget(check_line(self.fields, KINDS, tr("业务类别 *")))
        return card

    def _first(self) -> Card:
        card = Card(tr("联系人和地址"))
        grid = aligned_grid(columns=3)
        for field in CONTACT:
            grid.put(self._editor(field))
        for field in ADDRESS:
            wide = field.name.endswith(("street", "geo_note"))
            grid.put(self._editor(field), span=2 if wide else 1)
        card.column.addWidget(grid)
        return card

    def _money(self) -> Card:
        card = Card(tr("结算与信用"))
        self._part(card, MONEY, 2)
        self._evidence = self._part(card, EVIDENCE, 2)
        card.column.addStretch(1)
        return card

    def _habits(self) -> Card:
        card = Card(tr("习惯与合同"))
        self._part(card, HABITS, 2)
        self._part(card, (REQUIREMENTS,), 1)
        card.column.addWidget(check_line(self.fields, (CONSENT,)))
        return card

    def _part(self, card: Card, part: Sequence[Field], columns: int) -> QWidget:
        grid = aligned_grid(columns)
        for field in part:
            grid.put(self._editor(field))
        card.column.addWidget(grid)
        return grid

    def _editor(self, field: Field) -> Editor:
        return self.fields.add(editor_for(field, self._context))

    def _show(self, whole: QWidget, part: Sequence[Field], on: bool) -> None:
        whole.setVisible(on)
        for field in part:
            self.fields[field.name].setVisible(on)
