"""代收货款: several tickets are handed in or remitted together; what is typed stands beside what is due."""

from functools import partial
from typing import Any, ClassVar

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout

from desk.freight.cod.choices import CodState
from desk.freight.cod.commands import bank_cod, remit_cod
from desk.freight.cod.waiting import CodToDoRow, cod_waiting
from desk.freight.consignments.choices import PayMethod
from desk.kernel.errors import Refused
from desk.kernel.moments import local, show_date
from desk.kernel.quantities import show_money
from desk.kernel.text import tr
from desk.kernel.words import amount_in_words
from desk.screens.fields import Field, Kind
from ui.asking import plain_label
from ui.desks.dense import DenseGrid
from ui.desks.leaving import Leaving
from ui.desks.pieces import Card, keyed_button, on_key
from ui.desks.row_table import Column
from ui.desks.spot import Spot
from ui.desks.strip import Strip
from ui.desks.tick_table import TickTable
from ui.editors import FieldSet, editor_for
from ui.registry import Context
from ui.theme import SPACE, Tone

_BANK = (
    Field("handed_in_fen", "实缴金额", Kind.MONEY, width=7, required=True),
    Field("reference", "缴存凭证号", width=10),
    Field("difference_reason", "差异原因", width=14),
)
_REMIT = (
    Field("method", "返款方式", Kind.CHOICE, choices=PayMethod, width=6, required=True),
    Field("reference", "返款凭证号", width=12, required=True),
    Field("paid_at", "付款时间", Kind.MOMENT, width=8),
)


