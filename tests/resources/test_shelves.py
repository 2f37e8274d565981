"""What is laid on the shelves of the packaged program is what is taken from them."""

import json
import marshal
import runpy
import subprocess
import sys
from io import BytesIO
from pathlib import Path
from types import CodeType, SimpleNamespace

import pytest
from PIL import Image, ImageChops

from desk.kernel.packed import unpacked
from resources.bundle import shelves
from resources.bundle.smaller import smaller

OPENS = Path(shelves.__file__).with_name("open_shelves.py")
SOURCES = {"big": "x = 1", "big.part": "x = 2" + " " * 9, "small": "x = 3", "start": "x = 4"}


def code_of(source: str) -> bytes:
    return marshal.dumps(compile(source, "", "exec"))


def value_of(code: CodeType) -> object:
    space: dict[str, object] = {}
    exec(code, space)
    return space["x"]


@pytest.fixture
def archive(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> SimpleNamespace:
    """PyInstaller's archive with what our shelves add to it."""
    codes = {name: code_of(source) for name, source in SOURCES.items()}
    monkeypatch.setattr(shelves, "SMALLEST", len(codes["small"]) + 1)
    taken = shelves.fill(tmp_path / "made", codes, {"big"}, {"start"})
    assert sorted(name for name, _, _ in taken) == [
        "code/big",
        "code/contents",
        "code/first",
        "code/rest",
    ]
    (tmp_path / "made").rename(tmp_path / "code")
    made = SimpleNamespace(toc={"lzma": (0, 7, 7)}, extract=lambda name, raw: f"{name} by itself")
    kinds = SimpleNamespace(PYZ_ITEM_MODULE=0, PYZ_ITEM_PKG=1)
    monkeypatch.setitem(sys.modules, "pyimod01_archive", kinds)
    monkeypatch.setitem(sys.modules, "pyimod02_importers", SimpleNamespace(pyz_archive=made))
    monkeypatch.setattr(sys, "_MEIPASS", str(tmp_path), raising=False)
    runpy.run_path(str(OPENS))
    return made


def test_every_module_is_found_with_its_kind(archive: SimpleNamespace) -> None:
    kinds = {name: entry[0] for name, entry in archive.toc.items()}
    assert kinds == {"lzma": 0, "big": 1, "big.part": 0, "small": 0, "start": 0}


def test_a_module_may_be_taken_twice_and_raw(archive: SimpleNamespace) -> None:
    for _ in range(2):
        assert [value_of(archive.extract(name)) for name in SOURCES] == [1, 2, 3, 4]
    assert archive.extract("big", raw=True) == code_of(SOURCES["big"])
    assert archive.extract("lzma") == "lzma by itself"


INITIALS = """
import json, marshal, sys
from types import ModuleType
if sys.argv[1] == "packed":
    from resources.bundle.smaller import pinyin_tables
    tables = dict(pinyin_tables())
    for name in [name for name in sys.modules if name.split(".")[0] == "pypinyin"]:
        del sys.modules[name]
    for name, code in tables.items():
        sys.modules[name] = module = ModuleType(name)
        exec(marshal.loads(code), vars(module))
from desk.kernel.pinyin import initials
from desk.kernel.readings import PHRASES_DICT
from pypinyin.constants import PINYIN_DICT
names = [*PHRASES_DICT, *map(chr, PINYIN_DICT), *(f"{w}{chr(s)}" for w, s in zip(PHRASES_DICT, PINYIN_DICT))]
print(json.dumps({name: initials(name) for name in names}, sort_keys=True))
"""


def test_the_initials_of_every_word_and_sign_are_those_of_the_package() -> None:
    packed, plain = (
        subprocess.run(
            [sys.executable, "-c", INITIALS, tables], capture_output=True, check=True
        ).stdout
        for tables in ("packed", "plain")
    )
    assert packed == plain
    assert len(json.loads(packed)) > 120_000


def test_a_picture_is_the_same_from_its_packed_form(tmp_path: Path) -> None:
    picture = Image.effect_noise((30, 20), 50).quantize(16)
    picture.save(tmp_path / "a.png")
    entry = ("resources/a.png", str(tmp_path / "a.png"), "DATA")
    [(name, made, kind)] = smaller([entry], tmp_path)
    assert (name, kind) == ("resources/a.png.xz", "DATA")
    (tmp_path / "b.png.xz").write_bytes(Path(made).read_bytes())
    content = unpacked(tmp_path / "b.png")
    assert content is not None
    both = (Image.open(BytesIO(content)).convert("RGB"), picture.convert("RGB"))
    assert ImageChops.difference(*both).getbbox() is None
