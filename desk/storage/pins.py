"""The newest audit row each computer has seen, kept outside the file.

A file whose newest rows were cut off, or that was replaced by an older copy, is found by it. A
restored backup is announced by moving the pin (``forget``).
Source: reliability of the house §2 (signatures; pinned head).
"""

import json
import os
import sqlite3
from contextlib import closing
from pathlib import Path

from platformdirs import user_state_path

from desk.kernel.errors import FileRefused
from desk.kernel.text import tr
from desk.storage.opening import looking


def state_folder() -> Path:
    """Where this computer remembers things about offices (DESK_STATE overrides it)."""
    chosen = os.environ.get("DESK_STATE")
    return Path(chosen) if chosen else user_state_path("freight-desk", appauthor=False)


def _book() -> Path:
    return state_folder() / "pins.json"


def _read() -> dict[str, list[object]]:
    try:
        loaded: dict[str, list[object]] = json.loads(_book().read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return loaded


def _row(path: Path, where: str) -> tuple[int, str, str] | None:
    with closing(looking(path)) as connection:
        row = connection.execute(
            f"SELECT id, row_hash, command_id FROM audit_log {where}"
        ).fetchone()
    return None if row is None else (row[0], row[1], row[2])


def _office_key(path: Path) -> str | None:
    first = _row(path, "WHERE id = 1")
    return first[2] if first else None


def pin(path: Path) -> None:
    """Remember the newest audit row of an office; a computer that cannot note it works all the same."""
    try:
        key, newest = _office_key(path), _row(path, "ORDER BY id DESC LIMIT 1")
        if key is not None and newest is not None:
            _write(_read() | {key: [newest[0], newest[1]]})
    except (sqlite3.Error, OSError):
        return


def _write(book: dict[str, list[object]]) -> None:
    _book().parent.mkdir(parents=True, exist_ok=True)
    part = _book().with_suffix(".part")
    part.write_text(json.dumps(book), encoding="utf-8")
    part.replace(_book())


def forget(path: Path) -> None:
    """Accept the file as it is (after a restore that the manager ordered)."""
    pin(path)


def compare(path: Path) -> None:
    """Raises: FileRefused when the row this computer saw last is missing or different."""
    key = _office_key(path)
    seen = _read().get(key or "")
    if seen is None:
        return
    row = _row(path, f"WHERE id = {int(str(seen[0]))}")
    if row is None or row[1] != seen[1]:
        raise FileRefused(
            tr(
                "本机上次见过的审计记录(第 {n} 条)在文件中不见了或被改过:{path}。可能是换成了旧文件;请用 check 查看,或由经理恢复备份。"
            ).format(n=seen[0], path=path)
        )
