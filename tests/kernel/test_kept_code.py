"""Dataclasses whose methods were compiled at the last start are the same; what changed is compiled anew."""

import dataclasses
import marshal
import sys
import zlib
from dataclasses import FrozenInstanceError, make_dataclass
from importlib.util import MAGIC_NUMBER
from pathlib import Path

import pytest

from desk.kernel import kept_code
from desk.kernel.kept_code import kept_methods, read_kept


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(kept_code, "kept_file", lambda name: tmp_path / "kept" / f"{name}.pyc")
    monkeypatch.setattr(sys, "dont_write_bytecode", False)
    return tmp_path / "kept"


def made(*fields: str, name: str = "few") -> type:
    """A dataclass of whole numbers, made as at a start."""
    with kept_methods(name):
        return make_dataclass("Line", [(field, int) for field in fields], frozen=True)


def nobody_compiles(*_: object, **__: object) -> None:
    raise AssertionError("compiled again")


def test_methods_are_compiled_once_and_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    first = made("pieces", "weight_g")
    monkeypatch.setattr(kept_code, "compile", nobody_compiles, raising=False)
    again = made("pieces", "weight_g")
    line = again(2, weight_g=3000)
    assert repr(line) == "Line(pieces=2, weight_g=3000)" == repr(first(2, 3000))
    assert line == again(2, 3000) != again(3, 3000)
    assert hash(line) == hash(again(2, 3000))
    with pytest.raises(FrozenInstanceError):
        line.pieces = 4
    with pytest.raises(AssertionError, match="compiled again"):
        made("pieces", "weight_g", "volume_cm3")
    assert "exec" not in vars(dataclasses), "let go even then"


def test_no_signature_is_made_for_a_docstring_nobody_wrote() -> None:
    assert made("pieces").__doc__ == "Line"
    assert make_dataclass("Line", [("pieces", int)]).__doc__ == "Line(pieces: int)", "let go again"


def test_what_is_no_longer_used_is_forgotten_when_something_new_comes() -> None:
    made("pieces")
    former = read_kept("few")
    made("volume_cm3")
    assert former
    assert read_kept("few").keys() - former.keys()
    assert former.keys() - read_kept("few").keys()


def test_a_start_that_makes_nothing_new_writes_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    made("pieces")
    monkeypatch.setattr(kept_code, "write_kept", nobody_compiles)
    assert made("pieces")(1).pieces == 1
    with kept_methods("few"):
        pass


@pytest.mark.parametrize("kept", [slice(0), slice(40), slice(None, None, -1)])
@pytest.mark.parametrize("more", [b"", b"rubbish"])
def test_a_broken_file_is_made_anew(folder: Path, kept: slice, more: bytes) -> None:
    made("pieces")
    file = folder / "few.pyc"
    file.write_bytes(file.read_bytes()[kept] + more)
    assert read_kept("few") == {}
    assert made("pieces")(1).pieces == 1
    assert read_kept("few")
    assert [file.name for file in folder.iterdir()] == ["few.pyc"]


def test_a_turned_bit_is_found_before_the_code_is_believed(folder: Path) -> None:
    made("pieces")
    file = folder / "few.pyc"
    content = bytearray(file.read_bytes())
    content[-1] ^= 1
    file.write_bytes(content)
    assert read_kept("few") == {}


def test_a_file_in_the_form_of_an_older_version_is_made_anew(folder: Path) -> None:
    made("pieces")
    code = marshal.dumps({"a text": compile("1", "<string>", "exec")})
    (folder / "few.pyc").write_bytes(MAGIC_NUMBER + zlib.crc32(code).to_bytes(4, "big") + code)
    assert read_kept("few") == {}
    assert made("pieces")(1).pieces == 1
    assert read_kept("few")
