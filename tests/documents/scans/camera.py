"""How a paper becomes a picture: scanner or phone, turned, skewed, blurred, dark, compressed."""

from math import cos, radians, sin
from random import Random

from PIL import Image, ImageChops, ImageFilter

Point = tuple[float, float]
PULL = 0.05


def scanned(sheet: Image.Image, dice: Random) -> Image.Image:
    """On the glass of a scanner: some degrees askew, on white or under a dark lid."""
    lid = dice.choice((255, 250, 245, 60))
    margin = sheet.width // 40
    glass = Image.new("L", (sheet.width + 2 * margin, sheet.height + 2 * margin), lid)
    glass.paste(sheet, (margin, margin))
    askew = dice.uniform(-3, 3) if dice.random() < 0.6 else dice.uniform(-12, 12)
    return glass.rotate(askew, Image.Resampling.BILINEAR, expand=True, fillcolor=lid)


def photographed(sheet: Image.Image, dice: Random) -> Image.Image:
    """From above a table, never quite straight."""
    wide, high = int(sheet.width * 1.25), int(sheet.height * 1.3)
    left, top = (wide - sheet.width) // 2, (high - sheet.height) // 2
    ground = _table((wide, high), dice)
    mask = Image.new("L", (wide, high), 0)
    mask.paste(255, (left, top, left + sheet.width, top + sheet.height))
    flat = ground.copy()
    flat.paste(sheet, (left, top))
    straight = [(0.0, 0.0), (float(wide), 0.0), (float(wide), float(high)), (0.0, float(high))]
    way = _perspective(straight, _askew(straight, dice))
    moved = [
        part.transform(part.size, Image.Transform.PERSPECTIVE, way, Image.Resampling.BILINEAR)
        for part in (flat, mask)
    ]
    ground.paste(moved[0], mask=moved[1])
    return ground


def _askew(corners: list[Point], dice: Random) -> list[Point]:
    """The corners turned by up to 12° about the middle, each then pulled off its place."""
    wide, high = corners[2]
    angle = radians(dice.uniform(-12, 12))
    turned = []
    for x, y in corners:
        across, down = x - wide / 2, y - high / 2
        turned.append(
            (
                across * cos(angle) - down * sin(angle) + wide * (0.5 + dice.uniform(-PULL, PULL)),
                across * sin(angle) + down * cos(angle) + high * (0.5 + dice.uniform(-PULL, PULL)),
            )
        )
    return turned


def lit(picture: Image.Image, dice: Random) -> Image.Image:
    """Shadow from one side, too little light or little contrast."""
    if dice.random() < 0.4:
        picture = ImageChops.multiply(picture, _shadow(picture.size, dice))
    low, high = 0, 255
    if dice.random() < 0.25:
        low, high = dice.randint(60, 110), dice.randint(170, 220)
    elif dice.random() < 0.3:
        high = dice.randint(110, 200)
    return _noisy(picture.point([low + (high - low) * n // 255 for n in range(256)]), dice)


def _noisy(picture: Image.Image, dice: Random) -> Image.Image:
    """The grain of a sensor, a square of it repeated."""
    most = dice.randint(0, 12)
    square = Image.frombytes("L", (256, 256), dice.randbytes(65_536))
    square = square.point([128 + (n - 128) * most // 128 for n in range(256)])
    grain = Image.new("L", picture.size)
    for x in range(0, picture.width, 256):
        for y in range(0, picture.height, 256):
            grain.paste(square, (x, y))
    return ImageChops.add(picture, grain, 1, -128)


def blurred(picture: Image.Image, dice: Random, most: float) -> Image.Image:
    return picture.filter(ImageFilter.GaussianBlur(dice.uniform(0, most)))


def quarter_turned(picture: Image.Image, dice: Random) -> Image.Image:
    return picture.rotate(dice.choice((0, 0, 90, 180, 270)), expand=True)


def _shadow(size: tuple[int, int], dice: Random) -> Image.Image:
    darkest = dice.randint(70, 160)
    slope = Image.linear_gradient("L").rotate(dice.choice((0, 90, 180, 270)))
    return slope.point([darkest + (255 - darkest) * n // 255 for n in range(256)]).resize(size)


def _table(size: tuple[int, int], dice: Random) -> Image.Image:
    """Wood or stone: coarse noise drawn out in one direction."""
    grain = Image.frombytes("L", (40, 300), dice.randbytes(12_000))
    base = dice.randint(50, 150)
    wood = grain.resize(size, Image.Resampling.BICUBIC).filter(ImageFilter.BoxBlur(4))
    return wood.point([base + (n - 128) // 4 for n in range(256)])


def _perspective(targets: list[Point], sources: list[Point]) -> list[float]:
    """The eight numbers by which Pillow finds the source of every target point."""
    rows = []
    for (x, y), (u, v) in zip(targets, sources, strict=True):
        rows.append([x, y, 1, 0, 0, 0, -u * x, -u * y, u])
        rows.append([0, 0, 0, x, y, 1, -v * x, -v * y, v])
    return _solved(rows)


def _solved(rows: list[list[float]]) -> list[float]:
    size = len(rows)
    for n in range(size):
        best = max(range(n, size), key=lambda r: abs(rows[r][n]))
        rows[n], rows[best] = rows[best], rows[n]
        rows[n] = [value / rows[n][n] for value in rows[n]]
        for other in range(size):
            if other != n:
                factor = rows[other][n]
                rows[other] = [a - factor * b for a, b in zip(rows[other], rows[n], strict=True)]
    return [row[-1] for row in rows]
