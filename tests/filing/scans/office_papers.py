"""A real office with signed deliveries, and its own papers as it prints them."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import timedelta
from random import Random

from PIL import Image

from desk.documents.pdf import render_pdf
from desk.documents.pictures import pdf_page
from desk.freight.consignments.drafts import CargoDraft
from desk.freight.delivery.commands import depart_run
from desk.freight.delivery.settling import return_run, settle_run
from tests.conftest import Office, at
from tests.documents.paper_reading import image
from tests.freight.consignments.tickets import accepted, arrive
from tests.freight.delivery.yard import CLOTH, PLAN, enter, entry, planned, with_truck

PER_RUN = 25
SMALL = CargoDraft(goods_name="布料", pieces=1, weight_g=10_000, volume_cm3=20_000)
SIZES = ("C241", "A4")


@dataclass(frozen=True)
class Signed:
    """A delivered consignment and its two numbers."""

    waybill: str
    receipt_no: str


@dataclass(frozen=True)
class OfficePapers:
    """The papers of an office by serial and size, as PDF; prints what the pile wants of them."""

    sheets: dict[tuple[int, str], tuple[str, str, bytes]]

    def __call__(
        self, serial: int, size: str, dpi: int, dice: Random
    ) -> tuple[Image.Image, str, str]:
        form, number, pdf = self.sheets[serial, size]
        return image(pdf_page(pdf, 0, dpi)).convert("L"), form, number


def signed_tickets(office: Office, count: int, *, settled_too: bool = True) -> list[Signed]:
    """So many deliveries signed for; of every second run the papers were handed in already."""
    office.at("2026-11-18 17:30")
    with_truck(office)
    signed: list[Signed] = []
    while len(signed) < count:
        size = min(PER_RUN, count - len(signed))
        signed += _signed_run(office, size, settled_too and len(signed) // PER_RUN % 2 == 1)
    return signed


def _signed_run(office: Office, size: int, settle: bool) -> list[Signed]:
    run, waybills = loaded_run(office, size)
    for waybill in waybills:
        enter(office, run, waybill, entry(signed_at=office.clock.now() - timedelta(minutes=10)))
    desk = office.as_("in")
    desk.run(return_run, number=run)
    numbers = [f"{run}/{n:02}" for n in range(1, size + 1)]
    if settle:
        desk.run(settle_run, number=run, cash_handed_in_fen=0, receipts_handed_in=tuple(numbers))
    return [Signed(w, n) for w, n in zip(waybills, numbers, strict=True)]


def loaded_run(office: Office, size: int) -> tuple[str, list[str]]:
    """A run of small parcels on its way, and its waybills; half an hour passes."""
    waybills = [accepted(office.as_("jia"), CLOTH, lines=(SMALL,)) for _ in range(size)]
    for waybill in waybills:
        office.as_("in").run(arrive, number=waybill, pieces=1)
    now = max(office.clock.now(), at("2026-11-19 10:00"))
    office.clock.put(now)
    out, back = now + timedelta(minutes=5), now + timedelta(minutes=25)
    run = planned(office, *waybills, run_on=PLAN.run_on, planned_out_at=out, planned_back_at=back)
    office.clock.put(out)
    office.as_("in").run(depart_run, number=run)
    office.clock.put(back)
    return run, waybills


def office_papers(office: Office, serials: Sequence[int], signed: Sequence[Signed]) -> OfficePapers:
    """One paper of each serial in both sizes: mostly receipts, some notes and collection slips."""
    desk = office.as_("in")
    sheets = {}
    for serial, ticket in zip(serials, signed, strict=True):
        form = Random(serial).choice(("P-03", "P-03", "P-03", "P-25", "P-25", "P-33"))
        number = ticket.receipt_no if form == "P-03" else ticket.waybill
        for size in SIZES:
            paper = desk.paper(form, number, print_no=1, paper=size)[0]
            copies = paper.copies if paper.size.carbon else paper.copies[:1]
            pdf = render_pdf(replace(paper, copies=copies)).pdf
            sheets[serial, size] = form, number, pdf
    return OfficePapers(sheets)
