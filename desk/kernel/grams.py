"""What a text is found by: its signs without separators, in pieces of one, two, three and six.

A Chinese sign is a piece, so are two signs that stand together (not two digits: every pair of them
stands in half of all records), three wherever a letter or digit takes part (路88), and six letters or
digits in a row, since three digits of a telephone are common and six are rare. So the fragments
people type (a tail of a telephone number, part of a name, a house number) are looked up instead of
searched for. Full-width, traditional and capital signs count as their plain ones, and what separates
signs (· • ． - blank) counts for nothing.

Source: performance of the house §3 (search index), issue (one search box).
"""

import functools
import re
import unicodedata
from collections.abc import Iterable
from operator import add

from desk.kernel.identity import DOT_LETTERS
from desk.kernel.paths import resource
from desk.kernel.pinyin import LONGEST as LONGEST_READ
from desk.kernel.pinyin import initials as spelt
from desk.kernel.pinyin import readings

VERSION = 4
"""Raised when the same text gives other pieces than before: the index of an office is then made anew."""

_SEPARATORS = re.compile(rf"[\W_{DOT_LETTERS}]+")
_LONG, _BEFORE = 6, 2
"""Long numbers differ at their ends (13800000123): the last six signs are asked for, and the six that
begin two signs before them."""
_LONG_RUN = re.compile(r"[\x00-\xff]{6,}")
_MIXED_THREE = re.compile(r"(?=([\x00-\xff]..|.[\x00-\xff].|..[\x00-\xff]))", re.DOTALL)
"""Every three signs of which one at least is narrow, each found though they overlap."""
_NARROW = "\u00ff"
_FULL_WIDTH = 0xFEE0
_INITIALS = "\ue000"
_SHORTEST, _LONGEST = 2, 4
"""Pinyin initials are kept by their first two, three and four letters."""
_READ = "\ue001"
"""Whole pinyin is kept by each of its beginnings; by one of two letters only if a vowel ends it (li, not zh)."""
_VOWELS = frozenset("aeiouv")
_COUNTRY = re.compile(r"(?<![0-9])(?:[+＋]|00)86[\s-]*(?=1[3-9])")
_ROWS_KEPT = 32_768
"""Texts of filtered rows whose plain signs are remembered: the next letter typed asks for the same ones."""
_KEPT = 4_096
"""Texts whose pieces are remembered: towns, firms and streets come again and again."""


def plain(text: str) -> str:
    """The signs of a text as they are compared: letters and digits only, small, simplified, half-width."""
    if text.isascii():
        return _SEPARATORS.sub("", text.lower())
    folded = _SEPARATORS.sub("", unicodedata.normalize("NFKC", text).casefold())
    return folded if folded.isascii() else folded.translate(_simplified())


def words_typed(text: str) -> list[str]:
    """The words of a search; the country's number before a mobile's is no part of it."""
    return (
        _COUNTRY.sub("", unicodedata.normalize("NFKC", text)).split()
        if "86" in text
        else text.split()
    )


def stands_in(wanted: str, *texts: str) -> bool:
    """Whether every word that is typed stands in one of some texts, compared as in every search; nothing typed does."""
    signs = _signs_wanted(wanted)
    if not signs:
        return signs is not None
    every = [_plain_kept(text) for text in texts]
    return all(any(sign in text for text in every) for sign in signs)


@functools.lru_cache(2)
def _signs_wanted(typed: str) -> tuple[str, ...] | None:
    """What is looked for in row after row; None when only separators are typed, which stand nowhere."""
    words = words_typed(typed)
    return tuple(filter(None, map(plain, words))) or (None if words else ())


_plain_kept = functools.lru_cache(_ROWS_KEPT)(plain)


@functools.cache
def _simplified() -> dict[int, str]:
    """Traditional sign → simplified sign, one for one."""
    pairs = resource("simplified.txt").read_text(encoding="utf-8").splitlines()
    return {ord(pair[0]): pair[1] for pair in pairs}


def any_spelling(signs: str) -> str:
    """The GLOB pattern of texts that have all of these plain signs in their order, however each is written."""
    known = _spellings()
    return "*".join(["", *(f"[{known.get(sign, sign + sign.upper())}]" for sign in signs), ""])


@functools.cache
def _spellings() -> dict[str, str]:
    """Plain sign → itself and what is compared as it: traditional, large, full-width."""
    found = {sign: sign + sign.upper() for sign in "0123456789abcdefghijklmnopqrstuvwxyz"}
    for sign, written in found.items():
        found[sign] = written + "".join(chr(ord(each) + _FULL_WIDTH) for each in written)
    for code, sign in _simplified().items():
        found[sign] = found.get(sign, sign) + chr(code)
    return found


def grams(values: Iterable[str], initials: Iterable[str] = (), names: Iterable[str] = ()) -> str:
    """The pieces of a record's texts as the index takes them, and what they are typed by in letters.

    Args:
        values: its texts.
        initials: pinyin initials as they are stored.
        names: texts that are read here, by initials and whole.
    """
    found: list[str] = []
    for value in values:
        found += _pieces(value)
    for words in initials:
        for word in words.split():
            found += _beginnings(word)
    for name in names:
        found += _read_pieces(name)
    return " ".join(dict.fromkeys(found))


