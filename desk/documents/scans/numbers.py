"""From the codes on a page to the numbers of its papers: pure rules, nothing is ever guessed.

The QR code checks itself and names form and office. Bars carry the bare number and count for less;
where the two of one paper disagree, that is reported and no number is given.

Source: spec 3.22, P-03, P-25, P-33; where bars may stand beside their QR code is assumed.
"""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from math import atan2, degrees

from desk.documents.paper_code import MARK, Verdict, forms_of, read_paper_code
from desk.documents.scans.codes import Format, FoundCode, length, span
from desk.kernel.text import tr

# The bars stand right of their QR code at its height, measured in widths of the QR code: 11 or 12 on
# our papers, while the next paper on a page is 10 heights away.
_NEAREST, _FARTHEST, _OFF_LINE = 6.0, 18.0, 4.0
_OFF_ANGLE = 25.0


@dataclass(frozen=True)
class NumberOnPaper:
    """The number of one paper.

    Attributes:
        form: 「P-03」 …; empty when only bars were read that several forms print alike.
        certain: the self-checking QR code of this office said so; else the bars alone.
    """

    form: str
    number: str
    certain: bool


@dataclass(frozen=True)
class Conflict:
    """A paper whose codes cannot be believed; the sentence says why."""

    sentence: str


@dataclass(frozen=True)
class PaperOnPage:
    """One paper of ours on a page and the codes it was known by."""

    codes: tuple[FoundCode, ...]
    says: NumberOnPaper | Conflict


def papers_on_page(codes: Sequence[FoundCode], signs: Collection[str]) -> tuple[PaperOnPage, ...]:
    """Return the papers of ours on a page, from top to bottom; strangers' codes are passed over.

    Args:
        codes: everything decoded on the page.
        signs: the signs of this office (`office_sign`), earlier firm names included.
    """
    found = [
        PaperOnPage(group, says)
        for group in codes_by_paper(codes)
        if (says := number_on_paper(group, signs)) is not None
    ]
    return tuple(sorted(found, key=lambda paper: paper.codes[0].centre[::-1]))


def number_on_paper(
    codes: Sequence[FoundCode], signs: Collection[str]
) -> NumberOnPaper | Conflict | None:
    """Return what the codes of a single paper say; None when none of them is ours."""
    texts = {code.text for code in codes if _is_our_qr(code)}
    read = {read_paper_code(text, signs) for text in texts}
    bars = {code.text for code in codes if _is_our_bars(code)}
    if any(code.verdict is Verdict.OTHER_OFFICE for code in read):
        return Conflict(tr("这是另一家公司的单据,不归档。"))
    if any(code.verdict is Verdict.BROKEN for code in read):
        return Conflict(tr("二维码的校验不符,请人工核对单号。")) if bars else None
    numbers = {code.number for code in read} | bars
    if len(numbers) > 1 or len(read) > 1:
        shown = "、".join(sorted(numbers))
        return Conflict(tr("二维码与条码不一致({numbers}),请人工核对。").format(numbers=shown))
    if not numbers:
        return None
    (number,) = numbers
    forms = {code.form for code in read} or forms_of(number)
    return NumberOnPaper(next(iter(forms)) if len(forms) == 1 else "", number, bool(read))


def codes_by_paper(codes: Sequence[FoundCode]) -> Iterator[tuple[FoundCode, ...]]:
    """Put together the codes that stand on the same paper; bars without a QR code stand alone."""
    qrs = [code for code in codes if _is_our_qr(code)]
    bars = [code for code in codes if _is_our_bars(code)]
    owner = {id(bar): _owner(bar, qrs) for bar in bars}
    for qr in qrs:
        yield (qr, *(bar for bar in bars if owner[id(bar)] is qr))
    alone: dict[str, FoundCode] = {}
    for bar in bars:
        if owner[id(bar)] is None:
            alone.setdefault(bar.text, bar)
    yield from ((bar,) for bar in alone.values())


def _owner(bar: FoundCode, qrs: Sequence[FoundCode]) -> FoundCode | None:
    """The QR code in whose line the bars stand, else one that says the same number."""
    placed = [(off, n) for n, qr in enumerate(qrs) if (off := _off_line(qr, bar)) is not None]
    if placed:
        return qrs[min(placed)[1]]
    return next((qr for qr in qrs if f"/{bar.text}/" in qr.text), None)


def _off_line(qr: FoundCode, bar: FoundCode) -> float | None:
    """How far the bars stand above or below the line of the QR code; None if not in their place."""
    upper_left, upper_right, _, lower_left = qr.quad
    right, down = span(upper_left, upper_right), span(upper_left, lower_left)
    area = right[0] * down[1] - right[1] * down[0]
    if not area:
        return None
    x, y = span(qr.centre, bar.centre)
    along, off = (x * down[1] - y * down[0]) / area, (right[0] * y - right[1] * x) / area
    turned = _angle(span(bar.quad[0], bar.quad[1])) - _angle(right)
    is_level = abs((turned + 180) % 360 - 180) <= _OFF_ANGLE
    in_place = _NEAREST <= along <= _FARTHEST and abs(off) <= _OFF_LINE and is_level
    return abs(off) if in_place and length(right) else None


def _angle(way: tuple[float, float]) -> float:
    return degrees(atan2(way[1], way[0]))


def _is_our_qr(code: FoundCode) -> bool:
    return code.format is Format.QR and code.text.startswith(f"{MARK}/")


def _is_our_bars(code: FoundCode) -> bool:
    return code.format is Format.BARS and bool(forms_of(code.text))
