"""The blocks of the entry screen together: from editors to a draft and back."""

from collections.abc import Iterable
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desk.freight.consignments.checks import check_draft
from desk.freight.consignments.choices import DeliveryMode, Direction
from desk.freight.consignments.drafts import ConsignmentDraft
from desk.kernel.errors import Problem, Problems, Refused
from desk.kernel.roles import Role
from desk.kernel.text import tr
from ui.desks.checks import check_line
from ui.desks.consignment_entry.charges import ChargesBlock
from ui.desks.consignment_entry.fields import EntryFields
from ui.desks.consignment_entry.goods import GoodsGrid, read
from ui.desks.consignment_entry.head import HeadLine
from ui.desks.consignment_entry.party import PartyBlock
from ui.desks.consignment_entry.pasted_text import PastedText
from ui.desks.consignment_entry.price_line import BASE, PriceLine
from ui.desks.consignment_entry.reading import NUMBERS, PLAIN, draft_from, value_of
from ui.desks.consignment_entry.terms import REQUIREMENTS, TermsBlock
from ui.desks.consignment_entry.words import (
    CHECKS,
    MORE_CHARGES,
    MORE_TERMS,
    RECEIPT_PREFIX,
)
from ui.desks.keeping import can_keep, put_raw, raw_of
from ui.desks.lines import put_typed
from ui.desks.party_editor import (
    FormerParty,
    former_consignees,
    known_customers,
)
from ui.desks.pieces import Card
from ui.theme import SPACE
from ui.turns import next_turn

if TYPE_CHECKING:
    from ui.registry import Context

FIRST_OF_BLOCK = (
    "direction",
    "shipper_name",
    "consignee_name",
    "lines.0.goods_name",
    "base_freight_fen",
    "pay_terms",
    "shipper_identity_checked",
)
KEPT_FOR_NEXT = (
    "origin_station",
    "shipper_name",
    "shipper_phone",
    "shipper_contact",
    "shipper_address",
    "pay_terms",
)
_SELDOM = frozenset(field.name for field in (*MORE_CHARGES, *MORE_TERMS))


