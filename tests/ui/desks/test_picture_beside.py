"""A picture is read beside the window while the window draws icons: neither waits for the other for ever."""

import subprocess
import sys

READS = 40
STORY = f"""
import io, threading
from PIL import Image
from PySide6.QtWidgets import QApplication, QLineEdit
from ui.desks.picture import read_picture

app = QApplication([])
turned = Image.Exif()
turned[0x0112] = 6
kept = io.BytesIO()
Image.new("RGB", (40, 20), (255, 0, 0)).save(kept, "JPEG", exif=turned)
sizes = set()

def read():
    for _ in range({READS}):
        picture = read_picture(kept.getvalue(), 0)
        sizes.add((picture.width(), picture.height()))

beside = threading.Thread(target=read)
beside.start()
while beside.is_alive():
    QLineEdit().setClearButtonEnabled(True)
assert sizes == {{(20, 40)}}, sizes
"""


def test_the_window_never_stands_still_for_a_picture() -> None:
    """Each waited for a lock of the other: Qt's of picture formats, and Python's."""
    subprocess.run([sys.executable, "-c", STORY], check=True, timeout=120)
