"""What a disk may hold after the current went off, at every moment of a command.

What was not secured yet (`fsync`) may have reached the disk wholly, not at all, or sector by sector in any
order, a sector also as rubbish; a name is secured only with its folder.
Source: reliability of the house P2, §2.
"""

import random
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from functools import cache
from pathlib import PurePath

from tests.faults.disk import Event

SECTOR = 512
_NAMES = frozenset({"create", "rename", "remove", "folder"})

Image = dict[str, bytes]


@dataclass
class _State:
    """Names and contents, as far as they have reached the disk."""

    names: dict[str, int] = field(default_factory=dict)
    contents: dict[int, bytes | bytearray] = field(default_factory=dict)
    folders: set[str] = field(default_factory=set)

    def copy(self) -> "_State":
        self.settle()
        return _State(dict(self.names), dict(self.contents), set(self.folders))

    def settle(self) -> None:
        """Contents that are not being changed are shared by the copies."""
        for number, content in self.contents.items():
            if isinstance(content, bytearray):
                self.contents[number] = bytes(content)

    def changing(self, number: int) -> bytearray:
        """The content of a file that is about to be changed."""
        content = self.contents.get(number, b"")
        if not isinstance(content, bytearray):
            content = self.contents[number] = bytearray(content)
        return content


@dataclass(frozen=True)
class _Waiting:
    event: Event
    file: int


class Platter:
    """A disk with what is secured on it, and what still waits."""

    def __init__(self, image: Image, folders: Iterable[str]) -> None:
        self._secured = _State(folders=set(folders))
        self._seen: dict[str, int] = {}
        self._waiting: list[_Waiting] = []
        for number, (path, content) in enumerate(image.items()):
            self._secured.names[path] = self._seen[path] = number
            self._secured.contents[number] = content
        self._next = len(image)

    def take(self, event: Event) -> None:
        """One thing that was asked of the disk."""
        match event.kind:
            case "told":
                return
            case "sync":
                self._secure(
                    lambda w: w.event.kind not in _NAMES and w.file == self._seen[event.path]
                )
            case "sync_folder":
                self._secure(lambda w: w.event.kind in _NAMES and _lies_in(w.event, event.path))
            case _:
                self._waiting.append(_Waiting(event, self._file(event)))

    def _file(self, event: Event) -> int:
        path = event.path
        if event.kind == "create":
            self._next += 1
            self._seen[path] = self._next
        number = self._seen.get(path, -1)
        if event.kind == "rename":
            self._seen[event.to] = self._seen.pop(path)
        elif event.kind == "remove":
            self._seen.pop(path, None)
        return number

    def _secure(self, wanted: Callable[[_Waiting], bool]) -> None:
        kept = []
        for waiting in self._waiting:
            if wanted(waiting):
                _happen(self._secured, waiting)
            else:
                kept.append(waiting)
        self._waiting = kept

    def states(self, chance: random.Random, drawn: int) -> Iterator[Image]:
        """Nothing of what waits, all of it, and so many draws of some of it."""
        yield _image(self._secured)
        if not self._waiting:
            return
        state = self._secured.copy()
        for waiting in self._waiting:
            _happen(state, waiting)
        yield _image(state)
        for _ in range(drawn):
            yield _image(self._some(chance))

    def _some(self, chance: random.Random) -> _State:
        state, share = self._secured.copy(), chance.choice((0.1, 0.5, 0.9))
        for waiting in self._waiting:
            if waiting.event.kind == "write":
                _write_some(state, waiting, chance, share)
            elif chance.random() < share:
                _happen(state, waiting)
        return state


def _lies_in(event: Event, folder: str) -> bool:
    return any(path and str(PurePath(path).parent) == folder for path in (event.path, event.to))


def _happen(state: _State, waiting: _Waiting) -> None:
    event = waiting.event
    match event.kind:
        case "create":
            state.names[event.path] = waiting.file
        case "folder":
            state.folders.add(event.path)
        case "remove":
            state.names.pop(event.path, None)
        case "rename":
            if event.path in state.names:
                state.names[event.to] = state.names.pop(event.path)
        case "truncate":
            del state.changing(waiting.file)[event.offset :]
        case "write":
            _put(state.changing(waiting.file), event.offset, event.content)


def _write_some(state: _State, waiting: _Waiting, chance: random.Random, share: float) -> None:
    event, content = waiting.event, state.changing(waiting.file)
    end, at = event.offset + len(event.content), event.offset
    while at < end:
        after = min((at // SECTOR + 1) * SECTOR, end)
        drawn = chance.random()
        if drawn < share:
            _put(content, at, event.content[at - event.offset : after - event.offset])
        elif drawn > 1 - (1 - share) / 10:  # torn in the middle
            _put(content, at, chance.randbytes(after - at))
        at = after


def _put(content: bytearray, at: int, piece: bytes) -> None:
    if len(content) < at:
        content.extend(bytes(at - len(content)))
    content[at : at + len(piece)] = piece


def _image(state: _State) -> Image:
    """Files whose name, and whose every folder, has reached the disk."""
    state.settle()
    return {
        path: bytes(state.contents.get(number, b""))
        for path, number in state.names.items()
        if _reachable(path, state.folders)
    }


@cache
def _above(path: str) -> tuple[str, ...]:
    return tuple(map(str, PurePath(path).parents))


def _reachable(path: str, folders: set[str]) -> bool:
    """Folders above those the platter began with are taken for granted."""
    known = [parent in folders for parent in _above(path)]
    return all(known[: 1 + max((n for n, there in enumerate(known) if there), default=0)])
