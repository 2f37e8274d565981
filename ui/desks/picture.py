"""A scan or photo to look at: whole, enlarged, turned; read and shrunk beside the window."""

import re
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path

from PySide6.QtCore import QByteArray, QDataStream, Qt, Signal
from PySide6.QtGui import QImage, QImageReader, QMouseEvent, QPixmap, QResizeEvent, QWheelEvent
from PySide6.QtWidgets import (
    QFileDialog,
    QGraphicsScene,
    QGraphicsView,
    QHBoxLayout,
    QVBoxLayout,
)

from desk.documents.outgoing import whole_path
from desk.documents.pictures import page_count, pdf_page
from desk.kernel.errors import FileRefused
from desk.kernel.text import tr
from ui.asking import plain_label
from ui.desks.pieces import keyed_button, on_key
from ui.desks.texts import Elided
from ui.dialog import Dialog
from ui.dots import image_of
from ui.on_screen import size_on_screen
from ui.registry import Context
from ui.theme import SPACE

_NOT_IN_NAMES = re.compile(r'[<>:"/\\|?*\x00-\x1f]')
LONGEST_PX = 2200
PDF_DPI = 160
ZOOM_STEP, ZOOM_LEAST, ZOOM_MOST = 1.25, 0.05, 8.0


def read_picture(content: bytes, page: int = 0) -> QImage:
    """The picture of a file, or of a page of a PDF, upright and not too large; empty if unreadable.

    Touches no widget: to be called beside the window.
    """
    image = _pdf(content, page) if content.startswith(b"%PDF") else _image(content)
    if max(image.width(), image.height()) > LONGEST_PX:
        keep, smooth = Qt.AspectRatioMode, Qt.TransformationMode
        image = image.scaled(
            LONGEST_PX, LONGEST_PX, keep.KeepAspectRatio, smooth.SmoothTransformation
        )
    return image


def _pdf(content: bytes, page: int) -> QImage:
    import pypdfium2

    try:
        return image_of(pdf_page(content, page, PDF_DPI))
    except pypdfium2.PdfiumError:
        return QImage()


def _pages(content: bytes) -> int:
    import pypdfium2

    try:
        return page_count(content) if content.startswith(b"%PDF") else 1
    except pypdfium2.PdfiumError:
        return 1


def _image(content: bytes) -> QImage:
    # A QBuffer made here would be asked in Python for every byte while Qt holds its lock of picture formats;
    # the window, waiting for that lock with Python's, would stand still for ever. The stream's own is Qt's.
    stream = QDataStream(QByteArray(content))
    reader = QImageReader(stream.device())
    reader.setAutoTransform(True)  # a telephone notes how it was held
    return reader.read()


class PictureView(QGraphicsView):
    """One picture.

    Signals:
        clicked: the mouse was pressed and let go on it.
    """

    clicked = Signal()

    def __init__(self, name: str) -> None:
        super().__init__()
        self._scene = QGraphicsScene(self)
        self.setScene(self._scene)
        self.setObjectName("paperGround")
        self.setAccessibleName(name)
        self.setDragMode(QGraphicsView.DragMode.ScrollHandDrag)
        self.setTransformationAnchor(QGraphicsView.ViewportAnchor.AnchorUnderMouse)
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self.fits, self._angle, self._zoom = True, 0, 1.0
        self._item = self._scene.addPixmap(QPixmap())
        self._item.setTransformationMode(Qt.TransformationMode.SmoothTransformation)

    @property
    def empty(self) -> bool:
        return self._item.pixmap().isNull()

    @property
    def angle(self) -> int:
        """By how much it is turned, in degrees."""
        return self._angle

    def show_image(self, image: QImage | None) -> None:
        """Show another picture, whole and upright; None shows nothing."""
        self._item.setPixmap(QPixmap() if image is None else QPixmap.fromImage(image))
        self._scene.setSceneRect(self._item.boundingRect())
        self._angle = 0
        self.fit()

    def fit(self) -> None:
        """Show all of it."""
        self.fits = True
        self._lay()

    def enlarge(self, times: float = ZOOM_STEP) -> None:
        """Come nearer, or go away with a factor below 1."""
        self.fits = False
        self._zoom = min(ZOOM_MOST, max(ZOOM_LEAST, self._zoom * times))
        self._lay()

    def shrink(self) -> None:
        self.enlarge(1 / ZOOM_STEP)

    def turn(self) -> None:
        """Turn it to the right by a quarter."""
        self._angle = (self._angle + 90) % 360
        self._lay()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if self.fits:
            self._lay()

    def wheelEvent(self, event: QWheelEvent) -> None:
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.enlarge(ZOOM_STEP if event.angleDelta().y() > 0 else 1 / ZOOM_STEP)
            event.accept()
        else:
            super().wheelEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        super().mouseReleaseEvent(event)
        self.clicked.emit()

    def _lay(self) -> None:
        self.resetTransform()
        self.rotate(self._angle)
        if self.fits and not self.empty:
            self.fitInView(self._item, Qt.AspectRatioMode.KeepAspectRatio)
            there = self.transform()
            self._zoom = (there.m11() ** 2 + there.m12() ** 2) ** 0.5
        else:
            self.scale(self._zoom, self._zoom)


