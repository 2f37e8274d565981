"""Where the pieces of a consignment are, as one bar: every piece is in exactly one place."""

from dataclasses import dataclass

from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from desk.freight.consignments.queries import ConsignmentCard
from desk.kernel.text import tr
from ui.theme import SIZES, SPACE, TYPE, colour

BAR, LEAST = 14, 4


@dataclass(frozen=True)
class Part:
    """Some of the pieces, where they are, and the name of their colour."""

    word: str
    pieces: int
    colour: str


def parts_of(card: ConsignmentCard) -> list[Part]:
    """The places that hold pieces, in the order goods pass them; what is missing comes last."""
    q = card.quantities
    places = (
        (tr("在库"), q["in_stock"], "accent"),
        (tr("派送车上"), q["on_run"], "accent_strong"),
        (tr("合作商处"), q["at_partner"], "accent_strong"),
        (tr("干线在途"), q["shipped_out"], "accent_strong"),
        (tr("已签收"), q["signed"], "good"),
        (tr("已返货"), q["returned"], "warning"),
        (tr("已核销"), q["written_off"], "muted"),
        (missing_word(card), card.declared - q["received"], missing_colour(card)),
    )
    return [Part(*place) for place in places if place[1] > 0]


def missing_word(card: ConsignmentCard) -> str:
    """Declared but not received: still to come, or short once something has come."""
    return tr("少货") if card.quantities["received"] else tr("未入库")


def missing_colour(card: ConsignmentCard) -> str:
    return "danger" if card.quantities["received"] else "line_strong"


class LedgerBar(QWidget):
    """The bar with its legend."""

    def __init__(self) -> None:
        super().__init__()
        self.parts: list[Part] = []
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(tr("货物去向"))

    def show_card(self, card: ConsignmentCard) -> None:
        """Show where the pieces of this consignment are."""
        self.parts = parts_of(card)
        self.setAccessibleDescription(self.text)
        self.update()

    @property
    def text(self) -> str:
        """The legend as one line."""
        return "   ".join(f"{part.word} {part.pieces}" for part in self.parts)

    def sizeHint(self) -> QSize:
        return QSize(320, BAR + SPACE.small + TYPE.line)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(colour("line"))
        painter.setBrush(colour("sunken"))
        painter.drawRoundedRect(QRectF(0.5, 0.5, self.width() - 1, BAR - 1), 3, 3)
        self._draw_parts(painter)
        self._draw_legend(painter)
        painter.end()

    def _draw_parts(self, painter: QPainter) -> None:
        whole = sum(part.pieces for part in self.parts)
        x, inside = 1.0, self.width() - 2.0
        for part in self.parts:
            wide = max(LEAST, inside * part.pieces / whole)
            wide = min(wide, inside + 1 - x)
            painter.fillRect(QRectF(x, 1, wide - 1, BAR - 2), colour(part.colour))
            x += wide

    def _draw_legend(self, painter: QPainter) -> None:
        metrics, x = self.fontMetrics(), 0
        top = BAR + SPACE.small
        for part in self.parts:
            painter.fillRect(QRectF(x, top + 5, 10, 10), colour(part.colour))
            text = f"{part.word} {part.pieces}"
            x += 10 + SPACE.tight
            painter.setPen(colour("text"))
            painter.drawText(x, top + metrics.ascent() + 1, text)
            x += metrics.horizontalAdvance(text) + SIZES.em + SPACE.tight
