"""Cost and margin of a ticket as they stand on it. Pure.

Source: spec 5.3; who may see them: 3.26, cost and margin columns.
"""

from dataclasses import dataclass, fields, replace
from typing import Protocol

from desk.kernel.quantities import round_half_up


class Costed(Protocol):
    """A ticket with its revenue and its costs, in fen."""

    total_fen: int
    linehaul_cost_fen: int
    pickup_cost_fen: int
    transit_cost_fen: int
    delivery_cost_fen: int
    other_cost_fen: int


@dataclass(frozen=True, kw_only=True)
class Margin:
    """Revenue (without COD, advance and COD fee) and what it cost, in fen."""

    revenue_fen: int
    linehaul_fen: int = 0
    pickup_fen: int = 0
    transit_fen: int = 0
    delivery_fen: int = 0
    other_fen: int = 0

    @property
    def cost_fen(self) -> int:
        """All costs together."""
        return sum(getattr(self, f.name) for f in fields(self) if f.name != "revenue_fen")

    @property
    def margin_fen(self) -> int:
        """What is left; negative for a loss."""
        return self.revenue_fen - self.cost_fen

    @property
    def rate_bp(self) -> int | None:
        """Margin in basis points of the revenue, half-up; None (shown as 「—」) without revenue."""
        if not self.revenue_fen:
            return None
        return round_half_up(self.margin_fen * 10_000, self.revenue_fen)

    def with_transit(self, transit_fen: int) -> "Margin":
        """The margin if the partner took so much instead."""
        return replace(self, transit_fen=transit_fen)

    def with_linehaul(self, linehaul_fen: int) -> "Margin":
        """The margin if the truck took so much instead."""
        return replace(self, linehaul_fen=linehaul_fen)


def margin_of(ticket: Costed) -> Margin:
    """The margin of a ticket from what is written on it."""
    return Margin(
        revenue_fen=ticket.total_fen,
        linehaul_fen=ticket.linehaul_cost_fen,
        pickup_fen=ticket.pickup_cost_fen,
        transit_fen=ticket.transit_cost_fen,
        delivery_fen=ticket.delivery_cost_fen,
        other_fen=ticket.other_cost_fen,
    )
