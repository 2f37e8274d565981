"""A long list makes millions of small objects; looking through them for garbage would stop the window."""

import gc
from collections.abc import Iterator
from contextlib import contextmanager

LONG_LIST = 5_000


@contextmanager
def without_garbage_passes() -> Iterator[None]:
    """Nothing is looked through meanwhile; what is let go is freed all the same, but for cycles."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


def keep_out_of_passes(rows: int) -> None:
    """Leave the rows of a long list, as everything that is there now, out of later passes."""
    if rows >= LONG_LIST:
        gc.freeze()
