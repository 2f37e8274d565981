"""How Chinese names are typed in letters: 曾志伟 by 「zzw」, 「czw」, 「zengzhiwei」 or its beginning.

Source: design windows.md 5.
"""

import re
import unicodedata
from functools import lru_cache

from desk.kernel.folding import fold_width

_MOST = 6
_FEW = 4
LONGEST = 24
"""Letters of a whole reading that are looked at."""
_CHINESE = re.compile("[\u4e00-\u9fff]+")
_LV = re.compile("^([ln])v")
_BETWEEN = re.compile(r"[·•・‧]|(?<=[\u4e00-\u9fff])\.(?=[\u4e00-\u9fff])")


def initials(name: str) -> tuple[str, ...]:
    """Return the initials of a name; several if its first character has several readings, the usual one first.

    The first character counts with all its readings (曾 c/z, 单 c/d/s), the others with their usual
    one in this word. Digits and Latin letters stay, in lower case; other signs are left out. A name
    of parts (艾力·买买提) is also found from the beginning of each: their initials follow. A name
    that gives nothing to type returns no initials.
    """
    plain = fold_width(name)
    head, *rest = _usual_letters(plain) or [""]
    heads = {head, *_all_letters(plain[0])} if len(head) == 1 else {head}
    spelt = [first + "".join(rest) for first in (head, *sorted(heads - {head}))]
    for between in _BETWEEN.finditer(plain):
        spelt.append("".join(_usual_letters(plain[between.end() :])))
    return tuple(word for word in dict.fromkeys(spelt[:_MOST]) if word)


@lru_cache(maxsize=4096)
def readings(name: str) -> tuple[str, ...]:
    """Return the whole readings of a name without tones, as an input method takes them, sorted.

    The first character counts with all its readings, ü as 「v」 and as 「u」; the parts of a name
    (艾力·买买提) are read from the beginning of each. A name without a Chinese character has none.
    """
    plain = fold_width(name)
    starts = (0, *(between.end() for between in _BETWEEN.finditer(plain)))
    found = {read for start in starts for read in _whole(plain[start:])}
    return tuple(sorted(found))


def _whole(text: str) -> set[str]:
    if not _CHINESE.search(text):
        return set()
    from desk.kernel.readings import Style, lazy_pinyin, pinyin

    head, *rest = (_typed(part) for part in lazy_pinyin(text))
    heads = {head}
    if _CHINESE.match(text):
        heads.update(map(_typed, pinyin(text[0], style=Style.NORMAL, heteronym=True)[0]))
    tail = "".join(rest)
    spelt = sorted(first + tail for first in heads)[:_MOST]
    spelt += ["".join(map(_without_dots, (first, *rest))) for first in sorted(heads)][:_MOST]
    return {read[:LONGEST] for read in spelt}


def _typed(part: str) -> str:
    """The letters and digits of a syllable, or of what stands between Chinese characters."""
    return "".join(map(_letter, part))


def _without_dots(syllable: str) -> str:
    return _LV.sub(r"\1u", syllable)


@lru_cache(maxsize=4096)
def initials_column(*names: str) -> str:
    """Return the initials of a firm, and of the person in it, joined by blanks, as they are stored for searching."""
    return " ".join(dict.fromkeys(one for name in names for one in initials(name)))


@lru_cache(maxsize=4096)
def in_alphabet(name: str) -> str:
    """Return what puts names in order sign by sign: digits, then Latin letters and pinyin in one alphabet.

    Behind its reading stands each Chinese sign itself: all 张 come before the first 章, as in a spreadsheet.
    """
    from desk.kernel.readings import lazy_pinyin

    plain = fold_width(name)
    read = lazy_pinyin(plain, errors=list)  # type: ignore[arg-type]  # it takes lists as well
    signs = zip(plain, map(_typed, read), strict=False)
    return "".join(f"{typed} {sign}" if _CHINESE.match(sign) else typed for sign, typed in signs)


def _usual_letters(text: str) -> list[str]:
    """Return the letter of each Chinese character; what stands between them is one part.

    A character is read otherwise only in a known word, so a name without one is read by characters.
    """
    if not text:
        return []
    # Imported here: loading the reading tables takes a third of a second of the program's start.
    from desk.kernel.readings import PHRASES_DICT

    if len(text) <= _FEW and _CHINESE.fullmatch(text):
        ends = range(2, len(text) + 1)
        if not any(text[at:end] in PHRASES_DICT for end in ends for at in range(end - 1)):
            return [_letter_alone(char) for char in text]
    return _read_together(text)


@lru_cache(maxsize=8192)
def _letter_alone(char: str) -> str:
    return "".join(_read_together(char))


def _read_together(text: str) -> list[str]:
    from desk.kernel.readings import Style, lazy_pinyin

    read = lazy_pinyin(text, style=Style.FIRST_LETTER)
    return ["".join(map(_letter, part)) for part in read]


@lru_cache(maxsize=8192)
def _all_letters(char: str) -> frozenset[str]:
    from desk.kernel.readings import Style, pinyin

    (readings,) = pinyin(char, style=Style.FIRST_LETTER, heteronym=True)
    return frozenset(letter for letter in map(_letter, readings) if letter)


def _letter(sign: str) -> str:
    """Return one lower-case Latin letter or digit (ê as e), or nothing."""
    bare = unicodedata.normalize("NFKD", sign)[:1].lower()
    return bare if bare.isascii() and bare.isalnum() else ""
