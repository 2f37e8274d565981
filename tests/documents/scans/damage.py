"""What happens to a printed paper before it is scanned: writing, stamps, coffee, creases, stickers.

Pictures are grey; every function draws on the sheet it is given.
"""

from math import cos, pi, sin
from random import Random
from typing import Any

import zxingcpp
from PIL import Image, ImageChops, ImageDraw, ImageFilter

Box = tuple[int, int, int, int]
STRANGERS = (
    (zxingcpp.BarcodeFormat.QRCode, "wxp://f2f0T7rA0JkYpQ2mX8vLs5dNcEoH3bZq{n}"),
    (zxingcpp.BarcodeFormat.QRCode, "https://u.example.com/track?no=YD2611160{n}"),
    (zxingcpp.BarcodeFormat.QRCode, "YD2611160{n}"),
    (zxingcpp.BarcodeFormat.QRCode, "FD/ABCD/P-03/PS261119-{n}/01/ZZZZ"),
    (zxingcpp.BarcodeFormat.Code128, "SF1{n}456789012"),
    (zxingcpp.BarcodeFormat.Code128, "YT75{n}678901"),
    (zxingcpp.BarcodeFormat.Code128, "YD26111600{n}"),
    (zxingcpp.BarcodeFormat.Code128, "YD2613160{n}"),
    (zxingcpp.BarcodeFormat.Code128, "PS261119-{n}"),
)


def write_by_hand(sheet: Image.Image, dice: Random, strokes: int) -> None:
    """Signatures and remarks: bundles of curved strokes in the lower two thirds."""
    draw = ImageDraw.Draw(sheet)
    wide, high = sheet.size
    for _ in range(strokes):
        x, y = dice.uniform(0.1, 0.8) * wide, dice.uniform(0.35, 0.92) * high
        step, swing = wide * 0.012, high * 0.03
        points = [
            (x + n * step, y + swing * sin(n * dice.uniform(0.7, 1.9)) * dice.uniform(0.3, 1))
            for n in range(dice.randint(5, 14))
        ]
        draw.line(points, fill=dice.randint(20, 90), width=max(2, wide // 500), joint="curve")


def stamp(sheet: Image.Image, dice: Random) -> None:
    """A round red stamp, which is mid-grey to the scanner, with text lines in it."""
    wide, high = sheet.size
    radius = wide * dice.uniform(0.07, 0.1)
    x, y = dice.uniform(0.15, 0.85) * wide, dice.uniform(0.3, 0.85) * high
    layer = Image.new("L", sheet.size, 255)
    draw = ImageDraw.Draw(layer)
    grey = dice.randint(90, 150)
    draw.ellipse((x - radius, y - radius, x + radius, y + radius), outline=grey, width=wide // 200)
    for n in (-1, 0, 1):
        half = radius * 0.6
        draw.line((x - half, y + n * half / 2, x + half, y + n * half / 2), grey, wide // 120)
    sheet.paste(ImageChops.multiply(sheet, layer))


def coffee(sheet: Image.Image, dice: Random, over: Box | None) -> None:
    """A brown ring with a paler inside; `over` names what it lies on."""
    wide, high = sheet.size
    radius = wide * dice.uniform(0.05, 0.13)
    x, y = dice.uniform(0, 1) * wide, dice.uniform(0, 1) * high
    if over:
        x, y = dice.uniform(over[0], over[2]), dice.uniform(over[1], over[3])
    layer = Image.new("L", sheet.size, 255)
    draw = ImageDraw.Draw(layer)
    points = [
        (x + radius * k * cos(a), y + radius * k * sin(a))
        for a, k in ((n * pi / 12, dice.uniform(0.85, 1.1)) for n in range(24))
    ]
    draw.polygon(points, fill=dice.randint(150, 215))
    draw.line([*points, points[0]], fill=dice.randint(80, 130), width=max(3, int(radius / 9)))
    soft = layer.filter(ImageFilter.GaussianBlur(wide / 700))
    sheet.paste(ImageChops.multiply(sheet, soft))


def blot(sheet: Image.Image, dice: Random, over: Box) -> None:
    """Ink over the middle of a code, which no reader can read any more."""
    left, top, right, bottom = over
    draw = ImageDraw.Draw(sheet)
    middle = (left + right) / 2, (top + bottom) / 2
    reach = (bottom - top) * dice.uniform(0.35, 0.6)
    box = (middle[0] - reach, middle[1] - reach, middle[0] + reach, middle[1] + reach)
    draw.ellipse(box, fill=dice.randint(10, 60))


def crease(sheet: Image.Image, dice: Random) -> None:
    """One or two folds: a dark line with a light one beside it."""
    draw = ImageDraw.Draw(sheet)
    wide, high = sheet.size
    for _ in range(dice.randint(1, 2)):
        at = dice.uniform(0.25, 0.75)
        slope = dice.uniform(-0.02, 0.02)
        ends: tuple[float, ...] = (0, (at - slope) * high, wide, (at + slope) * high)
        if dice.random() < 0.5:
            ends = ((at - slope) * wide, 0, (at + slope) * wide, high)
        draw.line(ends, fill=dice.randint(120, 190), width=max(1, wide // 700))
        draw.line(tuple(v + wide / 500 for v in ends), fill=255, width=max(1, wide // 900))


def stranger(dice: Random, wide: int) -> Image.Image:
    """Another firm's code as a sticker: a payment code, an address, a courier's number, a near miss."""
    format_, text = dice.choice(STRANGERS)
    code = zxingcpp.create_barcode(text.format(n=dice.randint(100, 999)), format_)
    drawn: Any = code.to_image(scale=4)
    high, across = drawn.shape[:2]
    picture = Image.frombytes("L", (across, high), bytes(memoryview(drawn)))
    size = (wide, max(wide // 5, picture.height * wide // picture.width))
    if format_ == zxingcpp.BarcodeFormat.Code128:
        size = (wide * 2, wide // 2)
    return picture.resize(size, Image.Resampling.BICUBIC)
