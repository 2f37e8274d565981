"""What a text is found by: its signs without separators, in pieces of two or three.

Two Chinese signs that stand together are a piece, and three signs wherever a letter or digit takes
part (路88), so that the fragments people type (a tail of a telephone number, part of a name, a house
number) are looked up instead of searched for. Full-width, traditional and capital signs count as
their plain ones, and what separates signs (· • ． - blank) counts for nothing.

Source: performance of the house §3 (search index), issue (one search box).
"""

import functools
import re
import unicodedata
from collections.abc import Iterable

VERSION = 1
"""Raised when the same text gives other pieces than before: the index of an office is then made anew."""

_SEPARATORS = re.compile(r"[\W_]+")
_INITIALS = "\ue000"


def plain(text: str) -> str:
    """The signs of a text as they are compared: letters and digits only, small, simplified, half-width."""
    folded = _SEPARATORS.sub("", unicodedata.normalize("NFKC", text).casefold())
    return folded if folded.isascii() else folded.translate(_simplified())


@functools.cache
def _simplified() -> dict[int, str]:
    """Traditional sign → simplified sign, one for one."""
    from opencc import OpenCC

    signs = [chr(code) for code in range(0x3400, 0xA000)]
    turned = OpenCC("t2s").convert("\n".join(signs)).split("\n")
    return {ord(a): b for a, b in zip(signs, turned, strict=True) if a != b and len(b) == 1}


def grams(values: Iterable[str], initials: Iterable[str] = ()) -> str:
    """The pieces of a record's texts, and the pinyin initials of its names, as the index takes them."""
    found: dict[str, None] = {}
    for value in values:
        found.update(dict.fromkeys(_pieces(plain(value))))
    for words in initials:
        found.update(dict.fromkeys(_INITIALS + word for word in words.split()))
    return " ".join(found)


def _pieces(signs: str) -> Iterable[str]:
    last = len(signs) - 1
    for at in range(last):
        if _wide(signs[at]) and _wide(signs[at + 1]):
            yield signs[at : at + 2]
            if at + 2 <= last and not _wide(signs[at + 2]):
                yield signs[at : at + 3]
        else:
            yield signs[at : at + 3]
    if signs:
        yield signs[last]


def _wide(sign: str) -> bool:
    return sign > "\u00ff"


def question(word: str) -> str:
    """How the index is asked for a word; empty when the word has no sign to look for.

    Every piece must be there; a word shorter than a piece is the beginning of one. A word of letters
    may also be pinyin initials, from their beginning.
    """
    signs = plain(word)
    if not signs:
        return ""
    whole = dict.fromkeys(_whole_pieces(signs))
    asked = " AND ".join(f'"{piece}"' for piece in whole) or f'"{signs}" *'
    return f'({asked}) OR ("{_INITIALS}{signs}" *)' if signs.isascii() else asked


def _whole_pieces(signs: str) -> Iterable[str]:
    """The pieces that a text has wherever the word stands in it: none that only an end makes."""
    for at in range(len(signs) - 1):
        if _wide(signs[at]) and _wide(signs[at + 1]):
            yield signs[at : at + 2]
            if at + 2 < len(signs) and not _wide(signs[at + 2]):
                yield signs[at : at + 3]
        elif at + 3 <= len(signs):
            yield signs[at : at + 3]


def is_exact(word: str) -> bool:
    """Whether whatever the index gives for a word surely contains it: one piece, or the beginning of one."""
    return len(dict.fromkeys(_whole_pieces(plain(word)))) <= 1
