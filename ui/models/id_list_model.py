"""A table over a list of any length: the ids of the whole result, and the rows of what is looked at.

Ids cost 8 bytes a row; rows come in blocks of 128 from the reading lane, and only `MOST_BLOCKS` are
kept. The first rows arrive together with the first ids, so a page opens without placeholders; all
ids, and so the exact count, follow on the counting lane, where no row waits for them.
Source: performance of the house §3.
"""

from array import array
from collections import OrderedDict
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any, Protocol

from PySide6.QtCore import (
    QAbstractTableModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
    QTimer,
    Signal,
)

from desk.app import Desk
from desk.screens.fields import Field
from desk.screens.lists import Filter, Sort
from ui.bridge import Bridge, Job
from ui.formats import alignment, show
from ui.models.read_again import ReadAgain
from ui.theme import colour
from ui.tones import is_state, tone_of

BLOCK = 128
MOST_BLOCKS = 64
AT_ONCE = 4  # blocks asked for in one go; while the scrollbar is dragged the newest win
FIRST = 2 * BLOCK
KNOWN = 1_000  # rows a long list has at once: 「1,000+」
LOADING = "…"

VALUE = Qt.ItemDataRole.UserRole
TONE = Qt.ItemDataRole.UserRole + 1

Row = tuple[Any, ...]
_Blocks = dict[int, tuple["array[int]", list[Row | None]]]
Index = QModelIndex | QPersistentModelIndex


class Source(Protocol):
    """Where ids and rows come from; called beside the window."""

    fields: tuple[Field, ...]

    def ids(self, wanted: "Wanted", limit: int | None) -> "array[int]": ...

    def rows(self, ids: Sequence[int]) -> dict[int, Row]: ...

    def first(self, wanted: "Wanted", limit: int) -> tuple["array[int]", dict[int, Row]]:
        """The first ids and their rows; a source that reads both at once says how."""
        ids = self.ids(wanted, limit)
        return ids, self.rows(ids)

    def make_ready(self, wanted: "Wanted") -> None:
        """Nobody has signed in yet: prepare what `first` will ask, if that can be; nothing is shown."""
        return


@dataclass(frozen=True)
class Wanted:
    """What is to be shown: filters, search text, order."""

    filters: tuple[Filter, ...] = ()
    search: str = ""
    sort: Sort | None = None


class DeskList(Source):
    """A described list of the office as a source."""

    def __init__(self, desk: Desk, name: str) -> None:
        self.desk, self.name = desk, name
        self.fields = desk.list_spec(name).fields

    def ids(self, wanted: Wanted, limit: int | None) -> "array[int]":
        return self.desk.list_ids(self.name, wanted.filters, wanted.search, wanted.sort, limit)

    def rows(self, ids: Sequence[int]) -> dict[int, Row]:
        return self.desk.list_rows(self.name, ids)

    def first(self, wanted: "Wanted", limit: int) -> tuple["array[int]", dict[int, Row]]:
        how = (wanted.filters, wanted.search, wanted.sort, limit)
        page = self.desk.list_page(self.name, *how)
        return page.ids, page.rows

    def make_ready(self, wanted: "Wanted") -> None:
        if not wanted.search:
            self.desk.make_list_ready(self.name, wanted.filters, wanted.sort, FIRST, KNOWN)


@dataclass(frozen=True)
class _First:
    """The beginning of a result: its ids, their rows, and whether that is all."""

    ids: "array[int]"
    rows: dict[int, Row]
    complete: bool

    @classmethod
    def of(cls, source: Source, wanted: Wanted) -> "_First":
        """Read it; of what is looked for by words no more than one block, since it may take long."""
        most = BLOCK if wanted.search else FIRST
        ids, rows = source.first(wanted, most)
        if len(ids) == FIRST:
            known = source.ids(wanted, KNOWN)
            ids = known if known[:FIRST] == ids else ids
        return cls(ids, rows, len(ids) < most)


