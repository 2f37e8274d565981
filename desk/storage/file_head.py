"""The first bytes of a file say whether it can be an office at all; light enough for the first window."""

from pathlib import Path

from desk.kernel.errors import FileDamaged, FileRefused
from desk.kernel.text import tr

APPLICATION_ID = 0x4B464454  # "KFDT"
OFFICE_SUFFIX = ".office"
_MAGIC = b"SQLite format 3\0"


def inspect_file(path: Path) -> None:
    """Look at the bytes before SQLite does.

    Raises:
        FileRefused: missing, a folder, empty, not a database, or another program's database.
        FileDamaged: empty, or the head of an office file is no longer that of a database.
    """
    if not path.exists():
        raise FileRefused(
            tr("找不到数据文件:{path}。它可能被移走、改了名,或在没插上的盘上。").format(path=path)
        )
    if not path.is_file():
        raise FileRefused(tr("{path} 是文件夹,不是数据文件。").format(path=path))
    try:
        with path.open("rb") as file:
            head = file.read(100)
    except OSError as fault:
        raise FileRefused(
            tr("数据文件不能读取:{path}。请检查文件权限。").format(path=path)
        ) from fault
    if not head:
        raise FileDamaged(tr("数据文件是空的(0 字节):{path}。请从备份恢复。").format(path=path))
    if head[:16] != _MAGIC:
        words = tr("{path} 不是本程序的数据文件,或文件头已损坏。若是损坏,请从备份恢复。")
        kind = FileDamaged if path.suffix == OFFICE_SUFFIX else FileRefused
        raise kind(words.format(path=path))
    if int.from_bytes(head[68:72], "big") != APPLICATION_ID:
        raise FileRefused(tr("{path} 是别的程序的数据库,不能在这里打开。").format(path=path))
