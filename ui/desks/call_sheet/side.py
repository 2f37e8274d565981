"""What is known beside the sheet: clock, price, cost and margin, partners."""

from PySide6.QtWidgets import QVBoxLayout, QWidget

from desk.pricing.quotes.beside import CallPreview
from desk.pricing.quotes.queries import InquiryCard, QuoteCard
from ui.desks.call_sheet.clock import ClockCard
from ui.desks.call_sheet.cost import CostCard, PartnerCard
from ui.desks.call_sheet.price import PriceCard
from ui.theme import SPACE


class CallSide(QWidget):
    """The cards below each other."""

    def __init__(self) -> None:
        super().__init__()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACE.small)
        self.clock, self.price = ClockCard(), PriceCard()
        self.cost, self.partners = CostCard(), PartnerCard()
        for card in (self.clock, self.price, self.cost, self.partners):
            column.addWidget(card)
        column.addStretch(1)
        self.cost.hide()
        self.partners.hide()

    def show_preview(
        self,
        preview: CallPreview,
        card: InquiryCard | None,
        quote: QuoteCard | None,
        weight_g: int,
        changed: bool,
    ) -> None:
        """Everything beside the sheet; a quote that is not being changed is shown as it was made."""
        if card is not None and card.answered_at is not None:
            self.clock.show_answered(card)
        else:
            self.clock.show_clock(preview.clock)
        if quote is not None and not changed:
            self.price.show_quote(quote, weight_g, card.consignment_no if card else "")
            self.cost.show_cost(quote.costs, quote.margin_fen, quote.margin_bp, quote.cost_gap)
        else:
            self.price.show_preview(preview, quote)
            self.cost.show_cost(
                preview.costs, preview.margin_fen, preview.margin_bp, preview.cost_gap
            )
        self.partners.show_offers(preview.offers)
