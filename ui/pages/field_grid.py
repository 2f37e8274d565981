"""Labels and editors in aligned columns."""

from collections.abc import Iterable

from PySide6.QtCore import QEvent, QObject, QSize, Qt, Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLabel, QScrollArea, QWidget

from ui.asking import plain_label
from ui.editors.editor import Editor
from ui.theme import SIZES, SPACE


class FieldGrid(QWidget):
    """Pairs of label and editor, `columns` pairs in a line; the red lines stay under their field."""

    def __init__(self, columns: int = 1) -> None:
        super().__init__()
        self._columns = columns
        self._next = 0
        self.grid = QGridLayout(self)
        self.grid.setContentsMargins(0, 0, 0, 0)
        self.grid.setHorizontalSpacing(SPACE.small)
        self.grid.setVerticalSpacing(SPACE.small)
        for column in range(columns):
            self.grid.setColumnStretch(column * 2 + 1, 1)

    def place(self, editors: Iterable[Editor]) -> None:
        """Put editors into the next free places, in order."""
        for editor in editors:
            self.put(editor)

    def put(self, editor: Editor, span: int = 1) -> QWidget:
        """Put one editor into the next place, over `span` pairs of columns; its label is handed back."""
        row, column = divmod(self._next, self._columns)
        if column + span > self._columns:
            row, column = row + 1, 0
        label = field_label(editor, indented=column > 0)
        self._lay(label, editor, row, column, span)
        self._next = row * self._columns + column + span
        return label

    def next_line(self) -> None:
        """Start a new line."""
        self._next = -(-self._next // self._columns) * self._columns

    def align_labels(self, width: int) -> None:
        """Give the labels at least this width."""
        for column in range(self._columns):
            before = SPACE.normal if column else 0
            self.grid.setColumnMinimumWidth(column * 2, width + before)

    def stretch(self, *shares: int) -> None:
        """Share the room that is left between the editors of the columns."""
        for column, share in enumerate(shares):
            self.grid.setColumnStretch(column * 2 + 1, share)

    def _lay(self, label: QWidget, editor: Editor, row: int, column: int, span: int) -> None:
        top = Qt.AlignmentFlag.AlignTop
        self.grid.addWidget(label, row, column * 2, top | Qt.AlignmentFlag.AlignRight)
        self.grid.addWidget(editor, row, column * 2 + 1, 1, span * 2 - 1, top)


class FormArea(QScrollArea):
    """A grid that scrolls when the screen is too low; `wants_more` when it needs more height."""

    wants_more = Signal()

    def __init__(self, grid: FieldGrid) -> None:
        super().__init__()
        self._grid = grid
        self.setProperty("role", "clear")
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # Tab goes from field to field
        self.setWidgetResizable(True)
        self.setFrameShape(QScrollArea.Shape.NoFrame)
        self.setWidget(grid)

    def lacking(self) -> int:
        """How many pixels of height are missing; negative when there is room to spare."""
        self._grid.grid.activate()
        wanted = self._grid.grid.totalHeightForWidth(self.viewport().width())
        return max(wanted, self._grid.grid.totalMinimumSize().height()) - self.viewport().height()

    def minimumSizeHint(self) -> QSize:
        return QSize(0, SIZES.control)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        handled = super().eventFilter(watched, event)
        if event.type() == QEvent.Type.LayoutRequest:
            self.wants_more.emit()
        return handled


def field_label(editor: Editor, indented: bool = False) -> QWidget:
    """The label of an editor, with a red star when it must be filled."""
    label, before = _Label(editor), SPACE.normal if indented else 0
    if not editor.field.required:
        label.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        label.setContentsMargins(before, 0, 0, 0)
        label.setFixedHeight(SIZES.control)
        return label
    whole = QWidget()
    row = QHBoxLayout(whole)
    row.setContentsMargins(before, 0, 0, 0)
    row.setSpacing(SPACE.hair)
    row.addStretch(1)
    row.addWidget(plain_label("*", "required"))
    row.addWidget(label)
    whole.setFixedHeight(SIZES.control)
    return whole


def indent(label: QWidget, to: int | None = None) -> int:
    """How far a label of a field stands from the column before it; moved there first when told."""
    inside = label.layout() or label
    if to is not None:
        inside.setContentsMargins(to, 0, 0, 0)
    return inside.contentsMargins().left()


class _Label(QLabel):
    """A label in plain text that puts the cursor into its field when clicked."""

    def __init__(self, editor: Editor) -> None:
        super().__init__()
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setText(editor.field.label)
        self.setProperty("role", "label")
        self.setToolTip(editor.field.help)
        self._editor = editor

    def mousePressEvent(self, event: object) -> None:
        self._editor.take_focus()
