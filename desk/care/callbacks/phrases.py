"""The office's own phrases: read from the controlled document in force, card by card."""

import re
from dataclasses import dataclass

from sqlalchemy import select

from desk.filing.documents.choices import RevisionState
from desk.filing.documents.model import ControlledDocument, DocumentRevision
from desk.kernel.commands import query
from desk.kernel.text import tr
from desk.storage.work import Reader

PHRASE_BOOK = "服务文明礼貌日常用语规范"
LONGEST_HEADING = 30
_HEADING = re.compile(
    r"#+\s*(?P<marked>.+)|(?P<numbered>(?:第[一二三四五六七八九十百]+[章节条]|[一二三四五六七八九十]+、"
    r"|[((][一二三四五六七八九十]+[))]).{1,30}?)[::]?|(?P<colon>.{2,30})[::]"
)
_MARK = re.compile(r"^(?:[-•·*]|\d{1,3}[.、.))]|[((]\d{1,3}[))])\s*")


@dataclass(frozen=True)
class PhraseCard:
    """What to say in one situation."""

    situation: str
    phrases: tuple[str, ...]


@dataclass(frozen=True)
class PhraseBook:
    """The cards and where they come from: 「KF-GF-02 A/1」; empty when no revision is in force."""

    source: str
    cards: tuple[PhraseCard, ...]


def cards_of(body: str) -> tuple[PhraseCard, ...]:
    """Cut a text at its headings; without headings all lines stand on one card.

    A heading is a short line marked with #, 第一章, 一、 or (一), or ending with a colon.
    """
    cards: list[tuple[str, list[str]]] = [(tr("日常用语"), [])]
    for line in (line.strip() for line in body.splitlines()):
        found = _HEADING.fullmatch(line) if len(line) <= LONGEST_HEADING + 4 else None
        if found:
            heading = next(text for text in found.groups() if text)
            cards.append((heading.strip(), []))
        elif line:
            cards[-1][1].append(_MARK.sub("", line))
    return tuple(PhraseCard(name, tuple(phrases)) for name, phrases in cards if phrases)


@query("callback.read", "回访用语卡")
def phrase_book(read: Reader) -> PhraseBook:
    """The phrases in force, by situation; books in title marks are found too."""
    revision = read.session.scalar(
        select(DocumentRevision)
        .join(ControlledDocument, ControlledDocument.id == DocumentRevision.document_id)
        .where(
            ControlledDocument.title.in_((PHRASE_BOOK, f"《{PHRASE_BOOK}》")),
            DocumentRevision.state == RevisionState.EFFECTIVE,
        )
        .order_by(DocumentRevision.id.desc())
        .limit(1)
    )
    if revision is None:
        return PhraseBook("", ())
    return PhraseBook(revision.label, cards_of(revision.body))
