"""Charts drawn with the pen: black and grey, so that they survive the copier."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from desk.documents.fonts import typefaces
from desk.documents.papers.charts import (
    Axis,
    BarChart,
    Chart,
    Charts,
    Dot,
    LineChart,
    ScatterChart,
    Series,
    shown_value,
)
from desk.documents.pdf_pen import MM, Pen
from desk.documents.pdf_strips import Strip
from desk.documents.pdf_text import cut

_GAP = 4 * MM
_TITLE, _SMALL = 9.0, 7.5
_TITLE_ROOM = 14.0
_GREY, _PALE = 0.45, 0.85
_DOT = 3.6


@dataclass(frozen=True)
class Area:
    """The rectangle a chart's figures are drawn in."""

    left: float
    top: float
    width: float
    height: float

    @property
    def right(self) -> float:
        return self.left + self.width

    @property
    def bottom(self) -> float:
        return self.top + self.height

    def x(self, value: int, low: int, high: int) -> float:
        return self.left + self.width * _share(value, low, high)

    def y(self, value: int, low: int, high: int) -> float:
        return self.bottom - self.height * _share(value, low, high)


def _share(value: int, low: int, high: int) -> float:
    """Where a value lies between the ends; beyond them it stays at the edge."""
    return min(1.0, max(0.0, (value - low) / max(high - low, 1)))


@dataclass(frozen=True)
class ChartRow:
    """Charts side by side with their titles."""

    charts: tuple[Chart, ...]
    step: float
    height: float

    def draw(self, pen: Pen, x: float, y: float) -> None:
        for n, chart in enumerate(self.charts):
            left, wide = x + n * self.step, self.step - (_GAP if len(self.charts) > 1 else 0)
            pen.text(left, y + _TITLE_ROOM / 2 + 2, chart.title, _TITLE, bold=True)
            area = Area(left, y + _TITLE_ROOM + 2, wide, self.height - _TITLE_ROOM - 6)
            if isinstance(chart, BarChart):
                draw_bar_chart(chart, pen, area)
            elif isinstance(chart, LineChart):
                draw_line_chart(chart, pen, area)
            else:
                draw_scatter(chart, pen, area)


def chart_strips(block: Charts, width: float) -> Iterator[Strip]:
    """One strip: the row of charts."""
    yield ChartRow(block.charts, width / len(block.charts), block.height_mm * MM)


def _cut(pen: Pen, text: str, room: float) -> str:
    return cut(pen.face(False), text, _SMALL, room)


def draw_bar_chart(chart: BarChart, pen: Pen, area: Area) -> None:
    """Name, bar and value per line."""
    face = typefaces()[0]
    named = max((face.width(bar.label) * _SMALL / 1000 for bar in chart.bars), default=0)
    name_room = min(named + 2 * MM, area.width * 0.4)
    inner = Area(area.left + name_room, area.top, area.width - name_room - 12 * MM, area.height)
    step = area.height / max(len(chart.bars), 1)
    thick = min(step * 0.6, 6 * MM)
    for n, bar in enumerate(chart.bars):
        middle = area.top + (n + 0.5) * step
        label = _cut(pen, bar.label, name_room - MM)
        pen.right(inner.left - MM, middle, label, _SMALL)
        end = inner.left if bar.value is None else inner.x(bar.value, chart.low, chart.high)
        pen.fill(inner.left, middle - thick / 2, end - inner.left, thick, _GREY)
        pen.text(end + MM, middle, shown_value(bar.value, chart.places), _SMALL)
    pen.line(inner.left, area.top, inner.left, area.bottom)
    if chart.target is not None:
        at = inner.x(chart.target, chart.low, chart.high)
        pen.line(at, area.top, at, area.bottom, 0.8)


def draw_line_chart(chart: LineChart, pen: Pen, area: Area) -> None:
    """Every value with its number; steps below the axis."""
    several = len(chart.series) > 1
    names = 16 * MM if several else 4 * MM
    wide = area.width - 11 * MM - names
    inner = Area(area.left + 11 * MM, area.top + _SMALL, wide, area.height - 12 - _SMALL)
    pen.frame(inner.left, inner.top, inner.width, inner.height)
    for value in (chart.low, chart.high, chart.target):
        if value is not None:
            y = inner.y(value, chart.low, chart.high)
            pen.right(inner.left - MM, y, shown_value(value, chart.places), _SMALL)
            pen.line(inner.left, y, inner.right, y, 0.8 if value == chart.target else 0.35)
    step = inner.width / max(len(chart.steps), 1)
    for n, label in enumerate(chart.steps):
        middle = inner.left + (n + 0.5) * step
        pen.centred(middle, area.bottom - 4, _cut(pen, label, step), _SMALL)
    for series in chart.series:
        _draw_series(chart, series, pen, inner, step, several)


