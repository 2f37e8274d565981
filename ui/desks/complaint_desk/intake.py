"""A complaint taken down on the telephone, with its level proposed and its consignment beside it."""

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desk.care.complaints.choices import Channel, Circumstance, ComplaintKind, Source
from desk.care.complaints.drafts import ComplaintDraft
from desk.care.complaints.levels import Proposal
from desk.care.complaints.queries import proposed_level
from desk.care.complaints.registering import register_complaint
from desk.kernel.errors import Refused, refuse
from desk.kernel.text import tr
from desk.screens.fields import Field
from desk.storage.gate import Outcome
from ui.desks.checks import check_box
from ui.desks.complaint_desk import fields as f
from ui.desks.complaint_desk.level_card import LevelCard
from ui.desks.keeping import put_raw, raw_of
from ui.desks.lines import put_typed
from ui.desks.party_editor import (
    FormerParty,
    PartyEditor,
    PartyPhoneEditor,
    known_customers,
)
from ui.desks.pieces import Card, FollowingArea, add_side, aligned_grid
from ui.desks.spot import PassingFields
from ui.desks.story_page.beside import StoryBeside
from ui.desks.waybill_box import WaybillBox
from ui.editors import Editor, editor_for
from ui.pages.flow import Flow
from ui.theme import SPACE
from ui.turns import next_turn

if TYPE_CHECKING:
    from ui.registry import Context

PROPOSE_AFTER_MS, STORY_WIDTH = 200, (290, 130)
_USUAL = {"channel": Channel.PHONE, "source": Source.OUTSIDE}
_MONEY = ("claimed_fen", "estimated_fen")


