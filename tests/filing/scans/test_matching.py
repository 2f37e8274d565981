"""What becomes of one paper: filed, waiting with its reason, or there already."""

from typing import Any

import pytest

from desk.filing.receipts.choices import ReceiptState
from desk.filing.receipts.commands import lose_receipt, reject_receipt, return_receipt_back
from desk.filing.receipts.queries import receipt_card, receipt_standing
from desk.filing.scans.booking import (
    PaperBooked,
    PaperRead,
    book_scan_page,
    finish_pile,
    keep_scan_file,
    start_pile,
)
from desk.filing.scans.choices import PileSource, ScanState
from desk.filing.scans.queries import scan_page, scan_pages, scan_picture
from desk.filing.scans.sorting import (
    discard_scan,
    place_scan,
    retry_scans,
    take_back_scan,
)
from desk.filing.scans.today import scans_to_sort
from desk.freight.consignments.commands import void_consignment
from desk.freight.delivery.choices import SignResult
from desk.freight.delivery.commands import (
    depart_run,
    print_run,
    reorder_run,
    revise_run,
    void_run,
)
from desk.freight.delivery.withdrawing import withdraw_receipt
from desk.freight.tracking.choices import EventKind
from desk.freight.tracking.queries import events_of
from tests.conftest import Office
from tests.filing.receipts.papers_desk import cloth, delivered, refusal, send, settled
from tests.filing.scans.conftest import Book, bars, sure
from tests.freight.consignments.tickets import accepted
from tests.freight.delivery.yard import CLOTH, TROLLEYS, enter, entry, gone, in_stock, planned
from tests.freight.permissions import assert_matrix


def one(booked: tuple[PaperBooked, ...]) -> PaperBooked:
    (paper,) = booked
    return paper


def standing(office: Office, number: str) -> str:
    return office.as_("jia").ask(receipt_standing, number=number)


def pictures(office: Office, number: str) -> int:
    return len(office.as_("jia").ask(receipt_card, number=number).scans)


def doing(office: Office, command: Any, **arguments: Any) -> Any:
    return office.as_("jia").run(command, **arguments).value


def gone_from(run: str) -> str:
    return f"派送单 {run} 已作废、退回修改过或已撤下这一票,请核对单号。"


@pytest.fixture
def signed(office: Office) -> tuple[str, str]:
    """A cloth signed for at the door: its waybill and its run."""
    number = cloth(office)
    return number, delivered(office, number)


def test_who_may_file_scans(office: Office) -> None:
    commands = (
        start_pile,
        keep_scan_file,
        book_scan_page,
        finish_pile,
        place_scan,
        discard_scan,
        take_back_scan,
        retry_scans,
    )
    assert_matrix(office, dict.fromkeys(commands, "CS IN OUT MGR"))


def test_a_pile_read_to_its_end_is_closed_and_the_next_gets_a_number(office: Office) -> None:
    here: dict[str, Any] = {"source": PileSource.CHOSEN, "place": "桌面"}
    first = doing(office, start_pile, **here)
    assert doing(office, start_pile, **here) == first
    assert doing(office, finish_pile, source=PileSource.CHOSEN, place="别处") == 0
    assert doing(office, finish_pile, **here) == 1
    assert doing(office, finish_pile, **here) == 0
    assert doing(office, start_pile, **here) != first


def test_a_signed_paper_is_filed_and_its_receipt_is_in(
    office: Office, book: Book, signed: tuple[str, str]
) -> None:
    number, run = signed
    booked = one(book(sure(f"{run}/01")))
    assert (booked.state, booked.reason) == (ScanState.FILED, "")
    card = office.as_("jia").ask(receipt_card, number=number)
    assert card.row.state is ReceiptState.RECEIVED
    assert [label for label, _ in card.scans] == [f"{number} 回单.jpg"]
    events = office.as_("jia").ask(events_of, number=number)
    assert [e.kind for e in events].count(EventKind.RECEIPT_IN) == 1
    picture = office.desk.ask(scan_picture, page_id=booked.page_id)
    assert picture.path.read_bytes().startswith(b"\xff\xd8\xff")


