"""A file is what its content says."""

from pathlib import Path

import pytest

from desk.documents.intake.refusals import SheetRefused
from desk.documents.intake.sniff import Kind, sniff

from .old_excel import LEAST_STREAM, ole_file, xls
from .workbooks import book_of, xlsx, zipped

TABLE = "单号,收货人,件数\nYD1,阿不都,3\nYD2,王某,5\n"
ROWS: list[list[str | int]] = [["单号", "件数"], ["YD1", 3]]


def kind_of(tmp_path: Path, name: str, content: bytes) -> Kind:
    path = tmp_path / name
    path.write_bytes(content)
    return sniff(path).kind


def reason_of(tmp_path: Path, name: str, content: bytes) -> str:
    with pytest.raises(SheetRefused) as refused:
        kind_of(tmp_path, name, content)
    assert str(refused.value).endswith("。")
    return refused.value.reason


@pytest.mark.parametrize("name", ["list.xlsx", "list.xls", "list.csv", "没有扩展名"])
def test_extension_is_not_believed(tmp_path: Path, name: str) -> None:
    assert kind_of(tmp_path, name, xlsx({"a": ROWS})) is Kind.XLSX
    assert kind_of(tmp_path, name, xls({"a": ROWS})) is Kind.XLS
    assert kind_of(tmp_path, name, TABLE.encode()) is Kind.TEXT


@pytest.mark.parametrize(
    ("encoding", "told"),
    [
        ("utf-8", "utf-8"),
        ("utf-8-sig", "utf-8-sig"),
        ("gb18030", "gb18030"),
        ("utf-16", "utf-16"),
        ("utf-16-le", "utf-16-le"),
        ("utf-16-be", "utf-16-be"),
    ],
)
@pytest.mark.parametrize("delimiter", [",", "\t", ";", "|"])
def test_encoding_and_delimiter_are_told(
    tmp_path: Path, encoding: str, told: str, delimiter: str
) -> None:
    path = tmp_path / "list.csv"
    path.write_bytes(TABLE.replace(",", delimiter).encode(encoding))
    shape = sniff(path).shape
    assert shape is not None
    assert (shape.encoding, shape.delimiter) == (told, delimiter)


def test_utf16_big_endian_with_mark(tmp_path: Path) -> None:
    path = tmp_path / "list.txt"
    path.write_bytes(b"\xfe\xff" + TABLE.replace(",", "\t").encode("utf-16-be"))
    shape = sniff(path).shape
    assert shape is not None
    assert (shape.encoding, shape.delimiter) == ("utf-16", "\t")


@pytest.mark.parametrize(
    ("reason", "content"),
    [
        ("empty", b""),
        ("encrypted", ole_file({"EncryptedPackage": bytes(LEAST_STREAM)})),
        ("other_kind", ole_file({"WordDocument": bytes(LEAST_STREAM)})),
        ("damaged", ole_file({"Contents": bytes(LEAST_STREAM)})),
        ("damaged", b"PK\x03\x04 and nothing more"),
        ("not_workbook", zipped({"readme.txt": "x"})),
        ("other_kind", zipped({"word/document.xml": "<x/>"})),
        ("xlsb", zipped({"xl/workbook.bin": "x"})),
        ("ods", zipped({"mimetype": "x", "content.xml": "<x/>"})),
        ("numbers", zipped({"Index/Document.iwa": "x"})),
        ("html", "<html><table><tr><td>单号</td></tr></table></html>".encode("gbk")),
        ("html", b"\xef\xbb\xbf \r\n<TABLE border=1><tr><td>1</td></tr></TABLE>"),
        ("html", "<html><body>单号</body></html>".encode("utf-16")),
        ("html", b"MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary=x\r\n"),
        (
            "xml_sheet",
            b'<?xml version="1.0"?><Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet"/>',
        ),
        ("old_excel", b"\x09\x04\x06\x00" + bytes(100)),
        ("other_kind", b"%PDF-1.7\n1 0 obj"),
        ("other_kind", b"\x89PNG\r\n\x1a\n" + bytes(50)),
        ("other_kind", b"Rar!\x1a\x07\x00"),
        ("unknown", bytes(range(256))),
        ("encoding", "单号,件数\n".encode() + b"\xff\xfe\xfd"),
    ],
)
def test_every_other_kind_has_its_own_sentence(tmp_path: Path, reason: str, content: bytes) -> None:
    assert reason_of(tmp_path, "list.xls", content) == reason


def test_word_in_a_cell_does_not_make_a_workbook_encrypted(tmp_path: Path) -> None:
    rows = [["说明"], ["EncryptedPackage"], ["WordDocument"]]
    assert kind_of(tmp_path, "list.xls", xls({"a": rows})) is Kind.XLS


def test_file_above_the_size_limit_is_not_opened(tmp_path: Path) -> None:
    path = tmp_path / "big.xlsx"
    with path.open("wb") as file:
        file.truncate((20 << 20) + 1)
    with pytest.raises(SheetRefused, match="超过 20 MB") as refused:
        sniff(path)
    assert refused.value.reason == "too_large"


def test_missing_file_names_itself(tmp_path: Path) -> None:
    with pytest.raises(SheetRefused, match="到货清单"):
        sniff(tmp_path / "到货清单.xlsx")


def test_text_that_begins_like_a_bitmap_is_text(tmp_path: Path) -> None:
    assert kind_of(tmp_path, "list.csv", b"BM,MZ\n1,2\n") is Kind.TEXT


def test_workbook_in_an_unusual_folder_is_a_workbook(tmp_path: Path) -> None:
    assert kind_of(tmp_path, "list.xlsx", book_of({})) is Kind.XLSX
