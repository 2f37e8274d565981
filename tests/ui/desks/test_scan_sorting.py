"""Scans that did not file themselves are sorted with the picture in sight; piles are read beside the window."""

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt

from desk.documents.pdf import render_pdf
from desk.documents.pictures import pdf_page
from desk.filing.receipts.choices import ReceiptState
from desk.filing.receipts.queries import receipt_card
from desk.filing.scans.booking import (
    PaperRead,
    ScannedPage,
    book_scan_page,
    keep_scan_file,
    start_pile,
)
from desk.filing.scans.choices import PileSource, ScanState
from desk.filing.scans.queries import ScanRow, scan_page
from desk.storage.cabinet import Upload
from tests.conftest import Office
from tests.documents.paper_reading import image
from tests.filing.scans.office_papers import Signed, signed_tickets
from tests.ui.conftest import FrameSpy, ScriptedAsker
from tests.ui.desks.conftest import Clerk
from tests.ui.desks.test_receipt_desk import png
from ui import local_settings
from ui.desks.scan_sorting.page import ScanSorting
from ui.desks.scan_sorting.reading import VIEWS
from ui.registry import Context

Key, Held = Qt.Key, Qt.KeyboardModifier
Show = Callable[[ScanSorting], ScanSorting]
SENTENCE = "这一页没有认出条码或二维码,请人工选择单号,或摆平、照亮后重拍。"


