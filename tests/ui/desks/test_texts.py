"""Texts to read stay as typed and within their place."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from ui.desks.row_table import Column, RowTable
from ui.desks.texts import Elided, Prose, plain_tip, wrapped

HOSTILE = ("<b>甲</b>", "A&B", "=1+1", "'; drop", "李娜😀")


@pytest.mark.parametrize("text", HOSTILE)
def test_a_tooltip_is_no_markup(text: str, dressed: QApplication, qtbot: QtBot) -> None:
    shown = QLabel(plain_tip(text))
    qtbot.addWidget(shown)
    table = RowTable("名称", (Column[str]("名称", str),), str)
    qtbot.addWidget(table)
    table.show_rows([text])
    index = table.row_model.index(0, 0)
    assert table.row_model.data(index) == text
    tip = table.row_model.data(index, Qt.ItemDataRole.ToolTipRole)
    assert tip == plain_tip(text)
    assert "<b>" not in tip


def test_usual_texts_are_labels_and_endless_words_are_broken(
    dressed: QApplication, qtbot: QtBot
) -> None:
    usual, endless = wrapped("人民东路 1 号建材市场"), wrapped("x" * 300)
    qtbot.addWidget(usual)
    qtbot.addWidget(endless)
    assert isinstance(usual, QLabel)
    assert isinstance(endless, Prose)
    assert endless.text() == "x" * 300
    assert endless.minimumSizeHint().width() == 0
    assert endless.heightForWidth(100) > 3 * endless.heightForWidth(1000)


def test_a_line_without_room_ends_in_dots_and_keeps_its_text(
    dressed: QApplication, qtbot: QtBot
) -> None:
    label = Elided("title")
    qtbot.addWidget(label)
    label.setText("名" * 60)
    label.resize(200, 30)
    label.show()
    assert label.text() == "名" * 60
    assert label.minimumSizeHint().width() < 200
    assert "名" * 60 in label.toolTip()
