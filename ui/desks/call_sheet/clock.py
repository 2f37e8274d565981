"""The answer clock: a traffic light in word and colour, the deadline, the working time that is left."""

from PySide6.QtWidgets import QHBoxLayout

from desk.kernel.moments import show_moment
from desk.kernel.text import tr
from desk.pricing.quotes.beside import CallClock
from desk.pricing.quotes.choices import Light
from desk.pricing.quotes.queries import InquiryCard
from ui.asking import plain_label
from ui.desks.pieces import Card, Chip
from ui.theme import SPACE, Tone

LIGHTS = {Light.GREEN: Tone.DONE, Light.YELLOW: Tone.WAITING, Light.RED: Tone.WRONG}


class ClockCard(Card):
    """Until when the customer waits for his answer."""

    def __init__(self) -> None:
        super().__init__()
        line = QHBoxLayout()
        line.setSpacing(SPACE.small)
        self.light, self.due = Chip(), plain_label("", "strong")
        self.rest = plain_label("", "muted")
        self.rest.setWordWrap(True)
        line.addWidget(self.light)
        line.addWidget(self.rest, 1)
        self.column.addWidget(self.due)
        self.column.addLayout(line)

    def show_clock(self, clock: CallClock) -> None:
        """A call that waits."""
        self._show(clock.light, tr("{d} 前答复").format(d=show_moment(clock.due_at)))
        left = clock.left_minutes
        text = tr("还剩 {n}(工作时间)") if left >= 0 else tr("已超 {n}(工作时间)")
        self.rest.setText(text.format(n=span_words(abs(left))))

    def show_answered(self, card: InquiryCard) -> None:
        """A call that was answered: when, and how long it took."""
        self._show(card.light, tr("{d} 前答复").format(d=show_moment(card.due_at)))
        text = tr("已于 {d} 答复,用时 {n}")
        at = show_moment(card.answered_at) if card.answered_at else ""
        self.rest.setText(text.format(d=at, n=span_words(card.used_minutes)))
        if card.light is not Light.RED:
            self.light.show_as(tr("按时答复"), Tone.DONE)
        else:
            self.light.show_as(tr("超时答复"), Tone.WRONG)

    def _show(self, light: Light, due: str) -> None:
        self.light.show_as(light.label, LIGHTS[light])
        self.due.setText(due)


def span_words(minutes: int) -> str:
    """Minutes as 「4 小时 10 分」."""
    hours, rest = divmod(minutes, 60)
    parts = [tr("{n} 小时").format(n=hours)] if hours else []
    parts += [tr("{n} 分").format(n=rest)] if rest or not hours else []
    return " ".join(parts)
