"""``print``: the file, its count, the options of the form."""

from pathlib import Path

import pytest

from desk.app import Desk
from desk.kernel.clock import SetClock
from tests.cli.conftest import Say
from tests.conftest import PASSWORD, Office
from tests.flows.customers import accept


@pytest.fixture
def number(path: Path, clock: SetClock) -> str:
    with Desk(path, clock) as desk:
        desk.login("boss", PASSWORD)
        return accept(Office(desk, clock), "王\U0003134a记")


def test_a_form_is_printed_counted_and_its_missing_glyph_told(
    say: Say, number: str, tmp_path: Path
) -> None:
    out = tmp_path / "运单.pdf"
    first = say("print", "P-25", number, "-o", out, "--json")
    assert first.code == 0
    assert first.json["print_nos"] == {number: 1}
    assert first.json["missing"] == ["\U0003134a"]
    assert first.err.startswith("E018 ")
    assert out.read_bytes().startswith(b"%PDF-")
    again = say("print", "P-25", number, "-o", out)
    assert f"{number} 第 2 次" in again.out


def test_a_batch_names_what_it_skipped(say: Say, number: str, tmp_path: Path) -> None:
    said = say("print", "P-25", number, "YD1", "-o", tmp_path / "x.pdf", "--json")
    assert said.code == 0
    assert list(said.json["skipped"]) == ["YD1"]
    assert "未打印 YD1:E006" in said.err


def test_unknown_form_number_and_option(say: Say, number: str, tmp_path: Path) -> None:
    out = tmp_path / "x.pdf"
    form = say("print", "P-99", number, "-o", out)
    assert (form.code, "E011" in form.err) == (3, True)
    document = say("print", "P-25", "YD1", "-o", out)
    assert (document.code, "E006" in document.err) == (3, True)
    option = say("print", "P-25", number, "-o", out, "--option", "colour=red")
    assert (option.code, "没有选项 colour" in option.err) == (2, True)
    shape = say("print", "P-25", number, "-o", out, "--option", "colour")
    assert (shape.code, "名称=值" in shape.err) == (2, True)
    copies = say("print", "P-25", number, "-o", out, "--copies", "0")
    assert (copies.code, "E003" in copies.err) == (3, True)
    assert not out.exists()


def test_a_register_is_saved_as_excel(say: Say, number: str, tmp_path: Path) -> None:
    assert number
    out = tmp_path / "登记表.xlsx"
    said = say("print", "P-06", "2026-11-16", "-o", out, "--json")
    assert (said.code, said.json["rows"]) == (0, 0)
    assert out.read_bytes().startswith(b"PK")
