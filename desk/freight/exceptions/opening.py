"""Opening an exception inside a running command: by hand, or by itself when goods are counted."""

from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from desk.freight.consignments.model import Consignment
from desk.freight.exceptions.choices import ExceptionKind, LiableParty, Stage
from desk.freight.exceptions.choices import ExceptionState as S
from desk.freight.exceptions.model import ExceptionCase
from desk.freight.exceptions.rules import PHOTO_KINDS, PICTURES, STATES
from desk.kernel.errors import refuse
from desk.storage.cabinet import Upload, file_away, kind_of
from desk.storage.work import Work

RECORD = ExceptionCase.__tablename__


def open_exception(
    work: Work,
    consignment: Consignment,
    kind: ExceptionKind,
    stage: Stage,
    pieces: int,
    *,
    photos: tuple[Upload, ...] = (),
    note: str = "",
    doc_no: str = "",
    found_at: datetime | None = None,
    found_by: str = "",
    estimated_loss_fen: int = 0,
    liable_party: LiableParty = LiableParty.UNDECIDED,
) -> ExceptionCase:
    """Open an exception and start the clock by which the customer must be told.

    Args:
        work: the running command.
        consignment: whose goods.
        kind: what is wrong.
        stage: where it was found.
        pieces: how many pieces it concerns.
        photos: pictures; damage and wetness need at least one.
        note: what was seen.
        doc_no: the document at which it was found.
        found_at: when (now unless said); the deadline runs from here.
        found_by: who found it (the acting user unless said).
        estimated_loss_fen: a first estimate.
        liable_party: a first judgement.

    Raises:
        Refused: E180 without a photo, E025 for a file that cannot be kept.
    """
    require_photo(kind, photos)
    found = found_at or work.now
    case = work.add(
        ExceptionCase(
            number=work.number("exception"),
            consignment_id=consignment.id,
            state=STATES.initial,
            stage=stage,
            kind=kind,
            pieces=pieces,
            doc_no=doc_no,
            note=note,
            found_at=found,
            found_by=found_by or work.actor.name,
            reported_at=work.now,
            estimated_loss_fen=estimated_loss_fen,
            liable_party=liable_party,
            tell_due_at=work.calendar.deadline(found, hours=work.settings.tell_hours),
        )
    )
    for photo in photos:
        file_away(work, RECORD, case.id, photo)
    return case


def require_photo(kind: ExceptionKind, photos: tuple[Upload, ...]) -> None:
    """Damage and wetness must be seen on a picture.

    Raises:
        Refused: E180.
    """
    if kind in PHOTO_KINDS and not any(kind_of(p.content) in PICTURES for p in photos):
        raise refuse("E180", "photos")


def overage_pieces(session: Session, consignment_id: int) -> int:
    """How many pieces more than declared were registered as 多货 and not closed yet."""
    total = select(func.coalesce(func.sum(ExceptionCase.pieces), 0)).where(
        ExceptionCase.consignment_id == consignment_id,
        ExceptionCase.kind == ExceptionKind.OVERAGE,
        ExceptionCase.state != S.CLOSED,
    )
    return int(session.scalar(total) or 0)


def has_open_overage(session: Session, consignment_id: int) -> bool:
    """Whether 多货 was registered, so that more than declared may be received (E140)."""
    return overage_pieces(session, consignment_id) > 0