class CodDesk(Leaving):
    """See the module."""

    watches: ClassVar[frozenset[str] | None] = frozenset(
        {"cod_account", "cod_entry", "consignment"}
    )

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self.state = CodState.COLLECTED
        self.ticked: set[str] = set()
        self._wanted, self._wanted_ids = "", frozenset[int]()
        self._rows: list[CodToDoRow] = []
        self.strip = Strip()
        self.strip.chosen.connect(lambda key: self.turn_to(CodState[key]))
        self.table = TickTable(tr("代收货款"), self._columns(), lambda row: row.number)
        self.table.ticked_one.connect(self.tick)
        self.bank, self.remit = FieldSet(self), FieldSet(self)
        self._build(context)
        self.bank["handed_in_fen"].edited.connect(self._show_difference)

    # -- what is shown ----------------------------------------------------------------------------

    def open_with(self, **arguments: Any) -> None:
        """Turn to the ticket ``number`` and tick it, with the others of ``ids``."""
        self._wanted = str(arguments.get("number") or "")
        self._wanted_ids = frozenset(arguments.get("ids") or ())
        self.renew()

    def shown(self) -> None:
        super().shown()
        self.table.setFocus()

    def refresh(self) -> None:
        self.context.ask(cod_waiting, self._came, self)

    def may_leave(self) -> bool:
        question = tr("缴款或返款还没有保存,确定放弃?")
        return not self.typing or self.context.gives_up(question)

    @property
    def typing(self) -> bool:
        return self.bank.touched or self.remit.touched

    def forget_typing(self) -> None:
        self.bank.clear()
        self.remit.clear()
        self.renew()

    @property
    def fields(self) -> FieldSet:
        """The fields of the step that is shown."""
        return self.bank if self.state is CodState.COLLECTED else self.remit

    @property
    def chosen(self) -> list[CodToDoRow]:
        """The ticked tickets of the step that is shown."""
        return [r for r in self._rows if r.state is self.state and r.number in self.ticked]

    def turn_to(self, state: CodState) -> None:
        """Show what waits to be handed in, or to be remitted."""
        self.state = state
        self._show()
        self.table.setFocus()

    def tick(self) -> None:
        """Tick or untick the current row and go on; what cannot be done yet says why."""
        row = self.table.current()
        if row is None:
            return
        if row.objection:
            self.context.say(tr("{no}:{why}。").format(no=row.number, why=row.objection))
            return
        self.ticked ^= {row.number}
        self._show()
        place = self.table.rows.index(row) + 1
        if place < len(self.table.rows):
            self.table.selectRow(place)

    def tick_all(self) -> None:
        """Tick everything that can be done, or nothing when all is ticked."""
        able = {row.number for row in self.table.rows if not row.objection}
        self.ticked = self.ticked - able if able <= self.ticked else self.ticked | able
        self._show()

    # -- doing it ---------------------------------------------------------------------------------

    def go_on(self) -> None:
        """Hand in or remit the ticked tickets."""
        if self.state is CodState.COLLECTED:
            self._run(bank_cod, tr("已缴存 {n} 票,共 {a} 元。"), self._due())
        elif self._sure():
            self._run(remit_cod, tr("已返款 {n} 票,共 {a} 元。"), self._rest())

    def print_sheet(self) -> None:
        """Show P-43 of this month."""
        self.context.show_paper("P-43", f"{local(self.context.desk.now):%Y-%m}")

    def _sure(self) -> bool:
        """Money leaves the house: every payee once, in one question."""
        if not self.chosen:
            return True
        words = tr("{no}  {payee} {bank} 尾号 {tail}  {a} 元")
        points = [
            words.format(
                no=row.number,
                payee=row.payee,
                bank=row.bank,
                tail=row.account_last4 or "—",
                a=show_money(row.rest_fen),
            )
            for row in self.chosen
        ]
        question = tr("返款 {n} 票,共 {a} 元({w}),确定?").format(
            n=len(self.chosen),
            a=show_money(self._rest()),
            w=amount_in_words(self._rest()),
        )
        return self.context.sure(question, *points, yes=tr("返款"))

    def _run(self, command: Any, words: str, total_fen: int) -> None:
        numbers = tuple(row.number for row in self.chosen)
        said = words.format(n=len(numbers), a=show_money(total_fen))

        def arguments() -> dict[str, Any]:
            return {**self.fields.values(), "numbers": numbers}

        def done(_: object) -> None:
            self.ticked -= set(numbers)
            self.bank.clear()
            self.remit.clear()
            self.remit.fill({"method": PayMethod.TRANSFER})
            self.context.say(said)
            self.renew()

        self.context.do(command, arguments, done, fields=self.fields)

    # -- inside -----------------------------------------------------------------------------------

    def _came(self, rows: list[CodToDoRow]) -> None:
        self._rows = rows
        self.ticked &= {row.number for row in rows if not row.objection}
        wanted, self._wanted = self._wanted, ""
        ids, self._wanted_ids = self._wanted_ids, frozenset()
        row = next((r for r in rows if r.number == wanted), None)
        if row is not None:
            self.state = row.state
            asked = [r for r in rows if r is row or r.consignment_id in ids]
            self.ticked |= {r.number for r in asked if not r.objection}
        self._show()
        self.table.go_to(wanted)

    def _due(self) -> int:
        return sum(row.amount_fen for row in self.chosen)

    def _rest(self) -> int:
        return sum(row.rest_fen for row in self.chosen)

    def _show(self) -> None:
        banking = self.state is CodState.COLLECTED
        counts = {s: sum(r.state is s for r in self._rows) for s in _STATES}
        words = {CodState.COLLECTED: tr("待缴存 {n} 票"), CodState.BANKED: tr("待返还 {n} 票")}
        items = [(s.value, words[s].format(n=counts[s])) for s in _STATES]
        self.strip.show_items(items, self.state.value)
        self.table.show_rows([row for row in self._rows if row.state is self.state])
        self.table.viewport().update()
        self._bank_card.setVisible(banking)
        self._remit_card.setVisible(not banking)
        empty = tr("没有待缴存的代收货款。") if banking else tr("没有待返还的代收货款。")
        self._nothing.setText(empty + tr("按 F6 看另一类。"))
        self._nothing.setVisible(not self.table.rows)
        right = "cod.hand_in" if banking else "cod.approve"
        self.go.setVisible(self.context.may(right))
        word = tr("缴存") if banking else tr("返款")
        self.go.setText(f"{word}  F9")
        self.go.setAccessibleName(word)
        sums = (
            tr("已选 {n} 票 · 应缴 {a} 元")
            if banking
            else tr("已选 {n} 票 · 代收 {a} 元 · 手续费 {f} 元 · 应返 {r} 元")
        )
        self._sums.setText(
            sums.format(
                n=len(self.chosen),
                a=show_money(self._due()),
                f=show_money(self._due() - self._rest()),
                r=show_money(self._rest()),
            )
        )
        self._show_difference()

    def _show_difference(self) -> None:
        """Typed less due, in words; nothing as long as no sum is typed."""
        try:
            typed = self.bank["handed_in_fen"].value()
        except Refused:
            typed = None
        gap = 0 if typed is None else typed - self._due()
        a = show_money(abs(gap))
        words = tr("少缴 {a} 元") if gap < 0 else tr("多缴 {a} 元")
        more = tr(",由经理写明原因后缴存。")
        self._gap.setText(words.format(a=a) + more if gap else "")
        self._gap.setVisible(bool(gap))

    def _columns(self) -> tuple[Column[CodToDoRow], ...]:
        def tick(row: CodToDoRow) -> str:
            return "✓" if row.number in self.ticked else ""

        def late(row: CodToDoRow) -> Tone | None:
            today = local(self.context.desk.now).date()
            return Tone.WRONG if row.due_on and row.due_on < today else None

        def amount(name: str, row: CodToDoRow) -> str:
            return show_money(getattr(row, name))

        return (
            Column(tr("选"), tick, 1, ink=lambda _: Tone.ACTIVE),
            Column(tr("运单号"), lambda r: r.number, 7),
            Column(tr("收货人"), lambda r: r.consignee_name, 7),
            Column(tr("收款人"), lambda r: r.payee, 7, stretch=True),
            Column(tr("开户行"), lambda r: r.bank, 7),
            Column(tr("尾号"), lambda r: r.account_last4, 3),
            Column(tr("代收"), partial(amount, "amount_fen"), 6, right=True, total=True),
            Column(tr("手续费"), partial(amount, "fee_fen"), 4, right=True, total=True),
            Column(tr("应返"), partial(amount, "rest_fen"), 6, right=True, total=True),
            Column(tr("返款期限"), lambda r: show_date(r.due_on) if r.due_on else "", 6, ink=late),
            Column(tr("提示"), lambda r: r.objection, 9, chip=lambda _: Tone.WAITING),
        )

    # -- building ---------------------------------------------------------------------------------

    def _build(self, context: Context) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(SPACE.page, SPACE.wide, SPACE.page, SPACE.small)
        column.setSpacing(SPACE.small)
        head = QHBoxLayout()
        head.setSpacing(SPACE.small)
        head.addWidget(plain_label(tr("代收货款缴存与返还"), "title"))
        head.addStretch(1)
        sheet = partial(context.open_page, "cod")
        head.addWidget(keyed_button(self, tr("全部代收货款"), "Ctrl+D", sheet))
        if context.may("print.create"):
            head.addWidget(keyed_button(self, tr("本月结算表"), "Ctrl+P", self.print_sheet))
        head.addWidget(keyed_button(self, tr("全选"), "Ctrl+Shift+A", self.tick_all))
        self.go = keyed_button(self, tr("缴存"), "F9", self.go_on, "primary")
        head.addWidget(self.go)
        column.addLayout(head)
        column.addWidget(self.strip)
        self._nothing = plain_label("", "muted")
        column.addWidget(self.table, 1)
        column.addWidget(self._nothing)
        self._sums, self._gap = plain_label("", "strong"), plain_label("", "warning")
        self._bank_card, self._remit_card = Card(), Card()
        column.addWidget(self._sums)
        column.addWidget(self._gap)
        for card, fields, described in (
            (self._bank_card, self.bank, _BANK),
            (self._remit_card, self.remit, _REMIT),
        ):
            grid = DenseGrid(columns=20)
            editors = [fields.add(editor_for(field, context)) for field in described]
            grid.line(*zip(editors, (5, 6, 9), strict=True))
            card.column.addWidget(grid)
            card.column.addWidget(fields.add(Spot("numbers", plain_label("", "small"), tr("运单"))))
            column.addWidget(card)
            fields.finished.connect(self.go_on)
        self.remit.fill({"method": PayMethod.TRANSFER})
        foot = tr("空格选票 · Enter 到金额 · F6 缴存/返还 · F9 办理 · 司机收的款随派送单结单缴存")
        column.addWidget(plain_label(foot, "small"))
        self.table.opened.connect(lambda: self.fields.focus_first())
        on_key(self, "F6", self._turn)

    def _turn(self) -> None:
        banking = self.state is CodState.COLLECTED
        self.turn_to(CodState.BANKED if banking else CodState.COLLECTED)


_STATES = (CodState.COLLECTED, CodState.BANKED)