def _draw_series(
    chart: LineChart, series: Series, pen: Pen, inner: Area, step: float, several: bool
) -> None:
    points = [
        None
        if value is None
        else (inner.left + (n + 0.5) * step, inner.y(value, chart.low, chart.high))
        for n, value in enumerate(series.values)
    ]
    for one, two in pairwise(points):
        if one and two:
            pen.line(*one, *two, 1.1)
    for point, value in zip(points, series.values, strict=True):
        if point is not None:
            _draw_dot(pen, *point)
            if not several:
                above = point[1] - inner.top > _SMALL * 1.6
                y = point[1] + (-_SMALL if above else _SMALL)
                pen.centred(point[0], y, shown_value(value, chart.places), _SMALL)
    last = next((p for p in reversed(points) if p is not None), None)
    if several and last is not None:
        pen.text(inner.right + MM, last[1], _cut(pen, series.name, 15 * MM), _SMALL)


def _draw_dot(pen: Pen, x: float, y: float) -> None:
    pen.fill(x - _DOT / 2, y - _DOT / 2, _DOT, _DOT)


def draw_scatter(chart: ScatterChart, pen: Pen, area: Area) -> None:
    """A field in four quarters with named points."""
    across, upward = chart.across, chart.upward
    inner = Area(area.left + 11 * MM, area.top + 14, area.width - 12 * MM, area.height - 36)
    pen.frame(inner.left, inner.top, inner.width, inner.height)
    x = inner.x(across.middle, across.low, across.high)
    y = inner.y(upward.middle, upward.low, upward.high)
    pen.line(x, inner.top, x, inner.bottom)
    pen.line(inner.left, y, inner.right, y)
    pen.text(area.left, area.top + 2, upward.label, _SMALL)
    pen.centred(inner.left + inner.width / 2, area.bottom - 4, across.label, _SMALL)
    for value in _ticks(across):
        at = inner.x(value, across.low, across.high)
        pen.centred(at, inner.bottom + 6, shown_value(value, across.places), _SMALL)
    for value in _ticks(upward):
        at = inner.y(value, upward.low, upward.high)
        pen.right(inner.left - MM, at, shown_value(value, upward.places), _SMALL)
    _draw_quarters(chart, pen, inner, x, y)
    _draw_dots(chart, pen, inner, x)


def _ticks(axis: Axis) -> tuple[int, ...]:
    return tuple(dict.fromkeys((axis.low, axis.middle, axis.high)))


def _draw_quarters(chart: ScatterChart, pen: Pen, inner: Area, x: float, y: float) -> None:
    """The quarters' names stand in the outer corners."""
    upper_left, upper_right, lower_left, lower_right = chart.quarters
    top, bottom = inner.top + _SMALL, inner.bottom - _SMALL
    if y - inner.top > 2 * _SMALL:
        pen.text(inner.left + MM, top, _cut(pen, upper_left, x - inner.left), _SMALL, bold=True)
        pen.right(inner.right - MM, top, _cut(pen, upper_right, inner.right - x), _SMALL, bold=True)
    if inner.bottom - y > 2 * _SMALL:
        pen.text(inner.left + MM, bottom, _cut(pen, lower_left, x - inner.left), _SMALL, bold=True)
        pen.right(
            inner.right - MM, bottom, _cut(pen, lower_right, inner.right - x), _SMALL, bold=True
        )


def _draw_dots(chart: ScatterChart, pen: Pen, inner: Area, middle: float) -> None:
    """Names keep clear of each other and of the dividing line; points at one place share a name."""
    placed: dict[tuple[int, int], list[Dot]] = {}
    for dot in chart.dots:
        placed.setdefault((dot.x, dot.y), []).append(dot)
    taken: list[tuple[float, float, float]] = []
    for (x, y), dots in sorted(placed.items()):
        at = inner.x(x, chart.across.low, chart.across.high)
        up = inner.y(y, chart.upward.low, chart.upward.high)
        name = "、".join(dot.label for dot in dots)
        wide = pen.width(name, _SMALL)
        _draw_dot(pen, at, up)
        left, line = _free_place(taken, _sides(at, wide, inner, middle), up, wide)
        taken.append((left, line, wide))
        pen.text(left, line, name, _SMALL)


def _sides(at: float, wide: float, inner: Area, middle: float) -> tuple[float, ...]:
    """Where a name may begin: right of its point, but rather left than across the dividing line."""
    right, left = at + _DOT, at - _DOT - wide
    crossing = right <= middle < right + wide
    sides = (left, right) if crossing else (right, left)
    inside = tuple(s for s in sides if inner.left < s and s + wide < inner.right)
    return inside or (left,)


def _free_place(
    taken: list[tuple[float, float, float]], sides: tuple[float, ...], up: float, wide: float
) -> tuple[float, float]:
    """The nearest place at which a name covers no other."""
    for shift in (0.0, -_SMALL, _SMALL, -2 * _SMALL, 2 * _SMALL):
        for left in sides:
            if not any(
                abs(up + shift - y) < _SMALL and left < x + w and x < left + wide
                for x, y, w in taken
            ):
                return left, up + shift
    return sides[0], up