class IdListModel(QAbstractTableModel):
    """See the module.

    Signals:
        begun: the first rows of a long result have arrived; `more` are on their way.
        settled: the ids of the whole result have arrived.
        failed: the exception of a list that cannot be read; single rows are read again (`again`).
    """

    begun = Signal()
    settled = Signal()
    failed = Signal(object)

    def __init__(self, source: Source, bridge: Bridge, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.fields = source.fields
        self.wanted = Wanted()
        self.ids: array[int] = array("q")
        self.more = False
        self.again = ReadAgain(self)
        self.again.over.connect(self._ask_again)
        self._source, self._bridge = source, bridge
        self._blocks: OrderedDict[int, list[Row | None]] = OrderedDict()
        self._asked: set[int] = set()
        self._next: dict[int, None] = {}
        self._unseen: set[int] = set()
        self._generation = 0
        self._whole: Job | None = None
        self._shown: Wanted | None = None
        self._alignments = [alignment(field) for field in self.fields]
        self._states = [is_state(field) for field in self.fields]
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.timeout.connect(self._fetch)

    # -- what is shown ------------------------------------------------------------------------------

    def show(self, wanted: Wanted) -> None:
        """Show another result; the old rows stay until the first new ones are here."""
        self.wanted = wanted
        self.reload()

    def reload(self) -> None:
        """Ask for the same result again."""
        self._generation += 1
        generation, wanted, source = self._generation, self.wanted, self._source
        if self._whole is not None:
            self._whole.cancel()
        self._asked.clear()  # their answers belong to the former question
        self.again.forget()
        self._bridge.later(
            lambda: _First.of(source, wanted),
            lambda got: self._first(generation, got),
            self.failed.emit,
            owner=self,
        )

    def make_ready(self) -> None:
        """Prepare the first question beside the window; nothing is shown."""
        source, wanted = self._source, self.wanted
        self._bridge.later(lambda: source.make_ready(wanted), lambda _: None, owner=self)

    def sort_by(self, column: int, descending: bool) -> None:
        """Order by a column."""
        self.show(replace(self.wanted, sort=Sort(self.fields[column].name, descending)))

    def id_at(self, row: int) -> int:
        return self.ids[row]

    def row_of(self, record_id: int) -> int | None:
        """The row of an id, or None when it is not in the result."""
        try:
            return self.ids.index(record_id)
        except ValueError:
            return None

    def row_at(self, row: int) -> Row | None:
        """The values of a row; None while they are on their way, which they are from now on."""
        number = row // BLOCK
        block = self._blocks.get(number)
        if block is None:
            self._unseen.discard(number)
            self._want(number)
            return None
        self._blocks.move_to_end(number)
        return block[row % BLOCK]

    def read_on(self, first: int, last: int) -> None:
        """Whoever pages on finds the rows there: two pages beside those in view, once these have come."""
        if {first // BLOCK, last // BLOCK} - self._blocks.keys():
            return
        most = 2 * (last - first + 1)
        for row in (max(first - most, 0), min(last + most, len(self.ids) - 1)):
            number = row // BLOCK
            if number not in self._blocks and number not in self._asked:
                self._unseen.add(number)
                self._want(number)

    def values_at(self, row: int) -> dict[str, Any]:
        """The values of a row by field name; empty while it is not loaded."""
        values = self.row_at(row)
        return dict(zip((f.name for f in self.fields), values, strict=True)) if values else {}

    @property
    def blocks_held(self) -> int:
        return len(self._blocks)

    # -- Qt -----------------------------------------------------------------------------------------

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own signature
        return 0 if parent.isValid() else len(self.ids)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self.fields)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return self._alignments[index.column()]
        if role not in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ForegroundRole, VALUE, TONE):
            return None
        row = self.row_at(index.row())
        if role == Qt.ItemDataRole.ForegroundRole:
            return colour("faint") if row is None else None
        if row is None:
            return LOADING if role == Qt.ItemDataRole.DisplayRole else None
        column = index.column()
        if role == Qt.ItemDataRole.DisplayRole:
            return show(self.fields[column], row[column])
        if role == TONE:
            return tone_of(row[column]) if self._states[column] and row[column] else None
        return row[column]

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        if orientation is Qt.Orientation.Vertical:
            return section + 1 if role == Qt.ItemDataRole.DisplayRole else None
        if role == Qt.ItemDataRole.DisplayRole:
            return self.fields[section].label
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return self._alignments[section]
        if role == Qt.ItemDataRole.ToolTipRole:
            return self.fields[section].help or None
        return None

    # -- rows ---------------------------------------------------------------------------------------

    def _want(self, number: int) -> None:
        if number not in self._asked:
            self._next.pop(number, None)
            self._next[number] = None
            if not self._soon.isActive():
                self._soon.start(0)

    def _fetch(self) -> None:
        numbers = list(self._next)[-AT_ONCE:]
        self._next.clear()
        self._asked.update(numbers)
        generation, source = self._generation, self._source
        blocks = {n: self._ids_of(n) for n in numbers}

        def rows() -> _Blocks:
            return {n: (ids, _block(ids, source.rows(ids))) for n, ids in blocks.items()}

        def unread(fault: BaseException) -> None:
            if generation == self._generation:  # they count as asked for until the pause is over
                self.again.put_off(numbers, fault)

        self._bridge.later(rows, lambda got: self._arrived(generation, got), unread, owner=self)

    def _ask_again(self, numbers: set[int]) -> None:
        """What of these is in view is asked for when it is painted."""
        self._asked -= numbers
        for number in numbers:
            self._changed(number)

    def _ids_of(self, number: int) -> "array[int]":
        return self.ids[number * BLOCK : (number + 1) * BLOCK]

    def _arrived(self, generation: int, blocks: _Blocks) -> None:
        if generation != self._generation:
            return
        self._asked.difference_update(blocks)
        for number, (ids, block) in blocks.items():
            if ids == self._ids_of(number):
                self._keep(number, block)  # else other rows stand there by now: they are asked for
            if number not in self._unseen:  # a view paints all its rows anew for any that change
                self._changed(number)
        self._unseen.difference_update(blocks)
        self.again.came(blocks)

    def _changed(self, number: int) -> None:
        """Let a block be painted anew."""
        if number * BLOCK >= len(self.ids):
            return
        last = min((number + 1) * BLOCK, len(self.ids)) - 1
        corner = self.index(last, len(self.fields) - 1)
        self.dataChanged.emit(self.index(number * BLOCK, 0), corner)

    def _keep(self, number: int, block: list[Row | None]) -> None:
        self._blocks[number] = block
        while len(self._blocks) > MOST_BLOCKS:
            self._blocks.popitem(last=False)

    # -- ids ----------------------------------------------------------------------------------------

    def _first(self, generation: int, got: _First) -> None:
        if generation != self._generation:
            return
        again = self._shown == self.wanted and not self.more and len(self.ids) > len(got.ids)
        if (
            got.complete or not again
        ):  # a long list that is refreshed keeps its length till all is here
            self.more, self._shown = not got.complete, self.wanted
            self._replace(got.ids, got.rows)
        if got.complete:
            self.settled.emit()
            return
        if self.more:
            self.begun.emit()
        wanted, source = self.wanted, self._source
        self._whole = self._bridge.count(
            lambda: source.ids(wanted, None),
            lambda ids: self._rest(generation, ids, got.rows),
            self.failed.emit,
            owner=self,
        )

    def _rest(self, generation: int, ids: "array[int]", rows: dict[int, Row]) -> None:
        if generation != self._generation:
            return
        filling, self.more = self.more, False
        grown = len(ids) > len(self.ids) and ids[: len(self.ids)] == self.ids
        if filling and grown:  # a refresh must not keep rows that a colleague has changed
            self._blocks.pop(len(self.ids) // BLOCK, None)
            self.beginInsertRows(QModelIndex(), len(self.ids), len(ids) - 1)
            self.ids = ids
            self.endInsertRows()
        else:
            self._replace(ids, rows)
        self.settled.emit()

    def _replace(self, ids: "array[int]", rows: dict[int, Row]) -> None:
        self.beginResetModel()
        self.ids = ids
        self._blocks.clear()
        self._asked.clear()
        self._next.clear()
        self._unseen.clear()
        for number in range((min(len(ids), FIRST) + BLOCK - 1) // BLOCK):
            part = ids[number * BLOCK : (number + 1) * BLOCK]
            if all(record_id in rows for record_id in part):
                self._keep(number, _block(part, rows))
        self.endResetModel()


def _block(ids: "array[int]", rows: dict[int, Row]) -> list[Row | None]:
    return [rows.get(record_id) for record_id in ids]
