"""The call sheet: from the editors to a draft and back."""

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from desk.kernel.errors import Problem, Problems, Refused
from desk.kernel.text import tr
from desk.pricing.goods import Category, Packing, needs_msds
from desk.pricing.quotes.beside import spoken_against
from desk.pricing.quotes.checks import check_inquiry
from desk.pricing.quotes.choices import Channel, Msds
from desk.pricing.quotes.drafts import InquiryDraft
from desk.screens.fields import Field
from ui.asking import plain_label
from ui.desks.call_sheet.terms import TermsBlock, sheet_grid
from ui.desks.call_sheet.words import (
    CALLER,
    CHANNEL,
    COMPANY,
    CONSIGNEE,
    DOOR,
    GOODS,
    PHONE,
    PICKUP,
    PICKUP_ADDRESS,
    RECEIPTS,
    RECEIVED,
    UN,
    VOLUME,
    WISHES,
)
from ui.desks.keeping import put_raw, raw_of
from ui.desks.lines import put_typed
from ui.desks.party_editor import (
    FormerParty,
    PartyEditor,
    PartyPhoneEditor,
    known_customers,
)
from ui.desks.pieces import Card
from ui.desks.stale import StaleAwareFields
from ui.desks.volume import Volume, VolumeEditor
from ui.editors import Editor, editor_for
from ui.editors.line import LineEditor
from ui.editors.picked import FlagEditor
from ui.pages.field_grid import FieldGrid
from ui.theme import SPACE
from ui.turns import next_turn

if TYPE_CHECKING:
    from ui.registry import Context

_USUAL = {
    "channel": Channel.PHONE,
    "category": Category.GENERAL,
    "packing": Packing.CARTON,
    "msds": Msds.NOT_NEEDED,
}
_SHEET = InquiryDraft.__dataclass_fields__
_NUMBERS = frozenset(
    ("pieces", "weight_g", "declared_value_fen", "cod_amount_fen", "receipt_copies")
)
_NO_VOLUME = Volume()


