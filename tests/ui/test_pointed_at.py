"""F11 and Ctrl+G find the consignment of the current row, whatever kind of row a table holds."""

from dataclasses import dataclass

import msgspec
import pytest
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget

from ui.desks.row_table import Column, RowTable
from ui.pointed_at import pointed_at

NUMBER = "YD2611180001"


@dataclass(frozen=True)
class Plain:
    number: str


class Draft(msgspec.Struct):
    number: str


@pytest.mark.parametrize("row", [Plain(NUMBER), Draft(NUMBER), (3, NUMBER)])
def test_the_number_of_the_current_row_is_found(dressed: QApplication, row: object) -> None:
    assert pointed_at(_page_with(row)) == NUMBER


@pytest.mark.parametrize("row", [Plain(""), Draft("K00001"), (3, "下午送"), (1, Draft("x"))])
def test_a_row_without_one_points_at_nothing(dressed: QApplication, row: object) -> None:
    assert pointed_at(_page_with(row)) == ""


def _page_with(row: object) -> QWidget:
    page = QWidget()
    table: RowTable[object] = RowTable("表", (Column("行", str, 8),), str)
    QVBoxLayout(page).addWidget(table)
    table.show_rows([row])
    table.selectRow(0)
    page.show()
    return page
