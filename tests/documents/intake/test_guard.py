"""The pre-flight of a zip lets lists through and stops what could harm."""

from pathlib import Path

import pytest

from desk.documents.intake.guard import check_workbook
from desk.documents.intake.limits import LIMITS
from desk.documents.intake.parts import ErrorCell
from desk.documents.intake.refusals import SENTENCES, SheetRefused

from .workbooks import SHEET, STYLES, book_of, book_with_rows, parts, xlsx, zipped

ONE_CELL = '<row r="1"><c r="A1"><v>1</v></c></row>'


def check(tmp_path: Path, content: bytes) -> dict[str, list[ErrorCell]]:
    path = tmp_path / "list.xlsx"
    path.write_bytes(content)
    return check_workbook(path)


def reason_of(tmp_path: Path, content: bytes) -> str:
    with pytest.raises(SheetRefused) as refused:
        check(tmp_path, content)
    return refused.value.reason


def test_unpacked_size_is_told_before_anything_is_unpacked(tmp_path: Path) -> None:
    told: list[int] = []
    path = tmp_path / "list.xlsx"
    path.write_bytes(book_of({}))
    check_workbook(path, told.append)
    assert told == [sum(len(str(part).encode()) for part in parts().values())]


def test_blank_styled_cells_far_outside_are_harmless(tmp_path: Path) -> None:
    styled = (
        ONE_CELL + '<row r="1048576" ht="14"><c r="A1048576" s="1"/><c r="XFD1048576" s="1"/></row>'
    )
    assert not any(check(tmp_path, book_with_rows(styled)).values())


@pytest.mark.parametrize(
    ("reference", "reason"),
    [
        ("ZZ1", None),
        ("AAA1", "columns"),
        ("XFD1", "columns"),
        ("xfd1", "columns"),
        ("ZZ99999", None),
        ("ZZ100000", None),
        ("A200000", None),
        ("A200001", "rows"),
        ("B999999", "rows"),
        ("AB1048576", "rows"),
    ],
)
def test_range_ends_at_column_zz_and_row_200000(
    tmp_path: Path, reference: str, reason: str | None
) -> None:
    content = book_with_rows(f'<row><c r="{reference}" s="1"><v>1</v></c></row>')
    if reason is None:
        check(tmp_path, content)
    else:
        assert reason_of(tmp_path, content) == reason


def test_single_quoted_references_are_seen_too(tmp_path: Path) -> None:
    assert (
        reason_of(tmp_path, book_with_rows("<row r='1'><c r='XFD1'><v>1</v></c></row>"))
        == "columns"
    )


def test_cells_that_end_in_themselves_do_not_nest(tmp_path: Path) -> None:
    styled = "".join(
        f'<row r="{n}"><c r="A{n}"><v>{n}</v></c>{"<c/>" * (n % 50)}</row>'
        for n in range(1, 20_001)
    )
    assert not any(check(tmp_path, book_with_rows(styled)).values())


def test_elements_that_nest_are_found_behind_cells_that_end_in_themselves(tmp_path: Path) -> None:
    rows = f"{'<row><c/></row>' * 30_000}{'<a>' * 1_001}"
    assert reason_of(tmp_path, book_with_rows(rows)) == "disguised"


@pytest.mark.parametrize("cell", ["<c></c>", "<c\n></c>", '<c\ts="1"/>', '<c r="A1"/>'])
def test_cells_are_counted_however_they_are_written(tmp_path: Path, cell: str) -> None:
    assert reason_of(tmp_path, book_with_rows(f'<row r="1">{cell * 703}</row>')) == "columns"


def test_prefixed_tags_are_counted(tmp_path: Path) -> None:
    prefixed = (
        f'<x:worksheet xmlns:x="x"><x:sheetData>{"<x:row/>" * 200_001}</x:sheetData></x:worksheet>'
    )
    assert reason_of(tmp_path, book_of({SHEET: prefixed})) == "rows"


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (book_with_rows(f'<row r="1">{"<c><v>1</v></c>" * 703}</row>'), "columns"),
        (book_with_rows("<row/>" * 200_001), "rows"),
        (book_with_rows(ONE_CELL, "", '<mergeCell ref="A1:B1"/>' * 100_001), "merges"),
        (
            book_of({STYLES: f"<styleSheet><cellXfs>{'<xf/>' * 70_001}</cellXfs></styleSheet>"}),
            "styles",
        ),
        (
            book_with_rows(f'<row><c t="inlineStr"><is><t>{"x" * 1_000_000}</t></is></c></row>'),
            "text",
        ),
        (book_of({SHEET: "<worksheet>" + "<a>" * 1_001}), "disguised"),
        (book_of({SHEET: "<!DOCTYPE x><worksheet/>"}), "disguised"),
        (book_of({SHEET: "<worksheet/>".encode("utf-16")}), "disguised"),
        (zipped(parts() | {f"xl/media/{n}.png": b"" for n in range(2_001)}), "parts"),
        (zipped(parts() | {"xl/../../evil": b""}), "disguised"),
        (book_of({}) + book_of({}), "disguised"),
        (book_of({})[:-100], "damaged"),
    ],
)
def test_limits(tmp_path: Path, content: bytes, reason: str) -> None:
    assert reason_of(tmp_path, content) == reason


def test_changed_byte_in_a_part_is_found(tmp_path: Path) -> None:
    content = bytearray(zipped(parts() | {"xl/media/photo.jpg": bytes(range(256)) * 40}))
    at = content.find(b"xl/media/photo.jpg") + 40
    content[at] ^= 0xFF
    assert reason_of(tmp_path, bytes(content)) == "damaged"


def test_long_list_passes(tmp_path: Path) -> None:
    rows = [[f"YD{n:06}", "阿不都", 13_800_000_000 + n, n] for n in range(3_000)]
    assert not any(check(tmp_path, xlsx({"清单": rows})).values())


def test_error_cells_are_found_across_pieces(tmp_path: Path) -> None:
    rows = "".join(
        f'<row r="{n}"><c r="A{n}" s="0" t="str"><v>{"x" * (n % 97)}</v></c>'
        f'<c r="AB{n}" s="0" t="e"><f>VLOOKUP(A{n},B:C,2,0)</f><v>#N/A</v></c></row>'
        for n in range(1, 9_001)
    )
    found = check(tmp_path, book_with_rows(rows))[SHEET]
    assert found == [ErrorCell(n, 28, "#N/A") for n in range(1, 9_001)]


def test_every_limit_has_a_reason_and_most_a_sentence() -> None:
    assert all(limit.most > 0 and limit.why for limit in LIMITS.values())
    assert set(LIMITS) - set(SENTENCES) == {"text_bytes", "nesting", "answer"}
