"""What the price check tells the rooms above."""

from dataclasses import dataclass

from desk.freight.price_checks.model import PriceCheck


@dataclass(frozen=True)
class PriceDecided:
    """The manager granted or turned down a price; `check.approval` says which and why."""

    check: PriceCheck
    granted: bool
