"""Which other drives of this computer could take a second copy of the backups."""

import ctypes
import sys
from pathlib import Path

from PySide6.QtCore import QStorageInfo

from ui.disk_number import on_one_disk

LEAST_BYTES = 1_000_000_000
REMOVABLE, FIXED = 2, 3  # GetDriveTypeW of Windows; others are shares and discs


def other_drives(office: Path) -> list[Path]:
    """Drives that are plugged in, can be written, and are not the one the office lies on.

    Asking a drive may take a while: not on the GUI thread.
    """
    return [
        Path(volume.rootPath())
        for volume in QStorageInfo.mountedVolumes()
        if _is_drive(volume) and _elsewhere(Path(volume.rootPath()), office)
    ]


def _is_drive(volume: QStorageInfo) -> bool:
    if sys.platform == "win32":
        kind = ctypes.windll.kernel32.GetDriveTypeW(volume.rootPath().replace("/", "\\"))
        local = kind in (REMOVABLE, FIXED)
    else:
        local = bytes(volume.device().data()).startswith(b"/dev/") and not volume.isRoot()
    usable = local and volume.isValid() and volume.isReady() and not volume.isReadOnly()
    return usable and volume.bytesTotal() >= LEAST_BYTES


def _elsewhere(root: Path, office: Path) -> bool:
    try:
        elsewhere = root.is_dir() and root.stat().st_dev != office.parent.stat().st_dev
        return elsewhere and not on_one_disk(root, office.resolve())
    except OSError:
        return False
