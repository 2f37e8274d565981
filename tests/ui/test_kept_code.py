"""PySide's own modules are compiled once for each version, wherever that can be kept."""

import builtins
import subprocess
import sys
from importlib.util import MAGIC_NUMBER
from pathlib import Path

import pytest

from desk.kernel import kept_code as kept
from ui import kept_code

SOURCE, NAME = b"word = 'kept'", "shibokensupport/signature/some.py"


@pytest.fixture
def file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    path = tmp_path / "compiled" / "support.pyc"
    monkeypatch.setattr(kept, "kept_file", lambda name: path)
    monkeypatch.setattr(sys, "dont_write_bytecode", False)
    return path


def word(source: bytes = SOURCE) -> object:
    """What PySide does with one of its modules."""
    with kept_code.kept_code():
        code = builtins.compile(source, NAME, "exec")
    found: dict[str, object] = {}
    exec(code, found)
    return found["word"]


def nobody_compiles(*_: object) -> None:
    raise AssertionError("compiled again")


def test_what_was_compiled_is_taken_the_next_time(
    file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    compiles = builtins.compile
    assert word() == "kept"
    assert builtins.compile is compiles
    monkeypatch.setattr(builtins, "compile", nobody_compiles)
    assert word() == "kept"
    with pytest.raises(AssertionError, match="compiled again"):
        word(b"word = 'of another version'")


def test_what_only_developers_and_mistakes_need_waits_and_wrong_arguments_are_still_told() -> None:
    loads = """
from ui.unread import load_qt
load_qt()
import sys
from PySide6.QtCore import QObject
assert "argparse" not in sys.modules
import re
def patterns():
    return [key for key in re._cache if len(key[1]) > 3000]
assert not patterns()
try:
    QObject().setObjectName(1)
except TypeError as fault:
    print(fault)
assert len(patterns()) == 1
"""
    ran = subprocess.run([sys.executable, "-c", loads], capture_output=True, text=True, check=True)
    assert "setObjectName(name: str" in ran.stdout


def test_other_sources_are_none_of_its_business(file: Path) -> None:
    with kept_code.kept_code():
        assert eval(builtins.compile("1 + 1", NAME, "eval")) == 2
        builtins.compile("x = 1", "dataclass", "exec")
    assert not file.exists()


@pytest.mark.parametrize("left", [b"", b"rubbish", MAGIC_NUMBER + b"\xff"])
def test_a_broken_file_is_made_anew(file: Path, left: bytes) -> None:
    file.parent.mkdir()
    file.write_bytes(left)
    assert word() == "kept"
    assert file.read_bytes().startswith(MAGIC_NUMBER)
    assert [*file.parent.iterdir()] == [file]


def test_a_folder_that_cannot_be_written_costs_the_time_only(file: Path) -> None:
    file.parent.write_text("a file in its place", encoding="utf-8")
    assert word() == "kept"


def test_python_told_to_write_nothing_writes_nothing(
    file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "dont_write_bytecode", True)
    assert word() == "kept"
    assert not file.parent.exists()
    monkeypatch.setattr(sys, "frozen", True, raising=False)
    assert word() == "kept"
    assert file.exists(), "a packaged program is always told so"
