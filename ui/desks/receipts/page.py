"""A run that is out or back: its papers are entered with the keyboard, its cash is settled."""

from functools import partial
from typing import Any

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout

from desk.freight.delivery.choices import RunState as S
from desk.freight.delivery.choices import SignResult
from desk.freight.delivery.queries import OpenRunRow, RunCard, StopRow, open_runs, run_card
from desk.freight.delivery.settling import return_run, settle_run
from desk.freight.delivery.signing import enter_receipt
from desk.freight.delivery.withdrawing import withdraw_receipt
from desk.kernel.moments import show_moment
from desk.kernel.text import tr
from desk.storage.gate import Outcome
from ui.asking import plain_label
from ui.desks.cursor import take_up
from ui.desks.kept_fields import KeptFields, put_fields
from ui.desks.leaving import Leaving
from ui.desks.lines import line_editor
from ui.desks.pieces import Chip, keyed_button, on_key
from ui.desks.receipts.cash_panel import CashPanel
from ui.desks.receipts.columns import COLUMNS, takings
from ui.desks.receipts.consent import ConsentCard
from ui.desks.receipts.entry_form import EntryForm
from ui.desks.receipts.pasting import PastedReceipts
from ui.desks.strip import Strip
from ui.desks.typed_table import TypedTable
from ui.registry import Context
from ui.theme import SPACE
from ui.tones import tone_of
from ui.turns import next_turn

_RESULTS = dict(zip("1234", SignResult, strict=True))