class EntryForm(QWidget):
    """All blocks of a consignment.

    Signals:
        edited: the clerk changed something.
    """

    edited = Signal()

    def __init__(self, context: "Context") -> None:
        super().__init__()
        self.context = context
        self.fields = EntryFields(self)
        self._shown_lines: list[dict[str, Any]] = []
        self.head = HeadLine(context, self.fields)
        self.shipper = PartyBlock(
            context, self.fields, "shipper", tr("发货人"), lambda t: known_customers(context, t)
        )
        self.consignee = PartyBlock(
            context, self.fields, "consignee", tr("收货人"), self._former_consignees
        )
        next_turn()
        self.charges = ChargesBlock(context, self.fields)
        next_turn()
        self.goods = GoodsGrid(context, self.fields, behind="base_freight_fen")
        next_turn()
        self.terms = TermsBlock(context, self.fields)
        self.checks = Card()
        self.checks.column.addWidget(check_line(self.fields, CHECKS))
        self.pasted = PastedText(self)
        self.quote_no = ""
        self.price = PriceLine(self)
        self._lay_out()
        self.fields.turn = self.goods.turn
        self.fields.showing.connect(self._open_blocks)
        self.fields.edited.connect(self.edited)
        self.shipper.taken.connect(self._shipper_taken)
        self.shipper.passed.connect(lambda: self.go_on_from(self.shipper))
        self.consignee.taken.connect(self._consignee_taken)
        self.consignee.passed.connect(lambda: self.go_on_from(self.consignee))
        self.clear()

    # -- reading ----------------------------------------------------------------------------------

    def draft(self) -> ConsignmentDraft:
        """What is typed, as a draft.

        Raises:
            Refused: everything that cannot be read, together with everything the rules refuse in the
                rest, so that the clerk sees it all at once.
        """
        draft, problems = self._typed()
        draft = self.price.unpriced(draft)
        if problems.found:
            told = {problem.field for problem in problems.found}
            may_declare = self.context.may("declared_value.approve")
            more = check_draft(draft, self.context.desk.settings, may_declare=may_declare)
            problems.extend(p for p in more.found if p.field not in told)
            raise Refused(*self._in_order(problems.found))
        return draft

    def unfinished(self) -> ConsignmentDraft:
        """What is typed so far; only what cannot be read is refused, because it would be lost.

        Raises:
            Refused: E002, E102 and the like.
        """
        draft, problems = self._typed()
        unreadable = [problem for problem in problems.found if problem.code != "E001"]
        if unreadable:
            raise Refused(*unreadable)
        return self.price.unpriced(draft)

    def readable(self) -> ConsignmentDraft:
        """What is typed as far as it can be read."""
        return self._typed()[0]

    def as_it_stands(self) -> ConsignmentDraft:
        """What is typed as far as it can be read, while the clerk goes on typing."""
        return self._read()[0]

    def _typed(self) -> tuple[ConsignmentDraft, Problems]:
        self.goods.tidy()
        return self._read()

    def _read(self) -> tuple[ConsignmentDraft, Problems]:
        problems, values = Problems(), {}
        cells = {editor.name for row in self.goods.used for editor in row.cells.values()}
        for editor in self.fields:
            if editor.name in cells or not editor.name.startswith("lines."):
                values[editor.name] = value_of(editor, problems)
        lines = [
            row.line({name: values[editor.name] for name, editor in row.cells.items()})
            for row in self.goods.used
        ]
        ids = (self.shipper.customer_id, self.consignee.customer_id)
        draft = draft_from(values, lines, self.charges.charges(values), *ids)
        return replace(draft, quote_no=self.quote_no), problems

    def _in_order(self, problems: Iterable[Problem]) -> list[Problem]:
        """Problems in walking order, so that they read from top to bottom."""
        order = {name: place for place, name in enumerate(self.fields.names)}
        return sorted(problems, key=lambda p: order.get(p.field or "", len(order)))

    # -- filling ----------------------------------------------------------------------------------

    def clear(self) -> None:
        """Start anew; only the direction stays."""
        direction = self.fields["direction"].value() or self._usual_direction()
        self.fields.clear()
        origin = self.head.usual_origin(direction)
        self.show_draft(
            ConsignmentDraft(direction=direction, origin_station=origin, destination="", lines=())
        )

    def show_draft(self, draft: ConsignmentDraft, number: str = "") -> None:
        """Show a draft in every field; nothing counts as typed. `number`: the ticket that is corrected."""
        self.pasted.clear()
        self.quote_no = draft.quote_no
        for name in PLAIN:
            if name in self.fields:
                value = getattr(draft, name)
                self.fields[name].set_value(None if name in NUMBERS and not value else value)
        for field in REQUIREMENTS:
            code = field.name.removeprefix(RECEIPT_PREFIX)
            self.fields[field.name].set_value(code in draft.receipt_requirement)
        self.shipper.show_customer(draft.shipper_id)
        self.consignee.show_customer(draft.consignee_id)
        self.goods.show_lines(draft.lines)
        self._shown_lines = self.goods.raw()
        self.charges.show_charges(draft.charges)
        self.terms.show_parts()
        self.show_more(False)
        self.fields.show_problems(())
        self.price.begin(number)

    def keep_for_next(self) -> None:
        """Start the next ticket from the same origin and shipper."""
        kept = {name: self.fields[name].value() for name in KEPT_FOR_NEXT}
        shipper_id = self.shipper.customer_id
        self.clear()
        self.fields.fill(kept)
        self.shipper.show_customer(shipper_id)
        self.terms.show_parts()

    # -- keeping ----------------------------------------------------------------------------------

    def raw(self, *, changed_only: bool = False) -> dict[str, Any]:
        """What stands in the fields, readable or not, without the numbers of identity papers.

        With `changed_only`, only what differs from the record: the rest may change meanwhile.
        """
        plain = {
            e.name: raw_of(e)
            for e in self.fields
            if not e.name.startswith("lines.") and can_keep(e)
            if e.touched or not changed_only
            if e.name != BASE or not self.price.prefilled
        }
        raw = {"fields": plain, "lines": self.goods.raw(), "quote_no": self.quote_no}
        if changed_only and raw["lines"] == self._shown_lines:
            del raw["lines"]
        ids = {"shipper_id": self.shipper.customer_id, "consignee_id": self.consignee.customer_id}
        return raw | ids

    def put_raw(self, raw: dict[str, Any]) -> None:
        """Put back what stood in the fields; what was wrong with the empty form is said no longer."""
        self.fields.show_problems(())
        for name, value in raw.get("fields", {}).items():
            if name in self.fields and raw_of(self.fields[name]) != value:
                put_raw(self.fields[name], value)
        if raw.get("lines", self._shown_lines) != self.goods.raw():
            self.goods.put_raw(raw["lines"])
        self.quote_no = raw.get("quote_no", self.quote_no)
        self.shipper.show_customer(raw.get("shipper_id"))
        self.consignee.show_customer(raw.get("consignee_id"))
        self.charges.show_sum()
        self.terms.show_parts()
        self.show_more(False)

    # -- where the cursor goes ----------------------------------------------------------------------

    def start(self) -> None:
        """Put the cursor where typing begins: the first empty field of the head."""
        names = ("origin_station", "destination")
        empty = (name for name in names if self.fields[name].is_empty())
        self.fields[next(empty, "shipper_name")].take_focus()

    def go_to_missing(self) -> None:
        """Put the cursor into the first field that must be filled and is not, else to the checks."""
        empty = (e for e in self.fields if e.field.required and e.is_empty() and e.isVisible())
        self.fields[next((e.name for e in empty), CHECKS[0].name)].take_focus()

    def go_on_from(self, block: PartyBlock) -> None:
        """A former party filled a block: on to what is still missing, else to the next block."""
        door = read(self.fields["delivery_mode"]) is not DeliveryMode.SELF_PICKUP
        if block["phone"].is_empty():
            block["phone"].take_focus()
        elif block is self.shipper:
            self.consignee["name"].take_focus()
        elif door and block["address"].is_empty():
            block["address"].take_focus()
        elif self.fields["destination"].is_empty():
            self.fields["destination"].take_focus()
        else:
            self.goods.rows[0].cells["goods_name"].take_focus()

    def jump(self, blocks: int) -> None:
        """Go to the first field of the next block, or of the one before."""
        order = list(self.fields.names)
        here = next((e.name for e in self.fields if e.control.hasFocus()), order[0])
        starts = [order.index(name) for name in FIRST_OF_BLOCK]
        current = max((i for i, start in enumerate(starts) if start <= order.index(here)))
        target = max(0, min(len(starts) - 1, current + blocks))
        self.fields[FIRST_OF_BLOCK[target]].take_focus()

    def show_more(self, on: bool) -> None:
        """Show or hide the seldom fields; those that are filled in stay."""
        self.charges.show_more(on or self.charges.uses_more)
        self.terms.show_more(on or self.terms.uses_more)

    @property
    def more_shown(self) -> bool:
        """Whether the seldom fields are on the screen."""
        return not (self.charges.more.isHidden() or self.terms.more.isHidden())

    # -- inside -----------------------------------------------------------------------------------

    def _former_consignees(self, text: str) -> list[FormerParty]:
        return former_consignees(self.context, text, self.shipper.customer_id)

    def _shipper_taken(self, party: FormerParty) -> None:
        terms = self.fields["pay_terms"]
        if party.settlement is not None and not terms.touched:
            terms.set_value(party.settlement)
            self.terms.show_parts()

    def _consignee_taken(self, party: FormerParty) -> None:
        destination, mode = self.fields["destination"], self.fields["delivery_mode"]
        if party.destination and destination.is_empty():
            put_typed(destination, party.destination)
        if party.delivery_mode is not None and not mode.touched:
            mode.set_value(party.delivery_mode)

    def _open_blocks(self, problems: tuple[Problem, ...]) -> None:
        """A hidden field that is wrong must be seen."""
        wrong = {(problem.field or "").rpartition(".")[2] for problem in problems}
        if wrong & _SELDOM:
            self.show_more(True)

    def _usual_direction(self) -> Direction:
        outgoing = self.context.desk.signed_in().role is Role.OUT
        return Direction.OUTBOUND if outgoing else Direction.INBOUND

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACE.small)
        column.addWidget(self.head)
        column.addLayout(_beside(self.shipper, self.consignee))
        column.addWidget(self.goods, 1)
        column.addWidget(self.price)
        column.addLayout(_beside(self.charges, self.terms))
        column.addWidget(self.checks)


def _beside(left: QWidget, right: QWidget) -> QHBoxLayout:
    line = QHBoxLayout()
    line.setSpacing(SPACE.tight)  # every pixel counts at 125 % of a small screen
    line.addWidget(left)  # no shares: where it is tight each has what its columns need
    line.addWidget(right)
    return line
