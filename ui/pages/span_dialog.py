"""Asks for a span of days."""

from datetime import date

from PySide6.QtWidgets import QWidget

from desk.kernel.errors import Refused
from desk.kernel.text import tr
from desk.screens.fields import Field, Kind
from ui.asking import Box
from ui.editors.field_set import FieldSet
from ui.editors.read import DateEditor, Today
from ui.pages.field_grid import FieldGrid

Span = tuple[date | None, date | None]


class SpanDialog(Box):
    """From and to, either may stay empty."""

    asks, heading_role = False, "title"

    def __init__(self, label: str, span: Span, today: Today, window: QWidget) -> None:
        super().__init__(window, label)
        self.fields = FieldSet(self)
        for name, word, day in (("first", tr("从"), span[0]), ("last", tr("到"), span[1])):
            self.fields.add(DateEditor(Field(name, word, Kind.DATE), today)).set_value(day)
        grid = FieldGrid()
        grid.place(self.fields)
        self.body.addWidget(grid)
        self.buttons(tr("筛选"), tr("返回"))
        self.fields.finished.connect(self.accept)
        self.fields.focus_first()

    def span(self) -> Span:
        values = self.fields.values()
        first, last = values["first"], values["last"]
        return (last, first) if first and last and first > last else (first, last)

    def accept(self) -> None:
        try:
            self.fields.values()
        except Refused as refused:
            self.fields.show_problems(refused.problems)
        else:
            super().accept()
