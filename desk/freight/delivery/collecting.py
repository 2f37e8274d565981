"""Money taken at the door or the counter: as much as is due, unless someone may let it go.

Freight may stay owed only when the manager releases the goods (lien, E151); cash on delivery is
lowered only with the shipper's recorded word (E022), and then for good.
Source: spec 3.27, 5.16.
"""

from dataclasses import dataclass

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from desk.freight.consignments.choices import MoneyKind
from desk.freight.consignments.model import Consignment
from desk.freight.consignments.money import taken_fen
from desk.freight.consignments.rules import cod_fee_fen
from desk.freight.delivery.model import DeliveryReceipt, SelfPickup
from desk.freight.tracking.choices import Topic
from desk.freight.tracking.queries import latest_consent
from desk.kernel.errors import Problems
from desk.kernel.quantities import show_money
from desk.kernel.text import tr
from desk.storage.work import Work


@dataclass(frozen=True)
class Bill:
    """One amount that is due and what was taken for it, in fen."""

    label: str
    field: str
    due_fen: int
    taken_fen: int

    @property
    def missing_fen(self) -> int:
        return self.due_fen - self.taken_fen


def check_not_over(problems: Problems, bill: Bill) -> bool:
    """Add E019 when less than nothing or more than what is due was taken."""
    why = tr("应收 {a} 元,实收 {b} 元").format(
        a=show_money(bill.due_fen), b=show_money(bill.taken_fen)
    )
    ok = 0 <= bill.taken_fen <= bill.due_fen
    return problems.check(ok, "E019", bill.field, label=bill.label, why=why)


def check_paid(work: Work, problems: Problems, *bills: Bill) -> None:
    """Add E151 when freight or storage stays unpaid, unless the manager releases with a reason."""
    if not _none_over(problems, bills):
        return
    missing = sum(bill.missing_fen for bill in bills)
    released = work.may("lien.approve") and work.reason.strip()
    problems.check(not missing or bool(released), "E151", bills[0].field, a=show_money(missing))


def _none_over(problems: Problems, bills: tuple[Bill, ...]) -> bool:
    return [check_not_over(problems, bill) for bill in bills].count(False) == 0


def check_cod(work: Work, problems: Problems, consignment: Consignment, bill: Bill) -> int | None:
    """Return the consent that lets less cash on delivery be taken; E022 when there is none."""
    if not check_not_over(problems, bill) or not bill.missing_fen:
        return None
    consent = latest_consent(work.session, consignment.id, Topic.COD_CHANGE)
    unused = consent is not None and not _is_used(work.session, consent.id)
    problems.check(unused, "E022", bill.field)
    return consent.id if consent is not None and unused else None


def _is_used(session: Session, consent_id: int) -> bool:
    at_door = select(DeliveryReceipt.id).where(DeliveryReceipt.cod_consent_id == consent_id)
    at_counter = select(SelfPickup.id).where(SelfPickup.cod_consent_id == consent_id)
    return session.scalar(select(or_(at_door.exists(), at_counter.exists()))) is True


def lower_cod(work: Work, consignment: Consignment, coming_fen: int = 0) -> int:
    """Bring the agreed cash on delivery down to what was taken or is coming, and its fee with it.

    Returns:
        What was let go, in fen.
    """
    taken = taken_fen(work.session, consignment.id, MoneyKind.COD)
    kept = min(consignment.cod_amount_fen, taken + coming_fen)
    lowered = consignment.cod_amount_fen - kept
    s = work.settings
    consignment.cod_amount_fen = kept
    consignment.cod_fee_fen = cod_fee_fen(kept, s.cod_fee_bp, s.cod_fee_min_fen, s.cod_fee_max_fen)
    return lowered
