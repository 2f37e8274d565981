"""A long worksheet that is read in slices is read, and refused, as the whole is."""

import datetime as dt
import io
import sys
import zipfile
from collections.abc import Iterable
from pathlib import Path

import pytest

from desk.documents.intake import reader, slices
from desk.documents.intake.guard import sound_entries
from desk.documents.intake.reader import SheetText, read_workbook
from desk.documents.intake.refusals import SheetRefused
from desk.documents.intake.slices import Slicing
from tests.bench.as_excel import write_as_excel

from .workbooks import BOOK, BOOK_LINKS, SHEET, book_of, book_with_rows, parts, sheet_xml, xlsx

SHORT_SLICE = 300_000
ROWS = 9_000
CHILD = (
    "import sys\nfrom desk.documents.intake import long_sheets, reading_child, slices\n"
    "slices.SLICE = {size}\nsend = long_sheets.LongSheets._send\n"
    "def told(self, sheet, cut):\n"
    "    usual = send(self, sheet, cut)\n"
    "    open({log!r}, 'a').write('sliced ' if usual else 'unusual ')\n"
    "    return usual\n"
    "long_sheets.LongSheets._send = told\nsys.exit(reading_child.main(sys.argv[1:]))"
)
NEVER = 1 << 40

Outcome = tuple[SheetText, ...] | str


def outcome(path: Path, monkeypatch: pytest.MonkeyPatch, size: int) -> tuple[Outcome, str]:
    """What came of a file when long sheets are cut into such slices, and what became of its sheets."""
    log = path.with_suffix(".log")
    log.write_text("")
    code = CHILD.format(size=size, log=str(log))
    monkeypatch.setattr(reader, "_command", lambda: [sys.executable, "-c", code])
    try:
        return read_workbook(path), log.read_text()
    except SheetRefused as refused:
        return str(refused), log.read_text()


def read_both_ways(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, content: bytes
) -> tuple[Outcome, str]:
    """What came of it in slices; the same as came of the whole."""
    path = tmp_path / "list.xlsx"
    path.write_bytes(content)
    whole, never = outcome(path, monkeypatch, NEVER)
    assert never == ""
    cut, way = outcome(path, monkeypatch, SHORT_SLICE)
    assert cut == whole
    return cut, way


def row(number: int, cells: str = "") -> str:
    return f'<row r="{number}"><c r="A{number}"><v>{number}</v></c><c r="C{number}"><v>0.5</v></c>{cells}</row>'


def rows(numbers: Iterable[int]) -> list[str]:
    return [row(number) for number in numbers]


