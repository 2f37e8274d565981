"""What happens to complaints, for the rooms above."""

from dataclasses import dataclass

from desk.care.complaints.model import Complaint


@dataclass(frozen=True)
class BecameMajor:
    """A complaint was taken down as major, or raised to it."""

    complaint: Complaint
