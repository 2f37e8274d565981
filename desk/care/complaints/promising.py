"""The compensation a complaint speaks of is the one its claims reckoned, and it was paid.

Source: spec 3.16, 5.5; that differences are asked and not refused: assumed.
"""

from desk.care.complaints.events import LinkedMoney, MoneyAsked
from desk.care.complaints.model import Complaint
from desk.kernel.quantities import show_money
from desk.kernel.text import tr
from desk.storage.work import Work


def _claims_of(work: Work, complaint: Complaint) -> list[LinkedMoney]:
    asked = MoneyAsked(complaint)
    work.emit(asked)
    return asked.claims


def compare_with_claims(work: Work, complaint: Complaint, compensation_fen: int) -> None:
    """Warn (E079) when other money is proposed than the claims of the complaint come to."""
    claims = _claims_of(work, complaint)
    if claims and sum(claim.agreed_fen for claim in claims) != compensation_fen:
        shown = "、".join(_words(claim) for claim in claims)
        work.warn("E079", "compensation_fen", a=show_money(compensation_fen), list=shown)


def look_for_unpaid(work: Work, complaint: Complaint) -> None:
    """Warn (E080) when a complaint is closed before its claims were paid."""
    owed = [claim for claim in _claims_of(work, complaint) if claim.owed]
    if owed:
        shown = "、".join(f"{_words(claim)}({claim.state})" for claim in owed)
        work.warn("E080", "number", list=shown)


def _words(claim: LinkedMoney) -> str:
    return tr("{no} {a} 元").format(no=claim.number, a=show_money(claim.agreed_fen))
