"""Reading exceptions."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import select

from desk.freight.consignments.model import Consignment
from desk.freight.consignments.queries import load
from desk.freight.exceptions.choices import ExceptionKind, ExceptionState, LiableParty, Stage
from desk.freight.exceptions.model import ExceptionCase
from desk.freight.exceptions.opening import RECORD
from desk.freight.tracking.choices import Channel
from desk.kernel.commands import query
from desk.kernel.errors import refuse
from desk.kernel.text import tr
from desk.storage.cabinet import attachments_of
from desk.storage.work import Reader


@dataclass(frozen=True)
class PhotoRow:
    """A file that hangs on an exception; its bytes lie in the cabinet under the digest."""

    label: str
    sha256: str


@dataclass(frozen=True)
class ExceptionRow:
    """One exception.

    `told_in_time`: told before the deadline, or the deadline has not passed yet.
    """

    id: int
    version: int
    number: str
    state: ExceptionState
    consignment_no: str
    consignee_name: str
    stage: Stage
    kind: ExceptionKind
    pieces: int
    doc_no: str
    note: str
    found_at: datetime
    found_by: str
    reported_at: datetime
    reported_in_time: bool
    estimated_loss_fen: int
    liable_party: LiableParty
    tell_due_at: datetime
    customer_notified_at: datetime | None
    told_in_time: bool
    notified_channel: Channel | None
    notified_who: str
    measures: str
    escalated_to: str
    result: str
    photos: tuple[PhotoRow, ...]


_SAME = (
    "id",
    "number",
    "state",
    "stage",
    "kind",
    "pieces",
    "doc_no",
    "note",
    "found_at",
    "found_by",
    "reported_at",
    "estimated_loss_fen",
    "liable_party",
    "tell_due_at",
    "customer_notified_at",
    "notified_channel",
    "notified_who",
    "measures",
    "escalated_to",
    "result",
)


def _cases() -> Any:
    return select(ExceptionCase, Consignment).join(
        Consignment, Consignment.id == ExceptionCase.consignment_id
    )


def _rows(read: Reader, pairs: Any) -> list[ExceptionRow]:
    return [_row(read, case, consignment) for case, consignment in read.session.execute(pairs)]


def _row(read: Reader, case: ExceptionCase, consignment: Consignment) -> ExceptionRow:
    same: dict[str, Any] = {name: getattr(case, name) for name in _SAME}
    photos = attachments_of(read.session, RECORD, case.id)
    return ExceptionRow(
        version=case.row_version,
        consignment_no=consignment.label,
        consignee_name=consignment.consignee_name,
        reported_in_time=case.reported_within(read.settings.report_minutes),
        told_in_time=case.told_in_time(read.now),
        photos=tuple(PhotoRow(photo.label, photo.sha256) for photo in photos),
        **same,
    )


@query("exception.read", "异常详情")
def exception_card(read: Reader, *, number: str) -> ExceptionRow:
    """One exception by its number.

    Raises:
        Refused: E006.
    """
    found = _rows(read, _cases().where(ExceptionCase.number == number.strip()))
    if not found:
        raise refuse("E006", "number", label=tr("异常"), v=number)
    return found[0]


@query("exception.read", "运单的异常")
def exceptions_of(read: Reader, *, number: str) -> list[ExceptionRow]:
    """All exceptions of a consignment, oldest first.

    Raises:
        Refused: E006.
    """
    wanted = ExceptionCase.consignment_id == load(read, number).id
    return _rows(read, _cases().where(wanted).order_by(ExceptionCase.id))


@query("exception.read", "待告知客户的异常")
def exceptions_to_tell(read: Reader) -> list[ExceptionRow]:
    """Exceptions whose customer has not been told, the most urgent first."""
    return _rows(read, cases_to_tell())


def cases_to_tell() -> Any:
    """The same as records, each with its consignment."""
    untold = _cases().where(
        ExceptionCase.customer_notified_at.is_(None),
        ExceptionCase.state.in_([s for s in ExceptionState if s is not ExceptionState.CLOSED]),
    )
    return untold.order_by(ExceptionCase.tell_due_at, ExceptionCase.id)


@query("exception.read", "单据发现的异常")
def exceptions_at(read: Reader, *, doc_no: str) -> list[ExceptionRow]:
    """The exceptions found at a document (a manifest, a delivery receipt), oldest first."""
    wanted = ExceptionCase.doc_no == doc_no.strip()
    return _rows(read, _cases().where(wanted).order_by(ExceptionCase.id))
