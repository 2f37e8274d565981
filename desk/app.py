"""The composition root: open an office, sign in, run commands, ask, list, print.

The window, the command line and the tests hold one `Desk` and nothing below it.
"""

from collections.abc import Callable
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import Any, Concatenate, ParamSpec, TypeVar

from sqlalchemy.exc import DBAPIError

from desk.asking import Asking
from desk.kernel.actor import Actor, Proof
from desk.kernel.calendar import WorkingCalendar
from desk.kernel.clock import Clock, SystemClock
from desk.kernel.commands import Command, entry_of
from desk.kernel.errors import FileRefused, Problem, Refused
from desk.kernel.settings import Firm, Settings
from desk.kernel.text import tr
from desk.office.calendar.queries import load_calendar
from desk.office.settings.queries import load_settings
from desk.office.users.keys import new_owner_key
from desk.office.users.login import Login, expected_user, prove, require_admitted, sign_in
from desk.prepared import Prepared
from desk.registry import ROOMS
from desk.storage import lending, search_index
from desk.storage.backup import backup_to
from desk.storage.cabinet import cabinet_of, copy_files
from desk.storage.engine import sqlite_engine
from desk.storage.faults import plain_cause
from desk.storage.gate import Gate, Outcome, check_right, clock_problem
from desk.storage.office_file import create_file, open_file
from desk.storage.work import Work
from desk.tables import command_table, form_table, list_table, query_table
from desk.todays_work import TodaysWork

__all__ = ["Desk", "command_table", "form_table", "list_table", "query_table"]

P = ParamSpec("P")
T = TypeVar("T")
Changes = dict[str, frozenset[int]]
UNPROVEN = "E074"
NOT_SAID = Firm()


def _handlers() -> dict[type, list[Callable[[Work, Any], None]]]:
    table: dict[type, list[Callable[[Work, Any], None]]] = {}
    for room in ROOMS:
        for handler in room.handlers:
            table.setdefault(handler.event, []).append(handler.function)
    return table


