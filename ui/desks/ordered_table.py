"""Loads in an order: moved with Alt+Up and Alt+Down or the mouse, pieces typed in place."""

from collections.abc import Mapping, Sequence
from typing import Protocol, TypeVar

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QDropEvent, QKeyEvent
from PySide6.QtWidgets import QAbstractItemView

from desk.kernel.errors import Refused
from desk.kernel.quantities import parse_count
from ui.desks.row_table import Column
from ui.desks.typed_table import TypedTable
from ui.editors.line import Line


class Load(Protocol):
    """A ticket of which some pieces go along."""

    @property
    def number(self) -> str: ...

    @property
    def pieces(self) -> int: ...


L = TypeVar("L", bound=Load)


class OrderedTable(TypedTable[L]):
    """See the module.

    Attributes:
        pieces_at: column in which the pieces are typed.
        pieces_name: what a screen reader calls that input.

    Signals:
        moved: a load and its new place, counted from 0.
        removed: a load is to be taken off.
        counted: a load and how many of its pieces go along.
        entered: Enter on a load that is locked.
    """

    moved = Signal(str, int)
    removed = Signal(str)
    counted = Signal(str, int)
    entered = Signal(str)
    sortable = False
    pieces_at = 3
    pieces_name = ""

    def __init__(self, name: str, columns: Sequence[Column[L]]) -> None:
        self.wrong: Mapping[str, str] = {}
        super().__init__(name, columns, lambda load: load.number)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setDragDropMode(QAbstractItemView.DragDropMode.InternalMove)
        self.setDragDropOverwriteMode(False)
        self.setDefaultDropAction(Qt.DropAction.MoveAction)
        self._cell: Line | None = None
        self.typed.connect(self._typed)
        self.opened.connect(self._opened)

    def show_loads(self, loads: Sequence[L], wrong: Mapping[str, str]) -> None:
        """Show the loads; those with a refusal stand in red."""
        self.wrong = wrong
        self.show_rows(loads)
        self.viewport().update()

    def lock(self, locked: bool) -> None:
        """What is not a draft is only read."""
        self.locked = locked
        self.setDragEnabled(not locked)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        load = self.current()
        held = event.modifiers() & Qt.KeyboardModifier.AltModifier
        step = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}.get(Qt.Key(event.key()))
        if load is None or self.locked:
            super().keyPressEvent(event)
        elif held and step is not None:
            self.moved.emit(load.number, self.rows.index(load) + step)
        elif event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            self.removed.emit(load.number)
        else:
            super().keyPressEvent(event)

    def dropEvent(self, event: QDropEvent) -> None:
        load, row = self.current(), self.rowAt(int(event.position().y()))
        event.setDropAction(Qt.DropAction.IgnoreAction)
        event.accept()
        if load is not None and not self.locked:
            self.moved.emit(load.number, row if row >= 0 else len(self.rows))

    # -- pieces in place --------------------------------------------------------------------------

    def _opened(self) -> None:
        load = self.current()
        if load is not None and self.locked:
            self.entered.emit(load.number)
        else:
            self._typed("")

    def _typed(self, text: str) -> None:
        load = self.current()
        if load is None or self.locked or (text and not text.isdigit()):
            return
        self._close_cell()
        cell = Line()
        cell.setParent(self.viewport())
        cell.setAlignment(Qt.AlignmentFlag.AlignRight)
        cell.setAccessibleName(self.pieces_name)
        row = self.rows.index(load)
        self.show_column(self.pieces_at)
        cell.setGeometry(self.visualRect(self.row_model.index(row, self.pieces_at)))
        cell.setText(text or str(load.pieces))
        cell.walked.connect(lambda _: self._take_cell(load))
        cell.left.connect(self._close_cell)
        self._cell = cell
        cell.show()
        cell.setFocus()
        if not text:
            cell.selectAll()

    def _take_cell(self, load: L) -> None:
        if self._cell is None:
            return
        try:
            pieces = parse_count(self._cell.text())
        except Refused:
            pieces = 0
        if pieces < 1:
            self._cell.setProperty("wrong", True)
            self._cell.style().polish(self._cell)
            return
        self._close_cell()
        self.counted.emit(load.number, pieces)

    def _close_cell(self) -> None:
        cell, self._cell = self._cell, None
        if cell is not None:
            cell.hide()
            cell.deleteLater()
            self.setFocus()
