"""Papers as PDF, read back by another library."""

import io
import re
import shutil
import subprocess
from dataclasses import replace
from pathlib import Path

import pypdfium2
import pytest
import zxingcpp

from desk.documents.papers import (
    A4_HALF,
    A4P,
    LBL_80X60,
    SIZES,
    Column,
    Field,
    HeadGrid,
    Kind,
    PageBreak,
    Paper,
    PaperSize,
    Row,
    Section,
    Signatures,
    Spacer,
    Table,
    Text,
)
from desk.documents.pdf import render_pdf, write_pdf
from desk.documents.pictures import page_count, pdf_page, pdf_pages
from desk.kernel.courtesy import letting_by
from tests.documents.paper_reading import image, page_sizes_mm, page_texts
from tests.documents.paper_samples import (
    FOOTER,
    label,
    receipt,
    run_row,
    run_sheet,
    stock_book,
)

HOSTILE = ("<b>甲</b>", "A&B", "&amp;", "=1+1", "'; drop table", "(a\\b)", "%s{0}", "100% \\n")


def one_table(rows: int, *after: Signatures | Text | Spacer, size: PaperSize = A4P) -> Paper:
    columns = (
        Column("seq", "序", Kind.COUNT, width_mm=12),
        Column("number", "运单号", nowrap=True),
        Column("pieces", "件数", Kind.COUNT, width_mm=20, total=True),
    )
    data = tuple((i, f"YD{i:06d}", i % 7) for i in range(1, rows + 1))
    return run_sheet(1, size=size, blocks=(Table(columns, data, counted="票"), *after))


@pytest.fixture(scope="module")
def long_list() -> list[str]:
    return page_texts(render_pdf(run_sheet(1000)).pdf)


def tickets(text: str) -> list[str]:
    return re.findall(r"YD2611\d{6}", text)


def test_a_thousand_rows_stand_once_each_in_their_order(long_list: list[str]) -> None:
    printed = [number for page in long_list for number in tickets(page)]
    assert printed == [run_row(i)[1] for i in range(1, 1001)]


def test_every_page_repeats_the_head_and_counts_itself(long_list: list[str]) -> None:
    for n, page in enumerate(long_list, 1):
        assert page.count("特殊要求") == 1
        assert f"第{n}页/共{len(long_list)}页" in page
        assert "进港货物派送清单" in page


def test_subtotals_add_up_to_the_total(long_list: list[str]) -> None:
    wanted = r"{} (\d+) 票\D+?([\d.]+)\s+([\d.]+)\s+([\d,.]+)\s+([\d,.]+)\s+([\d,.]+)"
    pages = [re.search(wanted.format("本页小计"), page) for page in long_list]
    total = re.search(wanted.format("合计"), long_list[-1].replace("小计", ""))
    assert total is not None

    def numbers(match: re.Match[str] | None) -> list[float]:
        assert match is not None
        return [float(part.replace(",", "")) for part in match.groups()]

    sums = [sum(column) for column in zip(*map(numbers, pages), strict=True)]
    assert sums[0] == 1000
    assert sums[1] == sum(i % 9 + 1 for i in range(1, 1001))
    # weights are shown rounded to 0.1 kg, so the shown subtotals may differ in the last digit
    assert sums == pytest.approx(numbers(total), abs=0.05 * len(long_list))
    assert sums[3:] == pytest.approx(numbers(total)[3:], abs=0.001)


