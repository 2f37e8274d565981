"""Who voided a consignment, and when: the consignment keeps the reason, its trail the rest."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select

from desk.freight.consignments.model import Consignment
from desk.freight.consignments.queries import load
from desk.kernel.commands import query
from desk.office.users.model import User
from desk.storage.tables import AuditEntry, AuditLog
from desk.storage.work import Reader


@dataclass(frozen=True)
class VoidingRow:
    """One voiding, also that of a whole imported list; `who` is the user's name."""

    at: datetime
    who: str
    reason: str


@query("consignment.read", "作废记录")
def voiding_of(read: Reader, *, number: str) -> VoidingRow | None:
    """Who voided a consignment, when and why; nothing for one that is not.

    Raises:
        Refused: E006.
    """
    consignment = load(read, number)
    if not consignment.voided:
        return None
    found = read.session.execute(
        select(AuditLog.at, User.name)
        .join(AuditEntry, AuditEntry.audit_id == AuditLog.id)
        .join(User, User.id == AuditLog.user_id)
        .where(
            AuditEntry.record == Consignment.__tablename__,
            AuditEntry.record_id == consignment.id,
            AuditEntry.op == "U",
            AuditEntry.fields.contains('"voided":'),
        )
        .order_by(AuditLog.id.desc())
        .limit(1)
    ).first()
    return VoidingRow(found.at, found.name, consignment.void_reason) if found else None
