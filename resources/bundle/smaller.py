"""Files that the bundle takes along smaller than they are where they come from."""

import lzma
import marshal
import zipfile
from collections.abc import Iterable, Iterator
from importlib.util import find_spec
from pathlib import Path, PurePath

Entry = tuple[str, str, str]
PINYIN_TABLES = {
    "pypinyin.phrases_dict": "json.loads({})",
    "pypinyin.pinyin_dict": "{{int(sign): read for sign, read in json.loads({}).items()}}",
}


def pinyin_tables() -> Iterator[tuple[str, bytes]]:
    """The modules of pypinyin's tables holding their table, not reading it from a file of plain text."""
    for name, words in PINYIN_TABLES.items():
        found = find_spec(name)
        assert found is not None
        assert found.origin is not None
        table = Path(found.origin).with_suffix(".json").read_text(encoding="utf-8")
        code = f"import json\n{name.partition('.')[2]} = {words.format(repr(table))}\n"
        yield name, marshal.dumps(compile(code, name, "exec"))


def smaller(entries: Iterable[Entry], folder: Path) -> Iterator[Entry]:
    """What the bundle takes along instead of these: Python's first modules zipped, fonts packed.

    A font is unpacked when it is first asked for (`desk.kernel.packed`).
    """
    for name, path, kind in entries:
        made = folder / f"{PurePath(name).name}.small"
        if name == "base_library.zip":
            _zip_again(Path(path), made)
            yield name, str(made), kind
        elif name.endswith(".ttf"):
            made.write_bytes(lzma.compress(Path(path).read_bytes(), preset=9))
            yield f"{name}.xz", str(made), kind
        else:
            yield name, path, kind


def _zip_again(plain: Path, made: Path) -> None:
    with zipfile.ZipFile(plain) as of, zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as to:
        for module in of.infolist():
            to.writestr(module, of.read(module), zipfile.ZIP_DEFLATED, 9)