def test_rows_of_one_line_fill_the_page_as_measured() -> None:
    # 273 mm less head, foot and subtotal leave 56 rows of 5.14 mm, a following page 59
    result = render_pdf(one_table(1000))
    counts = [len(re.findall(r"YD\d{6}", page)) for page in page_texts(result.pdf)]
    assert sum(counts) == 1000
    assert set(counts[1:-1]) == {counts[1]}
    assert counts[0] < counts[1]
    assert result.pages == len(counts) == 1 + -(-(1000 - counts[0]) // counts[1])


@pytest.mark.parametrize("rows", range(40, 65))
def test_totals_and_signatures_never_stand_without_a_row(rows: int) -> None:
    paper = one_table(rows, Text("合计见上。"), Signatures(("仓管员", "调度", "审核")))
    pages = page_texts(render_pdf(paper).pdf)
    assert "合计" in pages[-1]
    assert "审核" in pages[-1]
    assert re.search(r"YD\d{6}", pages[-1])
    assert sum(len(re.findall(r"YD\d{6}", page)) for page in pages) == rows
    assert ("本页小计" in pages[0]) is (len(pages) > 1)


def test_a_heading_stays_with_its_first_row() -> None:
    columns = (Column("n", "号"),)
    for above in range(44, 62):
        rows: tuple[Row, ...] = tuple((f"行{i}",) for i in range(above))
        rows = (*rows, Section("小组"), ("组内",))
        pages = page_texts(render_pdf(run_sheet(1, size=A4P, blocks=(Table(columns, rows),))).pdf)
        assert [("小组" in page) == ("组内" in page) for page in pages] == [True] * len(pages)


def test_typed_text_is_printed_and_copied_as_typed() -> None:
    rows = tuple((name,) for name in HOSTILE)
    paper = run_sheet(1, blocks=(Table((Column("n", "名称"),), rows), *map(Text, HOSTILE)))
    (text,) = page_texts(render_pdf(paper).pdf)
    for name in HOSTILE:
        assert text.count(name) >= 2


def test_long_text_is_cut_after_two_lines_but_numbers_never() -> None:
    columns = (Column("t", "地址", width_mm=30), Column("m", "金额", Kind.MONEY, width_mm=8))
    rows = (("喀什市人民东路" * 8, 123_456_789_012),)
    blocks = (Table((*columns, Column("rest", "备注")), tuple((*r, None) for r in rows)),)
    (text,) = page_texts(render_pdf(run_sheet(1, blocks=blocks)).pdf)
    assert "1,234,567,890.12" in text
    assert "…" in text


def test_a_void_and_a_reprint_say_so() -> None:
    paper = run_sheet(3, watermark="作废", footer=replace(FOOTER, print_no=2))
    (text,) = page_texts(render_pdf(paper).pdf)
    assert re.search("作\\s*废", text)
    assert "第2次打印 补打" in text
    (first,) = page_texts(render_pdf(run_sheet(3)).pdf)
    assert "补打" not in first


def test_a_draft_has_no_number() -> None:
    (text,) = page_texts(render_pdf(stock_book()).pdf)
    assert "编号：草稿" in text


def test_every_copy_is_printed_but_carbon_makes_its_own() -> None:
    result = render_pdf(run_sheet(3, copies=("司机", "调度", "财务")))
    assert [re.findall("第1页/共1页|司机|财务", t)[0] for t in page_texts(result.pdf)]
    assert result.pages == 3
    carbon = render_pdf(receipt())
    assert carbon.pages == 1
    assert "①存根(白)" in page_texts(carbon.pdf)[0]


@pytest.mark.parametrize("size", SIZES.values(), ids=lambda size: size.key)
def test_the_sheet_has_its_exact_size(size: PaperSize) -> None:
    paper = run_sheet(1, size=size, bare=size.key.startswith("LBL"), blocks=(Text("甲"),))
    tenths = (round(size.width_mm, 1), round(size.height_mm, 1))
    assert page_sizes_mm(render_pdf(paper).pdf) == [tenths]


def test_continuous_paper_is_nine_and_a_half_by_five_and_a_half_inches() -> None:
    pdf = render_pdf(receipt()).pdf
    assert page_sizes_mm(pdf) == [(241.3, 139.7)]
    picture = image(pdf_page(pdf, 0, 180))
    edge = round(12.7 / 25.4 * 180)
    for strip in ((0, 0, edge, picture.height), (picture.width - edge, 0, *picture.size)):
        assert picture.crop(strip).getextrema() == ((255, 255),) * 3


@pytest.mark.parametrize(
    ("paper", "dpi"),
    [(run_sheet(40), 300), (receipt(), 180), (receipt(), 360), (label(), 203)],
    ids=["list", "receipt on pins", "receipt", "label"],
)
def test_the_printed_barcode_can_be_read(paper: Paper, dpi: int) -> None:
    (read,) = zxingcpp.read_barcodes(image(pdf_page(render_pdf(paper).pdf, 0, dpi)))
    assert read.text == (paper.barcode or paper.number)


def test_a_number_with_chinese_words_is_printed_without_bars() -> None:
    paper = run_sheet(1, number="GD202611-回单-01", barcode="GD202611-回单-01")
    pdf = render_pdf(paper).pdf
    assert "编号：GD202611-回单-01" in page_texts(pdf)[0]
    assert zxingcpp.read_barcodes(image(pdf_page(pdf, 0, 150))) == []


def test_the_same_papers_give_the_same_bytes() -> None:
    assert render_pdf(run_sheet(60)).pdf == render_pdf(run_sheet(60)).pdf


def test_a_batch_is_streamed_and_numbered_per_paper() -> None:
    alive: list[int] = []

    def slips() -> object:
        for i in range(30):
            alive.append(i)
            yield receipt(f"PS261119-001/{i + 1:02d}")

    target = io.BytesIO()
    result = write_pdf(slips(), target)  # type: ignore[arg-type]
    texts = page_texts(target.getvalue())
    assert (result.pages, len(alive), result.pdf) == (30, 30, b"")
    assert [f"/{n:02d}" in text for n, text in enumerate(texts, 1)] == [True] * 30
    assert all("第1页/共1页" in text for text in texts)


def test_a_batch_may_mix_sizes_and_the_caller_may_stop_it() -> None:
    mixed = render_pdf([run_sheet(2), label(), receipt(size=A4_HALF, copies=())])
    assert page_sizes_mm(mixed.pdf) == [(297, 210), (100, 70), (210, 148.5)]

    def cancelled() -> object:
        yield label()
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        render_pdf(cancelled())  # type: ignore[arg-type]
    with pytest.raises(ValueError, match="no paper"):
        render_pdf([])


def test_a_page_break_and_a_small_label_size() -> None:
    assert render_pdf(run_sheet(1, blocks=(Text("甲"), PageBreak(), Text("乙")))).pages == 2
    assert render_pdf(replace(label(), size=LBL_80X60)).pages == 1


def test_a_long_paragraph_flows_over_pages() -> None:
    paper = run_sheet(1, size=A4P, blocks=(Text("第一条\n" * 120),))
    texts = page_texts(render_pdf(paper).pdf)
    assert len(texts) == 3
    assert sum(text.count("第一条") for text in texts) == 120


def test_pictures_are_white_bgrx_of_the_asked_size() -> None:
    pdf = render_pdf([label(1), label(2)]).pdf
    pictures = list(pdf_pages(pdf, 254))
    assert page_count(pdf) == len(pictures) == 2
    assert [(p.width, p.height) for p in pictures] == [(1000, 700)] * 2
    assert pictures[0].stride >= 4000
    assert pictures[0].pixels[:3] == b"\xff\xff\xff"
    assert image(pictures[0]).getextrema()[0] == (0, 255)


@pytest.mark.skipif(shutil.which("pdftotext") is None, reason="pdftotext is not installed")
def test_another_reader_copies_the_same_text(tmp_path: Path) -> None:
    path = tmp_path / "paper.pdf"
    path.write_bytes(render_pdf(run_sheet(1, blocks=tuple(map(Text, HOSTILE)))).pdf)
    done = subprocess.run(["pdftotext", str(path), "-"], capture_output=True, check=True)
    text = done.stdout.decode("utf-8")
    assert [name for name in HOSTILE if name not in text] == []


def test_pdfium_opens_what_was_written() -> None:
    with pypdfium2.PdfDocument(render_pdf(stock_book()).pdf) as document:
        assert document.get_metadata_dict()["Title"] == "货物出、入库登记表"


def test_rows_to_write_on_are_as_high_as_asked() -> None:
    columns = (Column("n", "号"), Column("sign", "签收人"))
    rows = tuple((f"行{i}", None) for i in range(60))
    usual = render_pdf(run_sheet(1, size=A4P, blocks=(Table(columns, rows),)))
    high = render_pdf(run_sheet(1, size=A4P, blocks=(Table(columns, rows, least_row_mm=12),)))
    # 12 mm rows: 20 fit under the full head, then 21 or 22 a page
    assert (usual.pages, high.pages) == (2, 3)


def test_a_code_is_not_broken_where_a_smaller_one_fits() -> None:
    head = HeadGrid((Field("统一社会信用代码", "91653101MA0000000X"),), columns=4, ruled=True)
    narrow = HeadGrid((*head.fields, *(Field(str(n), "值") for n in range(3))), ruled=True)
    (text,) = page_texts(render_pdf(run_sheet(1, blocks=(narrow,))).pdf)
    assert "91653101MA0000000X" in text


def test_the_window_goes_before_each_row_of_a_long_paper() -> None:
    ways: list[None] = []
    with letting_by(lambda: ways.append(None)):
        render_pdf(run_sheet(300))
    assert len(ways) >= 2 * 300, "measured and drawn"
