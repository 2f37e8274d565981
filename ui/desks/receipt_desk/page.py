"""回单: ask for what is outside, hand over what is here, note what the customer has."""

from datetime import date
from functools import partial
from typing import Any, ClassVar

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout

from desk.filing.receipts.handing import void_handover
from desk.filing.receipts.queries import ReceiptCard, ReceiptRow, receipt_card
from desk.kernel.errors import Refused
from desk.kernel.moments import local
from desk.kernel.text import tr
from ui.asking import plain_label
from ui.bridge import Job
from ui.desks.pieces import keyed_button, on_key
from ui.desks.receipt_desk import columns
from ui.desks.receipt_desk.groups import ALL, DUE, Group, Papers, find_group, papers_of
from ui.desks.receipt_desk.kept_steps import KeptSteps
from ui.desks.receipt_desk.paper_panel import PaperPanel
from ui.desks.receipt_desk.steps import IN_HAND, LISTS, OUTSIDE, VIEWS, Step, View, said
from ui.desks.receipt_desk.taking_in import TakingIn
from ui.desks.row_table import RowTable
from ui.desks.strip import Strip
from ui.desks.tick_table import TickTable
from ui.pages.page import Page
from ui.registry import Context
from ui.theme import SPACE
from ui.turns import next_turn

GROUPS_WIDTH = 236


