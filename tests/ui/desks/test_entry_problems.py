"""What is wrong with a field of 新运单 can be read where the field is narrow."""

import pytest
from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from ui.desks.consignment_entry.page import ConsignmentEntry
from ui.registry import Context

LINES = 3


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
    assert begins <= 0
    assert line.visibleRegion().boundingRect().size() == line.size()
    destination.problem(None)
    qtbot.waitUntil(lambda: not line.isVisible())
