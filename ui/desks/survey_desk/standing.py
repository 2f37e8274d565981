"""Whether the answers typed so far would count, and why not."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from desk.care.surveys.choices import ItemKind
from desk.care.surveys.queries import ItemRow
from desk.care.surveys.rules import LEAST_ANSWERED_BP, Question, is_complete, is_straight
from desk.kernel.text import tr
from ui.theme import Tone

FULL_BP = 10_000


@dataclass(frozen=True)
class Standing:
    """The verdict on a sheet as it stands: a word for the chip and a sentence."""

    chip: str
    why: str
    tone: Tone


def standing(items: Sequence[ItemRow], values: Mapping[int, int]) -> Standing:
    """Judge the marks by position of the item; open questions are not asked for.

    Source: spec 5.8.
    """
    questions = [Question(i.position, i.dimension, i.kind, i.weight) for i in items]
    wanted = [i for i in items if i.kind is not ItemKind.TEXT]
    given = sum(i.position in values for i in wanted)
    if not is_complete(questions, values):
        least = -(-len(wanted) * LEAST_ANSWERED_BP // FULL_BP)
        words = tr("作答不足 80%:已答 {n} 题,共 {t} 题,至少 {m} 题才计入指数。")
        return Standing(tr("作答不足"), words.format(n=given, t=len(wanted), m=least), Tone.WAITING)
    if is_straight(questions, values):
        why = tr("5 级题答案全部相同,先不计入;由经理核实后判定。")
        return Standing(tr("答案全同"), why, Tone.WRONG)
    words = tr("已答 {n} 题,共 {t} 题,计入指数。")
    return Standing(tr("有效"), words.format(n=given, t=len(wanted)), Tone.DONE)
