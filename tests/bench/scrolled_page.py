"""Two tables side by side in the program's looks: ours over the whole list, and one over a C++ model.

Prints, as JSON, what each kind of movement costs the window's thread, in milliseconds of its own
processor time; worst = the longest time between two looks at the user's input.
"""

import json
import random
import statistics
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent, QStandardItem, QStandardItemModel
from PySide6.QtWidgets import QApplication, QTableView

from desk.app import Desk
from tests.bench.generate import MANAGER, PASSWORD
from ui.bridge import Bridge
from ui.loading import load_program, never_collected
from ui.models.id_list_model import BLOCK, DeskList, IdListModel, Wanted
from ui.models.id_table import IdTable
from ui.start import application

LIST, SIZE = "consignments", (1366, 640)
MODEL_ROWS, PAGES, JUMPS, PATIENCE_S = 6_000, 60, 30, 60.0
CONTROL = Qt.KeyboardModifier.ControlModifier
Frames = dict[str, list[float]]


@dataclass
class Scrolled:
    """A table and what its movements cost."""

    view: QTableView
    filled: Callable[[], bool]
    turns: Frames = field(default_factory=dict)
    frames: list[float] = field(default_factory=list)

    def move(self, kind: str, how: Callable[[], object]) -> None:
        """Do something and serve the window until what is then seen is painted."""
        spent, step, until = 0.0, how, time.monotonic() + PATIENCE_S
        while True:
            started = time.thread_time()
            step()
            QApplication.processEvents()
            frame = (time.thread_time() - started) * 1000
            spent += frame
            self.frames.append(frame)
            if self.filled() or time.monotonic() > until:
                break
            time.sleep(0.001)
            step = _nothing
        started = time.thread_time()
        self.view.viewport().repaint()
        self.frames.append((time.thread_time() - started) * 1000)
        self.turns.setdefault(kind, []).append(spent)

    def press(
        self, key: Qt.Key, held: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier
    ) -> None:
        for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
            event = QKeyEvent(kind, key, held)
            QApplication.sendEvent(self.view, event)

    def jump(self, part: float) -> None:
        bar = self.view.verticalScrollBar()
        bar.setValue(int(bar.maximum() * part))


def _nothing() -> None:
    """Only the window is served."""


def _ours(desk: Desk, bridge: Bridge) -> tuple[Scrolled, float]:
    """The program's own table, loaded to its end; and the worst frame while it loaded."""
    model = IdListModel(DeskList(desk, LIST), bridge)
    table = IdTable(model)
    table.resize(*SIZE)
    table.show()

    def seen() -> bool:
        top, bottom = table.rowAt(0), table.rowAt(table.viewport().height() - 1)
        last = bottom if bottom >= 0 else model.rowCount() - 1
        return None not in (model.row_at(max(0, top)), model.row_at(max(0, last)))

    settled: list[bool] = []
    model.settled.connect(lambda: settled.append(True))
    loaded = Scrolled(table, lambda: bool(settled))
    loaded.move("load", lambda: model.show(Wanted(sort=desk.list_spec(LIST).sort)))
    return Scrolled(table, seen), max(loaded.frames)


def _limit(ours: Scrolled, model: IdListModel) -> Scrolled:
    """A model of Qt's own with the first rows, every text made beforehand."""
    rows = min(MODEL_ROWS, model.rowCount())
    made = QStandardItemModel(rows, model.columnCount())
    for start in range(0, rows, BLOCK):
        ours.view.scrollTo(model.index(start, 0), QTableView.ScrollHint.PositionAtTop)
        ours.move("read", _nothing)
        for row in range(start, min(start + BLOCK, rows)):
            for column in range(model.columnCount()):
                made.setItem(row, column, QStandardItem(model.index(row, column).data()))
    view = QTableView()
    view.setModel(made)
    view.setShowGrid(False)
    view.setWordWrap(False)
    view.setAlternatingRowColors(True)
    view.setSelectionBehavior(QTableView.SelectionBehavior.SelectRows)
    view.verticalHeader().hide()
    view.verticalHeader().setDefaultSectionSize(ours.view.verticalHeader().defaultSectionSize())
    for column in range(model.columnCount()):
        view.setColumnWidth(column, ours.view.columnWidth(column))
        view.setColumnHidden(column, ours.view.isColumnHidden(column))
    view.resize(*SIZE)
    view.show()
    made.setParent(view)
    return Scrolled(view, lambda: True)


def _move_both(both: tuple[Scrolled, ...]) -> None:
    for one in both:
        one.view.scrollToTop()
        one.view.setCurrentIndex(one.view.model().index(0, 0))
        one.move("settle", _nothing)
        one.turns.clear()
        one.frames.clear()
    for _ in range(PAGES):
        for one in both:
            one.move("page down", partial(one.press, Qt.Key.Key_PageDown))
    chance = random.Random(1)
    for _ in range(JUMPS):
        part = chance.random()
        for one in both:
            one.move("jump", partial(one.jump, part))
    for _ in range(3):
        for one in both:
            one.move("home", partial(one.press, Qt.Key.Key_Home, CONTROL))
            one.move("to the end", partial(one.press, Qt.Key.Key_End, CONTROL))


def main(office: Path) -> None:
    """Open the office, move through both tables in turn and print the figures."""
    qt = application()
    load_program()  # else all of it would be looked through for garbage in the midst of a frame
    with (
        never_collected()
    ):  # as the program opens an office; full looks wait for a quiet moment then
        desk = Desk(office)
        desk.login(MANAGER, PASSWORD)
        bridge = Bridge(desk)
        ours, loading = _ours(desk, bridge)
    model = ours.view.model()
    assert isinstance(model, IdListModel)
    limit = _limit(ours, model)
    _move_both((ours, limit))
    told = {
        kind: (statistics.median(ours.turns[kind]), statistics.median(limit.turns[kind]))
        for kind in ("page down", "jump", "to the end")
    }
    told["worst frame"] = (max(ours.frames), max(limit.frames))
    told["worst frame while it loads"] = (loading, max(limit.frames))
    print(json.dumps(told))
    bridge.stop()
    desk.close()
    qt.quit()


if __name__ == "__main__":
    main(Path(sys.argv[1]))
