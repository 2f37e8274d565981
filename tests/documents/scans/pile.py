"""The recipe of the pile: the program's own prints, spoilt the way a day on the road spoils them.

Everything follows from the seed. A page is made from its own dice, so page 17 is the same in a pile
of 40 and of 500.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from random import Random

from PIL import Image

from desk.documents.paper_code import office_sign, paper_code
from desk.documents.pdf import render_pdf
from desk.documents.pictures import pdf_page
from tests.documents.paper_reading import image
from tests.documents.scans import damage
from tests.documents.scans.camera import blurred, lit, photographed, quarter_turned, scanned
from tests.documents.scans.prints import printed, templates

SEED = 20261122
KINDS = (
    ("scan", 40),
    ("photo", 30),
    ("two", 14),
    ("photo_two", 6),
    ("strange", 6),
    ("other", 2),
    ("blank", 2),
)
OTHER_FIRM = "另一家物流有限公司"
PER_DOCUMENT = 5
GATHERED = ("pdf", "tiff")


@dataclass(frozen=True)
class Spoilt:
    """One page of the pile and the numbers that stand on it."""

    picture: Image.Image
    numbers: tuple[str, ...]
    kind: str
    container: str
    quality: int
    dpi: int


CleanPaper = Callable[[int, str, int, Random], tuple[Image.Image, str, str]]
"""Prints the clean paper of a serial on a size (C241, A4) at so many dpi: sheet, form, number."""


@dataclass(frozen=True)
class PileFile:
    """A file of the pile; per page its kind and its numbers."""

    path: Path
    pages: tuple[tuple[str, tuple[str, ...]], ...]


def own_signs() -> frozenset[str]:
    """The sign of the office whose papers are in the pile."""
    return frozenset({office_sign(templates()["P-03", "A4"].firm)})


def make_page(number: int, seed: int = SEED, clean: CleanPaper | None = None) -> Spoilt:
    """Page `number` of the pile of this seed; its papers are invented unless `clean` prints them."""
    dice = Random(f"{seed}/{number}")
    kind = _kind(dice)
    dpi = dice.choice((150, 150, 200, 200, 240, 300))
    sheet, numbers = _sheet(kind, number, dpi, dice, clean or invented)
    is_photo = kind.startswith("photo") or (kind == "strange" and dice.random() < 0.5)
    picture = photographed(sheet, dice) if is_photo else scanned(sheet, dice)
    picture = quarter_turned(lit(blurred(picture, dice, dpi / 150), dice), dice)
    container = dice.choice(("jpeg", "jpeg", "png", "bmp", "pdf", "pdf", "tiff"))
    if is_photo:
        container = "jpeg"
    return Spoilt(picture, numbers, kind, container, dice.randint(25, 60), dpi)


def papers_on(number: int, seed: int = SEED) -> tuple[int, ...]:
    """The serials of the papers that page `number` shows."""
    kind = _kind(Random(f"{seed}/{number}"))
    if kind in ("two", "photo_two"):
        return (2 * number, 2 * number + 1)
    return (2 * number,) if kind in ("scan", "photo") else ()


def _kind(dice: Random) -> str:
    return dice.choices([k for k, _ in KINDS], [w for _, w in KINDS])[0]


def _sheet(
    kind: str, number: int, dpi: int, dice: Random, clean: CleanPaper
) -> tuple[Image.Image, tuple[str, ...]]:
    if kind == "blank":
        return Image.new("L", (int(8.3 * dpi), int(5.8 * dpi)), 250), ()
    if kind == "strange":
        return _with_strangers(dpi, dice), ()
    if kind == "other":
        return _of_another_office(number, dpi, dice), ()
    if kind in ("two", "photo_two"):
        size = "C241" if kind == "photo_two" else "A4"
        papers = [_paper(2 * number + n, size, dpi, dice, clean) for n in (0, 1)]
        return _stacked([sheet for sheet, _ in papers]), tuple(no for _, no in papers)
    sheet, no = _paper(2 * number, dice.choice(("C241", "A4")), dpi, dice, clean)
    return sheet, (no,)


def _paper(
    serial: int, size: str, dpi: int, dice: Random, clean: CleanPaper
) -> tuple[Image.Image, str]:
    """One signed paper with everything that may have happened to it."""
    sheet, form, number = clean(serial, size, dpi, dice)
    _spoil(sheet, form, size, dpi, dice)
    return sheet, number


def invented(serial: int, size: str, dpi: int, dice: Random) -> tuple[Image.Image, str, str]:
    """A clean paper with an invented number, its form and its number."""
    form = dice.choice(("P-03", "P-03", "P-03", "P-25", "P-25", "P-33"))
    day = f"2611{dice.randint(1, 28):02}"
    number = f"YD{day}{serial % 10_000:04}"
    if form == "P-03":
        number = f"PS{day}-{serial // 20 + 1:03}/{serial % 20 + 1:02}"
    return printed(form, size, number, dpi), form, number


def _spoil(sheet: Image.Image, form: str, size: str, dpi: int, dice: Random) -> None:
    qr, bars = code_boxes(form, size, dpi)
    damage.write_by_hand(sheet, dice, dice.randint(2, 9))
    if dice.random() < 0.6:
        damage.stamp(sheet, dice)
    if dice.random() < 0.3:
        damage.crease(sheet, dice)
    if dice.random() < 0.3:
        damage.coffee(sheet, dice, dice.choice((None, qr, bars)))
    if dice.random() < 0.04:
        damage.blot(sheet, dice, dice.choice((qr, bars)))
    if dice.random() < 0.2:
        sticker = damage.stranger(dice, int(0.9 * dpi))
        left = int(dice.uniform(0.1, 0.5) * sheet.width)
        sheet.paste(sticker, (left, sheet.height - sticker.height - dpi // 8))


def code_boxes(form: str, size: str, dpi: int) -> tuple[damage.Box, damage.Box]:
    """Where the QR code and the bars are printed, in pixels."""
    paper = templates()[form, size].size
    left, top = paper.left_mm + 2, paper.top_mm + 0.6
    right = paper.width_mm - paper.right_mm - 4
    at = partial(_pixels, dpi=dpi)
    return at((left, top, left + 13.5, top + 13.5)), at((right - 48, top + 3.2, right, top + 10))


def _pixels(box_mm: Sequence[float], dpi: int) -> damage.Box:
    a, b, c, d = (round(v * dpi / 25.4) for v in box_mm)
    return (a, b, c, d)


def _with_strangers(dpi: int, dice: Random) -> Image.Image:
    sheet = Image.new("L", (int(8.3 * dpi), int(5.8 * dpi)), 250)
    for n in range(dice.randint(1, 3)):
        sticker = damage.stranger(dice, int(dice.uniform(0.8, 1.2) * dpi))
        sheet.paste(sticker, (int((0.5 + 2.5 * n) * dpi), int(dice.uniform(0.5, 3.5) * dpi)))
    damage.write_by_hand(sheet, dice, 4)
    return sheet


def _of_another_office(number: int, dpi: int, dice: Random) -> Image.Image:
    """A receipt of a firm that uses the same program and numbers its papers alike."""
    no = f"PS2611{dice.randint(1, 28):02}-001/{number % 20 + 1:02}"
    paper = templates()["P-03", "A4"]
    qr = paper_code("P-03", no, OTHER_FIRM)
    foreign = replace(paper, firm=OTHER_FIRM, number=no, barcode=no, qr=qr, copies=("回单",))
    return image(pdf_page(render_pdf(foreign).pdf, 0, dpi)).convert("L")


def _stacked(sheets: list[Image.Image]) -> Image.Image:
    page = Image.new("L", (max(s.width for s in sheets), sum(s.height for s in sheets)), 255)
    top = 0
    for sheet in sheets:
        page.paste(sheet, (0, top))
        top += sheet.height
    return page


def make_pile(folder: Path, pages: int, seed: int = SEED) -> list[PileFile]:
    """Write a pile of so many pages into a folder; single pictures and documents of some pages."""
    return list(written(folder, (make_page(n, seed) for n in range(pages))))


def written(folder: Path, made: Iterator[Spoilt]) -> Iterator[PileFile]:
    """Write pages as files; what goes into PDF or TIFF is gathered to documents of five pages."""
    waiting: dict[str, list[Spoilt]] = {container: [] for container in GATHERED}
    serial = 0
    for serial, page in enumerate(made):
        if page.container not in waiting:
            yield _written(folder, serial, [page])
            continue
        gathered = waiting[page.container]
        gathered.append(page)
        if len(gathered) == PER_DOCUMENT:
            yield _written(folder, serial, gathered)
            waiting[page.container] = []
    for n, rest in enumerate(waiting.values(), 1):
        if rest:
            yield _written(folder, serial + n, rest)


def _written(folder: Path, serial: int, pages: list[Spoilt]) -> PileFile:
    first = pages[0]
    path = folder / f"{serial:05}-{first.kind}.{first.container}"
    options: dict[str, object] = {"format": first.container.upper()}
    if first.container in ("jpeg", "pdf"):
        options["quality"] = first.quality
    if first.container == "tiff":
        options["compression"] = "tiff_lzw"
    if first.container in GATHERED:
        options["save_all"] = True
        options["append_images"] = [page.picture for page in pages[1:]]
    if first.container == "pdf":
        options["resolution"] = first.dpi
    first.picture.save(path, **options)  # type: ignore[arg-type]
    return PileFile(path, tuple((page.kind, page.numbers) for page in pages))
