"""What each computer has seen of an office, kept outside the file: its owner's key and its newest audit row.

A file whose newest rows were cut off, that was replaced by an older copy, or by an office that somebody
else founded and filled, is found by it. A restored backup is announced by moving the pin (``forget``).
Source: reliability of the house §2 (signatures; pinned head).
"""

import json
import os
import sqlite3
from contextlib import closing
from datetime import datetime
from pathlib import Path

from platformdirs import user_state_path

from desk.kernel.errors import FileRefused
from desk.kernel.text import tr
from desk.storage.durable import write_whole
from desk.storage.opening import looking

ASIDE = "-换下-"
"""In the name of a file that a backup took the place of: an older state that may be looked into, and does
not become what this computer has seen of the office."""


def state_folder() -> Path:
    """Where this computer remembers things about offices (DESK_STATE overrides it)."""
    chosen = os.environ.get("DESK_STATE")
    return Path(chosen) if chosen else user_state_path("freight-desk", appauthor=False)


def _book() -> Path:
    return state_folder() / "pins.json"


def _read() -> dict[str, list[object]]:
    """Two kinds of lines: owner → [number, digest], path → [owner, size, time of change, checked at]."""
    try:
        loaded: dict[str, list[object]] = json.loads(_book().read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return loaded


def owner_of(path: Path) -> str:
    """The owner's public key as the file has it (hex); empty while the office is not founded."""
    with closing(looking(path)) as connection:
        row = connection.execute("SELECT hex(public_key) FROM owner_key ORDER BY id").fetchone()
    return "" if row is None else str(row[0]).lower()


def fingerprint_of(owner: str) -> str:
    """The start of the owner's key as it is printed on the recovery sheet: 「3F8A 09C1 …」."""
    return " ".join(owner[at : at + 4].upper() for at in range(0, 16, 4))


def _row_hash(path: Path, number: int) -> str | None:
    with closing(looking(path)) as connection:
        statement = "SELECT row_hash FROM audit_log WHERE id = ?"
        row = connection.execute(statement, (number,)).fetchone()
    return None if row is None else str(row[0])


def _newest(path: Path) -> int:
    with closing(looking(path)) as connection:
        return int(connection.execute("SELECT coalesce(max(id), 0) FROM audit_log").fetchone()[0])


def pin(path: Path, checked_at: datetime | None = None) -> None:
    """Remember owner, newest audit row, and how the file lies there, last checked as a whole then.

    A computer that cannot note it works all the same.
    """
    try:
        owner, number = owner_of(path), _newest(path)
        digest = _row_hash(path, number)
        if owner and digest is not None:
            here = [owner, *_looks(path), checked_at.isoformat() if checked_at else ""]
            seen = {} if ASIDE in path.stem else {owner: [number, digest]}
            _write(_read() | seen | {str(path.resolve()): here})
    except (sqlite3.Error, OSError):
        return


def _looks(path: Path) -> list[object]:
    found = path.stat()
    return [found.st_size, found.st_mtime_ns]


def as_left(path: Path) -> bool:
    """Whether a file has the size and the time of change with which this computer left it."""
    known = _read().get(str(path.resolve()))
    return known is not None and known[1:3] == _looks(path)


def checked_at(path: Path) -> datetime | None:
    """When a file that was never left unclean since was last checked as a whole."""
    known = _read().get(str(path.resolve()), [])
    return datetime.fromisoformat(str(known[3])) if known[3:] and known[3] else None


def distrust(path: Path) -> None:
    """Have a file checked as a whole before anybody looks into it again."""
    book = _read()
    known = book.get(str(path.resolve()))
    if known is not None:
        _write(book | {str(path.resolve()): known[:1]})


def _write(book: dict[str, list[object]]) -> None:
    write_whole(_book(), json.dumps(book).encode())


def forget(path: Path, checked_at: datetime | None = None) -> None:
    """Accept the file as it is (after a restore that the manager ordered), last checked as a whole then."""
    pin(path, checked_at)


def first_sight(path: Path) -> None:
    """Pin an office that this computer sees for the first time."""
    book = _read()
    if str(path.resolve()) not in book or owner_of(path) not in book:
        pin(path)


def new_here(path: Path) -> None:
    """Forget whatever office lay at a path: another one is being founded there."""
    book = _read()
    if book.pop(str(path.resolve()), None) is not None:
        try:
            _write(book)
        except OSError:
            return


def compare(path: Path) -> None:
    """Raises: FileRefused when this computer knows another office here, or a newer state of this one."""
    book, owner = _read(), owner_of(path)
    known = book.get(str(path.resolve()))
    if known is not None and known[0] != owner:
        raise FileRefused(
            tr(
                "这里原来是另一个办公室的数据文件:{path}。所有者密钥({key})与本机记下的不同,可能被人整个换掉;请对照恢复表,或由经理恢复备份。"
            ).format(path=path, key=fingerprint_of(owner))
        )
    seen = None if ASIDE in path.stem else book.get(owner)
    if seen is not None and _row_hash(path, int(str(seen[0]))) != seen[1]:
        raise FileRefused(
            tr(
                "本机上次见过的审计记录(第 {n} 条)在文件中不见了或被改过:{path}。可能是换成了旧文件;请用 check 查看,或由经理恢复备份。"
            ).format(n=seen[0], path=path)
        )
