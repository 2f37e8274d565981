"""A decision is signed together with what it decides about, so that neither can be changed unseen.

Source: reliability of the house §2, P9.
"""

from typing import Any

from sqlalchemy import Connection

from desk.office.approvals.model import Approval
from desk.storage.seals import content_digest
from desk.storage.signatures import APPROVAL, sign
from desk.storage.work import Work

SIGNED = (
    "id",
    "obj_kind",
    "obj_id",
    "obj_word",
    "number",
    "title",
    "decider_right",
    "limit_note",
    "requested_by",
    "requested_at",
    "prepared_by",
    "countersign_needed",
    "decision",
    "decided_by",
    "decided_for",
    "decided_at",
    "reason",
    "countersigned_by",
    "countersigned_on",
    "obj_version",
    "content_digest",
)
_ROW = f'SELECT {", ".join(SIGNED)} FROM "approval" WHERE id = '


def seal_decision(work: Work, approval: Approval) -> None:
    """Sign what was just decided with the decider's own key, which asks for his password again.

    The record must lie there as it is decided about: this comes before anybody reacts.
    """
    work.approves = True
    work.session.flush()
    connection = work.session.connection()
    version = f'SELECT row_version FROM "{approval.obj_kind}" WHERE id = {int(approval.obj_id)}'
    approval.obj_version = connection.exec_driver_sql(version).scalar()
    approval.content_digest = content_digest(connection, approval.obj_kind, approval.obj_id)
    work.session.flush()
    approval.signature = sign(work.signing_key, APPROVAL, signed_content(connection, approval.id))


def signed_content(connection: Connection, approval_id: int) -> list[Any]:
    """Everything of a decision that is signed, as it lies in the file."""
    return list(connection.exec_driver_sql(f"{_ROW}{int(approval_id)}").one())
