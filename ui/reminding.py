"""Reminders without nagging: a calm count that changes, one line when something falls due soon.

Nothing here takes the keyboard, opens a window or makes a sound. A line stands in the status line
from fifteen minutes before a deadline; it goes when the work is done, the deadline is over (then it
counts as late) or the user puts it off for ten minutes.
"""

from collections.abc import Callable, Sequence
from datetime import datetime, timedelta

from PySide6.QtCore import QObject, QTimer

from desk.kernel.moments import local
from desk.kernel.text import tr
from desk.kernel.today import TodayRow, counted
from ui.registry import Context
from ui.status_line import StatusLine

SOON, PUT_OFF = timedelta(minutes=15), timedelta(minutes=10)
LOOK_MS, AFTER_A_CHANGE_MS = 60_000, 1_500


class Reminders(QObject):
    """See the module.

    Args:
        context: of the window.
        status: where the count and the line stand.
        titled: gets the things to do, whose number stands in title and task bar.
    """

    def __init__(
        self,
        context: Context,
        status: StatusLine,
        titled: Callable[[Sequence[TodayRow]], None],
    ) -> None:
        super().__init__(status)
        self._context, self._status, self._titled = context, status, titled
        self.rows: list[TodayRow] = []
        self._put_off: dict[str, datetime] = {}
        self._look = _timer(self, LOOK_MS, self.look)
        self._look.start()
        self._soon = _timer(self, AFTER_A_CHANGE_MS, self.look)
        self._soon.setSingleShot(True)
        self._soon.start()
        context.bridge.changed.connect(lambda _: self._soon.start())
        status.work.clicked.connect(lambda: context.open_page("today"))
        status.reminder.clicked.connect(self.go)
        status.later.clicked.connect(self.put_off)

    def look(self) -> None:
        """Ask what is to be done, beside the window."""
        if self._context.desk.actor is not None:
            desk = self._context.desk
            self._context.bridge.later(desk.today_at_once, self._came, lambda _fault: None, self)

    def go(self) -> None:
        """Open the place where the reminded work is done."""
        due = self.due()
        if due:
            self._context.open_page(due[0].page, **due[0].arguments)

    def put_off(self) -> None:
        """Say nothing of what is reminded of now for ten minutes."""
        until = self._context.desk.now + PUT_OFF
        self._put_off |= {_key(row): until for row in self.due()}
        self.show()

    def due(self) -> list[TodayRow]:
        """What falls due within fifteen minutes and is not put off, the first on top."""
        now = self._context.desk.now
        return [
            row
            for row in self.rows
            if row.due_at is not None
            and now <= row.due_at <= now + SOON
            and self._put_off.get(_key(row), now) <= now
        ]

    def show(self) -> None:
        """Bring count and line up to date."""
        now, due = self._context.desk.now, self.due()
        late = [row for row in self.rows if row.due_at is not None and row.due_at < now]
        words = tr("待办 {n}").format(n=counted(self.rows)) if self.rows else ""
        self._status.show_work(
            words + (tr(" · 已过时限 {n}").format(n=counted(late)) if late else "")
        )
        self._titled(self.rows)
        self._status.show_reminder(_line(due) if due else "")

    def _came(self, found: tuple[list[TodayRow], bool]) -> None:
        rows, whole = found
        if whole or not self.rows:
            self._take(rows)
        if not whole:  # the board counts it, too; it is kept for the day
            desk = self._context.desk
            self._context.bridge.later(desk.today, self._take, lambda _fault: None, self)

    def _take(self, rows: list[TodayRow]) -> None:
        self.rows = rows
        known = {_key(row) for row in self.rows}
        self._put_off = {key: until for key, until in self._put_off.items() if key in known}
        self.show()


def _line(due: list[TodayRow]) -> str:
    """「16:20 前:答复询价 XJ261118-001,另有 2 项」."""
    first = due[0]
    assert first.due_at is not None
    what = f"{first.kind} {first.number or first.title}".strip()
    words = tr("{clock} 前:{what}").format(clock=f"{local(first.due_at):%H:%M}", what=what)
    return words + (tr(",另有 {n} 项").format(n=len(due) - 1) if len(due) > 1 else "")


def _key(row: TodayRow) -> str:
    """The work a row is about; its title may tell how far it is (已点 3 票)."""
    return f"{row.kind} {row.number or row.title} {row.due_at}"


def _timer(parent: QObject, every_ms: int, does: Callable[[], None]) -> QTimer:
    timer = QTimer(parent)
    timer.setInterval(every_ms)
    timer.timeout.connect(does)
    return timer
