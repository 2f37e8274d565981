"""The state diagrams of the manual, drawn from the state tables of the rooms.

States stand below each other in the order of their choices. A step to the next state is a straight
arrow; a leap forward runs in a lane at the right, a step back in a lane at the left. Steps that leave
a record in its state stand small inside its box. Lanes that do not meet share a column.
"""

from collections import defaultdict
from dataclasses import dataclass
from html import escape
from importlib import import_module
from pkgutil import walk_packages

import desk
from desk.kernel.choices import Choice
from desk.kernel.states import StateTable
from ui.theme import COLOURS

GLYPH, SMALL = 13, 11
PAD, GAP, STUB, MARGIN = 14, 30, 12, 14
BOX = 32
INK = f'font-family="Noto Sans SC" fill="{COLOURS.text}"'
Table = StateTable[Choice]


def state_tables() -> dict[str, Table]:
    """Every state table of every room by ``wing_room_NAME`` in small letters."""
    found: dict[str, Table] = {}
    for module in walk_packages(desk.__path__, "desk."):
        if not module.name.endswith(".rules"):
            continue
        for name, value in vars(import_module(module.name)).items():
            if isinstance(value, StateTable) and value not in found.values():
                words = (*module.name.split(".")[1:-1], name)
                found["_".join(words).lower()] = value
    return found


@dataclass(frozen=True)
class Lane:
    """One or more states from which the same step leads to one target."""

    sources: tuple[int, ...]
    target: int
    label: str

    @property
    def span(self) -> tuple[int, int]:
        rows = (*self.sources, self.target)
        return min(rows), max(rows)

    @property
    def forward(self) -> bool:
        return self.target > self.sources[0]


