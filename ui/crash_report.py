"""A bug as it may be sent to strangers: where it came up and in which versions, never with values.

Messages of exceptions may quote what was typed (``KeyError: '王经理'``), so only those are kept that
the interpreter itself words about code. File names are shortened: a user's folder bears his name.
"""

import re
import sys
import traceback
from collections.abc import Iterator
from pathlib import Path

from PySide6.QtCore import qVersion

from desk import __version__

ROOT = Path(__file__).parents[1]
OF_CODE = r"(?:[A-Za-z_ .,:;()\[\]+*='\"<>-]|(?<![0-9])[0-9]{1,4}(?![0-9]))*"
"""What the interpreter says about code has no path, no long number and no Chinese."""
SPEAKS_OF_CODE = (AttributeError, NameError, ImportError, TypeError, RecursionError)
MOST_LINKS = 8  # of a chain of exceptions
_FRAME = r'File "([^"\n]*)"'
PACKAGES = "site-packages"
LIBRARIES = frozenset({PACKAGES, "lib", "Lib", f"python3.{sys.version_info.minor}"})


def crash_report(fault: BaseException) -> str:
    """Versions and the traceback, line by line."""
    return "\n".join([*about_program(), *trace(fault)])


def about_program() -> tuple[str, ...]:
    """The program, what it runs on, and the computer's system."""
    import platform  # not needed for the first picture

    kind = "packaged" if getattr(sys, "frozen", False) else "source"
    return (
        f"freight-desk {__version__} ({kind})",
        f"Python {platform.python_version()}, Qt {qVersion()}",
        f"{platform.system()} {platform.release()} {platform.machine()}",
    )


def trace(fault: BaseException) -> list[str]:
    """Where the exception and those that led to it came up, the outermost call first."""
    lines: list[str] = []
    for link in reversed([*_chain(fault)]):
        if lines:
            lines.append("then:")
        for frame in traceback.extract_tb(link.__traceback__):
            lines.append(f"  {short_name(frame.filename)}:{frame.lineno} {frame.name}")
        lines.append(_named(link))
    return lines


def short_name(file: str) -> str:
    """A source file without the folders that lead to the program."""
    path = Path(file)
    if path.is_relative_to(ROOT) and PACKAGES not in path.relative_to(ROOT).parts:
        return path.relative_to(ROOT).as_posix()
    parts = path.as_posix().replace("\\", "/").split("/")
    libraries = [place for place, part in enumerate(parts[:-1]) if part in LIBRARIES]
    return "/".join(parts[libraries[-1] + 1 :]) if libraries else parts[-1]


def _chain(fault: BaseException) -> Iterator[BaseException]:
    link: BaseException | None = fault
    for _ in range(MOST_LINKS):
        if link is None:
            return
        yield link
        link = link.__cause__ or (None if link.__suppress_context__ else link.__context__)


def _named(fault: BaseException) -> str:
    name = type(fault).__qualname__
    said = str(fault)
    tells = isinstance(fault, SPEAKS_OF_CODE) and re.fullmatch(OF_CODE, said)
    return f"{name}: {said}" if tells else name


def without_folders(trace: str) -> str:
    """What the interpreter left when the process broke down, without the folders of this computer."""
    return re.sub(_FRAME, lambda found: f'File "{short_name(found[1])}"', trace)
