"""The list of all cards, for those who look after them."""

from sqlalchemy import select

from desk.care.knowledge.choices import CardKind, CardState, Situation
from desk.care.knowledge.model import KnowledgeCard
from desk.screens.fields import Field, Kind
from desk.screens.lists import Action, ListSpec, Sort
from desk.storage.listing import ListSource

FIELDS = (
    Field("title", "标题", width=12),
    Field("kind", "类别", Kind.CHOICE, choices=CardKind, width=4),
    Field("situation", "场景", Kind.CHOICE, choices=Situation, width=6),
    Field("topic", "问题类型", width=6),
    Field("text", "用语或问题", width=28),
    Field("solution", "处理办法", width=16),
    Field("state", "状态", Kind.CHOICE, choices=CardState, width=5),
    Field("uses", "使用次数", Kind.COUNT, width=5),
    Field("source", "来源", width=9),
    Field("keywords", "关键词", width=10),
    Field("author", "提出人", width=6),
    Field("confirmed_by", "确认人", width=6, hidden=True),
    Field("cause", "原因", width=12, hidden=True),
    Field("retired_reason", "停用原因", width=10, hidden=True),
    Field("used_at", "最近使用", Kind.MOMENT, width=8, hidden=True),
)


def _cards() -> ListSource:
    card = KnowledgeCard
    return ListSource(
        base=select(card),
        id=card.id,
        columns={field.name: getattr(card, field.name) for field in FIELDS},
        search=(card.title, card.text, card.keywords, card.topic, card.solution),
        initials=(card.initials,),
    )


CARDS = ListSpec(
    name="knowledge_cards",
    title="知识卡管理",
    right="knowledge.read",
    fields=FIELDS,
    source=_cards,
    sort=Sort("uses", descending=True),
    actions=(
        Action("write_phrase", "新增用语", "Ctrl+N", "knowledge.update"),
        Action("change_phrase", "修改", "F7", "knowledge.update", per_row=True),
        Action("confirm_card", "确认使用", "F8", "knowledge.approve", per_row=True),
        Action("retire_card", "停用", "", "knowledge.approve", per_row=True),
        Action("take_phrases", "从受控文件更新", "", "knowledge.update"),
        Action("keep_case", "记为案例", "", "knowledge.update"),
    ),
    empty="还没有知识卡。按 Ctrl+N 写一条常用语,或从生效的《服务文明礼貌日常用语规范》更新。",
)
