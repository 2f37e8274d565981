"""Reading in a separate, capped process."""

import datetime as dt
import subprocess
import sys
from pathlib import Path

import pytest

from desk.documents.intake import reader
from desk.documents.intake.process_time import processor_seconds
from desk.documents.intake.reader import SheetText, read_workbook
from desk.documents.intake.refusals import SheetRefused
from desk.kernel.errors import FileRefused

from .old_excel import Table, xls
from .workbooks import book_with_rows, xlsx

TABLE = '单号,手机,件数\nYD1,013800000001,3\n,,\nYD2,"两\n行",5\n'


def read(tmp_path: Path, content: bytes, name: str = "list.xlsx") -> tuple[SheetText, ...]:
    path = tmp_path / name
    path.write_bytes(content)
    return read_workbook(path)


def refusal(tmp_path: Path, content: bytes, name: str = "list.xlsx") -> str:
    with pytest.raises(FileRefused) as refused:
        read(tmp_path, content, name)
    assert isinstance(refused.value, SheetRefused)
    return refused.value.reason


def child_that(monkeypatch: pytest.MonkeyPatch, code: str) -> None:
    """Replace the reading process by one that misbehaves; argv: file, answer file, megabytes."""
    monkeypatch.setattr(reader, "_command", lambda: [sys.executable, "-c", code])


def test_typed_cells(tmp_path: Path) -> None:
    moment = dt.datetime(2026, 11, 18, 16, 20, 5)  # noqa: DTZ001 - cells know no zone
    row = [
        "00123",
        13800000001.0,
        1.37,
        dt.date(2026, 11, 18),
        moment,
        dt.time(9, 30),
        True,
        None,
        " x ",
    ]
    (sheet,) = read(tmp_path, xlsx({"到货清单": [row]}))
    assert sheet == SheetText(
        "到货清单",
        False,
        (
            (
                "00123",
                13_800_000_001,
                1.37,
                dt.date(2026, 11, 18),
                moment,
                dt.time(9, 30),
                True,
                None,
                " x ",
            ),
        ),
    )
    assert [type(cell) for cell in sheet.rows[0][:3]] == [str, int, float]


def test_rows_and_columns_keep_their_numbers(tmp_path: Path) -> None:
    content = book_with_rows(
        '<row r="3"><c r="C3"><v>1</v></c></row><row r="5"><c r="D5"><v>2</v></c></row>'
    )
    (sheet,) = read(tmp_path, content)
    assert sheet.rows == ((), (), (None, None, 1), (), (None, None, None, 2))


def test_a_column_may_hold_cells_of_all_kinds(tmp_path: Path) -> None:
    kinds = (
        "甲",
        "",
        3.0,
        3.5,
        2.0**53,
        -(2.0**60),
        dt.date(2026, 11, 18),
        True,
        None,
        dt.time(9, 30),
    )
    sent = [
        [None, None, None, kinds[n % len(kinds)], float(n), n / 2, f"第{n}行"] for n in range(450)
    ]
    (sheet,) = read(tmp_path, xlsx({"清单": sent}))
    assert [row[3] for row in sheet.rows[:10]] == [
        "甲",
        None,
        3,
        3.5,
        2.0**53,
        -(2.0**60),
        dt.date(2026, 11, 18),
        True,
        None,
        dt.time(9, 30),
    ]
    assert [type(row[3]) for row in sheet.rows[2:6]] == [int, float, float, float]
    assert [row[4:] for row in sheet.rows] == [(n, n / 2, f"第{n}行") for n in range(450)]
    assert {row[:3] for row in sheet.rows} == {(None, None, None)}


def test_a_sheet_that_is_styled_to_its_last_column_is_read(tmp_path: Path) -> None:
    rows = "".join(
        f'<row r="{n}"><c r="B{n}"><v>{n}</v></c><c r="XFD{n}" s="1"/></row>' for n in range(1, 301)
    )
    (sheet,) = read(tmp_path, book_with_rows(rows))
    assert sheet.rows == tuple((None, n) for n in range(1, 301))


