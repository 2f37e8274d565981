"""Label and value pairs as strips: open lines, ruled grids, boxes for the parties."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from desk.documents.fonts import typefaces
from desk.documents.papers import Align, Boxes, Field, HeadGrid, PaperSize, shown
from desk.documents.pdf_pen import MM, Pen
from desk.documents.pdf_strips import LINE, SIZE, Line, Space, Strip
from desk.documents.pdf_text import lines_of, shrunk_size

_MOST_LINES = 12
_CELL_PAD = 3.0
_UPRIGHT = 14.0
_TITLE_SIZE = 9.5
_GAP = 4.0
_LEAST_CODE = 0.75
_LABEL_GREY = 0.95


@dataclass(frozen=True)
class SetField:
    """A field's label and the lines of its value, in a cell of its own."""

    field: Field
    left: float
    label_width: float
    width: float
    lines: tuple[str, ...]
    size: float

    def draw(self, pen: Pen, x: float, y: float, label: str) -> None:
        """Draw label and value with the middle of the first line at y."""
        pen.background(True)
        pen.text(x + self.left, y, label, SIZE)
        at = x + self.left + self.label_width
        if self.field.blank:
            pen.line(at, y + SIZE * 0.6, x + self.left + self.width, y + SIZE * 0.6)
        pen.background(False)
        for n, line in enumerate(self.lines):
            pen.text(at, y + n * SIZE * LINE, line, self.size, self.field.bold)


@dataclass(frozen=True)
class OpenPairs:
    """One line of 「label:value」 pairs without rules."""

    fields: Sequence[SetField]

    @property
    def height(self) -> float:
        return max(len(f.lines) or 1 for f in self.fields) * SIZE * LINE + 3.0

    def draw(self, pen: Pen, x: float, y: float) -> None:
        for field in self.fields:
            field.draw(pen, x, y + SIZE * LINE / 2 + 1.5, _open_label(field.field))


@dataclass(frozen=True)
class RuledPairs:
    """One line of label and value cells with rules around them."""

    fields: Sequence[SetField]
    width: float
    grey: float | None
    least: float = 0.0

    @property
    def height(self) -> float:
        most = max(len(f.lines) or 1 for f in self.fields)
        return max(most * SIZE * LINE + 2 * _CELL_PAD, self.least)

    def draw(self, pen: Pen, x: float, y: float) -> None:
        height = self.height
        self._draw_cells(pen, x, y, height)
        for field in self.fields:
            first = y + height / 2 - (len(field.lines) - 1) * SIZE * LINE / 2
            for n, line in enumerate(field.lines):
                at = x + field.left + field.label_width + _CELL_PAD
                pen.text(at, first + n * SIZE * LINE, line, field.size, field.field.bold)

    def _draw_cells(self, pen: Pen, x: float, y: float, height: float) -> None:
        """The rules and labels, which pre-printed paper carries."""
        pen.background(True)
        for field in self.fields:
            left, label_width = x + field.left, field.label_width
            if self.grey is not None:
                pen.fill(left, y, label_width, height, self.grey)
            for at in (left, left + label_width):
                pen.line(at, y, at, y + height)
            label = field.field.label
            room = label_width - _CELL_PAD
            size = shrunk_size(typefaces()[0], label, SIZE, room)
            pen.centred(left + label_width / 2, y + height / 2, label, size)
        pen.frame(x + self.fields[0].left, y, self.width, height)
        pen.background(False)


@dataclass(frozen=True)
class BoxStrip:
    """Party boxes side by side: upright title, then label and value below each other."""

    boxes: Sequence[tuple[str, float, float, Sequence[RuledPairs]]]
    """Title, left edge, width and lines of every box."""

    @property
    def height(self) -> float:
        return max(sum(line.height for line in lines) for _, _, _, lines in self.boxes)

    def draw(self, pen: Pen, x: float, y: float) -> None:
        height = self.height
        for title, left, width, lines in self.boxes:
            step = min(SIZE * 1.25, height / max(len(title), 1))
            first = y + height / 2 - (len(title) - 1) * step / 2
            pen.background(True)
            for n, char in enumerate(title):
                size = min(SIZE + 0.5, step)
                pen.centred(x + left + _UPRIGHT / 2, first + n * step, char, size, bold=True)
            pen.frame(x + left, y, width, height, 0.8)
            pen.background(False)
            stretch = (height - sum(line.height for line in lines)) / len(lines)
            at = y
            for line in lines:
                higher = RuledPairs(line.fields, line.width, line.grey, line.height + stretch)
                higher.draw(pen, x, at)
                at += higher.height


