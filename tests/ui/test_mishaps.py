"""Faults from everywhere: told once, calmly, with nothing in them that belongs to the office or its people."""

import gc
import logging
import os
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QDialog, QLabel, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from tests.ui.conftest import ScriptedAsker
from ui import program_log
from ui.asking import Box, DialogAsker
from ui.crash_report import crash_report, short_name, without_folders
from ui.mishaps import MOST_DIALOGS, Mishaps, told_of_a_breakdown
from ui.program_log import (
    LOG,
    close_log,
    crash_file,
    ended_by_itself,
    log_file,
    log_folder,
    open_log,
    watch_for_crashes,
)

ROOT = Path(__file__).parents[2]
PLANTED = (
    "王建国",
    "13812345678",
    "6217000010001234567",
    "昌吉市乌伊路",
    "wangjianguo",
    "secret-123",
)


class Office(QObject):
    """Something whose slots fail."""

    called = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.called.connect(self.fails)

    def fails(self, name: str) -> None:
        phone, account = PLANTED[1], int(PLANTED[2])
        raise LookupError(f"{name} {phone} {account} {PLANTED[3]}")


@pytest.fixture
def asker() -> ScriptedAsker:
    return ScriptedAsker()


@pytest.fixture
def said() -> list[str]:
    return []


@pytest.fixture
def mishaps(
    dressed: QApplication,
    asker: ScriptedAsker,
    said: list[str],
    monkeypatch: pytest.MonkeyPatch,
) -> Iterator[Mishaps]:
    for place, hook in ((sys, "excepthook"), (threading, "excepthook"), (sys, "unraisablehook")):
        monkeypatch.setattr(place, hook, getattr(place, hook))
    made = Mishaps(lambda: asker, said.append)
    made.install()
    yield made
    close_log()


def happen(mishaps: Mishaps, fault: BaseException) -> None:
    try:
        raise fault
    except BaseException as raised:
        mishaps.happened(raised)


def written() -> str:
    return "".join(f.read_text(encoding="utf-8") for f in log_folder().glob("*.log*"))


def test_a_slot_a_thread_and_a_timer_are_told_without_a_word_of_the_office(
    mishaps: Mishaps, asker: ScriptedAsker, qtbot: QtBot
) -> None:
    office = Office()

    def in_a_thread() -> None:
        path = f"/home/{PLANTED[4]}/办公室.office"
        raise FileNotFoundError(2, PLANTED[0], path)

    # a slot's fault reaches sys.excepthook, which pytest-qt watches: taken here the same way
    with qtbot.captureExceptions() as caught:
        office.called.emit(PLANTED[0])
    assert len(caught) == 1
    mishaps.happened(caught[0][1])
    thread = threading.Thread(target=in_a_thread)
    thread.start()
    thread.join()
    qtbot.waitUntil(lambda: len(asker.told) == 2)
    shown = "".join(t.title + t.text + t.small + t.copied for t in asker.told)

    for word in PLANTED:
        assert word not in shown + written()
    assert all(str(log_folder()) not in told.copied for told in asker.told)
    assert "LookupError" in asker.told[0].copied
    assert "FileNotFoundError" in asker.told[1].copied
    assert "in_a_thread" in asker.told[1].copied


@pytest.mark.parametrize(
    "fault",
    [
        ImportError(r"cannot import name 'a' from 'b' (C:\Users\wangjianguo\b.py)"),
        TypeError("'王建国' is not callable"),
        AttributeError("no attribute '13812345678'"),
        NameError("name 'x' /home/wangjianguo"),
        TypeError("6217000010001234567"),
        KeyError("王建国"),
        ExceptionGroup("王建国", [ValueError("13812345678")]),
        UnicodeEncodeError("gbk", "昌吉市乌伊路", 0, 1, "王建国"),
    ],
)
def test_no_message_brings_a_value_along(fault: BaseException) -> None:
    report = crash_report(fault)
    assert not any(word in report for word in PLANTED)
    assert type(fault).__name__ in report


def test_what_is_only_about_code_stays() -> None:
    said = "unsupported operand type(s) for +: 'int' and 'str'"
    assert said in crash_report(TypeError(said))
    assert short_name("C:\\Users\\wangjianguo\\plugin.py") == "plugin.py"
    assert short_name("/usr/lib/python3.11/json/decoder.py") == "json/decoder.py"


def test_a_fault_that_comes_again_is_one_dialog_and_few_lines(
    mishaps: Mishaps, asker: ScriptedAsker, said: list[str], qtbot: QtBot
) -> None:
    for _ in range(500):
        happen(mishaps, ValueError("x"))
    qtbot.waitUntil(lambda: len(said) == 499)
    assert len(asker.told) == 1
    assert said[0] == "程序又出错了,刚才的操作没有完成。错误报告在日志文件夹里。"
    lines = written().splitlines()
    assert [line.rsplit("again, ")[-1] for line in lines if "again" in line] == [
        "10 times: ValueError",
        "100 times: ValueError",
    ]
    assert len(lines) < 30


def test_many_different_faults_do_not_bury_the_screen(
    mishaps: Mishaps, asker: ScriptedAsker, said: list[str], qtbot: QtBot
) -> None:
    for number in range(40):
        happen(mishaps, type(f"Fault{number}", (Exception,), {})())
    qtbot.waitUntil(lambda: len(asker.told) + len(said) == 40)
    assert len(asker.told) == MOST_DIALOGS


