"""What is charged: the usual fees at once, the others on demand, the total all the time."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QHBoxLayout

from desk.freight.consignments.drafts import Charges
from desk.freight.consignments.rules import CHARGES as COUNTED
from desk.kernel.quantities import show_money
from desk.kernel.text import tr
from ui.asking import plain_label
from ui.desks.capitals import capitals_label, show_capitals
from ui.desks.consignment_entry.fields import EntryFields
from ui.desks.consignment_entry.goods import read
from ui.desks.consignment_entry.words import CHARGES, MORE_CHARGES
from ui.desks.pieces import Card, aligned_grid
from ui.editors import editor_for
from ui.theme import SIZES, SPACE

if TYPE_CHECKING:
    from ui.registry import Context

SHORT, LONG = 3 * SIZES.em, 4 * SIZES.em  # labels of the usual fees, and of the seldom ones
_TEXTS = ("other_fee_note", "discount_reason")


class ChargesBlock(Card):
    """The fees and their sum in figures and in capitals."""

    def __init__(self, context: "Context", fields: EntryFields) -> None:
        super().__init__()
        self._fields = fields
        self._usual = aligned_grid(columns=3, label_width=SHORT, fewest=2)
        self._usual.place(fields.add(editor_for(field, context)) for field in CHARGES)
        self.column.addWidget(self._usual)
        self.more = aligned_grid(columns=3, label_width=LONG, fewest=2)
        self.more.place(fields.add(editor_for(field, context)) for field in MORE_CHARGES)
        self.column.addWidget(self.more)
        self.column.addLayout(self._sum())
        self.column.addStretch(1)
        for field in (*CHARGES, *MORE_CHARGES):
            fields[field.name].edited.connect(self.show_sum)
        self.show_more(False)
        self.show_sum()

    def show_more(self, on: bool) -> None:
        """Show or hide the fees that are seldom charged."""
        self.more.setVisible(on)
        self._usual.align_labels(LONG if on else SHORT)
        for field in MORE_CHARGES:
            self._fields[field.name].setVisible(on)

    @property
    def uses_more(self) -> bool:
        """One of the seldom fees is filled in."""
        return any(not self._fields[field.name].is_empty() for field in MORE_CHARGES)

    def charges(self, values: Mapping[str, Any]) -> Charges:
        """The fees as a draft has them."""
        fees: dict[str, Any] = {name: values[name] or 0 for name in COUNTED}
        return Charges(**fees | {name: values[name] or "" for name in _TEXTS})

    def show_charges(self, charges: Charges) -> None:
        """Show the fees of a draft; nothing is charged where nothing stands."""
        for field in (*CHARGES, *MORE_CHARGES):
            if field.name in Charges.__dataclass_fields__:
                self._fields[field.name].set_value(getattr(charges, field.name) or None)
        self.show_more(self.uses_more)
        self.show_sum()

    def show_sum(self) -> None:
        """Add up what can be read."""
        total = sum(read(self._fields[name]) or 0 for name in COUNTED)
        self._total.setText(show_money(total))
        if total:
            show_capitals(self._words, total)
        else:
            self._words.setText("")

    def _sum(self) -> QHBoxLayout:
        line = QHBoxLayout()
        line.setSpacing(SPACE.small)
        self._words = capitals_label("small")
        self._total = plain_label("", "strong")
        line.addWidget(self._words, 1)
        line.addWidget(plain_label(tr("运费合计"), "label"))
        line.addWidget(self._total)
        line.addWidget(plain_label(tr("元"), "label"))
        return line

    @property
    def total_text(self) -> str:
        """The sum as it is shown."""
        return self._total.text()