@pytest.mark.parametrize("paper", ["waybill", "bars of the receipt"])
def test_the_note_or_the_bars_alone_file_a_paper_that_is_waited_for(
    office: Office, book: Book, signed: tuple[str, str], paper: str
) -> None:
    number, run = signed
    read = sure(number) if paper == "waybill" else bars(f"{run}/01")
    assert one(book(read)).state is ScanState.FILED
    assert standing(office, number) == "已收回"


def test_a_paper_handed_in_before_only_gets_its_picture(
    office: Office, book: Book, signed: tuple[str, str]
) -> None:
    number, run = signed
    settled(office, run)
    before = office.as_("jia").ask(receipt_card, number=number).row
    assert one(book(bars(number))).state is ScanState.FILED
    assert office.as_("jia").ask(receipt_card, number=number).row == before
    assert pictures(office, number) == 1


def test_a_second_picture_is_a_duplicate_whatever_became_of_the_receipt(
    office: Office, book: Book, signed: tuple[str, str]
) -> None:
    number, run = signed
    book(sure(f"{run}/01"))
    twin = one(book(sure(number)))
    assert (twin.state, twin.reason) == (ScanState.DUPLICATE, f"{number} 回单已收回,已有影像。")
    send(office, number)
    assert one(book(sure(f"{run}/01"))).reason == f"{number} 回单已交付,已有影像。"
    by_bars = one(book(bars(number)))
    assert by_bars.state is ScanState.WAITING
    assert "只认出条码" in by_bars.reason
    assert pictures(office, number) == 1


def test_two_papers_on_a_page_are_two_records(
    office: Office, book: Book, signed: tuple[str, str]
) -> None:
    number, run = signed
    first, second = book(sure(f"{run}/01"), sure("YD2611990001"))
    assert first.state is ScanState.FILED
    assert (second.state, second.reason) == (ScanState.WAITING, "系统里没有运单 YD2611990001。")
    assert [r.part_no for r in office.desk.ask(scan_pages, state=None)] == [1, 2]
    assert office.desk.ask(scan_pages)[0].page_id == second.page_id
    assert pictures(office, number) == 1


def test_what_the_record_does_not_know_waits(
    office: Office, book: Book, signed: tuple[str, str]
) -> None:
    number, run = signed
    assert one(book(sure("PS261119-077/01"))).reason == "系统里没有派送单 PS261119-077。"
    assert one(book(sure(f"{run}/09"))).reason == gone_from(run)
    said = one(book(PaperRead(sentence="这是另一家公司的单据,不归档。")))
    assert (said.state, said.number) == (ScanState.WAITING, "")
    assert standing(office, number) == "待收回"


def test_a_paper_of_a_void_run_waits(office: Office, book: Book) -> None:
    number = cloth(office)
    run = planned(office, number)
    office.as_("in").with_(reason="改天送").run(void_run, number=run, reason="改天送")
    assert one(book(sure(f"{run}/01"))).reason == gone_from(run)


def test_a_receipt_printed_before_the_stops_were_turned_round_names_no_stop(
    office: Office, book: Book
) -> None:
    first = cloth(office)
    second = in_stock(office, CLOTH)
    run = planned(office, first, second)
    desk = office.as_("in")
    assert [p.qr for p in desk.paper("P-03", run)] == [None, None]  # a draft is not to be signed
    desk.run(print_run, number=run)
    old = [page.number for page in desk.paper("P-03", run)]
    desk.run(revise_run, number=run)
    desk.run(reorder_run, number=run, waybills=(second, first))
    desk.run(print_run, number=run)
    new = [page.number for page in desk.paper("P-03", run)]
    assert not set(old) & set(new)
    office.at("2026-11-19 10:40")
    office.as_("in").run(depart_run, number=run)
    office.at("2026-11-19 13:30")
    for number in (first, second):
        enter(office, run, number, entry())
    for paper_no in old:
        for read_as in (sure(paper_no), bars(paper_no)):
            waiting = one(book(read_as))
            assert (waiting.state, waiting.reason) == (ScanState.WAITING, gone_from(run))
    filed = [one(book(sure(paper_no))) for paper_no in new]
    rows = [office.desk.ask(scan_page, page_id=paper.page_id) for paper in filed]
    assert [row.waybill for row in rows] == [second, first]


