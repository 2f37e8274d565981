"""Where a live office file may lie: on a fixed local disk only.

File locks of network shares and sticks cannot be trusted. Source: reliability of the house §2, P12.
"""

import sys
from pathlib import Path

from desk.kernel.errors import FileRefused
from desk.kernel.text import tr

_NETWORK = frozenset(
    {
        "nfs",
        "nfs4",
        "cifs",
        "smb3",
        "smbfs",
        "afs",
        "9p",
        "fuse.sshfs",
        "davfs",
        "glusterfs",
        "ceph",
    }
)
_REMOVABLE, _REMOTE = 2, 4


def refuse_unsafe_place(path: Path) -> None:
    """Raises: FileRefused when the folder lies on a network share or a removable drive."""
    folder = path.resolve().parent
    if sys.platform == "win32":
        unsafe = _windows_drive_type(folder) in (_REMOVABLE, _REMOTE)
    else:
        unsafe = _file_system(folder) in _NETWORK
    if unsafe:
        raise FileRefused(
            tr(
                "数据文件不能放在网络盘或移动盘上:{path}。请把它移到本机固定硬盘上再打开;备份可以放在移动盘上。"
            ).format(path=path)
        )


def _windows_drive_type(folder: Path) -> int:
    import ctypes

    kernel32 = ctypes.WinDLL("kernel32")  # type: ignore[attr-defined, unused-ignore]
    if str(folder).startswith("\\\\"):
        return _REMOTE
    return int(kernel32.GetDriveTypeW(folder.anchor))


def _file_system(folder: Path) -> str:
    """The file-system type of the mount that holds the folder (Linux; empty elsewhere)."""
    mounts = Path("/proc/self/mountinfo")
    if not mounts.exists():
        return ""
    best, kind = "", ""
    for line in mounts.read_text(encoding="utf-8", errors="replace").splitlines():
        left, _, right = line.partition(" - ")
        mount = left.split()[4].replace("\\040", " ")
        inside = mount == "/" or folder == Path(mount) or Path(mount) in folder.parents
        if inside and len(mount) >= len(best):
            best, kind = mount, right.split()[0]
    return kind
