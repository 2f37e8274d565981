"""What keeps the window alive: no reference leak, bugs caught, plain words on a bare machine."""

import os
import subprocess
import sys
import threading
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, Qt, QTimer
from PySide6.QtGui import QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QWidget
from pytestqt.qtbot import QtBot

from desk.kernel.errors import FileRefused, NeedsConfirmation, Refused, SaveFailed, problem
from tests.ui.conftest import ScriptedAsker
from ui.asking import Box, DialogAsker, ReasonBox, plain_label
from ui.crash_report import crash_report, short_name
from ui.errors_shown import Shown, shown
from ui.mishaps import Mishaps
from ui.program_log import LOG, close_log, log_file, open_log
from ui.surroundings import what_is_missing

ROOT = Path(__file__).parents[2]


def test_calls_without_a_result_do_not_eat_references_to_none(dressed: QApplication) -> None:
    label = QLabel()
    before = sys.getrefcount(None)
    for number in range(20_000):
        label.setText(str(number))
    assert abs(sys.getrefcount(None) - before) < 200


# -- refusals in words -------------------------------------------------------------------------------


def test_every_kind_of_fault_has_its_words() -> None:
    doubt = problem("E134", "clause")
    assert shown(NeedsConfirmation(doubt)).title == "请确认"
    refused = shown(Refused(problem("E101"), problem("E101"), doubt))
    assert refused.small == "E101 · E134"
    assert len(refused.sentences) == 2
    assert shown(SaveFailed("磁盘已满", saved=False)).title == "没有保存"
    assert shown(SaveFailed("断电", saved=True)).title.startswith("已保存")
    assert shown(FileRefused("这是备份文件")).text == "这是备份文件"
    assert shown(KeyError("x")).grave


def test_a_dialog_shows_markup_as_typed(dressed: QApplication, qtbot: QtBot) -> None:
    box = Box(None, "<h1>题</h1>")
    qtbot.addWidget(box)
    box.sentences(["<b>甲</b>", "A&B"])
    accept = box.buttons("作废 A&B", "返回", copied="x")
    texts = [label.text() for label in box.findChildren(QLabel)]
    assert texts == ["<h1>题</h1>", "1. <b>甲</b>", "2. A&B"]
    assert accept.text() == "作废 A&&B  Enter"
    assert plain_label("<i>").sizeHint().width() > plain_label("").sizeHint().width()