class ReceiptDesk(Page):
    """See the module."""

    watches: ClassVar[frozenset[str] | None] = frozenset(
        {"return_receipt", "receipt_chase", "receipt_handover", "attachment"}
    )

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self.view: View = OUTSIDE
        self.papers: Papers | None = None
        self.ticked: set[str] = set()
        self._wanted: dict[str, str] = {}
        self._reading: Job | None = None
        self.strip = Strip()
        self.strip.chosen.connect(self._turn_by_key)
        self.groups: RowTable[Group] = RowTable(
            tr("分组"), columns.group_columns(), lambda group: group.key
        )
        self.table: TickTable[ReceiptRow] = TickTable(tr("回单"), (), lambda row: row.number)
        next_turn()
        self.panel = PaperPanel(context, self)
        self.taking_in = TakingIn(context, self)
        next_turn()
        self.steps = {view.key: Step(context, view, self) for view in VIEWS}
        next_turn()
        self.kept = KeptSteps(self, self.steps, self._restored)
        self._build()
        self.groups.went.connect(self._group_changed)
        self.groups.opened.connect(self._take_group)
        self.table.went.connect(self._load_card)
        self.table.opened.connect(lambda: self.step.fields.focus_first())
        self.table.ticked_one.connect(self.tick)
        self.taking_in.scanned.connect(self.find_in_hand)
        self.taking_in.came.connect(lambda number: self._load(number))
        for step in self.steps.values():
            step.fields.finished.connect(self.go_on)
        self._show_view()
        self.kept.begin("receipt_desk")

    # -- what is shown ----------------------------------------------------------------------------

    def open_with(self, **arguments: Any) -> None:
        """The papers of the holder ``name``, those for a ``customer``, or the one of ``number``."""
        self._wanted = {
            key: str(arguments[key])
            for key in ("name", "customer", "number")
            if arguments.get(key) is not None and arguments[key] != ""
        }
        self.renew()

    def shown(self) -> None:
        super().shown()
        self.table.setFocus()

    def refresh(self) -> None:
        if self._reading is not None:
            self._reading.cancel()  # only the newest state answers what was asked for
        ask = partial(papers_of, self.context.desk)
        self._reading = self.context.bridge.later(ask, self._came, self.context.tell, owner=self)

    @property
    def step(self) -> Step:
        """What is typed in the view that is shown."""
        return self.steps[self.view.key]

    @property
    def group(self) -> Group | None:
        return self.groups.current()

    @property
    def chosen(self) -> list[ReceiptRow]:
        """The ticked papers that are in sight; a list goes as a whole."""
        rows = self.table.rows
        return rows if self.view is LISTS else [r for r in rows if r.number in self.ticked]

    def turn_to(self, view: View) -> None:
        """Show another view."""
        if view is not self.view:
            self.view = view
            self.ticked.clear()
            self._show_view()
            self._show()
        self.table.setFocus()

    def may_leave(self) -> bool:
        return self.kept.given_up(tr("填写的内容还没有保存,确定放弃?"))

    def tick(self) -> None:
        """Tick or untick the paper and go on."""
        row = self.table.current()
        if row is None or self.view is LISTS:
            return
        self.ticked ^= {row.number}
        self._show_ticks()
        place = self.table.rows.index(row) + 1
        if place < len(self.table.rows):
            self.table.selectRow(place)

    def tick_all(self) -> None:
        """Tick all papers in sight, or none when all are ticked."""
        numbers = {row.number for row in self.table.rows}
        self.ticked = self.ticked - numbers if numbers <= self.ticked else self.ticked | numbers
        self._show_ticks()

    def find_in_hand(self, number: str) -> None:
        """Tick a scanned paper that is here; it brings its customer's group along."""
        group = next((g for g in self.groups.rows if g.has(number)), None)
        if group is None:
            self.taking_in.box.problem(tr("{no} 的回单不在手里。").format(no=number))
            self.taking_in.box.take_focus()
            return
        self.groups.go_to(group.key)
        self.table.go_to(number)
        self.ticked.add(number)
        self._show_ticks()
        self.taking_in.box.take_focus()

    # -- doing it ---------------------------------------------------------------------------------

    def go_on(self) -> None:
        """Note the call, hand the papers over, or note that the customer has them."""
        view, step, group = self.view, self.step, self.group
        rows, number = self.chosen, group.number if group else ""
        if view is LISTS and not number:
            return
        which = {"number": number} if view is LISTS else {"numbers": tuple(r.number for r in rows)}

        def done(outcome: Any) -> None:
            self.ticked.clear()
            step.clear()
            self.kept.saved()
            self.context.say(said(view, len(rows), outcome.value, number))
            if view is IN_HAND and self.context.may("print.create"):
                self.context.show_paper("P-27", str(outcome.value))
            self.renew()
            self.table.setFocus()

        arguments = lambda: {**step.values(), **which}  # noqa: E731
        self.context.do(view.command, arguments, done, fields=step.fields)

    def print_list(self) -> None:
        """Show P-27 of the list."""
        if self.view is LISTS and self.group is not None:
            self.context.show_paper("P-27", self.group.number)

    def void_list(self) -> None:
        """Call the list off: its papers are here again."""
        number = self.group.number if self.group is not None else ""
        if self.view is not LISTS or not number:
            return
        reason = self.context.asker.reason(tr("作废交接清单 {no}").format(no=number))
        if reason:
            said = tr("{no} 已作废,回单回到「可交付」。").format(no=number)
            done = lambda _: self.context.say(said)  # noqa: E731
            self.context.do(void_handover, {"number": number, "reason": reason}, done)

    # -- inside -----------------------------------------------------------------------------------

    def _came(self, papers: Papers) -> None:
        self.papers = papers
        wanted, self._wanted = self._wanted, {}
        group = self._group_wanted(wanted) if wanted else None
        self._show()
        if group is not None:
            self.groups.go_to(group.key)
            self.table.go_to(wanted.get("number", ""))
            if "number" not in wanted:
                self._tick_due()
                self._show_ticks()
        number = wanted.get("number", "")
        self._load(number, asked_for=True) if number else self._load_card()

    def _group_wanted(self, wanted: dict[str, str]) -> Group | None:
        """The view and group that were asked for; their view is turned to."""
        found = find_group(self.papers, **wanted) if self.papers else None
        if found is None:
            return None
        self.view = VIEWS[found[0]]
        self.ticked.clear()
        self._show_view()
        return found[1]

    def _restored(self, key: str) -> None:
        """The typing of a view was put back."""
        self._turn_by_key(key)
        self.step.fields.focus_first()

    def _show_view(self) -> None:
        columns_of = {
            OUTSIDE.key: lambda: columns.outside_columns(self._is_ticked, self._today),
            IN_HAND.key: lambda: columns.in_hand_columns(self._is_ticked),
            LISTS.key: columns.listed_columns,
        }
        self.table.show_columns(columns_of[self.view.key]())
        may = self.context.may("receipt.update")
        for key, step in self.steps.items():
            step.setVisible(may and key == self.view.key)
        self.go.setText(f"{tr(self.view.word)}  F9")
        self.go.setAccessibleName(tr(self.view.word))
        self.go.setVisible(may)
        self._print.setVisible(self.view is LISTS and self.context.may("print.create"))
        self._void.setVisible(self.view is LISTS and may)
        self._all.setVisible(self.view is not LISTS)
        self.taking_in.setVisible(may and self.view is not LISTS)
        self.taking_in.only_find(self.view is IN_HAND)
        self._hint.setText(tr(self.view.hint))

    def _show(self) -> None:
        if self.papers is None:
            return
        items = [
            (view.key, tr(view.label).format(n=count))
            for view, count in zip(VIEWS, self.papers.counts, strict=True)
        ]
        self.strip.show_items(items, self.view.key)
        groups = self.papers.views[VIEWS.index(self.view)]
        self.groups.show_rows(groups)
        self._nothing.setText(tr(self.view.empty))
        self._nothing.setVisible(not groups)
        may = self.context.may("receipt.update") and bool(groups)
        for part in (self.step, self.go):
            part.setVisible(may)
        self._all.setVisible(bool(groups) and self.view is not LISTS)
        for button in (self._void, self._print):
            button.setEnabled(bool(groups))
        if self.group is None and groups:
            first_full = next((g for g in groups if g.rows), groups[0])
            self.groups.go_to(first_full.key)
        self._show_group()

    def _group_changed(self) -> None:
        self.ticked.clear()
        self._show_group()

    def _show_group(self) -> None:
        group = self.group
        self.table.show_rows(group.rows if group else ())
        if group is not None and self.view is OUTSIDE and group.key not in (DUE, ALL):
            self.step.suggest("who", group.name)
        elif self.view is OUTSIDE:
            self.step.suggest("who", "")
        if self.table.current() is None and self.table.rows:
            self.table.selectRow(0)
        self._show_ticks()
        self._load_card()

    def _show_ticks(self) -> None:
        self.table.viewport().update()
        rows = self.chosen
        copies = sum(row.copies for row in rows)
        words = tr("清单 {n} 票 {c} 份") if self.view is LISTS else tr("已选 {n} 票 {c} 份")
        self._sums.setText(words.format(n=len(rows), c=copies) if self.table.rows else "")

    def _take_group(self) -> None:
        """Enter on a group: its papers are ticked, and the cursor goes to what is typed."""
        if self.view is not LISTS:
            self._tick_due()
            self._show_ticks()
        self.step.fields.focus_first()

    def _tick_due(self) -> None:
        """Tick what is to be asked for, or all papers that are here."""
        due = self.papers.due if self.papers else frozenset()
        rows = self.table.rows
        if self.view is OUTSIDE:
            rows = [row for row in rows if row.number in due] or rows
        self.ticked = {row.number for row in rows}

    def _load_card(self) -> None:
        row = self.table.current()
        if row is None:
            self.panel.show_card(None)
        else:
            self._load(row.number)

    def _load(self, number: str, *, asked_for: bool = False) -> None:
        def came(card: ReceiptCard) -> None:
            current = self.table.current()
            if current is None or current.number == number or not self._in_sight(number):
                self.panel.show_card(card)
                if asked_for:
                    self.panel.offer_proof()

        def failed(fault: BaseException) -> None:
            if isinstance(fault, Refused):
                self.panel.show_card(None)
                self.context.say(str(fault))
            else:
                self.context.tell(fault)

        desk = self.context.desk
        ask = partial(desk.ask, receipt_card, number=number)
        self.context.bridge.later(ask, came, failed, owner=self)

    def _in_sight(self, number: str) -> bool:
        return any(row.number == number for row in self.table.rows)

    def _is_ticked(self, row: ReceiptRow) -> bool:
        return row.number in self.ticked

    def _today(self) -> date:
        return local(self.context.desk.now).date()

    # -- building ---------------------------------------------------------------------------------

    def _build(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(SPACE.page, SPACE.wide, SPACE.page, SPACE.small)
        column.setSpacing(SPACE.small)
        head = QHBoxLayout()
        head.setSpacing(SPACE.small)
        head.addWidget(plain_label(tr("回单"), "title"))
        head.addStretch(1)
        every = partial(self.context.open_page, "return_receipts")
        head.addWidget(keyed_button(self, tr("全部回单"), "Ctrl+D", every))
        self._void = keyed_button(self, tr("作废清单"), "Ctrl+Delete", self.void_list, "danger")
        self._print = keyed_button(self, tr("打印清单"), "Ctrl+P", self.print_list)
        self._all = keyed_button(self, tr("全选"), "Ctrl+Shift+A", self.tick_all)
        self.go = keyed_button(self, "", "", self.go_on, "primary")
        for button in (self._void, self._print, self._all, self.go):
            head.addWidget(button)
        column.addLayout(head)
        column.addWidget(self.strip)
        column.addWidget(self.kept.line)
        column.addWidget(self.taking_in)
        sides = QHBoxLayout()
        sides.setSpacing(SPACE.small)
        sides.addLayout(self._left(), 1)
        sides.addWidget(self.panel)
        column.addLayout(sides, 1)
        self._hint = plain_label("", "small")
        column.addWidget(self._hint)
        on_key(self, "F9", lambda: self.go.click() if self.go.isVisible() else None)
        on_key(self, "F6", self._turn)
        on_key(self, "Ctrl+F", self.taking_in.box.take_focus)
        on_key(self, "Ctrl+B", self.groups.setFocus)

    def _left(self) -> QVBoxLayout:
        left, middle = QVBoxLayout(), QHBoxLayout()
        left.setSpacing(SPACE.small)
        middle.setSpacing(SPACE.small)
        self._nothing, self._sums = plain_label("", "muted"), plain_label("", "strong")
        self._nothing.setWordWrap(True)
        self.groups.setFixedWidth(GROUPS_WIDTH)
        middle.addWidget(self.groups)
        middle.addWidget(self.table, 1)
        left.addWidget(self._nothing)
        left.addLayout(middle, 1)
        left.addWidget(self._sums)
        for step in self.steps.values():
            left.addWidget(step)
        return left

    def _turn(self) -> None:
        self.turn_to(VIEWS[(VIEWS.index(self.view) + 1) % len(VIEWS)])

    def _turn_by_key(self, key: str) -> None:
        self.turn_to(next(view for view in VIEWS if view.key == key))
