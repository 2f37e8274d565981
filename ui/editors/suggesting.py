"""Editors that suggest while one types: destination (division) and reference to another record."""

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QKeyEvent

from desk.kernel.divisions import find_division
from desk.kernel.errors import refuse
from desk.screens.fields import Field, Kind
from ui.beside import beside
from ui.editors.destinations import MOST, division_suggestions
from ui.editors.drop_down import DropDown, Suggestion
from ui.editors.editor import walking
from ui.editors.line import Line, LineEditor
from ui.formats import show

if TYPE_CHECKING:
    from ui.registry import Context

TYPING_MS = 150
_TELLING = (Kind.NUMBER, Kind.PHONE, Kind.DIVISION, Kind.TEXT)
_STEPS = {
    Qt.Key.Key_Up: -1,
    Qt.Key.Key_Down: 1,
    Qt.Key.Key_PageUp: -8,
    Qt.Key.Key_PageDown: 8,
}


class _SuggestingLine(Line):
    """Keeps the keyboard while a drop-down is open."""

    def __init__(self) -> None:
        super().__init__()
        self.drop_down = DropDown(self)
        self.asked: Callable[[], None] = lambda: None
        self.picks: Callable[[Suggestion], None] = lambda _: None
        self.drop_down.picked.connect(lambda suggestion: self.picks(suggestion))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = Qt.Key(event.key())
        chosen = self.drop_down.current()
        if self.composing:
            super().keyPressEvent(event)
        elif key in _STEPS:
            if chosen is None:
                self.asked()
            else:
                self.drop_down.step(_STEPS[key])
        elif key == Qt.Key.Key_Escape and chosen is not None:
            self.drop_down.hide()
        elif chosen is not None and (walking(event) is True or key == Qt.Key.Key_Tab):
            self.picks(chosen)
            super().keyPressEvent(event)
        else:
            super().keyPressEvent(event)

    def event(self, event: Any) -> bool:
        # Tab leaves the field before keyPressEvent sees it; an open list is picked from first.
        if event.type() == event.Type.KeyPress and event.key() == Qt.Key.Key_Tab:
            chosen = self.drop_down.current()
            if chosen is not None:
                self.picks(chosen)
        return super().event(event)

    def focusOutEvent(self, event: Any) -> None:
        self.drop_down.hide()
        super().focusOutEvent(event)


class SuggestingEditor(LineEditor):
    """A line with a drop-down of suggestions for the committed text."""

    line: _SuggestingLine

    def __init__(self, field: Field) -> None:
        super().__init__(field, _SuggestingLine())
        self._wait = QTimer(self)
        self._wait.setSingleShot(True)
        self._wait.setInterval(TYPING_MS)
        self._wait.timeout.connect(self.look)
        self.line.textEdited.connect(self._typed)
        self.line.asked = self.look
        self.line.picks = self.pick

    @property
    def drop_down(self) -> DropDown:
        return self.line.drop_down

    def look(self) -> None:
        """Ask for suggestions for what is typed now."""
        raise NotImplementedError

    def pick(self, suggestion: Suggestion) -> None:
        """Take a suggestion over."""
        self._wait.stop()
        self.drop_down.hide()
        self.line.setText(suggestion.text)
        self.touch()

    def offer(self, found: Sequence[Suggestion]) -> None:
        """Show the suggestions, unless the cursor is elsewhere by now."""
        if self.line.hasFocus():
            self.drop_down.offer(found)

    def _typed(self) -> None:
        if self.line.text().strip():
            self._wait.start()
        else:
            self._wait.stop()
            self.drop_down.hide()


class DivisionEditor(SuggestingEditor):
    """A destination: city, or city and county, as text that the division table knows."""

    def __init__(self, field: Field, context: "Context") -> None:
        super().__init__(field)
        self._context = context
        context.places.freshen(context)

    def empty(self) -> str:
        return ""

    def read(self, text: str) -> str:
        if text and find_division(text) is None:
            raise refuse("E007", self.field.name, v=text)
        return text

    def show_as(self, value: Any) -> str:
        return str(value)

    def settle(self) -> None:
        """Initials that name exactly one place are that place."""
        typed = self.line.text().strip()
        if typed.isascii():
            found = self._found(typed)
            if len(found) == 1:
                self.pick(found[0])

    def look(self) -> None:
        typed = self.line.text().strip()
        found = self._found(typed)
        known = find_division(typed) if typed else None
        self.offer([] if known and len(found) == 1 else found)

    def _found(self, typed: str) -> list[Suggestion]:
        places = self._context.places
        places.freshen(self._context)
        return division_suggestions(typed, places.tickets)


class StationEditor(DivisionEditor):
    """A station: suggests places, but a yard that is no place (郑州北货场) is fine too."""

    def read(self, text: str) -> str:
        return text


class ReferenceEditor(SuggestingEditor):
    """Another record, found in its list by name, pinyin initials or the tail of a phone.

    The value is the record's id. A text that was typed but not picked is refused (E006).
    """

    def __init__(self, field: Field, context: "Context") -> None:
        super().__init__(field)
        self._context = context
        self._picked: int | None = None
        self._row: Suggestion | None = None

    def value(self) -> int | None:
        if self._picked is None and self.line.text().strip():
            label, typed = self.field.label, self.line.text().strip()
            raise refuse("E006", self.field.name, label=label, v=typed)
        return self._picked

    def set_value(self, value: Any) -> None:
        self._picked = value
        found = self._suggestions([value]) if value is not None else []
        self.line.setText(found[0].text if found else "")
        self._committed = self.line.text()
        self.touched = False

    def held(self) -> tuple[Any, bool] | None:
        return (self.line.text(), self._picked), self.touched

    def put_held(self, held: tuple[Any, bool]) -> None:
        (text, self._picked), self.touched = held
        self.line.setText(text)
        self._committed = text

    def pick(self, suggestion: Suggestion) -> None:
        self._picked = suggestion.value
        super().pick(suggestion)

    def look(self) -> None:
        typed = self.line.text().strip()
        self._context.bridge.later(
            lambda: self._search(typed),
            lambda found: self._arrived(typed, found),
            self._context.tell,
            owner=self,
        )

    def settle(self) -> None:
        """A typed text that names exactly one record is that record."""
        if self._picked is None and self.line.text().strip():
            typed = self.line.text().strip()
            found = beside(lambda: self._search(typed))
            if len(found) == 1:
                self.pick(found[0])

    def _typed(self) -> None:
        self._picked = None
        super()._typed()

    def _search(self, typed: str) -> list[Suggestion]:
        ids = self._context.desk.list_ids(self.field.of, search=typed, limit=MOST)
        return self._suggestions(list(ids))

    def _arrived(self, typed: str, found: list[Suggestion]) -> None:
        if typed == self.line.text().strip():
            self.offer(found)

    def _suggestions(self, ids: list[int]) -> list[Suggestion]:
        desk = self._context.desk
        rows = desk.list_rows(self.field.of, ids)
        fields = desk.list_spec(self.field.of).fields
        naming = next((i for i, f in enumerate(fields) if f.name.endswith("name")), 0)
        others = [i for i, f in enumerate(fields) if i != naming and _tells_apart(f)]
        others = sorted(others, key=lambda i: _TELLING.index(fields[i].kind))[:3]
        found = []
        for record_id in ids:
            if record_id in rows:
                row = rows[record_id]
                more = [show(fields[i], row[i]) for i in others]
                text = show(fields[naming], row[naming])
                found.append(Suggestion(record_id, text, "  ".join(filter(None, more))))
        return found


def _tells_apart(field: Field) -> bool:
    return not field.hidden and field.kind in _TELLING
