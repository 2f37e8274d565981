"""``python -m tests.queues OUT``: print every paper size on real queues and measure what comes out.

As root on Debian 12, with its package source within reach. Each size is printed through the program's
own way (QPrinter with the CUPS plugin) on CUPS-PDF and on a 24-pin ESC/P2 queue, whose data are decoded
into a picture: plain, shifted, and shifted and scaled by a profile, then corrected by what was measured.
Then papers of a sample office, whose barcodes are read from the pictures, and each of its forms, whose
outermost ink is measured. Pictures, data and ``offsets.txt`` are in OUT. Ends with 0 only if every cross
and edge is within 0.3 mm and every barcode is read.
"""

import argparse
import os
import sys
import tempfile
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

from PIL import Image

from desk.documents.calibration import CROSS_MM, barcode_of, calibration_page
from desk.documents.papers import SIZES, PaperSize
from desk.documents.pdf import render_pdf
from desk.documents.pictures import page_count, pdf_page
from desk.printing import Manner, PrintRun
from tests.queues.escp2 import DPI, pages_of
from tests.queues.every_form import first_page, off_mm, printable
from tests.queues.measuring import Print, errors_mm, worst_mm
from tests.queues.server import LASER, PINS, PrintServer
from ui.print_profiles import Measured, PrintProfile

MOST_MM = 0.3
LASER_DPI = 600.0
DOTS = {LASER: 0, PINS: 180}
"""What the profile says of dots: the driver of pins is not asked by CUPS."""
PROFILES = {
    "plain": PrintProfile(),
    "shifted": PrintProfile(right_mm=2.0, down_mm=-1.5),
    "scaled": PrintProfile(right_mm=-1.2, down_mm=0.8, across_percent=99.0, downward_percent=100.5),
}
PAPERS = (
    ("P-02", "A4L", ""),
    ("P-07", "A4P", ""),
    ("P-25", "A4H", "A4"),
    ("P-03", "C241", ""),
    ("P-33", "C241", ""),
    ("P-35", "C241T", "C241/3"),
    ("P-32", "LBL100X70", ""),
)
"""Form, its size, and the paper it is asked for on."""
WITHOUT_BARS = {"P-07"}


class Lab:
    """The queues, and what is found on them."""

    def __init__(self, out: Path, server: PrintServer) -> None:
        self.out, self.server = out, server
        self.lines: list[str] = []
        self.wrong: list[str] = []

    def say(self, line: str, wrong: bool = False) -> None:
        line = f"{line}  WRONG" if wrong else line
        self.lines.append(line)
        self.wrong += [line] * wrong
        (self.out / "offsets.txt").write_text("\n".join(self.lines) + "\n", encoding="utf-8")
        print(line, flush=True)

    def printed(self, queue: str, name: str, size: PaperSize) -> list[Print]:
        """The pages of the last job, upright and cut to the sheet; pictures of them are kept."""
        data = self.server.taken(queue)
        pages = [page.upright(size) for page in _pages(queue, data)]
        for number, page in enumerate(pages[:2]):
            page.picture.save(self.out / f"{queue}-{name}-{number + 1}.png")
        (self.out / f"{queue}-{name}.{'pdf' if queue == LASER else 'prn'}").write_bytes(data)
        return pages

    def calibrate(self, queue: str, size: PaperSize, name: str, profile: PrintProfile) -> Print:
        """Print the calibration page with a profile."""
        from ui.printers import Sheet, SystemPrinters
        from ui.printing import send_pdf

        pdf = render_pdf(calibration_page(size, datetime.now(UTC), profile.said)).pdf
        sheet = Sheet(size.width_mm, size.height_mm)
        send_pdf(SystemPrinters(), pdf, sheet, profile, "calibration", lambda _done, _all: None)
        (page,) = self.printed(queue, f"{size.key}-{name}", size)
        return page

    def size(self, queue: str, size: PaperSize) -> None:
        """One line of the table: the worst cross with every profile, and the bars."""
        cells = []
        fine = True
        for name, profile in PROFILES.items():
            page = self.calibrate(queue, size, name, _at(profile, queue))
            worst = worst_mm(errors_mm(page, size, profile))
            fine = fine and max(map(abs, worst)) <= MOST_MM
            cells.append(f"{worst[0]:+.2f} {worst[1]:+.2f}")
            if name == "scaled":
                better = _at(profile, queue).measured(size, _ruler(page, size, profile))
        page = self.calibrate(queue, size, "corrected", better)
        worst = worst_mm(errors_mm(page, size, PrintProfile()))
        fine = fine and max(map(abs, worst)) <= MOST_MM
        cells.append(f"{worst[0]:+.2f} {worst[1]:+.2f}")
        read = barcode_of(size) in page.barcodes() or size.height_mm < 80
        self.say(f"{queue:9} {size.key:10} " + "   ".join(cells), wrong=not (fine and read))

    def paper(self, queue: str, run: PrintRun, key: str) -> None:
        """One paper of the office: its barcodes are read from the picture."""
        from ui.printers import Sheet, SystemPrinters
        from ui.printing import send_run

        size = SIZES[key]
        sheet, profile = Sheet(size.width_mm, size.height_mm), PrintProfile(queue, dpi=DOTS[queue])
        title = f"{run.code} {run.numbers[0]}"
        sent = send_run(SystemPrinters(), run, sheet, profile, title, lambda _done, _all: None)
        pages = self.printed(queue, f"{run.code}-{key}", size)
        read = set().union(*(page.barcodes() for page in pages))
        told = " ".join(sorted(text.splitlines()[0][:24] for text in read)) or "-"
        number = run.numbers[0]
        fine = len(pages) == sent and (
            run.code in WITHOUT_BARS or any(number in text for text in read)
        )
        self.say(f"{queue:9} {run.code} {key:9} {sent} page(s), read: {told}", wrong=not fine)

    def form(self, queue: str, code: str, size: PaperSize, pdf: bytes) -> None:
        """One form: how far its outermost ink lies from where the form has it."""
        from ui.printers import Sheet, SystemPrinters
        from ui.printing import send_pdf

        profile = PrintProfile(queue, dpi=DOTS[queue])
        sheet = Sheet(size.width_mm, size.height_mm)
        send_pdf(SystemPrinters(), pdf, sheet, profile, code, lambda _done, _all: None)
        page, wanted = self.printed(queue, f"form-{code}", size)[0], first_page(pdf)
        sides = (page, page.turned()) if size.width_mm > size.height_mm else (page,)
        off = min((off_mm(side, wanted) for side in sides), key=lambda mm: max(map(abs, mm)))
        told = "  ".join(f"{mm:+.2f}" for mm in off)
        self.say(f"{queue:9} {code} {size.key:10} {told}", wrong=max(map(abs, off)) > MOST_MM)


