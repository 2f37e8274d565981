"""新运单 in a narrow window: its fields keep their order, and what is wrong with one can be read."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QLabel, QScrollArea
from pytestqt.qtbot import QtBot

from tests.ui.desks.conftest import Clerk
from ui.desks.consignment_entry.head import LEAST_SIGNS
from ui.desks.consignment_entry.page import ConsignmentEntry
from ui.desks.consignment_entry.words import CHARGES, HEAD
from ui.registry import Context
from ui.theme import SIZES

LINES = 3
Show = Callable[[ConsignmentEntry], ConsignmentEntry]


@pytest.fixture
def page(context: Context, show: Show) -> ConsignmentEntry:
    return show(ConsignmentEntry(context))


@pytest.mark.parametrize("size", [(1044, 640), (1310, 710), (854, 450)])
def test_a_wrong_destination_is_told_whole_in_few_lines(
    context: Context, qtbot: QtBot, size: tuple[int, int]
) -> None:
    page = ConsignmentEntry(context)
    qtbot.addWidget(page)
    page.resize(*size)
    page.show()
    destination = page.form.fields["destination"]
    destination.problem(
        "目的地「"
        + "某" * 24
        + "…」不在行政区划表中,请写成「市」或「市+县」,如「喀什」「伊宁市」。"
    )
    line = next(
        label for label in page.findChildren(QLabel) if label.text() == destination.problem_text
    )
    qtbot.waitUntil(lambda: line.height() >= line.heightForWidth(line.width()) > 0)
    assert line.height() <= LINES * line.fontMetrics().lineSpacing()
    begins = line.mapTo(page, QPoint()).x() - destination.mapTo(page, QPoint()).x()
    assert begins == 0 or (begins < 0 and line.width() == LEAST_SIGNS * SIZES.em)
    assert line.visibleRegion().boundingRect().size() == line.size()
    destination.problem(None)
    qtbot.waitUntil(lambda: not line.isVisible())


def test_in_a_narrow_window_fields_stand_in_fewer_columns_and_in_their_order(
    page: ConsignmentEntry, clerk: Clerk
) -> None:
    def lines(*names: str) -> int:
        return len({page.form.fields[name].mapTo(page, QPoint()).y() for name in names})

    fees = [field.name for field in CHARGES]
    head = [field.name for field in HEAD]
    for width, of_head, of_fees in ((1178, 1, 2), (854, 2, 3), (1178, 1, 2)):
        page.resize(width, 512)
        clerk.waits_for(lambda of_head=of_head: lines(*head) == of_head)  # type: ignore[misc]
        assert lines(*fees) == of_fees
        assert page.minimumSizeHint().width() <= width
        areas = [a for a in page.findChildren(QScrollArea) if a.widget() is page.form]
        assert [a.horizontalScrollBar().maximum() for a in areas] == [0]
    page.form.fields["origin_station"].take_focus()
    clerk.enter("郑州")
    assert clerk.at("destination")
