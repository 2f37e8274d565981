"""A field described once feeds the list column, the editor, the filter, the export and the check."""

from dataclasses import dataclass
from enum import Enum

from desk.kernel.choices import Choice
from desk.kernel.expiry import ExpiryStage


class Kind(Enum):
    """The unit of reuse: each kind has one formatter, parser, editor, cell style and filter."""

    TEXT = "text"
    NOTE = "note"  # several lines
    NUMBER = "number"  # a document number or code; searched by its tail
    PHONE = "phone"
    DIVISION = "division"  # city + county
    STATION = "station"  # a place, or a yard no division table knows
    CHOICE = "choice"
    FLAG = "flag"
    COUNT = "count"
    MONEY = "money"  # integer fen
    PRICE = "price"  # per kg, integer 1/1000 yuan
    WEIGHT = "weight"  # integer grams
    VOLUME = "volume"  # integer cm3
    PERCENT = "percent"  # basis points
    DATE = "date"
    MOMENT = "moment"  # aware UTC datetime
    REFERENCE = "reference"  # id of another record, edited by search


@dataclass(frozen=True)
class Field:
    """One described field.

    Attributes:
        name: column label of the list, attribute of the record.
        label: Chinese heading.
        kind: what it is.
        choices: the enum of a CHOICE.
        width: wished width in Chinese characters.
        required: the editor marks it and the command refuses without it.
        personal: masked in lists and exports unless revealed with a reason.
        total: summed under lists and in exports.
        hidden: not a column at first (the user may show it).
        help: one line shown while the field is edited.
        of: name of the list a REFERENCE searches.
    """

    name: str
    label: str
    kind: Kind = Kind.TEXT
    choices: type[Choice] | None = None
    width: int = 8
    required: bool = False
    personal: bool = False
    total: bool = False
    hidden: bool = False
    help: str = ""
    of: str = ""


EXPIRY_FIELDS = (
    Field("expiry_stage", "到期预警", Kind.CHOICE, choices=ExpiryStage, width=5),
    Field("days_left", "剩余天数", Kind.COUNT, width=4),
    Field("next_paper", "先到期的", width=6),
)
"""The columns of every list whose records have papers that run out (desk.storage.expiry)."""
