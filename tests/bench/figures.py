"""One measured figure: ours, the limit, the ratio and the goal; and how two things are timed in turn."""

import gc
import statistics
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass

Call = Callable[[], object]
MS = 1000.0
TICK_SECONDS = 0.002
ENOUGH_MS = 4000.0


@dataclass(frozen=True)
class Figure:
    """What one kind of work costs beside its limit.

    Attributes:
        work: what was done.
        ours, limit: in `unit`; the limit is the bare way to the same result, or a fixed bound.
        goal: ours ÷ limit must not exceed it; None = shown only.
    """

    work: str
    ours: float
    limit: float
    goal: float | None
    unit: str = "ms"

    @property
    def ratio(self) -> float:
        return self.ours / self.limit

    @property
    def missed(self) -> bool:
        return self.goal is not None and self.ratio > self.goal

    @property
    def line(self) -> str:
        """``work  ours  limit  ratio  goal``, with a star where the goal is missed."""
        goal = "    –" if self.goal is None else f"{self.goal:5.2f}"
        missed = " *" if self.missed else ""
        amounts = f"{self.ours:10.2f} {self.limit:10.2f} {self.unit:3}"
        return f"{self.work:44} {amounts} {self.ratio:8.2f} {goal}{missed}"


def growth_heading(sizes: Sequence[int]) -> str:
    """Ours and the ratio at every size, and how much ours grew from the last size but one."""
    return f"{'work':44}" + "".join(f"{size:>12,} ratio" for size in sizes) + "   grows"


def growth_line(figures: Sequence[Figure]) -> str:
    """One work at every size; `grows` is ours at the last size by ours at the one before."""
    amounts = "".join(
        f"{f.ours:9.2f} {f.unit:2}{f.ratio:5.2f}{'*' if f.missed else ' '}" for f in figures
    )
    grown = figures[-1].ours / figures[-2].ours if len(figures) > 1 else 1.0
    return f"{figures[-1].work:44}{amounts} {grown:7.2f}"


HEADING = f"{'work':44} {'ours':>10} {'limit':>10} {'':3} {'ratio':>8}  goal (* = missed)"


def in_turn(ours: Call, limit: Call, rounds: int, warm: int = 1) -> tuple[float, float]:
    """Median milliseconds of two calls made in turn, so that a busy machine slows both alike.

    What takes long is called less often: no more rounds begin after `ENOUGH_MS`.
    """
    taken: tuple[list[float], list[float]] = ([], [])
    with undisturbed():
        for number in range(rounds + warm):
            if number > warm and sum(map(sum, taken)) > ENOUGH_MS:
                break
            for call, times in zip((ours, limit), taken, strict=True):
                spent = milliseconds(call)
                if number >= warm:
                    times.append(spent)
    return statistics.median(taken[0]), statistics.median(taken[1])


@contextmanager
def undisturbed() -> Iterator[None]:
    """No garbage collection while time is taken."""
    gc.collect()
    gc.disable()
    try:
        yield
    finally:
        gc.enable()


def milliseconds(call: Call) -> float:
    """Wall time of one call."""
    started = time.perf_counter()
    call()
    return (time.perf_counter() - started) * MS


def wall_and_processor(call: Call) -> tuple[float, float]:
    """Milliseconds on the clock, and of this process's own processor time."""
    started = time.process_time()
    wall = milliseconds(call)
    return wall, (time.process_time() - started) * MS


def worst_gap(work: Callable[[], None]) -> float:
    """The longest time that a thread which wants to run every 2 ms had to wait, as the window would.

    Only what this process did meanwhile is counted: how busy the machine is otherwise is not our work.
    """
    worker = threading.Thread(target=work)
    worker.start()
    worst, before = 0.0, time.process_time()
    while worker.is_alive():
        time.sleep(TICK_SECONDS)
        now = time.process_time()
        worst, before = max(worst, now - before), now
    worker.join()
    return max(worst - TICK_SECONDS, 0.0001) * MS
