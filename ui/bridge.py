"""Between the office and the window: changes become a signal, slow calls run beside the window.

Four serial lanes, each one thread: `reading` for queries of the visible page, `working` for the long
command or export of the moment, so that a page never waits behind an import, `finding` for the
search box, which answers while a page still loads, and `counting` for the whole of a result and its
sums, which may come later than the rows that are looked at. Results always arrive on the GUI thread. A result whose owner (a QObject) is gone by then is dropped.
"""

import queue
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import partial
from typing import Any, TypeVar

from PySide6.QtCore import QObject, Qt, QTimer, Signal, Slot
from shiboken6 import isValid

from desk.app import Changes, Desk
from desk.kernel.commands import entry_of
from desk.kernel.courtesy import letting_by
from desk.kernel.text import tr
from ui import at_work
from ui.beside import when_nobody_waits

T = TypeVar("T")
Step = Callable[[int, int], None]
STOP_S = 10.0
TURN_S, LONGEST_WAIT_S = 0.005, 0.05
PAINTING_MS, LONGEST_PAINTING_S = 10, 0.25


class Cancelled(Exception):  # noqa: N818 - not an error: the user's own wish
    """The user cancelled a long job; nothing of it was saved."""


@dataclass
class Job:
    """One call on its way through a lane; `cancel` asks it to stop at its next step."""

    call: Callable[[], Any]
    done: Callable[[Any], None]
    failed: Callable[[BaseException], None]
    owner: QObject | None = None
    quiet: bool = True  # a cancelled reading needs no answer; a cancelled command does
    _stop: threading.Event = field(default_factory=threading.Event)

    def cancel(self) -> None:
        self._stop.set()

    @property
    def cancelled(self) -> bool:
        return self._stop.is_set()

    def wanted(self) -> bool:
        """Whether anybody still waits for the answer."""
        gone = self.owner is not None and not isValid(self.owner)
        return not gone and not (self.quiet and self.cancelled)


class Lane(QObject):
    """One thread that does one thing after the other."""

    _arrived = Signal(object, object, object)

    def __init__(self, name: str, parent: QObject) -> None:
        super().__init__(parent)
        self._queue: queue.SimpleQueue[Job | None] = queue.SimpleQueue()
        self._arrived.connect(self._arrive, Qt.ConnectionType.QueuedConnection)
        self._waiting = 0
        self._stopped = False
        self._held: list[tuple[Job, Any, BaseException | None]] | None = None
        self._thread = threading.Thread(target=self._serve, name=f"desk-{name}", daemon=True)
        self._thread.start()
        self._current: Job | None = None

    def put(self, job: Job) -> Job:
        self._waiting += 1
        self._queue.put(job)
        return job

    @property
    def idle(self) -> bool:
        """Nothing runs, waits or is on its way back."""
        return self._waiting == 0

    @property
    def runs(self) -> bool:
        """Something is being done at this moment."""
        return self._current is not None

    def hold(self) -> None:
        """Nobody is here to hear: what ends from now on is told by `tell_held`."""
        self._held = []

    def tell_held(self) -> None:
        """Somebody is here again."""
        held, self._held = self._held or [], None
        for came in held:
            self._deliver(*came)

    def stop(self) -> None:
        """Cancel what runs, drop what waits and what is on its way back, end the thread."""
        self._stopped = True
        if (running := self._current) is not None:
            running.cancel()
        while not self._queue.empty():
            self._queue.get_nowait()
        self._queue.put(None)
        self._thread.join(STOP_S)

    def _serve(self) -> None:
        while (job := self._queue.get()) is not None:
            self._current = job
            value, fault = None, None
            try:
                if job.cancelled:
                    raise Cancelled(tr("已取消,没有保存。"))
                value = job.call() if job.wanted() else None
            except BaseException as raised:
                fault = raised
            self._current = None
            try:
                self._arrived.emit(job, value, fault)
            except RuntimeError:  # the window is gone
                return

    @Slot(object, object, object)
    def _arrive(self, job: Job, value: Any, fault: BaseException | None) -> None:
        at_work.begin()
        when_nobody_waits(partial(self._deliver, job, value, fault))

    def _deliver(self, job: Job, value: Any, fault: BaseException | None) -> None:
        if self._held is not None:
            self._held.append((job, value, fault))
            return
        self._waiting -= 1
        if self._stopped or not job.wanted():
            return
        if fault is None:
            job.done(value)
        else:
            job.failed(fault)


