"""What stands around the blocks of every page: head with firm, title and number, foot, watermark.

The first page has the full head; the following pages a single line, to leave room for rows.

Source: spec 4.0.
"""

from dataclasses import dataclass

from desk.documents.barcodes import QUIET_MODULES, Bars, fit_bars
from desk.documents.papers import Kind, Paper, PaperSize, shown
from desk.documents.pdf_pen import MM, Pen
from desk.documents.pdf_text import cut, shrunk_size
from desk.documents.qr_codes import lay_out_qr
from desk.kernel.text import tr

FOOT = 4.5 * MM
_FIRST_HEAD = 17.5 * MM
_NEXT_HEAD = 7.5 * MM
_TITLE, _FIRM, _SMALL, _NUMBER = 16.0, 9.0, 7.5, 10.0
_BAR_HEIGHT = 6.8 * MM
_QR_TOP = 0.6 * MM
_BAR_ROOM = {"C241": 62.0, "A4L": 62.0}
_BAR_ROOM_ELSEWHERE = 58.0
_PIN_DPI, _LASER_DPI, _LABEL_DPI = 180, 300, 203
_WATERMARK_GREY = 0.92


@dataclass(frozen=True)
class Sheet:
    """Where a page's blocks may stand; points from the upper left corner."""

    paper: Paper
    copy: str

    @property
    def left(self) -> float:
        return self.paper.size.left_mm * MM

    @property
    def width(self) -> float:
        return self.paper.size.print_width_mm * MM

    @property
    def bottom(self) -> float:
        foot = 0 if self.paper.bare else FOOT
        return (self.paper.size.height_mm - self.paper.size.bottom_mm) * MM - foot

    def top(self, page: int) -> float:
        head = 0.0
        if not self.paper.bare:
            head = _NEXT_HEAD if page > 1 else _FIRST_HEAD
        return self.paper.size.top_mm * MM + head


def dots_per_inch(size: PaperSize) -> int:
    """Return the resolution whose dots bars are made of.

    Pin printers 180, lasers 300 and its multiples, label printers 203 dots per inch [assumed].
    """
    if size.carbon:
        return _PIN_DPI
    return _LABEL_DPI if size.key.startswith("LBL") else _LASER_DPI


def draw_frame(sheet: Sheet, pen: Pen, page: int, pages: int) -> None:
    """Draw everything that is not a block on one page."""
    paper = sheet.paper
    if paper.watermark:
        _draw_watermark(paper, pen)
    if paper.bare:
        return
    if page == 1:
        _draw_head(sheet, pen)
    else:
        _draw_next_head(sheet, pen)
    _draw_foot(sheet, pen, page, pages)


def draw_bars(bars: Bars, pen: Pen, x: float, y: float, height: float, dpi: int) -> None:
    """Draw a barcode; its left edge is moved to the nearest whole dot."""
    dot = 72 / dpi
    x = round(x / dot) * dot
    for offset, width in bars.bars_mm:
        pen.fill(x + offset * MM, y, width * MM, height)


def _draw_watermark(paper: Paper, pen: Pen) -> None:
    width, height = paper.size.width_mm * MM, paper.size.height_mm * MM
    text = paper.watermark or ""
    size = min(width, height * 1.4) * 0.5 / max(len(text), 2)
    pen.slanted(width / 2, height / 2, text, size, _WATERMARK_GREY)


def _draw_head(sheet: Sheet, pen: Pen) -> None:
    paper, left, right = sheet.paper, sheet.left, sheet.left + sheet.width
    top = paper.size.top_mm * MM
    middle, side = left + sheet.width / 2, _draw_number(sheet, pen, right, top)
    taken = _draw_qr(paper, pen, left, top)
    pen.background(True)
    pen.centred(middle, top + 2 * MM, paper.firm, _FIRM)
    room = sheet.width - 2 * side
    size = shrunk_size(pen.face(True), paper.title, _TITLE, room, 0.5)
    pen.centred(middle, top + 8.6 * MM, paper.title, size, bold=True)
    named = paper.copies if paper.size.carbon else (sheet.copy,)
    copies = _fitting(pen, "  ".join(named), _SMALL + 0.5, sheet.width - side - taken)
    pen.text(left + taken, top + 13.8 * MM, copies, _SMALL + 0.5)
    pen.background(False)
    if paper.footer.print_no > 1:
        mark = tr("补打 {n}").format(n=paper.footer.print_no - 1)
        _draw_mark(pen, left + taken, top + 0.6 * MM, mark)


