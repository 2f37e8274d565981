"""A filled questionnaire comes back as a scan and finds the entry of the sent list it belongs to."""

from dataclasses import asdict
from datetime import date
from pathlib import Path

import pytest
from PIL import Image

from desk.app import Desk
from desk.care.surveys.commands import draw_survey, send_survey
from desk.care.surveys.keeping import ANSWERS
from desk.care.surveys.queries import CodeCard, survey_of_code
from desk.care.surveys.today import sheets_to_enter
from desk.documents.pdf import render_pdf
from desk.documents.pictures import pdf_page
from desk.filing.customer_files.attached import AttachmentRow, attachments
from desk.filing.scans.choices import ScanState
from desk.filing.scans.queries import ScanRow, scan_pages
from desk.filing.scans.sorting import place_scan, retry_scans, take_back_scan
from desk.kernel.commands import Command
from desk.kernel.retention import RetentionAsked, RetentionGranted
from desk.scanning import scan_pile
from desk.storage.tables import Attachment
from desk.storage.work import Work
from tests.care.surveys.round import answer, approved, customers, full, plan, sent
from tests.conftest import Office
from tests.documents.paper_reading import image
from tests.filing.receipts.papers_desk import refusal
from tests.filing.scans.conftest import Book, bars, book, sure

__all__ = ["book"]


@pytest.fixture
def number(office: Office) -> str:
    customers(office, 3)
    approved(office)
    return sent(office, 3)


def scanned(office: Office, code: str, into: Path, *, askew: float = 0.0, dpi: int = 150) -> Path:
    """The sheet as the office prints it, laid crooked on a scanner."""
    (paper,) = office.as_("jia").paper("P-14", code)
    page = image(pdf_page(render_pdf(paper).pdf, 0, dpi)).convert("L")
    turned = page.rotate(askew, Image.Resampling.BICUBIC, expand=True, fillcolor=250)
    turned.save(into, quality=60)
    return into


def card(office: Office, code: str) -> CodeCard:
    return office.as_("jia").ask(survey_of_code, code=code)


def hanging(office: Office, code: str) -> list[AttachmentRow]:
    desk = office.as_("jia")
    return desk.ask(
        attachments, record="survey_recipient", record_id=card(office, code).recipient_id
    )


def rows(desk: Desk, state: ScanState | None = None) -> list[ScanRow]:
    return desk.ask(scan_pages, state=state)


@pytest.mark.parametrize("askew", [0.0, 4.0, -7.5, 178.0, 90.0])
def test_a_crooked_sheet_finds_its_entry(
    office: Office, number: str, tmp_path: Path, askew: float
) -> None:
    code = f"{number}/02"
    file = scanned(office, code, tmp_path / "问卷.jpg", askew=askew)
    desk = office.as_("jia")
    result = scan_pile(desk, [file])
    assert (result.papers, result.filed, result.waiting) == (1, 1, 0), rows(desk)
    (kept,) = hanging(office, code)
    assert kept.label == f"{code} 问卷.jpg"
    assert (card(office, code).scans, card(office, f"{number}/01").scans) == (1, 0)
    (row,) = rows(desk)
    assert (row.paper_no, row.state) == (code, ScanState.FILED)
    assert row.reason == f"满意度问卷 {card(office, code).row.customer_name}"


def test_a_sheet_that_was_scanned_is_to_be_typed_in(
    office: Office, number: str, book: Book
) -> None:
    book(sure(f"{number}/01"), sure(f"{number}/02"))
    with office.as_("jia").reading() as read:
        assert [row.title for row in sheets_to_enter(read)] == [
            "11月客户满意度调查 2 份已扫描,待录入"
        ]
    for n in (1, 2):
        answer(office, f"{number}/{n:02}", full("543454", 4, 8))
    with office.as_("jia").reading() as read:
        assert sheets_to_enter(read) == []


def test_bars_alone_file_what_waits_and_a_second_picture_is_put_aside(
    office: Office, number: str, book: Book
) -> None:
    code = f"{number}/01"
    (first,) = book(bars(code))
    (second,) = book(sure(code))
    assert (first.state, second.state) == (ScanState.FILED, ScanState.DUPLICATE)
    assert second.reason == f"{code} 已有扫描件。"
    desk = office.as_("jia")
    placed = desk.run(place_scan, page_id=second.page_id, number=code).value
    assert placed.state is ScanState.PLACED
    assert len(hanging(office, code)) == 2
    office.as_("jia").run(take_back_scan, page_id=second.page_id, reason="重复")
    assert len(hanging(office, code)) == 1


def test_an_unknown_code_waits_and_a_person_places_it(
    office: Office, number: str, book: Book
) -> None:
    (page,) = book(sure("MY261001-001/01"))
    assert (page.state, page.reason) == (
        ScanState.WAITING,
        "系统里没有编号为 MY261001-001/01 的单据。",
    )
    desk = office.as_("jia")

    def place(code: str) -> ScanState:
        state: ScanState = desk.run(place_scan, page_id=page.page_id, number=code).value.state
        return state

    assert refusal(lambda: place("MY261001-001/02")).startswith("E019")
    assert place(f"{number.lower()}/03") is ScanState.PLACED
    assert len(hanging(office, f"{number}/03")) == 1


def test_a_round_that_is_not_sent_yet_keeps_its_scans_waiting(office: Office, book: Book) -> None:
    customers(office, 2)
    approved(office)
    boss = office.as_("boss")
    number = boss.run(draw_survey, **asdict(plan(2))).value
    (page,) = book(sure(f"{number}/01"))
    assert (page.state, page.reason) == (
        ScanState.WAITING,
        "这次调查还没有发放,发放后自动归档。",
    )
    assert office.as_("jia").run(retry_scans).value == 0
    by_hand = lambda: office.as_("jia").run(  # noqa: E731
        place_scan, page_id=page.page_id, number=f"{number}/01"
    )
    assert refusal(by_hand).startswith("E019")
    office.as_("boss").run(send_survey, number=number)
    assert len(hanging(office, f"{number}/01")) == 1


def test_pictures_of_filled_sheets_go_with_the_names_after_three_years(
    office: Office, number: str, book: Book
) -> None:
    code = f"{number}/01"
    answer(office, code, full("543454", 4, 8))
    book(sure(code))
    book(sure(code))
    with office.as_("boss").reading() as read:
        asked = RetentionAsked(date(2029, 11, 16))
        read.emit(asked)
        ids = tuple(item.record_id for keeping, item in asked.found if keeping is ANSWERS)
    office.at("2029-11-20 10:00")

    def grant(work: Work) -> None:
        work.emit(RetentionGranted({ANSWERS.name: ids}))

    office.as_("boss").execute(Command("grant", "voucher.destroy", "清理", grant), {})
    with office.as_("boss").reading() as read:
        assert read.session.query(Attachment).count() == 0
    assert [row.paper_no for row in rows(office.as_("jia"))] == [code, code]