class Bridge(QObject):
    """The window's side of one open office.

    Signals:
        changed: table name → ids, after every command, on the GUI thread.
        broken: an exception nobody waited for (a bug); shown by the exception hook.

    Attributes:
        saving: whether a command of the user's runs beside the window; a second one waits for it.
    """

    changed = Signal(object)
    broken = Signal(object)
    _heard = Signal(object)

    def __init__(self, desk: Desk, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.desk = desk
        self.reading = Lane("reading", self)
        self.working = Lane("working", self)
        self.finding = Lane("finding", self)
        self.counting = Lane("counting", self)
        self._heard.connect(self.changed)
        self._unsubscribe = desk.subscribe(self._hear)
        self._stopped = False
        self.saving = False
        self._pulse, self._count_pulse = _Pulse(self, None), _Pulse(self, None)

    @property
    def busy(self) -> bool:
        """Whether something still runs beside the window or is on its way back."""
        lanes = (self.reading, self.working, self.finding, self.counting)
        return not all(lane.idle for lane in lanes)

    def later(
        self,
        call: Callable[[], T],
        done: Callable[[T], None],
        failed: Callable[[BaseException], None] | None = None,
        owner: QObject | None = None,
    ) -> Job:
        """Run a reading call beside the window; `done` or `failed` follows on the GUI thread.

        The window goes first: the call begins when the window has done what it is at, and again gives
        way to it where it can (`desk.kernel.courtesy`).

        Args:
            call: takes nothing, touches no widget.
            done: gets the result.
            failed: gets the exception; without it the exception hook shows it.
            owner: the answer is dropped when this object is gone.
        """

        def whole() -> T:
            self._pulse.wait_for_window()
            return _courteous(call, job, self._pulse)

        job = Job(whole, done, failed or self.broken.emit, owner)
        return self.reading.put(job)

    def find(
        self, call: Callable[[], T], done: Callable[[T], None], owner: QObject | None = None
    ) -> Job:
        """Run a search beside the window, before whatever a page still waits for."""
        return self.finding.put(Job(call, done, self.broken.emit, owner))

    def count(
        self,
        call: Callable[[], T],
        done: Callable[[T], None],
        failed: Callable[[BaseException], None] | None = None,
        owner: QObject | None = None,
    ) -> Job:
        """Read the whole of a long result beside the window; rows and pages do not wait for it.

        What has just come is painted first: reading a long result takes turns with it.
        """
        painted = threading.Event()
        QTimer.singleShot(PAINTING_MS, self, lambda: painted.set())

        def once_painted() -> T:
            painted.wait(LONGEST_PAINTING_S)
            return _courteous(call, job, self._count_pulse)

        job = Job(once_painted, done, failed or self.broken.emit, owner)
        return self.counting.put(job)

    def work(
        self,
        command: Callable[..., Any],
        arguments: dict[str, Any],
        done: Callable[[Any], None],
        failed: Callable[[BaseException], None],
        progress: Callable[[int, int], None] | None = None,
        **extra: Any,
    ) -> Job:
        """Run a long command beside the window.

        `progress(done, total)` arrives on the GUI thread. `Job.cancel()` makes the command fail with
        `Cancelled` at its next step; the transaction is rolled back.
        """

        def call(step: Step) -> Any:
            return self.desk.execute(entry_of(command), arguments, progress=step, **extra)

        return self.labour(call, done, failed, progress)

    def labour(
        self,
        call: Callable[[Step], T],
        done: Callable[[T], None],
        failed: Callable[[BaseException], None],
        progress: Callable[[int, int], None] | None = None,
    ) -> Job:
        """Run any long call beside the window: reading a file, printing, exporting.

        `call` gets ``step(done, total)``, which it calls now and then; it raises `Cancelled` once
        the user has cancelled. Where it gives way (`desk.kernel.courtesy`), the window goes first.
        """
        pulse = _Pulse(self, progress)

        def step(done_: int, total: int) -> None:
            if job.cancelled:
                raise Cancelled(tr("已取消,没有保存。"))
            pulse.beats.emit(done_, total)
            pulse.give_way()

        def whole() -> T:
            return _courteous(lambda: call(step), job, pulse)

        def over(then: Callable[[Any], None]) -> Callable[[Any], None]:
            def ended(result: Any) -> None:
                pulse.deleteLater()  # else the bridge keeps one of every job
                then(result)

            return ended

        job = Job(whole, over(done), over(failed), quiet=False)
        return self.working.put(job)

    def stop(self) -> None:
        """End the lanes; called once, before the file is closed."""
        if not self._stopped:
            self._stopped = True
            self._unsubscribe()
            self.reading.stop()
            self.working.stop()
            self.finding.stop()
            self.counting.stop()

    def _hear(self, changes: Changes) -> None:
        self._heard.emit(changes)


def _courteous(call: Callable[[], T], job: Job, pulse: "_Pulse") -> T:
    """Make a call that gives way to the window, unless it is cancelled."""

    def give_way() -> None:
        if not job.cancelled:
            pulse.give_way()

    with letting_by(give_way):
        return call()


class _Pulse(QObject):
    """Carries progress from the working thread to the GUI thread, and lets that thread go first."""

    beats = Signal(int, int)
    _asks = Signal()

    def __init__(self, parent: QObject, heard: Callable[[int, int], None] | None) -> None:
        super().__init__(parent)
        self._heard = heard
        self._served = threading.Event()
        self._served.set()
        self._turn_ends_at = 0.0
        self._waited_in_vain = 0
        self.beats.connect(self._beat, Qt.ConnectionType.QueuedConnection)
        self._asks.connect(self._answer, Qt.ConnectionType.QueuedConnection)

    def give_way(self) -> None:
        """While the window is at something, and every few milliseconds, wait until it has done it.

        A window that does not answer soon is at something long of its own, or waits for this very
        job; until it has answered, the job goes on.
        """
        turn = at_work.turn()
        if turn and turn != self._waited_in_vain:
            if not at_work.wait(LONGEST_WAIT_S):
                self._waited_in_vain = turn
            self._turn_ends_at = time.perf_counter() + TURN_S
        elif time.perf_counter() >= self._turn_ends_at:
            self.wait_for_window()

    def wait_for_window(self) -> None:
        """Wait now."""
        if self._served.is_set():
            self._served.clear()
            self._asks.emit()
            self._served.wait(LONGEST_WAIT_S)
            self._turn_ends_at = time.perf_counter() + TURN_S

    @Slot()
    def _answer(self) -> None:
        self._served.set()

    @Slot(int, int)
    def _beat(self, done: int, total: int) -> None:
        if self._heard is not None:
            self._heard(done, total)
