"""States of a card, which heading belongs to which situation, and what a new edition changes. Pure."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from desk.care.knowledge.choices import CardState, Difference, Situation
from desk.kernel.pinyin import initials
from desk.kernel.states import Move, StateTable, moves_from

_C, _S = CardState, Situation
STATES: StateTable[CardState] = StateTable(
    obj="知识卡",
    initial=_C.PROPOSED,
    moves=(
        Move("change_phrase", moves_from(_C.PROPOSED, _C.ACTIVE), _C.PROPOSED, "修改用语"),
        Move("change_phrase", moves_from(_C.PROPOSED, _C.ACTIVE), _C.ACTIVE, "修改用语"),
        Move("confirm_card", moves_from(_C.PROPOSED, _C.RETIRED), _C.ACTIVE, "确认使用"),
        Move("retire_card", moves_from(_C.PROPOSED, _C.ACTIVE), _C.RETIRED, "停用", True),
    ),
    final=frozenset(),
)
_MARKS: tuple[tuple[Situation, str], ...] = (
    (_S.CALL_BACK, "回访"),
    (_S.COMPLAINT, "投诉"),
    (_S.CLAIM, "理赔 赔付 赔偿"),
    (_S.INQUIRY, "询价 报价 价格 运价"),
    (_S.LOOKUP, "查货 查询 查件"),
    (_S.NOTICE, "到货 通知 派送 提货"),
    (_S.APOLOGY, "道歉 致歉 歉意 抱歉"),
    (_S.REFUSAL, "婉拒 拒绝 不能受理 禁用 忌语"),
    (_S.VISIT, "来访 接待"),
    (_S.CLOSING, "结束 告别 挂机 送别"),
    (_S.OPENING, "开场 问候 接听 来电 自报 见面"),
)


_ORDINAL = re.compile(
    r"^(?:第[一二三四五六七八九十百]+[章节条]|[一二三四五六七八九十]+、|[((][一二三四五六七八九十]+[))])\s*"
)


def heading_words(heading: str) -> str:
    """A heading without its ordinal: 「二、投诉受理」 is 「投诉受理」."""
    return _ORDINAL.sub("", heading)[:60] or heading[:60]


def situation_of(heading: str) -> Situation:
    """The situation a heading of the document speaks of; 其他 when none is named."""
    fits = (s for s, words in _MARKS if any(word in heading for word in words.split()))
    return next(fits, Situation.OTHER)


def initials_of(*texts: str) -> str:
    """Initials of title and keywords, each word from its beginning, as they are searched."""
    words = [word for text in texts for word in text.replace("、", " ").replace(",", " ").split()]
    return " ".join(dict.fromkeys(i for word in words for i in initials(word)))[:600]


@dataclass(frozen=True)
class Line:
    """One phrase under its heading; `card_id` is 0 while it is only in the document."""

    heading: str
    text: str
    card_id: int = 0


@dataclass(frozen=True)
class Change:
    """What becomes of one card: `before` is None for a new one, `after` for one that goes."""

    what: Difference
    before: Line | None
    after: Line | None


def changes(have: Sequence[Line], document: Iterable[Line]) -> tuple[Change, ...]:
    """What a document changes: equal lines stay, others are paired under their heading in order."""
    wanted = list(dict.fromkeys(document))
    kept = {(line.heading, line.text) for line in have} & {(w.heading, w.text) for w in wanted}
    old = [line for line in have if (line.heading, line.text) not in kept]
    found: list[Change] = []
    for line in (w for w in wanted if (w.heading, w.text) not in kept):
        before = next((o for o in old if o.heading == line.heading), None)
        if before is not None:
            old.remove(before)
        what = Difference.NEW if before is None else Difference.CHANGED
        found.append(Change(what, before, line))
    return (*found, *(Change(Difference.GONE, line, None) for line in old))
