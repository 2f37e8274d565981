"""What this computer is, and whether its fonts and printers serve the office."""

import os
import platform
import sys
from collections.abc import Sequence
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any

from PySide6.QtCore import QPointF, Qt, qVersion
from PySide6.QtGui import QColor, QGuiApplication, QImage, QPainter, QTextLayout
from PySide6.QtWidgets import QApplication

from desk import __version__
from desk.documents.fonts import missing_glyphs
from desk.documents.papers import SIZES
from desk.kernel.errors import FileRefused
from desk.kernel.text import tr
from desk.storage.opening import SQLITE_VERSION
from ui.printers import PrintPort, Sheet, agree_page
from ui.selftest.report import Failed
from ui.theme import RESOURCES, body_font

COMMON = "货运单号王李喀什"
RARE = "䶮㛃龘堃"
RAREST = "𠮷"
"""Beyond what the bundled font has: drawn only where the computer has a font for it."""
NOWHERE = "\U0010fffd"  # for private use, in no font: its picture is the empty box
SIDE_PX = 48
PACKAGES = ("PySide6-Essentials", "SQLAlchemy", "reportlab", "pypdfium2", "cryptography", "msgspec")


def versions() -> dict[str, Any]:
    """The program, what it stands on, and the computer."""
    return {
        "program": __version__,
        "frozen": bool(getattr(sys, "frozen", False)),
        "python": platform.python_version(),
        "qt": qVersion(),
        "sqlite": SQLITE_VERSION,
        "system": platform.platform(),
        "packages": {name: _version(name) for name in PACKAGES},
    }


def paths(folder: Path) -> dict[str, str]:
    """Where things lie."""
    return {"folder": str(folder), "executable": sys.executable, "resources": str(RESOURCES)}


def screen() -> str:
    """The platform and the screens, with their scale."""
    application = QGuiApplication.instance()
    if not isinstance(application, QApplication):
        raise Failed(tr("没有可用的屏幕。"))
    shown = [
        f"{s.geometry().width()}×{s.geometry().height()} @{s.devicePixelRatio():g}"
        for s in application.screens()
    ]
    return f"{application.platformName()}, {application.style().name()}, {', '.join(shown)}"


def fonts(folder: Path) -> str:
    """Common and rare characters are really drawn, in windows and on papers.

    Raises:
        Failed: some of them would be empty boxes.
    """
    picture(COMMON + RARE + RAREST).save(str(folder / "fonts.png"))
    boxes = [char for char in COMMON + RARE if not drawn(char)]
    blanks = sorted(missing_glyphs([COMMON + RARE]))
    if boxes or blanks:
        words = tr("窗口中画不出:{a};单据上印不出:{b}。")
        raise Failed(words.format(a="".join(boxes) or tr("无"), b="".join(blanks) or tr("无")))
    extra = tr("有") if drawn(RAREST) and not missing_glyphs([RAREST]) else tr("没有")
    families = ", ".join(dict.fromkeys(_families(COMMON + RARE)))
    return tr("{families};更生僻的字(如 {char}):{extra}").format(
        families=families, char=RAREST, extra=extra
    )


def drawn(character: str) -> bool:
    """Whether the window's font draws a character: ink that is not the empty box."""
    image = picture(character)
    return _found(character) and image not in (picture(" "), picture(NOWHERE))


def picture(text: str) -> QImage:
    """A text as the window would draw it."""
    font = body_font()
    font.setPixelSize(SIDE_PX * 2 // 3)
    image = QImage(SIDE_PX * len(text), SIDE_PX, QImage.Format.Format_RGB32)
    image.fill(QColor(Qt.GlobalColor.white))
    painter = QPainter(image)
    painter.setFont(font)
    painter.drawText(QPointF(SIDE_PX / 8, SIDE_PX * 3 / 4), text)
    painter.end()
    return image


def printers(port: PrintPort) -> str:
    """The printers of this computer and which of our paper sizes each takes; none is no fault."""
    names = port.names()
    lines = [f"{name}: {_sizes_of(port, name)}" for name in names]
    return "\n".join(lines) or tr("没有安装打印机。")


def _sizes_of(port: PrintPort, name: str) -> str:
    try:
        return " ".join(_taken(port, name)) or tr("没有可用的纸张")
    except FileRefused as fault:
        return str(fault)


def _taken(port: PrintPort, name: str) -> Sequence[str]:
    taken = []
    for key, size in SIZES.items():
        try:
            agree_page(port.open(name), Sheet(size.width_mm, size.height_mm))
        except FileRefused:
            continue
        taken.append(key)
    return taken


def _layout(text: str) -> QTextLayout:
    layout = QTextLayout(text, body_font())
    layout.beginLayout()
    layout.createLine()
    layout.endLayout()
    return layout


def _found(character: str) -> bool:
    glyphs = [index for run in _layout(character).glyphRuns() for index in run.glyphIndexes()]
    return bool(glyphs) and all(glyphs)


def _families(text: str) -> list[str]:
    return [run.rawFont().familyName() for run in _layout(text).glyphRuns()]


def _version(package: str) -> str:
    try:
        return version(package)
    except PackageNotFoundError:  # a packaged program carries no package descriptions
        return ""


def without_screen() -> bool:
    """Whether windows must be drawn into memory: a Linux machine without a screen."""
    given = os.environ.keys() & {"DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"}
    return sys.platform.startswith("linux") and not given
