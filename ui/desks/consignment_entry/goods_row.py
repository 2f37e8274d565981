"""One line of goods on the entry screen."""

from collections.abc import Mapping
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desk.freight.consignments.choices import Category, Packing
from desk.freight.consignments.drafts import CargoDraft
from desk.kernel.errors import Refused
from desk.kernel.quantities import show_volume
from desk.kernel.text import tr
from ui.asking import plain_label
from ui.desks.consignment_entry.words import CELLS
from ui.desks.keeping import as_it_stands, put_as_it_stood, put_raw, raw_of
from ui.desks.volume import Volume, VolumeEditor
from ui.editors import Editor, editor_for
from ui.theme import SIZES, SPACE

if TYPE_CHECKING:
    from ui.registry import Context

NUMBER_WIDTH, TAIL_WIDTH = 2 * SIZES.em, 5 * SIZES.em
TYPED_CELLS = ("goods_name", "pieces", "weight_g", "volume_cm3", "mark")
ENTER_ENDS = "volume_cm3"  # the cells behind it keep their usual value; Tab reaches them


class GoodsRow(QWidget):
    """The cells of a line, and one red line below for whatever is wrong in it."""

    def __init__(self, context: "Context", index: int) -> None:
        super().__init__()
        self.index = index
        self.cells: dict[str, Editor] = {}
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACE.hair)
        line = QHBoxLayout()
        line.setSpacing(SPACE.tight)
        number = plain_label(str(index + 1), "small")
        number.setFixedWidth(NUMBER_WIDTH)
        number.setAlignment(Qt.AlignmentFlag.AlignCenter)
        line.addWidget(number)
        column.addLayout(line)
        for field in CELLS:
            editor = self._cell(context, field.name)
            line.addWidget(editor, field.width)
            # its red line stands below the whole row
            editor.problem_column, editor.problem_indent = column, NUMBER_WIDTH + SPACE.tight
        self._tail = plain_label("", "muted")
        self._tail.setFixedWidth(TAIL_WIDTH)
        self._tail.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        line.addWidget(self._tail)
        self.cells["volume_cm3"].edited.connect(self._show_tail)
        self.cells["pieces"].edited.connect(self._show_tail)
        self.empty()

    def _cell(self, context: "Context", name: str) -> Editor:
        plain = next(field for field in CELLS if field.name == name)
        label = tr("第 {n} 行").format(n=self.index + 1) + plain.label
        field = replace(plain, name=f"lines.{self.index}.{name}", label=label)
        editor = VolumeEditor(field) if name == "volume_cm3" else editor_for(field, context)
        self.cells[name] = editor
        return editor

    # -- values -----------------------------------------------------------------------------------

    @property
    def is_blank(self) -> bool:
        """Nothing was typed into the line."""
        return all(self.cells[name].is_empty() for name in TYPED_CELLS)

    def empty(self, packing: Packing = Packing.CARTON) -> None:
        """Make the line blank, with the usual category and packing."""
        for editor in self.cells.values():
            editor.set_value(None)
            editor.problem(None)
        self.cells["packing"].set_value(packing)
        self.cells["category"].set_value(Category.GENERAL)
        self._show_tail()

    def show_line(self, line: CargoDraft) -> None:
        """Show a line of a draft."""
        for name in ("goods_name", "packing", "weight_g", "category", "mark"):
            self.cells[name].set_value(getattr(line, name))
        self.cells["pieces"].set_value(line.pieces or None)
        size = (line.length_cm, line.width_cm, line.height_cm)
        self.cells["volume_cm3"].set_value(Volume(line.volume_cm3, *size))
        for editor in self.cells.values():
            editor.problem(None)
        self._show_tail()

    def line(self, values: Mapping[str, Any]) -> CargoDraft:
        """The line as a draft; what could not be read counts as nothing."""
        volume = values["volume_cm3"] or Volume()
        return CargoDraft(
            goods_name=values["goods_name"] or "",
            pieces=values["pieces"] or 0,
            weight_g=values["weight_g"] or 0,
            volume_cm3=volume.volume_cm3,
            length_cm=volume.length_cm,
            width_cm=volume.width_cm,
            height_cm=volume.height_cm,
            category=values["category"] or Category.GENERAL,
            packing=values["packing"] or Packing.CARTON,
            mark=values["mark"] or "",
        )

    def raw(self) -> dict[str, Any]:
        """What stands in the cells, readable or not."""
        return {name: raw_of(editor) for name, editor in self.cells.items()}

    def put_raw(self, raw: Mapping[str, Any]) -> None:
        """Put back what stood in the cells."""
        for name, editor in self.cells.items():
            editor.problem(None)
            if name in raw:
                put_raw(editor, raw[name])
        self._show_tail()

    def held(self) -> dict[str, tuple[bool, Any]]:
        """What the cells hold, to be moved to another line."""
        return {name: as_it_stands(editor) for name, editor in self.cells.items()}

    def put_held(self, held: Mapping[str, tuple[bool, Any]]) -> None:
        """Take over what another line held."""
        for name, editor in self.cells.items():
            editor.problem(None)
            put_as_it_stood(editor, held[name])
        self._show_tail()

    def show_row(self, on: bool) -> None:
        """Show or hide the line; hidden cells are passed over by Enter."""
        self.setVisible(on)
        for editor in self.cells.values():
            editor.setVisible(on)

    def _show_tail(self) -> None:
        """The volume of all pieces, also when a size was typed."""
        try:
            volume, pieces = self.cells["volume_cm3"].value(), self.cells["pieces"].value()
        except Refused:
            volume, pieces = None, 0
        whole = volume.of(pieces or 0) if volume is not None else 0
        self._tail.setText(show_volume(whole) if whole else "")
