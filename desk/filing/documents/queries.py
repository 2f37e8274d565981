"""Reading controlled documents: the register, one document, what changed, what is missing."""

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import select

from desk.filing.documents.choices import DocumentType, RevisionState, Standing
from desk.filing.documents.finding import document_by_number, revision_of
from desk.filing.documents.model import ControlledDocument, DocumentCopy, DocumentRevision
from desk.filing.documents.rules import REQUIRED, DiffLine, difference, same_title
from desk.kernel.commands import query
from desk.kernel.errors import refuse
from desk.kernel.text import tr
from desk.storage.work import Reader


@dataclass(frozen=True)
class CopyRow:
    copy_no: int
    holder: str
    handed_on: date
    read_at: datetime | None
    recalled_on: date | None


@dataclass(frozen=True)
class RevisionRow:
    edition: str
    state: RevisionState
    change_note: str
    author: str
    reviewer: str
    approver: str
    effective_on: date | None
    obsolete_on: date | None
    answer: str
    file_label: str
    file_sha256: str
    has_text: bool
    copies: tuple[CopyRow, ...]


@dataclass(frozen=True)
class DocumentCard:
    """A document with its revisions, the newest first; a clerk is shown only what is in force."""

    doc_no: str
    title: str
    document_type: DocumentType
    department: str
    controlled: bool
    review_due_on: date | None
    revisions: tuple[RevisionRow, ...]


@dataclass(frozen=True)
class RequiredRow:
    """One document the office must have, and how far it is."""

    title: str
    document_type: DocumentType
    standing: Standing
    doc_no: str


@query("document.read", "受控文件详情")
def document_card(read: Reader, *, number: str) -> DocumentCard:
    """One document.

    Raises:
        Refused: E006, also to clerks while nothing of it is in force.
    """
    document = document_by_number(read, number)
    shown = [r for r in reversed(document.revisions) if may_see(read, r)]
    if not shown:
        raise refuse("E006", "number", label=tr("有效的受控文件"), v=number)
    return DocumentCard(
        document.doc_no,
        document.title,
        document.document_type,
        document.department,
        document.controlled,
        document.review_due_on,
        tuple(map(_revision, shown)),
    )


def may_see(read: Reader, revision: DocumentRevision) -> bool:
    """Clerks read what is in force; whoever may propose reads the rest too (spec 3.26)."""
    return revision.state is RevisionState.EFFECTIVE or read.may("document.create")


def _revision(revision: DocumentRevision) -> RevisionRow:
    same = (
        "edition state change_note author reviewer approver effective_on obsolete_on answer "
        "file_label file_sha256"
    )
    copies = tuple(
        CopyRow(c.copy_no, c.holder, c.handed_on, c.read_at, c.recalled_on) for c in revision.copies
    )
    return RevisionRow(
        **{name: getattr(revision, name) for name in same.split()},
        has_text=bool(revision.body),
        copies=copies,
    )


@query("document.read", "文件修改对照")
def document_difference(
    read: Reader, *, number: str, edition: str = "", against: str = ""
) -> tuple[DiffLine, ...]:
    """What a revision changed in the text of another, by default of the one before it.

    Raises:
        Refused: E006, E019 when one of them is neither text nor Word.
    """
    document = document_by_number(read, number)
    revision = revision_of(read, number, edition or document.latest.edition)
    before = revision_of(read, number, against) if against else _before(document, revision)
    compared = [one for one in (before, revision) if one is not None]
    for one in compared:
        if not may_see(read, one):
            raise refuse("E006", "edition", label=tr("有效的受控文件"), v=one.label)
    if before is None:
        return tuple(DiffLine("+", line) for line in revision.body.splitlines())
    for one in compared:
        if not one.body:
            why = tr("{f} 不是文本或 Word,不能逐行对照").format(f=one.file_label)
            raise refuse("E019", "edition", label=one.label, why=why)
    return difference(before.body, revision.body)


def _before(document: ControlledDocument, revision: DocumentRevision) -> DocumentRevision | None:
    earlier = [r for r in document.revisions if r.id < revision.id]
    return earlier[-1] if earlier else None


@query("document.read", "必备文件缺口")
def required_documents(read: Reader) -> list[RequiredRow]:
    """The documents the trade's own papers name, and whether they are missing, drafted or in force.

    Source: spec 1.1 (S4-009 … S4-067).
    """
    documents = list(read.session.scalars(select(ControlledDocument)))
    rows = []
    for wanted in REQUIRED:
        found = [d for d in documents if same_title(d.title, wanted.title)]
        in_force = [d for d in found if d.effective]
        drafted = [d for d in found if d.open_revision]
        standing = (
            Standing.EFFECTIVE if in_force else Standing.DRAFTED if drafted else Standing.MISSING
        )
        number = (in_force or drafted or found)[:1]
        doc_no = number[0].doc_no if number else ""
        rows.append(RequiredRow(wanted.title, wanted.document_type, standing, doc_no))
    return rows


@query("office.read", "待我阅读的文件")
def documents_to_read(read: Reader) -> list[str]:
    """Numbers of documents in force that were given to me and that I have not confirmed to have read."""
    mine = (
        select(DocumentCopy)
        .join(DocumentRevision)
        .where(
            DocumentCopy.user_id == read.actor.user_id,
            DocumentCopy.read_at.is_(None),
            DocumentCopy.recalled_on.is_(None),
            DocumentRevision.state == RevisionState.EFFECTIVE,
        )
        .order_by(DocumentCopy.id)
    )
    return [copy.revision.document.doc_no for copy in read.session.scalars(mine)]
