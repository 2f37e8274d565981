"""Cards are proposed, confirmed, used, and laid aside."""

from desk.care.knowledge.choices import CardKind, CardState, Situation
from desk.care.knowledge.model import KnowledgeCard
from desk.care.knowledge.rules import STATES, initials_of
from desk.kernel.commands import command
from desk.kernel.errors import Problems, refuse
from desk.kernel.identity import clean_text, has_control_characters
from desk.kernel.text import tr
from desk.storage.work import Reader, Work


def card_by_id(read: Reader, card_id: int) -> KnowledgeCard:
    """Raises: Refused E006."""
    return read.get(KnowledgeCard, card_id, tr("知识卡"))


def check_words(problems: Problems, *fields: tuple[str, str, str, int, bool]) -> None:
    """Check texts given as (field, label, text, most, required)."""
    for name, label, text, most, required in fields:
        if required:
            problems.require(text.strip(), name, label)
        problems.fits(text.strip(), most, name, label)
        problems.check(not has_control_characters(text, lines=True), "E012", name, label=label)


@command(
    "knowledge.update",
    "新增用语",
    example='{"title": "客户催货", "situation": "LOOKUP", '
    '"text": "您稍等,我马上查货物位置,10 分钟内给您回电。", "keywords": "催货 急件"}',
)
def write_phrase(
    work: Work, *, title: str, situation: Situation, text: str, keywords: str = ""
) -> int:
    """Put a phrase of one's own on a card; the manager's is used at once, others wait for him.

    Returns:
        The id of the card.

    Raises:
        Refused: E001, E004, E012.
    """
    _check(title, text, keywords)
    own = work.may("knowledge.approve")
    card = KnowledgeCard(
        kind=CardKind.PHRASE,
        state=CardState.ACTIVE if own else STATES.initial,
        situation=situation,
        author=work.actor.name,
        confirmed_by=work.actor.name if own else "",
        source=tr("自拟"),
    )
    _write(card, title, text, keywords)
    return work.add(card).id


def _check(title: str, text: str, keywords: str) -> None:
    problems = Problems()
    check_words(
        problems,
        ("title", tr("标题"), title, 60, True),
        ("text", tr("用语"), text, 1000, True),
        ("keywords", tr("关键词"), keywords, 120, False),
    )
    problems.raise_if_any()


def _write(card: KnowledgeCard, title: str, text: str, keywords: str) -> None:
    card.title, card.text = clean_text(title), text.strip()
    card.keywords = clean_text(keywords)
    card.initials = initials_of(card.title, card.keywords)


@command(
    "knowledge.update",
    "修改用语",
    example='{"card_id": 1, "version": 1, "title": "客户催货", "situation": "LOOKUP", '
    '"text": "您稍等,我马上查,10 分钟内回电。"}',
)
def change_phrase(
    work: Work,
    *,
    card_id: int,
    version: int | None,
    title: str,
    situation: Situation,
    text: str,
    keywords: str = "",
) -> None:
    """Change a phrase of one's own making; changed by anyone but the manager it waits for him again.

    Raises:
        Refused: E001, E004, E006, E008 retired, or taken from a document, or a case, E012, E211.
    """
    card = card_by_id(work, card_id)
    work.expect_version(card, version)
    state = STATES.step(card.state, "change_phrase")
    if card.document_no or card.kind is CardKind.CASE:
        shown = card.source or card.kind.label
        raise refuse("E008", "card_id", obj=tr("知识卡"), state=shown, action=tr("修改用语"))
    _check(title, text, keywords)
    own = work.may("knowledge.approve")
    card.state = CardState.ACTIVE if own else state
    card.confirmed_by = work.actor.name if own else ""
    card.situation = situation
    _write(card, title, text, keywords)


@command("knowledge.approve", "确认知识卡", example='{"card_id": 1}')
def confirm_card(work: Work, *, card_id: int) -> None:
    """Let everybody find a proposed card, or one laid aside before.

    Raises:
        Refused: E006, E008.
    """
    card = card_by_id(work, card_id)
    card.state = STATES.step(card.state, "confirm_card")
    card.confirmed_by, card.retired_reason = work.actor.name, ""


@command("knowledge.approve", "停用知识卡", example='{"card_id": 1, "reason": "与现行规定不符"}')
def retire_card(work: Work, *, card_id: int, reason: str) -> None:
    """Lay a card aside: it is not found any more.

    Raises:
        Refused: E004, E006, E008, E009.
    """
    card = card_by_id(work, card_id)
    card.state = STATES.step(card.state, "retire_card", reason)
    problems = Problems()
    check_words(problems, ("reason", tr("原因"), reason, 200, False))
    problems.raise_if_any()
    card.retired_reason = reason.strip()


@command("knowledge.update", "使用知识卡", example='{"card_id": 1}')
def use_card(work: Work, *, card_id: int) -> None:
    """Count that a card was used: what is used most is found first.

    Raises:
        Refused: E006, E008 not in use.
    """
    card = card_by_id(work, card_id)
    if card.state is not CardState.ACTIVE:
        state = card.state.label
        raise refuse("E008", "card_id", obj=tr("知识卡"), state=state, action=tr("使用"))
    card.uses, card.used_at = card.uses + 1, work.now
