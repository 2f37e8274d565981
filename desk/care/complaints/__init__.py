"""投诉: caught within their clocks, investigated, answered, and closed only when the customer was told.

Owns `complaint` with its clocks, pauses, reports and words to the customer; evidence hangs on it in the
cabinet. Looks at customers, consignments and partners below, and at the approvals.
"""

from desk.archive.customers.personal import revealable
from desk.care.complaints import (
    analysis,
    answering,
    assigning,
    clock_commands,
    closing,
    correcting,
    deciding,
    ending,
    figures,
    investigating,
    keeping,
    papers,
    queries,
    reactions,
    registering,
    screens,
    summary,
    telling,
    today,
)
from desk.care.complaints.finding import complaint_phone
from desk.care.complaints.rules import STATES
from desk.kernel.rooms import Room

ROOM = Room(
    name="complaints",
    title="投诉",
    wing="care",
    modules=(
        registering,
        assigning,
        telling,
        investigating,
        deciding,
        answering,
        correcting,
        ending,
        clock_commands,
        queries,
        analysis,
        figures,
        papers,
        reactions,
        closing,
        summary,
        keeping,
    ),
    lists=(screens.COMPLAINTS,),
    states=(STATES,),
    today=today.SOURCES,
)

revealable["complaint", "phone"] = complaint_phone
