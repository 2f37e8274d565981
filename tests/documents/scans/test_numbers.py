"""From codes to numbers: agreed, doubtful, contradictory, and what is none of ours."""

import pytest

from desk.documents.paper_code import office_sign, paper_code
from desk.documents.scans.codes import Format, FoundCode
from desk.documents.scans.numbers import Conflict, NumberOnPaper, number_on_paper, papers_on_page

FIRM = "天山通达物流有限公司"
SIGNS = frozenset({office_sign(FIRM)})
RECEIPT, NOTE = "PS261119-001/01", "YD2611160001"


def qr(text: str, x: float = 0, y: float = 0) -> FoundCode:
    return FoundCode(Format.QR, text, ((x, y), (x + 70, y), (x + 70, y + 70), (x, y + 70)))


def bars(text: str, x: float = 800, y: float = 20) -> FoundCode:
    return FoundCode(Format.BARS, text, ((x, y), (x + 240, y), (x + 240, y + 30), (x, y + 30)))


def ours(number: str = RECEIPT, form: str = "P-03", firm: str = FIRM) -> str:
    return paper_code(form, number, firm)


def says(*codes: FoundCode) -> list[NumberOnPaper | Conflict]:
    return [paper.says for paper in papers_on_page(codes, SIGNS)]


def test_both_codes_of_a_paper_are_one_number() -> None:
    assert says(qr(ours()), bars(RECEIPT)) == [NumberOnPaper("P-03", RECEIPT, True)]


def test_the_qr_code_alone_is_certain_and_names_the_form() -> None:
    assert says(qr(ours(NOTE, "P-33"))) == [NumberOnPaper("P-33", NOTE, True)]


@pytest.mark.parametrize(("number", "form"), [(RECEIPT, "P-03"), (NOTE, "")])
def test_bars_alone_are_less_certain(number: str, form: str) -> None:
    assert says(bars(number)) == [NumberOnPaper(form, number, False)]


def test_bars_that_say_otherwise_are_a_conflict() -> None:
    (conflict,) = says(qr(ours()), bars("PS261119-001/02"))
    assert isinstance(conflict, Conflict)
    assert "PS261119-001/01、PS261119-001/02" in conflict.sentence


def test_a_qr_code_with_a_wrong_check_spoils_the_bars_beside_it() -> None:
    (conflict,) = says(qr(ours()[:-1] + "#"), bars(RECEIPT))
    assert isinstance(conflict, Conflict)
    assert says(qr(ours()[:-1] + "#")) == []


def test_the_paper_of_another_office_gives_no_number_even_by_its_bars() -> None:
    (conflict,) = says(qr(ours(firm="另一家")), bars(RECEIPT))
    assert isinstance(conflict, Conflict)
    assert "另一家公司" in conflict.sentence


def test_an_earlier_firm_name_still_counts() -> None:
    old = frozenset({office_sign("旧名"), *SIGNS})
    found = number_on_paper([qr(ours(firm="旧名"))], old)
    assert found == NumberOnPaper("P-03", RECEIPT, True)


def test_two_papers_on_a_page_keep_their_own_bars() -> None:
    second = "PS261119-001/02"
    codes = [qr(ours()), qr(ours(second), y=700), bars(second, y=720), bars(RECEIPT)]
    assert says(*codes) == [
        NumberOnPaper("P-03", RECEIPT, True),
        NumberOnPaper("P-03", second, True),
    ]


def test_bars_of_a_second_paper_whose_qr_code_is_spoilt_stand_alone() -> None:
    assert says(qr(ours()), bars(RECEIPT), bars(NOTE, y=720)) == [
        NumberOnPaper("P-03", RECEIPT, True),
        NumberOnPaper("", NOTE, False),
    ]


def test_bars_that_stand_crooked_to_the_qr_code_are_not_its_own() -> None:
    upright = FoundCode(Format.BARS, NOTE, ((800, 0), (800, 240), (770, 240), (770, 0)))
    assert len(says(qr(ours()), upright)) == 2


@pytest.mark.parametrize(
    "code",
    [
        qr("wxp://f2f0T7rA0Jk"),
        qr("https://example.com/YD2611160001"),
        qr(NOTE),
        qr(RECEIPT),
        bars("SF1234567890123"),
        bars("YD26111600012"),
        bars("YD2613160001"),
        bars("PS261119-001"),
        bars(ours()),
    ],
)
def test_strangers_and_near_misses_are_passed_over(code: FoundCode) -> None:
    assert says(code) == []
    assert says(qr(ours()), code) == [NumberOnPaper("P-03", RECEIPT, True)]
