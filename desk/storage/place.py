"""Where a live office file may lie: on a fixed local disk only, and in no folder that is kept in step with a cloud.

File locks of network shares and sticks cannot be trusted; what keeps folders in step copies half-written
files and puts older ones in their place. Source: reliability of the house §2, P12; the clouds are assumed.
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
_CLOUDS = (
    "onedrive",
    "nutstore",
    "我的坚果云",
    "baidusync",
    "dropbox",
    "iclouddrive",
    "wpsdrive",
    "wps云盘",
)
"""How the folders begin whose content goes to a cloud and comes back from it."""


def refuse_unsafe_place(path: Path) -> None:
    """Raises: FileRefused when the folder lies on a network share, a removable drive or in a cloud's folder."""
    folder = path.resolve().parent
    cloud = next((part for part in folder.parts if part.casefold().startswith(_CLOUDS)), "")
    if cloud:
        raise FileRefused(
            tr(
                "数据文件不能放在同步到网盘的文件夹({cloud})里:{path}。写到一半就会被抄走,或者被旧的换掉。"
                "请移到这台电脑别的文件夹再打开,例如 C:\\货运;备份可以放在网盘里。"
            ).format(cloud=cloud, path=path)
        )
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
