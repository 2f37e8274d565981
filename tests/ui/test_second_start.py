"""A second start hands its file over to the first, or waits for it, and never meets a stranger's."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from ui.knocking import Knocking
from ui.single_instance import FirstInstance, hand_over, meeting_place

ROOT = Path(__file__).parents[2]

LATER = """
import sys
from pathlib import Path
from PySide6.QtCore import QCoreApplication
from ui.single_instance import hand_over
application = QCoreApplication([])
sys.exit(not hand_over(Path(sys.argv[1]) if len(sys.argv) > 1 else None))
"""


def start_again(file: Path | None, qtbot: QtBot) -> bool:
    """A later start in a process of its own; whether the first program took it."""
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "PYTHONUTF8": "1"}
    arguments = [str(file)] if file else []
    later = subprocess.Popen([sys.executable, "-c", LATER, *arguments], env=environment)
    qtbot.waitUntil(lambda: later.poll() is not None, timeout=60_000)
    return later.returncode == 0


def test_a_later_start_hands_its_file_over(
    dressed: QApplication, qtbot: QtBot, tmp_path: Path
) -> None:
    assert not hand_over(None)  # nobody is there: this start opens its own window
    first = FirstInstance(dressed)
    assert first.listening
    asked: list[str] = []
    first.asked.connect(asked.append)
    assert start_again(tmp_path / "天山 一.office", qtbot)
    assert start_again(None, qtbot)
    assert asked == [str(tmp_path / "天山 一.office"), ""]
    first.close()
    assert not hand_over(None)


NONSENSE = (b"not json\n", b"[1]\n", b'{"file": 7}\n', b"\xff\xfe\n", b"[" * 5000 + b"\n")


@pytest.mark.parametrize("nonsense", NONSENSE)
def test_users_do_not_meet_and_nonsense_is_not_heard(
    dressed: QApplication,
    qtbot: QtBot,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    nonsense: bytes,
) -> None:
    first = FirstInstance(dressed)
    asked: list[str] = []
    first.asked.connect(asked.append)
    stranger = meeting_place() / "1.start"
    stranger.write_bytes(nonsense)
    qtbot.waitUntil(lambda: not stranger.exists())
    assert asked == []
    mine = meeting_place()
    monkeypatch.setenv("DESK_STATE", str(tmp_path / "another user"))
    assert meeting_place() != mine
    assert not hand_over(None)
    first.close()


KILLED = """
import os
from PySide6.QtCore import QCoreApplication
from ui.single_instance import FirstInstance, _lay_note, meeting_place
application = QCoreApplication([])
first = FirstInstance()
_lay_note(meeting_place(), {"file": "long ago"})
print(first.listening, flush=True)
os._exit(9)
"""


def test_a_place_left_behind_is_taken_over(
    dressed: QApplication, qtbot: QtBot, tmp_path: Path
) -> None:
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "PYTHONUTF8": "1"}
    killed = subprocess.run(
        [sys.executable, "-c", KILLED], env=environment, stdout=subprocess.PIPE, check=False
    )
    assert (killed.stdout.strip(), killed.returncode) == (b"True", 9)
    assert sorted(file.suffix for file in meeting_place().iterdir()) == ["", ".start"]
    assert not hand_over(None)
    first = FirstInstance(dressed)
    asked: list[str] = []
    first.asked.connect(asked.append)
    assert first.listening
    assert start_again(tmp_path / "今天.office", qtbot)
    assert asked == [str(tmp_path / "今天.office")]
    first.close()


def test_a_program_that_does_not_answer_is_not_waited_for(
    dressed: QApplication, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("ui.single_instance.ANSWER_S", 0.1)
    busy = FirstInstance(dressed)
    assert not hand_over(tmp_path / "甲.office")
    assert [file.name for file in meeting_place().iterdir()] == ["lock"]
    assert not FirstInstance(dressed).listening
    busy.close()


def waiting_start() -> Knocking:
    waiting = (w for w in QApplication.topLevelWidgets() if isinstance(w, Knocking))
    (shown,) = (window for window in waiting if window.isVisible())
    return shown


def test_a_start_that_waits_says_so_and_can_be_taken_back(
    dressed: QApplication, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("ui.single_instance.QUIET_S", 0.0)
    busy = FirstInstance(dressed)
    words: list[str] = []

    def turn_back() -> None:
        shown = waiting_start()
        words.extend(label.text() for label in shown.findChildren(QLabel))
        QTest.keyClick(shown, Qt.Key.Key_Return)
        assert shown.isVisible()
        words.append(str(len([*meeting_place().glob("*.start")])))
        QTest.keyClick(shown, Qt.Key.Key_Escape)

    QTimer.singleShot(0, turn_back)
    busy._watcher.blockSignals(True)
    assert hand_over(tmp_path / "甲.office")
    assert words[:2] == ["程序已经在运行", "正在请它到前面来,打开 甲.office…"]
    assert words[-1] == "1"
    assert [file.name for file in meeting_place().iterdir()] == ["lock"]
    busy.close()


def test_the_small_window_goes_when_the_answer_comes_or_nobody_answers(
    dressed: QApplication, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("ui.single_instance.QUIET_S", 0.0)
    monkeypatch.setattr("ui.single_instance.ANSWER_S", 0.2)
    shown: list[Knocking] = []
    busy = FirstInstance(dressed)
    busy._watcher.blockSignals(True)
    for answers in (False, True):
        QTimer.singleShot(0, lambda: shown.append(waiting_start()))
        if answers:
            QTimer.singleShot(0, busy._look)
        assert hand_over(None) is answers
        assert not shown[-1].isVisible()
    assert len(shown) == 2
    busy.close()


def test_an_answer_at_once_shows_nothing(
    dressed: QApplication, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = FirstInstance(dressed)
    monkeypatch.setattr("ui.single_instance.time.sleep", lambda _: first._look())
    monkeypatch.delitem(sys.modules, "ui.knocking")
    assert hand_over(None)
    assert "ui.knocking" not in sys.modules
    first.close()


@pytest.mark.parametrize("left", [b"", bytes(200), b"4711\nfreight-desk\nOLD-NAME\n"])
def test_a_lock_left_by_a_power_cut_or_a_renamed_computer_is_nobodys(
    dressed: QApplication, qtbot: QtBot, tmp_path: Path, left: bytes
) -> None:
    (meeting_place() / "lock").write_bytes(left)
    assert not hand_over(None)
    first = FirstInstance(dressed)
    asked: list[str] = []
    first.asked.connect(asked.append)
    assert start_again(tmp_path / "甲.office", qtbot)
    assert asked == [str(tmp_path / "甲.office")]
    first.close()


def test_nobody_waits_for_a_program_that_ends_meanwhile(
    dressed: QApplication, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    ending = FirstInstance(dressed)
    waited: list[float] = []

    def ends_meanwhile(seconds: float) -> None:
        waited.append(seconds)
        ending.close()

    monkeypatch.setattr("ui.single_instance.time.sleep", ends_meanwhile)
    assert not hand_over(tmp_path / "甲.office")
    assert len(waited) == 1
    assert [file.name for file in meeting_place().iterdir()] == ["lock"]
