"""Small parts the hand-made desks share: cards, chips, pairs of label and text, keyed buttons."""

from collections.abc import Callable, Iterable

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import (
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QScrollArea,
    QSizePolicy,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from ui.asking import button_text, plain_label
from ui.desks.texts import wrapped
from ui.held_keys import does_once
from ui.keyboard_moves import hear_keyboard
from ui.pages.field_grid import FieldGrid
from ui.pages.folding_grid import FoldingGrid
from ui.theme import SIZES, SPACE, Tone

LABEL_WIDTH = 4 * SIZES.em + SPACE.small
_ROWS_SHOWN = "rowsShown"
_SERVED_FIRST = 100  # of the room that is left, until the side is as wide as planned
_WHILE_SHOWN = Qt.ShortcutContext.WindowShortcut
_INSIDE = Qt.ShortcutContext.WidgetWithChildrenShortcut
_ESC = QKeySequence(Qt.Key.Key_Escape)


class Card(QFrame):
    """A white surface with an optional heading; `column` takes its contents."""

    def __init__(self, heading: str = "") -> None:
        super().__init__()
        self.setProperty("role", "card")
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(SPACE.normal, SPACE.small, SPACE.normal, SPACE.small)
        self.column.setSpacing(SPACE.small)
        self.head = QHBoxLayout()
        self.head.setSpacing(SPACE.small)
        if heading:
            self.head.addWidget(plain_label(heading, "strong"))
            self.head.addStretch(1)
            self.column.addLayout(self.head)


class Chip(QLabel):
    """A word on a coloured ground: a state, a mark."""

    def __init__(self, text: str = "", tone: Tone = Tone.NEUTRAL) -> None:
        super().__init__()
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setProperty("role", "chip")
        self.setFixedHeight(SIZES.chip + SPACE.hair)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self._dress(text, tone)
        if not text:
            self.hide()

    def show_as(self, text: str, tone: Tone) -> None:
        """Show another word; an empty one hides the chip."""
        self._dress(text, tone)
        self.setVisible(bool(text))

    def _dress(self, text: str, tone: Tone) -> None:
        self.setText(text)
        if self.property("tone") != tone.name:
            self.setProperty("tone", tone.name)
            self.style().polish(self)


class FollowingArea(QScrollArea):
    """A scrolling area that keeps the field with the cursor in sight, also when Enter walks on."""

    def __init__(self, inside: QWidget) -> None:
        super().__init__()
        self.setWidgetResizable(True)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setWidget(inside)
        inside.setAutoFillBackground(False)
        self.viewport().setAutoFillBackground(False)
        hear_keyboard(self, self._follow)

    def minimumSizeHint(self) -> QSize:
        """Up and down it scrolls; it is never narrower than what is inside."""
        inside, least = self.widget(), super().minimumSizeHint()
        if inside is None:
            return least
        bar = self.verticalScrollBar().sizeHint().width()
        needed = max(inside.minimumSizeHint().width(), inside.minimumWidth()) + bar
        return QSize(max(least.width(), needed), least.height())

    def _follow(self, _left: QWidget | None, now: QWidget | None) -> None:
        inside = self.widget()
        if now is not None and inside is not None and inside.isAncestorOf(now):
            self.ensureWidgetVisible(now, 0, SPACE.page)


def add_side(row: QHBoxLayout, side: QWidget, most: int, least: int = 0) -> None:
    """Put a column beside the main one: as wide as planned, narrower where the window has no room.

    Args:
        row: what they stand in.
        side: the column.
        most: its planned width.
        least: its least width; 0: what its contents need.
    """
    if least:
        side.setMinimumWidth(least)
    side.setMaximumWidth(most)
    row.addWidget(side, _SERVED_FIRST)


class Pairs(QWidget):
    """Labels and texts to read, `columns` pairs in a line; long texts wrap and can be copied."""

    def __init__(self, columns: int = 1) -> None:
        super().__init__()
        self._columns = columns
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(SPACE.small)
        self._grid.setVerticalSpacing(SPACE.tight)
        for column in range(columns):
            self._grid.setColumnStretch(column * 2 + 1, 1)

    def show_pairs(self, pairs: Iterable[tuple[str, str]]) -> None:
        """Show these pairs in place of the former ones; empty texts show as 「—」."""
        empty_layout(self._grid)
        for index, (label, text) in enumerate(pairs):
            row, column = divmod(index, self._columns)
            name = plain_label(label, "label")
            top = Qt.AlignmentFlag.AlignTop
            self._grid.addWidget(name, row, column * 2, top | Qt.AlignmentFlag.AlignRight)
            self._grid.addWidget(wrapped(text or "—"), row, column * 2 + 1, top)


def aligned_grid(columns: int, label_width: int = LABEL_WIDTH, fewest: int = 0) -> FieldGrid:
    """A grid of fields whose labels are of one width, so that grids below each other line up.

    Args:
        columns: pairs of label and field in a line.
        label_width: what the labels take at least.
        fewest: pairs in a line where the window is narrow; 0: always `columns`.
    """
    grid = FoldingGrid(columns, fewest) if fewest else FieldGrid(columns)
    grid.align_labels(label_width)
    return grid


def empty_layout(layout: QGridLayout | QVBoxLayout | QHBoxLayout) -> None:
    """Take every widget out of a layout."""
    while (item := layout.takeAt(0)) is not None:
        widget = item.widget()
        if widget is not None:
            widget.hide()
            widget.deleteLater()


def fit_rows(table: QTableView, rows: int, most: int) -> None:
    """Make a table just high enough for its rows, for at most so many."""
    if table.property(_ROWS_SHOWN) is None:
        table.horizontalScrollBar().rangeChanged.connect(lambda *_: _fit(table))
    table.setProperty(_ROWS_SHOWN, max(1, min(rows, most)))
    _fit(table)


def _fit(table: QTableView) -> None:
    """A bar below the rows must not lie over the last one."""
    bar, header = table.horizontalScrollBar(), table.horizontalHeader().sizeHint().height()
    below = bar.sizeHint().height() if bar.maximum() > bar.minimum() else 0
    table.setFixedHeight(header + table.property(_ROWS_SHOWN) * SIZES.row + 3 + below)


def keyed_button(
    page: QWidget, text: str, key: str, do: Callable[[], None], role: str = ""
) -> QPushButton:
    """A button that shows its key; the key works wherever the cursor is while the page is shown."""
    shown = key.replace("Return", "Enter")
    button = QPushButton(f"{button_text(text)}  {shown}" if key else button_text(text))
    button.setAccessibleName(text)
    button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
    button.setAutoDefault(False)
    if role:
        button.setProperty("role", role)
    button.clicked.connect(do)
    if key:
        on_key(page, key, button.click)
    return button


def on_key(page: QWidget, key: str, do: Callable[[], None]) -> None:
    """Let a key do something while the page is shown, wherever in the window the cursor is.

    Esc only while it is on the page: what is laid over the page is left by the same key.
    """
    action = QAction(page)
    keys = QKeySequence(key)
    action.setShortcut(keys)
    action.setShortcutContext(_INSIDE if keys == _ESC else _WHILE_SHOWN)
    does_once(action, key)
    action.triggered.connect(lambda: do())
    page.addAction(action)
