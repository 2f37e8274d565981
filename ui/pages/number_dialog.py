"""Asks which document a form shall be printed for, when no row says it (the register of a month)."""

from datetime import date

from PySide6.QtWidgets import QWidget

from desk.kernel.commands import Form
from desk.kernel.errors import Problems, Refused
from desk.kernel.text import tr
from desk.screens.fields import Field
from ui.asking import Box, plain_label
from ui.editors.field_set import FieldSet
from ui.editors.line import TextEditor
from ui.pages.field_grid import FieldGrid


class NumberDialog(Box):
    """One line: the number, or the period a register covers (this month at first)."""

    asks, heading_role = False, "title"

    def __init__(self, form: Form, today: date, window: QWidget | None) -> None:
        super().__init__(window, form.title)
        what, _, hint = form.of.partition("(")
        self.fields = FieldSet(self)
        self.number = self.fields.add(TextEditor(Field("number", what, required=True)))
        if what == tr("期间"):
            self.number.set_value(f"{today:%Y-%m}")
        grid = FieldGrid()
        grid.place(self.fields)
        self.body.addWidget(grid)
        if hint:
            self.body.addWidget(plain_label(hint.rstrip(")"), "small"))
        self.buttons(tr("预览"), tr("返回"))
        self.fields.finished.connect(self.accept)
        self.fields.focus_first()

    def accept(self) -> None:
        problems = Problems()
        typed = self.number.value()
        if problems.require(typed, "number", self.number.field.label):
            super().accept()
        else:
            self.fields.show_problems(Refused(*problems.found).problems)
