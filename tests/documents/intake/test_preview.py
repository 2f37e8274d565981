"""The dry run of AT-19 and its error workbook, from file to file."""

import datetime as dt
from pathlib import Path

import openpyxl

from desk.documents.intake.answer import Row
from desk.documents.intake.cells import CellReader
from desk.documents.intake.error_book import write_error_book
from desk.documents.intake.header import HeaderFound, RowKind, find_header
from desk.documents.intake.mapping import (
    REASON_HEADING,
    ROW_NO_HEADING,
    Column,
    layout_key,
    propose_mapping,
    vocabulary,
)
from desk.documents.intake.preview import Preview, RowResult, preview_rows, result_of
from desk.documents.intake.reader import SheetText, read_workbook
from desk.kernel.errors import refuse

from .workbooks import xlsx

COLUMNS = (
    Column("paper_no", "手工单号", ("单号",), required=True),
    Column("to", "到站", ("目的地",), required=True),
    Column("phone", "收货电话", ("电话",)),
    Column("pieces", "件数", required=True),
    Column("weight", "重量", required=True),
)
TARIFF = {"喀什", "和田"}
BAD_ROWS = {17: ("phone", "E102"), 80: ("weight", "E001"), 150: ("to", "E120")}


def inbound_list() -> list[Row]:
    """200 records with 3 bad ones, as AT-19 has it, among titles, page totals and a sum."""
    rows: list[Row] = [("到货清单",), ("手工单号", "到站", "收货电话", "件数", "重量(kg)")]
    for number in range(200):
        rows.append(
            (
                f"H{number:04}",
                "火星" if number == 150 else "喀什",
                "1380000000" if number == 17 else "13800000001",
                number % 9 + 1,
                None if number == 80 else 12.5,
            )
        )
        if number == 99:
            rows += [("本页小计", None, None, 500, 1250), (), rows[1]]
    return [*rows, ("合计", None, None, 995, 2487.5)]


def check_row(cells: CellReader, known: frozenset[str] = frozenset()) -> RowResult:
    """A room's own reading: a phone of 11 digits, a destination with a tariff, no number twice."""

    def phone(cell: object, label: str, field: str) -> str:
        if len(str(cell)) != 11:
            raise refuse("E102", field, v=cell)
        return str(cell)

    def place(cell: object, label: str, field: str) -> str:
        if cell not in TARIFF:
            raise refuse("E120", field, **{"from": "郑州", "to": cell, "date": "2026-11-21"})
        return str(cell)

    paper_no = cells.text("paper_no")
    cells.read("to", place)
    cells.read("phone", phone)
    cells.count("pieces")
    cells.weight_g("weight")
    return result_of(cells, duplicate_of=paper_no if paper_no in known else None)


def preview_of(
    sheet: SheetText, known: frozenset[str] = frozenset()
) -> tuple[HeaderFound, Preview]:
    header = find_header(sheet.rows, vocabulary(COLUMNS))
    assert header is not None
    mapping = propose_mapping(header.names, COLUMNS)
    return header, preview_rows(sheet, header, mapping, COLUMNS, lambda c: check_row(c, known))


def sheet_of(rows: list[Row]) -> SheetText:
    return SheetText("清单", False, tuple(rows))


def test_three_bad_rows_of_two_hundred() -> None:
    _, preview = preview_of(sheet_of(inbound_list()))
    assert (len(preview.good), len(preview.bad), len(preview.duplicates)) == (197, 3, 0)
    found = {row.values["paper_no"]: row.problems[0] for row in preview.bad}
    assert {k: (p.field, p.code) for k, p in found.items()} == {
        f"H{number:04}": expected for number, expected in BAD_ROWS.items()
    }
    assert found["H0080"].message == "重量必填。"
    assert preview.passed_over == (
        (103, RowKind.TOTAL),
        (105, RowKind.HEADER_AGAIN),
        (206, RowKind.TOTAL),
    )
    assert preview.good[0].row_no == 3
    assert preview.total("pieces", preview.rows) == sum(n % 9 + 1 for n in range(200))
    assert preview.total("weight") == 197 * 12_500


def test_same_file_again_is_all_duplicates() -> None:
    sheet = sheet_of(inbound_list())
    _, first = preview_of(sheet)
    imported = frozenset(str(row.values["paper_no"]) for row in first.good)
    _, second = preview_of(sheet, imported)
    assert (len(second.good), len(second.bad), len(second.duplicates)) == (0, 3, 197)
    assert second.total("pieces", second.duplicates) == first.total("pieces")


def test_error_book_is_repaired_and_imported_again(tmp_path: Path) -> None:
    path = tmp_path / "到货.xlsx"
    path.write_bytes(xlsx({"清单": inbound_list()}))
    header, preview = preview_of(read_workbook(path)[0])
    errors = tmp_path / "未导入.xlsx"
    assert write_error_book(errors, preview, header.names) == 3
    book = openpyxl.load_workbook(errors)
    sheet = book.worksheets[0]
    assert [c.value for c in sheet[1]] == [ROW_NO_HEADING, *header.names, REASON_HEADING]
    assert [row[0].value for row in sheet.iter_rows(min_row=2)] == [20, 83, 156]
    assert sheet["G3"].value == "重量必填。"
    sheet["D2"], sheet["F3"], sheet["C4"] = "13800000001", 12.5, "和田"
    book.save(errors)

    (repaired,) = read_workbook(errors)
    again_header, again = preview_of(repaired)
    assert layout_key(again_header.names) == layout_key(header.names)
    assert (len(again.good), len(again.bad)) == (3, 0)
    assert [row.values["paper_no"] for row in again.good] == ["H0017", "H0080", "H0150"]


def test_error_book_of_an_error_book_has_one_reason_column(tmp_path: Path) -> None:
    header, preview = preview_of(sheet_of(inbound_list()))
    write_error_book(tmp_path / "1.xlsx", preview, header.names)
    again_header, again = preview_of(read_workbook(tmp_path / "1.xlsx")[0])
    assert len(again.bad) == 3
    write_error_book(tmp_path / "2.xlsx", again, again_header.names)
    third, _ = preview_of(read_workbook(tmp_path / "2.xlsx")[0])
    assert third.names == again_header.names


def test_error_book_starts_no_formula_and_keeps_values(tmp_path: Path) -> None:
    names = ("手工单号", "到站", "件数", "日期")
    bad = ['=HYPERLINK("http://x")', "+1", "-1", "@a", "\t=1", "0012", "<b>&\x07甲"]
    rows: list[Row] = [names, *((text, None, 1.5, dt.date(2026, 11, 18)) for text in bad)]
    header, preview = preview_of(sheet_of(rows))
    write_error_book(tmp_path / "e.xlsx", preview, header.names)
    sheet = openpyxl.load_workbook(tmp_path / "e.xlsx").worksheets[0]
    assert {c.data_type for row in sheet.iter_rows(min_row=2, max_col=2) for c in row} == {"n", "s"}
    assert [row[1].value for row in sheet.iter_rows(min_row=2)] == [*bad[:-1], "<b>&甲"]
    assert {row[1].number_format for row in sheet.iter_rows(min_row=2)} == {"@"}
    assert sheet["D2"].value == 1.5
    assert sheet["E2"].value == dt.datetime(2026, 11, 18)  # noqa: DTZ001 - cells know no zone
