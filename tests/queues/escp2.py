"""What a 24-pin printer would put on paper: ESC/P2 data decoded into pictures, one for each page.

Understands what drivers send: bit images (ESC *), raster rows (ESC .), plain and packed, and every
move of head and paper. What it does not know is an error, never a gap.
"""

from dataclasses import dataclass, field

from PIL import Image, ImageDraw

DPI = 360
"""Dots an inch of the pictures, both ways: every pitch of these printers is a whole part of it."""
WIDEST_IN = 15.0
_ESC, _LF, _FF, _CR = 0x1B, 0x0A, 0x0C, 0x0D
_WITHOUT_INK = frozenset((0, 0x0E, 0x0F, 0x11, 0x12, 0x13, 0x14))
"""Padding, widths of letters, online and offline."""
_PLAIN = frozenset("@2014567MPOEFGHT<=>8 9".replace(" ", ""))
_ONE = frozenset("lQxUktrRN-Ww3A+J/p!as S")
_TWO = frozenset("$\\c")
# ESC * mode → dots an inch across, pins
_BIT_IMAGES = {
    0: (60, 8),
    1: (120, 8),
    2: (120, 8),
    3: (240, 8),
    4: (80, 8),
    6: (90, 8),
    32: (60, 24),
    33: (120, 24),
    38: (90, 24),
    39: (180, 24),
    40: (360, 24),
    71: (180, 48),
    72: (360, 48),
    73: (360, 48),
}
_PIN_PITCH = {8: 1 / 60, 24: 1 / 180, 48: 1 / 360}


class UnknownCode(ValueError):
    """The data hold something this decoder has not learnt."""


def pages_of(data: bytes) -> list[Image.Image]:
    """Decode a job into black on white pages at 360 dots an inch, cut to their length."""
    decoder = _Decoder(data)
    while decoder.at < len(data):
        decoder.step()
    return decoder.finished()


def _page(length_in: float) -> Image.Image:
    return Image.new("L", (round(WIDEST_IN * DPI), round(length_in * DPI)), 255)


