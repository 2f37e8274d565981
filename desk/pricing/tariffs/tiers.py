"""Weight breaks as clerks write them: ``100:1.50 500:1.20`` means 1.50 from 100 kg, 1.20 from 500 kg."""

import re

from desk.kernel.errors import refuse
from desk.kernel.folding import fold_width
from desk.kernel.prices import Tier, parse_price, show_price
from desk.kernel.text import tr

_BREAK = re.compile(r"([0-9]{1,5})(?:kg|公斤)?[:=]([0-9.]{1,9})")
EXAMPLE = "100:1.50 500:1.20"


def parse_tiers(text: str) -> tuple[Tier, ...]:
    """Read weight breaks; blanks, commas or semicolons stand between them.

    Raises:
        Refused: E002 if it is not certain what is meant.
    """
    parts = re.split(r"[\s,;、]+", fold_width(text).strip()) if text.strip() else []
    found = [_BREAK.fullmatch(part.lower()) for part in parts]
    if not all(found):
        raise refuse("E002", "tiers", label=tr("重量段"), v=text, example=EXAMPLE)
    return tuple(
        Tier(from_kg=int(match[1]), price_kg_mill=parse_price(match[2], "重量段单价", "tiers"))
        for match in found
        if match
    )


def show_tiers(tiers: tuple[Tier, ...]) -> str:
    """Write weight breaks as `parse_tiers` reads them."""
    return " ".join(f"{tier.from_kg}:{show_price(tier.price_kg_mill)}" for tier in tiers)
