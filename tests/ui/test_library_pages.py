"""Every library that is mapped is fetched whole, and the letters; what cannot be read is passed over."""

import os
import sys
from collections import Counter
from pathlib import Path

import pytest

from ui import library_pages
from ui.library_pages import _PIECE, fetch_libraries

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="nobody tells what is mapped")


@pytest.fixture
def fetched(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    names: list[str] = []

    def told(opened: int, first: int, length: int, advice: int) -> None:
        assert (length, advice) == (_PIECE, os.POSIX_FADV_WILLNEED)
        name = str(Path(f"/proc/self/fd/{opened}").readlink())
        assert first == names.count(name) * _PIECE
        names.append(name)

    monkeypatch.setattr(os, "posix_fadvise", told)
    return names


def test_all_of_qt_is_fetched_whole(fetched: list[str]) -> None:
    fetch_libraries()
    assert all(
        (count - 1) * _PIECE < Path(name).stat().st_size <= count * _PIECE
        for name, count in Counter(fetched).items()
    )
    assert {"libQt6Core.so.6", "libQt6Gui.so.6", "libQt6Widgets.so.6"} <= {
        Path(name).name for name in fetched
    }


def test_letters_are_and_data_are_not(
    fetched: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    code, font, office = (tmp_path / n for n in ("一 库.so", "字.ttf", "我的.office"))
    for path in (code, font, office):
        path.write_bytes(b"1")
    table = tmp_path / "maps"
    table.write_text(
        f"""7f00-7f10 r--p 00000000 fe:00 11 {code}
7f10-7f20 r-xp 00001000 fe:00 11 {code}
7f20-7f30 r--p 00000000 fe:00 12 {font}
7f30-7f40 r--s 00000000 fe:00 13 {office}
7f40-7f50 r-xp 00000000 fe:00 14 {tmp_path / "gone.so"}
7f50-7f60 r-xp 00000000 00:00 0 [vdso]
7f60-7f70 rw-p 00000000 00:00 0
""",
        encoding="utf-8",
    )
    monkeypatch.setattr(library_pages, "MAPPED", table)
    fetch_libraries()
    assert fetched == sorted([str(code), str(font)])


def test_where_nobody_tells_what_is_mapped_nothing_is_fetched(
    fetched: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(library_pages, "MAPPED", tmp_path / "maps")
    fetch_libraries()
    assert not fetched


def test_where_the_system_takes_no_advice_nothing_is_done(monkeypatch: pytest.MonkeyPatch) -> None:
    """Windows programs on Linux (Wine) see what is mapped, too; the pages behind must be loaded all the same."""
    monkeypatch.delattr(os, "posix_fadvise")
    opened: list[str] = []
    monkeypatch.setattr(library_pages, "_fetch", opened.append)
    fetch_libraries()
    assert opened == []
