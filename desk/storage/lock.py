"""One file, one program: an operating-system lock that dies with its process.

Source: reliability of the house P12.
"""

import getpass
import json
import socket
from contextlib import suppress
from datetime import datetime
from pathlib import Path

from filelock import FileLock, Timeout

from desk.kernel.errors import FileRefused
from desk.kernel.text import tr


class OfficeLock:
    """Held while an office file is open; a second program is told who holds it."""

    def __init__(self, office: Path) -> None:
        self._office = office
        # whoever opens the office beside the sign-in window is another thread than who closes it
        self._lock = FileLock(f"{office}-lock", timeout=0, thread_local=False)
        self._card = Path(f"{office}-holder")

    @property
    def held(self) -> bool:
        """Whether this lock holds the file now."""
        return self._lock.is_locked

    @property
    def left_behind(self) -> bool:
        """Whether the last one who held it ended without letting go."""
        return self._card.exists()

    def acquire(self, now: datetime) -> None:
        """Raises: FileRefused naming who has the file open, where and since when."""
        holder = {"user": _login(), "host": socket.gethostname(), "since": now.isoformat()}
        try:
            self._lock.acquire()
            self._card.write_text(json.dumps(holder, ensure_ascii=False), encoding="utf-8")
        except Timeout:
            raise FileRefused(self._held_by()) from None
        except OSError as fault:
            self._lock.release()
            raise FileRefused(
                tr("数据文件所在的文件夹不能写入:{path}。请检查文件夹权限。").format(
                    path=self._office.parent
                )
            ) from fault

    def release(self) -> None:
        """Let go, also while a virus scanner reads the card; what was let go already is another's by now.

        The lock file stays: another program may wait on it already, and a third one that made it anew
        would hold the same office beside that.
        """
        if not self.held:
            return
        with suppress(OSError):
            self._card.unlink(missing_ok=True)
        self._lock.release()

    def _held_by(self) -> str:
        try:
            holder = json.loads(self._card.read_text(encoding="utf-8"))
        except (OSError, ValueError):
            holder = {}
        return tr(
            "数据文件已被打开:{user} 在电脑 {host} 上,自 {since} 起。请先在那边关闭程序,再打开。"
        ).format(
            user=holder.get("user", "?"),
            host=holder.get("host", "?"),
            since=str(holder.get("since", "?")).replace("T", " ")[:16],
        )


def _login() -> str:
    try:
        return getpass.getuser()
    except (KeyError, OSError):
        return "?"
