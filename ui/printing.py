"""From PDF bytes to a printer (`ui.printers`).

The very bytes that are previewed are rasterised at the device's own resolution and drawn 1:1.
Source: windows of the house §3.
"""

from PySide6.QtGui import QPainter
from PySide6.QtPrintSupport import QPrinter

from desk.documents.papers import SIZES
from desk.documents.pictures import page_sizes, pdf_page
from desk.kernel.text import tr
from desk.printing import PrintedBlock, PrintRun
from ui.bridge import Step
from ui.dots import draw_page, in_black, lent, no_greys, raster_dpi, shrinking
from ui.print_faults import NotPrinted
from ui.print_profiles import PrintProfile
from ui.printers import POINTS_A_MM, PrintPort, Sheet, agree_page


class PrinterJob:
    """One job at a printer that has agreed to the paper.

    It begins with the first page that is ready: Qt begins a sheet at once, and takes back neither that
    nor any page sent (its `abort` does nothing), so what was sent before a fault still comes out.

    Raises:
        NotPrinted: no such printer, it lacks the paper size, or it does not take the job.
    """

    def __init__(self, port: PrintPort, sheet: Sheet, profile: PrintProfile, title: str) -> None:
        self.profile = profile
        told = SIZES.get(profile.sheet)
        self.sheet = Sheet(told.width_mm, told.height_mm) if told else sheet
        self.pages = 0
        self._printer = port.open(profile.printer)
        self._printer.setDocName(title)
        agree_page(self._printer, self.sheet)
        self._painter = QPainter()

    def __enter__(self) -> "PrinterJob":
        return self

    def begin(self) -> None:
        """Begin the job and its first sheet.

        Raises:
            NotPrinted: the printer does not take it.
        """
        if not self._painter.begin(self._printer):
            words = tr("打印机「{name}」没有接收任务。")
            raise NotPrinted(words.format(name=self.profile.printer))
        # PDF printers would make JPEG of a page, with a haze around every letter
        self._painter.setRenderHint(QPainter.RenderHint.LosslessImageRendering)

    def __exit__(self, fault: type[BaseException] | None, *_: object) -> None:
        if not self._painter.isActive():
            return
        self._painter.end()
        if fault is None and self._printer.printerState() == QPrinter.PrinterState.Error:
            raise self._not_taken()

    def send(self, pdf: bytes, step: Step) -> None:
        """Print every page of a PDF; `step` is told the pages that are sent, and may raise to cancel.

        Raises:
            NotPrinted: the printer stopped taking pages.
        """
        pages = page_sizes(pdf)
        for number, size in enumerate(pages):
            if self.pages and not self._printer.newPage():
                raise self._not_taken()
            self._draw(pdf, number, size)
            self.pages += 1
            step(number + 1, len(pages))

    def _draw(self, pdf: bytes, number: int, size: tuple[float, float]) -> None:
        dpi = raster_dpi(self._printer, self.profile)
        wide, high = self.profile.across_percent / 100, self.profile.downward_percent / 100
        sheet = self.sheet.width_mm, self.sheet.height_mm
        small = shrinking((size[0] / POINTS_A_MM, size[1] / POINTS_A_MM), sheet)
        smooth = not no_greys(self._printer, dpi)
        across, down = dpi[0] * wide / small, dpi[1] * high / small
        picture = pdf_page(pdf, number, across, down, smooth=smooth)
        image = lent(picture) if smooth else in_black(lent(picture))
        draw_page(self._painter, image, dpi, self._printer, self.profile)

    def _not_taken(self) -> NotPrinted:
        words = tr("打印机「{name}」在第 {n} 页后停止接收,请检查纸张和连线后再打印。")
        return NotPrinted(words.format(name=self.profile.printer, n=self.pages))


def send_pdf(
    port: PrintPort, pdf: bytes, sheet: Sheet, profile: PrintProfile, title: str, step: Step
) -> int:
    """Print every page; return how many. Runs beside the window. Copies are pages of the PDF.

    Raises:
        NotPrinted: as `PrinterJob`.
    """
    with PrinterJob(port, sheet, profile, title) as job:
        job.begin()
        job.send(pdf, step)
    return job.pages


def send_run(
    port: PrintPort, run: PrintRun, sheet: Sheet, profile: PrintProfile, title: str, step: Step
) -> int:
    """Print the documents of a run as they are drawn, block by block; return the pages.

    The printer takes the job first, so nothing is counted that it would not take; `step` is told the
    documents that are through, and the run the pages that are out.

    Raises:
        Refused: none of the documents can be printed.
        NotPrinted: as `PrinterJob`.
    """
    before, every = 0, len(run.numbers)
    with PrinterJob(port, sheet, profile, title) as job:

        def begin() -> None:
            step(0, every)
            job.begin()

        for block in run.blocks(begin):

            def through(
                page: int, pages: int, at: PrintedBlock = block, past: int = before
            ) -> None:
                run.took(at, page)
                step(past + (at.done - past) * page // pages, every)

            job.send(block.pdf, through)
            before = block.done
    return job.pages
