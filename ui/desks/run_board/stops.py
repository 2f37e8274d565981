"""The stops of the run: moved with Alt+Up and Alt+Down or the mouse, pieces typed in place."""

from collections.abc import Mapping, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QDropEvent, QKeyEvent
from PySide6.QtWidgets import QAbstractItemView

from desk.kernel.errors import Refused
from desk.kernel.quantities import parse_count, show_money, show_weight
from desk.kernel.text import tr
from ui.desks.row_table import Column, RowTable
from ui.desks.run_board.loading import BoardStop, local_address
from ui.editors.line import Line
from ui.theme import Tone

PIECES = 3


class StopsTable(RowTable[BoardStop]):
    """See the module.

    Signals:
        moved: a stop and its new place, counted from 0.
        removed: a stop is to be taken off.
        counted: a stop and how many of its pieces go along.
    """

    moved = Signal(str, int)
    removed = Signal(str)
    counted = Signal(str, int)

    def __init__(self, hub_city: str) -> None:
        self._hub_city = hub_city
        self.wrong: Mapping[str, str] = {}
        self.locked = False
        super().__init__(tr("派送顺序"), self._columns(), lambda stop: stop.number)
        self.setDragDropMode(QAbstractItemView.DragDropMode.InternalMove)
        self.setDragDropOverwriteMode(False)
        self.setDefaultDropAction(Qt.DropAction.MoveAction)
        self._cell: Line | None = None
        self.typed.connect(self._typed)
        self.opened.connect(lambda: self._typed(""))

    def show_stops(self, stops: Sequence[BoardStop], wrong: Mapping[str, str]) -> None:
        """Show the stops; those with a refusal stand in red."""
        self.wrong = wrong
        self.show_rows(stops)
        self.viewport().update()

    def lock(self, locked: bool) -> None:
        """A run that is not a draft is only read."""
        self.locked = locked
        self.setDragEnabled(not locked)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        stop = self.current()
        held = event.modifiers() & Qt.KeyboardModifier.AltModifier
        step = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}.get(Qt.Key(event.key()))
        if stop is None or self.locked:
            super().keyPressEvent(event)
        elif held and step is not None:
            self.moved.emit(stop.number, self.rows.index(stop) + step)
        elif event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            self.removed.emit(stop.number)
        else:
            super().keyPressEvent(event)

    def dropEvent(self, event: QDropEvent) -> None:
        stop, row = self.current(), self.rowAt(int(event.position().y()))
        event.setDropAction(Qt.DropAction.IgnoreAction)
        event.accept()
        if stop is not None and not self.locked:
            self.moved.emit(stop.number, row if row >= 0 else len(self.rows))

    # -- pieces in place --------------------------------------------------------------------------

    def _typed(self, text: str) -> None:
        stop = self.current()
        if stop is None or self.locked or (text and not text.isdigit()):
            return
        self._close_cell()
        cell = Line()
        cell.setParent(self.viewport())
        cell.setAlignment(Qt.AlignmentFlag.AlignRight)
        cell.setAccessibleName(tr("派送件数"))
        row = self.rows.index(stop)
        cell.setGeometry(self.visualRect(self.row_model.index(row, PIECES)))
        cell.setText(text or str(stop.pieces))
        cell.walked.connect(lambda _: self._take_cell(stop))
        cell.left.connect(self._close_cell)
        self._cell = cell
        cell.show()
        cell.setFocus()
        if not text:
            cell.selectAll()

    def _take_cell(self, stop: BoardStop) -> None:
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
        self.counted.emit(stop.number, pieces)

    def _close_cell(self) -> None:
        cell, self._cell = self._cell, None
        if cell is not None:
            cell.hide()
            cell.deleteLater()
            self.setFocus()

    def _columns(self) -> tuple[Column[BoardStop], ...]:
        def wrong(stop: BoardStop) -> Tone | None:
            return Tone.WRONG if stop.number in self.wrong else None

        return (
            Column("序", lambda s: str(self.rows.index(s) + 1), 1, right=True, ink=wrong),
            Column(
                "收货人 / 地址",
                lambda s: s.consignee_name,
                8,
                stretch=True,
                ink=wrong,
                below=lambda s: local_address(s.address, self._hub_city),
            ),
            Column("运单号", lambda s: s.number, 7, ink=wrong, below=lambda s: s.goods_summary),
            Column(
                "件 / kg",
                _pieces,
                4,
                right=True,
                ink=wrong,
                below=lambda s: show_weight(s.weight_g),
            ),
            Column("应收 / 代收", _due, 6, right=True, below=_of_cod),
            Column("提示", _marks, 4, chip=_mark_tone),
        )


def _due(stop: BoardStop) -> str:
    return show_money(stop.freight_fen + stop.cod_fen, "", thousands=True)


def _of_cod(stop: BoardStop) -> str:
    return show_money(stop.cod_fen, "", thousands=True)


def _pieces(stop: BoardStop) -> str:
    return str(stop.pieces) if stop.pieces == stop.most else f"{stop.pieces}/{stop.most}"


def _marks(stop: BoardStop) -> str:
    if stop.held:
        return tr("等通知")
    if stop.urgent:
        return tr("加急")
    return tr("回单{n}").format(n=stop.receipts) if stop.receipts else ""


def _mark_tone(stop: BoardStop) -> Tone:
    if stop.held:
        return Tone.WRONG
    return Tone.WAITING if stop.urgent else Tone.NEUTRAL
