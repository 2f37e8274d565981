"""Which heading of the list is which of our columns; a choice is checked at once and remembered."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QComboBox, QHBoxLayout

from desk.documents.intake.mapping import Confidence
from desk.importing import ImportPreview
from desk.kernel.text import tr
from ui.asking import plain_label
from ui.desks.pieces import Card
from ui.desks.row_table import Column, RowTable
from ui.theme import Tone

NONE = "(表中没有)"
_WORDS = {
    Confidence.CHOSEN: "手选",
    Confidence.LEARNED: "记住的",
    Confidence.EXACT: "同名",
    Confidence.ALIAS: "近义",
}


@dataclass(frozen=True)
class MappingRow:
    """One of our columns and the heading it was found under (empty = not in the list)."""

    key: str
    label: str
    required: bool
    heading: str
    how: Confidence | None


COLUMNS: tuple[Column[MappingRow], ...] = (
    Column("我们的列", lambda r: ("* " if r.required else "") + r.label, 7),
    Column(
        "表中的列",
        lambda r: r.heading or (tr("缺少") if r.required else "—"),
        8,
        stretch=True,
        ink=lambda r: Tone.WRONG if r.required and not r.heading else None,
    ),
    Column(
        "依据",
        lambda r: tr(_WORDS[r.how]) if r.how else "",
        4,
        chip=lambda r: Tone.DONE if r.how is Confidence.LEARNED else Tone.NEUTRAL,
    ),
)


class MappingCard(Card):
    """The table of columns; below it the heading of the current one can be changed.

    Signals:
        chosen: one of our keys and a heading, empty for none.
    """

    chosen = Signal(str, str)

    def __init__(self) -> None:
        super().__init__(tr("列对应"))
        self.table: RowTable[MappingRow] = RowTable(tr("列对应"), COLUMNS, lambda r: r.key)
        self.column.addWidget(self.table, 1)
        row = QHBoxLayout()
        self.word = plain_label("", "label")
        self.heading = QComboBox()
        self.heading.setAccessibleName(tr("表中的列"))
        self.heading.activated.connect(self._picked)
        row.addWidget(self.word)
        row.addWidget(self.heading, 1)
        self.column.addLayout(row)
        self.table.went.connect(self._went)
        self.table.opened.connect(lambda: self.heading.setFocus(Qt.FocusReason.TabFocusReason))

    def show_preview(self, found: ImportPreview) -> None:
        """Show where the columns of a list were found."""
        names = found.rows.header.names
        self.heading.clear()
        self.heading.addItems([tr(NONE), *[name for name in names if name]])
        self.table.show_rows(_rows(found, names))
        if self.table.current() is None and self.table.rows:
            self.table.go_to(self.table.rows[0].key)
        self._went()

    def _went(self) -> None:
        row = self.table.current()
        if row is not None:
            self.word.setText(row.label)
            place = self.heading.findText(row.heading) if row.heading else 0
            self.heading.setCurrentIndex(max(0, place))

    def _picked(self, place: int) -> None:
        row = self.table.current()
        heading = self.heading.itemText(place) if place else ""
        if row is not None and heading != row.heading:
            self.chosen.emit(row.key, heading)


def _rows(found: ImportPreview, names: Sequence[str]) -> list[MappingRow]:
    matches = found.rows.mapping.matches
    rows = []
    for column in found.kind.columns:
        match = matches.get(column.key)
        heading = names[match.index] if match else ""
        how = match.confidence if match else None
        rows.append(MappingRow(column.key, tr(column.label), column.required, heading, how))
    return rows
