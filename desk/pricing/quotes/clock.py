"""The clock of an answer as it stands now: minutes used, and the traffic light."""

from desk.pricing.quotes.choices import Light
from desk.pricing.quotes.model import Inquiry
from desk.pricing.quotes.rules import light_of, used_minutes
from desk.storage.work import Reader


def minutes_used(read: Reader, inquiry: Inquiry) -> int:
    """Minutes of the answering time used so far, or until the answer."""
    if inquiry.used_minutes is not None:
        return inquiry.used_minutes
    return used_minutes(read.calendar, inquiry.received_at, read.now, read.settings)


def light_on(read: Reader, inquiry: Inquiry) -> Light:
    """Green, yellow or red: of an answered inquiry as it was when the answer went out."""
    at = inquiry.answered_at or read.now
    return light_of(minutes_used(read, inquiry), inquiry.due_at, at, read.settings)
