"""Printing: counted, stamped, streamed; a bad slip is skipped and named, a missing glyph is told."""

import io
from pathlib import Path

import pypdfium2
import pytest

from desk.kernel.errors import FileRefused, Refused
from desk.office.printing.commands import record_print, record_prints
from desk.office.printing.queries import print_history
from desk.printing import AT_A_TIME, Manner, PrintRun, look_pdf, print_pdf
from tests.conftest import Office
from tests.flows.customers import accept


def text_of(pdf: bytes) -> list[str]:
    """The text of every page."""
    document = pypdfium2.PdfDocument(pdf)
    texts = [page.get_textpage().get_text_range() for page in document]
    document.close()
    return texts


def test_print_outs_of_a_document_are_counted(office: Office) -> None:
    desk = office.as_("jia")
    assert desk.run(record_print, form="P-02", number="PS261116-001").value == 1
    assert desk.run(record_print, form="P-02", number="PS261116-001", copies=3).value == 2
    assert desk.run(record_print, form="P-03", number="PS261116-001").value == 1
    assert desk.run(record_prints, form="P-02", numbers=("PS261116-001", "x")).value == (3, 1)
    history = desk.ask(print_history, number="PS261116-001", form="P-02")
    assert [(row.print_no, row.copies) for row in history] == [(3, 1), (2, 3), (1, 1)]
    assert {row.user_name for row in history} == {"客服员甲"}
    assert len(desk.ask(print_history, number="PS261116-001")) == 4


def test_what_cannot_be_counted_is_refused_at_once(office: Office) -> None:
    with pytest.raises(Refused) as caught:
        office.as_("jia").run(record_print, form="", number="9" * 41, copies=0)
    assert caught.value.codes == ("E001", "E004", "E003")


def test_the_second_print_is_marked_and_a_look_is_not_counted(
    office: Office, tmp_path: Path
) -> None:
    number = accept(office)
    desk = office.as_("jia")
    look = look_pdf(desk, "P-25", number)
    assert look.pages >= 1
    assert desk.ask(print_history, number=number) == []
    out = tmp_path / "运单.pdf"
    first = print_pdf(desk, "P-25", number, out)
    assert (first.print_no, first.skipped, first.warnings) == (1, {}, ())
    assert "第1次打印" in text_of(out.read_bytes())[0]
    again = print_pdf(desk, "P-25", number, out)
    assert again.print_no == 2
    text = text_of(out.read_bytes())[0]
    assert "第2次打印" in text
    assert "补打" in text


def test_copies_come_out_as_often_as_asked(office: Office) -> None:
    number = accept(office)
    desk = office.as_("jia")
    one, three = io.BytesIO(), io.BytesIO()
    pages = print_pdf(desk, "P-25", number, one).pages
    assert print_pdf(desk, "P-25", number, three, copies=3).pages == 3 * pages
    assert len(text_of(three.getvalue())) == 3 * pages


def test_a_batch_keeps_its_order_and_names_the_bad_one_at_its_end(
    office: Office, tmp_path: Path
) -> None:
    numbers = [accept(office, f"收货人{n}") for n in range(3)]
    wanted = [numbers[2], "YD9999999999", numbers[0], numbers[1], numbers[0]]
    out = tmp_path / "批量.pdf"
    steps: list[tuple[int, int]] = []
    desk = office.as_("jia")
    printed = print_pdf(desk, "P-25", wanted, out, progress=lambda a, b: steps.append((a, b)))
    assert list(printed.print_nos) == [numbers[2], numbers[0], numbers[1]]
    assert list(printed.skipped) == ["YD9999999999"]
    assert steps[-1] == (4, 4)
    texts = text_of(out.read_bytes())
    firsts = [next(n for n, t in enumerate(texts) if number in t) for number in printed.print_nos]
    assert firsts == sorted(firsts)
    assert "未打印的单据" in texts[-1]
    assert "YD9999999999" in texts[-1]


def test_a_batch_with_nothing_good_is_refused_and_leaves_no_file(
    office: Office, tmp_path: Path
) -> None:
    out = tmp_path / "x.pdf"
    desk = office.as_("jia")
    for numbers in ("YD1", ["YD1", "YD2"]):
        with pytest.raises(Refused) as caught:
            print_pdf(desk, "P-25", numbers, out)
        assert set(caught.value.codes) == {"E006"}
    assert list(tmp_path.glob("x.pdf*")) == []
    with pytest.raises(Refused) as unknown:
        print_pdf(desk, "P-99", "YD1", out)
    assert unknown.value.codes == ("E011",)


def test_a_role_that_may_not_print_counts_nothing(office: Office, tmp_path: Path) -> None:
    number = accept(office)
    office.desk.logout()
    with pytest.raises(Refused):
        print_pdf(office.desk, "P-25", number, tmp_path / "x.pdf")
    assert office.as_("jia").ask(print_history, number=number) == []


def test_a_cancelled_batch_leaves_no_file(office: Office, tmp_path: Path) -> None:
    numbers = [accept(office, f"收货人{n}") for n in range(3)]
    out = tmp_path / "x.pdf"

    def cancel(done: int, _total: int) -> None:
        if done == 2:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        print_pdf(office.as_("jia"), "P-25", numbers, out, progress=cancel)
    assert list(tmp_path.glob("x.pdf*")) == []


