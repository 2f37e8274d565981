"""The line in which one ticket is counted: which, how many, in what condition, where it is put."""

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton

from desk.freight.consignments.choices import Condition
from desk.freight.inbound.queries import ManifestLineRow
from desk.kernel.errors import Refused
from desk.kernel.text import tr
from desk.screens.fields import Field, Kind
from ui.asking import plain_label
from ui.desks.dense import DenseGrid
from ui.desks.lines import line_editor, type_in
from ui.desks.photos import PhotoEditor
from ui.desks.pieces import Card, keyed_button
from ui.desks.spot import PassingFields
from ui.editors import Editor, editor_for
from ui.editors.line import LineEditor, TextEditor
from ui.registry import Context

_FIELDS = (
    Field("pieces", "实收件数", Kind.COUNT, width=5),
    Field("condition", "货况", Kind.CHOICE, choices=Condition, width=5),
    Field("damaged_pieces", "其中破损受潮", Kind.COUNT, width=5),
    Field("bin_code", "库位", width=5),
    Field("note", "备注", width=10),
)


class CountFields(PassingFields):
    """Enter in the pieces saves at once; the condition and what follows is walked with Enter."""

    def _walk(self, editor: Editor, forwards: bool) -> None:
        if editor.name == "pieces" and forwards:
            self.finished.emit()
        else:
            super()._walk(editor, forwards)


class CountLine(Card):
    """One ticket being counted.

    Signals:
        wanted: a number (or its tail) was scanned or typed.
        saved: the count is to be saved.
    """

    wanted = Signal(str)
    saved = Signal()

    def __init__(self, context: Context) -> None:
        super().__init__()
        self.row: ManifestLineRow | None = None
        self.scan = TextEditor(Field("scan", tr("扫描单号"), width=10))
        self.scan.line.setPlaceholderText(tr("单号或末几位"))
        self.scan.walked.connect(lambda _: self.wanted.emit(self.scan.line.text().strip()))
        self.fields = CountFields(self, aside=frozenset({"photos"}))
        for field in _FIELDS:
            self.fields.add(editor_for(field, context))
        self.photos = self.fields.add(PhotoEditor(context))
        self.fields.finished.connect(self.saved)
        self.what = plain_label("", "strong")
        self.over = QPushButton()
        self.over.setProperty("role", "danger")
        self.over.setAutoDefault(False)
        self.over.hide()
        self.fields["pieces"].edited.connect(self._show_over)
        self.save = keyed_button(self, tr("保存点收"), "Ctrl+S", self.saved.emit)
        self.save.setAutoDefault(True)  # Enter presses it
        self._build()

    def show_row(self, row: ManifestLineRow | None) -> None:
        """Take a ticket in: what was counted before stands in the fields."""
        self.row = row
        self.fields.clear()
        self.scan.problem(None)
        self._show_over()
        if row is None:
            self.what.setText(tr("请扫描单号,或在下表选一票"))
            self._pieces.line.setPlaceholderText("")
            return
        words = tr("{no}  {name}  {goods}  开单 {n} 件")
        self.what.setText(
            words.format(
                no=row.number,
                name=row.consignee_name,
                goods=row.goods_summary,
                n=row.pieces_declared,
            )
        )
        self.fields.fill(
            {
                "pieces": row.pieces_received,
                "condition": row.condition,
                "damaged_pieces": row.damaged_pieces or None,
                "bin_code": row.bin_code,
                "note": row.note,
            }
        )
        self._pieces.line.setPlaceholderText(str(row.pieces_declared))

    def begin(self, typed: str = "") -> None:
        """Put the cursor into the pieces; a key that was typed on the table is its beginning."""
        self._pieces.take_focus()
        if typed:
            type_in(self._pieces, typed)

    def begin_scan(self, typed: str = "") -> None:
        """Put the cursor into the number."""
        self.scan.take_focus()
        self.scan.line.setText(typed)

    def arguments(self) -> dict[str, Any]:
        """The arguments of the count; an empty number of pieces means as declared.

        Raises:
            Refused: what cannot be read.
        """
        values = self.fields.values()
        declared = self.row.pieces_declared if self.row else 0
        return {
            **values,
            "pieces": declared if values["pieces"] is None else values["pieces"],
            "condition": values["condition"] or Condition.GOOD,
            "damaged_pieces": values["damaged_pieces"] or 0,
        }

    def surplus(self) -> int:
        """How many pieces more than declared are typed."""
        try:
            typed = self._pieces.value()
        except Refused:
            return 0
        return max(0, (typed or 0) - (self.row.pieces_declared if self.row else 0))

    def allow(self, open_: bool) -> None:
        """Counting is possible only while the truck is being unloaded."""
        for part in (self.scan, *self.fields, self.save):
            part.setEnabled(open_)

    # -- inside -----------------------------------------------------------------------------------

    @property
    def _pieces(self) -> LineEditor:
        return line_editor(self.fields, "pieces")

    def _show_over(self) -> None:
        n = self.surplus()
        self.over.setText(tr("登记多货 {n} 件").format(n=n) + "  F9")
        self.over.setVisible(n > 0)

    def _build(self) -> None:
        upper = QHBoxLayout()
        upper.addWidget(self.what, 1)
        upper.addWidget(self.over)
        upper.addWidget(self.save)
        self.column.addLayout(upper)
        grid = DenseGrid(columns=24)
        widths: Sequence[int] = (5, 3, 3, 3, 3, 4, 3)
        grid.line(*zip((self.scan, *self.fields), widths, strict=True))
        self.column.addWidget(grid)
