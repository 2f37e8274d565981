"""The price as it would be quoted, or as it was: total, charges, weight, tariff, authority."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QLabel

from desk.kernel.moments import show_date
from desk.kernel.quantities import show_money, show_percent
from desk.kernel.text import tr
from desk.pricing.quotes.beside import CallPreview
from desk.pricing.quotes.queries import QuoteCard, QuoteLineRow, QuotePreview
from ui.asking import plain_label
from ui.desks.call_sheet.figures import FigureRows
from ui.desks.capitals import capitals_label, show_capitals
from ui.desks.pieces import Card, Chip
from ui.theme import SPACE, Tone
from ui.tones import tone_of


class PriceCard(Card):
    """The price as it would be quoted, or as it was."""

    def __init__(self) -> None:
        super().__init__()
        self.title, self.state = plain_label("", "strong"), Chip()
        self.head.addWidget(self.title)
        self.head.addWidget(self.state)
        self.head.addStretch(1)
        self.column.addLayout(self.head)
        line = QHBoxLayout()
        line.setSpacing(SPACE.small)
        self.total, self.capitals = plain_label("", "figure"), capitals_label("small")
        self.capitals.setWordWrap(True)
        line.addWidget(self.total)
        line.addWidget(self.capitals, 1)
        self.column.addLayout(line)
        self.lines = FigureRows(tr("费用明细"))
        self.column.addWidget(self.lines)
        self.kg = plain_label("")
        self.words, self.authority = plain_label("", "small"), plain_label("", "small")
        self.problem = plain_label("", "warning")
        for label in (self.kg, self.words, self.authority, self.problem):
            label.setWordWrap(True)
            self.column.addWidget(label)
        for label in (self.total, self.capitals):
            label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
            label.setFocusPolicy(Qt.FocusPolicy.NoFocus)

    def show_preview(self, preview: CallPreview, quote: QuoteCard | None) -> None:
        """The price of what is typed; nothing is saved yet."""
        self._head(tr("试算"), quote)
        price = preview.price
        wrong = "\n".join(preview.problems)
        waits = tr("填好始发地、目的地和重量或体积,运价即显示。") if not (price or wrong) else ""
        self._sum(price.total_fen if price else None)
        self.lines.show_rows(_charges(price.lines) if price else [])
        self._say(self.kg, _kg(price, price.light_cargo) if price else "")
        self._say(self.words, _source(price) if price else waits)
        limit = tr("您可优惠运费的 {p}").format(p=show_percent(preview.limit_bp))
        self._say(self.authority, limit if preview.limit_bp else "")
        self._say(self.problem, wrong)

    def show_quote(self, quote: QuoteCard, weight_g: int, waybill: str) -> None:
        """A quote as it stands; `waybill` names what it became."""
        self._head(quote.number, quote)
        self._sum(quote.total_fen)
        self.lines.show_rows(_charges(quote.lines))
        light = quote.chargeable_kg * 1000 >= weight_g + 1000
        last = tr("有效期至 {d}").format(d=show_date(quote.valid_until))
        self._say(self.kg, _kg(quote, light))
        self._say(self.words, f"{_source(quote)}\n{last}")
        became = tr("已转运单 {no}").format(no=waybill) if waybill else ""
        why = tr("定价理由:{v}").format(v=quote.reason) if quote.reason else ""
        self._say(self.authority, "\n".join(filter(None, (why, became))))
        self._say(self.problem, quote.end_note)

    def _head(self, title: str, quote: QuoteCard | None) -> None:
        self.title.setText(title)
        tone = tone_of(quote.state) if quote else Tone.NEUTRAL
        self.state.show_as(quote.state.label if quote else "", tone)

    def _sum(self, total_fen: int | None) -> None:
        there = total_fen is not None
        self.total.setVisible(there)
        self.capitals.setVisible(there)
        self.total.setText(show_money(total_fen or 0) if there else "")
        if total_fen is not None:
            show_capitals(self.capitals, total_fen)
        else:
            self.capitals.setText("")

    @staticmethod
    def _say(label: QLabel, text: str) -> None:
        label.setText(text)
        label.setVisible(bool(text))


def _charges(lines: Sequence[QuoteLineRow]) -> list[tuple[str, str, str]]:
    return [
        (
            line.title,
            " × ".join(filter(None, (line.price, line.quantity))),
            show_money(line.amount_fen),
        )
        for line in lines
    ]


def _kg(price: QuotePreview | QuoteCard, light: bool) -> str:
    note = tr("(轻泡,按体积)") if light else ""
    return tr("计费重量 {n} kg").format(n=f"{price.chargeable_kg:,}") + note


def _source(price: QuotePreview | QuoteCard) -> str:
    days = tr("时效 {n} 天").format(n=price.transit_days) if price.transit_days else ""
    return " · ".join(filter(None, (price.price_level.named(price.tariff), days)))
