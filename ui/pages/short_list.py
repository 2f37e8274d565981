"""A page over a short list that a query returns whole: settings, special days."""

from array import array
from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout

from desk.kernel.grams import stands_in
from desk.kernel.text import tr
from desk.screens.fields import Field
from ui.asking import button_text, plain_label
from ui.desks.row_words import in_order
from ui.formats import RIGHT, alignment, show
from ui.held_keys import does_once
from ui.models.arranging import COLUMNS_KEY
from ui.models.copying import copy_chosen
from ui.models.id_list_model import IdListModel, Row, Source, Wanted
from ui.models.id_table import IdTable
from ui.pages.action_bar import WHILE_SHOWN
from ui.pages.column_chooser import ColumnChooser
from ui.pages.page import Page
from ui.pages.search_box import SearchBox
from ui.pages.table_layouts import UNSORTED, keep_layout_of_desk, put_layout_of_desk
from ui.pages.unread_rows import tell_unread
from ui.registry import Context
from ui.theme import SPACE


class QuerySource(Source):
    """Rows of a query as a source of the table model; ids are their places in the whole list."""

    def __init__(self, fields: tuple[Field, ...], ask: Callable[[], list[Any]]) -> None:
        self.fields = fields
        self._ask = ask
        self.found: list[Any] = []

    def ids(self, wanted: Wanted, limit: int | None) -> "array[int]":
        self.found = self._ask()
        hits = [i for i, row in enumerate(self.found) if self._matches(row, wanted.search)]
        by = next((f for f in self.fields if wanted.sort and f.name == wanted.sort.field), None)
        if by is not None and wanted.sort is not None:
            texts = {i: show(by, getattr(self.found[i], by.name)) for i in hits}
            figures = alignment(by) == RIGHT
            hits = in_order(hits, lambda i: texts[i], figures, descending=wanted.sort.descending)
        return array("q", hits[:limit])

    def rows(self, ids: Sequence[int]) -> dict[int, Row]:
        found = self.found
        return {i: tuple(getattr(found[i], f.name) for f in self.fields) for i in ids}

    def _matches(self, row: Any, text: str) -> bool:
        shown = " ".join(show(f, getattr(row, f.name)) for f in self.fields)
        return stands_in(text, shown)


class ShortListPage(Page):
    """Title, buttons, search and table; a subclass says what the buttons do."""

    def __init__(self, context: Context, title: str, source: QuerySource) -> None:
        super().__init__(context)
        self.source = source
        self.model = IdListModel(source, context.bridge, self)
        tell_unread(context, self.model)
        self.table = IdTable(self.model)
        self.table.setAccessibleName(title)
        self.table.copies.connect(lambda: copy_chosen(context, self.table, source.rows))
        self.table.arranges.connect(self.arrange_columns)
        QShortcut(QKeySequence(COLUMNS_KEY), self, self.arrange_columns, context=WHILE_SHOWN)
        self.search = SearchBox(tr("搜索  Ctrl+F"))
        self.search.setFixedWidth(280)
        self.search.asked.connect(
            lambda text: self.model.show(replace(self.model.wanted, search=text))
        )
        self.search.went_down.connect(lambda: self.table.setFocus(Qt.FocusReason.TabFocusReason))
        QShortcut(QKeySequence("Ctrl+F"), self, self.search.setFocus, context=WHILE_SHOWN)
        self._head = QHBoxLayout()
        self._head.setSpacing(SPACE.small)
        self._head.addWidget(plain_label(title, "title"))
        self._head.addStretch(1)
        self.narrowing = QHBoxLayout()
        self.narrowing.setSpacing(SPACE.normal)
        self.narrowing.addWidget(self.search)
        self.note = plain_label("", "muted")
        self.narrowing.addWidget(self.note, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(SPACE.page, SPACE.wide, SPACE.page, SPACE.wide)
        column.setSpacing(SPACE.normal)
        column.addLayout(self._head)
        column.addLayout(self.narrowing)
        column.addWidget(self.table, 1)
        self.model.wanted = Wanted(sort=put_layout_of_desk(self.table))
        self.table.columns.changed.connect(lambda: keep_layout_of_desk(self.table))

    def refresh(self) -> None:
        self.model.reload()

    def arrange_columns(self) -> None:
        """Show, move, widen and sort columns by keyboard."""
        ColumnChooser(self.table, UNSORTED, self.window()).show()

    def add_button(
        self, word: str, key: str, does: Callable[[], None], role: str = ""
    ) -> QPushButton:
        """Add a button with its key."""
        button = QPushButton(f"{button_text(word)}  {key}".strip())
        button.setAutoDefault(False)
        button.setProperty("role", role)
        button.clicked.connect(lambda: does())
        if key:
            does_once(QShortcut(QKeySequence(key), self, button.click, context=WHILE_SHOWN), key)
        self._head.addWidget(button)
        return button

    def current(self) -> Any | None:
        """The row the cursor is on, as the query returned it."""
        row = self.table.current_row()
        return None if row is None else self.source.found[self.model.id_at(row)]
