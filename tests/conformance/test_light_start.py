"""The first window is painted before anything heavy is imported."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
HEAVY = (
    "sqlalchemy",
    "reportlab",
    "openpyxl",
    "pypinyin",
    "alembic",
    "numpy",
    "cryptography",
    "desk.app",
    "argparse",
    "asyncio",
    "importlib.metadata",
    "ssl",
    "ui.desks",
    "ui.main_window",
    "ui.manual.window",
    "ui.recovering",
    "ui.restoring",
)
UNSEEN_AT_SIGN_IN = (
    "logging.handlers",
    "msgspec",
    "platform",
    "sqlite3",
    "ui.local_settings",
    "ui.opening",
    "PySide6.QtPrintSupport",
    "PySide6.QtSvg",
)
"""What the choice of an office needs, or what comes behind the picture."""

HEAD = b"SQLite format 3\0".ljust(68, b"\0") + b"KFDT".ljust(32, b"\0")
UP_TO_THE_FIRST_PAINT = """
import os, sys
from ui.unread import load_qt
load_qt()  # as the program does, before it imports the first bit of Qt
from PySide6.QtWidgets import QApplication
import ui.loading

def painted(*_):
    assert QApplication.activeModalWidget() is not None
    assert QApplication.activeModalWidget().isVisible()
    print(*(name for name in sys.argv[1].split() if name in sys.modules))
    sys.stdout.flush()
    os._exit(0)

ui.loading.Opening.begin = ui.loading.load_beforehand = painted
from ui.__main__ import main
main(sys.argv[2:])
"""


@pytest.mark.parametrize(
    ("office", "late"), [("an.office", (*HEAVY, *UNSEEN_AT_SIGN_IN)), ("", HEAVY)]
)
def test_nothing_heavy_is_imported_before_the_first_paint(
    tmp_path: Path, office: str, late: tuple[str, ...]
) -> None:
    environment = {
        **os.environ,
        "QT_QPA_PLATFORM": "offscreen",
        "DESK_STATE": str(tmp_path / "state"),
        "PYTHONPATH": str(ROOT),
    }
    chosen = [str(tmp_path / office)] if office else []
    for path in chosen:  # only the head: nothing more is read before the first paint
        Path(path).write_bytes(HEAD)
    ran = subprocess.run(
        [sys.executable, "-c", UP_TO_THE_FIRST_PAINT, " ".join(late), *chosen],
        cwd=tmp_path,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )
    assert ran.returncode == 0, ran.stderr
    assert ran.stdout.split() == []
