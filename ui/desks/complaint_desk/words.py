"""Words and colours of levels, lights and remaining time."""

from desk.care.complaints.choices import Level
from desk.care.complaints.lights import Light
from desk.kernel.text import tr
from ui.desks.call_sheet.clock import span_words
from ui.theme import Tone

LEVELS = {Level.GENERAL: Tone.NEUTRAL, Level.SERIOUS: Tone.WAITING, Level.MAJOR: Tone.WRONG}
LIGHTS = {
    Light.DONE: Tone.NEUTRAL,
    Light.GREEN: Tone.DONE,
    Light.YELLOW: Tone.WAITING,
    Light.RED: Tone.WRONG,
    Light.PAUSED: Tone.NEUTRAL,
}
DAY_MINUTES = 24 * 60


def left_words(minutes: int, level: Level) -> str:
    """「还剩 30 分」, 「超时 2 小时 10 分」; a major complaint's clock never rests, the others' do."""
    span = long_words(abs(minutes)) if level is Level.MAJOR else span_words(abs(minutes))
    return (tr("还剩 {n}") if minutes >= 0 else tr("超时 {n}")).format(n=span)


def long_words(minutes: int) -> str:
    """Minutes as 「6 天 23 小时」 from a day on."""
    if minutes < DAY_MINUTES:
        return span_words(minutes)
    days, rest = divmod(minutes, DAY_MINUTES)
    hours = rest // 60
    words = tr("{n} 天").format(n=days)
    return f"{words} {tr('{n} 小时').format(n=hours)}" if hours else words
