"""A watchdog over the GUI thread: how long it was held, and where.

    with Watchdog() as watch:
        watch.now("typing in the search box")   # names what the script does from here on
        QTest.keyClicks(box, "张三")
        watch.rest(0.3)                          # serve the window for a while, as a user's pause
        with watch.looking_away():               # what the script does for itself is not a hold
            window.grab().save(path)
    assert not watch.holds, watch.report()       # each hold over 50 ms, with the place in the code
    watch.worst_ms; watch.delay_ms(0.99)         # the figures of the bench

A timer beats on the GUI thread every few milliseconds; a beat that comes late shows how long the
thread answered nobody. A second thread looks at the stacks while a beat is late, so that a hold says
what the GUI thread did and what the program's other threads did meanwhile (they may have kept the
interpreter). On a busy machine the thread also waits for a processor; where the system tells that
time (Linux), it is taken off, since it is not the program's.
"""

import gc
import os
import sys
import threading
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from types import CodeType, FrameType, TracebackType
from typing import Self

from PySide6.QtCore import QEventLoop, Qt, QTimer

LIMIT_MS = 50.0
_BEAT_MS = 3
_LOOK_S = 0.008
_ROOT = Path(__file__).parents[2]
_OWN_FRAMES = 6


@dataclass(frozen=True)
class Hold:
    """One time the GUI thread answered nobody.

    Attributes:
        ms: how long, without the time it waited for a processor.
        wall_ms: with it.
        cpu_ms: what the GUI thread itself computed; far less than `ms` means that it waited, for
            the interpreter (see `others`), a lock or the disk.
        doing: what the script was at, by `Watchdog.now`.
        where: the stack most often seen on the GUI thread, innermost last, our own frames.
        others: what our other threads were seen at.
    """

    ms: float
    wall_ms: float
    cpu_ms: float
    doing: str
    where: tuple[str, ...]
    others: tuple[str, ...]

    @property
    def line(self) -> str:
        """One readable line."""
        place = " > ".join(self.where) or "(no Python of ours)"
        meanwhile = f"  while {'; '.join(self.others)}" if self.others else ""
        figures = f"{self.ms:.0f} ms (wall {self.wall_ms:.0f}, cpu {self.cpu_ms:.0f})"
        return f"{figures} {self.doing}: {place}{meanwhile}"


