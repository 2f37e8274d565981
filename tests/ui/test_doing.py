"""A save runs beside the window: the window lives on, says so if it takes long, and saves once."""

import threading

import pytest
from PySide6.QtCore import QTimer
from pytestqt.qtbot import QtBot

import ui.beside as beside_module
from desk.app import command_table
from desk.kernel.commands import command
from desk.kernel.errors import refuse
from desk.screens.fields import Field
from desk.storage.work import Work
from tests.ui.conftest import FrameSpy, ScriptedAsker
from ui.pages.form_dialog import FormDialog
from ui.registry import Context

GATE = threading.Event()
RAN_ON: list[int] = []


@command("user.manage", "当场保存")
def save_at_once(work: Work) -> int:
    """A quick save that ends when the window's timer lets it (not registered in any room)."""
    RAN_ON.append(threading.get_ident())
    return 1 if GATE.wait(5) else 0


@command("user.manage", "当场拒绝")
def refuse_at_once(work: Work) -> int:
    """A save that is refused (not registered in any room)."""
    raise refuse("E001", "login", label="登录名")


@pytest.fixture(autouse=True)
def _anew() -> None:
    GATE.clear()
    RAN_ON.clear()


def test_the_window_lives_while_it_is_saved(context: Context, frame: FrameSpy) -> None:
    saved: list[int] = []
    QTimer.singleShot(5, GATE.set)  # comes only if the window's own thread is free
    context.do(save_at_once, {}, lambda outcome: saved.append(outcome.value))
    assert saved == [1]
    assert [threading.get_ident()] != RAN_ON
    assert len(RAN_ON) == 1
    assert frame.said == []


def test_an_answer_of_a_lane_waits_until_the_save_was_told(context: Context, qtbot: QtBot) -> None:
    order: list[str] = []
    context.bridge.later(lambda: None, lambda _: order.append("answer"))
    QTimer.singleShot(50, GATE.set)
    context.do(save_at_once, {}, lambda _: order.append("saved"))
    assert order == ["saved"]
    qtbot.waitUntil(lambda: order == ["saved", "answer"])


def test_a_long_save_is_said_and_no_longer_said_when_it_has_ended(
    context: Context, frame: FrameSpy, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(beside_module, "WONDERS_AFTER_MS", 1)
    QTimer.singleShot(60, GATE.set)
    context.do(save_at_once, {}, lambda _: frame.say("已保存。"))
    assert frame.said == ["正在保存「当场保存」,请稍候…", "", "已保存。"]


def test_a_refusal_comes_back_into_the_window(context: Context, asker: ScriptedAsker) -> None:
    saved: list[object] = []
    context.do(refuse_at_once, {}, saved.append)
    assert saved == []
    assert "登录名" in asker.told[0].text


def test_a_window_is_not_closed_in_the_middle_of_its_save(
    context: Context, asker: ScriptedAsker, qtbot: QtBot
) -> None:
    asker.answers = [True]
    form = FormDialog(context, command_table()["add_user"], (Field("name", "姓名"),))
    qtbot.addWidget(form)
    form.show()
    form.fields["name"].touch()
    seen: list[bool] = []

    def closes() -> None:
        form.windowHandle().close()  # the cross of the window
        seen.append(form.isVisible())
        GATE.set()

    QTimer.singleShot(5, closes)
    context.do(save_at_once, {}, lambda _: seen.append(form.isVisible()), window=form)
    assert seen == [True, True]
    assert asker.asked == []
    form.fields.clear()
