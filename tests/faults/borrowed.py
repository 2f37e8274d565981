"""Commands the tour does not reach, recorded while the tests of their own rooms run.

``python -m tests.faults.borrowed KEPT FILE,FILE… COMMAND …`` runs them in a process of its own.
"""

import os
import pickle
import re
import subprocess
import sys
from collections.abc import Callable, Collection, Iterable
from dataclasses import replace
from functools import cache, partial
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest

from desk.app import Desk
from desk.kernel.clock import SetClock
from desk.kernel.commands import Command
from desk.storage.gate import Outcome
from tests.faults.promises import ROOT
from tests.faults.recording import Recorded, changed_pages, digest_of, written_down

_ELSEWHERE = {"ui", "bench", "faults", "conformance", "campaign", "tools"}


def borrowed(wanted: Iterable[str], folder: Path) -> dict[str, Recorded]:
    """Those commands that the rooms' tests run, and that do the same when they are run again.

    What a test lends that cannot be done without it is looked for in other tests.
    """
    names, lent, tried = set(wanted), dict[str, Recorded](), list[Path]()
    while files := files_naming(names - lent.keys(), tried):
        tried += files
        recorded = _lent(names - lent.keys(), files, folder)
        settled = {name: _settled(one) for name, one in recorded.items()}
        lent |= {name: one for name, one in settled.items() if one is not None}
    return lent


def _lent(names: Iterable[str], files: Iterable[Path], folder: Path) -> dict[str, Recorded]:
    kept = folder / "borrowed.pickle"
    files_and_names = [",".join(map(str, files)), *sorted(names)]
    command = [sys.executable, "-m", "tests.faults.borrowed", str(kept), *files_and_names]
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen"}
    with (folder / "borrowed.log").open("a", encoding="utf-8") as log:
        subprocess.run(command, cwd=ROOT, env=environment, stdout=log, stderr=log, check=False)
    recorded: dict[str, Recorded] = pickle.loads(kept.read_bytes())
    return recorded


def _settled(recorded: Recorded) -> Recorded | None:
    """The command with the office it leads to without the test around it; None when that is never the same."""
    first = _done_again(recorded)
    if first is None or first.digest_after == recorded.digest_after:
        return first
    second = _done_again(recorded)
    return first if second is not None and second.digest_after == first.digest_after else None


def _done_again(recorded: Recorded) -> Recorded | None:
    with TemporaryDirectory() as folder:
        own_state = os.environ.get("DESK_STATE", "")
        os.environ["DESK_STATE"] = folder
        try:
            office = recorded.lay_out(Path(folder))
            before = office.read_bytes()
            with Desk(office, SetClock(recorded.at), durable=False) as desk:
                recorded.run_on(desk)
            pages = changed_pages(before, office.read_bytes())
            return replace(recorded, digest_after=digest_of(office), changed_pages=pages)
        except Exception:
            return None
        finally:
            os.environ["DESK_STATE"] = own_state


@cache
def _words(path: Path) -> frozenset[str]:
    return frozenset(re.findall(r"\w+", path.read_text(encoding="utf-8")))


def files_naming(names: Iterable[str], without: Collection[Path]) -> list[Path]:
    """Few test files that name all of them, but for some files."""
    left, chosen = set(names), list[Path]()
    named = {
        path: _words(path) & left
        for path in sorted((ROOT / "tests").rglob("test_*.py"))
        if path not in without and not _ELSEWHERE & set(path.relative_to(ROOT).parts)
    }
    while named and (best := max(named, key=lambda path: len(named[path] & left))):
        if not named[best] & left:
            break
        chosen.append(best)
        left -= named[best]
    return chosen


def _record(wanted: set[str], own: Callable[..., Outcome[Any]]) -> dict[str, Recorded]:
    found: dict[str, Recorded] = {}

    def execute(
        desk: Desk,
        command: Command,
        arguments: dict[str, Any],
        *,
        reason: str = "",
        confirmed: frozenset[str] = frozenset(),
        **more: Any,
    ) -> Outcome[Any]:
        given = {"reason": reason, "confirmed": confirmed}
        if command.name in found or command.name not in wanted:
            return own(desk, command, arguments, **given, **more)
        more.pop("command_id", None)  # it gets the one by which it is done again
        doing = partial(own, desk, **more)
        outcome, found[command.name] = written_down(desk, doing, command, arguments, given)
        return outcome

    Desk.execute = execute  # type: ignore[method-assign, assignment]
    return found


class _NothingInVain:
    """Leaves out the tests of a file once every command it names has been recorded."""

    def __init__(self, wanted: set[str], found: dict[str, Recorded]) -> None:
        self._wanted, self._found = wanted, found

    @pytest.hookimpl(tryfirst=True)
    def pytest_runtest_setup(self, item: pytest.Item) -> None:
        if not (self._wanted - self._found.keys()) & _words(item.path):
            pytest.skip("recorded")


def main(kept: str, files: str, *names: str) -> None:
    """Run the tests of some files and keep the commands they lend."""
    wanted = set(names)
    found = _record(wanted, Desk.execute)
    given = ["-q", "--assert=plain", "-p", "no:cacheprovider"]
    pytest.main([*files.split(","), *given], plugins=[_NothingInVain(wanted, found)])
    Path(kept).write_bytes(pickle.dumps(found))


if __name__ == "__main__":
    main(*sys.argv[1:])