def test_cells_of_every_kind_between_blank_rows_and_columns(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    moment = dt.datetime(2026, 11, 18, 16, 20, 5)  # noqa: DTZ001 - cells know no zone
    kinds = ("甲&<乙>!?", "", 3.0, 3.5, moment, moment.date(), True, None, dt.time(9, 30), " x ")
    lines = [[None, n, None, kinds[n % 10], f"第{n}行"] if n % 7 else [] for n in range(ROWS)]
    sheets, way = read_both_ways(
        tmp_path,
        monkeypatch,
        xlsx({"清单": [[], [], *lines, []], "藏": lines}, hidden=["藏"]),
    )
    assert way == "sliced sliced "
    assert [(s.name, s.hidden, len(s.rows)) for s in sheets if isinstance(s, SheetText)] == [
        ("清单", False, ROWS + 2),
        ("藏", True, ROWS),
    ]


def test_a_list_as_excel_saves_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "excel.xlsx"
    day = dt.date(2026, 11, 18)
    sent = [(f"YD{n}", "李", n * 0.5, day) for n in range(20_000)]
    write_as_excel(path, sent)
    (sheet,), way = read_both_ways(tmp_path, monkeypatch, path.read_bytes())
    assert isinstance(sheet, SheetText)
    assert sheet.rows == tuple(sent)
    assert way == "sliced "


def test_error_cells_stand_in_their_rows(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    wrong = [
        row(n, f'<c r="E{n}" t="e"><v>#N/A</v></c>' if n % 50 == 0 else "") for n in range(1, ROWS)
    ]
    (sheet,), way = read_both_ways(tmp_path, monkeypatch, book_with_rows("".join(wrong)))
    assert isinstance(sheet, SheetText)
    assert [n for n, cells in enumerate(sheet.rows, 1) if "#N/A" in cells] == [*range(50, ROWS, 50)]
    assert way == "sliced "


def test_a_long_sheet_behind_a_short_one_is_read_as_a_whole(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    lines = [[n, f"第{n}行"] for n in range(ROWS)]
    sheets, way = read_both_ways(tmp_path, monkeypatch, xlsx({"说明": [["甲"]], "清单": lines}))
    assert [len(s.rows) for s in sheets if isinstance(s, SheetText)] == [1, ROWS]
    assert way == ""
    sheets, way = read_both_ways(tmp_path, monkeypatch, xlsx({"清单": lines, "说明": [["甲"]]}))
    assert [len(s.rows) for s in sheets if isinstance(s, SheetText)] == [ROWS, 1]
    assert way == "sliced "


MANY = rows(range(1, ROWS))
HALF = ROWS // 2


@pytest.mark.parametrize(
    "written",
    [
        [*MANY[:HALF], "<!-- <row r=\"1\"><c r=\"A1\"><v>7</v></c></row> -->", *MANY[HALF:]],
        [*MANY[:-1], '<row r="9000"><c r="A9000" t="inlineStr"><is><t><![CDATA[<row r="7">]]></t></is></c></row>'],
        [*MANY, "<?note <row r='1'> ?>"],
        [*MANY[HALF:], *MANY[:HALF]],
        [*MANY, MANY[3]],
        [line.replace(" r=", " spans='1:3' r=", 1) for line in MANY],
        [line.replace("'", '"').replace("<row r=", "<row  r=") for line in MANY],
        ["<row><c><v>1</v></c></row>" for _ in MANY] * 4,
        [line.replace("<row", "\n<row", 1).replace("row>", "row >") for line in MANY],
        [f'<row r="{n}"/>' for n in range(1, ROWS * 5)],
        [*MANY, "</sheetData><sheetData>", *rows(range(ROWS, ROWS + HALF))],
    ],
)  # fmt: skip
def test_what_is_written_unusually_is_read_as_the_whole(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, written: list[str]
) -> None:
    read_both_ways(tmp_path, monkeypatch, book_with_rows("".join(written)))


def test_a_sheet_with_a_comment_is_taken_back_and_read_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (sheet,), way = read_both_ways(
        tmp_path, monkeypatch, book_with_rows("".join([*MANY, "<!-- -->", *rows(range(ROWS, 20_000))]))
    )  # fmt: skip
    assert isinstance(sheet, SheetText)
    assert sheet.rows[-1] == (19_999, None, 0.5)
    assert way == "unusual "


@pytest.mark.parametrize(
    "torn",
    [
        '<c r="E9000" s="1< t="n"><v>1</v></c><c r="F9000" s="2"><v>2</v></c>',
        '\'c r="E9000"><v>1</v></c>',
    ],
)
def test_what_is_torn_is_refused_though_every_slice_could_be_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, torn: str
) -> None:
    content = book_with_rows("".join([*MANY, row(ROWS, torn)]))
    said, way = read_both_ways(tmp_path, monkeypatch, content)
    assert "损坏" in str(said)
    assert way == "unusual "


def with_sum(content: bytes, wrong: bytes) -> bytes:
    """The same zip, but that its sheet's sum in the directory is another."""
    with zipfile.ZipFile(io.BytesIO(content)) as book:
        crc = book.getinfo(SHEET).CRC.to_bytes(4, "little")
    return content.replace(crc, wrong)


LATE = "".join(rows(range(1, 2 * ROWS)))


@pytest.mark.parametrize(
    ("reason", "content"),
    [
        ("实体", book_with_rows(LATE, after='<!DOCTYPE x [<!ENTITY a "b">]>')),
        ("实体", book_with_rows(LATE + '<!ENTITY a "b">' + row(ROWS * 2))),
        ("嵌套", book_with_rows(LATE + "<a>" * 1_001)),
        ("列", book_with_rows(LATE + '<row r="18000"><c r="AAA18000"><v>1</v></c></row>')),
        ("行", book_with_rows(LATE + '<row r="200001"><c r="A200001"><v>1</v></c></row>')),
        ("个字", book_with_rows(LATE + row(18_000, f'<c t="inlineStr"><is><t>{"长" * 40_000}</t></is></c>'))),
        ("合并", book_with_rows(LATE, after="<mergeCells>" + '<mergeCell ref="A1:B1"/>' * 100_001)),
        ("编码", book_with_rows(LATE + "\0")),
        ("损坏", with_sum(book_with_rows(LATE), b"\1\2\3\4")),
        ("损坏", book_with_rows(LATE)[:-30_000]),
        ("上限", book_with_rows(LATE + '<row r="18001"><c r="A18001"><v>1</v></c></row><row r="199999"><c r="ZZ199999"><v>1</v></c></row>' + '<row r="200000"><c r="A200000"/></row>' * 20_000)),
    ],
)  # fmt: skip
def test_what_harms_is_refused_wherever_it_stands(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, reason: str, content: bytes
) -> None:
    said, _ = read_both_ways(tmp_path, monkeypatch, content)
    assert reason in str(said)


def cut(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, content: bytes) -> Slicing:
    path = tmp_path / "list.xlsx"
    path.write_bytes(content)
    monkeypatch.setattr(slices, "SLICE", SHORT_SLICE)
    return Slicing(path, sound_entries(path, lambda _size: None))


def test_no_slice_holds_what_the_guard_has_not_passed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    bad = '<!DOCTYPE x [<!ENTITY a "b">]>'
    content = book_with_rows(LATE + bad + LATE)
    came: list[bytes] = []

    def take() -> None:
        for each in cut(tmp_path, monkeypatch, content).slices(SHEET):
            came.append(each)

    with pytest.raises(SheetRefused):
        take()
    assert len(came) >= 2
    assert b"DOCTYPE" not in b"".join(came)


def test_slices_hold_every_row_once_and_tell_their_share(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    content = book_with_rows(
        LATE, after='<mergeCells count="1"><mergeCell ref="A1:B1"/></mergeCells>'
    )
    sheet = cut(tmp_path, monkeypatch, content).slices(SHEET)
    came, shares = [], []
    for each in sheet:
        came.append(each)
        shares.append(sheet.share)
    head, tail = sheet_xml("").split("<sheetData></sheetData>")
    inside = [each.removeprefix(f"{head}<mergeCells></mergeCells><sheetData>".encode()).removesuffix(f"</sheetData>{tail}".encode()) for each in came]  # fmt: skip
    assert b"".join(inside).decode() == LATE
    assert len(came) >= 3
    assert sheet.whole
    assert shares == sorted(shares)
    assert shares[-1] == 1


def test_sheets_are_not_cut_where_much_goes_along(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    little = book_of({SHEET: sheet_xml(LATE), "xl/theme.xml": "<a>" + " " * 100_000 + "</a>"})
    assert list(cut(tmp_path, monkeypatch, little).long) == [SHEET]
    much = book_of({SHEET: sheet_xml(LATE), "xl/theme.xml": "<a>" + " " * slices.MOST_BESIDE})
    assert cut(tmp_path, monkeypatch, much).long == {}


def test_what_goes_along_is_everything_but_worksheets_and_pictures(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    content = book_of({SHEET: sheet_xml(LATE), "xl/media/image1.png": b"\x89PNG"})
    along = dict(cut(tmp_path, monkeypatch, content).beside())
    assert set(along) == set(parts()) - {SHEET}
    assert BOOK in along
    assert BOOK_LINKS in along


def test_progress_ends_at_the_true_number_of_rows(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "list.xlsx"
    path.write_bytes(book_with_rows(LATE))
    code = CHILD.format(size=SHORT_SLICE, log=str(tmp_path / "log"))
    monkeypatch.setattr(reader, "_command", lambda: [sys.executable, "-c", code])
    told: list[tuple[int, int]] = []
    read_workbook(path, progress=lambda done, known: told.append((done, known)))
    count = 2 * ROWS - 1
    assert told[-1] == (count, count)
    assert all(abs(known - count) < count / 10 for _, known in told)