def _at(profile: PrintProfile, queue: str) -> PrintProfile:
    from msgspec.structs import replace

    return replace(profile, printer=queue, dpi=DOTS[queue])


def _ruler(page: Print, size: PaperSize, profile: PrintProfile) -> Measured:
    """What somebody with a ruler reads off a page printed with a profile, to a tenth of a millimetre."""
    off = errors_mm(page, size, profile)
    from tests.queues.measuring import wanted

    (x, y), (far_x, _), (_, low_y), _ = (
        (a + dx, b + dy) for (a, b), (dx, dy) in zip(wanted(size, profile), off, strict=True)
    )
    return Measured(round(x, 1), round(y, 1), round(far_x - x, 1), round(low_y - y, 1))


def _pages(queue: str, data: bytes) -> Iterator[Print]:
    if queue == PINS:
        yield from (Print(page, DPI) for page in pages_of(data))
        return
    for number in range(page_count(data)):
        found = pdf_page(data, number, LASER_DPI)
        shape = (found.width, found.height)
        page = Image.frombuffer("RGB", shape, found.pixels, "raw", "BGRX", found.stride, 1)
        yield Print(page.convert("L"), LASER_DPI)


def main() -> int:
    """Run the lab; see the head of this file."""
    parser = argparse.ArgumentParser(prog="python -m tests.queues", description=__doc__)
    parser.add_argument("out", type=Path)
    out: Path = parser.parse_args().out.resolve()
    out.mkdir(parents=True, exist_ok=True)
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    with tempfile.TemporaryDirectory() as folder:
        os.environ["DESK_STATE"] = folder
        server = PrintServer(Path(folder) / "cups")
        Path(folder).chmod(0o755)
        server.install()
        with server:
            lab = Lab(out, server)
            _measure(lab, Path(folder))
    print(f"{len(lab.wrong)} wrong" if lab.wrong else "all is well", flush=True)
    return int(bool(lab.wrong))


def _measure(lab: Lab, folder: Path) -> None:
    from PySide6.QtWidgets import QApplication

    from ui.selftest.office import TrialOffice

    application = QApplication.instance() or QApplication([])
    lab.say(
        f"worst cross in mm (right, down), limit {MOST_MM}; crosses {CROSS_MM:g} mm from the edges"
    )
    lab.say(f"{'queue':9} {'size':10} " + "   ".join(f"{n:11}" for n in (*PROFILES, "corrected")))
    for queue in (LASER, PINS):
        for size in SIZES.values():
            lab.size(queue, size)
    office = TrialOffice(folder)
    office.make()
    numbers = office.sample.papers if office.sample else {}
    for queue in (LASER, PINS):
        for code, key, paper in PAPERS:
            options = office.desk.form(code).on(paper) | ({"last": 1} if code == "P-32" else {})
            manner = Manner(options=options, printer=queue)
            lab.paper(queue, PrintRun(office.desk, code, [numbers[code]], manner), key)
    lab.say(f"outermost ink of every form, off in mm (left, top, right, bottom), limit {MOST_MM}")
    for code, size, pdf in printable(folder):
        for queue in (LASER, PINS):
            lab.form(queue, code, size, pdf)
    office.close()
    application.quit()


if __name__ == "__main__":
    sys.exit(main())
