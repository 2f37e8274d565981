"""All documents at a glance, with the required ones that are missing; and the text of one revision."""

from dataclasses import dataclass

from sqlalchemy import select

from desk.filing.documents.choices import DocumentType, RevisionState
from desk.filing.documents.finding import document_by_number, revision_of
from desk.filing.documents.model import ControlledDocument, DocumentRevision
from desk.filing.documents.queries import documents_to_read, may_see
from desk.filing.documents.rules import REQUIRED, same_title
from desk.kernel.commands import query
from desk.kernel.errors import refuse
from desk.kernel.text import tr
from desk.storage.work import Reader


@dataclass(frozen=True)
class OverviewRow:
    """One document, or a required one there is none of yet (`state` is None).

    Attributes:
        is_open: a draft of it is being worked on, whatever is in force.
        to_read: it was given to me and I have not confirmed to have read it.
    """

    title: str
    document_type: DocumentType
    doc_no: str
    edition: str
    state: RevisionState | None
    is_required: bool
    is_open: bool
    to_read: bool


@query("document.read", "文件总览")
def document_overview(read: Reader) -> list[OverviewRow]:
    """All by number, then the required ones that are missing; clerks see what is in force."""
    wanted = select(ControlledDocument).order_by(ControlledDocument.doc_no)
    documents = list(read.session.scalars(wanted))
    mine = set(documents_to_read(read))
    rows = [_row(read, d, mine) for d in documents if may_see(read, _shown(d))]
    if not read.may("document.create"):
        return rows
    missing = [
        OverviewRow(r.title, r.document_type, "", "", None, True, False, False)
        for r in REQUIRED
        if not any(same_title(d.title, r.title) for d in documents)
    ]
    return [*rows, *missing]


def _shown(document: ControlledDocument) -> DocumentRevision:
    return document.effective or document.open_revision or document.latest


def _row(read: Reader, document: ControlledDocument, mine: set[str]) -> OverviewRow:
    shown = _shown(document)
    return OverviewRow(
        document.title,
        document.document_type,
        document.doc_no,
        shown.edition,
        shown.state,
        any(same_title(document.title, r.title) for r in REQUIRED),
        document.open_revision is not None and read.may("document.create"),
        document.doc_no in mine,
    )


@query("document.read", "文件正文")
def document_text(read: Reader, *, number: str, edition: str = "") -> str:
    """The text of a revision, by default of the one in force; empty for a picture or PDF.

    Raises:
        Refused: E006, also to clerks for what is not in force.
    """
    document = document_by_number(read, number)
    revision = revision_of(read, number, edition) if edition else _shown(document)
    if not may_see(read, revision):
        raise refuse("E006", "edition", label=tr("有效的受控文件"), v=revision.label)
    return revision.body
