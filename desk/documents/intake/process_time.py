"""How much of the processor a child has used: a busy computer must not make a good file too slow to read."""

import subprocess
import sys
from pathlib import Path

if sys.platform == "win32":  # pragma: no cover - exercised on Windows only
    import ctypes
    from ctypes import wintypes

    _PER_SECOND = 10_000_000
    _times_of = ctypes.WinDLL("kernel32", use_last_error=True).GetProcessTimes
    _times_of.argtypes = [wintypes.HANDLE, *[ctypes.POINTER(ctypes.c_uint64)] * 4]

    def processor_seconds(child: "subprocess.Popen[bytes]") -> float:
        """Seconds of the processor that this child has used so far, also when it has ended."""
        begun, ended, kernel, user = (ctypes.c_uint64() for _ in range(4))
        parts = [ctypes.byref(part) for part in (begun, ended, kernel, user)]
        if not _times_of(int(vars(child)["_handle"]), *parts):
            raise ctypes.WinError(ctypes.get_last_error())
        return (kernel.value + user.value) / _PER_SECOND

else:
    import os

    _USER, _SYSTEM = 11, 12  # counted from behind the name, which may hold blanks

    def processor_seconds(child: "subprocess.Popen[bytes]") -> float:
        """Seconds of the processor that this child has used so far; 0 when it has been waited for."""
        try:
            told = Path(f"/proc/{child.pid}/stat").read_text().rpartition(")")[2].split()
        except FileNotFoundError:
            return 0.0
        return (int(told[_USER]) + int(told[_SYSTEM])) / os.sysconf("SC_CLK_TCK")
