"""The board of the day, asked of every room: what waits for the acting user, and the day's figures."""

import threading
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from datetime import date

from desk.kernel.courtesy import give_way
from desk.kernel.rooms import Room
from desk.kernel.today import MOST_ROWS, DayPicture, TodayRow, TodaySource
from desk.registry import ROOMS
from desk.storage.work import Reader

_For = tuple[int | None, date]


class TodaysWork:
    """The open work of all rooms.

    Work that has to look at every customer is looked for once a day, and again when one of the tables
    it rests on has changed; all other work is asked for anew every time.
    """

    def __init__(self) -> None:
        self._kept: dict[TodaySource, tuple[_For, list[TodayRow]]] = {}
        self._keeping = threading.Lock()
        self.turn = 0
        """Rises with every change; an answer begun before a change is not kept."""

    def rows(self, reader: Reader, turn: int) -> list[TodayRow]:
        """Everything the acting user may do, by deadline; undated work last.

        Args:
            reader: the reading view.
            turn: what `turn` was before the reading began.
        """
        found = [row for source in _sources(reader) for row in self._rows(source, reader, turn)]
        return _by_deadline(reader, found)

    def rows_at_once(self, reader: Reader) -> tuple[list[TodayRow], bool]:
        """The same without what would have to be looked for first; whether that is all of it."""
        found = [
            _asked(s, reader) if not s.rests_on else self._kept_rows(s, reader)
            for s in _sources(reader)
        ]
        rows = [row for known in found if known is not None for row in known]
        return _by_deadline(reader, rows), None not in found

    def forget(self, tables: Iterable[str]) -> None:
        """What rests on these tables has to be looked for again."""
        changed = frozenset(tables)
        with self._keeping:
            self.turn += 1
            for source in [s for s in self._kept if s.rests_on & changed]:
                self._kept.pop(source, None)

    def _rows(self, source: TodaySource, reader: Reader, turn: int) -> list[TodayRow]:
        kept = self._kept_rows(source, reader)
        if kept is not None:
            return kept
        rows = _asked(source, reader)
        if source.rests_on:
            known = _for(reader), rows
            with self._keeping:  # saves and looks come from several threads
                if turn == self.turn:
                    self._kept[source] = known
        return rows

    def _kept_rows(self, source: TodaySource, reader: Reader) -> list[TodayRow] | None:
        kept_for, rows = self._kept.get(source, (None, []))
        return rows if kept_for == _for(reader) else None


def _asked(source: TodaySource, reader: Reader) -> list[TodayRow]:
    """The work of one source; where it stopped counting its rows say so."""
    rows = source.rows(reader)
    return [replace(row, more=True) for row in rows] if len(rows) >= MOST_ROWS else rows


def ask_beforehand(reader: Reader, wanted: Callable[[], bool]) -> None:
    """Ask what the board will ask first, so that its statements are compiled by then; nothing is kept.

    Args:
        reader: the reading view.
        wanted: whether to go on; asked before every room's work.
    """
    for source in _sources(reader):
        if not wanted():
            return
        if not source.rests_on:
            source.rows(reader)
    picture_of_the_day(reader)


def picture_of_the_day(reader: Reader) -> DayPicture:
    """The figures of the day and the days before it, room by room."""
    return DayPicture(
        tuple(f for room in _rooms() for figures in room.figures for f in figures(reader)),
        tuple(bars for room in _rooms() for plots in room.plots for bars in plots(reader)),
    )


def _sources(reader: Reader) -> Iterable[TodaySource]:
    return (s for room in _rooms() for s in room.today if reader.may(s.right))


def _rooms() -> Iterator[Room]:
    """Between the questions of two rooms the window may be painted."""
    for room in ROOMS:
        give_way()
        yield room


def _by_deadline(reader: Reader, rows: list[TodayRow]) -> list[TodayRow]:
    return sorted(rows, key=lambda row: (row.due_at is None, row.due_at or reader.now))


def _for(reader: Reader) -> _For:
    return reader.actor.user_id, reader.today