def test_faults_while_the_dialog_stands_open_no_second_one(
    dressed: QApplication, said: list[str], qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    parent = QWidget()
    qtbot.addWidget(parent)
    mishaps = Mishaps(lambda: DialogAsker(parent), said.append)
    boxes: list[tuple[list[str], list[str]]] = []

    def stands(box: Box) -> int:
        words = [label.text() for label in box.findChildren(QLabel)]
        boxes.append((words, [b.text() for b in box.findChildren(QPushButton)]))
        happen(mishaps, RuntimeError("another"))
        QApplication.processEvents()
        next(b for b in box.findChildren(QPushButton) if b.text() == "复制").click()
        return int(QDialog.DialogCode.Accepted)

    monkeypatch.setattr(Box, "exec", stands)
    happen(mishaps, ValueError("王建国"))
    qtbot.waitUntil(lambda: len(said) == 1)
    ((words, buttons),) = boxes
    assert words[0] == "程序出错"
    assert any("仍在窗口中" in word for word in words)
    assert buttons == ["复制", "打开日志文件夹", "知道了  Enter"]
    assert QGuiApplication.clipboard().text().startswith("freight-desk ")
    close_log()


def test_what_python_cannot_raise_is_logged_only(
    mishaps: Mishaps, asker: ScriptedAsker, qtbot: QtBot
) -> None:
    class Dying:
        def __del__(self) -> None:
            raise OSError(PLANTED[0])

    Dying()
    gc.collect()
    QApplication.processEvents()
    assert "OSError" in written()
    assert PLANTED[0] not in written()
    assert asker.told == []


# -- child processes ---------------------------------------------------------------------------------


@pytest.mark.skipif(sys.platform == "win32", reason="signals of another kind")
def test_a_child_that_breaks_down_says_no_more_than_that(
    mishaps: Mishaps, asker: ScriptedAsker, qtbot: QtBot, tmp_path: Path
) -> None:
    child = "import sys; sys.stderr.write('王建国 13812345678'); sys.exit(1)"
    ran = subprocess.run([sys.executable, "-c", child], capture_output=True, check=False)
    happen(mishaps, OSError(ran.returncode, ran.stderr.decode()))
    happen(mishaps, subprocess.CalledProcessError(1, ["read", PLANTED[0]], stderr=PLANTED[1]))
    qtbot.waitUntil(lambda: len(asker.told) == 2)
    shown = "".join(told.copied + told.small for told in asker.told)
    assert not any(word in shown + written() for word in PLANTED)


# -- the process itself -----------------------------------------------------------------------------

BREAKS = """
import faulthandler, os, sys
from ui.program_log import open_log, watch_for_crashes
open_log()
assert watch_for_crashes() == ""
def prints_for_wang():
    faulthandler._sigsegv() if sys.argv[1] == "hard" else None
prints_for_wang()
from ui.program_log import ended_by_itself
ended_by_itself()
"""


def run_that(ends: str) -> int:
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "PYTHONUTF8": "1"}
    command = [sys.executable, "-c", BREAKS, ends]
    return subprocess.run(command, env=environment, capture_output=True, check=False).returncode


def test_a_hard_crash_is_told_at_the_next_start() -> None:
    assert run_that("calm") == 0
    open_log()
    assert watch_for_crashes() == ""
    ended_by_itself()
    assert run_that("hard") == (-signal.SIGSEGV if sys.platform != "win32" else 0xC0000005)
    left = watch_for_crashes()
    ended_by_itself()
    assert "Segmentation fault" in left
    assert "in prints_for_wang" in left
    message = told_of_a_breakdown(left)
    assert "已经保存的内容都在" in message.text
    assert message.copied.startswith("freight-desk ")
    assert "the run before broke down" in written()
    assert watch_for_crashes() == "", "told once"
    ended_by_itself()
    close_log()
    assert crash_file().stat().st_size == 0


def test_the_folders_of_a_breakdown_stay_here() -> None:
    left = f'File "/home/{PLANTED[4]}/x/site-packages/PySide6/a.py", line 5 in exec\n'
    assert without_folders(left) == 'File "PySide6/a.py", line 5 in exec\n'


# -- the log ------------------------------------------------------------------------------------------


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs a full disk")
def test_a_full_disk_stops_nothing(capfd: pytest.CaptureFixture[str]) -> None:
    log_folder().mkdir(parents=True)
    log_file().symlink_to("/dev/full")
    open_log()
    LOG.error("字" * 100_000)
    close_log()
    assert capfd.readouterr() == ("", "")


def test_a_folder_that_cannot_be_made_stops_nothing(capfd: pytest.CaptureFixture[str]) -> None:
    log_folder().parent.mkdir(parents=True, exist_ok=True)
    log_folder().write_text("a file in its place", encoding="utf-8")
    open_log()
    LOG.error("x")
    assert watch_for_crashes() == ""
    ended_by_itself()
    close_log()
    assert capfd.readouterr() == ("", "")


def test_a_file_that_cannot_be_turned_over_stops_nothing(
    monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    open_log()

    def held(*_: object) -> None:
        raise PermissionError(13, "held by another program")

    monkeypatch.setattr(os, "rename", held)
    monkeypatch.setattr(program_log, "LOG_BYTES", 10)
    open_log()
    for _ in range(5):
        LOG.info("0123456789")
    close_log()
    assert capfd.readouterr() == ("", "")
    assert logging.raiseExceptions
