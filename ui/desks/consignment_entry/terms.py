"""How it is paid and what was agreed; the parts of a split and of a COD appear when they are needed."""

from typing import TYPE_CHECKING

from desk.archive.customers.choices import PayTerms
from desk.freight.consignments.choices import ReceiptRequirement
from desk.freight.consignments.rules import cod_fee_fen
from desk.kernel.quantities import show_money
from desk.kernel.text import tr
from desk.screens.fields import Field, Kind
from ui.asking import plain_label
from ui.desks.checks import check_line
from ui.desks.consignment_entry.fields import EntryFields
from ui.desks.consignment_entry.goods import read
from ui.desks.consignment_entry.words import (
    COD,
    COUNTERSIGN,
    MORE_TERMS,
    RECEIPT,
    RECEIPT_PREFIX,
    REMARK,
    SPLIT,
    TERMS,
)
from ui.desks.pieces import Card, aligned_grid
from ui.editors import editor_for
from ui.editors.line import LineEditor
from ui.pages.field_grid import FieldGrid
from ui.theme import SIZES

if TYPE_CHECKING:
    from ui.registry import Context

LABEL = 4 * SIZES.em  # so that both blocks stand beside each other at 125 % of a small screen
REQUIREMENTS = tuple(
    Field(f"{RECEIPT_PREFIX}{choice.value}", choice.label, Kind.FLAG)
    for choice in ReceiptRequirement
)


class TermsBlock(Card):
    """Payment, declared value, receipts, COD, remark."""

    def __init__(self, context: "Context", fields: EntryFields) -> None:
        super().__init__()
        self._context, self._fields = context, fields
        usual = aligned_grid(columns=3, label_width=LABEL, fewest=2)
        usual.place(fields.add(editor_for(field, context)) for field in TERMS)
        self.column.addWidget(usual)
        self._split = self._part(SPLIT)
        self._cod = self._part(COD)
        self._cod_fee = plain_label("", "small")
        self.column.addWidget(self._cod_fee)
        papers = aligned_grid(columns=3, label_width=LABEL, fewest=2)
        papers.put(fields.add(editor_for(RECEIPT, context)))
        self.column.addWidget(papers)
        self._receipt = check_line(fields, REQUIREMENTS, tr("回单要求"))
        self.column.addWidget(self._receipt)
        self.more = self._part(MORE_TERMS)
        papers.put(fields.add(editor_for(REMARK, context)), span=2)
        self._signed = aligned_grid(columns=3, label_width=LABEL, fewest=2)
        signed = fields.add(editor_for(COUNTERSIGN, context))
        if isinstance(signed, LineEditor):
            signed.line.setPlaceholderText(tr("同意此价的副总经理"))
        self._signed.put(signed, span=2)
        self.column.addWidget(self._signed)
        self.column.addStretch(1)
        for name in ("pay_terms", "cod_amount_fen", "receipt_copies"):
            fields[name].edited.connect(self.show_parts)
        self.show_more(False)
        self.show_countersign(False)
        self.show_parts()

    def show_parts(self) -> None:
        """Show the parts that what is typed calls for."""
        cod = self._fields["cod_amount_fen"]
        self._show(self._split, SPLIT, read(self._fields["pay_terms"]) is PayTerms.SPLIT)
        self._show(self._cod, COD, not cod.is_empty())
        self._show(self._receipt, REQUIREMENTS, bool(read(self._fields["receipt_copies"])))
        self._show_cod_fee(read(cod) or 0)

    def show_countersign(self, on: bool) -> None:
        """Show who agreed to a price below one's own authority; a name that is there stays."""
        editor = self._fields[COUNTERSIGN.name]
        shown = on or not editor.is_empty()
        self._signed.setVisible(shown)
        editor.setVisible(shown)

    def show_more(self, on: bool) -> None:
        """Show or hide what is seldom agreed."""
        self._show(self.more, MORE_TERMS, on)

    @property
    def uses_more(self) -> bool:
        """One of the seldom fields is filled in."""
        return any(not self._fields[field.name].is_empty() for field in MORE_TERMS)

    @property
    def fee_text(self) -> str:
        """What is said about the fee of a COD."""
        return self._cod_fee.text()

    def _part(self, part: tuple[Field, ...]) -> FieldGrid:
        grid = aligned_grid(columns=3, label_width=LABEL, fewest=2)
        grid.place(self._fields.add(editor_for(field, self._context)) for field in part)
        self.column.addWidget(grid)
        return grid

    def _show(self, whole: object, part: tuple[Field, ...], on: bool) -> None:
        whole.setVisible(on)  # type: ignore[attr-defined]
        for field in part:
            self._fields[field.name].setVisible(on)

    def _show_cod_fee(self, amount_fen: int) -> None:
        s = self._context.desk.settings
        fee = cod_fee_fen(amount_fen, s.cod_fee_bp, s.cod_fee_min_fen, s.cod_fee_max_fen)
        self._cod_fee.setVisible(fee > 0)
        text = tr("代收手续费 {a} 元,返款时扣除").format(a=show_money(fee))
        self._cod_fee.setText(text)
