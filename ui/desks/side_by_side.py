"""Two versions of one record side by side: what it was, theirs, mine; each field taken from one side."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from desk.kernel.text import tr
from ui.asking import Box, plain_label
from ui.desks.row_table import Column, RowTable
from ui.theme import Tone

WIDE, MOST_ROWS = 760, 10
SAVE_KEY = "F9"


@dataclass(frozen=True)
class Difference:
    """One field that somebody else changed meanwhile.

    Attributes:
        name: of the field.
        label: its word.
        before: what stood there when both began.
        theirs: what stands there now.
        mine: what the user has.
        clash: both changed it; else only the other did.
    """

    name: str
    label: str
    before: str
    theirs: str
    mine: str
    clash: bool


@dataclass(frozen=True)
class _Row:
    difference: Difference
    mine: bool


class SideTable(RowTable[_Row]):
    """One line a field; Left takes theirs, Right mine."""

    sortable = False

    def __init__(self, differences: Sequence[Difference]) -> None:
        empty = tr("(空)")
        columns: tuple[Column[_Row], ...] = (
            Column(tr("栏目"), lambda r: r.difference.label, 7),
            Column(tr("原来"), lambda r: r.difference.before or empty, 9),
            Column(
                tr("← 对方的"),
                lambda r: r.difference.theirs or empty,
                12,
                stretch=True,
                chip=lambda r: None if r.mine else Tone.ACTIVE,
            ),
            Column(
                tr("我的 →"),
                lambda r: r.difference.mine or empty,
                12,
                stretch=True,
                chip=lambda r: Tone.ACTIVE if r.mine else None,
            ),
        )
        super().__init__(tr("两份修改"), columns, lambda row: row.difference.name)
        self.show_rows([_Row(one, one.clash) for one in differences])
        self.clicked.connect(self._clicked)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        sides = {Qt.Key.Key_Left: False, Qt.Key.Key_Right: True}
        side = sides.get(Qt.Key(event.key()))
        if side is None:
            super().keyPressEvent(event)
        else:
            self.take(mine=side)

    def take(self, *, mine: bool) -> None:
        """Take the current field from one side."""
        current = self.current()
        if current is not None:
            changed = _Row(current.difference, mine)
            self.show_rows([changed if row is current else row for row in self.rows])

    def theirs(self) -> frozenset[str]:
        """The fields that are taken from the other."""
        return frozenset(row.difference.name for row in self.rows if not row.mine)

    def _clicked(self, index: QModelIndex | QPersistentModelIndex) -> None:
        if index.column() in (2, 3):
            self.take(mine=index.column() == 3)


class SideBySide(Box):
    """Asks which side every field is taken from; Enter or F9 saves what is marked."""

    def __init__(
        self, window: QWidget | None, heading: str, differences: Sequence[Difference]
    ) -> None:
        super().__init__(window, heading)
        self.setMinimumWidth(WIDE)
        self.table = SideTable(differences)
        rows = min(len(differences), MOST_ROWS) + 1
        self.table.setFixedHeight(rows * self.table.verticalHeader().defaultSectionSize() + 12)
        self.body.addWidget(self.table)
        words = tr("↑↓ 换栏目 · ← 用对方的 · → 用我的 · 蓝色的是将要保存的")
        self.body.addWidget(plain_label(words, "small"))
        words = tr("按选定的保存")
        self.buttons(words, tr("返回核对")).setText(f"{words}  {SAVE_KEY}")
        self.table.installEventFilter(self)
        self.table.opened.connect(self.accept)
        self.table.setFocus()
        self.table.selectRow(0)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_F9 and not event.isAutoRepeat():
            self.accept()
        else:
            super().keyPressEvent(event)
