"""The grid of goods: Enter goes from cell to cell and opens the next line; tables can be pasted in."""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QGuiApplication, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from desk.freight.consignments.choices import Packing
from desk.freight.consignments.drafts import CargoDraft
from desk.freight.consignments.rules import MAX_LINES, chargeable_kg
from desk.kernel.errors import Refused, problem
from desk.kernel.quantities import show_volume, show_weight
from desk.kernel.text import tr
from ui.asking import plain_label
from ui.desks.consignment_entry.fields import EntryFields
from ui.desks.consignment_entry.goods_row import ENTER_ENDS, NUMBER_WIDTH, TAIL_WIDTH, GoodsRow
from ui.desks.consignment_entry.pasting import pasted_lines
from ui.desks.consignment_entry.words import CELLS
from ui.desks.pasted_table import is_table, not_pasted, put_pasted, unfit
from ui.desks.pieces import Card, FollowingArea
from ui.desks.texts import Elided
from ui.editors import Editor
from ui.editors.editor import least_width
from ui.keyboard_moves import hear_keyboard
from ui.theme import SIZES, SPACE

if TYPE_CHECKING:
    from ui.registry import Context

ROWS_AT_FIRST = 6
ASIDE = ("category", "mark")


class GoodsGrid(Card):
    """1–50 lines of goods with running sums.

    Signals:
        edited: something in the lines changed.
    """

    edited = Signal()

    def __init__(self, context: "Context", fields: EntryFields, behind: str) -> None:
        super().__init__()
        self._context, self._fields, self._behind = context, fields, behind
        self._rows: list[GoodsRow] = []
        self.shown = 0
        self.column.setSpacing(SPACE.tight)
        headings = _headings()
        self.column.addLayout(headings)
        self._stack = QVBoxLayout()
        self._stack.setContentsMargins(0, 0, 0, 0)
        self._stack.setSpacing(SPACE.tight)
        inside = QWidget()
        outer = QVBoxLayout(inside)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addLayout(self._stack)
        outer.addStretch(1)
        self.area = FollowingArea(inside)
        self.area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.area.setMinimumHeight(4 * (SIZES.control + SPACE.tight))
        # more lines take what room there is, and never scroll the whole form for it
        self.area.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Ignored)
        bar = self.area.verticalScrollBar()
        bar.rangeChanged.connect(
            lambda _low, high: headings.setContentsMargins(
                0, 0, bar.sizeHint().width() if high else 0, 0
            )
        )
        self.column.addWidget(self.area, 1)
        self._wrong = plain_label("", "problem")
        self._wrong.hide()
        self.column.addWidget(self._wrong)
        self.column.addLayout(self._foot())
        fields.goods_wrong.connect(self.tell)
        hear_keyboard(self, self._watch)
        self.show_rows(ROWS_AT_FIRST)

    # -- lines ------------------------------------------------------------------------------------

    @property
    def rows(self) -> list[GoodsRow]:
        """The lines on the screen."""
        return self._rows[: self.shown]

    @property
    def used(self) -> list[GoodsRow]:
        """The lines that are not blank."""
        return [row for row in self.rows if not row.is_blank]

    def show_rows(self, count: int) -> None:
        """Have so many lines on the screen, the new ones blank."""
        count = max(1, min(count, MAX_LINES))
        while len(self._rows) < count:
            self._grow()
        for row in self._rows:
            row.show_row(row.index < count)
            if row.index >= count and not row.is_blank:
                row.empty()
        self.shown = count
        self.show_sums()

    def show_lines(self, lines: Sequence[CargoDraft]) -> None:
        """Show the lines of a draft in place of everything."""
        self.show_rows(max(len(lines), ROWS_AT_FIRST))
        for row in self.rows:
            row.empty()
        for row, line in zip(self.rows, lines, strict=False):
            row.show_line(line)
        self.tell("")
        self.show_sums()

    def tidy(self) -> None:
        """Move the lines up so that no blank one lies between them: lines are numbered as saved."""
        if any(row.index != place for place, row in enumerate(self.used)):
            self._put_held([row.held() for row in self.used])
            self._fields.history.forget()  # its fields are others now

    def raw(self) -> list[dict[str, Any]]:
        """What stands in the lines that are not blank."""
        return [row.raw() for row in self.used]

    def put_raw(self, lines: Sequence[Mapping[str, Any]]) -> None:
        """Put back what stood in the lines."""
        self.show_rows(max(len(lines), ROWS_AT_FIRST))
        for row in self.rows:
            row.empty()
        for row, raw in zip(self.rows, lines, strict=False):
            row.put_raw(raw)
        self.show_sums()

    def _put_held(self, lines: Sequence[Mapping[str, tuple[bool, Any]]]) -> None:
        """Show these lines and no others."""
        self.show_rows(max(len(lines), ROWS_AT_FIRST))
        for row in self.rows:
            row.empty()
        for row, held in zip(self.rows, lines, strict=False):
            row.put_held(held)
        self.show_sums()

    def _state(self) -> list[Mapping[str, tuple[bool, Any]]]:
        """What every line on the screen holds, before many of them change."""
        self._fields.history.settle()
        return [row.held() for row in self.rows]

    def _put_state(self, state: Sequence[Mapping[str, tuple[bool, Any]]]) -> None:
        self.show_rows(len(state))
        for row, held in zip(self.rows, state, strict=True):
            row.put_held(held)
        self._changed()

    def _undoable(self, former: Sequence[Mapping[str, tuple[bool, Any]]]) -> None:
        """Let Ctrl+Z take back a change of many cells in one step."""
        now = [row.held() for row in self.rows]
        self._fields.history.push(lambda: self._put_state(former), lambda: self._put_state(now))

    def remove_current(self) -> None:
        """Take out the line the cursor is in."""
        row = self._row_of(QGuiApplication.focusObject())
        if row is not None:
            former = self._state()
            self._put_held([r.held() for r in self.used if r is not row])
            self._undoable(former)
            here = self.rows[min(row.index, self.shown - 1)].cells["goods_name"]
            here.touch()
            here.take_focus()

    def tell(self, text: str) -> None:
        """Say what is wrong with the goods as a whole."""
        self._wrong.setText(text)
        self._wrong.setVisible(bool(text))

    # -- keys -------------------------------------------------------------------------------------

    def turn(self, editor: Editor, forwards: bool) -> Editor | None:
        """Where Enter goes in the grid when it is not simply the next cell."""
        row = next((r for r in self.rows if editor in r.cells.values()), None)
        if row is None or not forwards:
            return None
        name = editor.name.rpartition(".")[2]
        if name == "goods_name" and row.is_blank and self.used:
            return self._fields[self._behind]
        if name not in (ENTER_ENDS, *ASIDE):
            return None
        if name == "category":
            return row.cells["mark"]
        if row.index + 1 == self.shown and self.shown < MAX_LINES:
            packing = row.cells["packing"].value() or Packing.CARTON
            self.show_rows(self.shown + 1)
            self.rows[-1].empty(packing)
        if row.index + 1 < self.shown:
            return self.rows[row.index + 1].cells["goods_name"]
        return self._fields[self._behind]

    def _watch(self, left: QWidget | None, entered: QWidget | None) -> None:
        """Listen for pasted tables in the cell that has the cursor, and only there."""
        if left is not None:
            left.removeEventFilter(self)
        if entered is not None and self._row_of(entered) is not None:
            entered.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        pasting = (
            event.type() == QEvent.Type.KeyPress
            and isinstance(event, QKeyEvent)
            and event.matches(QKeySequence.StandardKey.Paste)
        )
        text = QGuiApplication.clipboard().text() if pasting else ""
        row = self._row_of(watched) if is_table(text) else None
        if row is None:
            return super().eventFilter(watched, event)
        name = next(n for n, editor in row.cells.items() if editor.control is watched)
        self.paste(text, row.index, name)
        return True

    def paste(self, text: str, at: int = 0, first_cell: str = "goods_name") -> None:
        """Put copied rows in from a line on; more than fifty lines are refused as a whole."""
        lines = pasted_lines(text, first_cell)
        last = at + len(lines)
        if last > MAX_LINES:
            label = tr("货物明细行数")
            self.tell(problem("E003", label=label, lo=1, hi=MAX_LINES, v=last).message)
            return
        former = self._state()
        self.show_rows(max(last, self.shown))
        typed = list(zip(self.rows[at:], lines, strict=False))
        wrong = [
            found.message
            for row, cells in typed
            for name, cell in cells.items()
            for found in unfit(row.cells[name], cell)
        ]
        if wrong:
            self._put_state(former)
            self.tell(not_pasted(wrong))
            return
        self.tell("")
        for row, cells in typed:
            for name, cell in cells.items():
                put_pasted(row.cells[name], cell)
        if lines:
            self.rows[last - 1].cells[ENTER_ENDS].take_focus()
        self._changed()
        self._undoable(former)

    # -- sums -------------------------------------------------------------------------------------

    def show_sums(self) -> None:
        """Add up what can be read."""
        lines = [row.line({n: read(e) for n, e in row.cells.items()}) for row in self.used]
        pieces = sum(line.pieces for line in lines)
        weight, volume = sum(line.weight_g for line in lines), sum(line.volume for line in lines)
        ratio = self._context.desk.settings.volumetric_ratio
        kg = chargeable_kg(weight, volume, ratio) if weight or volume else 0
        text = tr("{n} 行   {a} 件   {b} kg   {c} m³   计费重量 {d} kg")
        self.sums.setText(
            text.format(
                n=len(lines),
                a=pieces,
                b=show_weight(weight, thousands=True),
                c=show_volume(volume),
                d=f"{kg:,}",
            )
        )

    # -- inside -----------------------------------------------------------------------------------

    def _grow(self) -> None:
        row = GoodsRow(self._context, len(self._rows))
        self._rows.append(row)
        self._stack.addWidget(row)
        self._fields.insert(row.cells.values(), before=self._behind)
        self._fields.aside |= {row.cells[name].name for name in ASIDE}
        for editor in row.cells.values():
            editor.edited.connect(self._changed)

    def _changed(self) -> None:
        self.show_sums()
        self.edited.emit()

    def _row_of(self, widget: QObject | None) -> GoodsRow | None:
        return next(
            (r for r in self.rows if any(e.control is widget for e in r.cells.values())), None
        )

    def _foot(self) -> QHBoxLayout:
        line = QHBoxLayout()
        hint = tr("空行按 Enter 离开 · Ctrl+V 粘贴 Excel · Ctrl+Delete 删行")
        line.addWidget(plain_label(hint, "small"))
        line.addStretch(1)
        self.sums = plain_label("", "strong")
        line.addWidget(self.sums)
        return line


def _headings() -> QHBoxLayout:
    line = QHBoxLayout()
    line.setSpacing(SPACE.tight)
    line.addSpacing(NUMBER_WIDTH + SPACE.tight)
    for field in CELLS:
        label = Elided("label")
        label.setText(field.label)
        label.setMinimumWidth(least_width(field))
        line.addWidget(label, field.width)
    whole = plain_label(tr("合计体积"), "label")
    whole.setFixedWidth(TAIL_WIDTH)
    whole.setAlignment(Qt.AlignmentFlag.AlignRight)
    line.addWidget(whole)
    return line


def read(editor: Editor) -> Any:
    """The value of an editor, None while it cannot be read."""
    try:
        return editor.value()
    except Refused:
        return None
