"""Proposed cards wait for the manager."""

from sqlalchemy import func, select

from desk.care.knowledge.choices import CardState
from desk.care.knowledge.model import KnowledgeCard
from desk.kernel.text import tr
from desk.kernel.today import TodayRow, TodaySource
from desk.screens.lists import Filter
from desk.storage.work import Reader


def cards_to_confirm(read: Reader) -> list[TodayRow]:
    """One line for all proposed cards together."""
    waiting = (
        select(func.count())
        .select_from(KnowledgeCard)
        .where(KnowledgeCard.state == CardState.PROPOSED)
    )
    count = read.session.scalar(waiting)
    if not count:
        return []
    words = tr("{n} 条新用语等待确认").format(n=count)
    proposed = Filter("state", "in", (CardState.PROPOSED,))
    return [TodayRow(tr("知识卡"), words, None, "knowledge_cards", {"filters": (proposed,)})]


SOURCES = (TodaySource("knowledge.approve", cards_to_confirm),)
