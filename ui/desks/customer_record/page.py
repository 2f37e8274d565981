"""The record page of a customer."""

from collections.abc import Callable
from functools import partial
from typing import Any, ClassVar

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLabel,
    QProgressBar,
    QPushButton,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from desk.archive.customers.cards import CustomerCard
from desk.archive.customers.changes import approve_change, reject_change
from desk.archive.customers.choices import ChangeStatus, CustomerStatus
from desk.archive.customers.contacts import remove_address, remove_contact
from desk.archive.customers.queries import customer_card
from desk.archive.customers.rules import CUSTOMER_STATES
from desk.archive.customers.standing import (
    archive_customer,
    freeze_customer,
    restore_customer,
    unfreeze_customer,
)
from desk.freight.consignments.lookups import TicketRow, consignments_of
from desk.kernel.quantities import show_percent
from desk.kernel.text import tr
from ui.asking import plain_label
from ui.desks.attachments import KEY, show_attachments
from ui.desks.customer_record import binding, dialogs, facts, tables
from ui.desks.customer_record.revealing import Revealed
from ui.desks.pieces import Card, Chip, FollowingArea, Pairs, fit_rows, keyed_button, on_key
from ui.desks.texts import Elided, readable
from ui.pages.flow import Flow
from ui.pages.page import Page
from ui.registry import Context
from ui.theme import SPACE, Tone

MOST_CONTACTS, MOST_ADDRESSES = 5, 4
_OPEN = (CustomerStatus.ACTIVE, CustomerStatus.FROZEN)
MOVES: tuple[tuple[str, str, Callable[..., None]], ...] = (
    ("冻结", "customer.approve", freeze_customer),
    ("解冻", "customer.approve", unfreeze_customer),
    ("归档", "customer.void", archive_customer),
    ("恢复", "customer.void", restore_customer),
)


