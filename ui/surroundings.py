"""What the window needs of a Linux machine, checked before Qt can abort the process.

Windows needs nothing beyond Python. Source: windows of the house §2.
"""

import os
import re
import sys
from collections.abc import Callable, Mapping

WITHOUT_SCREEN = frozenset({"offscreen", "minimal", "vnc", "linuxfb", "eglfs"})

ALWAYS = {
    "libglib-2.0.so.0": "libglib2.0-0",
    "libEGL.so.1": "libegl1",
    "libGL.so.1": "libgl1",
    "libdbus-1.so.3": "libdbus-1-3",
    "libfontconfig.so.1": "libfontconfig1",
    "libxkbcommon.so.0": "libxkbcommon0",
}
ON_X11 = {
    "libxkbcommon-x11.so.0": "libxkbcommon-x11-0",
    "libxcb-cursor.so.0": "libxcb-cursor0",
    "libxcb-icccm.so.4": "libxcb-icccm4",
    "libxcb-image.so.0": "libxcb-image0",
    "libxcb-keysyms.so.1": "libxcb-keysyms1",
    "libxcb-render-util.so.0": "libxcb-render-util0",
    "libxcb-randr.so.0": "libxcb-randr0",
    "libxcb-shape.so.0": "libxcb-shape0",
    "libX11-xcb.so.1": "libx11-xcb1",
}
_LIBRARY = r"(lib[\w.+-]+\.so[\w.]*)"


def what_is_missing(
    environment: Mapping[str, str] = os.environ,
    loads: Callable[[str], bool] | None = None,
    imports_qt: Callable[[], None] | None = None,
    system: str = sys.platform,
) -> str:
    """One sentence in Chinese and English about what keeps the window from opening; empty if nothing.

    Args:
        environment: where DISPLAY and QT_QPA_PLATFORM stand.
        loads: says whether a system library can be loaded.
        imports_qt: imports Qt, raising ImportError.
        system: as `sys.platform`.
    """
    if not system.startswith("linux"):
        return ""
    platform = environment.get("QT_QPA_PLATFORM", "").split(":")[0]
    loads = loads or _loads
    wanted: dict[str, str] = {}
    if platform not in WITHOUT_SCREEN:
        if not environment.get("DISPLAY") and not environment.get("WAYLAND_DISPLAY"):
            return (
                "没有可用的屏幕(未设置 DISPLAY),窗口无法打开;命令行请用 python -m desk。"
                " / No screen found (DISPLAY is not set): the window cannot open; use python -m desk."
            )
        x11 = environment.get("DISPLAY") and not environment.get("WAYLAND_DISPLAY")
        wanted = ALWAYS | ON_X11 if x11 else ALWAYS
    missing = [name for name in wanted if not loads(name)]
    return _missing(missing, wanted) or _import_fault(imports_qt or _import_qt)


def _missing(libraries: list[str], packages: Mapping[str, str]) -> str:
    if not libraries:
        return ""
    names = ", ".join(libraries)
    install = " ".join(packages[name] for name in libraries if name in packages)
    line = f"sudo apt-get install {install}" if install else ""
    chinese = f"缺少系统库 {names},窗口无法打开。" + (
        f"Debian/Ubuntu 请执行:{line}" if line else ""
    )
    english = f"Missing system libraries: {names}." + (
        f" On Debian/Ubuntu run: {line}" if line else ""
    )
    return f"{chinese} / {english}"


def _import_fault(imports_qt: Callable[[], None]) -> str:
    try:
        imports_qt()
    except ImportError as fault:
        named = re.search(_LIBRARY, str(fault))
        if named:
            return _missing([named[1]], ALWAYS | ON_X11)
        return f"窗口组件 PySide6 无法载入:{fault} / PySide6 cannot be loaded: {fault}"
    return ""


def _loads(name: str) -> bool:
    import ctypes

    try:
        ctypes.CDLL(name)
    except OSError:
        return False
    return True


def _import_qt() -> None:
    from ui.unread import load_qt

    load_qt()
    import PySide6.QtWidgets  # noqa: F401
