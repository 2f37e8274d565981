"""What stood in a table before each change of it, for Ctrl+Z and Ctrl+Y."""

from typing import Generic, TypeVar

from ui.editors.undo import MOST_STEPS

S = TypeVar("S")


class Former(Generic[S]):
    """The states of one table, each put away before it is changed."""

    def __init__(self) -> None:
        self._done: list[S] = []
        self._undone: list[S] = []

    def remember(self, state: S) -> None:
        """The table is about to be changed."""
        self._done.append(state)
        del self._done[:-MOST_STEPS]
        self._undone.clear()

    def step(self, now: S, *, back: bool) -> S | None:
        """What is to stand there after Ctrl+Z (or Ctrl+Y); None when there is nothing more."""
        source, target = (self._done, self._undone) if back else (self._undone, self._done)
        if not source:
            return None
        target.append(now)
        return source.pop()

    def forget(self) -> None:
        """Another record is shown."""
        self._done.clear()
        self._undone.clear()
