"""One filter of a list: a button that says what it narrows to, and the menu behind it."""

from collections.abc import Callable, Iterable, Sequence
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QPushButton

from desk.kernel.calendar import BEIJING
from desk.kernel.choices import Choice
from desk.kernel.moments import show_date
from desk.kernel.text import tr
from desk.screens.fields import Field, Kind
from desk.screens.lists import Filter
from ui.asking import button_text
from ui.editors.read import Today
from ui.formats import show
from ui.pages.span_dialog import SpanDialog
from ui.pages.tick_menu import TickMenu


class FilterChip(QPushButton):
    """One field's filter. Checked while it narrows the list; its text says to what."""

    narrowed = Signal()

    def __init__(self, field: Field) -> None:
        super().__init__()
        self.field = field
        self.setCheckable(True)
        self.setAutoDefault(False)
        self.setProperty("role", "chip")
        self.clicked.connect(self._clicked)

    def filters(self) -> tuple[Filter, ...]:
        """The conditions of this chip; none while it is off."""
        raise NotImplementedError

    def take(self, conditions: Iterable[Filter]) -> None:
        """Take over the list's opening filters for this field."""
        raise NotImplementedError

    def state(self) -> list[str]:
        """What is chosen, to be kept; empty while it is off."""
        raise NotImplementedError

    def put_state(self, state: Sequence[str]) -> None:
        """Choose again what was kept; what is no longer there is passed over."""
        raise NotImplementedError

    def words(self) -> str:
        """What it narrows to, for its text."""
        raise NotImplementedError

    def clear(self) -> None:
        """Stop narrowing."""
        self.take(())

    def tell(self) -> None:
        """Show the present state on the chip."""
        on = bool(self.filters())
        self.setChecked(on)
        label = f"{self.field.label}:{self.words()}" if on else f"{self.field.label}"
        self.setText(f"{button_text(label)}  ▾")
        self.updateGeometry()

    def menu_of(self) -> QMenu:
        """The menu behind the chip."""
        raise NotImplementedError

    def _clicked(self) -> None:
        self.setChecked(bool(self.filters()))
        self.menu_of().popup(self.mapToGlobal(self.rect().bottomLeft()))

    def _changed(self) -> None:
        self.tell()
        self.narrowed.emit()


class ChoiceChip(FilterChip):
    """Several words of an enumeration, or yes/no of a flag."""

    def __init__(self, field: Field) -> None:
        super().__init__(field)
        self._options: tuple[Any, ...] = tuple(field.choices or (True, False))
        self._chosen: set[Any] = set()
        self._menu = TickMenu(self)
        self._actions: list[QAction] = []
        for option in self._options:
            action = self._menu.addAction(button_text(self._word(option)))
            action.setCheckable(True)
            action.triggered.connect(self._picked)
            self._actions.append(action)
        self._menu.addSeparator()
        self._menu.addAction(tr("全部")).triggered.connect(self._all)
        self.tell()

    def filters(self) -> tuple[Filter, ...]:
        chosen = tuple(option for option in self._options if option in self._chosen)
        return (Filter(self.field.name, "in", chosen),) if chosen else ()

    def take(self, conditions: Iterable[Filter]) -> None:
        chosen: set[Any] = set()
        for condition in conditions:
            named = set(condition.value) if condition.op == "in" else {condition.value}
            chosen |= set(self._options) - named if condition.op == "not" else named
        self.choose(chosen)

    def state(self) -> list[str]:
        return [_code(option) for option in self._options if option in self._chosen]

    def put_state(self, state: Sequence[str]) -> None:
        self.choose(option for option in self._options if _code(option) in state)

    def choose(self, chosen: Iterable[Any]) -> None:
        """Narrow to these options."""
        self._chosen = set(chosen) & set(self._options)
        for option, action in zip(self._options, self._actions, strict=True):
            action.setChecked(option in self._chosen)
        self.tell()

    def words(self) -> str:
        words = [self._word(option) for option in self._options if option in self._chosen]
        left_out = [option for option in self._options if option not in self._chosen]
        if len(left_out) == 1 and len(words) > 1:
            return tr("不含{word}").format(word=self._word(left_out[0]))
        more = f"…({len(words)})" if len(words) > 2 else ""
        return "、".join(words[:2]) + more

    def menu_of(self) -> QMenu:
        return self._menu

    def _word(self, option: Any) -> str:
        if isinstance(option, bool):
            return tr("是") if option else tr("否")
        return show(self.field, option)

    def _picked(self) -> None:
        on = {o for o, a in zip(self._options, self._actions, strict=True) if a.isChecked()}
        self._chosen = on if len(on) < len(self._options) else set()
        self.choose(self._chosen)
        self.narrowed.emit()

    def _all(self) -> None:
        self.choose(())
        self.narrowed.emit()


