"""The card in work: who is called, and a line for every field."""

import dataclasses
from collections.abc import Iterable
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from desk.archive.rechecks.choices import CardState
from desk.archive.rechecks.queries import RecheckCardView
from desk.kernel.errors import Problem
from desk.kernel.text import tr
from desk.screens.fields import Field
from ui.asking import plain_label
from ui.desks.customer_record.revealing import Revealed
from ui.desks.pieces import Card, FollowingArea, empty_layout
from ui.desks.recheck_desk.answer_line import AnswerLine
from ui.editors import FieldSet
from ui.editors.line import TextEditor
from ui.registry import Context
from ui.theme import SIZES, SPACE, TYPE

EVIDENCE_WIDTH = 190
HEADINGS = ("", "现值", "新内容", "来源", "依据", "")


class CardFields(FieldSet):
    """Refusals of answers go to their lines."""

    def __init__(self, parent: "CardForm") -> None:
        super().__init__(parent)
        self.sent: list[AnswerLine] = []

    def show_problems(self, problems: Iterable[Problem]) -> tuple[Problem, ...]:
        return super().show_problems(self._placed(problem) for problem in problems)

    def _placed(self, problem: Problem) -> Problem:
        path = (problem.field or "").split(".")
        if path[0] != "answers" or len(path) < 3 or not path[1].isdigit():
            return problem
        line, of = self.sent[int(path[1])], path[-1]
        editor = {"evidence": line.evidence, "source": line.source}.get(of, line.new)
        return dataclasses.replace(problem, field=editor.name)


class CardForm(Card):
    """See the module.

    Signals:
        finished: Enter in the last field.
    """

    finished = Signal()

    def __init__(self, context: Context) -> None:
        super().__init__()
        self._context = context
        self.card: RecheckCardView | None = None
        self.lines: list[AnswerLine] = []
        self.revealed = Revealed(context)
        self.column.addWidget(self.revealed)
        inside = QWidget()
        column = QVBoxLayout(inside)
        column.setContentsMargins(0, 0, SPACE.small, 0)
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(SPACE.small)
        self._grid.setVerticalSpacing(SPACE.tight)
        for number, stretch in ((1, 3), (2, 3), (4, 3)):
            self._grid.setColumnStretch(number, stretch)
        for number, ems in ((3, 6), (5, 4)):
            self._grid.setColumnMinimumWidth(number, ems * SIZES.em)
        self._grid.setColumnMinimumWidth(4, EVIDENCE_WIDTH)
        column.addLayout(self._grid)
        column.addStretch(1)
        self.column.addWidget(FollowingArea(inside), 1)
        self.fields = CardFields(self)

    @property
    def is_open(self) -> bool:
        """Whether it can still be filled in."""
        card = self.card
        return card is not None and card.state in (CardState.TO_CALL, CardState.UNREACHED)

    @property
    def touched(self) -> bool:
        return self.is_open and (
            any(line.answered for line in self.lines) or bool(self.lines and self.fields.touched)
        )

    @property
    def unanswered(self) -> list[str]:
        """The words of the fields without an answer."""
        return [line.asked.label for line in self.lines if not line.answered]

    def show_card(self, card: RecheckCardView | None) -> None:
        """Show another card."""
        self.card = card
        self.revealed.forget()
        empty_layout(self._grid)
        self.fields.deleteLater()
        self.fields, self.lines = CardFields(self), []
        self.fields.finished.connect(self.finished)
        if card is None:
            return
        for number, heading in enumerate(HEADINGS):
            self._grid.addWidget(plain_label(tr(heading) if heading else "", "small"), 0, number)
        for index, asked in enumerate(card.fields):
            line = AnswerLine(self._context, index, asked, self.is_open)
            line.join(self.fields)
            self.lines.append(line)
            self._lay(line, index + 1)
        self._lay_note(card, len(card.fields) + 1)

    def arguments(self, rest_confirmed: bool) -> dict[str, Any]:
        """What `check_customer` is told."""
        assert self.card is not None
        self.fields.sent = [line for line in self.lines if line.answered]
        return {
            "card_id": self.card.card_id,
            "answers": tuple(line.answer() for line in self.fields.sent),
            "rest_confirmed": rest_confirmed,
            "note": self.note.value(),
        }

    def reveal(self) -> None:
        """Show the number to call, with a reason."""
        card = self.card
        if card is not None and card.contact_id is not None:
            self.revealed.ask(card.contact, "contact", card.contact_id, card.phone_field)

    def _lay(self, line: AnswerLine, row: int) -> None:
        top = Qt.AlignmentFlag.AlignTop
        label = plain_label(line.asked.label, "label")
        old, *rest = line.cells()
        for text in (label, old):
            text.setContentsMargins(0, (SIZES.control - TYPE.line) // 2, 0, 0)
        self._grid.addWidget(label, row, 0, top | Qt.AlignmentFlag.AlignRight)
        self._grid.addWidget(old, row, 1, top)
        for number, widget in enumerate(rest, 2):
            middle = Qt.AlignmentFlag.AlignVCenter if widget is line.chip else top
            self._grid.addWidget(widget, row, number, middle)

    def _lay_note(self, card: RecheckCardView, row: int) -> None:
        self.note = self.fields.add(TextEditor(Field("note", tr("备注"))))
        self.note.set_value(card.note)
        self.note.setEnabled(self.is_open)
        right = Qt.AlignmentFlag.AlignRight
        self._grid.addWidget(plain_label(tr("备注"), "label"), row, 0, right)
        self._grid.addWidget(self.note, row, 1, 1, 4)
