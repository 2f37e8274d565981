"""Breaking and cutting lines of Chinese text."""

from hypothesis import given
from hypothesis import strategies as st

from desk.documents.fonts import typefaces
from desk.documents.pdf_text import cut, lines_of, shrunk_size

FACE = typefaces()[0]


def test_a_mark_never_begins_a_line_and_a_bracket_never_ends_one() -> None:
    assert lines_of(FACE, "请当面验货，谢谢", 10, 50) == ("请当面验", "货，谢谢")
    assert lines_of(FACE, "送货前联系（后门）", 10, 60) == ("送货前联系", "（后门）")


def test_words_and_numbers_stay_whole() -> None:
    assert lines_of(FACE, "人民路188号", 10, 45) == ("人民路", "188号")


def test_the_last_allowed_line_is_cut_visibly() -> None:
    lines = lines_of(FACE, "喀什市人民东路海关商住楼二单元", 10, 52, most=2)
    assert lines == ("喀什市人民", "东路海关…")
    assert cut(FACE, "乌鲁木齐市", 10, 40) == "乌鲁木…"


def test_line_breaks_are_kept() -> None:
    assert lines_of(FACE, "甲\r\n乙\n丙", 10, 200) == ("甲", "乙", "丙")


def test_shrinking_fits_exactly() -> None:
    assert shrunk_size(FACE, "乌鲁木齐", 10, 20) == 5
    assert shrunk_size(FACE, "乌鲁木齐", 10, 20, least=0.7) == 7


@given(st.text(alphabet="甲乙，。（）ab1 -\n…", max_size=60), st.floats(12, 90))
def test_no_character_is_lost_and_no_line_is_too_wide(text: str, width: float) -> None:
    lines = lines_of(FACE, text, 9, width)
    assert "".join(lines).replace(" ", "") == text.replace("\n", "").replace(" ", "")
    assert all(FACE.width(line) * 9 / 1000 <= max(width, 9) + 0.001 for line in lines)
