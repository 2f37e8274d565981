"""The columns of a list as the user wants them: which, in what order, how wide, sorted by what."""

from collections.abc import Sequence
from typing import Protocol

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtWidgets import QTableView

from ui.local_settings import TableLayout

SETTLED_MS = 300
NARROWEST, WIDEST = 48, 900


class Named(Protocol):
    """A column: a described field, or one of a desk's own."""

    @property
    def name(self) -> str: ...

    @property
    def label(self) -> str: ...

    @property
    def hidden(self) -> bool: ...


class Columns(QObject):
    """The columns of one table; hidden ones keep their place among the others.

    Signals:
        changed: the user wants them otherwise (a moment after the last drag).
    """

    changed = Signal()

    def __init__(self, table: QTableView, fields: Sequence[Named], widths: Sequence[int]) -> None:
        super().__init__(table)
        self._table, self._header = table, table.horizontalHeader()
        self._placing = False
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(SETTLED_MS)
        self._soon.timeout.connect(self._settled)
        self._known: object = None
        self.renew(fields, widths)
        self._header.sectionMoved.connect(self._touched)
        self._header.sectionResized.connect(self._touched)

    def renew(
        self, fields: Sequence[Named], widths: Sequence[int], elastic: Sequence[str] = ()
    ) -> None:
        """Other columns are shown from now on; the elastic ones take what room is left."""
        self.fields, self._usual_widths = tuple(fields), tuple(widths)
        self.names = tuple(field.name for field in fields)
        self._elastic = frozenset(elastic)
        self.reset()

    # -- reading ----------------------------------------------------------------------------------

    def in_order(self) -> list[str]:
        """Every column from the left, the hidden ones among them."""
        return [self.names[self._header.logicalIndex(i)] for i in range(len(self.names))]

    def shown(self) -> list[str]:
        """The columns in view, from the left."""
        return [
            name for name in self.in_order() if not self._header.isSectionHidden(self._at(name))
        ]

    def widths(self) -> dict[str, int]:
        """Widths that differ from the usual ones, of columns that do not only fill the room."""
        shown = self.shown()
        own = [name for name in shown if name not in self._elastic]
        if self._header.stretchLastSection():
            own = [name for name in own if name != shown[-1]]
        return {
            name: self._header.sectionSize(self._at(name))
            for name in own
            if self._header.sectionSize(self._at(name)) != self._usual_widths[self._at(name)]
        }

    @property
    def usual(self) -> bool:
        """Whether nothing differs from what the list shows by itself."""
        names = [field.name for field in self.fields if not field.hidden]
        return self.shown() == names and not self.widths()

    # -- changing ---------------------------------------------------------------------------------

    def reset(self) -> None:
        """The usual columns in their usual order and width."""
        self.put([f.name for f in self.fields if not f.hidden], self.names, {})

    def put_layout(self, layout: TableLayout) -> None:
        """Take a kept layout over; columns the list no longer has are passed over."""
        shown = [name for name in layout.shown if name in self.names]
        if shown:
            rest = [name for name in self.names if name not in shown]
            self.put(shown, [*shown, *rest], layout.widths)

    def put(self, shown: Sequence[str], order: Sequence[str], widths: dict[str, int]) -> None:
        """Show these columns, all of them in this order."""
        self._placing = True
        for place, name in enumerate(order):
            self._header.moveSection(self._header.visualIndex(self._at(name)), place)
        for column, name in enumerate(self.names):
            self._table.setColumnHidden(column, name not in shown)
            self._table.setColumnWidth(column, widths.get(name, self._usual_widths[column]))
        self._placing = False
        self._known = self._now()

    def show_column(self, name: str, on: bool) -> None:
        """Show or hide one; the last one in view stays."""
        if on or self.shown() != [name]:
            self._table.setColumnHidden(self._at(name), not on)
            self._touched()

    def move(self, name: str, steps: int) -> None:
        """Move a column to the right (or left, when negative)."""
        place = self._header.visualIndex(self._at(name)) + steps
        if 0 <= place < len(self.names):
            self._header.moveSection(place - steps, place)

    def widen(self, name: str, by: int) -> None:
        """Make a column wider (or narrower, when negative)."""
        wide = self._header.sectionSize(self._at(name)) + by
        self._table.setColumnWidth(self._at(name), min(max(wide, NARROWEST), WIDEST))

    def _at(self, name: str) -> int:
        return self.names.index(name)

    def _touched(self) -> None:
        if not self._placing:
            self._soon.start()

    def _now(self) -> object:
        return self.in_order(), self.shown(), self.widths()

    def _settled(self) -> None:
        """Tell of it, unless the header only laid itself out."""
        if self._known != self._now():
            self._known = self._now()
            self.changed.emit()
