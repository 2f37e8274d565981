"""What is typed of a claim, and back."""

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Signal

from desk.care.claims.choices import ClaimantKind, Exemption, Fault, LossKind
from desk.care.claims.drafts import ClaimDraft
from desk.care.claims.queries import ClaimCard
from desk.kernel.errors import Refused
from desk.kernel.text import tr
from desk.screens.fields import Field, Kind
from ui.desks.pieces import Card, aligned_grid
from ui.desks.stale import StaleAwareFields
from ui.editors import editor_for

if TYPE_CHECKING:
    from ui.registry import Context

FIELDS = (
    Field("loss_kind", tr("类型"), Kind.CHOICE, choices=LossKind, width=6, required=True),
    Field("pieces", tr("受损件数"), Kind.COUNT, width=5),
    Field("loss_fen", tr("实际损失"), Kind.MONEY, width=6),
    Field("value_fen", tr("货物价值"), Kind.MONEY, width=6),
    Field("days_late", tr("延误天数"), Kind.COUNT, width=5),
    Field("fault", tr("过错"), Kind.CHOICE, choices=Fault, width=6),
    Field("exemption", tr("免责事由"), Kind.CHOICE, choices=Exemption, width=8),
    Field("claimant_kind", tr("索赔方"), Kind.CHOICE, choices=ClaimantKind, width=6),
    Field("claimant", tr("索赔人"), width=10),
    Field("agreed_fen", tr("核定金额"), Kind.MONEY, width=6),
    Field("over_reason", tr("超额原因"), width=14),
    Field("exception_no", tr("异常编号"), Kind.NUMBER, width=8),
    Field("complaint_no", tr("投诉编号"), Kind.NUMBER, width=8),
)
_USUAL = {"fault": Fault.ORDINARY, "claimant_kind": ClaimantKind.SHIPPER}
_NUMBERS = ("pieces", "loss_fen", "value_fen", "days_late")
_TEXTS = ("claimant", "over_reason", "exception_no", "complaint_no")


class ClaimForm(Card):
    """See the module.

    Signals:
        typed: something was changed by hand.
        done: Enter in the last field.
    """

    typed = Signal()
    done = Signal()

    def __init__(self, context: "Context") -> None:
        super().__init__(tr("索赔"))
        self.fields = StaleAwareFields(self)
        grid = aligned_grid(1)
        for field in FIELDS:
            grid.put(self.fields.add(editor_for(field, context)))
        self.column.addWidget(grid)
        self.column.addStretch(1)
        self.fields.edited.connect(self.typed)
        self.fields.finished.connect(self.done)
        self.clear()

    @property
    def touched(self) -> bool:
        return self.fields.touched

    def draft(self, waybill: str) -> ClaimDraft:
        """What is typed about a waybill.

        Raises:
            Refused: what cannot be read, and E001 for what must be filled.
        """
        return _draft(waybill, self.fields.values())

    def as_it_stands(self, waybill: str) -> ClaimDraft:
        """What is typed as far as it can be read."""
        values: dict[str, Any] = {}
        for editor in self.fields:
            try:
                values[editor.name] = editor.value()
            except Refused:
                values[editor.name] = None
        return _draft(waybill, values)

    def clear(self, **known: Any) -> None:
        """An empty form but for what is usual and known."""
        self.fields.clear()
        self.fields.fill({**_USUAL, **known})

    def show_card(self, card: ClaimCard) -> None:
        """Show a claim as it is saved; the proposal is agreed unless another amount was typed."""
        self.fields.clear()
        values = {f.name: getattr(card, f.name) for f in FIELDS}
        values |= {name: values[name] or None for name in _NUMBERS}
        if card.agreed_fen == card.proposed_fen:
            values["agreed_fen"] = None
        self.fields.fill(values)
        self.fields.mark()

    def lock(self, locked: bool) -> None:
        """A claim that is decided is only read."""
        for editor in self.fields:
            editor.setEnabled(not locked)


def _draft(waybill: str, values: dict[str, Any]) -> ClaimDraft:
    filled: dict[str, Any] = {name: values[name] or 0 for name in _NUMBERS}
    filled |= {name: values[name] or "" for name in _TEXTS}
    filled |= {name: values[name] or usual for name, usual in _USUAL.items()}
    return ClaimDraft(
        waybill=waybill,
        loss_kind=values["loss_kind"] or LossKind.PARTIAL,
        exemption=values["exemption"],
        agreed_fen=values["agreed_fen"],
        **filled,
    )
