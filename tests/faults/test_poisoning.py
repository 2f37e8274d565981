"""A name cannot act: traps for names in lists, exports, papers, messages and pages stay text.

Source: reliability of the house P14.
"""

from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QLabel, QPushButton
from pytestqt.qtbot import QtBot

from tests.faults.poisoning import POISONS, acting, walk
from ui.theme import dress


def test_nothing_takes_a_name_for_more_than_text(qapp: QApplication, tmp_path: Path) -> None:
    dress(qapp)
    found = walk(tmp_path, qapp, days=2, step=8)
    assert len(POISONS) >= 40
    assert found.names > 100
    assert found.walked["pages"] > 10
    assert found.walked["poisoned papers"] > 10
    assert found.acted == []


@pytest.mark.parametrize("kind", [QLabel, QPushButton])
def test_a_widget_that_lets_a_name_act_is_found(
    qtbot: QtBot, kind: type[QLabel] | type[QPushButton]
) -> None:
    widget = kind("<b>甲</b> & 乙")
    qtbot.addWidget(widget)
    assert [*acting(widget)]
    widget.setText("平安 && 乙")
    widget.setToolTip("<b>甲</b>")
    assert [fault[:3] for fault in acting(widget)] == ["tip"]
