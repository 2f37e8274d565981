"""The QR text of signed papers: self-checking and never mistaken for a stranger's."""

import pytest

from desk.documents.paper_code import (
    PaperCode,
    Verdict,
    forms_of,
    office_sign,
    paper_code,
    read_paper_code,
)
from desk.documents.qr_codes import QUIET_MODULES, lay_out_qr

FIRM = "天山通达物流有限公司"
SIGNS = {office_sign(FIRM)}
RECEIPT = "PS261119-001/01"


@pytest.mark.parametrize(
    ("form", "number"),
    [
        ("P-03", RECEIPT),
        ("P-25", "YD2611160001"),
        ("P-25", "YD26111699999"),
        ("P-33", "FH2611160001"),
    ],
)
def test_what_is_printed_is_understood(form: str, number: str) -> None:
    text = paper_code(form, number, FIRM)
    assert read_paper_code(text, SIGNS) == PaperCode(Verdict.OURS, form, number)


def test_another_office_with_the_same_numbers_is_told_apart() -> None:
    text = paper_code("P-03", RECEIPT, "另一家物流有限公司")
    assert read_paper_code(text, SIGNS).verdict is Verdict.OTHER_OFFICE


def test_every_single_wrong_character_is_noticed() -> None:
    text = paper_code("P-03", RECEIPT, FIRM)
    for at in range(3, len(text)):
        for char in "0A7/":
            wrong = text[:at] + char + text[at + 1 :]
            assert wrong == text or read_paper_code(wrong, SIGNS).verdict is Verdict.BROKEN


@pytest.mark.parametrize(
    "text", ["wxp://f2f0AbCdEf", "https://example.com/FD/", "SF1234567890123", "", RECEIPT]
)
def test_a_strangers_code_is_none_of_ours(text: str) -> None:
    assert read_paper_code(text, SIGNS).verdict is Verdict.STRANGE


def test_a_form_goes_with_its_kind_of_number() -> None:
    text = paper_code("P-25", RECEIPT, FIRM)
    assert read_paper_code(text, SIGNS).verdict is Verdict.BROKEN


@pytest.mark.parametrize(
    "number",
    [
        "YD2613160001",
        "YD261116001",
        "YD26111600011",
        "YD2611160001 ",
        "PS261119-001",
        "YT2611160001",
    ],
)
def test_near_misses_have_no_form(number: str) -> None:
    assert forms_of(number) == frozenset()


@pytest.mark.parametrize(("dpi", "dots"), [(180, 4), (300, 6)])
def test_modules_are_whole_dots_and_the_head_is_high_enough(dpi: int, dots: int) -> None:
    code = lay_out_qr(paper_code("P-03", "PS261119-1000/100", FIRM), dpi)
    assert code.module_mm == pytest.approx(dots * 25.4 / dpi)
    assert (code.modules, QUIET_MODULES) == (25, 4)
    assert code.width_mm + code.quiet_mm < 17


def test_more_than_the_code_holds_is_a_fault_of_ours() -> None:
    with pytest.raises(ValueError):
        lay_out_qr("A" * 91, 300)


def test_a_questionnaire_is_known_by_its_code() -> None:
    number = "MY261123-001/07"
    assert forms_of(number) == frozenset({"P-14"})
    read = read_paper_code(paper_code("P-14", number, FIRM), SIGNS)
    assert (read.verdict, read.form, read.number) == (Verdict.OURS, "P-14", number)
    assert forms_of("MY261323-001/07") == frozenset()
