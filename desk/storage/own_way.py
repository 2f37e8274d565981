"""The connection that saves go through, kept from one to the next.

SQLite keeps the pages it has read with the connection, and forgets them as soon as another connection
writes. Out of the pool saves would take turns with several connections, and each would read again what
the one before wrote through another.
"""

import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field

from sqlalchemy import Connection, Engine
from sqlalchemy.exc import DBAPIError

from desk.kernel.errors import Refused

LAST_WORD_SECONDS = 0.2
"""How long closing waits for a save that is just ending."""


@dataclass
class OwnWay:
    """One connection for the saves of an office; one that comes beside another takes any of the pool."""

    engine: Engine
    _turn: threading.Lock = field(default_factory=threading.Lock, init=False, repr=False)
    _kept: Connection | None = field(default=None, init=False, repr=False)
    _closed: bool = field(default=False, init=False, repr=False)

    @contextmanager
    def taken(self) -> Iterator[Engine | Connection]:
        """What one save goes through."""
        if not self._turn.acquire(blocking=False):
            yield self.engine
            return
        try:
            yield self._connected()
        except Refused:
            raise
        except BaseException:
            self._drop()  # whatever the disk did to it, the next save begins with a sound one
            raise
        finally:
            if self._closed:
                self._drop()
            self._turn.release()

    def close(self) -> None:
        """Let go of the connection; a save that is under way does so at its end."""
        self._closed = True
        if self._turn.acquire(timeout=LAST_WORD_SECONDS):
            self._drop()
            self._turn.release()

    def _connected(self) -> Engine | Connection:
        if self._kept is None:
            with suppress(DBAPIError):  # the save itself meets the fault, and tells it
                self._kept = self.engine.connect()
        return self._kept or self.engine

    def _drop(self) -> None:
        """Out of the file, not back into the pool, which would hand the same one to the next."""
        kept, self._kept = self._kept, None
        if kept is not None:
            with suppress(DBAPIError):  # nobody waits for what it might still say
                kept.invalidate()
                kept.close()
