"""The list of the bench is one that every reader reads alike."""

import datetime as dt
import zipfile
from pathlib import Path

import openpyxl

from desk.documents.intake.reader import read_workbook
from tests.bench.as_excel import write_as_excel
from tests.documents.intake.workbooks import SHEET, STRINGS

ROWS = (
    ("单号", "收货人", "电话", "重量", "日期"),
    ("YD1", "阿&<不都>", 13_800_000_001, 1.5, dt.date(2026, 11, 18)),
    (" YD2", "阿&<不都>", 13_800_000_002, 20.0, dt.date(2026, 2, 28)),
)


def test_all_read_what_was_written(tmp_path: Path) -> None:
    path = tmp_path / "list.xlsx"
    write_as_excel(path, ROWS)
    (sheet,) = read_workbook(path)
    assert sheet.rows == ROWS
    peer = openpyxl.load_workbook(path, data_only=True).worksheets[0]
    shown = [
        tuple(c.date() if isinstance(c, dt.datetime) else c for c in row)
        for row in peer.iter_rows(values_only=True)
    ]
    assert tuple(shown) == ROWS


def test_a_text_stands_in_it_once_and_not_in_its_cells(tmp_path: Path) -> None:
    path = tmp_path / "list.xlsx"
    write_as_excel(path, ROWS)
    with zipfile.ZipFile(path) as book:
        assert book.read(STRINGS).decode().count("不都") == 1
        assert "不都" not in book.read(SHEET).decode()
