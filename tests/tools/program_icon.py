"""``python -m tests.tools.program_icon``: draws ``app.ico`` of Windows from ``app.svg``."""

import io
import os
from pathlib import Path

from PIL import Image

ICONS = Path(__file__).parents[2] / "resources" / "icons"
SIZES_PX = (16, 20, 24, 32, 40, 48, 64, 128, 256)


def main() -> None:
    """Write every size Windows asks for at 100 to 200 %, each drawn anew from the lines."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    from PySide6.QtCore import QBuffer
    from PySide6.QtGui import QGuiApplication, QImage, QPainter, Qt
    from PySide6.QtSvg import QSvgRenderer

    application = QGuiApplication.instance() or QGuiApplication([])
    drawn = QSvgRenderer(str(ICONS / "app.svg"))
    pictures = []
    for side in SIZES_PX:
        image = QImage(side, side, QImage.Format.Format_ARGB32)
        image.fill(Qt.GlobalColor.transparent)
        painter = QPainter(image)
        drawn.render(painter)
        painter.end()
        buffer = QBuffer()
        buffer.open(QBuffer.OpenModeFlag.WriteOnly)
        image.save(buffer, b"PNG")
        pictures.append(Image.open(io.BytesIO(buffer.data().data())))
    del application
    largest = pictures[-1]
    sizes = [(side, side) for side in SIZES_PX]
    largest.save(ICONS / "app.ico", sizes=sizes, append_images=pictures[:-1])


if __name__ == "__main__":
    main()