class SpanChip(FilterChip):
    """A span of days: today, this month, or typed."""

    def __init__(self, field: Field, today: Today) -> None:
        super().__init__(field)
        self._today = today
        self._span: tuple[date | None, date | None] = (None, None)
        self._word = ""
        self._menu = QMenu(self)
        for word, span in _SPANS:
            self._menu.addAction(tr(word)).triggered.connect(self._taker(word, span))
        self._menu.addSeparator()
        self._menu.addAction(tr("自定…")).triggered.connect(self._ask)
        self._menu.addAction(tr("全部")).triggered.connect(lambda: self.set_span(None, None))
        self.tell()

    def filters(self) -> tuple[Filter, ...]:
        if self._word:  # 「今天」 is another day after midnight
            self._span = dict(_SPANS)[self._word](self._today())
        first, last = self._span
        found = []
        if first is not None:
            found.append(Filter(self.field.name, "from", self._bound(first)))
        if last is not None:
            end = last if self.field.kind is Kind.DATE else last + timedelta(days=1)
            found.append(Filter(self.field.name, "to", self._bound(end, last=True)))
        return tuple(found)

    def take(self, conditions: Iterable[Filter]) -> None:
        bounds = {condition.op: _day(condition.value) for condition in conditions}
        self._span, self._word = (bounds.get("from"), bounds.get("to")), ""
        self.tell()

    def state(self) -> list[str]:
        """The word of a span that moves with the calendar, else its two ends."""
        if self._word:
            return [self._word]
        ends = [day.isoformat() if day else "" for day in self._span]
        return ends if any(ends) else []

    def put_state(self, state: Sequence[str]) -> None:
        spans = dict(_SPANS)
        self._span, self._word = (None, None), ""
        if len(state) == 1 and state[0] in spans:
            self._span, self._word = spans[state[0]](self._today()), state[0]
        elif len(state) == 2:
            first, last = map(_typed_day, state)
            self._span = (first, last)
        self.tell()

    def words(self) -> str:
        first, last = self._span
        if self._word:
            return tr(self._word)
        return f"{show_date(first) if first else ''}~{show_date(last) if last else ''}"

    def menu_of(self) -> QMenu:
        return self._menu

    def set_span(self, first: date | None, last: date | None, word: str = "") -> None:
        """Narrow to a span of days, both ends included."""
        self._span, self._word = (first, last), word
        self._changed()

    def _taker(self, word: str, span: Callable[[date], tuple[date, date]]) -> Callable[[], None]:
        return lambda: self.set_span(*span(self._today()), word)

    def _ask(self) -> None:
        dialog = SpanDialog(self.field.label, self._span, self._today, self.window())
        if dialog.answered():
            self.set_span(*dialog.span())

    def _bound(self, day: date, last: bool = False) -> date | datetime:
        if self.field.kind is Kind.DATE:
            return day
        moment = datetime.combine(day, time(), BEIJING).astimezone(UTC)
        return moment - timedelta(seconds=1) if last else moment


def _code(option: Any) -> str:
    """An option as it is kept: a word of its enumeration, or yes/no."""
    return str(option.value) if isinstance(option, Choice) else str(option)


def _typed_day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def _day(value: Any) -> date:
    return value.astimezone(BEIJING).date() if isinstance(value, datetime) else value


def _this_month(today: date) -> tuple[date, date]:
    first = today.replace(day=1)
    return first, (first + timedelta(days=32)).replace(day=1) - timedelta(days=1)


def _last_month(today: date) -> tuple[date, date]:
    return _this_month(today.replace(day=1) - timedelta(days=1))


_SPANS: tuple[tuple[str, Callable[[date], tuple[date, date]]], ...] = (
    ("今天", lambda t: (t, t)),
    ("昨天", lambda t: (t - timedelta(days=1), t - timedelta(days=1))),
    ("近 7 天", lambda t: (t - timedelta(days=6), t)),
    ("近 30 天", lambda t: (t - timedelta(days=29), t)),
    ("本月", _this_month),
    ("上月", _last_month),
)


def narrows(field: Field) -> bool:
    """Whether a list can be narrowed by a field."""
    return field.kind in (Kind.CHOICE, Kind.FLAG, Kind.DATE, Kind.MOMENT)


def chip_of(field: Field, today: Today) -> FilterChip:
    """The chip of a field by its kind."""
    if field.kind in (Kind.DATE, Kind.MOMENT):
        return SpanChip(field, today)
    return ChoiceChip(field)