class PictureDialog(Dialog):
    """Pictures as large as the window; the arrows go from one to the next."""

    chapter = "16_receipts"

    def __init__(self, context: Context, pictures: Sequence[tuple[str, Path]], at: int = 0) -> None:
        super().__init__()
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(tr("影像"))
        self._context, self.pictures, self.at = context, tuple(pictures), at
        self.view, self.words = PictureView(tr("影像")), Elided("strong")
        row = QHBoxLayout()
        row.setSpacing(SPACE.small)
        row.addWidget(self.words, 1)
        if len(self.pictures) > 1:
            for word, key, step in ((tr("上一张  ←"), "Left", -1), (tr("下一张  →"), "Right", 1)):
                row.addWidget(keyed_button(self, word, "", partial(self.go, step)))
                on_key(self, key, partial(self.go, step))
        for word, key, does in (
            (tr("旋转"), "R", self.view.turn),
            (tr("放大"), "+", lambda: self.view.enlarge()),
            (tr("缩小"), "-", self.view.shrink),
            (tr("整页"), "0", self.view.fit),
            (tr("另存"), "Ctrl+S", self.save_copy),
        ):
            row.addWidget(keyed_button(self, word, key, does))
        on_key(self, "=", self.view.enlarge)
        on_key(self, "PgDown", partial(self.turn_page, 1))
        on_key(self, "PgUp", partial(self.turn_page, -1))
        column = QVBoxLayout(self)
        column.addLayout(row)
        column.addWidget(self.view, 1)
        column.addWidget(
            plain_label(tr("Ctrl+滚轮缩放,按住左键拖动,PgUp/PgDn 翻页,Esc 返回。"), "small")
        )
        size_on_screen(self, 1100, 680)
        self.go(0)

    def go(self, step: int) -> None:
        """Show the next picture, or the one before."""
        self.at = (self.at + step) % len(self.pictures)
        self.page, self.pages = 0, 1
        self._show()

    def turn_page(self, step: int) -> None:
        """Show the next page of a PDF, or the one before."""
        wanted = self.page + step
        if 0 <= wanted < self.pages:
            self.page = wanted
            self._show()

    def save_copy(self) -> None:
        """Ask where to, and write the file as it was handed in."""
        label, place = self.pictures[self.at]
        target, _ = QFileDialog.getSaveFileName(self, tr("另存"), safe_name(label))
        if target:
            copy_to(self._context, place, Path(target))

    def _show(self) -> None:
        label, place = self.pictures[self.at]
        self._tell(label)
        show_file(self._context, self.view, place, self.page, self._counted)

    def _counted(self, pages: int) -> None:
        self.pages = pages
        self._tell(self.pictures[self.at][0])

    def _tell(self, label: str) -> None:
        words = f"{label}  {self.at + 1}/{len(self.pictures)}"
        if self.pages > 1:
            words += "  " + tr("第 {n}/{all} 页").format(n=self.page + 1, all=self.pages)
        self.words.setText(words)


def safe_name(label: str) -> str:
    """A label as a file name that every disk takes."""
    return _NOT_IN_NAMES.sub("_", label).strip(" .") or tr("附件")


def copy_to(context: Context, place: Path, target: Path) -> None:
    """Copy a kept file beside the window; what stood under the name before goes only then."""

    def write() -> None:
        try:
            with whole_path(target) as part:
                part.write_bytes(place.read_bytes())
        except OSError as fault:
            raise FileRefused(tr("没有存成:{why}").format(why=fault)) from fault

    said = tr("已另存:{path}").format(path=target)
    context.bridge.later(write, lambda _: context.say(said), context.tell)


def show_file(
    context: Context,
    view: PictureView,
    place: Path,
    page: int = 0,
    counted: Callable[[int], None] | None = None,
) -> None:
    """Read a page of a file beside the window and show it; what is no picture leaves the view empty.

    `counted` is told how many pages it has.
    """
    wanted = f"{place} {page}"
    view.setProperty("place", wanted)

    def came(read: tuple[QImage, int]) -> None:
        if view.property("place") == wanted:  # the clerk may have gone on meanwhile
            image, pages = read
            view.show_image(None if image.isNull() else image)
            if counted is not None:
                counted(pages)

    def read() -> tuple[QImage, int]:
        if not place.exists():
            return QImage(), 1
        content = place.read_bytes()
        return read_picture(content, page), _pages(content)

    context.bridge.later(read, came, context.tell, owner=view)