def grid_strips(block: HeadGrid, width: float, paper: PaperSize) -> Iterator[Strip]:
    """Lay the pairs of a head grid out in lines; the last pair of a line takes what is left."""
    if block.title:
        yield Line(block.title, _TITLE_SIZE, True, Align.LEFT, width)
    lines = list(_grid_lines(block.fields, block.columns))
    step = width / block.columns
    labels = _label_widths(lines, block)
    for line in lines:
        column, fields = 0, []
        for n, field in enumerate(line):
            left = column * step
            last = n == len(line) - 1
            cell = width - left if last and block.ruled else min(field.span, block.columns) * step
            fields.append(
                _set_field(field, left, cell, labels[column], block.ruled, paper.thousands)
            )
            column += field.span
        if block.ruled:
            yield RuledPairs(fields, width, None if paper.carbon else _LABEL_GREY)
        else:
            yield OpenPairs(fields)
    yield Space(0 if block.ruled else _GAP)


def _grid_lines(fields: Sequence[Field], columns: int) -> Iterator[list[Field]]:
    line: list[Field] = []
    used = 0
    for field in fields:
        if line and used + field.span > columns:
            yield line
            line, used = [], 0
        line.append(field)
        used += field.span
    if line:
        yield line


def _label_widths(lines: Sequence[Sequence[Field]], block: HeadGrid) -> dict[int, float]:
    """Return the width of the labels in every grid column: as wide as the widest."""
    widths: dict[int, float] = {}
    for line in lines:
        column = 0
        for field in line:
            text = field.label if block.ruled else _open_label(field)
            wide = typefaces()[0].width(text) * SIZE / 1000
            wide += 2 * _CELL_PAD if block.ruled else 0
            widths[column] = max(widths.get(column, 0), wide)
            column += field.span
    return widths


def _set_field(
    field: Field, left: float, width: float, label: float, ruled: bool, thousands: bool
) -> SetField:
    if not ruled:
        label = typefaces()[0].width(_open_label(field)) * SIZE / 1000
    label = min(label, width * 0.6)
    room = width - label - (2 * _CELL_PAD if ruled else 2 * MM)
    text = (
        ""
        if field.blank
        else shown(field.value, field.kind, thousands=thousands, show_zero=field.show_zero)
    )
    face, size = typefaces()[field.bold], SIZE
    if text.isascii() and " " not in text:  # a number or code is set smaller before it is broken
        size = shrunk_size(face, text, SIZE, room, _LEAST_CODE)
    lines = lines_of(face, text, size, room + 0.01, _MOST_LINES) if text else ()
    return SetField(field, left, label, width - (0 if ruled else 2 * MM), lines, size)


def _open_label(field: Field) -> str:
    return f"{field.label}：" if field.label else ""


def box_strips(block: Boxes, width: float, paper: PaperSize) -> Iterator[Strip]:
    shares = sum(box.share for box in block.boxes)
    left, boxes = 0.0, []
    for box in block.boxes:
        wide = width * box.share / shares
        grid = HeadGrid(box.fields, columns=1, ruled=True)
        labels = _label_widths([[f] for f in box.fields], grid)[0]
        inner = wide - _UPRIGHT
        grey = None if paper.carbon else _LABEL_GREY
        lines = [
            RuledPairs(
                [_set_field(f, left + _UPRIGHT, inner, labels, True, paper.thousands)], inner, grey
            )
            for f in box.fields
        ]
        boxes.append((box.title, left, wide, lines))
        left += wide
    yield BoxStrip(boxes)
