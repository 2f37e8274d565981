"""An order pasted from a chat: its fields filled in, what is unsure in amber until it was looked at.

What the clerk typed is never replaced without a question.
"""

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Signal

from desk.freight.consignments.drafts import CargoDraft
from desk.freight.consignments.pasting import OrderMark, OrderText
from desk.kernel.choices import Choice
from desk.kernel.text import tr
from ui.desks.consignment_entry.party import put_typed
from ui.desks.keeping import raw_of
from ui.desks.texts import plain_tip
from ui.editors import Editor
from ui.editors.picked import ChoiceEditor, FlagEditor

if TYPE_CHECKING:
    from ui.desks.consignment_entry.form import EntryForm

LINES = "lines."
_IN_CHARGES = "base_freight_fen"


class PastedText(QObject):
    """Fills a form from a read text and keeps the amber marks.

    Signals:
        changed: another number of fields is to be looked at.
    """

    changed = Signal()

    def __init__(self, form: "EntryForm") -> None:
        super().__init__(form)
        self._form = form
        self._unsure: dict[str, OrderMark] = {}
        self._watched: set[str] = set()
        self._filling = False
        self.rest: tuple[str, ...] = ()
        self.filled = 0

    @property
    def unsure(self) -> list[Editor]:
        """What is still to be looked at, in walking order."""
        return [editor for editor in self._form.fields if editor.name in self._unsure]

    def conflicts(self, order: OrderText) -> list[tuple[OrderMark, str]]:
        """What is typed already and would become something else, in words."""
        found = []
        if any(mark.field.startswith(LINES) for mark in order.marks) and self._form.goods.used:
            now = "、".join(_line_words(row.raw()) for row in self._form.goods.used)
            new = "、".join(f"{line.goods_name} {line.pieces} 件" for line in order.draft.lines)
            first = next(mark for mark in order.marks if mark.field.startswith(LINES))
            found.append((first, f"{tr('货物明细')}:{now} → {new}"))
        for mark in self._plain(order):
            editor = self._form.fields[mark.field]
            before = _shown(editor)
            usual = not editor.touched and isinstance(editor, ChoiceEditor | FlagEditor)
            if not mark.has_value or not before or usual:
                continue
            after = self._shown_as(editor, _value(order, mark))
            if after != before:
                found.append((mark, f"{editor.field.label}:{before} → {after}"))
        return found

    def fill(self, order: OrderText, *, replacing: bool) -> None:
        """Put the text's fields in; with `replacing` also over what is typed."""
        kept = set() if replacing else {mark.field for mark, _ in self.conflicts(order)}
        keeps_lines = any(name.startswith(LINES) for name in kept)
        self.clear()
        self._filling = True
        taken = [mark for mark in self._plain(order) if mark.field not in kept]
        for mark in taken:
            if mark.has_value:
                put_typed(self._form.fields[mark.field], _value(order, mark))
            self._mark(mark)
        lines = [mark for mark in order.marks if mark.field.startswith(LINES)]
        if lines and not keeps_lines:
            self._put_lines(order.draft.lines, lines)
            taken += lines
        self._filling = False
        self.filled = sum(mark.has_value for mark in taken)
        self.rest = (*self._homeless(order), *order.rest)
        self._form.terms.show_parts()
        self._form.show_more(False)
        self.changed.emit()

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
        order = list(self._form.fields.names)
        here = next((order.index(e.name) for e in self._form.fields if e.control.hasFocus()), -1)
        after = [editor for editor in editors if order.index(editor.name) > here]
        (after or editors)[0].take_focus()

    # -- inside -----------------------------------------------------------------------------------

    def _plain(self, order: OrderText) -> Iterator[OrderMark]:
        for mark in order.marks:
            if not mark.field.startswith(LINES) and mark.field in self._form.fields:
                yield mark

    def _homeless(self, order: OrderText) -> list[str]:
        """Words the form has no field for (totals of several goods)."""
        return [
            mark.words
            for mark in order.marks
            if not mark.field.startswith(LINES) and mark.field not in self._form.fields
        ]

    def _put_lines(self, lines: tuple[CargoDraft, ...], marks: list[OrderMark]) -> None:
        goods = self._form.goods
        goods.show_lines(())
        goods.show_rows(max(goods.shown, len(lines)))
        for row, line in zip(goods.rows, lines, strict=False):
            row.show_line(line)
            if not line.volume_cm3:
                row.cells["volume_cm3"].set_value(None)
            if not line.weight_g:
                row.cells["weight_g"].set_value(None)
        for mark in marks:
            editor = self._form.fields[mark.field]
            if mark.has_value:
                editor.touch()
            self._mark(mark)
        goods.show_sums()

    def _mark(self, mark: OrderMark) -> None:
        """Show an unsure field in amber; any other loses a former mark."""
        if not mark.unsure:
            return
        editor = self._form.fields[mark.field]
        self._unsure[mark.field] = mark
        if mark.field not in self._watched:
            self._watched.add(mark.field)
            editor.edited.connect(lambda: self._looked_at(mark.field))
            editor.walked.connect(lambda _forwards: self._looked_at(mark.field))
        _dress(editor, on=True)
        editor.control.setToolTip(plain_tip(_tip(mark)))

    def _looked_at(self, name: str) -> None:
        if name in self._unsure and not self._filling:
            self._clear(name)
            self.changed.emit()

    def _clear(self, name: str) -> None:
        del self._unsure[name]
        editor = self._form.fields[name]
        _dress(editor, on=False)
        editor.control.setToolTip("")

    @staticmethod
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


def _value(order: OrderText, mark: OrderMark) -> Any:
    if mark.field == _IN_CHARGES:
        return order.draft.charges.base_freight_fen
    return getattr(order.draft, mark.field)


def _line_words(raw: dict[str, Any]) -> str:
    return f"{raw['goods_name']} {raw['pieces']} 件"


def _dress(editor: Editor, *, on: bool) -> None:
    editor.control.setProperty("unsure", on)
    editor.control.style().unpolish(editor.control)
    editor.control.style().polish(editor.control)


def _tip(mark: OrderMark) -> str:
    """What the text says, why it is unsure, what else it may be."""
    lines = [tr("原文:{v}").format(v=mark.words), tr("待核对:{v}").format(v=mark.why)]
    if mark.candidates:
        lines.append(tr("可能是:{v}").format(v="、".join(mark.candidates)))
    lines.append(tr("核对后回车或改正,黄色消失。"))
    return "\n".join(lines)
