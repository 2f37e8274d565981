"""What will be otherwise, before beside after, every word of it readable."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QWidget

from desk.kernel.text import tr
from desk.office.approvals.events import Change
from ui.asking import plain_label
from ui.desks.pieces import empty_layout
from ui.desks.texts import wrapped
from ui.theme import SPACE, Tone

MOST = 80


class Changes(QWidget):
    """A heading and one line a change; what is new is green, what goes is red, what differs is blue."""

    def __init__(self) -> None:
        super().__init__()
        self.changes: tuple[Change, ...] = ()
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(SPACE.normal)
        self._grid.setVerticalSpacing(SPACE.tight)
        for column, stretch in enumerate((2, 3, 3)):
            self._grid.setColumnStretch(column, stretch)

    def show_changes(self, changes: Sequence[Change], former: str) -> None:
        """Show these changes against the former version of this name."""
        self.changes = tuple(changes)
        empty_layout(self._grid)
        self.setVisible(bool(changes or former))
        self._put(0, 0, plain_label(_heading(len(changes), former), "strong"), span=3)
        if not changes:
            return
        named = any(change.what for change in changes)
        headings = [tr("项目") if named else "", former, tr("改为") if former else tr("内容")]
        for column, word in enumerate(headings):
            self._put(1, column, plain_label(word, "muted"))
        for row, change in enumerate(changes[:MOST], 2):
            self._put(row, 0, wrapped(change.what))
            if former:
                self._put(row, 1, wrapped(change.before or "—"))
            self._put(row, 2, _after(change) if former else wrapped(change.after))
        self._grid.setColumnStretch(0, 2 if named else 0)
        self._grid.setColumnStretch(1, 3 if former else 0)
        left = len(changes) - MOST
        if left > 0:
            words = tr("还有 {n} 处,按 F7 打开原记录看。").format(n=left)
            self._put(MOST + 2, 0, plain_label(words, "muted"), span=3)

    def _put(self, row: int, column: int, widget: QWidget, span: int = 1) -> None:
        self._grid.addWidget(widget, row, column, 1, span, Qt.AlignmentFlag.AlignTop)


def _heading(count: int, former: str) -> str:
    if not former:
        return tr("内容共 {n} 处").format(n=count)
    if not count:
        return tr("与{v}相比没有改动").format(v=former)
    return tr("与{v}相比改动 {n} 处").format(v=former, n=count)


def _after(change: Change) -> QWidget:
    tone = Tone.ACTIVE if change.before else Tone.DONE
    if not change.after:
        tone = Tone.WRONG
    label = wrapped(change.after or tr("删去"))
    label.setProperty("tone", tone.name)
    return label
