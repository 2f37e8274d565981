"""What the clerk decides about the quote: agreed freight, discount, validity, charges by hand."""

from typing import TYPE_CHECKING, Any

from desk.archive.customers.choices import PayTerms
from desk.kernel.errors import Problems, Refused
from desk.kernel.text import tr
from desk.pricing.quotes.choices import QuoteItem
from desk.pricing.quotes.drafts import STANDARD, ExtraLine, QuoteTerms
from ui.asking import plain_label
from ui.desks.call_sheet.words import BY_HAND, EXTRA, FLAGS, OTHER_LABEL, REMARK, TERMS
from ui.desks.checks import check_line
from ui.desks.keeping import raw_of
from ui.desks.pieces import LABEL_WIDTH, Card
from ui.editors import FieldSet, editor_for
from ui.pages.folding_grid import FoldingGrid
from ui.theme import SPACE

if TYPE_CHECKING:
    from ui.registry import Context

LABELS = LABEL_WIDTH + SPACE.tight  # four characters and a star
INPUTS = (116, 100, 100)  # a telephone number in the first column
_ALL = (*TERMS, *BY_HAND, OTHER_LABEL, REMARK, *FLAGS)
_PLAIN = tuple(field.name for field in (*TERMS, REMARK, *FLAGS))
_ZERO = ("base_freight_fen", "discount_bp")


def sheet_grid() -> FoldingGrid:
    """A grid of the sheet: its columns stand below those of every other card."""
    grid = FoldingGrid(columns=3, fewest=2)
    grid.align_labels(LABELS)
    grid.least_inputs(*INPUTS)
    return grid


class TermsBlock(Card):
    """Hidden until it is asked for; empty terms are the tariff's own."""

    def __init__(self, context: "Context", fields: FieldSet) -> None:
        super().__init__(tr("报价条件"))
        self._fields = fields
        self._partner_id: int | None = None
        grid = sheet_grid()
        grid.place(fields.add(editor_for(field, context)) for field in TERMS)
        self.column.addWidget(grid)
        words = plain_label(tr("手工费用:空着按附加费表"), "small")
        self.column.addWidget(words)
        hand = sheet_grid()
        hand.place(fields.add(editor_for(field, context)) for field in (*BY_HAND, OTHER_LABEL))
        hand.put(fields.add(editor_for(REMARK, context)), span=3)
        self.column.addWidget(hand)
        self.column.addWidget(check_line(fields, FLAGS))
        self.show_terms_block(False)

    def terms(self) -> QuoteTerms:
        """The typed terms.

        Raises:
            Refused: what cannot be read.
        """
        problems, values = Problems(), {}
        for field in _ALL:
            try:
                values[field.name] = self._fields[field.name].value()
            except Refused as refused:
                problems.extend(refused.problems)
        problems.raise_if_any()
        return self._terms_of(values)

    def as_they_stand(self) -> QuoteTerms:
        """The terms, or the usual ones while they cannot be read."""
        try:
            return self.terms()
        except Refused:
            return STANDARD

    def _terms_of(self, values: dict[str, Any]) -> QuoteTerms:
        plain = {name: values[name] for name in _PLAIN}
        plain |= {name: plain[name] or 0 for name in _ZERO}
        plain["pay_terms"] = plain["pay_terms"] or PayTerms.PREPAID
        extras = []
        for field in BY_HAND:
            price, item = values[field.name], QuoteItem[field.name.removeprefix(EXTRA)]
            if price is not None:
                label = values[OTHER_LABEL.name] if item is QuoteItem.OTHER else ""
                extras.append(ExtraLine(item=item, price_fen=price, label=label))
        return QuoteTerms(**plain, extras=tuple(extras), partner_id=self._partner_id)

    def clear(self) -> None:
        """The usual terms."""
        self.show_terms(STANDARD)

    def show_terms(self, terms: QuoteTerms) -> None:
        """Show the terms of a quote; nothing counts as typed."""
        self._partner_id = terms.partner_id
        for name in _PLAIN:
            value = getattr(terms, name)
            self._fields[name].set_value(None if name in _ZERO and not value else value)
        amounts: dict[QuoteItem, int] = {}
        label = ""
        for extra in terms.extras:
            amounts[extra.item] = amounts.get(extra.item, 0) + extra.price_fen * extra.quantity
            label = extra.label or label
        for field in BY_HAND:
            item = QuoteItem[field.name.removeprefix(EXTRA)]
            self._fields[field.name].set_value(amounts.get(item))
        self._fields[OTHER_LABEL.name].set_value(label)
        self.show_terms_block(self.used)

    @property
    def used(self) -> bool:
        """Something else than the usual terms stands here."""
        try:
            return self.terms() != STANDARD
        except Refused:
            return True

    @property
    def touched(self) -> bool:
        """The clerk changed the terms."""
        return any(self._fields[field.name].touched for field in _ALL)

    def raw(self) -> dict[str, Any]:
        """What is typed here and not saved, readable or not."""
        typed = (self._fields[field.name] for field in _ALL)
        return {editor.name: raw_of(editor) for editor in typed if editor.touched}

    def show_terms_block(self, on: bool) -> None:
        """Show or hide the block; hidden fields are passed over by Enter."""
        last = self.window().focusWidget()
        if not on and last is not None and self.isAncestorOf(last):
            self._fields["goods_name"].take_focus()
        self.setVisible(on)
        for field in _ALL:
            self._fields[field.name].setVisible(on)
