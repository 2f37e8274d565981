"""The volume of a line of goods: cubic metres, or the outer size of one piece in centimetres."""

import re
from dataclasses import dataclass
from typing import Any

from desk.kernel.errors import refuse
from desk.kernel.folding import fold_width
from desk.kernel.quantities import parse_volume, show_volume
from desk.screens.fields import Field
from ui.editors.read import ReadEditor, Reading

_SIZE = re.compile(r"\s*([0-9]{1,4})\s*[*x×✕]\s*([0-9]{1,4})\s*[*x×✕]\s*([0-9]{1,4})\s*(?:cm)?\s*")
EXAMPLE = "1.250 或 60*40*50"


@dataclass(frozen=True)
class Volume:
    """What was typed: `volume_cm3`, or a size in whole centimetres of one piece."""

    volume_cm3: int = 0
    length_cm: int = 0
    width_cm: int = 0
    height_cm: int = 0

    @property
    def has_size(self) -> bool:
        return bool(self.length_cm and self.width_cm and self.height_cm)

    def of(self, pieces: int) -> int:
        """The volume of all pieces in cm³ (spec 5.1: outer size × pieces)."""
        if self.has_size:
            return self.length_cm * self.width_cm * self.height_cm * pieces
        return self.volume_cm3


def read_volume(text: str, field: Field) -> Volume:
    """Read 「1.25」 or 「60*40*50」.

    Raises:
        Refused: E002.
    """
    sizes = _SIZE.fullmatch(fold_width(text).lower())
    if sizes:
        return Volume(0, *(int(size) for size in sizes.groups()))
    if re.search(r"[*x×✕]", fold_width(text).lower()):
        raise refuse("E002", field.name, label=field.label, v=text, example=EXAMPLE)
    return Volume(parse_volume(text, field.label, field.name))


def show_typed(value: Any) -> str:
    """A volume as the cell shows it."""
    volume: Volume = value
    if volume.has_size:
        return f"{volume.length_cm}×{volume.width_cm}×{volume.height_cm}"
    return show_volume(volume.volume_cm3)


class VolumeEditor(ReadEditor):
    """Its value is a `Volume`, or None when empty."""

    def __init__(self, field: Field) -> None:
        super().__init__(field, Reading(read_volume, show_typed, "60*40*50"))
