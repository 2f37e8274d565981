"""Goods that were signed for in parts: every slip is kept, and one receipt waits for the office."""

from dataclasses import replace
from datetime import timedelta

from desk.filing.receipts.choices import ReceiptState
from desk.filing.receipts.queries import receipt_card
from desk.filing.scans.booking import PaperBooked
from desk.filing.scans.choices import ScanState
from desk.freight.delivery.commands import add_run, depart_run
from desk.freight.delivery.drafts import StopDraft
from desk.freight.delivery.settling import return_run
from tests.conftest import Office, at
from tests.filing.receipts.papers_desk import cloth
from tests.filing.scans.conftest import Book, sure
from tests.freight.delivery.yard import PLAN, enter, entry


def part_delivered(office: Office, waybill: str, pieces: int, hour: int) -> str:
    """A run with so many pieces of it, signed for within the hour; its number."""
    out = at(f"2026-11-19 {hour}:00")
    office.clock.put(out - timedelta(minutes=20))
    plan = replace(PLAN, planned_out_at=out, planned_back_at=out + timedelta(minutes=50))
    desk = office.as_("in")
    stop = StopDraft(waybill=waybill, pieces=pieces)
    run = desk.run(add_run, plan=plan, stops=(stop,)).value
    office.clock.put(out)
    office.as_("in").run(depart_run, number=run)
    office.clock.put(out + timedelta(minutes=50))
    enter(office, run, waybill, entry(signed_at=out + timedelta(minutes=30)))
    office.as_("in").run(return_run, number=run)
    return run


def one(booked: tuple[PaperBooked, ...]) -> ScanState:
    (paper,) = booked
    return paper.state


def test_the_slips_of_both_parts_hang_on_the_one_receipt(office: Office, book: Book) -> None:
    number = cloth(office)
    first = part_delivered(office, number, 10, 11)
    assert one(book(sure(f"{first}/01"))) is ScanState.FILED
    second = part_delivered(office, number, 5, 15)
    assert one(book(sure(f"{second}/01"))) is ScanState.FILED
    for run in (first, second):
        assert one(book(sure(f"{run}/01"))) is ScanState.DUPLICATE
    card = office.as_("jia").ask(receipt_card, number=number)
    assert card.row.state is ReceiptState.RECEIVED
    assert len(card.scans) == 2
    assert one(book(sure(number))) is ScanState.DUPLICATE
