"""Which version is newer: ``1.4.0`` after ``1.4.0-rc.2`` after ``1.4.0-rc.1`` after ``1.3.9``."""

import re
from dataclasses import dataclass

from desk.kernel.errors import FileRefused
from desk.kernel.text import tr

_FORM = re.compile(
    r"(0|[1-9][0-9]{0,4})\.(0|[1-9][0-9]{0,4})\.(0|[1-9][0-9]{0,4})(?:-rc\.([0-9]{1,4}))?"
)
_FINISHED = 1_000_000


@dataclass(frozen=True, order=True)
class Version:
    """Three numbers, and for a trial version the number of the trial."""

    numbers: tuple[int, int, int]
    trial: int = _FINISHED

    @property
    def on_trial(self) -> bool:
        """Whether it is given to those who try it out only."""
        return self.trial != _FINISHED


def is_version(text: str) -> bool:
    """Whether a text is written as one."""
    return _FORM.fullmatch(text) is not None


def read_version(text: str) -> Version:
    """Read ``1.4.0`` or ``1.4.0-rc.2``.

    Raises:
        FileRefused: it is written in another way.
    """
    found = _FORM.fullmatch(text)
    if found is None:
        raise FileRefused(tr("版本号 {v} 写法不对,应如 1.4.0 或 1.4.0-rc.1。").format(v=text[:40]))
    first, second, third, trial = found.groups()
    numbers = (int(first), int(second), int(third))
    return Version(numbers, int(trial)) if trial else Version(numbers)
