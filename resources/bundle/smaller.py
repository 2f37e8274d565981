"""Files that the bundle takes along smaller than they are where they come from."""

import io
import json
import lzma
import marshal
import re
import unicodedata
import zipfile
from collections.abc import Iterable, Iterator
from importlib.util import find_spec
from pathlib import Path, PurePath
from typing import Any

from PIL import Image

from desk.kernel.reading_tables import pack

Entry = tuple[str, str, str]
FILTERS = [{"id": lzma.FILTER_LZMA2, "preset": 9 | lzma.PRESET_EXTREME, "lc": 4, "pb": 0}]
_OTHER_ALPHABETS = re.compile(
    r"encodings.(cp(?!437|936|125\d)|iso8859_(?!1\.)|mac_|koi|kz|tis|hp_|ptcp|palmos)"
)
_PHRASES = """
from desk.kernel.reading_tables import Phrases
phrases_dict = Phrases(zip({!r}.splitlines(), {!r}.splitlines()))
"""
_SIGNS = """
from desk.kernel.reading_tables import Signs
pinyin_dict = Signs(zip(map(ord, {!r}), {!r}.splitlines()))
"""


def pinyin_tables() -> Iterator[tuple[str, bytes]]:
    """The modules of pypinyin's tables holding their tables, not reading them from plain text.

    Of each reading they hold the letter it begins with: nothing else is asked for (`desk.kernel.pinyin`), and
    the tables take 0.3 MB of the installer instead of 0.5.
    """
    phrases = _table("phrases_dict")
    words = sorted(phrases)
    read = (pack(list(map(_letters, phrases[word]))) for word in words)
    yield _module("pypinyin.phrases_dict", _PHRASES.format("\n".join(words), "\n".join(read)))
    signs = {int(code): readings for code, readings in _table("pinyin_dict").items()}
    codes = sorted(signs)
    in_order = "\n".join(",".join(_letters(signs[code].split(","))) for code in codes)
    yield _module("pypinyin.pinyin_dict", _SIGNS.format("".join(map(chr, codes)), in_order))


def _letters(readings: Iterable[str]) -> list[str]:
    """The letters the readings of a sign begin with, each once and without its tone."""
    return list(dict.fromkeys(unicodedata.normalize("NFKD", read)[0] for read in readings))


def _table(name: str) -> dict[str, Any]:
    found = find_spec("pypinyin")
    assert found is not None
    assert found.submodule_search_locations
    file = Path(found.submodule_search_locations[0], f"{name}.json")
    table: dict[str, Any] = json.loads(file.read_bytes())
    return table


def _module(name: str, source: str) -> tuple[str, bytes]:
    return name, marshal.dumps(compile(source, name, "exec"))


def smaller(entries: Iterable[Entry], folder: Path) -> Iterator[Entry]:
    """What the bundle takes along instead of these, made in the folder.

    Fonts and pictures are unpacked when they are first asked for (`desk.kernel.packed`); Python's
    first modules are zipped, without the alphabets of others.
    """
    for name, path, kind in entries:
        made = folder / f"{PurePath(name).name}.small"
        if name == "base_library.zip":
            _zip_again(Path(path), made)
            yield name, str(made), kind
        elif name.endswith((".ttf", ".png")):
            plain = Path(path).read_bytes()
            content = _without_deflation(plain) if name.endswith(".png") else plain
            made.write_bytes(lzma.compress(content, filters=FILTERS))
            yield f"{name}.xz", str(made), kind
        else:
            yield name, path, kind


def _without_deflation(picture: bytes) -> bytes:
    """The same picture as PNG that is not compressed by itself."""
    plain = io.BytesIO()
    Image.open(io.BytesIO(picture)).save(plain, "PNG", compress_level=0)
    return plain.getvalue()


def _zip_again(plain: Path, made: Path) -> None:
    with zipfile.ZipFile(plain) as of, zipfile.ZipFile(made, "w") as to:
        for module in of.infolist():
            if not _OTHER_ALPHABETS.match(module.filename):
                to.writestr(module, of.read(module), zipfile.ZIP_DEFLATED, 9)
