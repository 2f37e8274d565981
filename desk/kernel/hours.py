"""Working hours as the manager types them: ``10:00-14:00,15:30-19:30``."""

from datetime import time

from desk.kernel.errors import refuse
from desk.kernel.text import tr


def parse_windows(text: str) -> tuple[tuple[time, time], ...]:
    """Read the day's working windows, in order and without overlap.

    Raises:
        Refused: E019 when a window cannot be read, is empty or overlaps the one before.
    """
    windows: list[tuple[time, time]] = []
    for part in text.replace("，", ",").split(","):
        try:
            start, end = (time.fromisoformat(p.strip()) for p in part.split("-"))
        except ValueError:
            raise _unreadable() from None
        if start >= end or (windows and windows[-1][1] > start):
            raise _unreadable()
        windows.append((start, end))
    return tuple(windows)


def _unreadable() -> Exception:
    return refuse(
        "E019", label=tr("工作时段"), why=tr("应写成 10:00-14:00,15:30-19:30,先后有序且不重叠")
    )
