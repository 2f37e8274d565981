"""A dense page is built in turns: the window lives between them, and only while a window builds it."""

from typing import Any

import pytest
from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtWidgets import QApplication, QLabel, QWidget
from pytestqt.qtbot import QtBot

from desk.kernel.today import TodayRow
from desk.screens.fields import Field
from tests.conftest import Office
from ui.editors import editor_for
from ui.local_settings import LocalSettings
from ui.main_window import MainWindow
from ui.registry import Context
from ui.turns import in_turns, next_turn


def test_the_window_lives_between_two_turns(qapp: QApplication) -> None:
    came: list[str] = []
    QTimer.singleShot(0, lambda: came.append("timer"))
    next_turn()
    assert came == []  # nobody builds in turns
    with in_turns():
        next_turn()
    assert came == ["timer"]


def test_the_window_of_whoever_was_not_expected_is_made_in_turns(
    dressed: QApplication, office: Office, qtbot: QtBot
) -> None:
    turns: list[int] = []
    timer = QTimer()
    timer.timeout.connect(lambda: turns.append(1))
    timer.start(0)
    window = MainWindow(office.as_("boss"), LocalSettings())
    qtbot.addWidget(window)
    made_in = len(turns)
    timer.stop()
    window.bridge.stop()
    assert made_in >= 10  # navigation, frame, sheet and first page, each with turns of its own
    assert window.page_in_front == window.first_page


def test_the_red_line_of_a_field_is_made_when_something_is_wrong(
    context: Context,
    qtbot: QtBot,
) -> None:
    editor = editor_for(Field("name", "名称"), context)
    qtbot.addWidget(editor)
    editor.problem(None)
    assert (editor.findChildren(QLabel), editor.problem_text) == ([], "")
    editor.show()
    editor.problem("请填写名称。")
    (line,) = editor.findChildren(QLabel)
    assert line.isVisible()
    assert editor.problem_text == line.text() == "请填写名称。"
    editor.touch()
    assert (line.isVisible(), editor.problem_text) == (False, "")


def test_a_page_comes_to_the_front_in_one_turn_and_is_painted_in_the_next(
    dressed: QApplication, office: Office, qtbot: QtBot
) -> None:
    window = MainWindow(office.as_("boss"), LocalSettings())
    qtbot.addWidget(window)
    window.show()
    for again in range(2):
        window.open_page("today")
        qtbot.waitUntil(lambda: not window.bridge.busy)
        page = window.build_page("customers")
        came: list[str] = []
        painting = _Painting(page, came)
        window.open_page("customers")
        QTimer.singleShot(0, lambda came=came: came.append("posted"))
        timer = QTimer()
        timer.setSingleShot(True)
        timer.timeout.connect(lambda came=came: came.append("timer"))
        timer.start(0)
        qtbot.waitUntil(lambda came=came: "painted" in came)
        assert came[:3] == ["posted", "timer", "painted"], again
        assert page.updatesEnabled()
        page.removeEventFilter(painting)
    window.bridge.stop()


DENSE = {
    "scheme_editor": 2,
    "import_wizard": 2,
    "voucher_filing": 2,
    "scorecard_desk": 3,
    "evaluation_plan": 1,
    "run_receipts": 2,
    "complaint_desk": 7,
}
"""How often at least the window lives while one of these pages is built."""


@pytest.mark.parametrize("name", sorted(DENSE))
def test_a_dense_page_is_built_in_several_turns(
    name: str,
    dressed: QApplication,
    office: Office,
    qtbot: QtBot,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    window = MainWindow(office.as_("boss"), LocalSettings())
    qtbot.addWidget(window)
    turns: list[str] = []
    monkeypatch.setattr("ui.turns.breathe", lambda: turns.append(name))
    with in_turns():
        window.build_page(name)
    window.bridge.stop()
    assert len(turns) >= DENSE[name]


def test_the_place_of_the_pages_is_made_a_turn_before_the_frame_is_put_together(
    dressed: QApplication, office: Office, qtbot: QtBot
) -> None:
    window = MainWindow(office.as_("boss"), LocalSettings(), unseen=True)
    qtbot.addWidget(window)
    stands: list[tuple[bool, bool]] = []
    while window.build_on():
        stands.append((window.stack.parent() is not None, window.centralWidget() is not None))
    assert list(dict.fromkeys(stands)) == [(True, False), (True, True)]
    window.bridge.stop()


@pytest.mark.parametrize("turns", [0, 3, 1000])
def test_who_signs_in_before_his_window_was_dressed_sees_it_dressed(
    turns: int, dressed: QApplication, office: Office, qtbot: QtBot
) -> None:
    """Who types quickly finds a window half made: its status line stood there without its sheet."""
    window = MainWindow(office.as_("boss"), LocalSettings(), unseen=True)
    qtbot.addWidget(window)
    for _ in range(turns):
        window.build_on()
    window.begin()
    assert [part.objectName() for part in window.parts if not part.styleSheet()] == []
    window.bridge.stop()


def test_the_first_rows_of_the_day_are_painted_a_turn_after_they_came(
    dressed: QApplication, office: Office, qtbot: QtBot
) -> None:
    desk = office.as_("boss")
    window = MainWindow(desk, LocalSettings())
    qtbot.addWidget(window)
    window.show()
    page: Any = window.page("today")
    qtbot.waitUntil(lambda: not window.bridge.busy and page.updatesEnabled())
    row = TodayRow("点收", "一车", None, "customers")
    page.rows = []
    page._fill(([row], True, desk.day_picture(), True))
    assert not page.updatesEnabled()
    qtbot.waitUntil(page.updatesEnabled)
    page._fill(([row], True, desk.day_picture(), True))
    assert page.updatesEnabled()  # most of it is as it was
    window.bridge.stop()


class _Painting(QObject):
    """Writes down when a widget is painted."""

    def __init__(self, widget: QWidget, came: list[str]) -> None:
        super().__init__(widget)
        self.came = came
        widget.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Paint:
            self.came.append("painted")
        return False
