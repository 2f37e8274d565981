"""Charts on paper: every figure stands beside its bar or point, and nothing leaves its area."""

import io

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from desk.documents.papers import (
    A4P,
    Axis,
    Bar,
    BarChart,
    Charts,
    Dot,
    LineChart,
    Paper,
    ScatterChart,
    Series,
    Text,
    shown_value,
)
from desk.documents.pdf import render_pdf
from desk.documents.pdf_charts import Area
from desk.documents.text_snapshot import snapshot_text
from desk.documents.xlsx import render_xlsx
from tests.documents.paper_reading import page_texts
from tests.documents.paper_samples import run_sheet

BARS = BarChart(
    "各维度得分", (Bar("时效", 7600), Bar("价格", None)), low=0, high=10000, places=2, target=7500
)
LINES = LineChart(
    "满意度指数趋势", ("9月", "10月", "11月"), (Series("指数", (8100, None, 8020)),), 0, 10000, 2
)
FIELD = ScatterChart(
    "重要性—满意度",
    (Dot("时效", 25, 7600), Dot("货物安全", 25, 7600), Dot("价格", 10, 6800)),
    Axis("重要性(权重)", 0, 40, 17),
    Axis("满意度", 0, 10000, 7500, 2),
    ("维持", "保持优势", "次要改进", "重点改进"),
)


def paper(*blocks: Charts | Text) -> Paper:
    return run_sheet(1, size=A4P, blocks=blocks)


def test_bars_say_name_and_value_on_paper_in_text_and_in_excel() -> None:
    shown = paper(Charts((BARS,)), Text("下文"))
    assert "[图 各维度得分] 时效 76.00  价格 —" in snapshot_text(shown)
    (page,) = page_texts(render_pdf(shown).pdf)
    for words in ("各维度得分", "时效", "76.00", "—", "下文"):
        assert words in page
    sheet = openpyxl.load_workbook(io.BytesIO(render_xlsx(shown))).worksheets[0]
    assert ("各维度得分", "时效 76.00", "价格 —") in [
        row[:3] for row in sheet.iter_rows(values_only=True)
    ]


def test_a_line_leaves_a_gap_and_a_field_names_its_quarters() -> None:
    shown = paper(Charts((LINES, FIELD)))
    text = snapshot_text(shown)
    assert "指数 9月 81.00  指数 10月 —  指数 11月 80.20" in text
    assert "时效 (25, 76.00)  货物安全 (25, 76.00)  价格 (10, 68.00)" in text
    (page,) = page_texts(render_pdf(shown).pdf)
    for words in ("时效、货物安全", "重点改进", "保持优势", "80.20", "10月"):
        assert words in page


def test_a_row_that_does_not_fit_begins_the_next_page() -> None:
    rows = tuple(Charts((BARS,), height_mm=100) for _ in range(3))
    assert len(page_texts(render_pdf(paper(*rows)).pdf)) == 2


def test_a_line_needs_a_value_for_every_step() -> None:
    with pytest.raises(ValueError):
        LineChart("x", ("1月",), (Series("a", ()),), 0, 1)


@pytest.mark.parametrize(
    ("value", "places", "words"),
    [(8020, 2, "80.20"), (0, 2, "0.00"), (7, 0, "7"), (-305, 1, "-30.5"), (None, 2, "—")],
)
def test_values_are_written_with_their_places(value: int | None, places: int, words: str) -> None:
    assert shown_value(value, places) == words


@given(st.integers(-(10**6), 10**6), st.integers(-100, 100), st.integers(-100, 100))
def test_nothing_is_drawn_outside_its_area(value: int, low: int, high: int) -> None:
    area = Area(10, 20, 100, 50)
    assert 10 <= area.x(value, low, high) <= 110
    assert 20 <= area.y(value, low, high) <= 70