def test_a_too_long_text_is_refused_in_any_column(tmp_path: Path) -> None:
    long = "x" * 32_768
    for row in ([long], [1.5, long]):
        texts = "".join(f'<c t="inlineStr"><is><t>{c}</t></is></c>' for c in row)
        assert refusal(tmp_path, book_with_rows(f"<row>{texts}</row>")) == "text"


def test_error_cells_are_not_taken_for_blanks(tmp_path: Path) -> None:
    content = book_with_rows(
        '<row r="1"><c r="A1"><v>1</v></c><c r="C1" t="e"><v>#N/A</v></c></row>'
        '<row r="2"><c r="B2" t="e"><f>1/0</f><v>#DIV/0!</v></c><c r="C2"><v>2</v></c></row>'
    )
    (sheet,) = read(tmp_path, content)
    assert sheet.rows == ((1, None, "#N/A"), (None, "#DIV/0!", 2))


def test_several_sheets_with_hidden_ones_marked(tmp_path: Path) -> None:
    content = xlsx({"一月": [["甲"]], "隐藏表": [["乙"]], "空表": []}, hidden=["隐藏表"])
    sheets = read(tmp_path, content)
    assert [(s.name, s.hidden, len(s.rows)) for s in sheets] == [
        ("一月", False, 1),
        ("隐藏表", True, 1),
        ("空表", False, 0),
    ]


@pytest.mark.parametrize("name", ["list.xls", "list.xlsx", "list.csv"])
def test_old_workbook_under_any_name(tmp_path: Path, name: str) -> None:
    rows: Table = [["单号", "件数", "重量"], ["YD1", 3, 480.5], [None, 13800000001.0, "𠮷"]]
    sheets = read(tmp_path, xls({"出货": rows, "汇总": [["合计", 3]]}), name)
    assert sheets[0].rows == (
        ("单号", "件数", "重量"),
        ("YD1", 3, 480.5),
        (None, 13_800_000_001, "𠮷"),
    )
    assert [sheet.name for sheet in sheets] == ["出货", "汇总"]


@pytest.mark.parametrize("name", ["list.xls", "list.csv"])
def test_new_workbook_under_a_wrong_name(tmp_path: Path, name: str) -> None:
    (sheet,) = read(tmp_path, xlsx({"清单": [["单号"], ["YD1"]]}), name)
    assert sheet.rows == (("单号",), ("YD1",))


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16", "utf-16-be"])
def test_text_tables_keep_text_as_text(tmp_path: Path, encoding: str) -> None:
    (sheet,) = read(tmp_path, TABLE.encode(encoding), "到货.csv")
    assert sheet.name == "到货"
    assert sheet.rows == (
        ("单号", "手机", "件数"),
        ("YD1", "013800000001", "3"),
        (),
        ("YD2", "两\n行", "5"),
    )


@pytest.mark.parametrize(
    ("reason", "content"),
    [
        ("blank", xlsx({"空": []})),
        ("blank", b"\r\n\r\n"),
        ("encrypted", xls({"a": [["x"]]}, locked=True)),
        ("damaged", xlsx({"a": [["x"]]})[:2_000]),
        ("damaged", xls({"a": [["x"]]})[:2_000]),
        ("memory", book_with_rows('<row r="1"><c r="A1"><v>1</v></c></row><row r="199999"><c r="ZZ199999"><v>1</v></c></row>')),
        ("quotes", '单号\n"YD1\n'.encode() + b"x" * 40_000),
        ("columns", b"1," * 800 + b"\n"),
    ],
)  # fmt: skip
def test_refusals_have_their_own_sentence(tmp_path: Path, reason: str, content: bytes) -> None:
    assert refusal(tmp_path, content) == reason


def test_missing_file(tmp_path: Path) -> None:
    with pytest.raises(SheetRefused) as refused:
        read_workbook(tmp_path / "没有.xlsx")
    assert refused.value.reason == "absent"


