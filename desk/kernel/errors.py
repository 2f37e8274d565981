"""One error tree for everything the program refuses, with the stable codes of the specification.

A refusal is not a bug: it names a code, the values it speaks of and a Chinese sentence that says
what to do next. Several problems of one form travel together.

Source: spec 3.27; codes below E100 are this program's own (see DECISIONS.md).
"""

import dataclasses
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any

from desk.kernel.messages import MESSAGES
from desk.kernel.quoting import quoted
from desk.kernel.text import tr

_TYPED = re.compile("「{([vg])}」")
"""In quotation marks stands what was typed; names of the archive and of files ({name}, {p}) are told whole."""
_COLLECTIONS = (list, tuple, set, frozenset)


@dataclass(frozen=True)
class Problem:
    """One thing that is wrong.

    Attributes:
        code: stable code, for example ``E142``.
        values: what the message speaks of.
        field: dotted path of the argument at fault (``lines.0.pieces``), or None.
    """

    code: str
    values: Mapping[str, object] = dataclasses.field(default_factory=dict)
    field: str | None = None

    @property
    def message(self) -> str:
        """The sentence for the user."""
        words = tr(MESSAGES[self.code])
        typed = {
            key: quoted(str(self.values[key]))
            for key in _TYPED.findall(words)
            if key in self.values
        }
        return words.format_map(_Shown({**self.values, **typed}))

    def at(self, prefix: str) -> "Problem":
        """Return the same problem under a longer field path."""
        path = f"{prefix}.{self.field}" if self.field else prefix
        return Problem(self.code, self.values, path)


class _Shown(dict[str, object]):
    """Message values; a missing one shows as 「…」 instead of breaking the message."""

    def __missing__(self, key: str) -> str:
        return "…"


def problem(code: str, field: str | None = None, /, **values: object) -> Problem:
    """Describe one refusal by its code and the values of its message."""
    if code not in MESSAGES:
        raise KeyError(code)
    return Problem(code, MappingProxyType(values), field)


class Refused(Exception):  # noqa: N818 - the office's word for it
    """The program will not do this; `problems` say why, all at once."""

    def __init__(self, *problems: Problem) -> None:
        super().__init__(*problems)
        self.problems: tuple[Problem, ...] = problems

    def __str__(self) -> str:
        return "\n".join(f"{p.code} {p.message}" for p in self.problems)

    @property
    def codes(self) -> tuple[str, ...]:
        return tuple(p.code for p in self.problems)


class NeedsConfirmation(Refused):
    """Doubtful, but allowed: the user may confirm the codes and send the command again."""


def refuse(code: str, field: str | None = None, /, **values: object) -> Refused:
    """Return (to be raised) a refusal with a single problem."""
    return Refused(problem(code, field, **values))


@dataclass
class Problems:
    """Collects every problem of one form before refusing it as a whole."""

    found: list[Problem] = dataclasses.field(default_factory=list)

    def add(self, code: str, field: str | None = None, /, **values: object) -> None:
        self.found.append(problem(code, field, **values))

    def extend(self, problems: Iterable[Problem], prefix: str | None = None) -> None:
        self.found.extend(p.at(prefix) if prefix else p for p in problems)

    def check(self, ok: bool, code: str, field: str | None = None, /, **values: object) -> bool:
        """Add a problem unless `ok`; return `ok`."""
        if not ok:
            self.add(code, field, **values)
        return ok

    def require(self, value: Any, field: str, label: str) -> bool:
        """A required value: None, blank text and empty collections are refused with E001."""
        if isinstance(value, str):
            empty = not value.strip()
        else:
            empty = value is None or (isinstance(value, _COLLECTIONS) and not value)
        if empty:
            self.add("E001", field, label=label)
        return not empty

    def fits(self, text: str, longest: int, field: str, label: str) -> bool:
        """A text of at most so many characters; a longer one is refused with E004."""
        size = len(text)
        return self.check(size <= longest, "E004", field, label=label, n=longest, v=size)

    def raise_if_any(self) -> None:
        """Raises: Refused with everything found so far."""
        if self.found:
            raise Refused(*self.found)


class FileRefused(Exception):  # noqa: N818
    """A file that cannot be used; the text says why and what to do next."""


class FileDamaged(FileRefused):
    """An office file that lost its shape: a backup in its place is the way out."""


class SaveFailed(Exception):  # noqa: N818
    """The disk or the database failed; the text tells the truth about what was saved.

    `saved` is None when the file could not even be asked.
    """

    def __init__(self, cause: str, *, saved: bool | None) -> None:
        words = {True: tr("已保存"), False: tr("未保存")}
        word = tr("不能确定是否已保存,请重新打开后核对") if saved is None else words[saved]
        super().__init__(f"{word}:{cause}")
        self.saved = saved
