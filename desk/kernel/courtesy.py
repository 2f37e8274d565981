"""Long work beside the window lets it go first: whoever started it says how, loops over many say when.

Both share one interpreter. A painted page asks for it hundreds of times, and each time waits until the
work lets go of it; so the work stands still now and then until the window has nothing more to do.
"""

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any, TypeVar

T = TypeVar("T")
_PIECE = 500
_way: ContextVar[Callable[[], None] | None] = ContextVar("way", default=None)


@contextmanager
def letting_by(way: Callable[[], None]) -> Iterator[None]:
    """Within this thread's block `give_way` calls `way`, which waits as long as it likes."""
    before = _way.set(way)
    try:
        yield
    finally:
        _way.reset(before)


def give_way() -> None:
    """Called once a record; costs nothing where nobody waits."""
    way = _way.get()
    if way is not None:
        way()


def one_by_one(items: Iterable[T]) -> Iterator[T]:
    """Each of many records, the window goes before it; also within a statement that writes them all."""
    for item in items:
        give_way()
        yield item


def let_go(items: list[Any]) -> None:
    """Empty a long list piece by piece; freed at once, it would hold the window for a tenth of a second."""
    while items:
        del items[-_PIECE:]
        give_way()