def _draw_number(sheet: Sheet, pen: Pen, right: float, top: float) -> float:
    """Draw form code, number and bars at the right and return the width they take."""
    paper = sheet.paper
    dpi = dots_per_inch(paper.size)
    room = _BAR_ROOM.get(paper.size.key, _BAR_ROOM_ELSEWHERE)
    bars = fit_bars(paper.barcode, room, dpi) if paper.barcode else None
    code = f"{paper.form_code} {paper.edition}"
    pen.background(True)
    pen.right(right, top + 1.6 * MM, code, _SMALL)
    pen.background(False)
    number = tr("编号：") + (paper.number or tr("草稿"))
    wide = max(pen.width(code, _SMALL), pen.width(number, _NUMBER, True))
    if bars is None:
        pen.right(right, top + 7 * MM, number, _NUMBER, bold=True)
        return wide + 2 * MM
    quiet = QUIET_MODULES * bars.module_mm
    draw_bars(bars, pen, right - (bars.width_mm + quiet) * MM, top + 3.8 * MM, _BAR_HEIGHT, dpi)
    pen.right(right - quiet * MM, top + 13.2 * MM, number, _NUMBER, bold=True)
    return max(wide + quiet * MM, (bars.width_mm + 2 * quiet) * MM)


def _draw_qr(paper: Paper, pen: Pen, left: float, top: float) -> float:
    """Draw the QR code at the left, away from the bars, and return the width it takes.

    A stain or stamp that spoils one of the two codes leaves the other readable.
    """
    if not paper.qr:
        return 0
    dpi = dots_per_inch(paper.size)
    code, dot = lay_out_qr(paper.qr, dpi), 72 / dpi
    module = code.module_mm * MM
    x, y = (round(at / dot) * dot for at in (left + code.quiet_mm * MM, top + _QR_TOP))
    for column, row, length in code.runs:
        pen.fill(x + column * module, y + row * module, length * module, module)
    return (code.width_mm + 2 * code.quiet_mm) * MM


def _draw_mark(pen: Pen, x: float, y: float, text: str) -> None:
    width = pen.width(text, _NUMBER, True) + 3 * MM
    pen.frame(x, y, width, 5 * MM, 0.8)
    pen.centred(x + width / 2, y + 2.5 * MM, text, _NUMBER, bold=True)


def _draw_next_head(sheet: Sheet, pen: Pen) -> None:
    paper, left = sheet.paper, sheet.left
    y = paper.size.top_mm * MM + 2.6 * MM
    pen.background(True)
    pen.text(left, y, f"{paper.firm}  {sheet.copy}", _SMALL)
    pen.centred(left + sheet.width / 2, y, paper.title + tr("（续）"), _NUMBER, bold=True)
    pen.background(False)
    number = paper.number or tr("草稿")
    pen.right(left + sheet.width, y, f"{number}  {paper.form_code}", _SMALL)


def _draw_foot(sheet: Sheet, pen: Pen, page: int, pages: int) -> None:
    footer, left = sheet.paper.footer, sheet.left
    y = sheet.bottom + FOOT - 1.4 * MM
    printed = shown(footer.printed_at, Kind.MOMENT)
    pen.text(left, y, tr("制表人：{who}").format(who=footer.prepared_by), _SMALL)
    pen.text(left + sheet.width * 0.22, y, tr("打印时间：{at}").format(at=printed), _SMALL)
    count = tr("第{page}页/共{pages}页").format(page=page, pages=pages)
    pen.centred(left + sheet.width / 2, y, count, _SMALL)
    pen.right(left + sheet.width, y, footer.nth, _SMALL)


def _fitting(pen: Pen, text: str, size: float, width: float) -> str:
    return cut(pen.face(False), text, size, width)
