"""What the ticket costs by the tariff, in one line, a moment after the clerk stops typing.

The base freight is filled in as long as the clerk has not typed one; such a freight is not sent when
the ticket is saved, so that it is always the tariff's own.
"""

from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QHBoxLayout, QWidget

from desk.freight.consignments.drafts import Charges, ConsignmentDraft
from desk.freight.consignments.price_preview import PricePreview, preview_price
from desk.kernel.divisions import find_division
from ui.desks.consignment_entry.price_words import price_words
from ui.desks.texts import Elided
from ui.editors.line import LineEditor
from ui.theme import SPACE

if TYPE_CHECKING:
    from ui.desks.consignment_entry.form import EntryForm

WAIT_MS = 200
BASE, DISCOUNT = "base_freight_fen", "discount_fen"


class PriceLine(QWidget):
    """Asks beside the window, never twice for the same ticket; a late answer is dropped."""

    def __init__(self, form: "EntryForm") -> None:
        super().__init__()
        self._form = form
        self._number = ""
        self._asked: ConsignmentDraft | None = None
        self._offered: int | None = None
        self._pending = False
        self.preview = PricePreview()
        line = QHBoxLayout(self)
        line.setContentsMargins(SPACE.normal, 0, SPACE.normal, 0)
        line.setSpacing(SPACE.normal)
        self.words, self.problem = Elided("muted"), Elided("warning")
        line.addWidget(self.words, 1)
        line.addWidget(self.problem, 1)
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(WAIT_MS)
        self._soon.timeout.connect(self.ask)
        form.fields.edited.connect(self._soon.start)
        self._show(PricePreview())

    @property
    def prefilled(self) -> bool:
        """The base freight on the screen is the tariff's, not the clerk's."""
        base = self._form.fields[BASE]
        if self._offered is None or base.touched:
            return False
        return bool(base.value() == self._offered)

    @property
    def waiting(self) -> bool:
        """The line is not yet about what stands on the screen."""
        return self._soon.isActive() or self._pending

    def begin(self, number: str) -> None:
        """Another ticket is on the screen; `number` when one is corrected."""
        self._number, self._asked, self._offered = number, None, None
        self._pending = False
        self._show(PricePreview())
        self._soon.start()

    def unpriced(self, draft: ConsignmentDraft) -> ConsignmentDraft:
        """The draft as it is sent: a freight that was only offered is left to the tariff."""
        if not self.prefilled:
            return draft
        return replace(draft, charges=replace(draft.charges, base_freight_fen=0))

    def ask(self) -> None:
        """Ask for the price of what stands on the screen, if it is enough and new."""
        draft = _essential(self.unpriced(self._form.as_it_stands()))
        if not _is_enough(draft):
            self._asked, self._pending = None, False
            self._show(PricePreview())
        elif draft != self._asked:
            self._asked, self._pending = draft, True
            self._form.context.ask(
                preview_price,
                lambda preview: self._arrived(draft, preview),
                self,
                draft=draft,
                number=self._number,
            )

    # -- inside -----------------------------------------------------------------------------------

    def _arrived(self, draft: ConsignmentDraft, preview: PricePreview) -> None:
        if draft == self._asked:
            self._pending = False
            self._show(preview)

    def _show(self, preview: PricePreview) -> None:
        self.preview = preview
        text, wrong = price_words(preview), " ".join(preview.problems)
        self.words.setText(text)
        self.problem.setText(wrong)
        self.words.setVisible(bool(text))
        self.problem.setVisible(bool(wrong))
        self._form.terms.show_countersign(preview.countersign)
        self._offer(preview)

    def _offer(self, preview: PricePreview) -> None:
        """Fill the freight in where none was typed, or take back what was filled in."""
        base = self._form.fields[BASE]
        typing = base.control.hasFocus() and base.touched
        if typing or not (base.is_empty() or self.prefilled):
            return
        self._offered = preview.base_fen or None
        if base.is_empty() and self._offered is None:
            return
        base.set_value(self._offered)
        if base.control.hasFocus() and isinstance(base, LineEditor):
            base.line.selectAll()
        self._form.charges.show_sum()


def _is_enough(draft: ConsignmentDraft) -> bool:
    goods = draft.pieces > 0 and draft.weight_g > 0 and draft.volume_cm3 > 0
    return goods and bool(draft.origin_station) and find_division(draft.destination) is not None


def _essential(draft: ConsignmentDraft) -> ConsignmentDraft:
    """Only what the price hangs on, so that nothing is asked anew because of a remark."""
    typed = draft.charges
    charges = Charges(
        base_freight_fen=typed.base_freight_fen,
        pickup_fee_fen=typed.pickup_fee_fen,
        delivery_fee_fen=typed.delivery_fee_fen,
        cover_fee_fen=typed.cover_fee_fen,
        receipt_fee_fen=typed.receipt_fee_fen,
        discount_fen=typed.discount_fen,
    )
    return ConsignmentDraft(
        direction=draft.direction,
        origin_station=draft.origin_station.strip(),
        destination=draft.destination.strip(),
        lines=draft.lines,
        accept_at=draft.accept_at,
        shipper_id=draft.shipper_id,
        shipper_name=draft.shipper_name,
        shipper_phone=draft.shipper_phone,
        delivery_mode=draft.delivery_mode,
        receipt_copies=draft.receipt_copies,
        declared_value_fen=draft.declared_value_fen,
        cod_amount_fen=draft.cod_amount_fen,
        charges=charges,
        price_countersigned_by=draft.price_countersigned_by,
        quote_no=draft.quote_no,
    )
