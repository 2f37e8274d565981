"""The card: a phrase to say, or a solved case."""

from datetime import datetime
from typing import ClassVar

from sqlalchemy import Index, String, text
from sqlalchemy.orm import Mapped, mapped_column

from desk.care.knowledge.choices import CardKind, CardState, Situation
from desk.storage.base import Record
from desk.storage.columns import Chosen


class KnowledgeCard(Record):
    """知识卡. A phrase has its words in `text`; a case its problem there, then cause and solution.

    `document_no` names the controlled document a phrase was taken from, `case_no` the complaint or
    exception a case was made of. Uses are counted without an audit entry each.
    """

    __tablename__ = "knowledge_card"
    __table_args__ = (
        Index("ix_knowledge_card_use", "state", "uses"),
        Index("ix_knowledge_card_document", "document_no"),
        Index(
            "ux_knowledge_card_case",
            "case_no",
            unique=True,
            sqlite_where=text("case_no <> ''"),
        ),
    )
    unaudited: ClassVar[frozenset[str]] = frozenset({"uses", "used_at", "initials"})

    kind: Mapped[CardKind] = mapped_column(Chosen(CardKind))
    state: Mapped[CardState] = mapped_column(Chosen(CardState))
    situation: Mapped[Situation] = mapped_column(Chosen(Situation))
    title: Mapped[str] = mapped_column(String(60))
    topic: Mapped[str] = mapped_column(String(20), default="")
    text: Mapped[str] = mapped_column(String(1000))
    cause: Mapped[str] = mapped_column(String(500), default="")
    solution: Mapped[str] = mapped_column(String(1000), default="")
    keywords: Mapped[str] = mapped_column(String(120), default="")
    initials: Mapped[str] = mapped_column(String(600), default="")
    source: Mapped[str] = mapped_column(String(90), default="")
    document_no: Mapped[str] = mapped_column(String(20), default="")
    case_no: Mapped[str] = mapped_column(String(20), default="")
    author: Mapped[str] = mapped_column(String(60), default="")
    confirmed_by: Mapped[str] = mapped_column(String(60), default="")
    retired_reason: Mapped[str] = mapped_column(String(200), default="")
    uses: Mapped[int] = mapped_column(default=0)
    used_at: Mapped[datetime | None]
