"""The program's own receipts, notes and collection slips, printed with invented numbers."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

from PIL import Image

from desk.app import Desk
from desk.documents.paper_code import paper_code
from desk.documents.papers import Paper
from desk.documents.pdf import render_pdf
from desk.documents.pictures import pdf_page
from desk.freight.delivery.commands import print_run
from desk.kernel.clock import SetClock
from desk.office.users import keys
from desk.office.users.commands import add_user, change_password
from desk.sample.cast import FIRM
from tests.conftest import PASSWORD, PEOPLE, Office, at
from tests.documents.paper_reading import image
from tests.freight.delivery.yard import planned, ready

FORMS = ("P-03", "P-25", "P-33")
SIZES = ("C241", "A4")


@contextmanager
def _office() -> Iterator[Office]:
    keys.cost = keys.KdfCost(64, 1, 1)
    before = os.environ.get("DESK_STATE")
    with TemporaryDirectory() as folder:
        os.environ["DESK_STATE"] = str(Path(folder) / "state")
        clock = SetClock(at("2026-11-16 10:00"))
        path = Path(folder) / "p.office"
        desk = Desk.create(path, "boss", "经理", PASSWORD, clock, firm=FIRM)
        for login in ("jia", "in"):
            name, role = PEOPLE[login]
            desk.login("boss", PASSWORD)
            desk.run(add_user, login=login, name=name, role=role, password="first-" + PASSWORD)
            desk.login(login, "first-" + PASSWORD)
            desk.run(change_password, old="first-" + PASSWORD, new=PASSWORD)
            desk.login(login, PASSWORD)
        try:
            yield Office(desk, clock)
        finally:
            desk.close()
            if before is None:
                del os.environ["DESK_STATE"]
            else:
                os.environ["DESK_STATE"] = before


@cache
def templates() -> dict[tuple[str, str], Paper]:
    """One paper of every form on every size, as the program prints it, by (form, size)."""
    with _office() as office:
        waybill, other = ready(office)
        run = planned(office, waybill, other)
        numbers = {"P-03": f"{run}/01", "P-25": waybill, "P-33": other}
        desk = office.as_("in")
        desk.run(print_run, number=run)
        return {
            (form, size): desk.paper(form, numbers[form], print_no=1, paper=size)[0]
            for form in FORMS
            for size in SIZES
        }


def printed_pdf(form: str, size: str, number: str) -> bytes:
    """One sheet of a paper with this number."""
    paper = templates()[form, size]
    copy = paper.copies[:1] if not paper.size.carbon else paper.copies
    qr = paper_code(form, number, paper.firm)
    return render_pdf(replace(paper, number=number, barcode=number, qr=qr, copies=copy)).pdf


def printed(form: str, size: str, number: str, dpi: float) -> Image.Image:
    """The sheet as a grey picture."""
    return image(pdf_page(printed_pdf(form, size, number), 0, dpi)).convert("L")
