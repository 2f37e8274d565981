"""The search while a call runs: words, initials, kind; what is used most stands first."""

from dataclasses import dataclass

from sqlalchemy import ColumnElement, or_, select

from desk.care.knowledge.choices import CardKind, CardState, Situation
from desk.care.knowledge.model import KnowledgeCard
from desk.kernel.commands import query
from desk.storage.listing import escape_like
from desk.storage.work import Reader

MOST_WORDS, MOST_ROWS = 6, 30
_SHOWN = (
    KnowledgeCard.id.label("card_id"),
    KnowledgeCard.kind,
    KnowledgeCard.situation,
    KnowledgeCard.topic,
    KnowledgeCard.title,
    KnowledgeCard.text,
    KnowledgeCard.cause,
    KnowledgeCard.solution,
    KnowledgeCard.source,
    KnowledgeCard.uses,
)


@dataclass(frozen=True)
class FoundCard:
    """A card as the search shows it."""

    card_id: int
    kind: CardKind
    situation: Situation
    topic: str
    title: str
    text: str
    cause: str
    solution: str
    source: str
    uses: int

    @property
    def said(self) -> str:
        """What is copied: the phrase, or how the case was solved."""
        return self.text if self.kind is CardKind.PHRASE else self.solution


@query("knowledge.read", "查找用语和案例")
def find_knowledge(
    read: Reader,
    *,
    text: str,
    situation: Situation | None = None,
    kind: CardKind | None = None,
    most: int = MOST_ROWS,
) -> list[FoundCard]:
    """Cards in use that have every word of the text; those whose title begins with it come first.

    A word matches title, keywords, kind, situation or text anywhere, initials from a word's start.
    """
    words = text.split()[:MOST_WORDS]
    wanted = select(*_SHOWN).where(KnowledgeCard.state == CardState.ACTIVE, *map(_word, words))
    if situation is not None:
        wanted = wanted.where(KnowledgeCard.situation == situation)
    if kind is not None:
        wanted = wanted.where(KnowledgeCard.kind == kind)
    order = [KnowledgeCard.uses.desc(), KnowledgeCard.id]
    if words:
        start = f"{escape_like(words[0])}%"
        order.insert(0, KnowledgeCard.title.like(start, escape="\\").desc())
    limited = wanted.order_by(*order).limit(max(1, min(most, 100)))
    return [FoundCard(**row._mapping) for row in read.session.execute(limited)]


def _word(word: str) -> ColumnElement[bool]:
    card, fragment = KnowledgeCard, f"%{escape_like(word)}%"
    places = (card.title, card.keywords, card.topic, card.text, card.cause, card.solution)
    hits: list[ColumnElement[bool]] = [c.like(fragment, escape="\\") for c in places]
    hits.append(card.situation.in_([s for s in Situation if word in s.label]))
    if word.isascii():
        start = escape_like(word.lower())
        hits.append(card.initials.like(f"{start}%", escape="\\"))
        hits.append(card.initials.like(f"% {start}%", escape="\\"))
    return or_(*hits)
