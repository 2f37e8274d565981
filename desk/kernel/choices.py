"""Stored enumerations: an English code for the record, a Chinese word for the reader."""

from enum import StrEnum
from typing import Self

from desk.kernel.text import tr


class Choice(StrEnum):
    """Base of every stored enum: members are written ``INBOUND = "INBOUND", "进港"``."""

    _word: str

    def __new__(cls, code: str, word: str) -> Self:
        member = str.__new__(cls, code)
        member._value_ = code
        member._word = word
        return member

    @property
    def label(self) -> str:
        """The word shown to the user."""
        return tr(self._word)

    @classmethod
    def from_word(cls, word: str) -> Self | None:
        """Find a member by its Chinese word or its code, as an imported list may write it."""
        wanted = word.strip()
        for member in cls:
            if wanted in (member.value, member._word):
                return member
        return None
