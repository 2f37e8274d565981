"""One command for each of several rows, one after the other, and one word about all of them at the end."""

from collections.abc import Callable, Sequence
from typing import Any

from desk.kernel.errors import Refused
from desk.kernel.text import tr
from ui.errors_shown import Shown, shown
from ui.registry import Context

NAMED = 10


class EachRow:
    """Does the rows in turn: the next one begins when the one before is saved or refused.

    Args:
        context: of the page.
        run: runs the command for a row; told what to do when it is saved, and when it is refused.
        name: how a row is called.
    """

    def __init__(
        self,
        context: Context,
        run: Callable[[int, Callable[[Any], None], Callable[[Refused], None]], None],
        name: Callable[[int], str],
    ) -> None:
        self._context, self._run, self._name = context, run, name
        self._left: list[int] = []
        self._waits = self._loops = False
        self._done = 0
        self._refused: list[tuple[str, Refused]] = []

    def go(self, ids: Sequence[int]) -> None:
        """Begin with the first."""
        self._left = list(ids)
        self._on()

    def _on(self) -> None:
        self._loops = True
        while self._left and not self._waits:
            self._waits = True
            row = self._left.pop(0)
            name = self._name(row)
            self._run(row, self._saved, lambda fault, name=name: self._not_saved(name, fault))  # type: ignore[misc]
        self._loops = False
        if not self._waits:
            self._tell()

    def _saved(self, _: Any) -> None:
        self._done += 1
        self._next()

    def _not_saved(self, name: str, fault: Refused) -> None:
        self._refused.append((name, fault))
        self._next()

    def _next(self) -> None:
        self._waits = False
        if not self._loops:  # the command ran beside the window
            self._on()

    def _tell(self) -> None:
        refused = self._refused
        if not refused:
            return
        if len(refused) == 1 and not self._done:
            self._context.asker.tell(shown(refused[0][1]))
            return
        title = tr("已办 {k} 条,没办成 {n} 条").format(k=self._done, n=len(refused))
        lines = [f"{name}:{'、'.join(shown(fault).sentences)}" for name, fault in refused]
        more = [tr("…共 {n} 条").format(n=len(lines))] if len(lines) > NAMED else []
        codes = sorted({code for _, fault in refused for code in fault.codes})
        told = Shown(title, (*lines[:NAMED], *more), " · ".join(codes), copied="\n".join(lines))
        self._context.asker.tell(told)