class CustomerRecord(Page):
    """One customer."""

    watches: ClassVar[frozenset[str] | None] = frozenset(
        {"customer", "contact", "address", "customer_change", "consignment", "attachment"}
    )

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self.customer: int | str = 0
        self.card: CustomerCard | None = None
        self.buttons: dict[str, QPushButton] = {}
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._build()

    def shown(self) -> None:
        super().shown()
        if self.isVisible():
            self.setFocus(Qt.FocusReason.OtherFocusReason)

    def open_with(self, **arguments: Any) -> None:
        """``id``, or the code as ``number``."""
        wanted = arguments.get("id") or arguments.get("number") or 0
        if wanted and wanted != self.customer:
            self.customer = wanted
            self.whole.hide()
            self.revealed.forget()
        if self.customer:
            self.renew()

    def refresh(self) -> None:
        if self.customer:
            self.context.ask(customer_card, self.show_card, self, customer=self.customer)

    def show_card(self, card: CustomerCard) -> None:
        """Show a customer."""
        if self.customer not in (card.id, card.code):
            return
        self.card = card
        entry = card.entry
        self._name.setText(entry.name)
        self._code.setText(f"{card.code}  {entry.customer_type.label}")
        tone = facts.STATUSES.get(card.status, Tone.NEUTRAL)
        self._status.show_as(card.status.label, tone)
        self._stage.show_as(card.stage.label, facts.STAGES[card.stage])
        of_class = tr("{v} 类").format(v=card.customer_class.label)
        self._class.show_as(of_class, facts.CLASSES[card.customer_class])
        self._rfm.show_as(card.rfm_label.label if card.rfm_label else "", Tone.NEUTRAL)
        self._complete.setValue(card.completeness_bp // 100)
        self._percent.setText(tr("完整度 {v}").format(v=show_percent(card.completeness_bp)))
        self._tell(self._standing, facts.standing(card))
        self._tell(self._lacking, facts.lacking(card))
        needs = entry.special_requirements
        self._tell(self._needs, tr("特殊要求:{v}").format(v=needs) if needs else "")
        self._money.show_pairs(facts.money(card))
        self._person.show_pairs(facts.person(card))
        self.contacts.show_rows(card.contacts)
        self.addresses.show_rows(card.addresses)
        fit_rows(self.contacts, len(card.contacts), MOST_CONTACTS)
        fit_rows(self.addresses, len(card.addresses), MOST_ADDRESSES)
        self.addresses.setVisible(bool(card.addresses))
        self._no_addresses.setVisible(not card.addresses)
        self.changes.show_rows(tuple(reversed(card.changes)))
        self._changes_card.setVisible(bool(card.changes))
        self._offer(card)
        self.whole.show()
        self.context.ask(consignments_of, self._show_tickets, self, customer_id=card.id)

    # -- doing ------------------------------------------------------------------------------------

    def edit(self) -> None:
        if self.card is not None:
            self.context.open_page("customer_entry", id=self.card.id)

    def print_card(self) -> None:
        if self.card is not None:
            self.context.show_paper("P-07", self.card.code)

    def add_contact(self) -> None:
        if self.card is not None:
            dialogs.new_contact(self.context, self.card.id, self)

    def add_address(self) -> None:
        if self.card is not None:
            dialogs.new_address(self.context, self.card.id, self)

    def ask_change(self) -> None:
        if self.card is not None:
            dialogs.ask_change(self.context, self.card.id, self)

    def show_papers(self) -> None:
        if self.card is not None:
            show_attachments(self.context, self, "customer", self.card.id)

    def file_papers(self) -> None:
        if self.card is not None:
            dialogs.file_papers(self.context, self.card.id, self)

    def bind_papers(self) -> None:
        if self.card is not None:
            binding.bind(self.context, self.card.code, self.card.entry.name, self)

    def edit_contact(self) -> None:
        row = self.contacts.current()
        if row is not None and self._may_change():
            dialogs.edit_contact(self.context, self.customer, row, self)

    def edit_address(self) -> None:
        row = self.addresses.current()
        if row is not None and self._may_change():
            dialogs.edit_address(self.context, self.customer, row, self)

    def reveal(self) -> None:
        """Show the number of the current contact (the primary one at first)."""
        row = self.contacts.current() or next(iter(self.contacts.rows), None)
        if row is not None:
            field = "mobile" if row.entry.mobile else "phone"
            self.revealed.ask(row.entry.name, "contact", row.id, field)

    def remove(self) -> None:
        """Remove the contact or address the cursor is on."""
        contact, address = self.contacts.current(), self.addresses.current()
        if self.contacts.hasFocus() and contact is not None:
            if dialogs.sure_to_remove(self.context, contact.entry.name):
                self.context.do(remove_contact, {"contact_id": contact.id})
        elif (
            self.addresses.hasFocus()
            and address is not None
            and dialogs.sure_to_remove(self.context, address.full)
        ):
            self.context.do(remove_address, {"address_id": address.id})

    def decide(self, command: Callable[..., None]) -> None:
        """Verify or reject the current change (the oldest waiting one at first)."""
        waiting = [row for row in self.changes.rows if row.status is ChangeStatus.PENDING]
        row = self.changes.current() or next(iter(waiting[::-1]), None)
        if row is None:
            return
        reason = ""
        if command is reject_change:
            reason = self.context.asker.reason(tr("驳回变更")) or ""
            if not reason:
                return
        self.context.do(command, {"change_id": row.id}, reason=reason)

    def step(self, command: Callable[..., None], word: str, _checked: bool = False) -> None:
        """Freeze, lift the freeze, archive or restore, with a reason."""
        if self.card is not None:
            reason = self.context.asker.reason(f"{tr(word)} {self.card.entry.name}")
            if reason:
                self.context.do(command, {"customer_id": self.card.id}, reason=reason)

    # -- inside -----------------------------------------------------------------------------------

    def _show_tickets(self, rows: list[TicketRow]) -> None:
        self.tickets.show_rows(rows)
        self._no_tickets.setVisible(not rows)
        self.tickets.setVisible(bool(rows))

    def _open_ticket(self) -> None:
        row = self.tickets.current()
        if row is not None:
            self.context.open_page("consignment", number=row.number)

    def _may_change(self) -> bool:
        changeable = self.card is not None and self.card.status in _OPEN
        return changeable and self.context.may("customer.update")

    def _offer(self, card: CustomerCard) -> None:
        """Show what can be done with him now."""
        allowed = {move.command for move in CUSTOMER_STATES.from_(card.status)}
        for word, right, command in MOVES:
            fits = command.__name__ in allowed and self.context.may(right)
            self._enable(word, fits)
        for word in ("修改", "新增联系人", "新增地址", "申请变更"):
            self._enable(word, self._may_change())
        self._enable("附件", bool(card.papers))
        self._enable("归案", card.status in _OPEN and self.context.may("voucher.create"))
        self._enable("装订年度档案", binding.can_bind(self.context))
        waiting = any(row.status is ChangeStatus.PENDING for row in card.changes)
        for word in ("核实", "驳回"):
            self._enable(word, waiting and self.context.may("customer.approve"))
        self._enable("查看电话", bool(card.contacts) and self.context.may("personal.reveal"))

    def _enable(self, word: str, on: bool) -> None:
        self.buttons[word].setVisible(on)
        self.buttons[word].setEnabled(on)

    @staticmethod
    def _tell(label: QLabel, text: str) -> None:
        label.setText(text)
        label.setVisible(bool(text))

    # -- window -----------------------------------------------------------------------------------

    def _build(self) -> None:
        outer = QVBoxLayout(self)
        outer.setContentsMargins(SPACE.page, SPACE.normal, SPACE.page, SPACE.normal)
        self.whole = QWidget()
        outer.addWidget(self.whole)
        column = QVBoxLayout(self.whole)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACE.small)
        column.addLayout(self._head())
        column.addWidget(self._deeds())
        self._standing, self._needs = readable("", "muted"), readable("", "warning")
        column.addWidget(self._standing)
        self._lacking = readable("", "muted")
        column.addWidget(self._lacking)
        column.addWidget(self._needs)
        body = QHBoxLayout()
        body.setSpacing(SPACE.small)
        body.addWidget(FollowingArea(self._left()), 5)
        body.addWidget(FollowingArea(self._right()), 3)
        column.addLayout(body, 1)
        self.whole.hide()

    def _head(self) -> QHBoxLayout:
        line = QHBoxLayout()
        line.setSpacing(SPACE.small)
        self._name = Elided("title")
        self._code = plain_label("", "muted")
        self._status, self._stage, self._class, self._rfm = Chip(), Chip(), Chip(), Chip()
        chips = (self._status, self._stage, self._class, self._rfm)
        for widget in (self._name, *chips, self._code):
            line.addWidget(widget)
        line.addStretch(1)
        self._percent = plain_label("", "muted")
        self._complete = QProgressBar()
        self._complete.setTextVisible(False)
        self._complete.setAccessibleName(tr("资料完整度"))
        self._complete.setFixedWidth(96)
        line.addWidget(self._percent)
        line.addWidget(self._complete)
        return line

    def _deeds(self) -> QWidget:
        whole = QWidget()
        flow = Flow(whole)
        for word, key, do in (
            ("修改", "F2", self.edit),
            ("打印档案卡", "Ctrl+P", self.print_card),
            ("查看电话", "F8", self.reveal),
            ("新增联系人", "F6", self.add_contact),
            ("新增地址", "F7", self.add_address),
            ("申请变更", "F4", self.ask_change),
            ("附件", KEY, self.show_papers),
            ("归案", "", self.file_papers),
            ("装订年度档案", "", self.bind_papers),
        ):
            flow.addWidget(self._button(word, key, do))
        for word, _right, command in MOVES:
            flow.addWidget(self._button(word, "", partial(self.step, command, word)))
        return whole

    def _button(self, word: str, key: str, do: Callable[[], None], role: str = "") -> QPushButton:
        self.buttons[word] = keyed_button(self, tr(word), key, do, role)
        return self.buttons[word]

    def _left(self) -> QWidget:
        whole, column = _column()
        self.revealed = Revealed(self.context)
        self.contacts, self.addresses = tables.contacts_table(), tables.addresses_table()
        self.tickets = tables.tickets_table()
        self.contacts.opened.connect(self.edit_contact)
        self.addresses.opened.connect(self.edit_address)
        self.tickets.opened.connect(self._open_ticket)
        contacts, addresses, tickets = Card(tr("联系人")), Card(tr("地址")), Card(tr("最近运单"))
        contacts.head.addWidget(plain_label(tr("Enter 修改 · Delete 删除"), "small"))
        contacts.column.addWidget(self.contacts)
        contacts.column.addWidget(self.revealed)
        self._no_addresses = plain_label(tr("还没有地址,按 F7 新增。"), "muted")
        addresses.column.addWidget(self._no_addresses)
        addresses.column.addWidget(self.addresses)
        self._no_tickets = plain_label(tr("还没有运单。"), "muted")
        tickets.column.addWidget(self._no_tickets)
        tickets.column.addWidget(self.tickets, 1)
        tickets.column.addStretch(0)
        for card, stretch in ((contacts, 0), (addresses, 0), (tickets, 1)):
            column.addWidget(card, stretch)
        on_key(self, "Delete", self.remove)
        return whole

    def _right(self) -> QWidget:
        whole, column = _column()
        self._money, self._person = Pairs(), Pairs()
        for heading, pairs in ((tr("结算与信用"), self._money), (tr("资料"), self._person)):
            card = Card(heading)
            card.column.addWidget(pairs)
            card.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
            column.addWidget(card)
        self._changes_card = Card(tr("变更申请"))
        self._changes_card.head.addWidget(
            self._button("核实", "F9", partial(self._decide, approve_change))
        )
        self._changes_card.head.addWidget(
            self._button("驳回", "Shift+F9", partial(self._decide, reject_change))
        )
        self.changes = tables.changes_table()
        self._changes_card.column.addWidget(self.changes)
        column.addWidget(self._changes_card, 1)
        column.addStretch(0)
        return whole

    def _decide(self, command: Callable[..., None], _checked: bool = False) -> None:
        self.decide(command)


def _column() -> tuple[QWidget, QVBoxLayout]:
    whole = QWidget()
    column = QVBoxLayout(whole)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(SPACE.small)
    return whole, column
