"""Icons: drawn in the colours of the palette, read before anybody waits for them."""

from pathlib import Path

import pytest
from PySide6.QtGui import QColor, QPixmap
from pytestqt.qtbot import QtBot

from ui import icons
from ui.icons import LIST_ICONS, icon, read_beforehand
from ui.theme import colour


def test_every_list_has_a_picture() -> None:
    read_beforehand()
    for name in set(LIST_ICONS.values()):
        assert "<svg" in icons._svg(name)


def test_a_picture_that_was_read_beforehand_waits_for_no_disk(
    qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    read_beforehand()

    def no_disk(path: Path, **_: object) -> str:
        raise AssertionError(path)

    monkeypatch.setattr(Path, "read_text", no_disk)
    icons._drawn.cache_clear()
    assert colours(icon("truck", ink="danger").pixmap(24, 24)) >= {colour("danger").name()}


def test_qt_looks_for_its_kinds_of_pictures_beforehand_too(monkeypatch: pytest.MonkeyPatch) -> None:
    """It opens a file for each when the first cross of a search box is made."""
    asked: list[str] = []

    class Reader:
        @staticmethod
        def supportedImageFormats() -> None:
            asked.append("formats")

    monkeypatch.setattr(icons, "QImageReader", Reader)
    read_beforehand()
    assert asked == ["formats"]


def colours(pixmap: QPixmap) -> set[str]:
    image = pixmap.toImage()
    dots = ((x, y) for x in range(image.width()) for y in range(image.height()))
    return {QColor(image.pixel(*dot)).name() for dot in dots if image.pixelColor(*dot).alpha()}


def test_a_picture_that_cannot_be_read_keeps_nobody_from_the_office(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    (tmp_path / "bad.svg").mkdir()
    (tmp_path / "good.svg").write_text("<svg/>", encoding="utf-8")
    monkeypatch.setattr(icons, "_FOLDER", tmp_path)
    icons._svg.cache_clear()
    try:
        read_beforehand()
        assert icons._svg("good") == "<svg/>"
        with pytest.raises(OSError, match="bad"):
            icons._svg("bad")
    finally:
        icons._svg.cache_clear()
