"""Pictures of figures as data: bars, lines over time, points in a field.

Values are whole numbers; `places` says how many decimals stand in them (8020 with 2 is 80.20).
"""

from dataclasses import dataclass


@dataclass(frozen=True)
class Bar:
    """One bar; without a value only its name and 「—」 are shown."""

    label: str
    value: int | None


@dataclass(frozen=True)
class BarChart:
    """Lying bars below each other, from `low` (the left edge) to `high`.

    Attributes:
        target: drawn as an upright line through all bars.
    """

    title: str
    bars: tuple[Bar, ...]
    low: int
    high: int
    places: int = 0
    target: int | None = None


@dataclass(frozen=True)
class Series:
    """One line; None leaves a gap."""

    name: str
    values: tuple[int | None, ...]


@dataclass(frozen=True)
class LineChart:
    """Lines over the same steps, each named at its end when there are several."""

    title: str
    steps: tuple[str, ...]
    series: tuple[Series, ...]
    low: int
    high: int
    places: int = 0
    target: int | None = None

    def __post_init__(self) -> None:
        for line in self.series:
            if len(line.values) != len(self.steps):
                raise ValueError(f"{len(line.values)} values for {len(self.steps)} steps")


@dataclass(frozen=True)
class Dot:
    """A named point; `x` and `y` in the chart's own places."""

    label: str
    x: int
    y: int


@dataclass(frozen=True)
class Axis:
    """One side of a field; `middle` is where the field is divided."""

    label: str
    low: int
    high: int
    middle: int
    places: int = 0


@dataclass(frozen=True)
class ScatterChart:
    """Points in a field divided into four quarters, which have names.

    Attributes:
        quarters: words for upper left, upper right, lower left, lower right; may be empty.
    """

    title: str
    dots: tuple[Dot, ...]
    across: Axis
    upward: Axis
    quarters: tuple[str, str, str, str] = ("", "", "", "")


Chart = BarChart | LineChart | ScatterChart


@dataclass(frozen=True)
class Charts:
    """Charts side by side in one row, never split over pages."""

    charts: tuple[Chart, ...]
    height_mm: float = 62


def shown_value(value: int | None, places: int) -> str:
    """Return a value as it is written: 8020 with 2 places is 「80.20」."""
    if value is None:
        return "—"
    whole, part = divmod(abs(value), 10**places)
    sign = "-" if value < 0 else ""
    return f"{sign}{whole}.{part:0{places}}" if places else f"{sign}{whole}"
