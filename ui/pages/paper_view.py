"""The pages of a PDF as pictures in a scroll area; only what is looked at is rendered."""

from collections import OrderedDict

from PySide6.QtCore import QRect, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent, QPixmap, QResizeEvent
from PySide6.QtWidgets import QScrollArea, QWidget

from desk.documents.pictures import Picture, pdf_page
from desk.kernel.text import tr
from ui.bridge import Bridge
from ui.dots import INCH_MM, image_of
from ui.printers import Sheet
from ui.theme import SPACE, colour

SCREEN_DPI = 96.0
MOST_PICTURES = 12
FIT = 0.0


class PaperView(QScrollArea):
    """Shows a PDF; `zoom` 0 fits the width. `page_changed` tells the page in view (from 1)."""

    page_changed = Signal(int)

    def __init__(self, bridge: Bridge) -> None:
        super().__init__()
        self.setObjectName("paperGround")
        self.setAccessibleName(tr("预览"))
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
        self.pages = _Pages(bridge)
        self.setWidget(self.pages)
        self.zoom = FIT
        self._page = 1
        self.verticalScrollBar().valueChanged.connect(self._scrolled)

    def show_pdf(self, pdf: bytes, pages: int, sheet: Sheet) -> None:
        """Show another document from its first page."""
        self.pages.take(pdf, pages, sheet)
        self.set_zoom(self.zoom)
        self.verticalScrollBar().setValue(0)
        self._scrolled()

    def set_zoom(self, zoom: float) -> None:
        """1.0 is the size on paper; 0 fits the width of the window."""
        self.zoom = zoom
        at = self.verticalScrollBar().value() / max(1, self.verticalScrollBar().maximum())
        self.pages.scale(zoom or self._fitting(), self.viewport().width())
        self.verticalScrollBar().setValue(round(at * self.verticalScrollBar().maximum()))

    def go(self, page: int) -> None:
        """Scroll to a page, counted from 1."""
        self.verticalScrollBar().setValue(self.pages.top_of(page - 1) - SPACE.normal)

    @property
    def page(self) -> int:
        return self._page

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.set_zoom(self.zoom)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = {Qt.Key.Key_PageDown: 1, Qt.Key.Key_PageUp: -1}.get(Qt.Key(event.key()))
        if event.key() == Qt.Key.Key_Home:
            self.go(1)
        elif event.key() == Qt.Key.Key_End:
            self.go(self.pages.count)
        elif step is not None:
            self.go(max(1, min(self.pages.count, self._page + step)))
        else:
            super().keyPressEvent(event)

    def _fitting(self) -> float:
        room = self.viewport().width() - 2 * SPACE.page
        return max(0.2, room / (self.pages.sheet.width_mm / INCH_MM * SCREEN_DPI))

    def _scrolled(self) -> None:
        middle = self.verticalScrollBar().value() + self.viewport().height() // 2
        page = self.pages.page_at(middle) + 1
        if page != self._page:
            self._page = page
            self.page_changed.emit(page)


class _Pages(QWidget):
    """All pages below each other; paints those in view, asks for pictures it lacks."""

    def __init__(self, bridge: Bridge) -> None:
        super().__init__()
        self._bridge = bridge
        self._pdf = b""
        self.count = 0
        self.sheet = Sheet(210, 297)
        self._scale = 1.0
        self._pictures: OrderedDict[tuple[int, float], QPixmap] = OrderedDict()
        self._asked: set[tuple[int, float]] = set()

    def take(self, pdf: bytes, pages: int, sheet: Sheet) -> None:
        self._pdf, self.count, self.sheet = pdf, pages, sheet
        self._pictures.clear()
        self._asked.clear()

    def scale(self, scale: float, room: int) -> None:
        self._scale = scale
        across = self._page_width() + 2 * SPACE.page
        self.resize(max(across, room), self.top_of(self.count) + SPACE.normal)
        self.update()

    def top_of(self, page: int) -> int:
        """Where a page (from 0) begins."""
        return SPACE.page + page * (self._page_height() + SPACE.wide)

    def page_at(self, y: int) -> int:
        """The page (from 0) at a height."""
        page = (y - SPACE.page) // (self._page_height() + SPACE.wide)
        return max(0, min(max(0, self.count - 1), page))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(event.rect(), colour("desk"))
        if not self.count:
            return
        for page in range(
            self.page_at(event.rect().top()), self.page_at(event.rect().bottom()) + 1
        ):
            self._paint(painter, page)

    def _paint(self, painter: QPainter, page: int) -> None:
        left = (self.width() - self._page_width()) // 2
        area = QRect(left, self.top_of(page), self._page_width(), self._page_height())
        painter.fillRect(area, colour("paper"))
        picture = self._picture(page)
        if picture is not None:
            painter.drawPixmap(area, picture)
        painter.setPen(colour("line_strong"))
        painter.drawRect(area.adjusted(-1, -1, 0, 0))

    def _picture(self, page: int) -> QPixmap | None:
        dpi = SCREEN_DPI * self._scale * self.devicePixelRatioF()
        key = (page, round(dpi, 1))
        if key in self._pictures:
            self._pictures.move_to_end(key)
            return self._pictures[key]
        if key not in self._asked:
            self._asked.add(key)
            pdf = self._pdf
            self._bridge.later(
                lambda: pdf_page(pdf, page, dpi),
                lambda picture: self._arrived(pdf, key, picture),
                owner=self,
            )
        return None

    def _arrived(self, pdf: bytes, key: tuple[int, float], picture: Picture) -> None:
        self._asked.discard(key)
        if pdf is not self._pdf:
            return
        self._pictures[key] = QPixmap.fromImage(image_of(picture))
        while len(self._pictures) > MOST_PICTURES:
            self._pictures.popitem(last=False)
        self.update()

    def _page_width(self) -> int:
        return round(self.sheet.width_mm / INCH_MM * SCREEN_DPI * self._scale)

    def _page_height(self) -> int:
        return round(self.sheet.height_mm / INCH_MM * SCREEN_DPI * self._scale)
