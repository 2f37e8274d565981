"""What the rates tell the rooms above."""

from dataclasses import dataclass, field

from desk.partners.rates.model import PartnerRate


@dataclass(frozen=True)
class RateChanged:
    """A partner's price changes; a room above adds a line for each quote or contract it touches."""

    old: PartnerRate
    new: PartnerRate
    affected: list[str] = field(default_factory=list)
