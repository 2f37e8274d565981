"""What a signed-in user may ask an open office: queries, lists, the open work, papers; nothing is written."""

from array import array
from collections.abc import Callable, Sequence
from contextlib import suppress
from typing import Any, Concatenate, ParamSpec, TypeVar

from sqlalchemy import Engine

from desk.filing.documents.editions import with_registered_edition
from desk.kernel.actor import Actor
from desk.kernel.commands import Form, Query, entry_of
from desk.kernel.errors import FileRefused, refuse
from desk.kernel.roles import may
from desk.kernel.text import tr
from desk.kernel.today import DayPicture, TodayRow
from desk.office.users.login import first_user
from desk.screens.lists import Filter, ListSpec, Sort
from desk.storage import finding, listing, walking
from desk.storage.gate import Gate, check_right
from desk.storage.listing import BLOCK, ListPage
from desk.storage.plain_lists import plain_reading
from desk.storage.work import Reader
from desk.tables import form_table, list_table
from desk.todays_work import TodaysWork, ask_beforehand, picture_of_the_day

P = ParamSpec("P")
T = TypeVar("T")


class Asking:
    """The reading half of a desk."""

    engine: Engine
    actor: Actor | None
    expected: Actor | None = None
    closed = False
    _gate: Gate
    _todays_work: TodaysWork

    def signed_in(self) -> Actor:
        """The acting user.

        Raises:
            Refused: E013 when nobody is signed in.
        """
        if self.actor is None:
            raise refuse("E013")
        return self.actor

    def acting(self) -> Actor:
        """The acting user, or the one a window is being made ready for, whom nothing is opened to.

        Raises:
            Refused: E013 when there is neither.
        """
        return self.actor or self.expected or self.signed_in()

    def may(self, right: str) -> bool:
        known = self.actor or self.expected
        return known is not None and may(known.role, right)

    def reading(self) -> Any:
        """A reader for the signed-in user (a context manager), for checks across rooms."""
        return self._gate.reading(self.signed_in())

    def ask(
        self, query: Callable[Concatenate[Reader, P], T], /, *args: P.args, **kwargs: P.kwargs
    ) -> T:
        """Ask a query function with typed arguments."""
        answer: T = self.answer(entry_of(query), kwargs)
        return answer

    def answer(self, query: Query, arguments: dict[str, Any]) -> Any:
        """Raises: Refused E210 without the right."""
        check_right(self.signed_in(), query.needs)
        with self._gate.reading(self.signed_in()) as reader:
            return query.function(reader, **arguments)

    # -- lists ------------------------------------------------------------------------------------

    def list_ids(
        self,
        name: str,
        filters: Sequence[Filter] | None = None,
        search: str = "",
        sort: Sort | None = None,
        limit: int | None = None,
    ) -> "array[int]":
        """Ids of a described list's whole result; its own opening filters when none are given."""
        spec = self._list(name)
        used = spec.filters if filters is None else filters
        if search.strip():
            walked = self._walked(spec, used, search, sort, limit)
            if walked is not None:
                return walked
            with self._gate.reading(self.signed_in()) as reader:
                return listing.searched_ids(reader.session, spec, used, search, sort, limit)
        with plain_reading(self.engine) as reading:
            return listing.list_ids(reading, spec, used, sort, limit)

    def _walked(
        self,
        spec: ListSpec,
        used: Sequence[Filter],
        search: str,
        sort: Sort | None,
        limit: int | None,
    ) -> "array[int] | None":
        if limit is None:
            return None
        with plain_reading(self.engine) as reading:
            return walking.first_walked(reading, spec, used, search, sort, limit)

    def list_page(
        self,
        name: str,
        filters: Sequence[Filter] | None = None,
        search: str = "",
        sort: Sort | None = None,
        limit: int = BLOCK,
    ) -> ListPage:
        """The first rows of a described list's result, ids and values together."""
        spec = self._list(name)
        if search.strip():
            ids = self.list_ids(name, filters, search, sort, limit)
            return ListPage(ids, self.list_rows(name, ids))
        used = spec.filters if filters is None else filters
        with plain_reading(self.engine) as reading:
            return listing.list_page(reading, spec, used, sort, limit)

    def newest_found(self, name: str, search: str, most: int) -> list[int]:
        """The newest rows of a list that the search index knows by every word typed."""
        spec = self._list(name)
        with self._gate.reading(self.signed_in()) as reader:
            return finding.newest_found(reader.session.connection(), spec, search, most)

    def list_rows(self, name: str, ids: Sequence[int]) -> dict[int, tuple[Any, ...]]:
        spec = self._list(name)
        with plain_reading(self.engine) as reading:
            return listing.list_rows(reading, spec, ids)

    def list_record(self, name: str, record_id: int) -> tuple[dict[str, Any], int | None]:
        """A row by field name and the version of its record, both as the file stands at one moment.

        A form filled from them is refused (E211) when anybody saves before it; no values for a row
        that is gone.
        """
        spec = self._list(name)
        with self._gate.reading(self.signed_in()) as reader:
            return listing.record(reader.session, spec, record_id)

    def list_totals(
        self, name: str, filters: Sequence[Filter] | None = None, search: str = ""
    ) -> dict[str, int]:
        spec = self._list(name)
        used = spec.filters if filters is None else filters
        with self._gate.reading(self.signed_in()) as reader:
            return listing.list_totals(reader.session, spec, used, search)

    def list_sums(self, name: str, ids: Sequence[int]) -> dict[str, int]:
        """The sums of a list's total fields over some of its rows."""
        spec = self._list(name)
        with self._gate.reading(self.signed_in()) as reader:
            return listing.list_sums(reader.session, spec, ids)

    def list_spec(self, name: str) -> ListSpec:
        """Raises: Refused E011 for an unknown list."""
        table = list_table()
        if name not in table:
            raise refuse("E011", "list", label=tr("列表"), v=name, choices="、".join(table))
        return table[name]

    # -- the day ----------------------------------------------------------------------------------

    def today(self) -> list[TodayRow]:
        """The open work of all rooms that the acting user may do, by deadline; undated work last."""
        turn = self._todays_work.turn
        with self._gate.reading(self.signed_in()) as reader:
            return self._todays_work.rows(reader, turn)

    def today_at_once(self) -> tuple[list[TodayRow], bool]:
        """The same without what takes long and is not known yet; whether that is all of it."""
        with self._gate.reading(self.signed_in()) as reader:
            return self._todays_work.rows_at_once(reader)

    def make_ready(self) -> None:
        """Ask what the board will ask, for whoever is expected, until he signs in or the file is closed.

        When nobody is expected it is asked as the manager would: most questions are everybody's. The
        answers are thrown away; whatever is wrong with the file is said by the board.
        """
        expected = self.expected
        user = expected or first_user(self.engine)
        if user is None:
            return
        with suppress(FileRefused), self._gate.reading(user) as reader:
            ask_beforehand(reader, lambda: not self.closed and self._still_expects(expected))

    def _still_expects(self, expected: Actor | None) -> bool:
        return self.actor is None and self.expected is expected

    def make_list_ready(
        self, name: str, filters: Sequence[Filter], sort: Sort | None, first: int, known: int
    ) -> None:
        """Ask for the beginning of a list for whoever is expected, as `make_ready` does for the board.

        Args:
            name: of the list.
            filters: what will be asked.
            sort: in which order.
            first: how many rows.
            known: how many ids.
        """
        spec, user = self.list_spec(name), self.expected
        if user is None or not may(user.role, spec.right):
            return
        with suppress(FileRefused), plain_reading(self.engine) as reading:
            listing.list_page(reading, spec, filters, sort, first)
            listing.list_ids(reading, spec, filters, sort, known)

    def day_picture(self) -> DayPicture:
        """The figures of the day and of the days before it, room by room."""
        with self._gate.reading(self.signed_in()) as reader:
            return picture_of_the_day(reader)

    # -- papers -----------------------------------------------------------------------------------

    def paper(
        self, code: str, number: str, *, print_no: int = 0, **options: Any
    ) -> tuple[Any, ...]:
        """The neutral papers of a form for a document number; nothing is counted as printed.

        Args:
            code: form code, ``P-02``.
            number: document number the form is about.
            print_no: which print-out this is (0 = a look only).
            options: choices of the form (dates, one line only …).

        Raises:
            Refused: E011 for an unknown form, E210, or what the form refuses.
        """
        form = self.form(code)
        check_right(self.signed_in(), form.needs)
        with self._gate.reading(self.signed_in()) as reader:
            made = form.function(reader, number=number, print_no=print_no, **options)
            papers = tuple(made) if isinstance(made, tuple | list) else (made,)
            return with_registered_edition(reader, papers)

    def form(self, code: str) -> Form:
        table = form_table()
        if code not in table:
            raise refuse("E011", "form", label=tr("单据"), v=code, choices="、".join(sorted(table)))
        return table[code]

    def _list(self, name: str) -> ListSpec:
        spec = self.list_spec(name)
        check_right(self.signed_in(), spec.right)
        return spec
