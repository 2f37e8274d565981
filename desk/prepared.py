"""A run with everything a caller may add to it."""

from collections.abc import Callable
from typing import Any, Concatenate, ParamSpec, Protocol, TypeVar

from desk.kernel.actor import Proof
from desk.kernel.commands import Command, entry_of
from desk.storage.gate import Outcome
from desk.storage.work import Work

P = ParamSpec("P")
T = TypeVar("T")


class Executor(Protocol):
    """Whoever can run a registered command (the desk)."""

    def execute(
        self,
        command: Command,
        arguments: dict[str, Any],
        *,
        command_id: str | None = None,
        reason: str = "",
        confirmed: frozenset[str] = frozenset(),
        progress: Callable[[int, int], None] | None = None,
    ) -> Outcome[Any]:
        """Run one command with its extras."""
        ...


class Prepared:
    """A run with a reason, confirmations, a command id, progress or a proof: ``desk.with_(…).run(…)``."""

    def __init__(
        self,
        desk: Executor,
        reason: str,
        confirmed: frozenset[str],
        command_id: str | None,
        progress: Callable[[int, int], None] | None,
        proof: Proof | None = None,
    ) -> None:
        self._desk = desk
        self._extra: dict[str, Any] = {
            "reason": reason,
            "confirmed": confirmed,
            "command_id": command_id,
            "progress": progress,
        }
        if proof is not None:
            self._extra["proof"] = proof

    def run(
        self, command: Callable[Concatenate[Work, P], T], /, *args: P.args, **kwargs: P.kwargs
    ) -> Outcome[T]:
        return self._desk.execute(entry_of(command), kwargs, **self._extra)
