"""The text while it is taken apart: characters in half width, and which of them are taken."""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import replace
from typing import Any, TypeVar

from desk.documents.intake.pasted.words import Certainty, Found
from desk.kernel.identity import DOT_LETTERS

T = TypeVar("T")
TAKEN = "\0"
SEPARATORS = r"\s,，、;:!?|/。()\[\]{}<>【】「」《》~…→"
_SEGMENT = re.compile(rf"[^{SEPARATORS}{TAKEN}]+")
_HYPHENS = dict.fromkeys("\u2010\u2011\u2012\u2013\u2014\u2212", "-")
_DOTS = dict.fromkeys("•・‧･" + DOT_LETTERS, "·")


class Sheet:
    """A text of which words are taken one after the other; places never shift."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.plain = "".join(map(_fold, text))
        self.view = self.plain

    def take(self, start: int, end: int) -> None:
        """Nobody else may read these characters."""
        self.view = self.view[:start] + TAKEN * (end - start) + self.view[end:]

    def give_back(self, start: int, end: int) -> None:
        """The characters were not needed after all."""
        self.view = self.view[:start] + self.plain[start:end] + self.view[end:]

    def found(
        self, value: Any, start: int, end: int, why: str = "", *candidates: str
    ) -> Found[Any]:
        """Take the characters for a field; with a `why` it is unsure."""
        self.take(start, end)
        while start < end and self.plain[start] in " :\t":
            start += 1
        while start < end and self.plain[end - 1].isspace():
            end -= 1
        sure = Certainty.UNSURE if why else Certainty.SURE
        return Found(value, sure, start, end, self.text[start:end], why, candidates)

    def segments(self, start: int = 0, end: int | None = None) -> Iterator[tuple[int, int]]:
        """Free words between separators."""
        stop = len(self.view) if end is None else end
        for match in _SEGMENT.finditer(self.view, start, stop):
            yield match.span()

    def touching(self, left: int, right: int) -> bool:
        """Whether only blanks and light punctuation of one line lie between two places."""
        between = self.plain[left:right]
        return not between.strip(" \t,，、:;()/-.") and "\n" not in between


def doubt(found: Found[T], why: str, *candidates: str) -> Found[T]:
    """The same field, unsure; the first doubt is kept."""
    if not found.there:
        return found
    return replace(
        found,
        certainty=Certainty.UNSURE,
        why=found.why or why,
        candidates=found.candidates or candidates,
    )


def _fold(char: str) -> str:
    """One character for one character."""
    if unicodedata.decomposition(char).startswith("<wide>"):
        char = unicodedata.normalize("NFKC", char)
    char = _HYPHENS.get(char) or _DOTS.get(char) or char
    if char == TAKEN or len(char) != 1:
        return " "
    return char.lower() if char.isascii() else char
