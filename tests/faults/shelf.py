"""Recorded commands, each in a file of its own: a process that forks thousands of times carries only one."""

import pickle
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from tests.faults.recording import Recorded

_FILED, _OTHER = "0-", "1-"


class Shelf:
    """Those with attachments come first; they may be gone through again and again."""

    def __init__(self, files: Sequence[Path]) -> None:
        self._files = files

    def __len__(self) -> int:
        return len(self._files)

    def __iter__(self) -> Iterator[Recorded]:
        for file in self._files:
            recorded: Recorded = pickle.loads(file.read_bytes())
            yield recorded

    @property
    def names(self) -> set[str]:
        """Of the commands."""
        return {file.stem[len(_FILED) :] for file in self._files}

    def every(self, step: int) -> "Shelf":
        """The first, and from there on every so-manieth."""
        return Shelf(self._files[::step])


def shelf_in(folder: Path) -> Shelf:
    """All that were put there."""
    return Shelf(sorted(folder.glob("*.pickle")))


def put_on_shelf(folder: Path, made: Mapping[str, Recorded]) -> None:
    """Make a folder of them, whole or not at all."""
    part = folder.with_name(folder.name + ".part")
    part.mkdir(parents=True)
    for name, recorded in made.items():
        sign = _FILED if recorded.new_files else _OTHER
        (part / f"{sign}{name}.pickle").write_bytes(pickle.dumps(recorded))
    part.rename(folder)
