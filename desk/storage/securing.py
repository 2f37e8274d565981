"""What is written reaches the disk while it grows, so that nobody who saves waits for much of it."""

import os
from collections.abc import Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from typing import BinaryIO

SECURED_BYTES = 4 << 20


@dataclass
class Securing:
    """Brings a growing file to the disk, beside the writing.

    A save has to wait for all that is still on its way to the disk when it comes: never more than twice
    `SECURED_BYTES`, however much slower than the writing the disk is.
    """

    growing: BinaryIO
    beside: ThreadPoolExecutor
    under_way: int = 0
    last: Future[None] | None = None

    def written(self, count: int) -> None:
        """So many bytes more have been written."""
        self.under_way += count
        if self.under_way >= SECURED_BYTES:
            self.told()
            self.last = self.beside.submit(os.fsync, self.growing.fileno())
            self.under_way = 0

    def told(self) -> None:
        """Wait for the last piece; a fault of the disk is told once, who waits for the whole file would not hear it."""
        if self.last is not None:
            self.last.result()


@contextmanager
def secured(growing: BinaryIO) -> Iterator[Securing]:
    """Whoever writes into the file says how much; at the end no fault is left untold."""
    with ThreadPoolExecutor(1) as beside:
        securing = Securing(growing, beside)
        yield securing
        securing.told()
