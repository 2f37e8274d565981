"""An order pasted from a chat: its fields filled in, what is unsure in amber until it was looked at."""

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from desk.freight.consignments.drafts import CargoDraft
from desk.freight.consignments.pasting import OrderMark, OrderText
from desk.kernel.text import tr
from ui.desks.amber import AmberMarks
from ui.desks.lines import put_typed

if TYPE_CHECKING:
    from ui.desks.consignment_entry.form import EntryForm

LINES = "lines."
_IN_CHARGES = "base_freight_fen"


class PastedText(AmberMarks):
    """Fills the entry form from a read text and keeps the amber marks."""

    def __init__(self, form: "EntryForm") -> None:
        super().__init__(form, form.fields)
        self._form = form

    def conflicts(self, order: OrderText) -> list[tuple[OrderMark, str]]:
        found = []
        if any(mark.field.startswith(LINES) for mark in order.marks) and self._form.goods.used:
            now = "、".join(_line_words(row.raw()) for row in self._form.goods.used)
            new = "、".join(f"{line.goods_name} {line.pieces} 件" for line in order.draft.lines)
            first = next(mark for mark in order.marks if mark.field.startswith(LINES))
            found.append((first, f"{tr('货物明细')}:{now} → {new}"))
        for mark in self._plain(order):
            editor = self._form.fields[mark.field]
            words = self.conflict(editor, _value(order, mark)) if mark.has_value else ""
            if words:
                found.append((mark, words))
        return found

    def fill(self, order: OrderText, *, replacing: bool) -> None:
        kept = set() if replacing else {mark.field for mark, _ in self.conflicts(order)}
        keeps_lines = any(name.startswith(LINES) for name in kept)
        self.clear()
        self._filling = True
        taken = [mark for mark in self._plain(order) if mark.field not in kept]
        for mark in taken:
            if mark.has_value:
                put_typed(self._form.fields[mark.field], _value(order, mark))
            self.mark(mark, mark.field)
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
            if mark.has_value:
                self._form.fields[mark.field].touch()
            self.mark(mark, mark.field)
        goods.show_sums()


def _value(order: OrderText, mark: OrderMark) -> Any:
    if mark.field == _IN_CHARGES:
        return order.draft.charges.base_freight_fen
    return getattr(order.draft, mark.field)


def _line_words(raw: dict[str, Any]) -> str:
    return f"{raw['goods_name']} {raw['pieces']} 件"