def test_the_reason_must_be_typed(
    dressed: QApplication, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    from PySide6.QtWidgets import QPlainTextEdit, QPushButton

    def answered(box: Box) -> int:
        accept = next(b for b in box.findChildren(QPushButton) if b.text().startswith("作废"))
        entry = box.findChildren(QPlainTextEdit)[0]
        assert not accept.isEnabled()
        entry.setPlainText("  客户取消  ")
        assert accept.isEnabled()
        accept.click()
        return box.result()

    monkeypatch.setattr(Box, "exec", answered)
    parent = QWidget()
    assert DialogAsker(parent).reason("作废") == "客户取消"


def test_enter_gives_the_reason_and_breaks_no_line(dressed: QApplication, qtbot: QtBot) -> None:
    box = ReasonBox(None, "导出")
    qtbot.addWidget(box)
    box.show()
    QTest.keyClick(box.entry, Qt.Key.Key_Return)
    assert box.isVisible()  # a reason must be typed
    QTest.keyClicks(box.entry, "abc")
    QTest.keyClick(box.entry, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    QTest.keyClicks(box.entry, "d")
    QTest.keyClick(box.entry, Qt.Key.Key_Return, Qt.KeyboardModifier.ShiftModifier)
    assert box.isVisible()
    QTest.keyClick(box.entry, Qt.Key.Key_Return)
    assert box.result() == Box.DialogCode.Accepted
    assert box.reason == "abc\nd"


def test_a_key_still_held_does_not_answer_a_question_unread_and_no_dialog_stays(
    dressed: QApplication, qtbot: QtBot
) -> None:
    window = QWidget()
    seen: list[bool] = []
    qtbot.addWidget(window)

    def press(*, again: bool) -> None:
        box = QApplication.activeModalWidget()
        assert box is not None
        on = box.focusWidget() or box
        kind, held = QEvent.Type.KeyPress, Qt.KeyboardModifier.NoModifier
        QApplication.sendEvent(on, QKeyEvent(kind, Qt.Key.Key_Return, held, "\r", again, 1))
        seen.append(box.isVisible())

    def press_held_then_anew() -> None:
        press(again=True)
        press(again=False)

    QTimer.singleShot(0, press_held_then_anew)
    assert DialogAsker(window).sure("有 2 处需要您确认,仍要继续吗?", ("运价低于成本",))
    assert seen == [True, False]
    qtbot.waitUntil(lambda: not window.findChildren(Box))


def test_a_question_stands_over_the_preview_it_is_about(
    dressed: QApplication, qtbot: QtBot
) -> None:
    window, seen = QWidget(), []
    preview = QWidget(window, Qt.WindowType.Window)
    preview.setGeometry(40, 40, 300, 200)
    for one in (window, preview):
        qtbot.addWidget(one)
        one.show()
    preview.activateWindow()
    qtbot.waitUntil(lambda: QApplication.activeWindow() is preview)

    def answer() -> None:
        box = QApplication.activeModalWidget()
        assert isinstance(box, Box)
        seen.append(box.parentWidget())
        box.accept()

    asker = DialogAsker(window)
    QTimer.singleShot(0, answer)
    assert asker.sure("打印?")
    preview.hide()
    window.activateWindow()
    QTimer.singleShot(0, answer)
    assert asker.sure("打印?")
    assert seen == [preview, window]


# -- bugs ----------------------------------------------------------------------------------------------


def test_a_bug_is_logged_and_shown_once(dressed: QApplication, qtbot: QtBot) -> None:
    asker = ScriptedAsker()
    mishaps = Mishaps(lambda: asker)
    try:
        raise ZeroDivisionError("<b>零</b>")
    except ZeroDivisionError as fault:
        mishaps.happened(fault)
    qtbot.waitUntil(lambda: bool(asker.told))
    message = asker.told[0]
    assert isinstance(message, Shown)
    assert message.small.endswith("ZeroDivisionError")
    assert "仍在窗口中" in message.text
    logged = log_file().read_text(encoding="utf-8")
    assert "ZeroDivisionError" in logged
    assert "零" not in logged + message.small + message.copied


def test_a_crash_report_has_versions_and_places_but_no_values() -> None:
    def deeper(name: str) -> None:
        try:
            {"张三": 1}[name]
        except KeyError as fault:
            raise ValueError(f"{name} 的电话 13800000000 不对") from fault

    with pytest.raises(ValueError) as caught:
        deeper("王经理")
    report = crash_report(caught.value)
    lines = report.splitlines()
    assert lines[0].startswith("freight-desk ")
    assert lines[1].startswith("Python 3.")
    assert "Qt 6." in lines[1]
    assert "KeyError" in lines
    assert lines[-1] == "ValueError"
    assert lines[-2].startswith("  tests/ui/test_safety.py:")
    assert lines[-2].endswith(" deeper")
    assert lines.index("KeyError") < lines.index("then:")
    assert not any(word in report for word in ("王经理", "13800000000", str(ROOT)))


def test_what_the_interpreter_says_about_code_is_kept() -> None:
    with pytest.raises(AttributeError) as caught:
        object().nothing  # type: ignore[attr-defined]  # noqa: B018
    assert "no attribute 'nothing'" in crash_report(caught.value)
    assert short_name("C:\\Users\\王经理\\lib\\json\\decoder.py") == "json/decoder.py"
    assert short_name("/home/wang/x/site-packages/PySide6/a.py") == "PySide6/a.py"
    assert short_name(str(ROOT / "ui" / "start.py")) == "ui/start.py"


def test_the_log_rotates_and_keeps_five_files() -> None:
    open_log()
    for _ in range(8):
        LOG.info("字" * 300_000)
    close_log()
    files = sorted(log_file().parent.glob("window.log*"))
    assert [file.name for file in files] == [
        "window.log",
        *(f"window.log.{n}" for n in range(1, 5)),
    ]
    assert all(file.stat().st_size < 1_100_000 for file in files)


def test_a_log_that_another_program_holds_is_written_on(monkeypatch: pytest.MonkeyPatch) -> None:
    former = log_file().with_name("window.log.1")
    former.parent.mkdir(parents=True, exist_ok=True)
    former.write_text("of last week", encoding="utf-8")
    open_log()
    LOG.info("字" * 340_000)

    def in_use(path: Path, target: Path) -> Path:
        raise PermissionError(13, "in use", str(path))

    with monkeypatch.context() as held:
        held.setattr(Path, "rename", in_use)
        LOG.info("first line beyond the size")
        LOG.info("second")
    close_log()
    lines = log_file().read_text(encoding="utf-8").splitlines()
    assert [line.split("INFO ")[1] for line in lines[1:]] == [
        "first line beyond the size",
        "second",
    ]
    assert former.read_text(encoding="utf-8") == "of last week"


def test_the_hooks_catch_slots_and_threads(
    dressed: QApplication, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    asker = ScriptedAsker()
    mishaps = Mishaps(lambda: asker)
    monkeypatch.setattr(sys, "excepthook", sys.excepthook)
    monkeypatch.setattr(threading, "excepthook", threading.excepthook)
    mishaps.install()
    sys.excepthook(ValueError, ValueError("甲"), None)
    qtbot.waitUntil(lambda: len(asker.told) == 1)
    thread = threading.Thread(target=lambda: 1 // 0)
    thread.start()
    thread.join()
    qtbot.waitUntil(lambda: len(asker.told) == 2)


# -- a bare machine ------------------------------------------------------------------------------------


def everything(_: str) -> bool:
    return True


def imported() -> None:
    """Qt imports without trouble."""


def test_no_screen_is_said_in_one_sentence() -> None:
    said = what_is_missing({}, everything, imported, "linux")
    assert "没有可用的屏幕" in said
    assert "No screen found" in said
    assert "\n" not in said
    assert what_is_missing({"DISPLAY": ":0"}, everything, imported, "linux") == ""
    assert what_is_missing({"QT_QPA_PLATFORM": "offscreen"}, everything, imported, "linux") == ""
    assert what_is_missing({}, everything, imported, "win32") == ""


def test_missing_libraries_are_named_with_their_packages() -> None:
    said = what_is_missing(
        {"DISPLAY": ":0"},
        lambda n: n not in ("libEGL.so.1", "libxcb-cursor.so.0"),
        imported,
        "linux",
    )
    assert "libEGL.so.1, libxcb-cursor.so.0" in said
    assert "sudo apt-get install libegl1 libxcb-cursor0" in said


def test_an_import_error_of_qt_names_its_library() -> None:
    def broken() -> None:
        raise ImportError("libGL.so.1: cannot open shared object file: No such file or directory")

    said = what_is_missing({"QT_QPA_PLATFORM": "offscreen"}, everything, broken, "linux")
    assert "libGL.so.1" in said
    assert "libgl1" in said

    def strange() -> None:
        raise ImportError("bad magic number")

    assert "bad magic number" in what_is_missing({"DISPLAY": ":0"}, everything, strange, "linux")


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="Windows always has a screen")
def test_the_program_says_it_and_exits_with_4() -> None:
    silent = {"DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"}
    environment = {k: v for k, v in os.environ.items() if k not in silent}
    ran = subprocess.run(
        [sys.executable, "-m", "ui"], cwd=ROOT, env=environment, capture_output=True, check=False
    )
    assert ran.returncode == 4
    assert ran.stdout == b""
    assert "屏幕" in ran.stderr.decode()
    assert b"Traceback" not in ran.stderr
