"""Opening the program, beside an empty painted window and beside a plain read into a plain table.

The goal of the design is one figure: a painted page of real rows in 1.25 times the empty window. Real
rows are shown to nobody before he has signed in, and a password takes seconds to type; so what a
clerk waits for are two things, each measured against its own limit:

- from the start of the process to the painted sign-in window (limit: the empty window; and beside it
  the same fields and words by PySide alone);
- from Enter on the password to the first painted rows, without the key derivation, which is slow on
  purpose and has a line of its own (limit: reading and painting them without anything else); and the
  same with the real derivation on both sides, which is what he waits for and what nobody can avoid.

Both together, with the derivation, are all he waits for: `without the typing`. Between the two
everything heavy is loaded while he types; the window must not be held by it. The figure of the design
is printed as well, as if the password came with the start: `at once`. Where others use the machine too,
the processor's own time says more than the clock. Memory likewise: beside the empty window, and with a
key as dear as a new office's opened on both sides, because that alone takes more than the empty window.
"""

import json
import os
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

if sys.platform != "win32":
    import resource

from desk.office.users import keys
from desk.storage import pins
from tests.bench.figures import MS, Figure, milliseconds
from tests.bench.offices import Ground

MOST_ROUNDS = 3
TIME_GOAL, MEMORY_GOAL = 1.25, 1.6
WORST_MS, LATE_MS = 50, 10
OURS, EMPTY, BARE = "tests.bench.painted_page", "tests.bench.empty_window", "tests.bench.bare_page"
SIGN_IN, KEYED = "tests.bench.bare_sign_in", "tests.bench.keyed_window"

Taken = dict[str, float]


def measure(ground: Ground) -> Iterator[Figure]:
    office = str(ground.office)
    runs = {
        "empty": (EMPTY,),
        "fields": (SIGN_IN, office),
        "window": (OURS, office, "window"),
        "bare": (BARE, office),
        "typed": (OURS, office, "typed"),
        "board": (OURS, office, "board"),
        "at once": (OURS, office, "at-once"),
    }
    taken: dict[str, list[Taken]] = {name: [] for name in runs}
    for warm in (True, *(False,) * min(MOST_ROUNDS, ground.rounds)):
        for name, arguments in runs.items():
            found = _run(ground, *arguments)
            if not warm:  # the first round compiles, which an installed program never does
                taken[name].append(found)

    def least(name: str, what: str) -> float:
        return min(run[what] for run in taken[name])

    empty, name = least("empty", "process"), f"first rows of {ground.size:,}"
    yield Figure("start to the sign-in window", least("window", "process"), empty, TIME_GOAL)
    fields = least("window", "process"), least("fields", "process")
    yield Figure("  beside the same fields by PySide alone", *fields, TIME_GOAL)
    yield Figure(f"Enter to the {name}", least("typed", "ms"), least("bare", "ms"), TIME_GOAL)
    derivation = _key_derivation()
    waited = least("typed", "ms") + derivation.ours, least("bare", "ms") + derivation.ours
    yield Figure("  with the key derivation on both sides", *waited, TIME_GOAL)
    whole = least("window", "process") + waited[0], empty + waited[1]
    yield Figure("start to first rows, without the typing", *whole, TIME_GOAL)
    board = least("board", "ms"), least("bare", "ms")
    yield Figure(f"Enter to the today board of {ground.size:,}", *board, None)
    yield Figure(f"start to the {name}, at once", least("at once", "process"), empty, TIME_GOAL)
    cpu = least("empty", "cpu")
    if cpu:
        window = least("window", "cpu")
        yield Figure("  sign-in window, processor alone", window, cpu, None)
        fields_alone = least("fields", "cpu")
        yield Figure("  beside the same fields, processor alone", window, fields_alone, None)
        yield Figure("  at once, processor alone", least("at once", "cpu"), cpu, None)
    enter = least("typed", "busy"), least("bare", "busy")
    yield Figure("  Enter to rows, processor alone", *enter, None)
    yield Figure("window held while loading, worst", least("typed", "worst"), WORST_MS, 1)
    yield Figure("window held while loading, 99 %", least("typed", "late"), LATE_MS, 1)
    yield derivation
    if least("empty", "kib"):
        for label, run in (("sign-in window", "window"), ("first rows", "typed")):
            memory = least(run, "kib") / 1024, least("empty", "kib") / 1024
            yield Figure(f"memory of the {label}", *memory, MEMORY_GOAL, "MB")
        yield from _with_the_key(ground, least("empty", "kib") / 1024)


def _with_the_key(ground: Ground, empty_mb: float) -> Iterator[Figure]:
    """What opening a key costs in memory, which no program can avoid that shows rows to no stranger."""
    keyed_mb = _run(ground, KEYED)["kib"] / 1024
    dear_mb = _run(ground, OURS, str(ground.office), "dear")["kib"] / 1024
    yield Figure("  a bare window with a key, beside without", keyed_mb, empty_mb, None, "MB")
    yield Figure("  first rows, with a key on both sides", dear_mb, keyed_mb, MEMORY_GOAL, "MB")


def _key_derivation() -> Figure:
    """What a new office asks of a password, beside the cheap one of a bench."""
    cost = keys.KdfCost()
    salt = bytes(16)
    spent = milliseconds(lambda: keys._derive("secret-123", salt, cost))
    return Figure("opening a key by its password (on purpose)", spent, spent, None)


def _run(ground: Ground, module: str, *arguments: str) -> Taken:
    """What one process says, and its milliseconds; its compiled modules are kept between runs."""
    environment = {
        **os.environ,
        "DESK_STATE": str(_state(ground)),
        "QT_QPA_PLATFORM": "offscreen",
        "PYTHONDONTWRITEBYTECODE": "",
        "PYTHONPYCACHEPREFIX": str(ground.folder / "compiled"),
    }
    _end_cleanly(ground)
    command = [sys.executable, "-m", module, *arguments]
    started, cpu = time.perf_counter(), _of_children()
    ended = subprocess.run(
        command, env=environment, check=True, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL
    )
    spent = (time.perf_counter() - started) * MS
    said: Taken = json.loads(ended.stdout)
    return said | {"process": spent, "cpu": _of_children() - cpu}


def _state(ground: Ground) -> Path:
    """What the computer remembers: who signed in here last."""
    folder = ground.folder / "state"
    folder.mkdir(exist_ok=True)
    (folder / "window.json").write_text('{"last_user": "boss"}', encoding="utf-8")
    return folder


def _of_children() -> float:
    """Milliseconds of processor time of all ended processes that this one started."""
    if sys.platform == "win32":
        return 0.0  # Windows does not tell
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return (used.ru_utime + used.ru_stime) * MS


def _end_cleanly(ground: Ground) -> None:
    """A measured process leaves in the middle; one that is used lets go of the file and notes how it lies."""
    for left in ("-holder", "-lock"):
        ground.office.with_name(ground.office.name + left).unlink(missing_ok=True)
    pins.pin(ground.office)