class CallForm(QWidget):
    """The sheet and the terms of the quote.

    Signals:
        edited: the clerk changed something.
    """

    edited = Signal()

    def __init__(self, context: "Context") -> None:
        super().__init__()
        self.context = context
        self.fields = StaleAwareFields(self)
        self.customer_id: int | None = None
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACE.small)
        column.addWidget(self._call())
        column.addWidget(self._wishes())
        next_turn()
        self.terms = TermsBlock(context, self.fields)
        column.addWidget(self.terms)
        column.addStretch(1)
        self.fields.edited.connect(self._changed)
        self.clear()

    # -- reading ----------------------------------------------------------------------------------

    def draft(self) -> InquiryDraft:
        """What is typed.

        Raises:
            Refused: what cannot be read, together with everything the rules refuse in the rest.
        """
        draft, problems = self._read()
        told = {p.field for p in problems.found}
        more = check_inquiry(draft, self.context.desk.now).found
        problems.extend(p for p in more if p.field not in told)
        if problems.found:
            order = {name: place for place, name in enumerate(self.fields.names)}
            raise Refused(*sorted(problems.found, key=lambda p: order.get(p.field or "", 99)))
        return draft

    def as_it_stands(self) -> InquiryDraft:
        """What is typed as far as it can be read, while the clerk goes on typing."""
        return self._read()[0]

    def _read(self) -> tuple[InquiryDraft, Problems]:
        problems, values = Problems(), {}
        for name in _SHEET:
            if name in self.fields:
                values[name] = self._value(self.fields[name], problems)
        volume = values["volume_cm3"] or _NO_VOLUME
        values["volume_cm3"] = volume.of(values["pieces"] or 0)
        values |= {name: values[name] or 0 for name in _NUMBERS}
        values |= {name: values[name] or usual for name, usual in _USUAL.items()}
        for name, field in _SHEET.items():
            if field.type is str and values.get(name) is None:
                values[name] = ""
        return InquiryDraft(customer_id=self.customer_id, **values), problems

    def _value(self, editor: Editor, problems: Problems) -> Any:
        try:
            return editor.value()
        except Refused as refused:
            problems.extend(refused.problems)
            return None

    # -- filling ----------------------------------------------------------------------------------

    def clear(self) -> None:
        """An empty sheet."""
        self.fields.clear()
        self.show_sheet(InquiryDraft())
        self.terms.clear()

    def show_sheet(self, draft: InquiryDraft) -> None:
        """Show a sheet; nothing counts as typed."""
        self.customer_id = draft.customer_id
        for name in _SHEET:
            if name not in self.fields:
                continue
            value = getattr(draft, name)
            if name == "volume_cm3":
                value = Volume(value) if value else None
            self.fields[name].set_value(None if name in _NUMBERS and not value else value)
            self.fields[name].problem(None)
        self.fields.mark()
        self._show_parts()

    def raw(self) -> dict[str, Any]:
        """What stands in the fields, readable or not."""
        typed = {e.name: raw_of(e) for e in self.fields if e.touched}
        return {"fields": typed, "customer_id": self.customer_id}

    def put_raw(self, raw: dict[str, Any]) -> None:
        """Put back what stood in the fields."""
        for name, value in raw.get("fields", {}).items():
            if name in self.fields:
                put_raw(self.fields[name], value)
        self.customer_id = raw.get("customer_id")
        self.terms.show_terms_block(self.terms.used)
        self._show_parts()

    def lock(self, locked: bool) -> None:
        """A sheet that may only be read."""
        for editor in self.fields:
            editor.setEnabled(not locked)

    # -- blocks -----------------------------------------------------------------------------------

    def _call(self) -> QWidget:
        """Who asks, and for what."""
        card, grid = Card(), sheet_grid()
        self._put_caller(grid)
        for field in GOODS:
            grid.put(self._add(field), span=2 if field.name == "goods_name" else 1)
        grid.put(self.fields.add(VolumeEditor(VOLUME)))
        self._un = grid.put(self._add(UN))
        card.column.addWidget(grid)
        self.against = plain_label("", "problem")
        self.against.setWordWrap(True)
        card.column.addWidget(self.against)
        return card

    def _put_caller(self, grid: FieldGrid) -> None:
        received = self._add(RECEIVED)
        if isinstance(received, LineEditor):
            received.line.setPlaceholderText(tr("空着为现在"))
        grid.put(received, span=2)
        grid.put(self._add(CHANNEL))

        def find(text: str) -> list[FormerParty]:
            return known_customers(self.context, text)

        self.company = self.fields.add(PartyEditor(COMPANY, self.context, find))
        self.company.line.setPlaceholderText(tr("名称、电话、拼音首字母"))
        self.company.stranger = tr("没有找到,按新客户登记")
        grid.put(self.company, span=2)
        grid.put(self._add(CALLER))
        self.phone = self.fields.add(PartyPhoneEditor(PHONE, self.context, find))
        self.phone.eager = self.company.is_empty
        around = 2 * SPACE.normal + SPACE.small
        digits = self.phone.line.fontMetrics().horizontalAdvance("0991-5550123")
        self.phone.line.setMinimumWidth(digits + around)
        grid.put(self.phone)
        for editor in (self.company, self.phone):
            editor.taken.connect(self._known)
            editor.passed.connect(lambda: self.fields["goods_name"].take_focus())
        self.company.edited.connect(self._renamed)

    def _wishes(self) -> QWidget:
        card, grid = Card(), sheet_grid()
        wide = ("special_requirements", "motive")
        for field in WISHES:
            grid.put(self._add(field), span=2 if field.name in wide else 1)
            if field.name == "motive":
                grid.put(self._add(RECEIPTS))
        grid.place((self._add(DOOR), self._add(PICKUP)))
        card.column.addWidget(grid)
        self._receiver = sheet_grid()
        self._receiver.put(self._add(CONSIGNEE[0]))
        self._receiver.put(self._add(CONSIGNEE[1]))
        self._receiver.next_line()
        self._receiver.put(self._add(CONSIGNEE[2]), span=3)
        card.column.addWidget(self._receiver)
        self._sender = sheet_grid()
        self._sender.put(self._add(PICKUP_ADDRESS), span=3)
        card.column.addWidget(self._sender)
        return card

    def _add(self, field: Field) -> Editor:
        return self.fields.add(editor_for(field, self.context))

    # -- what follows from what is typed ----------------------------------------------------------

    def _known(self, party: FormerParty) -> None:
        """A known customer fills the caller and the phone."""
        filled = (("caller_company", party.name), ("caller_name", party.contact))
        for name, value in (*filled, ("phone", party.phone)):
            if value:
                put_typed(self.fields[name], value)
        self.customer_id = party.customer_id
        place = self.fields["pickup_address"]
        if party.address and place.is_empty():
            place.set_value(party.address)

    def _renamed(self) -> None:
        self.customer_id = None

    def _changed(self) -> None:
        self._show_parts()
        self.edited.emit()

    def _show_parts(self) -> None:
        draft = self.as_it_stands()
        asks_un = bool(draft.un_no) or needs_msds(draft.goods_name, draft.category)
        self._show(self._un, (UN,), asks_un)
        to_door = draft.door or any(not self.fields[f.name].is_empty() for f in CONSIGNEE)
        fetched = draft.pickup or self.fields[PICKUP_ADDRESS.name].touched
        self._show(self._receiver, CONSIGNEE, to_door)
        self._show(self._sender, (PICKUP_ADDRESS,), fetched)
        self.show_against(spoken_against(draft))

    def show_against(self, found: Problem | None) -> None:
        """Say at once what stands against the goods."""
        self.against.setText(found.message if found else "")
        self.against.setVisible(found is not None)

    def _show(self, whole: QWidget, part: tuple[Field, ...], on: bool) -> None:
        whole.setVisible(on)
        for field in part:
            self.fields[field.name].setVisible(on)

    def flag(self, name: str) -> FlagEditor:
        """A box of the sheet."""
        editor = self.fields[name]
        assert isinstance(editor, FlagEditor)
        return editor
