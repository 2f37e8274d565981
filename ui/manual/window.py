"""The window of the manual: chapters at the left, the open one at the right, a search over all of them."""

from pathlib import Path, PurePosixPath
from typing import Any

from PySide6.QtCore import QEvent, QSize, Qt, QUrl
from PySide6.QtGui import (
    QImage,
    QKeyEvent,
    QKeySequence,
    QPainter,
    QShortcut,
    QTextBlockFormat,
    QTextCursor,
    QTextDocument,
)
from PySide6.QtSvg import QSvgRenderer
from PySide6.QtWidgets import (
    QHBoxLayout,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QTextBrowser,
    QVBoxLayout,
    QWidget,
)

from desk.kernel.packed import unpacked
from desk.kernel.quoting import quoted
from desk.kernel.text import tr
from ui.asking import plain_label
from ui.dressing import put_on_sheet
from ui.manual.chapters import FIRST, PICTURES, Chapter, chapters
from ui.on_screen import size_on_screen
from ui.pages.search_box import SearchBox
from ui.theme import SPACE, colour

SIZE = (1180, 740)
LIST_WIDTH = 230
PICTURE_WIDTH = 860
LINE_PERCENT = 145
_LINE = QTextBlockFormat.LineHeightTypes.ProportionalHeight.value
_NAME = Qt.ItemDataRole.UserRole