class RunReceipts(Leaving):
    """See the module."""

    watches = frozenset({"delivery_run", "run_line", "delivery_receipt", "contact_log"})

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self.number = self._wanted = ""
        self.card: RunCard | None = None
        self.strip = Strip()
        self.strip.chosen.connect(lambda number: self.open_with(number=number))
        self.table: TypedTable[StopRow] = TypedTable(tr("派送明细"), COLUMNS, lambda s: s.number)
        self.form = EntryForm(context)
        next_turn()
        self.consent = ConsentCard(context)
        next_turn()
        self.cash = CashPanel(context)
        self.wrong = plain_label("", "problem")
        self.wrong.setWordWrap(True)
        self.pasted = PastedReceipts(self, self._tell_wrong)
        self.kept = KeptFields(
            self,
            tr("一票签收"),
            lambda: self.form.fields,
            lambda kept: put_fields(self.form.fields, kept),
            lambda: self.typing,
        )
        self.buttons: dict[str, QPushButton] = {}
        self._build()
        self._connect()

    # -- arguments and state ----------------------------------------------------------------------

    def open_with(self, **arguments: Any) -> None:
        """Take the run ``number``, and its stop ``waybill``."""
        number = str(arguments.get("number") or "")
        self._wanted = str(arguments.get("waybill") or "")
        if number and number != self.number and self.may_leave():
            self.form.show_stop(None, open_=False)
            self.number, self.card = number, None
            self.cash.fields.clear()
            self.pasted.forget()
            self.stale = True
        if self.isVisible():
            self.renew()

    def shown(self) -> None:
        super().shown()
        take_up(self, self.table)

    def refresh(self) -> None:
        self.context.ask(open_runs, self._runs, self)

    @property
    def typing(self) -> bool:
        stop = self.form.stop
        return stop is not None and stop.receipt is None and self.form.fields.touched

    def may_leave(self) -> bool:
        question = tr("这一票的签收还没有保存,确定放弃?")
        return self.kept.given_up(question, no=tr("继续登记"))

    def forget_typing(self) -> None:
        self.form.show_stop(None, open_=False)
        self.renew()

    def _runs(self, rows: list[OpenRunRow]) -> None:
        fitting = [row for row in rows if row.state in (S.OUT, S.RETURNED)]
        words = tr("{no}  {plate} {driver}  {state} {e}/{t}票")
        items = [
            (
                row.number,
                words.format(
                    no=row.number,
                    plate=row.plate_no,
                    driver=row.driver_name,
                    state=row.state.label,
                    e=row.entered,
                    t=row.tickets,
                ),
            )
            for row in fitting
        ]
        if not self.number and fitting:
            self.number = fitting[0].number
        self.strip.show_items(items, self.number)
        self._nothing.setVisible(not self.number)
        for widget in (self.form, self.cash):
            widget.setVisible(bool(self.number))
        if self.number:
            self.context.ask(run_card, self._shown, self, number=self.number)

    def _shown(self, card: RunCard) -> None:
        first = self.card is None
        self.card = card
        self.table.locked = card.state is not S.OUT or not self.context.may("signoff.create")
        self.title.setText(f"{card.number}  {card.plate_no}  {card.driver_name}")
        self.state.show_as(card.state.label, tone_of(card.state))
        moments = ((tr("{t} 出车"), card.depart_at), (tr("{t} 回车"), card.return_at))
        self.times.setText(" · ".join(words.format(t=show_moment(t)) for words, t in moments if t))
        self.table.show_rows(card.stops)
        self.cash.show_run(card)
        if first:
            self._go_on()
        elif not self.typing:
            self._went()
        self._show_expected()

    def _go_on(self) -> None:
        """Go to the stop that was asked for, else the first not entered; to the cash when all are."""
        stops = self.card.stops if self.card else ()
        waiting = [stop.number for stop in stops if stop.receipt is None]
        wanted, self._wanted = self._wanted, ""
        if waiting:
            self.table.go_to(wanted if wanted in waiting else waiting[0])
            self._went()
            self.table.setFocus()
        elif self.card is not None and self.card.state is S.RETURNED:
            self._went()
            self.cash.fields.focus_first()
        else:
            self._went()
            self.table.setFocus()

    def _went(self) -> None:
        stop = self.table.current()
        if stop is None and self.table.rows:
            stop = self.table.rows[0]
        self._show_stop(stop)

    def _chose(self) -> None:
        """Another row: what is typed for the former one is not lost without a question."""
        stop, typed = self.table.current(), self.form.stop
        if stop is None or (typed is not None and stop.number == typed.number):
            return
        if typed is not None and not self.may_leave():
            self._stay()
            QTimer.singleShot(0, self, self._stay)  # a click marks its row after telling of it
            return
        self._show_stop(stop)

    def _stay(self) -> None:
        if self.form.stop is not None:
            self.table.go_to(self.form.stop.number)

    def _show_stop(self, stop: StopRow | None) -> None:
        open_ = self.card is not None and self.card.state is S.OUT
        self.form.show_stop(stop, open_=open_ and self.context.may("signoff.create"))
        if stop is not None:
            self.kept.begin(f"receipt {self.number} {stop.number}", named=stop.number)
        if stop is not None and stop.receipt is not None:
            self.kept.line.drop()  # it has been entered since
        entered = stop is not None and stop.receipt is not None
        may = self.context.may("delivery_run.update")
        back = self.card is not None and self.card.state in (S.OUT, S.RETURNED)
        self.buttons["withdraw"].setVisible(entered and may and back)
        self.buttons["save"].setVisible(not entered and open_)
        self._typed()

    def _typed(self) -> None:
        stop = self.form.stop
        if stop is not None:
            self.consent.ask_for(stop.number, stop.cod_due_fen, self.form.cod_lowered_fen())
        self._show_expected()

    def _show_expected(self) -> None:
        if self.card is not None:
            self.cash.show_takings(self.card, takings(self.card.stops, self.form.typed_money()))

    # -- receipts ---------------------------------------------------------------------------------

    def save(self, reason: str = "") -> None:
        """Save the receipt and go on to the next stop."""
        stop = self.form.stop
        if stop is None or stop.receipt is not None:
            return

        def arguments() -> dict[str, Any]:
            return {"number": self.number, "waybill": stop.number, "entry": self.form.entry()}

        self.context.do(
            enter_receipt, arguments, self._entered, fields=self.form.fields, reason=reason
        )

    def release(self) -> None:
        """The manager lets goods go that are not paid for (E151); he gives the reason."""
        reason = self.context.asker.reason(tr("未收款放货"))
        if reason:
            self.save(reason)

    def withdraw(self) -> None:
        """Take a wrong entry back."""
        stop = self.form.stop
        reason = self.context.asker.reason(tr("撤销签收登记"))
        if stop is not None and reason:
            arguments = {"number": self.number, "waybill": stop.number, "reason": reason}
            self.context.do(withdraw_receipt, arguments, lambda _: self.reload())

    def _entered(self, outcome: Outcome[str]) -> None:
        self.kept.forget()
        self.form.remember()
        self.context.say(tr("票据 {no} 已登记。").format(no=outcome.value))
        self.reload()

    def reload(self) -> None:
        """Show what is saved now and go on."""
        self.form.show_stop(None, open_=False)
        self.card = None
        self._shown(self.context.look_up(run_card, number=self.number))
        if self.isVisible():
            self.renew()

    def _key(self, key: str) -> None:
        if key in _RESULTS:
            self.form.choose(_RESULTS[key])

    # -- cash -------------------------------------------------------------------------------------

    def come_back(self) -> None:
        """Note that the truck is back."""
        if self.cash.back.isVisible() and self.cash.back.isEnabled():
            self.context.do(return_run, {"number": self.number}, lambda _: self.reload())

    def settle(self) -> None:
        """Settle the run with the cash and papers typed."""
        if not self.cash.settle.isEnabled():
            return

        def arguments() -> dict[str, Any]:
            return {"number": self.number, **self.cash.arguments()}

        self.context.do(settle_run, arguments, self._settled, fields=self.cash.fields)

    def _settled(self, _: Outcome[Any]) -> None:
        self.context.say(tr("派送单 {no} 已结单。").format(no=self.number))
        self.reload()

    # -- building ---------------------------------------------------------------------------------

    def _build(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(SPACE.page, SPACE.wide, SPACE.page, SPACE.small)
        column.setSpacing(SPACE.small)
        column.addLayout(self._head())
        column.addWidget(self.strip)
        self._nothing = plain_label(
            tr("没有在途或待结的派送单。在「派送排车」按 F8 出车后列在这里。"), "muted"
        )
        column.addWidget(self._nothing)
        for widget in (self._nothing, self.wrong, self.form, self.cash):
            widget.hide()
        sides = QHBoxLayout()
        sides.setSpacing(SPACE.small)
        left = QVBoxLayout()
        left.setSpacing(SPACE.small)
        left.addLayout(self._run_line())
        left.addWidget(self.table, 1)
        left.addWidget(self.wrong)
        left.addWidget(self.kept.line)
        left.addWidget(self.form)
        left.addWidget(self.consent)
        sides.addLayout(left, 2)
        sides.addWidget(self.cash, 1)
        column.addLayout(sides, 1)
        hint = tr(
            "1全签 2部分 3拒收 4未送达 · Enter 下一项 · F9 保存 · Ctrl+V 粘贴表格 · F7 回车 · F10 结单"
        )
        column.addWidget(plain_label(hint, "small"))

    def _head(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(SPACE.small)
        row.addWidget(plain_label(tr("签收与缴款"), "title"))
        row.addStretch(1)
        for name, word, key, role, does in (
            ("withdraw", tr("撤销登记"), "", "danger", self.withdraw),
            ("release", tr("未收款放货"), "", "danger", self.release),
            ("print", tr("打印派送清单"), "Ctrl+P", "", self._print),
            ("save", tr("保存签收"), "F9", "primary", self.save),
        ):
            button = keyed_button(self, word, key, partial(_plainly, does), role)
            self.buttons[name] = button
            row.addWidget(button)
        self.buttons["release"].hide()
        return row

    def _run_line(self) -> QHBoxLayout:
        row = QHBoxLayout()
        self.title, self.state = plain_label("", "strong"), Chip()
        self.times = plain_label("", "muted")
        for widget in (self.title, self.state, self.times):
            row.addWidget(widget)
        row.addStretch(1)
        return row

    def _connect(self) -> None:
        self.table.went.connect(self._chose)
        self.table.typed.connect(self._key)
        self.table.opened.connect(self.form.fields.focus_first)
        self.table.copied_in.connect(self.pasted.paste)
        self.table.stepped.connect(self.pasted.step_back)
        for name in ("signer", "cash_freight_fen", "cash_cod_fen"):
            self.table.pastes_from(line_editor(self.form.fields, name).line)
        self.form.saved.connect(self.save)
        self.form.changed.connect(self._typed)
        self.form.changed.connect(self.kept.typed)
        self.form.fields.unpaid.connect(self._unpaid)
        self.cash.returned.connect(self.come_back)
        self.cash.settled.connect(self.settle)
        on_key(self, "F6", self.consent.key)
        on_key(self, "F7", self.come_back)
        on_key(self, "F10", self.settle)

    def _tell_wrong(self, words: str) -> None:
        self.wrong.setText(words)
        self.wrong.setVisible(bool(words))

    def _unpaid(self, unpaid: bool) -> None:
        self.buttons["release"].setVisible(unpaid and self.context.may("lien.approve"))

    def _print(self) -> None:
        if self.number:
            self.context.show_paper("P-02", self.number)


def _plainly(does: Any, _checked: bool = False) -> None:
    does()
