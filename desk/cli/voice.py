"""How the command line speaks: answers on standard output, messages on standard error."""

import sys
import unicodedata
from collections.abc import Callable, Iterable, Sequence
from typing import Any

import msgspec

from desk.kernel.errors import Problem
from desk.kernel.text import tr

Progress = Callable[[int, int], None]


class Voice:
    """Speaks Chinese to a person, or one JSON document to a program."""

    def __init__(self, as_json: bool) -> None:
        self.as_json = as_json

    def tell(self, text: str) -> None:
        """A message beside the answer."""
        print(text, file=sys.stderr)

    def answer(self, value: Any, text: str | None = None) -> None:
        """The answer: `value` as JSON, or `text` (indented JSON of the value when there is none)."""
        if self.as_json or text is None:
            print(to_json(value, indent=0 if self.as_json else 2), flush=True)
        elif text:
            print(text, flush=True)  # into a pipe, too, before what comes next: the demo's window

    def fault(self, text: str, *, exit_code: int) -> None:
        """Say why nothing was done."""
        self.tell(text)
        if self.as_json:
            self.answer({"ok": False, "exit": exit_code, "message": text})

    def problems(
        self, problems: Sequence[Problem], *, exit_code: int, confirm: bool = False
    ) -> None:
        """Name every refusal with its code; for doubts, say how to confirm them."""
        for problem in problems:
            self.tell(shown(problem))
        codes = list(dict.fromkeys(problem.code for problem in problems))
        if confirm:
            flags = " ".join(f"--confirm {code}" for code in codes)
            self.tell(tr("以上须确认。确认无误后加上 {flags} 再执行。").format(flags=flags))
        if self.as_json:
            answer: dict[str, Any] = {"ok": False, "exit": exit_code}
            answer["problems"] = [plain(problem) for problem in problems]
            self.answer(answer | ({"confirm": codes} if confirm else {}))

    def progress(self, label: str) -> Progress | None:
        """A counter on the terminal; None where nobody watches."""
        if not sys.stderr.isatty():
            return None

        def step(done: int, total: int) -> None:
            end = "\n" if done >= total else ""
            print(f"\r{label} {done}/{total}", end=end, file=sys.stderr, flush=True)

        return step


def shown(problem: Problem) -> str:
    """「E102 电话…(lines.0.phone)」."""
    field = f" ({problem.field})" if problem.field else ""
    return f"{problem.code} {problem.message}{field}"


def plain(problem: Problem) -> dict[str, str | None]:
    """A problem as JSON tells it."""
    return {"code": problem.code, "message": problem.message, "field": problem.field}


def to_json(value: Any, indent: int = 0) -> str:
    """JSON of whatever a command or query returns; dates and moments in ISO form."""
    encoded = msgspec.json.encode(msgspec.to_builtins(value, str_keys=True, enc_hook=str))
    return msgspec.json.format(encoded, indent=indent or -1).decode()


def table(headings: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """Columns that stand straight on a terminal, where a Chinese character is two wide."""
    lines = [list(headings), *(list(row) for row in rows)]
    widths = [max(_wide(line[n]) for line in lines) for n in range(len(headings))]
    return "\n".join(
        "  ".join(
            cell + " " * (width - _wide(cell)) for cell, width in zip(line, widths, strict=True)
        ).rstrip()
        for line in lines
    )


def _wide(text: str) -> int:
    return sum(2 if unicodedata.east_asian_width(c) in "WF" else 1 for c in text)
