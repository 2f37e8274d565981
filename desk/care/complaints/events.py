"""What happens to complaints, for the rooms above."""

from dataclasses import dataclass
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
