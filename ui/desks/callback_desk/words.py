"""Fields, scores and colours of the calling window."""

from datetime import datetime, timedelta

from desk.care.callbacks.board import BoardRow
from desk.care.callbacks.choices import Channel, Purpose
from desk.kernel.choices import Choice
from desk.kernel.moments import local
from desk.kernel.text import tr
from desk.screens.fields import Field, Kind
from ui.desks.today_board.page import due_words, late_words
from ui.theme import Tone


class Score(Choice):
    """How content the customer is; the digit picks it."""

    WORST = "1", "1 分 很不满意"
    BAD = "2", "2 分 不满意"
    FAIR = "3", "3 分 一般"
    GOOD = "4", "4 分 满意"
    BEST = "5", "5 分 很满意"


SCORE = Field("score", tr("评价(1–5)"), Kind.CHOICE, choices=Score, width=6)
PURPOSE = Field("purpose", tr("目的"), Kind.CHOICE, choices=Purpose, width=5, required=True)
CHANNEL = Field("channel", tr("方式"), Kind.CHOICE, choices=Channel, width=4, required=True)
CONTACT = Field("contact", tr("接听人"), width=6, required=True)
SUGGESTION = Field("suggestion", tr("意见建议"), Kind.NOTE)
HANDLED = Field("handled", tr("处理结果"), Kind.NOTE)
ASIDE = frozenset({"purpose", "channel", "contact"})
"""Right as they stand in almost every call: Enter passes them over."""


def due_tone(row: BoardRow, now: datetime) -> Tone | None:
    """Red when it is late, amber on the day, plain before; others' calls are grey."""
    if row.due_at < now:
        return Tone.WRONG
    if local(row.due_at).date() <= local(now).date():
        return Tone.WAITING
    return None if row.mine else Tone.NEUTRAL


def due_text(row: BoardRow, now: datetime) -> str:
    """Until when, in words; an end of day has no clock worth reading."""
    late = now - row.due_at
    if late >= timedelta(hours=1):  # the column is narrow; the minutes of a late call tell nothing
        hours = int(late.total_seconds()) // 3600
        whole = tr("{h} 小时").format(h=hours) if hours < 24 else late_words(row.due_at, now)
        return tr("已过 {span}").format(span=whole)
    words = due_words(row.due_at, now)
    return words.removesuffix(" 23:59") if words.endswith("23:59") else words


def tried_text(row: BoardRow) -> str:
    """How often he was tried, or who calls him when it is somebody else."""
    tried = tr("已试 {n} 次").format(n=row.tries) if row.tries else ""
    return "  ".join(filter(None, (tried, "" if row.mine else row.caller)))
