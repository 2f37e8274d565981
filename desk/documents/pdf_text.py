"""Fitting text into a width: line breaks by Chinese typesetting rules, cutting with 「…」, shrinking.

Sizes and widths are in points; a letter's width comes from the typeface in thousandths of its size.
"""

import re
from collections.abc import Iterator

from desk.documents.fonts import Typeface

ELLIPSIS = "…"
_NOT_FIRST = frozenset("，。、；：！？）》」』】〉”’…—％%,.;:!?)]}·℃°~～")
_NOT_LAST = frozenset("（《「『【〈“‘([{￥¥$#№")
_LINE_BREAK = re.compile(r"\r\n?|[\n\v\f\x85\u2028\u2029]")
_MOST_PULLED = 3


def lines_of(
    face: Typeface, text: str, size: float, width: float, most: int | None = None
) -> tuple[str, ...]:
    """Break a text into lines no wider than `width`; from line `most` on it is cut with 「…」."""
    text = text.replace("\t", " ")
    if face.width(text) * size <= width * 1000 and text.isprintable():
        return (text,)
    room = max(width * 1000 / size, 1000)
    lines = [line for part in _LINE_BREAK.split(text) for line in _broken(face, part, room)]
    if most is None or len(lines) <= most:
        return tuple(lines)
    return (*lines[: most - 1], cut(face, lines[most - 1] + ELLIPSIS, size, width, always=True))


def cut(face: Typeface, text: str, size: float, width: float, *, always: bool = False) -> str:
    """Return the text, or as much of it as fits before a 「…」."""
    room = width * 1000 / size
    if not always and face.width(text) <= room:
        return text
    text = text.removesuffix(ELLIPSIS)
    while text and face.width(text) + face.width(ELLIPSIS) > room:
        text = text[:-1]
    return text.rstrip() + ELLIPSIS


def shrunk_size(face: Typeface, text: str, size: float, width: float, least: float = 0.0) -> float:
    """Return the size at which the text fits on one line, at least `least` times the wanted one."""
    wide = face.width(text) * size / 1000
    return size if wide <= width else max(size * width / wide, size * least)


def _broken(face: Typeface, text: str, room: float) -> Iterator[str]:
    while True:
        end = _reach(face, text, room)
        if end >= len(text):
            yield text
            return
        end = _better_break(text, end)
        yield text[:end].rstrip()
        text = text[end:].lstrip(" ")


def _reach(face: Typeface, text: str, room: float) -> int:
    """Return how many characters fit, at least one."""
    used = 0.0
    for i, char in enumerate(text):
        used += face.widths[char]
        if used > room and i:
            return i
    return len(text)


def _better_break(text: str, end: int) -> int:
    """Move a break back so that words and numbers stay whole and marks stay with their neighbours."""
    start = end
    while start > 0 and _joined(text[start - 1], text[start]):
        start -= 1
    if 0 < start < end:
        return start
    pulled = end
    while pulled > max(1, end - _MOST_PULLED) and _bad_break(text[pulled - 1], text[pulled]):
        pulled -= 1
    return end if _bad_break(text[pulled - 1], text[pulled]) else pulled


def _joined(before: str, after: str) -> bool:
    return before.isascii() and after.isascii() and not before.isspace() and before not in "-/,;"


def _bad_break(before: str, after: str) -> bool:
    return after in _NOT_FIRST or before in _NOT_LAST
