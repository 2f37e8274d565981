"""What the selected rows come to, reckoned beside the window, however many they are."""

from array import array
from collections import Counter
from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer, Signal

from desk.kernel.text import tr
from desk.screens.fields import Field
from ui.bridge import Bridge
from ui.formats import show
from ui.models import chosen_rows
from ui.models.id_table import IdTable

WAIT_MS = 120
AT_ONCE = 20_000  # rows a call: the page's own reading comes in between

Sums = dict[str, int]


class SelectionSums(QObject):
    """The sums of the selection.

    Args:
        table: whose rows are selected.
        bridge: where the reckoning runs.
        fields: those of the list; the ones with a total are added up.
        ask: reckons the sums of some ids; called beside the window.

    Signals:
        told: the sums of what is selected now have changed.
    """

    told = Signal()

    def __init__(
        self,
        table: IdTable,
        bridge: Bridge,
        fields: tuple[Field, ...],
        ask: Callable[["array[int]"], Sums],
    ) -> None:
        super().__init__(table)
        self._table, self._bridge, self._ask = table, bridge, ask
        self._fields = [field for field in fields if field.total]
        self._sums: Counter[str] = Counter()
        self._spans: list[chosen_rows.Span] = []
        self._turn = 0
        self.known = False
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(WAIT_MS)
        self._soon.timeout.connect(self._begin)

    def renew(self) -> None:
        """Another selection, or other values: reckon anew, a moment after the last key."""
        self._turn += 1
        self.known = False
        if self._fields and self._table.chosen_count() > 1:
            self._soon.start()

    def words(self) -> str:
        """The sums, each with its word; empty while they are not known."""
        if not self.known:
            return tr("计算中…") if self._fields else ""
        return sum_words(self._fields, self._sums)

    def _begin(self) -> None:
        self._spans, self._sums = self._table.chosen_rows(), Counter()
        self._step(self._turn)

    def _step(self, turn: int) -> None:
        """Reckon the next rows, until nothing is left or the selection is another one."""
        if turn != self._turn:
            return
        if not self._spans:
            self.known = True
            self.told.emit()
            return
        first, last = self._spans.pop()
        start = max(first, last - AT_ONCE + 1)
        if start > first:
            self._spans.append((first, start - 1))
        ids = self._table.list_model.ids[start : last + 1]
        self._bridge.count(lambda: self._ask(ids), lambda sums: self._took(turn, sums), owner=self)

    def _took(self, turn: int, sums: Sums) -> None:
        if turn == self._turn:
            self._sums.update(sums)
            self._step(turn)


def sum_words(fields: list[Field], sums: "Counter[str] | Sums") -> str:
    """Sums as the foot of a list says them."""
    return "   ".join(f"{field.label} {show(field, sums[field.name])}" for field in fields)
