"""Open work around controlled documents: to read, to put in force, to look through again."""

from datetime import datetime, timedelta

from sqlalchemy import select

from desk.filing.documents.choices import RevisionState
from desk.filing.documents.model import ControlledDocument, DocumentRevision
from desk.filing.documents.queries import documents_to_read
from desk.kernel.moments import end_of
from desk.kernel.text import tr
from desk.kernel.today import TodayRow, TodaySource
from desk.storage.work import Reader

SOON_DAYS = 30


def papers_to_read(read: Reader) -> list[TodayRow]:
    """Documents that were given to me to read."""
    return [_row(read, tr("阅读文件"), number) for number in documents_to_read(read)]


def _row(read: Reader, kind: str, number: str, due: datetime | None = None) -> TodayRow:
    wanted = select(ControlledDocument.title).where(ControlledDocument.doc_no == number)
    title = tr("《{title}》").format(title=read.session.scalar(wanted))
    return TodayRow(kind, title, due, "document_desk", {"number": number}, number)


def reviews_due(read: Reader) -> list[TodayRow]:
    """Documents to look through again within a month, and approved ones whose day has come."""
    soon = read.today + timedelta(days=SOON_DAYS)
    due = select(ControlledDocument).where(ControlledDocument.review_due_on <= soon)
    rows = [
        _row(
            read,
            tr("文件评审"),
            document.doc_no,
            end_of(document.review_due_on),
        )
        for document in read.session.scalars(due.order_by(ControlledDocument.review_due_on))
        if document.review_due_on is not None
    ]
    waiting = select(DocumentRevision).where(
        DocumentRevision.state == RevisionState.APPROVED,
        DocumentRevision.effective_on <= read.today,
    )
    return rows + [
        _row(read, tr("启用文件"), revision.document.doc_no)
        for revision in read.session.scalars(waiting)
    ]


SOURCES = (
    TodaySource("office.read", papers_to_read),
    TodaySource("document.approve", reviews_due),
)
