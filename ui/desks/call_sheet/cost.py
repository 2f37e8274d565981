"""What a shipment will probably cost and what stays; what the partners would take."""

from collections.abc import Sequence

from desk.kernel.quantities import show_money, show_percent
from desk.kernel.text import tr
from desk.partners.rates.comparing import PartnerOffer
from desk.pricing.quotes.queries import QuoteCostRow
from ui.asking import plain_label
from ui.desks.call_sheet.figures import FigureRows
from ui.desks.pieces import Card


class CostCard(Card):
    """What it will probably cost, and what stays; only for roles that may see costs."""

    def __init__(self) -> None:
        super().__init__(tr("预计成本与毛利"))
        self.legs = FigureRows(tr("预计成本"))
        self.margin = plain_label("", "strong")
        self.gap = plain_label("", "warning")
        self.column.addWidget(self.legs)
        self.column.addWidget(self.margin)
        self.column.addWidget(self.gap)

    def show_cost(
        self,
        costs: Sequence[QuoteCostRow] | None,
        margin_fen: int | None,
        margin_bp: int | None,
        gap: str,
    ) -> None:
        """Every part of the way; 「未知」 where nobody can tell."""
        self.setVisible(bool(costs))
        rows = [
            (c.leg.label, "" if c.amount_fen is None else c.source, _known(c)) for c in costs or ()
        ]
        self.legs.show_rows(rows)
        known = margin_fen is not None
        text = tr("毛利 {a} 元  {p}").format(
            a=show_money(margin_fen or 0), p=show_percent(margin_bp)
        )
        self.margin.setText(text if known else tr("毛利未知"))
        self.gap.setText(tr("不含{v}").format(v=gap) if gap and known else "")
        self.gap.setVisible(bool(self.gap.text()))


class PartnerCard(Card):
    """What the partners of the lane would take."""

    def __init__(self) -> None:
        super().__init__(tr("合作商比价"))
        self.offers = FigureRows(tr("合作商比价"))
        self.column.addWidget(self.offers)

    def show_offers(self, offers: Sequence[PartnerOffer]) -> None:
        """The usable and cheapest first; who may not be given goods says why."""
        self.setVisible(bool(offers))
        self.offers.show_rows([_offer(offer) for offer in offers])


def _known(cost: QuoteCostRow) -> str:
    known = cost.amount_fen
    return tr("未知") if known is None else show_money(known)


def _offer(offer: PartnerOffer) -> tuple[str, str, str]:
    days = tr("{n} 天").format(n=offer.transit_days)
    parts = (offer.name, days, show_percent(offer.ratio_bp) if offer.ratio_bp else "")
    more = offer.objection.replace("\n", " ") or "  ".join(filter(None, parts))
    return offer.code, more, show_money(offer.total_fen)
