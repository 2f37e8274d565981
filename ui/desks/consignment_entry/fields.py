"""The walking order of the entry screen, and where its refusals are shown."""

from collections.abc import Callable, Iterable, Sequence

from PySide6.QtCore import QObject, Signal

from desk.kernel.errors import Problem
from ui.desks.stale import StaleAwareFields
from ui.editors import Editor

GOODS_AS_A_WHOLE = "lines"


class EntryFields(StaleAwareFields):
    """Editors of the screen; new rows of goods join in the middle, some are passed over by Enter.

    Signals:
        showing: problems are about to be shown (hidden blocks with a problem must open first).
        goods_wrong: what is wrong with the goods as a whole; empty when nothing is.
    """

    showing = Signal(object)
    goods_wrong = Signal(str)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.aside: set[str] = set()
        self.turn: Callable[[Editor, bool], Editor | None] = lambda _editor, _forwards: None

    def insert(self, editors: Iterable[Editor], before: str) -> None:
        """Take editors in just before another one."""
        order = list(self._editors)
        at = order.index(before)
        added = [self.add(editor).name for editor in editors]
        names = [*order[:at], *added, *order[at:]]
        self._editors = {name: self._editors[name] for name in names}

    def after(self, editor: Editor, forwards: bool = True) -> Editor | None:
        """The next editor Enter may go to (or the one before)."""
        order = list(self._editors.values())
        at = order.index(editor)
        ahead: Sequence[Editor] = order[at + 1 :] if forwards else order[:at][::-1]
        return next((e for e in ahead if self._open(e) and e.name not in self.aside), None)

    def show_problems(self, problems: Iterable[Problem]) -> tuple[Problem, ...]:
        """Show each problem at its field; those of the goods as a whole under the grid."""
        found = tuple(problems)
        self.showing.emit(found)
        rest = super().show_problems(found)
        whole = [p for p in rest if p.field == GOODS_AS_A_WHOLE]
        self.goods_wrong.emit("\n".join(p.message for p in whole))
        return tuple(p for p in rest if p not in whole)

    def _walk(self, editor: Editor, forwards: bool) -> None:
        following = self.turn(editor, forwards) or self.after(editor, forwards)
        if following is not None:
            following.take_focus()
        elif forwards:
            self.finished.emit()
