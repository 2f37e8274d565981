"""Fields filled from a pasted text: what is unsure is amber until the clerk has looked at it.

What the clerk typed is never replaced without a question.
"""

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Signal

from desk.freight.consignments.pasting import OrderMark, OrderText
from desk.kernel.choices import Choice
from desk.kernel.text import tr
from ui.desks.keeping import raw_of
from ui.desks.texts import plain_tip
from ui.editors import Editor, FieldSet
from ui.editors.picked import ChoiceEditor, FlagEditor

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget


class AmberMarks(QObject):
    """Keeps the amber marks of a form; subclasses know where the words of a text belong.

    Signals:
        changed: another number of fields is to be looked at.
    """

    changed = Signal()

    def __init__(self, form: "QWidget", fields: FieldSet) -> None:
        super().__init__(form)
        self._fields = fields
        self._unsure: dict[str, OrderMark] = {}
        self._watched: set[str] = set()
        self._filling = False
        self.rest: tuple[str, ...] = ()
        self.filled = 0

    @property
    def unsure(self) -> list[Editor]:
        """What is still to be looked at, in walking order."""
        return [editor for editor in self._fields if editor.name in self._unsure]

    def conflicts(self, order: OrderText) -> list[tuple[OrderMark, str]]:
        """What is typed already and would become something else, in words."""
        raise NotImplementedError

    def fill(self, order: OrderText, *, replacing: bool) -> None:
        """Put the text's fields in; with `replacing` also over what is typed."""
        raise NotImplementedError

    def clear(self) -> None:
        """Take every mark away."""
        for name in list(self._unsure):
            self._clear(name)
        self.rest, self.filled = (), 0
        self.changed.emit()

    def next_unsure(self) -> None:
        """Put the cursor into the next field to be looked at."""
        editors = self.unsure
        if not editors:
            return
        order = list(self._fields.names)
        here = next((order.index(e.name) for e in self._fields if e.control.hasFocus()), -1)
        after = [editor for editor in editors if order.index(editor.name) > here]
        (after or editors)[0].take_focus()

    # -- for subclasses ---------------------------------------------------------------------------

    def mark(self, mark: OrderMark, name: str) -> None:
        """Show an unsure field in amber; a sure one is left as it is."""
        if not mark.unsure:
            return
        editor = self._fields[name]
        self._unsure[name] = mark
        if name not in self._watched:
            self._watched.add(name)
            editor.edited.connect(lambda: self._looked_at(name))
            editor.walked.connect(lambda _forwards: self._looked_at(name))
        _dress(editor, on=True)
        editor.control.setToolTip(plain_tip(_tip(mark)))

    def conflict(self, editor: Editor, value: Any) -> str:
        """What a value would change in an editor, in words; empty when nothing is lost."""
        before = _shown(editor)
        usual = not editor.touched and isinstance(editor, ChoiceEditor | FlagEditor)
        if not before or usual:
            return ""
        after = _shown_as(editor, value)
        return f"{editor.field.label}:{before} → {after}" if after != before else ""

    def _looked_at(self, name: str) -> None:
        if name in self._unsure and not self._filling:
            self._clear(name)
            self.changed.emit()

    def _clear(self, name: str) -> None:
        del self._unsure[name]
        editor = self._fields[name]
        _dress(editor, on=False)
        editor.control.setToolTip("")


def _shown_as(editor: Editor, value: Any) -> str:
    """A value as the editor would show it."""
    show_as = getattr(editor, "show_as", None)
    if show_as is not None:
        return str(show_as(value))
    if isinstance(value, Choice):
        return value.label
    return tr("是") if value else tr("否")


def _shown(editor: Editor) -> str:
    """What stands in an editor, as the clerk reads it; empty when nothing does."""
    raw = raw_of(editor)
    if isinstance(raw, bool):
        return (tr("是") if raw else tr("否")) if editor.touched else ""
    choices = editor.field.choices
    if choices is not None:
        return next((choice.label for choice in choices if choice.value == raw), "")
    return str(raw or "").strip()


def _dress(editor: Editor, *, on: bool) -> None:
    editor.control.setProperty("unsure", on)
    editor.control.style().unpolish(editor.control)
    editor.control.style().polish(editor.control)


def _tip(mark: OrderMark) -> str:
    """What the text says, why it is unsure, what else it may be."""
    lines = [tr("原文:{v}").format(v=mark.words), tr("待核对:{v}").format(v=mark.why)]
    if mark.candidates:
        lines.append(tr("可能是:{v}").format(v="、".join(mark.candidates)))
    lines.append(tr("核对后按 Enter 或改正,黄色消失。"))
    return "\n".join(lines)
