"""Commands, queries, papers and event handlers announce themselves here.

A command is a plain typed function whose first argument is the unit of work. Its decorator names the
right it needs; the registry of rooms collects the modules explicitly (no discovery by folder).
"""

import typing
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from types import ModuleType
from typing import Any, TypeVar

F = TypeVar("F", bound=Callable[..., Any])
APPROVING = (".approve", ".decide")


PAPER_OPTIONS = ("paper", "size")
"""How a form made for several papers is told which one."""


@dataclass(frozen=True)
class Command:
    """One thing the office can do; the only kind of writer there is.

    Attributes:
        approves: it decides something, so the password is asked for again.
    """

    name: str
    needs: str
    label: str
    function: Callable[..., Any]
    slow: bool = False
    example: str = "{}"
    approves: bool = False

    def argument_types(self) -> dict[str, Any]:
        """Argument names and types after the unit of work, in order."""
        return _argument_types(self.function)


@dataclass(frozen=True)
class Query:
    """One thing that can be read."""

    name: str
    needs: str
    label: str
    function: Callable[..., Any]

    def argument_types(self) -> dict[str, Any]:
        return _argument_types(self.function)


@dataclass(frozen=True)
class Form:
    """One printable form: builds the neutral paper of a document number.

    Attributes:
        code: ``P-02``.
        register_code: the controlled form number shown in the corner (``KF-BD-02``).
        of: what the number names (派送单号 …).
        papers: the papers it is made for, the usual one first; empty when it has but one.
    """

    code: str
    register_code: str
    title: str
    needs: str
    of: str
    function: Callable[..., Any]
    papers: tuple[str, ...] = ()

    def on(self, paper: str) -> dict[str, Any]:
        """The option that asks for one of its papers; nothing for the usual one."""
        named = self.function.__kwdefaults__ or {}
        option = next((name for name in PAPER_OPTIONS if name in named), "")
        return {option: paper} if option and paper in self.papers[1:] else {}


@dataclass(frozen=True)
class Handler:
    """A reaction to an event, inside the same transaction."""

    event: type
    function: Callable[..., None]


@cache
def _argument_types(function: Callable[..., Any]) -> dict[str, Any]:
    hints = typing.get_type_hints(function)
    names = list(function.__code__.co_varnames[: _argument_count(function)])[1:]
    return {name: hints[name] for name in names}


def _argument_count(function: Callable[..., Any]) -> int:
    return function.__code__.co_argcount + function.__code__.co_kwonlyargcount


def command(
    needs: str,
    label: str,
    *,
    slow: bool = False,
    example: str = "{}",
    approves: bool | None = None,
) -> Callable[[F], F]:
    """Mark a function as a command that needs the named right.

    A right that ends in ``.approve`` or ``.decide`` asks for the password again; a command of such
    a right that only keeps house says ``approves=False``.
    """
    asks = needs.endswith(APPROVING) if approves is None else approves

    def mark(function: F) -> F:
        entry = Command(function.__name__, needs, label, function, slow, example, asks)
        setattr(function, "__entry__", entry)  # noqa: B010 - functions carry no declared attribute
        return function

    return mark


def query(needs: str, label: str) -> Callable[[F], F]:
    """Mark a function as a query that needs the named right."""

    def mark(function: F) -> F:
        entry = Query(function.__name__, needs, label, function)
        setattr(function, "__entry__", entry)  # noqa: B010
        return function

    return mark


def form(
    code: str,
    register_code: str,
    title: str,
    *,
    needs: str,
    of: str,
    papers: tuple[str, ...] = (),
) -> Callable[[F], F]:
    """Mark a function as the builder of a printable form."""

    def mark(function: F) -> F:
        entry = Form(code, register_code, title, needs, of, function, papers)
        setattr(function, "__entry__", entry)  # noqa: B010
        return function

    return mark


def on(event: type) -> Callable[[F], F]:
    """Mark a function as a handler of an event: ``handler(work, event)``."""

    def mark(function: F) -> F:
        entry = Handler(event, function)
        setattr(function, "__entry__", entry)  # noqa: B010
        return function

    return mark


def entry_of(function: Callable[..., Any]) -> Any:
    """The command, query, form or handler entry of a decorated function."""
    return vars(function)["__entry__"]


def entries(module: ModuleType) -> list[Command | Query | Form | Handler]:
    """Everything a module announces itself (what it only imported is not its own)."""
    found = []
    for value in vars(module).values():
        entry = getattr(value, "__dict__", {}).get("__entry__")
        if entry is not None and value.__module__ == module.__name__:
            found.append(entry)
    return found
