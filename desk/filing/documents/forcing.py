"""One revision comes into force, and at the same moment the one before goes out of it."""

from datetime import date

from desk.filing.documents.model import DocumentRevision
from desk.filing.documents.rules import STATES
from desk.storage.work import Work


def bring_into_force(work: Work, revision: DocumentRevision) -> None:
    """Only one revision of a document is ever effective (spec 3.21)."""
    document = revision.document
    before = document.effective
    if before is not None:
        before.state = STATES.step(before.state, "withdraw_document", revision.label)
        before.obsolete_on = work.today
        work.session.flush()  # out of force before the next comes in: the file allows one only
    revision.state = STATES.step(revision.state, "put_in_force")
    document.review_due_on = a_year_after(revision.effective_on or work.today)


def a_year_after(day: date) -> date:
    """The same day twelve months on; 29 February becomes 28."""
    try:
        return day.replace(year=day.year + 1)
    except ValueError:
        return day.replace(year=day.year + 1, day=28)