class Desk(Asking):
    """One open office file and, after `login`, one acting user.

    `ask_password` is called when an approval needs the password again and the caller gave no proof;
    without it the caller hears E074 and asks himself (the window does).
    """

    ask_password: Callable[[], str] | None = None
    owner_key: bytes | None = None

    def __init__(
        self,
        path: Path,
        clock: Clock | None = None,
        *,
        durable: bool = True,
        check_beside: bool = False,
        progress: Callable[[int, int], None] | None = None,
    ) -> None:
        """Open an existing office file by the open protocol.

        Args:
            path: the office file.
            clock: the computer's unless another is injected.
            durable: wait for the disk at every save (not for a sample that is being made).
            check_beside: let a file that lies as this computer closed it be read while its quick
                check still runs; whatever writes waits for the result (`prove_sound`).
            progress: hears how much of an older file's search index is made anew; what it raises
                ends the opening.

        Raises:
            FileRefused: the file cannot be used; the text says why.
        """
        self.path = path
        self.clock = clock or SystemClock()
        self._hold = open_file(path, self.clock, beside=check_beside)
        self.engine = sqlite_engine(
            path, durable=durable, clock=self.clock, before_writing=self._hold.prove_sound
        )
        self.actor: Actor | None = None
        self._listeners: list[Callable[[Changes], None]] = []
        self._todays_work = TodaysWork()
        self._gate = Gate(
            self.engine,
            self.clock,
            _handlers(),
            Settings(),
            WorkingCalendar(),
            cabinet_of(path),
            require_admitted,
        )
        try:
            lending.lend(path, self._gate.lent)
            search_index.bring_up_to_date(self.engine, progress)
            self._refresh_settings()
        except (DBAPIError, OSError) as fault:
            self.close()
            raise FileRefused(plain_cause(fault)) from fault
        except BaseException:
            self.close()
            raise

    @classmethod
    def create(
        cls,
        path: Path,
        login: str,
        name: str,
        password: str,
        clock: Clock | None = None,
        *,
        firm: Firm = NOT_SAID,
        durable: bool = True,
    ) -> "Desk":
        """Make a new office file with its first user, a manager, and open it signed in.

        Papers bear the name of `firm`; until it has one, the board asks the manager for it.
        `owner_key` of the new desk is to be printed on the recovery sheet and then forgotten.

        Raises:
            FileRefused: something already lies at the path, or it cannot be written.
        """
        from desk.office.users.founding import found_office

        used = clock or SystemClock()
        create_file(path)
        desk = None
        try:
            desk = cls(path, used, durable=durable)
            desk.owner_key = new_owner_key()
            desk._by_owner(
                found_office, desk.owner_key, login=login, name=name, password=password, firm=firm
            )
            desk.login(login, password)
        except BaseException:
            if desk is not None:
                desk.close()
            for leftover in ("", "-journal", "-lock"):
                Path(f"{path}{leftover}").unlink(missing_ok=True)
            raise
        return desk

    def recover(self, owner_key: bytes, login: str, password: str) -> Actor:
        """Set a manager's password anew by the recovery sheet, and sign him in.

        Raises:
            Refused: E006, E016, E076.
        """
        from desk.office.users.founding import recover_manager

        self._by_owner(recover_manager, owner_key, login=login, password=password)
        return self.login(login, password)

    def prove_sound(self) -> None:
        """Wait for the end of a check that runs beside.

        Raises:
            FileRefused: the file is damaged, and every command is refused from now on.
        """
        self._hold.prove_sound()

    def damage(self) -> FileRefused | None:
        """Wait for the end of the check without hurrying it; what it found."""
        return self._hold.damage()

    @property
    def proven(self) -> bool:
        """Whether the check has ended, so that a command need not wait for it."""
        return self._hold.proven

    def close(self) -> None:
        """Sign out and let go of the file."""
        self.actor, self.expected, self.closed = None, None, True
        lending.lend_no_more(self.path, self._gate.lent)
        self._gate.close()
        self.engine.dispose()
        self._hold.release(self.clock)

    def __enter__(self) -> "Desk":
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    # -- who acts ---------------------------------------------------------------------------------

    def expect(self, login: str) -> None:
        """Make ready for a user who has not signed in yet; whatever is asked is refused as before."""
        self.expected = expected_user(self.engine, login)

    def login(self, login: str, password: str) -> Actor:
        """Sign a user in: his password unwraps his own key.

        Raises:
            Refused: E013 wrong, E014 too often, E015 switched off.
        """
        result: Login = sign_in(self.engine, self.clock, login, password)
        self.actor = result.actor
        return result.actor

    def unlock(self, password: str) -> Actor:
        """Sign the acting user in again by his password alone.

        Raises:
            Refused: E082 wrong, E014 too often, E015 switched off meanwhile.
        """
        login = self.signed_in().login
        self.actor = sign_in(self.engine, self.clock, login, password, wrong="E082").actor
        return self.actor

    def prove(self, password: str) -> Proof:
        """The acting user types his password again, for the approval he is about to give.

        Raises:
            Refused: E082 wrong, E014 too often, E015 switched off meanwhile.
        """
        return prove(self.engine, self.clock, self.signed_in(), password)

    def logout(self) -> None:
        self.actor = self.expected = None

    # -- doing ------------------------------------------------------------------------------------

    def run(
        self, command: Callable[Concatenate[Work, P], T], /, *args: P.args, **kwargs: P.kwargs
    ) -> Outcome[T]:
        """Run a command function with typed arguments."""
        return self.execute(entry_of(command), kwargs)

    def execute(
        self,
        command: Command,
        arguments: dict[str, Any],
        *,
        command_id: str | None = None,
        reason: str = "",
        confirmed: frozenset[str] = frozenset(),
        progress: Callable[[int, int], None] | None = None,
        proof: Proof | None = None,
    ) -> Outcome[Any]:
        """Run a command with everything a caller may add: id, reason, confirmed warnings, progress.

        Approvals need a proof, from `prove`.

        Raises:
            Refused, NeedsConfirmation, SaveFailed: see desk.storage.gate.
        """
        run = partial(
            self._gate.run,
            command,
            self.signed_in(),
            arguments,
            command_id=command_id,
            reason=reason,
            confirmed=confirmed,
            progress=progress,
        )
        try:
            outcome = run(proof=proof)
        except Refused as refused:
            if refused.codes != (UNPROVEN,) or self.ask_password is None:
                raise
            outcome = run(proof=self.prove(self.ask_password()))
        self._after(outcome)
        return outcome

    def with_(
        self,
        *,
        reason: str = "",
        confirmed: frozenset[str] | set[str] = frozenset(),
        command_id: str | None = None,
        progress: Callable[[int, int], None] | None = None,
        proof: Proof | None = None,
    ) -> Prepared:
        """Prepare a run with a reason, confirmed warnings, a command id, progress or a proof."""
        return Prepared(self, reason, frozenset(confirmed), command_id, progress, proof)

    def subscribe(self, listener: Callable[[Changes], None]) -> Callable[[], None]:
        """Be told what every command changed; returns the way to stop it."""
        self._listeners.append(listener)
        return lambda: self._listeners.remove(listener)

    # -- care of the file -------------------------------------------------------------------------

    def backup(self, target: Path) -> Path:
        """Copy the open file to `target`, verified before it gets its name, and its attachments.

        Raises:
            Refused: E210. FileRefused: the copy failed.
        """
        check_right(self.signed_in(), "backup.create")
        if target.resolve() == self.path.resolve():
            raise FileRefused(tr("备份不能覆盖正在使用的数据文件。"))
        backup_to(self.path, target)
        copy_files(self.path, target)
        return target

    def reindex(self, progress: Callable[[int, int], None] | None = None) -> None:
        """Make the search index anew from the records; `progress` hears how many of how many are done."""
        with self.engine.begin() as connection:
            search_index.rebuild(connection, progress)

    @property
    def settings(self) -> Settings:
        return self._gate.settings

    @property
    def calendar(self) -> WorkingCalendar:
        return self._gate.calendar

    @property
    def now(self) -> datetime:
        return self.clock.now()

    def clock_problem(self) -> Problem | None:
        """E029 when the computer's clock lies before the last saved command; to be said at opening."""
        with self.reading() as reader:
            return clock_problem(reader.session, reader.now)

    # -- inside -----------------------------------------------------------------------------------

    def _after(self, outcome: Outcome[Any]) -> None:
        if outcome.changes.keys() & {"setting", "calendar_day"}:
            self._refresh_settings()
        self._todays_work.forget(outcome.changes.keys())
        if outcome.changes:
            for listener in list(self._listeners):
                listener(outcome.changes)

    def _refresh_settings(self) -> None:
        with self.engine.connect().execution_options(reading=True) as connection:
            self._gate.settings = load_settings(connection)
            self._gate.calendar = load_calendar(connection, self._gate.settings)

    def _by_owner(self, command: Callable[..., Any], key: bytes, **arguments: Any) -> None:
        from desk.office.users.founding import owner

        self._gate.run(entry_of(command), owner(key), arguments)
        self._refresh_settings()
