"""Texts to read: as typed, never wider than their place, and to be marked and copied."""

import html
import re

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent, QTextOption
from PySide6.QtWidgets import QFrame, QLabel, QSizePolicy, QTextEdit, QWidget

from ui.asking import plain_label

_LONG_WORD = re.compile(r"[!-~À-ɏ]{21,}")  # a label cannot break such a word


def readable(text: str, role: str = "") -> QLabel:
    """A text that wraps between words and can be marked with the mouse."""
    label = plain_label(text, role)
    label.setWordWrap(True)
    label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    return label


def wrapped(text: str) -> QWidget:
    """A text that never asks for more width than it gets, whatever was typed."""
    return Prose(text) if _LONG_WORD.search(text) else readable(text)


class Prose(QTextEdit):
    """A text with words too long for one line: broken anywhere, as high as it needs."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.setReadOnly(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.viewport().setAutoFillBackground(False)
        self.document().setDocumentMargin(0)
        self.setWordWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.setPlainText(text)

    def text(self) -> str:
        """The text as it was typed."""
        return self.toPlainText()

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        copy = self.document().clone()
        copy.setDefaultTextOption(self.document().defaultTextOption())
        copy.setDefaultFont(self.font())
        copy.setTextWidth(width)
        return int(copy.size().height() + 0.999)

    def minimumSizeHint(self) -> QSize:
        return QSize(0, self.fontMetrics().height())

    def sizeHint(self) -> QSize:
        return self.minimumSizeHint()


def plain_tip(text: str) -> str:
    """A tooltip that shows a text as typed; Qt would take 「<b>」 for markup."""
    lines = html.escape(text).replace("\n", "<br>")
    return f"<qt>{lines}</qt>" if text else ""


class Elided(QLabel):
    """One line that ends in 「…」 when there is no room; the whole of it is its tooltip."""

    def __init__(self, role: str = "") -> None:
        super().__init__()
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setProperty("role", role)

    def setText(self, text: str) -> None:
        super().setText(text)
        self.setToolTip(plain_tip(text))
        self.setAccessibleName(text)
        self.updateGeometry()

    def minimumSizeHint(self) -> QSize:
        return QSize(self.fontMetrics().horizontalAdvance("字" * 4), super().sizeHint().height())

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        metrics = QFontMetrics(self.font())
        shown = metrics.elidedText(self.text(), Qt.TextElideMode.ElideRight, self.width())
        painter.drawText(self.rect(), int(self.alignment() | Qt.AlignmentFlag.AlignVCenter), shown)
        painter.end()
