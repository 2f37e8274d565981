"""Rows that were asked for before a list became another one never stand under its new numbers."""

import threading
from collections.abc import Sequence

import pytest
from pytestqt.qtbot import QtBot

from desk.screens.lists import Sort
from tests.ui.test_id_list_model import ROWS, Slow
from ui.models.id_list_model import LOADING, IdListModel, Row, Wanted
from ui.registry import Context

FAR = 700


class Slower(Slow):
    """Far rows take until `far` is set."""

    def __init__(self) -> None:
        super().__init__()
        self.far = threading.Event()
        self.far.set()

    def rows(self, ids: Sequence[int]) -> dict[int, Row]:
        if FAR in ids:
            assert self.far.wait(20)
        return super().rows(ids)


@pytest.fixture
def source() -> Slower:
    source = Slower()
    source.free.set()
    return source


@pytest.fixture
def model(context: Context, source: Slower, qtbot: QtBot) -> IdListModel:
    model = IdListModel(source, context.bridge)
    with qtbot.waitSignal(model.settled):
        model.show(Wanted(sort=Sort("name")))
    return model


def look(model: IdListModel) -> None:
    assert model.index(FAR, 0).data() == LOADING
    model._fetch()


def shown_far(model: IdListModel, qtbot: QtBot) -> str:
    qtbot.waitUntil(lambda: not model._bridge.busy)
    qtbot.waitUntil(lambda: model.index(FAR, 0).data() != LOADING)
    return model.index(FAR, 0).data()


def test_rows_scrolled_to_while_another_order_is_read(model: IdListModel, qtbot: QtBot) -> None:
    with qtbot.waitSignal(model.settled):
        model.sort_by(0, descending=True)
        look(model)  # the old rows are in view still
    assert shown_far(model, qtbot) == f"<b>{model.id_at(FAR)}</b>" == f"<b>{ROWS - FAR}</b>"


def test_rows_scrolled_to_while_a_long_list_is_refreshed(
    model: IdListModel, source: Slower, qtbot: QtBot
) -> None:
    source.all.remove(17)
    source.free.clear()
    source.far.clear()
    model.reload()
    qtbot.waitUntil(lambda: model._bridge.reading.idle)
    with qtbot.waitSignal(model.settled):
        look(model)
        source.free.set()
    source.far.set()
    assert shown_far(model, qtbot) == f"<b>{model.id_at(FAR)}</b>" == f"<b>{FAR + 2}</b>"
