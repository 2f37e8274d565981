"""What a pasted text says, field by field.

Choices are the office's own words (到付, 纸箱), since the rooms' enums lie above.
Source: assumed.
"""

from dataclasses import dataclass
from enum import StrEnum
from typing import Generic, TypeVar

from desk.kernel.divisions import Division

T = TypeVar("T")


class Certainty(StrEnum):
    SURE = "SURE"
    UNSURE = "UNSURE"
    ABSENT = "ABSENT"


@dataclass(frozen=True)
class Found(Generic[T]):
    """One field.

    Attributes:
        value: what was read; None when absent, or when the words are there but not their value.
        certainty: whether a person must look at it.
        start: first character in the text; -1 when absent.
        end: behind the last character.
        words: the text between them.
        why: what is unsure, in the user's words.
        candidates: what else could be meant.
    """

    value: T | None = None
    certainty: Certainty = Certainty.ABSENT
    start: int = -1
    end: int = -1
    words: str = ""
    why: str = ""
    candidates: tuple[str, ...] = ()

    @property
    def there(self) -> bool:
        """The text says something about the field."""
        return self.certainty is not Certainty.ABSENT

    @property
    def unsure(self) -> bool:
        return self.certainty is Certainty.UNSURE


@dataclass(frozen=True, kw_only=True)
class PastedParty:
    """Shipper or consignee; the place is the city or county the address lies in."""

    name: Found[str] = Found()
    company: Found[str] = Found()
    phone: Found[str] = Found()
    second_phone: Found[str] = Found()
    place: Found[Division] = Found()
    address: Found[str] = Found()


@dataclass(frozen=True, kw_only=True)
class PastedGoods:
    """One kind of goods; the volume is that of all its pieces."""

    goods_name: Found[str] = Found()
    pieces: Found[int] = Found()
    packing: Found[str] = Found()
    weight_g: Found[int] = Found()
    volume_cm3: Found[int] = Found()
    category: Found[str] = Found()


@dataclass(frozen=True, kw_only=True)
class PastedOrder:
    """Everything a text says.

    Attributes:
        total: figures given for several kinds of goods together.
        rest: the words nobody understood, in the order of the text.
    """

    text: str
    shipper: PastedParty = PastedParty()
    consignee: PastedParty = PastedParty()
    goods: tuple[PastedGoods, ...] = ()
    total: PastedGoods = PastedGoods()
    pay_terms: Found[str] = Found()
    freight_fen: Found[int] = Found()
    cod_fen: Found[int] = Found()
    declared_fen: Found[int] = Found()
    receipt_copies: Found[int] = Found()
    delivery: Found[str] = Found()
    urgent: Found[bool] = Found()
    hold_release: Found[bool] = Found()
    rest: tuple[str, ...] = ()
