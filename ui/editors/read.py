"""Editors that read one line strictly: money, weight, volume, count, percent, date, moment, phone.

The kernel's parsers decide; what was typed is rewritten in the office's way as soon as it is read.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent

from desk.kernel.errors import Refused
from desk.kernel.moments import parse_date, parse_moment, show_date, show_moment
from desk.kernel.prices import parse_price, show_price
from desk.kernel.quantities import (
    parse_count,
    parse_money,
    parse_percent,
    parse_volume,
    parse_weight,
    show_percent,
    show_volume,
    show_weight,
    typed_money,
)
from desk.kernel.text import tr
from desk.screens.fields import Field, Kind
from ui.editors.line import Line, LineEditor

Today = Callable[[], date]


@dataclass(frozen=True)
class Reading:
    """How a kind is read and shown; `unit` stands greyed inside an empty field."""

    read: Callable[[str, Field], Any]
    show: Callable[[Any], str]
    unit: str
    right: bool = True


READINGS: dict[Kind, Reading] = {
    Kind.MONEY: Reading(lambda t, f: parse_money(t, f.label, f.name), typed_money, "元"),
    Kind.PRICE: Reading(lambda t, f: parse_price(t, f.label, f.name), show_price, "元/kg"),
    Kind.WEIGHT: Reading(lambda t, f: parse_weight(t, f.label, f.name), show_weight, "kg"),
    Kind.VOLUME: Reading(lambda t, f: parse_volume(t, f.label, f.name), show_volume, "m³"),
    Kind.COUNT: Reading(lambda t, f: parse_count(t, f.label, f.name), str, ""),
    Kind.PERCENT: Reading(lambda t, f: parse_percent(t, f.label, f.name), show_percent, "%"),
}


class ReadEditor(LineEditor):
    """A line that must be read by a kernel parser; an empty one is None."""

    def __init__(self, field: Field, reading: Reading, line: Line | None = None) -> None:
        super().__init__(field, line)
        self.reading = reading
        self.line.setPlaceholderText(tr(reading.unit))
        if reading.right:
            self.line.setAlignment(Qt.AlignmentFlag.AlignRight)

    def read(self, text: str) -> Any:
        return self.reading.read(text, self.field) if text else None

    def show_as(self, value: Any) -> str:
        return self.reading.show(value)

    def settle(self) -> None:
        """Rewrite a readable text; an unreadable one stays and says what is wrong."""
        text = self.line.text().strip()
        try:
            value = self.read(text)
        except Refused as refused:
            self.problem("\n".join(p.message for p in refused.problems))
        else:
            if value is not None:
                self.line.setText(self.show_as(value))


class _DayLine(Line):
    """Up and Down step through the days."""

    step: Callable[[int], None]

    def keyPressEvent(self, event: QKeyEvent) -> None:
        steps = {Qt.Key.Key_Up: 1, Qt.Key.Key_Down: -1}.get(Qt.Key(event.key()))
        if steps is None or self.composing:
            super().keyPressEvent(event)
        else:
            self.step(steps)


class DateEditor(ReadEditor):
    """A business date: 0305, 3-5, 20260305; Up and Down step by a day."""

    def __init__(self, field: Field, today: Today) -> None:
        line = _DayLine()
        read = Reading(
            lambda t, f: parse_date(t, today(), label=f.label, field=f.name),
            show_date,
            tr("如 0305"),
            right=False,
        )
        super().__init__(field, read, line)
        self._today = today
        line.step = self._step

    def _step(self, days: int) -> None:
        try:
            now = self.read(self.line.text().strip())
        except Refused:
            return
        day = now + timedelta(days=days) if now else self._today()
        self.line.setText(show_date(day))
        self.touch()


def moment_editor(field: Field, today: Today) -> ReadEditor:
    """A moment: 「0305 16:20」, or 「16:20」 for today."""
    reading = Reading(
        lambda t, f: parse_moment(t, today(), label=f.label, field=f.name),
        show_moment,
        tr("如 0305 16:20"),
        right=False,
    )
    return ReadEditor(field, reading)
