"""What a spreadsheet lays on the clipboard comes out as the cells it had."""

import csv
import io
import random

import pytest

from ui.desks.copied_cells import copied_rows
from ui.desks.pasted_table import cells_of
from ui.models.copying import as_table


@pytest.mark.parametrize(
    ("text", "rows"),
    [
        ('甲\t"\t3\r\n乙\t"\t4\r\n', [["甲", '"', "3"], ["乙", '"', "4"]]),
        ('"\t3\n"\t4\n', [['"', "3"], ['"', "4"]]),
        ('轴承\n"\n"\n', [["轴承"], ['"'], ['"']]),
        ('"管\t3\n丙\t4\n', [['"管', "3"], ["丙", "4"]]),
        ('"红星"牌\t3\n', [['"红星"牌', "3"]]),
        ('"红星"\t3\n', [['"红星"', "3"]]),
        ('5"管\t3\n', [['5"管', "3"]]),
        ('"天山区\r\n中山路"\t5\r\n', [["天山区\r\n中山路", "5"]]),
        ('"5""管\n长"\t5', [['5"管\n长', "5"]]),
        ("a\t\n\n\tb", [["a", ""], [""], ["", "b"]]),
        ("a\t", [["a", ""]]),
        ("", []),
    ],
)
def test_quotes_are_signs_unless_a_spreadsheet_set_them(text: str, rows: list[list[str]]) -> None:
    assert copied_rows(text) == rows


def test_what_the_program_copies_it_takes_back() -> None:
    chance = random.Random(1)
    for _ in range(300):
        rows = [
            [
                "甲" + "".join(chance.choices('甲1"\n ', k=chance.randrange(6))) + "乙"
                for _ in range(3)
            ]
            for _ in range(chance.randrange(1, 5))
        ]
        assert copied_rows(as_table(rows)) == rows


def test_tables_without_quotes_are_read_as_ever() -> None:
    chance = random.Random(2)
    for _ in range(300):
        text = "".join(chance.choices("甲1\t\n\r ", k=chance.randrange(20)))
        rows = csv.reader(io.StringIO(text, newline=""), "excel-tab")
        usual = [[" ".join(cell.split()) for cell in row] for row in rows]
        assert cells_of(text) == [row for row in usual if any(row)]
