"""The attachments of one record, for whoever may read that record."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select

from desk.filing.customer_files.hanging import hanging_on_ticket
from desk.kernel.commands import query
from desk.kernel.errors import refuse
from desk.kernel.roles import may
from desk.kernel.text import tr
from desk.storage.tables import Attachment
from desk.storage.work import Reader

RIGHTS = {
    "consignment": "consignment.read",
    "customer": "customer.read",
    "exception_case": "exception.read",
    "claim": "claim.read",
    "complaint": "complaint.read",
    "return_receipt": "receipt.read",
    "partner": "partner.read",
    "survey_recipient": "survey.read",
    "evaluation_report": "evaluation_report.review",
}


@dataclass(frozen=True)
class AttachmentRow:
    """One attachment; its label is the user's name for it and never a path."""

    sha256: str
    label: str
    kind: str
    size_bytes: int
    at: datetime


@query("consignment.read", "附件")
def attachments(read: Reader, *, record: str, record_id: int) -> list[AttachmentRow]:
    """What hangs on a record, oldest first; with a consignment also what hangs on its papers.

    Args:
        read: the reader.
        record: consignment, customer, exception_case, complaint, claim, return_receipt, partner,
            survey_recipient, evaluation_report.
        record_id: its id.

    Raises:
        Refused: E006 for other records, E210 without the right to read the record.
    """
    if record not in RIGHTS:
        raise refuse("E006", "record", label=tr("资料"), v=record)
    read.require(RIGHTS[record])
    if record != "consignment":
        drawers = (Attachment.record == record) | Attachment.record.startswith(f"{record}:")
        asked = select(Attachment).where(drawers, Attachment.record_id == record_id)
        return [_row(one) for one in read.session.scalars(asked.order_by(Attachment.id))]
    role = read.actor.role
    found = hanging_on_ticket(read, record_id)
    seen = [h.attachment for h in found if may(role, RIGHTS.get(h.record, RIGHTS[record]))]
    return [_row(one) for one in {one.sha256: one for one in seen}.values()]


def _row(found: Attachment) -> AttachmentRow:
    return AttachmentRow(found.sha256, found.label, found.kind, found.size_bytes, found.at)
