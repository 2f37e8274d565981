"""Which disk a folder lies on: C: and D: of an office computer are mostly parts of one."""

import ctypes
import sys
from pathlib import Path

_DEVICE_NUMBER = 0x2D1080  # IOCTL_STORAGE_GET_DEVICE_NUMBER
_SHARED, _EXISTING = 3, 3


class _Told(ctypes.Structure):
    _fields_ = (
        ("kind", ctypes.c_uint32),
        ("number", ctypes.c_uint32),
        ("partition", ctypes.c_uint32),
    )


def disk_of(folder: Path) -> tuple[int, int] | None:
    """What tells one disk from another; None where the system does not say (shares, other systems)."""
    return _number_of(folder.drive) if folder.drive.endswith(":") else None


if sys.platform == "win32":

    def _number_of(drive: str) -> tuple[int, int] | None:
        windows = ctypes.WinDLL("kernel32", use_last_error=True)
        windows.CreateFileW.restype = ctypes.c_void_p
        opened = windows.CreateFileW(rf"\\.\{drive}", 0, _SHARED, None, _EXISTING, 0, None)
        if opened == ctypes.c_void_p(-1).value:
            return None
        told, size = _Told(), ctypes.c_uint32()
        try:
            answered = windows.DeviceIoControl(
                ctypes.c_void_p(opened),
                _DEVICE_NUMBER,
                None,
                0,
                ctypes.byref(told),
                ctypes.sizeof(told),
                ctypes.byref(size),
                None,
            )
        finally:
            windows.CloseHandle(ctypes.c_void_p(opened))
        return (told.kind, told.number) if answered else None

else:

    def _number_of(drive: str) -> tuple[int, int] | None:
        return None


def on_one_disk(one: Path, other: Path) -> bool:
    """Whether both are surely lost together; False where it is not known."""
    first = disk_of(one)
    return first is not None and first == disk_of(other)