def test_a_missing_glyph_is_told(office: Office, tmp_path: Path) -> None:
    number = accept(office, "王\U0003134a记商行")
    printed = print_pdf(office.as_("jia"), "P-25", number, tmp_path / "x.pdf")
    assert printed.missing == ("\U0003134a",)
    assert [w.code for w in printed.warnings] == ["E018"]
    assert "\U0003134a" in printed.warnings[0].message


def test_a_place_that_cannot_be_written_is_said(office: Office, tmp_path: Path) -> None:
    number = accept(office)
    (tmp_path / "file").touch()
    with pytest.raises(FileRefused, match="文件没有写成"):
        print_pdf(office.as_("jia"), "P-25", number, tmp_path / "file" / "x.pdf")


def test_blocks_are_counted_only_when_the_printer_asks_for_them(office: Office) -> None:
    numbers = [accept(office, f"收货人{n}") for n in range(3)]
    desk = office.as_("jia")
    wanted = [*numbers, *(f"YD-{n}" for n in range(AT_A_TIME))]
    run = PrintRun(desk, "P-25", wanted, Manner(copies=2, printer="针打"))
    blocks = run.blocks()
    first = next(blocks)
    assert (first.done, first.pages) == (AT_A_TIME, 6)
    assert list(run.print_nos) == numbers
    assert len(run.skipped) == AT_A_TIME - len(numbers)
    last = next(blocks)
    assert last.done == len(wanted)
    assert "未打印的单据" in text_of(last.pdf)[0]  # on the sheet of the forms
    assert list(blocks) == []
    (row,) = desk.ask(print_history, number=numbers[0])
    assert (row.printer, row.copies) == ("针打", 2)


@pytest.mark.parametrize(
    ("code", "paper", "option"),
    [
        ("P-35", "C241/3", {"paper": "C241/3"}),
        ("P-25", "A4", {"paper": "A4"}),
        ("P-25", "C241", {}),
        ("P-32", "80x60", {"size": "80x60"}),
        ("P-02", "A4", {}),
    ],
)
def test_a_form_says_how_it_is_asked_for_a_paper(
    office: Office, code: str, paper: str, option: dict[str, str]
) -> None:
    assert office.desk.form(code).on(paper) == option


def test_the_rest_of_a_job_keeps_the_numbers_that_were_counted(office: Office) -> None:
    numbers = [accept(office, f"收货人{n}") for n in range(AT_A_TIME + 2)]
    desk = office.as_("jia")
    run = PrintRun(desk, "P-25", [*numbers, "YD-X"], Manner(copies=2))
    first = next(run.blocks())
    for page in range(1, 6):  # two documents, and one of the copies of the third
        run.took(first, page)
    assert (run.out, run.pages) == (numbers[:2], 5)
    rest = run.rest(run.manner)
    assert rest is not None
    assert rest.numbers == [*numbers[2:], "YD-X"]
    assert sum(block.pages for block in rest.blocks()) == 2 * AT_A_TIME + 1
    assert set(rest.print_nos.values()) == {1}
    assert [len(desk.ask(print_history, number=n)) for n in (numbers[2], numbers[-1])] == [1, 1]
    again = rest.rest(run.manner)
    assert again is not None
    assert {n: was.print_no for n, was in again.counted.items()} == rest.print_nos
    again.out = list(again.numbers)
    assert again.rest(run.manner) is None


def test_what_goes_on_elsewhere_is_logged_where_it_came_out(office: Office) -> None:
    numbers = [accept(office, f"收货人{n}") for n in range(3)]
    desk = office.as_("jia")
    run = PrintRun(desk, "P-25", numbers, Manner(copies=2, printer="前台"))
    first = next(run.blocks())
    for page in range(1, 4):  # the first, and one of the copies of the second
        run.took(first, page)
    rest = run.rest(Manner(printer="库房"))
    assert rest is not None
    assert sum(block.pages for block in rest.blocks()) == 4
    logged = [desk.ask(print_history, number=number) for number in numbers]
    assert [[(row.print_no, row.printer) for row in rows] for rows in logged] == [
        [(1, "前台")],
        [(1, "库房(前台 已出 1 页)")],
        [(1, "库房")],
    ]
    with pytest.raises(Refused) as caught:  # nobody moves what somebody else printed
        office.as_("boss").run(
            record_prints, form="P-25", numbers=(numbers[0],), print_nos=(1,), printer="别处"
        )
    assert caught.value.codes == ("E006",)


def test_print_numbers_that_do_not_belong_to_the_numbers_move_nothing(office: Office) -> None:
    desk = office.as_("jia")
    desk.run(record_prints, form="P-25", numbers=("A", "B"), printer="前台")
    with pytest.raises(Refused) as caught:
        desk.run(record_prints, form="P-25", numbers=("A", "B"), print_nos=(1,), printer="库房")
    assert caught.value.codes == ("E019",)
    assert [row.printer for row in desk.ask(print_history, number="A")] == ["前台"]
