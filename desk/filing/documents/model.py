"""Controlled documents, their revisions, and who holds a copy (spec 3.21)."""

from datetime import date, datetime
from typing import ClassVar

from sqlalchemy import ForeignKey, Index, String, Text, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from desk.filing.documents.choices import DocumentType, RevisionState
from desk.office.users.model import User
from desk.storage.base import Record, Searched
from desk.storage.columns import Chosen
from desk.storage.seals import Seal


class ControlledDocument(Record):
    """受控文件: what stays the same through all revisions."""

    __tablename__ = "controlled_document"
    searched = Searched(17, ("doc_no", "title"), names=("title",))

    doc_no: Mapped[str] = mapped_column(String(20), unique=True)
    title: Mapped[str] = mapped_column(String(60))
    document_type: Mapped[DocumentType] = mapped_column(Chosen(DocumentType), index=True)
    department: Mapped[str] = mapped_column(String(40))
    controlled: Mapped[bool] = mapped_column(default=True)
    review_due_on: Mapped[date | None] = mapped_column(index=True)

    revisions: Mapped[list["DocumentRevision"]] = relationship(
        order_by="DocumentRevision.id", back_populates="document", lazy="selectin"
    )

    @property
    def effective(self) -> "DocumentRevision | None":
        """The one revision in force, if there is one."""
        return self._first(RevisionState.EFFECTIVE)

    @property
    def open_revision(self) -> "DocumentRevision | None":
        """The revision being worked on, if there is one."""
        return self._first(RevisionState.DRAFT, RevisionState.REVIEW, RevisionState.APPROVED)

    @property
    def latest(self) -> "DocumentRevision":
        return self.revisions[-1]

    def _first(self, *states: RevisionState) -> "DocumentRevision | None":
        return next((r for r in self.revisions if r.state in states), None)


class DocumentRevision(Record):
    """One revision; its file hangs on it in the cabinet, `body` is the text read from it."""

    __tablename__ = "document_revision"
    __table_args__ = (
        UniqueConstraint("document_id", "issue_no", "revision_no"),
        Index(
            "ux_document_in_force",
            "document_id",
            unique=True,
            sqlite_where=text("state = 'EFFECTIVE'"),
        ),
    )
    unaudited: ClassVar[frozenset[str]] = frozenset({"body"})
    sealed = Seal(
        "document_id",
        "issue_no",
        "revision_no",
        "change_note",
        "author",
        "file_sha256",
        "file_label",
        approved_in=(RevisionState.APPROVED, RevisionState.EFFECTIVE),
        kept_in=(RevisionState.OBSOLETE,),
    )

    document_id: Mapped[int] = mapped_column(ForeignKey("controlled_document.id"), index=True)
    issue_no: Mapped[str] = mapped_column(String(2), default="A")
    revision_no: Mapped[int] = mapped_column(default=0)
    state: Mapped[RevisionState] = mapped_column(Chosen(RevisionState), index=True)
    change_note: Mapped[str] = mapped_column(String(200), default="")
    author: Mapped[str] = mapped_column(String(60))
    reviewer: Mapped[str] = mapped_column(String(60), default="")
    approver: Mapped[str] = mapped_column(String(60), default="")
    approved_at: Mapped[datetime | None]
    effective_on: Mapped[date | None]
    obsolete_on: Mapped[date | None]
    answer: Mapped[str] = mapped_column(String(200), default="")
    file_sha256: Mapped[str] = mapped_column(String(64))
    file_label: Mapped[str] = mapped_column(String(120))
    body: Mapped[str] = mapped_column(Text, default="")

    document: Mapped[ControlledDocument] = relationship(back_populates="revisions", lazy="joined")
    copies: Mapped[list["DocumentCopy"]] = relationship(
        order_by="DocumentCopy.copy_no", back_populates="revision", lazy="selectin"
    )

    @property
    def edition(self) -> str:
        """「A/0」."""
        return f"{self.issue_no}/{self.revision_no}"

    @property
    def label(self) -> str:
        """「KF-ZD-01 A/0」."""
        return f"{self.document.doc_no} {self.edition}"


class DocumentCopy(Record):
    """发放: one numbered copy in somebody's hands."""

    __tablename__ = "document_copy"
    __table_args__ = (UniqueConstraint("revision_id", "copy_no"),)

    revision_id: Mapped[int] = mapped_column(ForeignKey("document_revision.id"))
    copy_no: Mapped[int]
    holder: Mapped[str] = mapped_column(String(60))
    user_id: Mapped[int | None] = mapped_column(ForeignKey("user.id"), index=True)
    handed_on: Mapped[date]
    read_at: Mapped[datetime | None]
    recalled_on: Mapped[date | None]

    revision: Mapped[DocumentRevision] = relationship(back_populates="copies", lazy="joined")
    user: Mapped[User | None] = relationship()
