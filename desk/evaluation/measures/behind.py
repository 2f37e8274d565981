"""Which tickets stand behind a figure: what a click on it opens, and what it is added up from."""

from datetime import date

from desk.evaluation.measures.blame import complained_rows
from desk.evaluation.measures.damage import DAMAGED, MISSING, broken_rows
from desk.evaluation.measures.feedback import feedback_rows
from desk.evaluation.measures.handovers import Handed, handed_over
from desk.evaluation.measures.papers_back import paper_rows
from desk.evaluation.measures.price_level import price_rows
from desk.evaluation.measures.punctuality import punctual_rows
from desk.evaluation.measures.recourse import claim_rows
from desk.evaluation.measures.rows import Rows, TicketBehind
from desk.storage.work import Reader

__all__ = ["TicketBehind", "rows_behind", "tickets_behind"]

BY_HANDOVER = frozenset({"H2", "H3", "H4", "H6", "H8"})


def tickets_behind(
    read: Reader, *, code: str, partner_id: int, first: date, last: date
) -> tuple[TicketBehind, ...]:
    """The tickets behind one indicator of a partner, those left out too, by day.

    Numerator and denominator of the indicator are the sums over these rows.
    """
    handed = handed_over(read, partner_id, first, last) if code in BY_HANDOVER else ()
    return rows_behind(read, code, handed, partner_id, first, last)


def rows_behind(
    read: Reader, code: str, handed: tuple[Handed, ...], partner_id: int, first: date, last: date
) -> Rows:
    """The same with the hand-overs of the period at hand.

    Raises:
        KeyError: an unknown code.
    """
    period = (partner_id, first, last)
    return {
        "H1": lambda: punctual_rows(read, *period),
        "H2": lambda: broken_rows(read, DAMAGED, handed, *period),
        "H3": lambda: broken_rows(read, MISSING, handed, *period),
        "H4": lambda: complained_rows(read, handed, *period),
        "H5": lambda: paper_rows(read, *period),
        "H6": lambda: price_rows(read, handed, *period),
        "H7": lambda: claim_rows(read, *period),
        "H8": lambda: feedback_rows(read, handed),
    }[code]()
