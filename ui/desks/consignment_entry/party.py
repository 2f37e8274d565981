"""One side of a consignment: name, phone, contact, address, and what is known of the customer."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal

from desk.archive.customers.choices import CustomerStatus
from desk.kernel.text import tr
from desk.screens.fields import Field, Kind
from ui.asking import plain_label
from ui.desks.consignment_entry.fields import EntryFields
from ui.desks.consignment_entry.words import PARTY
from ui.desks.lines import put_typed
from ui.desks.party_editor import (
    Find,
    FormerParty,
    PartyEditor,
    PartyPhoneEditor,
)
from ui.desks.pieces import Card
from ui.editors import Editor, editor_for
from ui.pages.folding_grid import FoldingGrid
from ui.theme import SIZES, SPACE

if TYPE_CHECKING:
    from ui.registry import Context

_LONG_PHONE = "0379-64110000"
_AROUND_TEXT = 2 * SPACE.normal + SPACE.small


class PartyBlock(Card):
    """Shipper or consignee.

    Signals:
        taken: a former party filled the block (`FormerParty`).
        passed: the block is filled and Enter was pressed.
    """

    taken = Signal(object)
    passed = Signal()

    def __init__(
        self, context: "Context", fields: EntryFields, side: str, word: str, find: Find
    ) -> None:
        super().__init__()
        self.side = side
        self.customer_id: int | None = None
        self._given: dict[str, object] = {}
        self._fields = fields
        grid = FoldingGrid(columns=3, fewest=2)
        for name, label, width in PARTY:
            editor = self._editor(context, name, label or word, width, find)
            editor.control.setAccessibleName(word + label)  # a reader hears whose phone it is
            grid.put(fields.add(editor), span=3 if name == "address" else 1)
        grid.stretch(11, 8, 5)
        self.column.addWidget(grid)
        self._note = plain_label("", "muted")
        self._note.setWordWrap(True)
        policy = self._note.sizePolicy()
        policy.setRetainSizeWhenHidden(True)  # the form does not move when a customer is chosen
        self._note.setSizePolicy(policy)
        self._note.hide()
        self.column.addWidget(self._note)
        self.column.addStretch()  # its neighbour's note must not pull its own lines apart
        self["name"].edited.connect(self._renamed)
        phone = self["phone"]
        if isinstance(phone, PartyEditor):  # a typed name is not changed behind the clerk's back
            phone.eager = self["name"].is_empty

    def __getitem__(self, part: str) -> Editor:
        return self._fields[f"{self.side}_{part}"]

    def __iter__(self) -> Iterator[Editor]:  # else whoever walks over it asks for part 0
        return (self[part] for part, _, _ in PARTY)

    def take(self, party: FormerParty) -> None:
        """Fill the block with a former party; nothing stays of the one chosen before him."""
        for part in ("name", "phone", "contact", "address"):
            value, given = getattr(party, part), self._given.pop(part, None)
            if value or part == "name" or (given and self[part].value() == given):
                put_typed(self[part], value)
                self._given[part] = self[part].value()
        self.customer_id = party.customer_id
        self._tell(party)
        self.taken.emit(party)

    def show_customer(self, customer_id: int | None) -> None:
        """Say whose the block is, without a word about him."""
        self.customer_id = customer_id
        self._note.hide()

    def _editor(self, context: "Context", name: str, label: str, width: int, find: Find) -> Editor:
        required = name in ("name", "phone")
        kind = Kind.PHONE if name == "phone" else Kind.TEXT
        field = Field(f"{self.side}_{name}", label, kind, width=width, required=required)
        if not required:
            other = editor_for(field, context)
            if name == "contact":  # the phone needs the room
                other.control.setMinimumWidth(3 * SIZES.em + _AROUND_TEXT)
            return other
        make = PartyPhoneEditor if name == "phone" else PartyEditor
        editor = make(field, context, find)
        hint = tr("名称、电话、拼音") if name == "name" else tr("手机或座机")
        editor.line.setPlaceholderText(hint)
        if name == "name":
            editor.control.setMinimumWidth(4 * SIZES.em + _AROUND_TEXT)
        if name == "phone":
            digits = editor.line.fontMetrics().horizontalAdvance(_LONG_PHONE)
            editor.line.setMinimumWidth(digits + _AROUND_TEXT)
        editor.taken.connect(self.take)
        editor.passed.connect(self.passed)
        return editor

    def _renamed(self) -> None:
        """Another name is another party; a corrected phone is not."""
        self.show_customer(None)

    def _tell(self, party: FormerParty) -> None:
        frozen = party.status is CustomerStatus.FROZEN
        parts = [
            tr("客户已冻结,不能月结或欠付") if frozen else "",
            tr("结算:{v}").format(v=party.settlement.label) if party.settlement else "",
            tr("特殊要求:{v}").format(v=party.requirements) if party.requirements else "",
        ]
        text = "   ".join(part for part in parts if part)
        self._note.setProperty("role", "warning" if frozen or party.requirements else "muted")
        self._note.style().unpolish(self._note)
        self._note.style().polish(self._note)
        self._note.setText(text)
        self._note.setVisible(bool(text))
