"""Comparing the flow of two periods. Pure. Source: spec 5.9 (K30), P-21."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from desk.freight.flow.choices import FlowGroup
from desk.kernel.quantities import round_half_up


@dataclass(frozen=True)
class Amounts:
    """What was accepted: tickets, pieces, grams, cm³, and the freight charged in fen.

    Revenue is the total of the charges: neither cash on delivery nor an advance is in it.
    """

    tickets: int = 0
    pieces: int = 0
    weight_g: int = 0
    volume_cm3: int = 0
    revenue_fen: int = 0

    def __add__(self, other: "Amounts") -> "Amounts":
        return Amounts(
            self.tickets + other.tickets,
            self.pieces + other.pieces,
            self.weight_g + other.weight_g,
            self.volume_cm3 + other.volume_cm3,
            self.revenue_fen + other.revenue_fen,
        )


@dataclass(frozen=True)
class Lane:
    """One lane of one group, from the station of origin to the destination.

    `place` is the destination's official code, its name where there is none; the name as typed on
    the tickets may differ, so it does not tell lanes apart.
    """

    group: FlowGroup
    origin: str
    place: str
    destination: str = field(compare=False)

    @property
    def label(self) -> str:
        return f"{self.origin}→{self.destination}"


@dataclass(frozen=True)
class FlowRow:
    """One lane, or a sum of lanes.

    Attributes:
        share_bp: part of the revenue of all lanes; None when there is none.
        change_bp: change of the revenue against the period before; None without revenue then.
    """

    group: FlowGroup | None
    lane: str
    now: Amounts
    before: Amounts
    share_bp: int | None
    change_bp: int | None


def compare(now: Mapping[Lane, Amounts], before: Mapping[Lane, Amounts]) -> list[FlowRow]:
    """Return a row for every lane of either period, by group, then the most tickets first."""
    whole = total(now.values()).revenue_fen
    groups = list(FlowGroup)
    rows = [
        row_of(lane.group, lane.label, now.get(lane, Amounts()), before.get(lane, Amounts()), whole)
        for lane in now.keys() | before.keys()
    ]
    return sorted(
        rows,
        key=lambda row: (
            groups.index(row.group) if row.group else -1,
            -row.now.tickets,
            -row.now.revenue_fen,
            row.lane,
        ),
    )


def row_of(
    group: FlowGroup | None, lane: str, now: Amounts, before: Amounts, whole_fen: int
) -> FlowRow:
    """A row with its share of the whole revenue and its change, half-up in basis points."""
    return FlowRow(
        group,
        lane,
        now,
        before,
        _bp(now.revenue_fen, whole_fen),
        _bp(now.revenue_fen - before.revenue_fen, before.revenue_fen),
    )


def total(amounts: Iterable[Amounts]) -> Amounts:
    """The sum of many."""
    return sum(amounts, Amounts())


def _bp(part: int, whole: int) -> int | None:
    return round_half_up(part * 10_000, whole) if whole > 0 else None