READY = (
    "import sys,time\nfrom desk.documents.intake import answer\n"
    "writer=answer.AnswerWriter(open(sys.argv[2],'wb'))\nwriter.send(answer.Ready())\n"
)


@pytest.mark.parametrize("hangs", ["time.sleep(60)", "while True: pass"])
def test_hanging_reader_is_stopped(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, hangs: str
) -> None:
    child_that(monkeypatch, READY + hangs)
    with pytest.raises(SheetRefused, match="超时"):
        read_workbook(tmp_path / "x", seconds=0.1)


def test_a_file_is_not_refused_because_the_computer_is_busy(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    waits = (
        "time.sleep(0.5)\nwriter.send(answer.SheetBegins('a',False,1))\n"
        "writer.send(answer.Rows([['YD1']]))\nwriter.send(answer.Finished())"
    )
    child_that(monkeypatch, READY + waits)
    (sheet,) = read_workbook(tmp_path / "x", seconds=0.1)
    assert sheet.rows == (("YD1",),)


@pytest.mark.parametrize(
    ("reason", "code"),
    [
        ("crash", "import os; os.abort()"),
        ("crash", "import sys; sys.exit(0)"),
        ("crash", "import sys; open(sys.argv[2],'wb').write(b'\\0\\0\\0\\x09half')"),
        ("memory", "import sys; sys.exit(77)"),
        (
            "memory",
            "import sys,os; sys.stderr.write('memory allocation of 9 bytes failed'); sys.stderr.flush(); os.abort()",
        ),
    ],
)
def test_dead_reader_is_reported(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, reason: str, code: str
) -> None:
    child_that(monkeypatch, code)
    with pytest.raises(SheetRefused) as refused:
        read_workbook(tmp_path / "x")
    assert refused.value.reason == reason


def test_what_was_used_before_the_file_does_not_count(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    used = processor_seconds
    monkeypatch.setattr(reader, "processor_seconds", lambda child: 1_000 + used(child))
    assert read(tmp_path, TABLE.encode(), "list.csv")[0].rows[1][0] == "YD1"


def test_reading_can_be_cancelled(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    child_that(monkeypatch, "import time; time.sleep(60)")
    asked: list[bool] = []

    def cancelled() -> bool:
        asked.append(True)
        return len(asked) > 3

    with pytest.raises(SheetRefused, match="已取消"):
        read_workbook(tmp_path / "x", cancelled=cancelled)


def test_progress_tells_rows(tmp_path: Path) -> None:
    path = tmp_path / "list.csv"
    path.write_text("单号,件数\n" + "YD1,2\n" * 999, encoding="utf-8")
    told: list[tuple[int, int]] = []
    read_workbook(path, progress=lambda done, known: told.append((done, known)))
    assert told[0] == (200, 1_000)
    assert told[-1] == (1_000, 1_000)


def test_no_process_and_no_file_stay_behind(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TMPDIR", str(tmp_path))
    monkeypatch.setattr("tempfile.tempdir", None)
    started: list[subprocess.Popen[bytes]] = []
    popen = subprocess.Popen

    def recorded(*args: object, **kwargs: object) -> subprocess.Popen[bytes]:
        started.append(popen(*args, **kwargs))  # type: ignore[call-overload]
        return started[-1]

    monkeypatch.setattr("subprocess.Popen", recorded)
    read(tmp_path, xlsx({"a": [["x"]]}))
    assert [process.returncode is not None for process in started] == [True]
    assert list(tmp_path.glob("desk-sheet-*")) == []


def test_packaged_program_calls_itself(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "frozen", True, raising=False)
    assert reader._command() == [sys.executable, "--read-sheet"]


def test_window_process_never_loads_the_parser() -> None:
    code = "import sys, desk.documents.intake.reader; print('python_calamine' in sys.modules)"
    done = subprocess.run(
        [sys.executable, "-c", code],
        capture_output=True,
        text=True,
        check=True,
        env=reader._environment(),
    )
    assert done.stdout.strip() == "False"
