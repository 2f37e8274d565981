"""Is there room for a copy? What is wanted on a drive, and what is free.

Source: reliability of the house P6; a tenth above the size of the file is assumed.
"""

import shutil
from pathlib import Path

from desk.kernel.errors import FileRefused
from desk.kernel.text import tr

MORE_THAN_THE_FILE = 11, 10
_STEPS = ((1 << 30, "GB"), (1 << 20, "MB"), (1 << 10, "KB"))


def wanted_bytes(copied: Path) -> int:
    """What a copy of a file may take on the drive, with something to spare for the others there."""
    times, parts = MORE_THAN_THE_FILE
    return -(-copied.stat().st_size * times // parts)


def free_bytes(folder: Path) -> int:
    """What is free where a folder lies, or will lie once it is made."""
    there = next(place for place in (folder, *folder.absolute().parents) if place.is_dir())
    return shutil.disk_usage(there).free


def require_room(folder: Path, copied: Path) -> None:
    """Raises: FileRefused when the drive of a folder has no room for a copy of a file."""
    wanted, free = wanted_bytes(copied), free_bytes(folder)
    if free < wanted:
        raise FileRefused(
            tr(
                "磁盘空间不够:备份约需 {wanted},{path} 所在的盘只剩 {free}。请清理这个盘,或把备份存到别的盘。"
            ).format(wanted=_shown(wanted), path=folder, free=_shown(free))
        )


def _shown(size_bytes: int) -> str:
    step, unit = next((step for step in _STEPS if size_bytes >= step[0]), _STEPS[-1])
    return f"{size_bytes / step:.1f} {unit}"
