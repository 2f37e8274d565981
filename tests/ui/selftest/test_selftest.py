"""The self-test tries the whole program, says what is wrong, and never hangs."""

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtWidgets import QApplication

from desk.documents.papers import SIZES
from desk.kernel.clock import SystemClock
from desk.kernel.errors import FileRefused
from desk.registry import ROOMS
from tests.conftest import at
from tests.ui.test_paper_page import StubbornPrinter
from ui.printers import PdfPrinter
from ui.selftest import computer
from ui.selftest.office import PAPERS, TrialOffice, rooms
from ui.selftest.report import FAULTY, SOUND, TOO_LONG, Failed, Report

ROOT = Path(__file__).parents[3]
LOOKING = """
import atexit, gc, runpy, sys
from pathlib import Path
from threading import current_thread
looked = set()
gc.callbacks.append(lambda *_: looked.add(current_thread().name))
file = Path(sys.argv.pop(1))
atexit.register(lambda: file.write_text(" ".join(sorted(looked))))
runpy.run_module("ui", run_name="__main__", alter_sys=True)
"""
"""Garbage that a reading thread comes upon may be a part of Qt: it takes the process down."""
HANGING = """
import sys, time
from pathlib import Path
from ui.selftest.report import Report, Watchdog
report = Report(Path(sys.argv[1]), {"program": "1"})
Watchdog(report, 0.2)
report.step("quick", lambda: "done")
report.step("driver", lambda: time.sleep(60))
"""


def run(*arguments: str, timeout_s: float = 600) -> int:
    without = {"DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"}
    environment = {k: v for k, v in os.environ.items() if k not in without}
    environment |= {"PYTHONPATH": str(ROOT), "PYTHONUTF8": "1"}
    command = [sys.executable, *arguments]
    return subprocess.run(command, env=environment, check=False, timeout=timeout_s).returncode


def read(folder: Path) -> dict[str, Any]:
    report: dict[str, Any] = json.loads((folder / "report.json").read_text(encoding="utf-8"))
    return report


def test_the_whole_program_is_tried_on_this_computer(tmp_path: Path) -> None:
    """One run for everything, since the office of the trial is dear; a few pages stand for all."""
    folder = tmp_path / "自 检"
    looked = tmp_path / "looked"
    code = run("-c", LOOKING, str(looked), "--selftest", str(folder), "--only", "cus")
    report = read(folder)
    assert [step for step in report["steps"] if not step["ok"]] == []
    assert (code, report["ok"], report["finished"]) == (SOUND, True, True)
    steps = {step["name"]: step["text"] for step in report["steps"]}
    assert {f"room:{room.name}" for room in ROOMS} <= steps.keys()
    assert {f"paper:{key}" for key in SIZES} <= steps.keys()
    told = {room.name: steps[f"room:{room.name}"] for room in ROOMS}
    answering = {room.name for room in ROOMS if not room.commands}
    assert {name for name, text in told.items() if text == "只供查看,没有命令"} == answering
    assert {
        name for name, text in told.items() if text.endswith(":已保存")
    } | answering == told.keys()
    assert {"page:customer", "page:customers", "page:customer_entry"} <= steps.keys()
    assert {"fonts", "password", "printers", "reading_process", "check"} <= steps.keys()
    pictures = [folder / f"{name.replace(':', '-')}.png" for name in steps if "page:" in name]
    pictures += [folder / f"paper-{key}.png" for key in PAPERS]
    assert all(picture.read_bytes().startswith(b"\x89PNG") for picture in pictures)
    assert report["qt"].startswith("6.")
    assert report["paths"]["folder"] == str(folder)
    assert list(folder.rglob("*.office")) == []  # the trial office is gone
    assert looked.read_text() == "MainThread"


@pytest.mark.parametrize("moment", ["2026-11-23 19:33", "2026-11-28 22:10", "2027-02-07 00:05"])
def test_every_room_works_in_the_evening_and_on_holidays_too(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, moment: str
) -> None:
    """In the evening the work of the day is past its time: closing the day asks whether it is known."""
    monkeypatch.setattr(SystemClock, "now", lambda _: at(moment))
    office = TrialOffice(tmp_path)
    office.make()
    try:
        for room in rooms():
            assert office.work(room)
    finally:
        office.close()


def test_a_hanging_step_ends_the_process_and_is_named(tmp_path: Path) -> None:
    assert run("-c", HANGING, str(tmp_path), timeout_s=60) == TOO_LONG
    report = read(tmp_path)
    assert [(s["name"], s["ok"]) for s in report["steps"]] == [("quick", True), ("driver", False)]
    assert "超过 0.2 秒" in report["steps"][1]["text"]
    assert (report["ok"], report["finished"]) == (False, False)
    assert "most recent call first" in (tmp_path / "hang.txt").read_text(encoding="utf-8")


def test_a_bug_is_a_failed_step_and_the_next_one_follows(tmp_path: Path) -> None:
    def fails() -> str:
        raise Failed("没有打印机服务")

    report = Report(tmp_path, {})
    assert not read(tmp_path)["ok"]  # nothing was tried yet
    assert not report.step("bug", lambda: str(1 // 0))
    assert not report.step("verdict", fails)
    assert report.step("good", lambda: "好")
    assert report.finish() == FAULTY
    texts = [step["text"] for step in read(tmp_path)["steps"]]
    assert texts == [
        "ZeroDivisionError: integer division or modulo by zero",
        "没有打印机服务",
        "好",
    ]


def test_without_an_office_the_rest_says_so(tmp_path: Path) -> None:
    office = TrialOffice(tmp_path)
    with pytest.raises(Failed, match="没有办公室"):
        office.work(ROOMS[0])
    with pytest.raises(Failed, match="没有办公室"):
        office.print_paper("A4P")
    office.close()
    assert list(tmp_path.iterdir()) == []


def test_a_room_in_which_nothing_can_be_saved_is_a_fault(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    office = TrialOffice(tmp_path)
    monkeypatch.setattr(TrialOffice, "_try", lambda *_: False)
    with pytest.raises(Failed, match="没有命令保存成功"):
        office.work(next(room for room in ROOMS if room.name == "customers"))
    office.close()


def test_an_empty_box_is_not_a_drawn_character(dressed: QApplication, tmp_path: Path) -> None:
    assert all(map(computer.drawn, computer.COMMON + computer.RARE))
    assert not computer.drawn("\U0010fff0")
    assert not computer.drawn(" ")
    assert "Noto Sans SC" in computer.fonts(tmp_path) or sys.platform == "win32"


class ThreePrinters:
    """Two printers: one takes everything, one knows A4 only; a third is switched off."""

    def __init__(self, target: Path) -> None:
        self.pdf = PdfPrinter(target)

    def names(self) -> list[str]:
        return ["PDF", "固执", "关机"]

    def open(self, name: str) -> Any:
        if name == "关机":
            raise FileRefused("找不到打印机「关机」,请另选一台。")
        return StubbornPrinter() if name == "固执" else self.pdf.open(name)


def test_printers_are_listed_with_the_sizes_they_take(
    dressed: QApplication, tmp_path: Path
) -> None:
    told = computer.printers(ThreePrinters(tmp_path / "out.pdf")).splitlines()
    assert told[0] == f"PDF: {' '.join(SIZES)}"
    assert told[1] == "固执: A4P A4L"
    assert told[2].startswith("关机:")