class Intake(QWidget):
    """See the module.

    Signals:
        saved: the number of the new complaint.
        typed: something is typed that ought to be kept.
    """

    saved = Signal(str)
    typed = Signal()

    def __init__(self, context: "Context") -> None:
        super().__init__()
        self.context = context
        self.customer = ""
        self.fields = PassingFields(self, f.ASIDE)
        self.level = LevelCard()
        self.story = StoryBeside(context, tr("填写运单号,这里显示货物到了哪里、发生过什么。"))
        self.proposal: Proposal | None = None
        self._asked: object = None
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(PROPOSE_AFTER_MS)
        self._soon.timeout.connect(self.propose)
        self._build()
        self.fields.edited.connect(self._typed)
        self.fields.finished.connect(self.save)
        self.clear()

    # -- reading ----------------------------------------------------------------------------------

    @property
    def touched(self) -> bool:
        return self.fields.touched

    @property
    def waiting(self) -> bool:
        """The level shown is not yet about what stands in the form."""
        return self._soon.isActive() or self._asked is not None

    def draft(self) -> ComplaintDraft:
        """What is typed.

        Raises:
            Refused: what cannot be read, E001 for what must be filled, E009 for another level than the
                proposed one without a reason.
        """
        draft = _draft(self.fields.values(), self.customer)
        proposed = self.proposal.level if self.proposal else None
        if draft.level not in (None, proposed) and not draft.level_reason.strip():
            raise refuse("E009", "level_reason", action=tr("调整等级"))
        return draft

    def as_it_stands(self) -> ComplaintDraft:
        """What is typed as far as it can be read."""
        values = {}
        for editor in self.fields:
            try:
                values[editor.name] = editor.value()
            except Refused:
                values[editor.name] = None
        return _draft(values, self.customer)

    def save(self) -> None:
        """Register the complaint; the clocks run."""

        def done(outcome: Outcome[str]) -> None:
            self.clear()
            self.saved.emit(outcome.value)

        arguments = lambda: {"draft": self.draft()}  # noqa: E731
        self.context.do(register_complaint, arguments, done, fields=self.fields)

    # -- filling ----------------------------------------------------------------------------------

    def clear(self) -> None:
        """An empty form; the clock runs from now unless another time is typed."""
        self.customer = ""
        self.fields.clear()
        self.fields.fill(_USUAL)
        self.story.show_waybill("")
        self.propose()

    def begin(self, waybill: str = "") -> None:
        """Put the cursor where the call begins; a waybill brings its story along."""
        if waybill:
            put_typed(self.fields["waybill"], waybill)
            self.story.show_waybill(waybill)
        self.fields["complainant"].take_focus()

    def raw(self) -> dict[str, Any]:
        """What stands in the fields, readable or not."""
        typed = {e.name: raw_of(e) for e in self.fields if e.touched}
        return {"fields": typed, "customer": self.customer}

    def put_raw(self, raw: dict[str, Any]) -> None:
        """Put back what stood in the fields."""
        for name, value in raw.get("fields", {}).items():
            if name in self.fields:
                put_raw(self.fields[name], value)
        self.customer = str(raw.get("customer") or "")
        waybill = str(self.fields["waybill"].value() or "")
        self.story.show_waybill(waybill)

    def propose(self) -> None:
        """Ask for the level of what stands in the form."""
        self._soon.stop()
        if not self.context.may("complaint.create"):
            return
        self._asked = mark = object()

        def came(proposal: Proposal) -> None:
            if mark is self._asked:
                self._asked, self.proposal = None, proposal
                self.level.show_proposal(proposal)

        self.context.ask(proposed_level, came, self, draft=self.as_it_stands())

    def _typed(self) -> None:
        self._soon.start()
        self.typed.emit()

    def _known(self, party: FormerParty) -> None:
        """A known customer fills name and phone."""
        self.customer = party.name
        contact = party.contact if party.contact != party.name else ""
        name = "  ".join(part for part in (party.name, contact) if part)
        put_typed(self.fields["complainant"], name)
        if party.phone:
            put_typed(self.fields["phone"], party.phone)

    def _renamed(self) -> None:
        if self.customer and not str(self.fields["complainant"].value()).startswith(self.customer):
            self.customer = ""

    def _take_waybill(self, number: str) -> None:
        put_typed(self.fields["waybill"], number)
        self.story.show_waybill(number)

    # -- building ---------------------------------------------------------------------------------

    def _build(self) -> None:
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(SPACE.small)
        form = QWidget()
        column = QVBoxLayout(form)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACE.small)
        for card in (self._caller, self._circumstances, lambda: self.level, self._aside):
            column.addWidget(card())
            next_turn()
        column.addStretch(1)
        row.addWidget(FollowingArea(form))  # no share: its columns come before the side
        add_side(row, self.story, *STORY_WIDTH)

    def _caller(self) -> Card:
        card, grid = Card(), aligned_grid(2, fewest=1)

        def find(text: str) -> list[FormerParty]:
            return known_customers(self.context, text)

        who = self.fields.add(PartyEditor(f.WHO, self.context, find))
        who.line.setPlaceholderText(tr("名称、电话、拼音"))
        phone = self.fields.add(PartyPhoneEditor(f.PHONE, self.context, find))
        phone.eager = who.is_empty
        for editor in (who, phone):
            editor.taken.connect(self._known)
            editor.passed.connect(lambda: self.fields["waybill"].take_focus())
        who.edited.connect(self._renamed)
        self.waybill = WaybillBox(self.context, f.WAYBILL)
        self.waybill.found.connect(self._take_waybill)
        grid.place((who, phone, self.fields.add(self.waybill), self._add(f.KIND)))
        grid.put(self._add(f.CONTENT), span=2)
        grid.place((self._add(f.DEMAND), self._add(f.CLAIMED)))
        card.column.addWidget(grid)
        return card

    def _circumstances(self) -> Card:
        card, boxes = Card(tr("情形(空格打勾)")), Flow()
        boxes.setSpacing(SPACE.normal)
        for field in f.CIRCUMSTANCES:
            boxes.addWidget(self.fields.add(check_box(field)))
        card.column.addLayout(boxes)
        return card

    def _aside(self) -> Card:
        card, grid = Card(), aligned_grid(2, fewest=1)
        wide = (f.LEVEL, f.LEVEL_REASON, f.ESTIMATED, f.RECEIVED, f.CHANNEL, f.SOURCE)
        grid.place(self._add(field) for field in wide)
        card.column.addWidget(grid)
        return card

    def _add(self, field: Field) -> Editor:
        return self.fields.add(editor_for(field, self.context))


def _draft(values: dict[str, Any], customer: str) -> ComplaintDraft:
    ticked = tuple(c for c in Circumstance if values.pop(c.value, False))
    filled: dict[str, Any] = {name: values[name] or 0 for name in _MONEY}
    filled |= {name: values[name] or usual for name, usual in _USUAL.items()}
    filled["kind"] = values["kind"] or ComplaintKind.OTHER
    texts = ("complainant", "phone", "waybill", "content", "demand", "level_reason")
    filled |= {name: values[name] or "" for name in texts}
    return ComplaintDraft(
        customer=customer,
        circumstances=ticked,
        received_at=values["received_at"],
        level=values["level"],
        **filled,
    )
