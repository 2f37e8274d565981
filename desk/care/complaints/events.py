"""What happens to complaints, for the rooms above."""

from dataclasses import dataclass, field
from datetime import datetime

from desk.care.complaints.model import Complaint


@dataclass(frozen=True)
class BecameMajor:
    """A complaint was taken down as major, or raised to it; `at` is when its clocks began."""

    complaint: Complaint
    at: datetime


@dataclass(frozen=True)
class Dismissed:
    """A complaint turned out to be none, or to stand under another number."""

    complaint: Complaint


@dataclass(frozen=True)
class LinkedMoney:
    """What one claim of a complaint comes to, in fen; `owed` while it is not paid."""

    number: str
    state: str
    agreed_fen: int
    owed: bool


@dataclass(frozen=True)
class MoneyAsked:
    """Someone speaks of a complaint's compensation; the room of claims says what was reckoned."""

    complaint: Complaint
    claims: list[LinkedMoney] = field(default_factory=list)
