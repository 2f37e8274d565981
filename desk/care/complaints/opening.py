"""Taking a complaint up to work on it, and checking the words that are written down."""

from desk.care.complaints.finding import complaint_by_number
from desk.care.complaints.model import Complaint
from desk.care.complaints.rules import OPEN, STATES
from desk.care.complaints.timing import raise_if_due
from desk.kernel.errors import Problems, refuse
from desk.kernel.text import tr
from desk.storage.work import Work


def open_complaint(work: Work, number: str, command_name: str) -> Complaint:
    """A complaint that the command may still move, raised first if its clock ran out.

    Raises:
        Refused: E006, E008.
    """
    complaint = complaint_by_number(work, number)
    raise_if_due(work, complaint)
    STATES.step(complaint.state, command_name, "-")
    return complaint


def unclosed_complaint(work: Work, number: str, action: str) -> Complaint:
    """A complaint that is not closed, raised first if its clock ran out.

    Raises:
        Refused: E006, E008 closed.
    """
    complaint = complaint_by_number(work, number)
    raise_if_due(work, complaint)
    if complaint.state not in OPEN:
        state = complaint.state.label
        raise refuse("E008", "number", obj=tr("投诉"), state=state, action=action)
    return complaint


def words_of(text: str, field: str, label: str, most: int) -> str:
    """The words of a required field.

    Raises:
        Refused: E001, E004.
    """
    words, problems = text.strip(), Problems()
    problems.require(words, field, label)
    problems.fits(words, most, field, label)
    problems.raise_if_any()
    return words