@pytest.fixture(autouse=True)
def own_state(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DESK_STATE", str(tmp_path / "state"))


@pytest.fixture
def tickets(office: Office) -> list[Signed]:
    """Three deliveries signed for, whose papers are still outside."""
    return signed_tickets(office, 3, settled_too=False)


@pytest.fixture
def pages(office: Office, tickets: list[Signed]) -> list[int]:
    """Two scans without a number."""
    return scanned(office, "甲.jpg", "乙.jpg")


@pytest.fixture
def page(
    context: Context, pages: list[int], office: Office, show: Show, clerk: Clerk
) -> ScanSorting:
    office.as_("jia")
    page = show(ScanSorting(context))
    clerk.waits_for(lambda: len(page.table.rows) == 2 and page.box.editor.line.hasFocus())
    return page


def scanned(office: Office, *names: str) -> list[int]:
    desk = office.as_("jia")
    pile = desk.run(start_pile, source=PileSource.CHOSEN, place="扫描").value
    found = []
    for number, name in enumerate(names):
        upload = Upload(name, png(30, 40 + number))
        file = desk.run(keep_scan_file, pile=pile, upload=upload, pages=1).value
        read = ScannedPage(
            page_no=1, papers=(PaperRead(sentence=SENTENCE),), picture=upload.content
        )
        found += [booked.page_id for booked in desk.run(book_scan_page, file=file, page=read).value]
    return found


def row(office: Office, page_id: int) -> ScanRow:
    return office.as_("jia").ask(scan_page, page_id=page_id)


def test_a_tail_places_the_scan_and_the_next_one_follows(
    page: ScanSorting,
    clerk: Clerk,
    office: Office,
    pages: list[int],
    tickets: list[Signed],
    frame: FrameSpy,
) -> None:
    clerk.waits_for(lambda: not page.picture.empty)
    assert page._why.text() == SENTENCE
    assert len(page.box.table.rows) == 3
    clerk.types(tickets[1].waybill[-4:])
    assert [r.number for r in page.box.table.rows] == [tickets[1].waybill]
    clerk.press(Key.Key_Return)
    placed = row(office, pages[0])
    assert (placed.state, placed.waybill) == (ScanState.PLACED, tickets[1].waybill)
    card = office.desk.ask(receipt_card, number=tickets[1].waybill)
    assert card.row.state is ReceiptState.RECEIVED
    assert len(card.scans) == 1
    assert frame.said[-1] == f"已归档到 {tickets[1].waybill}。放错了按 F8 取回。"
    clerk.waits_for(lambda: page.row is not None and page.row.page_id == pages[1])
    assert page.box.editor.line.text() == ""
    clerk.press(Key.Key_F8)
    clerk.waits_for(lambda: page.row is not None and page.row.page_id == pages[0])
    assert row(office, pages[0]).reason == "刚归档,放错票"


def test_a_consignee_is_chosen_with_the_arrows(
    page: ScanSorting, clerk: Clerk, office: Office, pages: list[int], tickets: list[Signed]
) -> None:
    clerk.press(Key.Key_Return)
    assert page.box.editor.problem_text == "请填单号,或按 ↓ 选一票回单。"
    clerk.types("兴华")
    clerk.press(Key.Key_Down, times=2)
    clerk.press(Key.Key_Return)
    assert row(office, pages[0]).waybill == tickets[2].waybill


def test_a_number_that_is_not_ours_is_refused_in_place(
    page: ScanSorting, clerk: Clerk, office: Office, pages: list[int]
) -> None:
    clerk.enter("YD2600000000")
    assert "找不到运单" in page.box.editor.problem_text
    assert row(office, pages[0]).state is ScanState.WAITING


def test_a_scan_is_put_aside_and_taken_back(
    page: ScanSorting, clerk: Clerk, office: Office, pages: list[int], asker: ScriptedAsker
) -> None:
    clerk.press(Key.Key_PageDown)
    assert page.row is not None
    assert page.row.page_id == pages[1]
    asker.answers.append("不是回单")
    clerk.press(Key.Key_Delete)
    assert row(office, pages[1]).state is ScanState.DISCARDED
    clerk.waits_for(lambda: len(page.table.rows) == 1)
    page.open_with(id=pages[1])
    assert page.view is VIEWS[3]
    clerk.waits_for(lambda: page.row is not None and page.row.page_id == pages[1])
    asker.answers.append("看错了")
    clerk.press(Key.Key_F8)
    assert row(office, pages[1]).state is ScanState.WAITING
    clerk.waits_for(lambda: len(page.table.rows) == 2)


def test_the_picture_is_turned_and_enlarged_by_keys(page: ScanSorting, clerk: Clerk) -> None:
    clerk.waits_for(lambda: not page.picture.empty)
    clerk.press(Key.Key_R, Held.ControlModifier)
    clerk.press(Key.Key_Minus, Held.ControlModifier)
    assert (page.picture.angle, page.picture.fits) == (90, False)
    clerk.press(Key.Key_0, Held.ControlModifier)
    assert page.picture.fits


def test_a_pile_is_of_the_today_board_and_can_be_left(
    page: ScanSorting, clerk: Clerk, office: Office
) -> None:
    pile = row(office, page.table.rows[0].page_id).pile
    page.open_with(pile=pile)
    clerk.waits_for(lambda: page._pile_chip.isVisible())
    assert pile in page._pile_chip.text()
    page._pile_chip.click()
    clerk.waits_for(lambda: not page._pile_chip.isVisible())


@pytest.fixture
def folder(office: Office, tickets: list[Signed], tmp_path: Path) -> Path:
    """A receipt of ours, and a picture that is none."""
    found = tmp_path / "扫描"
    found.mkdir()
    sheet = office.as_("in").paper("P-03", tickets[0].receipt_no, print_no=1, paper="A4")[0]
    image(pdf_page(render_pdf(sheet).pdf, 0, 150)).convert("L").save(found / "1.jpg")
    (found / "2.png").write_bytes(png(300, 300))
    return found


def test_a_folder_is_read_and_what_came_of_it_is_said(
    context: Context, folder: Path, office: Office, show: Show, clerk: Clerk, tickets: list[Signed]
) -> None:
    office.as_("jia")
    page = show(ScanSorting(context))
    clerk.waits_for(lambda: "Ctrl+O" in page._nothing.sentence.text() and page._nothing.isVisible())
    page.taking.ask_folder = lambda: folder
    clerk.press(Key.Key_O, Held.ControlModifier | Held.ShiftModifier)
    assert page.taking.work.isVisible()
    clerk.qtbot.waitUntil(lambda: not page.taking.work.running, timeout=30_000)
    said = page.taking.words.text()
    assert said.startswith("读了 2 张:自动归档 1,")
    scans = office.desk.ask(receipt_card, number=tickets[0].waybill).scans
    assert len(scans) == 1
    page.taking.ask_files = lambda: [folder / "1.jpg"]
    page.taking.take_files()
    clerk.qtbot.waitUntil(lambda: not page.taking.work.running, timeout=30_000)
    assert page.taking.words.text() == "读了 0 张:以前扫过的文件 1。"


def test_a_watched_folder_is_remembered_and_looked_at(
    context: Context,
    tickets: list[Signed],
    office: Office,
    tmp_path: Path,
    show: Show,
    clerk: Clerk,
) -> None:
    office.as_("jia")
    page = show(ScanSorting(context))
    empty = tmp_path / "自动"
    empty.mkdir()
    page.taking.ask_folder = lambda: empty
    page.taking.turn_watch()
    assert page.taking.watching.text() == "停收「自动」"
    assert local_settings.current().scan_folder == str(empty)
    clerk.waits_for(lambda: not page.taking._looking)
    empty.rmdir()
    page.taking.look()
    clerk.waits_for(lambda: "文件夹不存在" in page.taking.wrong.text())
    page.taking.turn_watch()
    assert page.taking.watch is None
    assert local_settings.current().scan_folder == ""
