"""A font that lies here only compressed is the same font."""

import lzma
from pathlib import Path

from desk.documents.fonts import BUNDLED, FONT_FOLDER, Face
from desk.kernel.packed import unpacked


def test_a_font_is_read_from_its_packed_form(tmp_path: Path) -> None:
    bold = FONT_FOLDER / BUNDLED[1]
    alone = tmp_path / bold.name
    alone.with_name(f"{bold.name}.xz").write_bytes(lzma.compress(bold.read_bytes(), preset=0))
    assert unpacked(bold) is None
    assert unpacked(alone) == bold.read_bytes()
    assert Face("Desk-Packed", alone).widths == Face("Desk-Plain", bold).widths