@dataclass
class _Decoder:
    """The printer: where its head is, in inches, and the paper in front of it."""

    data: bytes
    at: int = 0
    x: float = 0.0
    y: float = 0.0
    line_in: float = 1 / 6
    length_in: float = 22.0
    unit_in: float = 1 / 360
    marked: bool = False
    pages: list[Image.Image] = field(default_factory=list)
    picture: Image.Image = field(default_factory=lambda: _page(22.0))

    def step(self) -> None:
        """Carry out the next code."""
        code = self._take(1)[0]
        if code == _ESC:
            self._escape(chr(self._take(1)[0]))
        elif code == _LF:
            self.x = 0.0
            self._feed(self.line_in)
        elif code == _CR:
            self.x = 0.0
        elif code == _FF:
            self._next_page()
        elif code not in _WITHOUT_INK:
            raise UnknownCode(f"text or code {code:#x} at {self.at - 1}")

    def finished(self) -> list[Image.Image]:
        if self.marked:
            self._next_page()
        return self.pages

    def _take(self, count: int) -> bytes:
        taken = self.data[self.at : self.at + count]
        if len(taken) != count:
            raise UnknownCode(f"the data end inside a code at {self.at}")
        self.at += count
        return taken

    def _number(self) -> int:
        return int.from_bytes(self._take(2), "little")

    def _escape(self, letter: str) -> None:
        if letter == "*":
            self._bit_image()
        elif letter == ".":
            self._raster()
        elif letter == "(":
            self._long(chr(self._take(1)[0]))
        elif letter == "C":
            self._page_length()
        elif letter in _TWO:
            self._move_across(letter, self._number())
        elif letter in _ONE:
            self._set(letter, self._take(1)[0])
        elif letter == "@":
            self.line_in, self.unit_in = 1 / 6, 1 / 360
        elif letter in "02":
            self.line_in = {"0": 1 / 8, "2": 1 / 6}[letter]
        elif letter not in _PLAIN:
            raise UnknownCode(f"ESC {letter} at {self.at - 2}")

    def _set(self, letter: str, value: int) -> None:
        if letter == "J":
            self._feed(value / 180)
        elif letter in "3A+":
            self.line_in = value / {"3": 180, "A": 60, "+": 360}[letter]

    def _page_length(self) -> None:
        lines = self._take(1)[0]
        self._long_page(lines * self.line_in if lines else float(self._take(1)[0]))

    def _long_page(self, length_in: float) -> None:
        self.length_in = length_in
        if not self.marked:
            self.picture = _page(length_in)

    def _move_across(self, letter: str, value: int) -> None:
        if letter == "$":
            self.x = value / 60
        elif letter == "\\":
            self.x += (value - (value > 0x7FFF) * 0x10000) / 180

    def _long(self, letter: str) -> None:
        """ESC ( letter count …: units, margins and finer moves."""
        given = self._take(self._number())
        value = int.from_bytes(given[:2], "little")
        if letter == "U":
            self.unit_in = given[0] / 3600
        elif letter == "C":
            self._long_page(value * self.unit_in)
        elif letter == "c" or letter == "V":
            self.y = max(self.y, value * self.unit_in)
        elif letter == "v":
            self._feed(value * self.unit_in)
        elif letter == "$":
            self.x = value * self.unit_in
        elif letter == "/":
            self.x += (value - (value > 0x7FFF) * 0x10000) * self.unit_in
        elif letter not in "GKRdeimnst":  # graphics on, colours, drop sizes, names: no ink
            raise UnknownCode(f"ESC ( {letter} at {self.at}")

    def _bit_image(self) -> None:
        """ESC *: columns of pins from left to right."""
        mode = self._take(1)[0]
        if mode not in _BIT_IMAGES:
            raise UnknownCode(f"ESC * {mode} at {self.at}")
        across, pins = _BIT_IMAGES[mode]
        columns, each = self._number(), pins // 8
        given = self._take(columns * each)
        pen, pitch = ImageDraw.Draw(self.picture), _PIN_PITCH[pins]
        for column in range(columns):
            bits = int.from_bytes(given[column * each : (column + 1) * each], "big")
            for pin in range(pins if bits else 0):
                if bits >> (pins - 1 - pin) & 1:
                    self._dot(pen, self.x + column / across, pin * pitch, 1 / across, pitch)
        self.x += columns / across

    def _raster(self) -> None:
        """ESC .: rows of dots; the head stands where it stood, the paper too."""
        packed, v, h, rows = self._take(4)
        columns = self._number()
        if packed > 1:
            raise UnknownCode(f"ESC . {packed} at {self.at}")
        each = -(-columns // 8)
        given = self._unpacked(rows * each) if packed else self._take(rows * each)
        pen, down, right = ImageDraw.Draw(self.picture), v / 3600, h / 3600
        for row in range(rows):
            bits = int.from_bytes(given[row * each : (row + 1) * each], "big")
            for column in range(columns if bits else 0):
                if bits >> (each * 8 - 1 - column) & 1:
                    self._dot(pen, self.x + column * right, row * down, right, down)
        self.x += columns * right

    def _unpacked(self, length: int) -> bytes:
        found = bytearray()
        while len(found) < length:
            count = self._take(1)[0]
            found += self._take(1) * (257 - count) if count > 127 else self._take(count + 1)
        return bytes(found)

    def _dot(
        self, pen: ImageDraw.ImageDraw, x: float, down: float, wide: float, high: float
    ) -> None:
        left, top = round(x * DPI), round((self.y + down) * DPI)
        right, low = left + max(1, round(wide * DPI)) - 1, top + max(1, round(high * DPI)) - 1
        pen.rectangle((left, top, right, low), fill=0)
        self.marked = True

    def _feed(self, inches: float) -> None:
        self.y += inches
        if self.y >= self.length_in:
            rest = self.y - self.length_in
            self._next_page()
            self.y = rest

    def _next_page(self) -> None:
        self.pages.append(self.picture)
        self.picture, self.marked = _page(self.length_in), False
        self.x = self.y = 0.0