class Reader(QTextBrowser):
    """Shows one chapter; links lead to others, pictures are never wider than the text."""

    def __init__(self) -> None:
        super().__init__()
        self.setOpenExternalLinks(False)
        self.setObjectName("manualText")
        self.setAccessibleName(tr("手册正文"))
        self.sourceChanged.connect(self._space)
        self._texts = {f"{chapter.name}.md": chapter.text for chapter in chapters()}

    def open(self, name: str) -> None:
        """Show a chapter from its beginning."""
        self.setSource(QUrl(f"{name}.md"), QTextDocument.ResourceType.MarkdownResource)

    def loadResource(self, kind: int, name: QUrl | str) -> Any:
        path = PurePosixPath(QUrl(name).path())
        if kind == QTextDocument.ResourceType.MarkdownResource.value:
            return self._texts.get(path.name, "")
        if kind == QTextDocument.ResourceType.ImageResource.value:
            return self._picture(path.name)
        return None

    def changeEvent(self, event: QEvent) -> None:
        """Links keep the colour they were set with: set the text anew in another look."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange and self.source().isValid():
            bar = self.verticalScrollBar()
            place = bar.value()
            self.reload()
            bar.setValue(place)

    def find_word(self, word: str) -> None:
        """Mark the next place of a word, from the top again after the last."""
        if word and not self.find(word):
            self.moveCursor(QTextCursor.MoveOperation.Start)
            self.find(word)

    def _picture(self, name: str) -> QImage:
        file, dense = str(PICTURES / name), self.devicePixelRatioF()
        drawing = QSvgRenderer(file) if name.endswith(".svg") else None
        photo = QImage() if drawing else _photo(PICTURES / name)
        size = drawing.defaultSize() if drawing else photo.size()
        wide = min(size.width(), PICTURE_WIDTH)
        high = round(size.height() * wide / max(1, size.width()))
        target = QSize(round(wide * dense), round(high * dense))
        if drawing:
            image = _drawn(drawing, target)
        else:
            image = photo.scaled(target, mode=Qt.TransformationMode.SmoothTransformation)
        image.setDevicePixelRatio(dense)
        return image

    def _space(self) -> None:
        """Let the lines breathe."""
        cursor = QTextCursor(self.document())
        cursor.select(QTextCursor.SelectionType.Document)
        spacing = QTextBlockFormat()
        spacing.setLineHeight(LINE_PERCENT, _LINE)
        cursor.mergeBlockFormat(spacing)
        block = self.document().begin()
        while block.isValid():
            around = block.blockFormat()
            if "\N{OBJECT REPLACEMENT CHARACTER}" in block.text():  # a picture is as high as it is
                around.setLineHeight(100, _LINE)
                around.setTopMargin(SPACE.small)
                around.setBottomMargin(SPACE.wide)
            elif around.headingLevel() > 1:
                around.setTopMargin(SPACE.page)
            QTextCursor(block).setBlockFormat(around)
            block = block.next()


class ManualWindow(QWidget):
    """A window beside the work, not over it; Esc closes it."""

    def __init__(self, window: QWidget | None = None) -> None:
        super().__init__(window, Qt.WindowType.Window)
        put_on_sheet(self)
        self.setWindowTitle(tr("使用手册"))
        self.reader = Reader()
        self.list = QListWidget()
        self.list.setAccessibleName(tr("章节"))
        self.search = SearchBox(tr("在手册中查找"))
        self.none = plain_label("", "muted")
        self.none.setWordWrap(True)
        self.none.setAlignment(Qt.AlignmentFlag.AlignTop)
        self.none.hide()
        self._build()
        self._fill("")
        size_on_screen(self, *SIZE)

    def open(self, name: str) -> None:
        """Show a chapter and bring the window to the front."""
        if self.search.text():
            self.search.clear()
            self.search.ask()
        self.reader.open(name)
        put_on_sheet(self)
        self.show()
        self.raise_()
        self.activateWindow()
        self.reader.setFocus()

    @property
    def chapter(self) -> str:
        """The chapter that is open."""
        return _chapter(self.reader.source())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.close()
        else:
            super().keyPressEvent(event)

    # -- inside -----------------------------------------------------------------------------------

    def _fill(self, word: str) -> None:
        self.list.blockSignals(True)
        self.list.clear()
        for chapter in chapters():
            hits = _hits(chapter, word)
            if not word or hits:
                item = QListWidgetItem(f"{chapter.title}  {hits}" if word else chapter.title)
                item.setData(_NAME, chapter.name)
                self.list.addItem(item)
        self.list.blockSignals(False)
        self._show_chosen(self.chapter)

    def _search(self, word: str) -> None:
        self._fill(word)
        names = [self.list.item(row).data(_NAME) for row in range(self.list.count())]
        if word and names:
            if self.chapter not in names:
                self.reader.open(names[0])
            self.reader.moveCursor(QTextCursor.MoveOperation.Start)
            self.reader.find_word(word)
        self.none.setText(tr("没有找到「{word}」,换个词试试。").format(word=quoted(word)))
        self.none.setVisible(bool(word) and not names)
        self.list.setVisible(not self.none.isVisibleTo(self))

    def _chosen(self, row: int) -> None:
        item = self.list.item(row)
        if item is not None and item.data(_NAME) != self.chapter:
            self.reader.open(item.data(_NAME))
            self.reader.find_word(self.search.text().strip())

    def _show_chosen(self, name: str) -> None:
        self.list.blockSignals(True)
        for row in range(self.list.count()):
            if self.list.item(row).data(_NAME) == name:
                self.list.setCurrentRow(row)
        self.list.blockSignals(False)

    def _build(self) -> None:
        self.search.asked.connect(self._search)
        self.search.went_down.connect(lambda: self.reader.find_word(self.search.text().strip()))
        self.list.currentRowChanged.connect(self._chosen)
        self.reader.sourceChanged.connect(lambda url: self._show_chosen(_chapter(url)))
        left = QVBoxLayout()
        left.setSpacing(SPACE.small)
        left.addWidget(self.search)
        left.addWidget(self.none, 1)
        left.addWidget(self.list, 1)
        narrow = QWidget()
        narrow.setFixedWidth(LIST_WIDTH)
        left.setContentsMargins(0, 0, 0, 0)
        narrow.setLayout(left)
        right = QVBoxLayout()
        right.setSpacing(SPACE.small)
        right.addLayout(self._head())
        right.addWidget(self.reader, 1)
        line = QHBoxLayout(self)
        line.setContentsMargins(SPACE.normal, SPACE.normal, SPACE.normal, SPACE.normal)
        line.setSpacing(SPACE.normal)
        line.addWidget(narrow)
        line.addLayout(right, 1)

    def _head(self) -> QHBoxLayout:
        head = QHBoxLayout()
        for word, key, does, tells in (
            (tr("后退"), "Alt+Left", self.reader.backward, self.reader.backwardAvailable),
            (tr("前进"), "Alt+Right", self.reader.forward, self.reader.forwardAvailable),
        ):
            button = QPushButton(f"{word}  {key.replace('Left', '←').replace('Right', '→')}")
            button.setEnabled(False)
            button.clicked.connect(does)
            tells.connect(button.setEnabled)
            head.addWidget(button)
        QShortcut(QKeySequence("Ctrl+F"), self, self.search.setFocus)
        QShortcut(QKeySequence("F1"), self, lambda: self.open(FIRST))
        head.addStretch(1)
        head.addWidget(plain_label(tr("Ctrl+F 查找,Enter 下一处 · Esc 关闭"), "small"))
        return head


def _photo(path: Path) -> QImage:
    content = unpacked(path)
    return QImage(str(path)) if content is None else QImage.fromData(content)


def _drawn(drawing: QSvgRenderer, size: QSize) -> QImage:
    image = QImage(size, QImage.Format.Format_RGB32)
    image.fill(colour("paper"))
    painter = QPainter(image)
    drawing.render(painter)
    painter.end()
    return image


def _chapter(url: QUrl) -> str:
    return PurePosixPath(url.path()).stem


def _hits(chapter: Chapter, word: str) -> int:
    return chapter.text.lower().count(word.lower()) if word else 0