class Watchdog:
    """See the module. To be entered on the GUI thread, with an application running."""

    def __init__(self, limit_ms: float = LIMIT_MS) -> None:
        self.limit_ms = limit_ms
        self.holds: list[Hold] = []
        self.delays: list[float] = []
        """How late every beat was, in milliseconds, without waiting for a processor."""
        self._doing = ""
        self._away = False
        self._ended = threading.Event()
        self._seen: list[tuple[tuple[str, ...], tuple[str, ...]]] = []

    def __enter__(self) -> Self:
        self._gui = threading.get_ident()
        self._queue = _Queue()
        self._timer = QTimer()
        self._timer.setTimerType(Qt.TimerType.PreciseTimer)
        self._timer.timeout.connect(self._beat)
        self._mark()
        self._timer.start(_BEAT_MS)
        self._looker = threading.Thread(target=self._look, name="watchdog", daemon=True)
        self._looker.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        fault: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._beat()
        self._timer.stop()
        self._ended.set()
        self._looker.join()
        self._queue.close()

    # -- what a script says ---------------------------------------------------------------------------

    def now(self, doing: str) -> None:
        """Name what follows; what was before is counted under its own name."""
        self._beat()
        self._doing = doing

    def rest(self, seconds: float) -> None:
        """Let the window work for a while."""
        loop = QEventLoop()
        QTimer.singleShot(int(seconds * 1000), loop.quit)
        loop.exec()

    @contextmanager
    def looking_away(self) -> Iterator[None]:
        """Do not count what the script does for itself."""
        self._beat()
        self._away = True
        try:
            yield
        finally:
            self._away = False
            self._mark()

    # -- what it found --------------------------------------------------------------------------------

    @property
    def worst_ms(self) -> float:
        return max(self.delays, default=0.0)

    def delay_ms(self, share: float) -> float:
        """The delay that this share of the beats did not exceed."""
        ordered = sorted(self.delays)
        return ordered[min(len(ordered) - 1, int(share * len(ordered)))] if ordered else 0.0

    def report(self) -> str:
        """Every hold over the limit, the worst first."""
        worst = sorted(self.holds, key=lambda hold: -hold.ms)
        return "\n".join(hold.line for hold in worst)

    # -- on the GUI thread ----------------------------------------------------------------------------

    def _beat(self) -> None:
        if self._away:
            return
        wall = (time.perf_counter() - self._at) * 1000
        waited = self._queue.waited_ms() - self._waited_ms
        held = max(0.0, wall - waited)
        self.delays.append(max(0.0, held - _BEAT_MS))
        if held > self.limit_ms:
            cpu = (time.thread_time() - self._cpu) * 1000
            self.holds.append(Hold(held, wall, cpu, self._doing, *self._commonest()))
        self._mark()

    def _mark(self) -> None:
        self._seen = []
        self._waited_ms, self._cpu = self._queue.waited_ms(), time.thread_time()
        self._at = time.perf_counter()

    def _commonest(self) -> tuple[tuple[str, ...], tuple[str, ...]]:
        seen = list(self._seen)
        if not seen:
            return (), ()
        where = Counter(stack for stack, _ in seen).most_common(1)[0][0]
        others = Counter(place for _, places in seen for place in places)
        return where, tuple(place for place, _ in others.most_common(3))

    # -- beside it ------------------------------------------------------------------------------------

    def _look(self) -> None:
        while not self._ended.wait(_LOOK_S):
            if self._away or (time.perf_counter() - self._at) * 1000 < self.limit_ms / 3:
                continue
            stacks = _stacks()
            others = [
                f"{thread.name}: {' > '.join(_own(stacks[thread.ident])[-2:])}"
                for thread in threading.enumerate()
                if thread.ident in stacks and thread.ident not in (self._gui, self._looker.ident)
            ]
            busy = tuple(place for place in others if not place.endswith("_serve"))
            self._seen.append((_own(stacks[self._gui])[-_OWN_FRAMES:], busy))


Stack = list[tuple[CodeType, int]]


def _stacks() -> dict[int, Stack]:
    """The code and line of every thread's frames, innermost first.

    No frame may be kept while its thread goes on: a painter in it would outlive its painting, which
    takes the process down. So no other thread gets the interpreter until all are read, and no garbage
    is looked through: a collection may let it go, and a frame that has ended by then is no frame.
    """
    before = sys.getswitchinterval()
    sys.setswitchinterval(1.0)
    collects = gc.isenabled()
    gc.disable()
    try:
        found: dict[int, Stack] = {}
        frames: dict[int, FrameType | None] = {**sys._current_frames()}
        while frames:
            thread, frame = frames.popitem()
            stack: Stack = []
            while isinstance(frame, FrameType):
                stack.append((frame.f_code, frame.f_lineno))
                frame = frame.f_back
            found[thread] = stack
        return found
    finally:
        if collects:
            gc.enable()
        sys.setswitchinterval(before)


def _own(stack: Stack) -> tuple[str, ...]:
    """``file:line function`` of the project's frames, outermost first."""
    found: list[str] = []
    for code, line in stack:
        path = Path(code.co_filename)
        if path.is_relative_to(_ROOT) and path.name != Path(__file__).name:
            found.append(f"{path.relative_to(_ROOT).as_posix()}:{line} {code.co_name}")
    return tuple(reversed(found))


class _Queue:
    """How long this thread has waited for a processor, where the system tells it."""

    def __init__(self) -> None:
        path = f"/proc/self/task/{threading.get_native_id()}/schedstat"
        self._file = os.open(path, os.O_RDONLY) if Path(path).exists() else None

    def waited_ms(self) -> float:
        if self._file is None:
            return 0.0
        return int(os.pread(self._file, 100, 0).split()[1]) / 1e6

    def close(self) -> None:
        if self._file is not None:
            os.close(self._file)