def test_a_blank_page_is_put_aside_and_can_still_be_placed(
    office: Office, book: Book, signed: tuple[str, str]
) -> None:
    number, _ = signed
    blank = one(book(PaperRead(sentence="这一页是空白的。"), blank=True))
    assert blank.state is ScanState.DISCARDED
    assert doing(office, place_scan, page_id=blank.page_id, number=number).state is ScanState.PLACED


def test_a_refused_delivery_has_no_signed_paper(office: Office, book: Book) -> None:
    number = cloth(office)
    run = gone(office, number)
    enter(office, run, number, entry(SignResult.REFUSED))
    assert "没有签收" in one(book(sure(f"{run}/01"))).reason


def test_a_paper_scanned_before_the_signature_is_filed_with_it(office: Office, book: Book) -> None:
    number = cloth(office)
    run = gone(office, number)
    early = one(book(sure(f"{run}/01")))
    note = one(book(sure(number)))
    assert early.state is note.state is ScanState.WAITING
    assert "登记后自动归档" in early.reason
    enter(office, run, number, entry())
    rows = {r.page_id: r for r in office.as_("jia").ask(scan_pages, state=None)}
    assert rows[early.page_id].state is ScanState.FILED
    assert rows[note.page_id].state is ScanState.DUPLICATE
    assert standing(office, number) == "已收回"


def test_a_signature_taken_back_frees_the_scan_until_it_is_entered_again(
    office: Office, book: Book, signed: tuple[str, str]
) -> None:
    number, run = signed
    booked = one(book(sure(f"{run}/01")))
    doing(office, return_receipt_back, number=number, reason="登记错票")
    office.as_("in").run(withdraw_receipt, number=run, waybill=number, reason="登记错票")
    row = office.as_("jia").ask(scan_page, page_id=booked.page_id)
    assert (row.state, row.waybill) == (ScanState.WAITING, number)
    enter(office, run, number, entry())
    again = office.as_("jia").ask(scan_page, page_id=booked.page_id)
    assert again.state is ScanState.FILED
    assert pictures(office, number) == 1


def test_a_signature_taken_back_frees_the_scan_of_a_paper_in_hand(
    office: Office, book: Book, signed: tuple[str, str]
) -> None:
    number, run = signed
    booked = one(book(sure(f"{run}/01")))
    office.as_("in").run(withdraw_receipt, number=run, waybill=number, reason="登记错票")
    row = office.as_("jia").ask(scan_page, page_id=booked.page_id)
    assert (row.state, standing(office, number)) == (ScanState.WAITING, "待签回")
    enter(office, run, number, entry())
    assert standing(office, number) == "已收回"
    assert pictures(office, number) == 1


def test_a_lost_paper_is_filed_by_hand_only(
    office: Office, book: Book, signed: tuple[str, str]
) -> None:
    number, run = signed
    doing(office, lose_receipt, number=number, reason="司机弄丢")
    found = one(book(sure(f"{run}/01")))
    assert "遗失" in found.reason
    assert doing(office, retry_scans) == 0
    assert doing(office, place_scan, page_id=found.page_id, number=number).state is ScanState.PLACED
    assert standing(office, number) == "已收回"


def test_a_worthless_paper_is_replaced_by_a_good_one(
    office: Office, book: Book, signed: tuple[str, str]
) -> None:
    number, run = signed
    book(sure(f"{run}/01"))
    doing(office, reject_receipt, number=number, reason="没有盖章")
    assert one(book(sure(f"{run}/01"))).state is ScanState.FILED
    assert standing(office, number) == "已收回"
    assert pictures(office, number) == 2


