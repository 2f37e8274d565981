"""Rare characters are printed, copied right, or reported."""

import shutil
import subprocess
from pathlib import Path

import pytest
from reportlab.pdfbase import ttfonts

from desk.documents import fonts
from desk.documents.papers import Column, Paper, Table, Text
from desk.documents.pdf import render_pdf
from tests.documents.paper_reading import page_texts
from tests.documents.paper_samples import run_sheet

RARE = "㛃 䶮 广 喆 堃 镕 玥 珺 犇 㐱"


def saying(*texts: str) -> Paper:
    return run_sheet(1, blocks=tuple(map(Text, texts)), barcode=None)


def beyond_the_basic_plane(number: int) -> str:
    """Characters beyond U+FFFF that the bundled font holds."""
    codes = sorted(c for c in fonts.typefaces()[0].face.widths if c > 0x1FFFF)
    return "".join(map(chr, codes[:number]))


def test_names_with_rare_characters_are_copied_as_typed() -> None:
    result = render_pdf(saying(RARE))
    assert result.missing == frozenset()
    assert RARE in page_texts(result.pdf)[0]


def test_characters_beyond_ffff_are_copied_as_typed() -> None:
    text = beyond_the_basic_plane(40)
    assert len(text) == 40
    copied = page_texts(render_pdf(saying(text)).pdf)[0]
    assert text in copied.replace("\n", "")


@pytest.mark.skipif(shutil.which("pdftotext") is None, reason="pdftotext is not installed")
def test_pdftotext_copies_them_too(tmp_path: Path) -> None:
    text = beyond_the_basic_plane(20)
    (tmp_path / "rare.pdf").write_bytes(render_pdf(saying(text, RARE)).pdf)
    command = ["pdftotext", str(tmp_path / "rare.pdf"), "-"]
    copied = subprocess.run(command, capture_output=True, check=True).stdout.decode()
    assert text in copied
    assert RARE.replace(" ", "") in copied.replace(" ", "")


def test_the_map_to_unicode_uses_surrogates_and_short_blocks() -> None:
    subset = [0, *range(0x4E00, 0x4E00 + 150), 0x20BB7]
    cmap = fonts.to_unicode("AAAAAA+Font", subset)
    assert "<97> <D842DFB7>" in cmap
    assert "<00> <0000>" not in cmap
    assert "100 beginbfchar" in cmap
    assert "51 beginbfchar" in cmap


def test_a_missing_character_is_visible_and_named() -> None:
    result = render_pdf(saying("张😀三"))
    assert result.missing == {"😀"}
    assert "张〓三" in page_texts(result.pdf)[0]
    assert fonts.missing_glyphs(["张三", "李😀"]) == {"😀"}
    assert fonts.missing_glyphs([RARE, "□完好 ■异常 ①②③④ →m³￥"]) == set()


def test_a_later_paper_reports_it_again_and_a_clean_one_does_not() -> None:
    assert render_pdf(saying("😀")).missing == {"😀"}
    assert render_pdf(saying("张三")).missing == frozenset()


def test_invisible_formatting_characters_cannot_change_a_name() -> None:
    (text,) = page_texts(render_pdf(saying("甲\u202e乙\u200b丙")).pdf)
    assert "甲乙丙" in text


def test_extension_b_needs_an_installed_font() -> None:
    missing = fonts.missing_glyphs(["𠮷"])
    result = render_pdf(saying("𠮷野"))
    assert result.missing == missing
    shown = "〓野" if missing else "𠮷野"
    assert shown in page_texts(result.pdf)[0]


def test_a_guest_font_stands_in_for_a_single_character() -> None:
    regular, bold = fonts.typefaces()
    guest = fonts.Face("Desk-Guest", fonts.FONT_FOLDER / fonts.BUNDLED[1])
    face = fonts.Typeface(regular.face)
    face.guests["𠮷"] = guest
    face.strange.add("𠮷")
    runs = [(font, text) for font, text in face.runs("小𠮷店")]
    assert runs == [(regular.face, "小"), (guest, "𠮷"), (regular.face, "店")]
    assert bold.face is not guest


def test_the_regular_face_stands_in_for_the_smaller_bold_one() -> None:
    regular, bold = fonts.typefaces()
    rare = RARE.replace(" ", "")
    assert bold.width("广" + rare) == regular.width("广" + rare)
    assert bold.missing == set()
    runs = list(bold.runs("广䶮州"))
    assert runs == [(bold.face, "广"), (regular.face, "䶮"), (bold.face, "州")]


def test_the_second_document_loads_no_font(monkeypatch: pytest.MonkeyPatch) -> None:
    render_pdf(saying("第一份"))
    opened: list[object] = []
    monkeypatch.setattr(ttfonts, "TTFOpenFile", lambda name: opened.append(name))
    paper = run_sheet(1, blocks=(Table((Column("n", "名"),), (("第二份",),)),))
    assert "第二份" in page_texts(render_pdf(paper).pdf)[0]
    assert opened == []


def test_a_font_that_is_none_is_passed_over(tmp_path: Path) -> None:
    broken = tmp_path / "HanaMinB.ttf"
    broken.write_bytes(b"OTTO not a TrueType font")
    assert fonts._rare_face(broken) is None
