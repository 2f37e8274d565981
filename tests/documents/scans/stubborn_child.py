"""A reading process that hangs or dies over pages of certain files, as a decoder may."""

import os
import sys
import time
from pathlib import Path

from desk.documents.scans import reading_child, wire


class _Stubborn(reading_child._ReadingDesk):
    def answer(self, request: wire.Request) -> wire.Answer:
        _misbehave(request)
        return super().answer(request)


def _misbehave(request: wire.Request) -> None:
    name = Path(request.path).stem
    if isinstance(request, wire.Look):
        if name == "hangs":
            time.sleep(60)
        if name == "dies":
            os._exit(139)
        if name == "swells":
            bytearray(8 << 30)


if __name__ == "__main__":
    reading_child._ReadingDesk = _Stubborn  # type: ignore[misc]
    sys.exit(reading_child.main())