def test_a_ticket_without_receipt_gets_the_signed_slip(office: Office, book: Book) -> None:
    cloth(office)
    number = in_stock(office, TROLLEYS, cod_amount_fen=0, receipt_required=False)
    run = gone(office, number)
    assert one(book(sure(number))).state is ScanState.WAITING
    enter(office, run, number, entry(pieces_signed=20))
    assert office.as_("jia").ask(scan_pages) == []
    assert standing(office, number) == "不需要回单"
    assert one(book(sure(f"{run}/01"))).reason == f"运单 {number} 已有签收单影像。"
    assert one(book(bars(number))).state is ScanState.WAITING


def test_place_discard_and_take_back(office: Office, book: Book, signed: tuple[str, str]) -> None:
    number, run = signed
    waiting = one(book(PaperRead(sentence="没有认出。")))
    desk = office.as_("jia")
    placed = doing(office, place_scan, page_id=waiting.page_id, number=f" {run.lower()}/01 ")
    assert (placed.state, placed.number) == (ScanState.PLACED, number)
    assert standing(office, number) == "已收回"
    assert "不能归档" in refusal(
        lambda: desk.run(place_scan, page_id=waiting.page_id, number=number)
    )
    assert "原因" in refusal(lambda: desk.run(take_back_scan, page_id=waiting.page_id, reason=" "))
    doing(office, take_back_scan, page_id=waiting.page_id, reason="拿错了单子")
    row = desk.ask(scan_page, page_id=waiting.page_id)
    assert (row.state, row.reason, row.waybill) == (ScanState.WAITING, "拿错了单子", "")
    assert (standing(office, number), pictures(office, number)) == ("待收回", 0)
    assert doing(office, retry_scans) == 0
    doing(office, discard_scan, page_id=waiting.page_id, reason="不是回单")
    assert desk.ask(scan_page, page_id=waiting.page_id).state is ScanState.DISCARDED


def test_a_paper_given_to_the_customer_keeps_its_receipt_when_the_scan_goes(
    office: Office, book: Book, signed: tuple[str, str]
) -> None:
    number, run = signed
    booked = one(book(sure(f"{run}/01")))
    send(office, number)
    doing(office, take_back_scan, page_id=booked.page_id, reason="图片是别人的")
    assert (standing(office, number), pictures(office, number)) == ("已交付", 0)


def test_placing_is_refused_with_the_reason(office: Office, book: Book) -> None:
    number = cloth(office)
    waiting = one(book(PaperRead(sentence="没有认出。")))
    desk = office.as_("jia")
    assert "必填" in refusal(lambda: desk.run(place_scan, page_id=waiting.page_id, number=" "))
    unknown = refusal(lambda: desk.run(place_scan, page_id=waiting.page_id, number="YD2601010001"))
    assert "找不到运单" in unknown
    early = doing(office, place_scan, page_id=waiting.page_id, number=number)
    assert early.state is ScanState.WAITING
    run = gone(office, number)
    enter(office, run, number, entry())
    row = office.as_("jia").ask(scan_page, page_id=waiting.page_id)
    assert row.state is ScanState.FILED


def test_todays_board_names_the_pile(office: Office, book: Book) -> None:
    book(PaperRead(sentence="没有认出。"))
    book(PaperRead(sentence="没有认出。"))
    with office.as_("jia").reading() as reader:
        (row,) = scans_to_sort(reader)
    assert row.title == f"{row.number}:2 张待整理"
    assert (row.page, row.arguments) == ("scan_sorting", {"pile": row.number})


def test_a_void_ticket_takes_no_paper(office: Office, book: Book) -> None:
    number = accepted(office.as_("jia"), CLOTH)
    doing(office, void_consignment, number=number, reason="客户取消")
    waiting = one(book(sure(number)))
    assert waiting.reason == f"运单 {number} 已作废。"
    desk = office.as_("jia")
    assert "作废" in refusal(lambda: desk.run(place_scan, page_id=waiting.page_id, number=number))
