"""Phrase cards taken over from the controlled document in force."""

from dataclasses import dataclass

from sqlalchemy import select

from desk.care.callbacks.phrases import PHRASE_BOOK, cards_of
from desk.care.knowledge.choices import CardKind, CardState, Difference
from desk.care.knowledge.model import KnowledgeCard
from desk.care.knowledge.rules import (
    Change,
    Line,
    changes,
    heading_words,
    initials_of,
    situation_of,
)
from desk.filing.documents.choices import RevisionState
from desk.filing.documents.model import ControlledDocument, DocumentRevision
from desk.filing.documents.rules import same_title
from desk.kernel.commands import command, query
from desk.kernel.errors import refuse
from desk.kernel.text import tr
from desk.storage.work import Reader, Work

LONGEST = 1000


@dataclass(frozen=True)
class PhraseChange:
    """One difference between the document in force and the cards taken from it before."""

    what: Difference
    heading: str
    before: str
    after: str


@dataclass(frozen=True)
class PhraseDifference:
    """All differences; `source` is the revision they come from."""

    source: str
    rows: tuple[PhraseChange, ...]


@dataclass(frozen=True)
class TakenPhrases:
    """What was taken over."""

    new: int
    changed: int
    gone: int


def _revision(read: Reader, document_no: str) -> DocumentRevision:
    wanted = document_no.strip()
    in_force = read.session.scalars(
        select(DocumentRevision)
        .join(ControlledDocument)
        .where(DocumentRevision.state == RevisionState.EFFECTIVE)
        .order_by(DocumentRevision.id.desc())
    )
    for revision in in_force:
        document = revision.document
        if document.doc_no == wanted or (not wanted and same_title(document.title, PHRASE_BOOK)):
            return revision
    name = wanted or f"《{PHRASE_BOOK}》"
    raise refuse("E006", "document_no", label=tr("生效的受控文件"), v=name)


def _differences(read: Reader, revision: DocumentRevision) -> tuple[Change, ...]:
    cards = read.session.scalars(
        select(KnowledgeCard)
        .where(
            KnowledgeCard.document_no == revision.document.doc_no,
            KnowledgeCard.state == CardState.ACTIVE,
        )
        .order_by(KnowledgeCard.id)
    )
    have = [Line(card.title, card.text, card.id) for card in cards]
    wanted = (
        Line(heading_words(card.situation), phrase[:LONGEST])
        for card in cards_of(revision.body)
        for phrase in card.phrases
    )
    return changes(have, wanted)


@query("knowledge.read", "用语更新对照")
def phrase_difference(read: Reader, *, document_no: str = "") -> PhraseDifference:
    """What taking the document over would add, change and retire; nothing is saved.

    Raises:
        Refused: E006 no such document in force.
    """
    revision = _revision(read, document_no)
    rows = tuple(
        PhraseChange(
            change.what,
            (change.after or change.before or Line("", "")).heading,
            change.before.text if change.before else "",
            change.after.text if change.after else "",
        )
        for change in _differences(read, revision)
    )
    return PhraseDifference(revision.label, rows)


@command("knowledge.update", "从受控文件取用语", example='{"document_no": ""}')
def take_phrases(work: Work, *, document_no: str = "") -> TakenPhrases:
    """Make the cards follow the document in force; own cards and counted uses stay.

    Raises:
        Refused: E006 no such document in force.
    """
    revision = _revision(work, document_no)
    found = _differences(work, revision)
    for change in found:
        _apply(work, revision, change)
    counted = {what: sum(c.what is what for c in found) for what in Difference}
    return TakenPhrases(
        counted[Difference.NEW], counted[Difference.CHANGED], counted[Difference.GONE]
    )


def _apply(work: Work, revision: DocumentRevision, change: Change) -> None:
    if change.after is None and change.before is not None:
        card = work.get(KnowledgeCard, change.before.card_id, tr("知识卡"))
        card.state = CardState.RETIRED
        card.retired_reason = tr("{source} 中已没有").format(source=revision.label)
    elif change.before is not None and change.after is not None:
        card = work.get(KnowledgeCard, change.before.card_id, tr("知识卡"))
        card.text, card.source = change.after.text, revision.label
    elif change.after is not None:
        line = change.after
        work.session.add(
            KnowledgeCard(
                kind=CardKind.PHRASE,
                state=CardState.ACTIVE,
                situation=situation_of(line.heading),
                title=line.heading,
                text=line.text,
                initials=initials_of(line.heading),
                source=revision.label,
                document_no=revision.document.doc_no,
                author=revision.author,
                confirmed_by=revision.approver,
            )
        )