class Diagram:
    """One state table on a sheet."""

    def __init__(self, table: Table) -> None:
        self.table = table
        used = {table.initial} | {move.target for move in table.moves}
        used |= {state for move in table.moves for state in move.sources}
        self.states = [state for state in type(table.initial) if state in used]
        self.stays: dict[int, list[str]] = defaultdict(list)
        self.next_steps: dict[int, list[str]] = defaultdict(list)
        self.right: list[list[Lane]] = []
        self.left: list[list[Lane]] = []
        self._sort_steps()
        self._place()

    # -- which step is drawn where -----------------------------------------------------------------

    def _sort_steps(self) -> None:
        row = {state: place for place, state in enumerate(self.states)}
        far: dict[tuple[int, str, bool], set[int]] = defaultdict(set)
        for move in self.table.moves:
            target = row[move.target]
            for source in sorted(row[state] for state in move.sources):
                if source == target:
                    _once(self.stays[source], move.label)
                elif source == target - 1:
                    _once(self.next_steps[source], move.label)
                else:
                    far[target, move.label, source < target].add(source)
        merged: dict[tuple[tuple[int, ...], int], list[str]] = defaultdict(list)
        for (target, label, _), sources in far.items():
            _once(merged[tuple(sorted(sources)), target], label)
        lanes = [Lane(rows, target, "、".join(words)) for (rows, target), words in merged.items()]
        lanes.sort(key=lambda lane: (lane.span[1] - lane.span[0], lane.span))
        for lane in lanes:
            _pack(self.right if lane.forward else self.left, lane)

    # -- where everything lies ---------------------------------------------------------------------

    def _place(self) -> None:
        self.width = max(
            max(_width(state.label), _width(self._stay(place), SMALL)) + 2 * PAD
            for place, state in enumerate(self.states)
        )
        left = sum(_column(column) for column in self.left)
        self.x = MARGIN + left
        straight = max((_width("、".join(words)) for words in self.next_steps.values()), default=0)
        reach = max(0, straight + PAD - self.width // 2)  # labels of straight arrows need room
        self.lanes_at = self.x + self.width + reach
        self.whole = self.lanes_at + sum(_column(column) for column in self.right) + MARGIN
        self.tops: list[int] = []
        y = MARGIN
        for place in range(len(self.states)):
            self.tops.append(y)
            y += self._height(place) + GAP
        self.high = y - GAP + MARGIN

    def _stay(self, place: int) -> str:
        return " · ".join(self.stays.get(place, []))

    def _height(self, place: int) -> int:
        stubs = max(len(self._stubs(self.right, place)), len(self._stubs(self.left, place)))
        return max(BOX + (16 if self.stays.get(place) else 0), STUB * stubs + STUB)

    def _stubs(self, columns: list[list[Lane]], place: int) -> list[tuple[Lane, bool]]:
        """The lanes touching a state from the top down, so that none crosses its neighbour."""
        ends = [
            (lane, lane.target == place, depth)
            for depth, column in enumerate(columns)
            for lane in column
            if place == lane.target or place in lane.sources
        ]
        if columns is self.right:  # what arrives comes from above
            ends.sort(key=lambda end: (not end[1], end[2] if end[1] else -end[2]))
        else:  # what leaves goes up
            ends.sort(key=lambda end: (end[1], -end[2] if end[1] else end[2]))
        return [(lane, arrives) for lane, arrives, _ in ends]

    def _stub_y(self, columns: list[list[Lane]], lane: Lane, place: int) -> float:
        stubs = [found for found, _ in self._stubs(columns, place)]
        high = self._height(place)
        return self.tops[place] + high * (stubs.index(lane) + 1) / (len(stubs) + 1)

    # -- ink ---------------------------------------------------------------------------------------

    def svg(self) -> str:
        """The picture as text; the same table gives the same bytes."""
        parts = [self._box(place) for place in range(len(self.states))]
        parts += [self._straight(place) for place in self.next_steps]
        for columns, side in ((self.right, 1), (self.left, -1)):
            x = self.lanes_at if side > 0 else self.x
            for column in columns:
                line = x + side * PAD
                parts += [self._lane(columns, lane, line, side) for lane in column]
                x += side * _column(column)
        head = (
            f'<svg xmlns="http://www.w3.org/2000/svg" width="{self.whole}" height="{self.high}"'
            f' viewBox="0 0 {self.whole} {self.high}">'
        )
        ground = f'<rect width="100%" height="100%" fill="{COLOURS.surface}"/>'
        return "\n".join((head, ground, *parts, "</svg>")) + "\n"

    def _box(self, place: int) -> str:
        state, y, high = self.states[place], self.tops[place], self._height(place)
        ends = not any(state in m.sources and m.target != state for m in self.table.moves)
        ground, line = COLOURS.surface, COLOURS.line_strong
        if state == self.table.initial:
            ground, line = COLOURS.accent_soft, COLOURS.accent
        elif ends:
            ground, line = COLOURS.sunken, COLOURS.muted
        middle, base = self.x + self.width / 2, y + high / 2 + 5
        stay = self._stay(place)
        text = _text(state.label, middle, base - (8 if stay else 0), weight="bold")
        small = _text(stay, middle, base + 10, size=SMALL) if stay else ""
        return (
            f'<rect x="{self.x}" y="{y}" width="{self.width}" height="{high}" rx="5"'
            f' fill="{ground}" stroke="{line}"/>{text}{small}'
        )

    def _straight(self, place: int) -> str:
        x = self.x + self.width / 2
        start, end = self.tops[place] + self._height(place), self.tops[place + 1]
        words = _text("、".join(self.next_steps[place]), x + 8, (start + end) / 2 + 3, "start")
        return _path(f"M{x:g} {start} V{end}") + _arrow(x, end, "down") + words

    def _lane(self, columns: list[list[Lane]], lane: Lane, line: int, side: int) -> str:
        edge = self.x + self.width if side > 0 else self.x
        ys = {row: self._stub_y(columns, lane, row) for row in (*lane.sources, lane.target)}
        stubs = "".join(_path(f"M{edge} {y:g} H{line}") for y in ys.values())
        trunk = _path(f"M{line} {min(ys.values()):g} V{max(ys.values()):g}")
        arrow = _arrow(edge, ys[lane.target], "left" if side > 0 else "right")
        dots = "".join(_dot(line, y) for y in sorted(ys.values())[1:-1])
        above = lane.sources[0] if side > 0 else lane.sources[-1] - 1
        y = self.tops[above] + self._height(above) + GAP / 2 + 4
        words = _text(lane.label, line + side * 6, y, "start" if side > 0 else "end")
        return stubs + trunk + dots + arrow + words


def _once(words: list[str], word: str) -> None:
    if word not in words:
        words.append(word)


def _pack(columns: list[list[Lane]], lane: Lane) -> None:
    for column in columns:
        if all(lane.span[1] <= o.span[0] or lane.span[0] >= o.span[1] for o in column):
            column.append(lane)
            return
    columns.append([lane])


def _column(column: list[Lane]) -> int:
    return max(_width(lane.label) for lane in column) + 2 * PAD


def _width(text: str, size: int = GLYPH) -> int:
    return sum(size if ord(glyph) > 0x2000 else size * 6 // 10 for glyph in text)


def _text(
    text: str, x: float, y: float, anchor: str = "middle", size: int = GLYPH, weight: str = "normal"
) -> str:
    return (
        f'<text x="{x:g}" y="{y:g}" text-anchor="{anchor}" font-size="{size}"'
        f' font-weight="{weight}" {INK}>{escape(text)}</text>'
    )


def _path(line: str) -> str:
    return f'<path d="{line}" fill="none" stroke="{COLOURS.muted}" stroke-width="1.2"/>'


def _dot(x: float, y: float) -> str:
    return f'<circle cx="{x:g}" cy="{y:g}" r="2.5" fill="{COLOURS.muted}"/>'


def _arrow(x: float, y: float, points: str) -> str:
    back, wing = {
        "down": ((-4, -8), (4, -8)),
        "left": ((8, -4), (8, 4)),
        "right": ((-8, -4), (-8, 4)),
    }[points]
    corners = f"{x:g},{y:g} {x + back[0]:g},{y + back[1]:g} {x + wing[0]:g},{y + wing[1]:g}"
    return f'<polygon points="{corners}" fill="{COLOURS.muted}"/>'
