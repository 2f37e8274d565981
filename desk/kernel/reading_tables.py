"""The tables of readings as pypinyin asks them, in a third of the memory it gives them.

It keeps 47,000 words as lists of lists of texts, 34 MB, and takes a copy of both tables for programs that add
readings of their own; nobody does here. Nothing here imports pypinyin: the packaged program's own tables are
made with it, too (`resources/bundle/smaller.py`).
"""

from collections.abc import Iterable, Iterator, Mapping
from typing import Self


class Phrases(Mapping[str, list[list[str]]]):
    """Words and the readings of their signs: ``phrases["行李"]`` is ``[["xíng"], ["li"]]``."""

    def __init__(self, packed: Iterable[tuple[str, str]]) -> None:
        """Take words with their readings as `pack` puts them."""
        self._packed = {word: readings.encode() for word, readings in packed}

    def __getitem__(self, word: str) -> list[list[str]]:
        return [sign.split(",") for sign in self._packed[word].decode().split(" ")]

    def __contains__(self, word: object) -> bool:
        return word in self._packed

    def __iter__(self) -> Iterator[str]:
        return iter(self._packed)

    def __len__(self) -> int:
        return len(self._packed)

    def copy(self) -> Self:
        """Itself: it cannot be changed."""
        return self


class Signs(dict[int, str]):
    """Code points and all their readings, ``"xíng,háng"``; what many signs share is kept once."""

    def __init__(self, readings: Iterable[tuple[int, str]]) -> None:
        known: dict[str, str] = {}
        super().__init__((sign, known.setdefault(read, read)) for sign, read in readings)

    def copy(self) -> Self:
        """Itself: nobody adds a reading."""
        return self


def pack(readings: list[list[str]]) -> str:
    """The readings of a word's signs as one text."""
    return " ".join(map(",".join, readings))