def _beginnings(word: str) -> list[str]:
    return [_INITIALS + word[:length] for length in range(_SHORTEST, _LONGEST + 1)]


@functools.lru_cache(maxsize=_KEPT)
def _read_pieces(name: str) -> tuple[str, ...]:
    """The pieces by which a name is found in letters."""
    found = [piece for word in spelt(name) for piece in _beginnings(word)]
    for read in readings(name):
        kept = (read[:length] for length in range(_SHORTEST, len(read) + 1))
        found += [_READ + begun for begun in kept if _can_begin(begun)]
    return tuple(found)


def _can_begin(letters: str) -> bool:
    known = len(letters) > _SHORTEST or (len(letters) == _SHORTEST and letters[-1] in _VOWELS)
    return known and letters.isascii() and not letters.isdigit()


@functools.lru_cache(maxsize=_KEPT)
def _pieces(text: str) -> tuple[str, ...]:
    """The pieces of one text; some may be named twice."""
    signs = plain(text)
    found = _short_pieces(signs)
    for run in _LONG_RUN.findall(signs):
        found += [run[at : at + _LONG] for at in range(len(run) - _LONG + 1)]
    return tuple(found)


def _short_pieces(signs: str) -> list[str]:
    """The pieces of one to three signs."""
    wide = [] if signs.isascii() else [sign for sign in signs if sign > _NARROW]
    if not wide:
        threes = [signs[at : at + 3] for at in range(len(signs) - 2)]
    else:
        threes = _MIXED_THREE.findall(signs) if len(wide) < len(signs) else []
    if signs.isdigit():
        return threes
    return wide + [pair for pair in map(add, signs, signs[1:]) if not pair.isdigit()] + threes


def _wide(sign: str) -> bool:
    return sign > _NARROW


def question(word: str) -> str:
    """How the index is asked for a word: every piece must be there.

    A word with letters may also be pinyin initials, from their beginning. Empty when the index does
    not know such words: one letter, one or two digits, nothing but separators.
    """
    signs = plain(word)
    asked = " AND ".join(f'"{piece}"' for piece in _least_pieces(signs))
    if not asked or not signs.isascii() or signs.isdigit():
        return asked
    return f'({asked}) OR "{_INITIALS}{signs[:_LONGEST]}"'


def read_question(word: str) -> str:
    """How the index is asked for whole pinyin from its beginning, surely; empty when the word is none."""
    begun = _letters(word)[:LONGEST_READ]
    return f'"{_READ}{begun}"' if _can_begin(begun) else ""


def begins_a_reading(word: str, name: str) -> bool:
    """Whether a word is the beginning of a name's whole pinyin, as the index is asked."""
    begun = _letters(word)[:LONGEST_READ]
    return _can_begin(begun) and any(read.startswith(begun) for read in readings(name))


def _letters(word: str) -> str:
    """The letters of whole pinyin as the index has them: ü is v."""
    return plain(word).replace("ü", "v")


def spelt_question(word: str) -> str:
    """How the index is asked for pinyin initials from their beginning; four letters are sure."""
    signs = plain(word)
    letters = signs.isascii() and not signs.isdigit() and len(signs) >= _SHORTEST
    return f'"{_INITIALS}{signs[:_LONGEST]}"' if letters else ""


def letter_runs(words: Iterable[str]) -> list[list[str]]:
    """The words of a search; those in letters that stand side by side together: 「zhang san」 may be one name."""
    runs: list[list[str]] = []
    open_run = False
    for word in words:
        signs = _letters(word)
        letters = signs.isascii() and signs.isalpha()
        if letters and open_run:
            runs[-1].append(word)
        else:
            runs.append([word])
        open_run = letters
    return runs


def _least_pieces(signs: str) -> list[str]:
    """Few pieces that only few texts have besides those with the whole word."""
    if len(signs) < 3:
        return [piece for piece in _short_pieces(signs) if piece == signs]
    found: dict[str, None] = {}
    inside: set[int] = set()
    for run in _LONG_RUN.finditer(signs):
        inside.update(range(run.start(), run.end() - 2))
        last = run.end() - _LONG
        for at in (last, max(run.start(), last - _BEFORE)):
            found[signs[at : at + _LONG]] = None
    for at in range(len(signs) - 1):
        three = signs[at : at + 3]
        if at in inside or (len(three) < 3 and not _pair(three)):
            continue
        found[three[:2] if _pair(three) else three] = None
    return list(found)


def _pair(signs: str) -> bool:
    """Whether two Chinese signs stand at the beginning, and no triple says more."""
    return _wide(signs[0]) and _wide(signs[1]) and (len(signs) < 3 or _wide(signs[2]))


def is_exact(word: str) -> bool:
    """Whether whatever the index gives for a word surely contains it: it is one piece itself.

    The index takes é for e, and knows initials by four letters only.
    """
    signs = plain(word)
    if _least_pieces(signs) != [signs]:  # 谢谢谢 has one piece as well
        return False
    if signs.isascii():
        return signs.isdigit() or len(signs) <= _LONGEST
    return all(sign.isascii() or sign > "\u2e7f" for sign in signs)
