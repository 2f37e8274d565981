"""The whole way from ``python -m ui FILE`` to a closed window, in a process of its own."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

from tests.conftest import PASSWORD

ROOT = Path(__file__).parents[2]

DRIVEN = """
import sys
import time
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QDialog, QDialogButtonBox, QMessageBox
from ui.login import LoginDialog
from ui.main_window import MainWindow

def signed_in(dialog):
    assert dialog.user.value() == "jia"
    dialog.password.line.setText(sys.argv[2])
    dialog.password.touch()
    dialog.go()
    assert dialog.go_button.text() == "正在打开…", "the office is still on its way"
    until = time.monotonic() + 60
    while not dialog.result() and time.monotonic() < until:
        QApplication.processEvents()
        time.sleep(0.01)
    return dialog.result()

LoginDialog.exec = signed_in

def served(_application=None):
    window = next(w for w in QApplication.topLevelWidgets() if isinstance(w, MainWindow))
    assert window.isVisible()
    print(window.windowTitle(), window.status.who.text(), sep="|")
    print(QMessageBox.tr("OK"), QApplication.font().families()[0])
    box = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel)
    print(box.buttons()[0].text())
    window.close()
    return 0

QApplication.exec = served
from ui.__main__ import main
sys.exit(main([sys.argv[1], "--user", "jia"]))
"""


def run(tmp_path: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    environment = {
        **os.environ,
        "QT_QPA_PLATFORM": "offscreen",
        "DESK_STATE": str(tmp_path / "state"),
        "PYTHONPATH": str(ROOT),
        "PYTHONUTF8": "1",
    }
    return subprocess.run(
        [sys.executable, "-c", DRIVEN, *arguments],
        cwd=tmp_path,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )


def test_opens_signs_in_works_and_closes(office_file: Path, tmp_path: Path) -> None:
    (tmp_path / "我的 办公室").mkdir()
    path = tmp_path / "我的 办公室" / "天山 一.office"
    shutil.copyfile(office_file, path)
    ran = run(tmp_path, "我的 办公室/天山 一.office", PASSWORD)  # as typed beside it
    assert ran.returncode == 0, ran.stderr
    title, who = ran.stdout.splitlines()[0].split("|")
    assert title.endswith("货运客服台")
    assert who == "客服员甲 · 客服员"
    assert ran.stdout.splitlines()[2] == "取消"
    assert "Traceback" not in ran.stderr
    assert len(list((path.parent / "自动备份").glob("天山 一-*.office"))) == 1
    state = (tmp_path / "state" / "window.json").read_text(encoding="utf-8")
    assert str(path) in state
    assert '"jia"' in state
