"""Reports upward and words to the customer, the newest first, with the time they were entered."""

from datetime import datetime, timedelta

from desk.care.complaints.queries import ComplaintCard
from desk.kernel.moments import show_moment
from desk.kernel.text import tr
from ui.desks.consignment_record.story import Happening
from ui.theme import Tone

AT_ONCE = timedelta(minutes=5)
"""Entered later than this, the time of entry is told as well."""


def happened(card: ComplaintCard) -> list[Happening]:
    """What was done upward and towards the customer."""
    reports = [
        Happening(
            row.at,
            tr("上报"),
            _words(f"{row.report_to.label} {row.person}({row.how})", row.note)
            + _entered(row.at, row.entered_at),
            Tone.ACTIVE,
        )
        for row in card.reports
    ]
    told = [
        Happening(
            row.at,
            tr("告知"),
            _words(f"{row.who}({row.channel.label})", row.text) + _entered(row.at, row.entered_at),
            Tone.DONE,
        )
        for row in card.progress
    ]
    received = Happening(
        card.received_at,
        tr("来电"),
        card.content + _entered(card.received_at, card.registered_at),
        Tone.NEUTRAL,
    )
    return sorted([*reports, *told, received], key=lambda h: h.at, reverse=True)


def _words(*parts: str) -> str:
    return " · ".join(part for part in parts if part)


def _entered(at: datetime, entered_at: datetime) -> str:
    if entered_at - at < AT_ONCE:
        return ""
    return tr("({t} 补录)").format(t=show_moment(entered_at)[5:])
