"""Who was to get a consignment before."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select

from desk.freight.changes.commands import RECORD
from desk.freight.changes.model import ConsigneeChange
from desk.freight.consignments.queries import load
from desk.kernel.commands import query
from desk.kernel.identity import mask_phone
from desk.storage.cabinet import attachments_of
from desk.storage.work import Reader


@dataclass(frozen=True)
class ChangeRow:
    """One change; `notices` are the digests of the shipper's written notice in the cabinet."""

    at: datetime
    old_name: str
    old_phone_masked: str
    old_address: str
    old_destination: str
    new_name: str
    new_address: str
    new_destination: str
    fee_fen: int
    user_name: str
    notices: tuple[str, ...]


@query("consignment.read", "收货人变更记录")
def consignee_changes_of(read: Reader, *, number: str) -> list[ChangeRow]:
    """The changes of a consignment, oldest first.

    Raises:
        Refused: E006.
    """
    wanted = ConsigneeChange.consignment_id == load(read, number).id
    rows = select(ConsigneeChange).where(wanted).order_by(ConsigneeChange.id)
    return [_row(read, change) for change in read.session.scalars(rows)]


def _row(read: Reader, change: ConsigneeChange) -> ChangeRow:
    notices = attachments_of(read.session, RECORD, change.id)
    return ChangeRow(
        change.at,
        change.old_name,
        mask_phone(change.old_phone),
        change.old_address,
        change.old_destination,
        change.new_name,
        change.new_address,
        change.new_destination,
        change.fee_fen,
        change.user_name,
        tuple(notice.sha256 for notice in notices),
    )
