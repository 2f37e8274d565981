"""单据归档: papers go into their box one Enter after the other, and are filed together."""

from collections.abc import Callable
from functools import partial
from typing import Any, ClassVar

from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout

from desk.filing.vouchers.checking import PaperChecked, check_vouchers
from desk.filing.vouchers.commands import (
    VoucherDraft,
    file_vouchers,
    seal_box,
    unfile_voucher,
    unseal_box,
)
from desk.filing.vouchers.lending import lend_voucher, return_voucher
from desk.filing.vouchers.queries import BoxCard
from desk.kernel.commands import entry_of
from desk.kernel.text import tr
from desk.screens.fields import Field, Kind
from ui.asking import plain_label
from ui.bridge import Job
from ui.desks.new_day import offer_today
from ui.desks.pieces import Chip, add_side, keyed_button, on_key
from ui.desks.voucher_filing.boxes import Boxes
from ui.desks.voucher_filing.lines import COLUMNS, Line, filed_line
from ui.desks.voucher_filing.missing_card import MissingCard
from ui.desks.voucher_filing.reading import Box, box_of
from ui.desks.voucher_filing.table import LineTable, RowProblems
from ui.desks.voucher_filing.typing_line import TypingLine, emptied_words
from ui.pages.empty_state import EmptyState
from ui.pages.form_dialog import FormDialog
from ui.pages.page import Page
from ui.registry import Context
from ui.theme import SPACE, Tone
from ui.turns import next_turn


class VoucherFiling(Page):
    """See the module."""

    watches: ClassVar[frozenset[str] | None] = frozenset({"voucher_box", "voucher", "voucher_loan"})

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self.number = ""
        self.card: BoxCard | None = None
        self.drafts: list[Line] = []
        self._serial = 0
        self._reading: Job | None = None
        self.buttons: dict[str, QPushButton] = {}
        self.boxes, self.missing = Boxes(context), MissingCard()
        next_turn()
        self.boxes.chosen.connect(self.take_box)
        self.typing = TypingLine(context)
        next_turn()
        self.typing.typed.connect(self.add)
        self.table = LineTable(tr("盒内单据"), COLUMNS, lambda line: line.key)
        self.table.opened.connect(self.mend)
        self.table.removed.connect(self.take_out)
        self.table.went.connect(self._show_buttons)
        self.rows = RowProblems(self, self.mark_wrong)
        self._build()
        self._show()
        self.missing.hide()

    # -- what is shown ----------------------------------------------------------------------------

    def open_with(self, **arguments: Any) -> None:
        """Take the box ``number``."""
        number = str(arguments.get("number") or "")
        if number:
            self.take_box(number)

    def shown(self) -> None:
        super().shown()
        if self.card is None:
            self.boxes.fields.focus_first()
        else:
            self.typing.take_focus()

    def day_turned(self) -> None:
        offer_today(self.context, self.boxes.offer, typed=self.boxes.fields.touched)

    def refresh(self) -> None:
        if self._reading is not None:
            self._reading.cancel()
        ask = partial(box_of, self.context.desk, self.number)
        self._reading = self.context.bridge.later(ask, self._came, self.context.tell, owner=self)

    def may_leave(self) -> bool:
        return not self.drafts or self.context.gives_up(emptied_words(len(self.drafts)))

    def take_box(self, number: str) -> None:
        """Work on another box."""
        if number == self.number:
            self.typing.take_focus()
        elif self.may_leave():
            self.number, self.card, self.drafts = number, None, []
            self.renew()

    # -- papers -----------------------------------------------------------------------------------

    def add(self, draft: VoucherDraft) -> None:
        """Put a typed paper on the list, checked beside the window."""
        if self.card is None or self.card.sealed_on is not None:
            self.context.say(tr("请先选一个未封的盒。"))
            return
        self._serial += 1
        self.drafts.append(Line(f"n{self._serial}", draft=draft))
        self._show()
        self.table.go_to(self.drafts[-1].key)
        self._check()

    def mend(self) -> None:
        """Take a typed paper back into the line."""
        line = self.table.current()
        if line is not None and line.draft is not None:
            self.drafts = [other for other in self.drafts if other.key != line.key]
            self._show()
            self._check()
            self.typing.take(line.draft)

    def take_out(self) -> None:
        """Drop a typed paper, or take a filed one out of the box, with a reason."""
        line = self.table.current()
        if line is None:
            return
        if line.filed is None:
            self.drafts = [other for other in self.drafts if other.key != line.key]
            self._show()
            self._check()
        elif self.context.may("voucher.update"):
            reason = self.context.asker.reason(tr("取消归档 {no}").format(no=line.doc_no))
            if reason:
                arguments = {"voucher_id": line.filed.voucher_id, "reason": reason}
                self._run(unfile_voucher, arguments, tr("{no} 已取消归档。").format(no=line.doc_no))

    def file_all(self) -> None:
        """File everything typed, or nothing."""
        if not self.drafts:
            self.context.say(tr("还没有要归档的单据,请先扫描或录入单号。"))
            self.typing.take_focus()
            return
        papers = tuple(line.draft for line in self.drafts if line.draft is not None)

        def filed(outcome: Any) -> None:
            self.drafts = []
            self.context.say(tr("已归档 {n} 件。").format(n=outcome.value))
            self.renew()
            self.typing.take_focus()

        arguments = {"number": self.number, "papers": papers}
        self.context.do(file_vouchers, arguments, filed, fields=self.rows)

    def lend(self) -> None:
        """Lend the filed paper, or note that it is back."""
        line = self.table.current()
        filed = line.filed if line is not None else None
        if filed is None:
            self.context.say(tr("请先选一件已归档的单据。"))
        elif filed.borrower:
            said = tr("{no} 已归还。").format(no=filed.doc_no)
            self._run(return_voucher, {"voucher_id": filed.voucher_id}, said)
        else:
            fields = (
                Field("borrower", tr("借阅人"), width=8, required=True),
                Field("due_on", tr("应还日期"), Kind.DATE, width=6, required=True),
                Field("purpose", tr("用途"), width=12),
            )
            self._form(lend_voucher, fields, {"voucher_id": filed.voucher_id})

    # -- the box ----------------------------------------------------------------------------------

    def seal(self) -> None:
        """Close the box for good."""
        if self.card is None:
            return
        if self.drafts:
            self.context.say(tr("还有 {n} 件没有归档,请先按 F9。").format(n=len(self.drafts)))
            return
        place = Field("location", tr("位置"), width=10, required=True)
        values = {"location": self.card.location}
        self._form(seal_box, (place,), {"number": self.number}, values)

    def unseal(self) -> None:
        """Open it again, with a reason."""
        reason = self.context.asker.reason(tr("重开 {no}").format(no=self.number))
        if reason:
            arguments = {"number": self.number, "reason": reason}
            self._run(unseal_box, arguments, tr("{no} 已重开。").format(no=self.number))

    def print_index(self) -> None:
        """Show P-28."""
        if self.number:
            self.context.show_paper("P-28", self.number)

    # -- inside -----------------------------------------------------------------------------------

    def mark_wrong(self, rows: dict[int, list[str]]) -> None:
        """Show what was refused at each typed paper."""
        self.drafts = [
            line.now(
                PaperChecked(
                    line.doc_no, line.checked.doc_date if line.checked else None, "", tuple(said)
                )
            )
            if (said := rows.get(index))
            else line
            for index, line in enumerate(self.drafts)
        ]
        self._show()
        if rows:
            self.table.go_to(self.drafts[min(rows)].key)
            self.table.setFocus()

    def _run(self, command: Callable[..., Any], arguments: dict[str, Any], said: str) -> None:
        self.context.do(command, arguments, lambda _: self.context.say(said))

    def _form(
        self,
        command: Callable[..., Any],
        fields: tuple[Field, ...],
        fixed: dict[str, Any],
        values: dict[str, Any] | None = None,
    ) -> None:
        entry, window = entry_of(command), self.window()
        FormDialog(self.context, entry, fields, fixed, values, window).show()

    def _check(self) -> None:
        """Ask what is wrong with all typed papers; an answer for others is passed over."""
        keys = [line.key for line in self.drafts]
        papers = tuple(line.draft for line in self.drafts if line.draft is not None)
        if not papers:
            return

        def came(checked: list[PaperChecked]) -> None:
            if keys == [line.key for line in self.drafts]:
                pairs = zip(self.drafts, checked, strict=True)
                self.drafts = [line.now(found) for line, found in pairs]
                self._show()

        self.context.ask(check_vouchers, came, self, number=self.number, papers=papers)

    def _came(self, box: Box) -> None:
        before, self.card = self.card, box.card
        self.boxes.show_boxes(box.boxes, self.number)
        self.missing.show_check(box.check)
        self._show()
        if before is None and self.card is not None and self.isVisible():
            self.typing.take_focus()

    def _show(self) -> None:
        card = self.card
        sealed = card is not None and card.sealed_on is not None
        self._title.setText(card.number if card else tr("单据归档"))
        state = tr("已封盒") if sealed else tr("未封")
        tone = Tone.DONE if sealed else Tone.WAITING
        self._state.show_as(state if card else "", tone)
        self._nothing.setVisible(card is None)
        self.table.setVisible(card is not None)
        self.typing.setVisible(
            card is not None and not sealed and self.context.may("voucher.create")
        )
        filed = [filed_line(row) for row in card.vouchers] if card else []
        self.table.show_rows([*self.drafts[::-1], *filed])
        self.table.viewport().update()
        wrong = sum(bool(line.problem) for line in self.drafts)
        typed = tr("待归档 {n} 件,其中 {w} 件有问题 · ").format(n=len(self.drafts), w=wrong)
        inside = tr("盒内 {f} 件 {p} 页").format(f=len(filed), p=card.pages if card else 0)
        sums = typed + inside if self.drafts else inside
        self._sums.setText(sums)
        self._sums.setVisible(card is not None)
        self._show_buttons()

    def _show_buttons(self) -> None:
        card, line = self.card, self.table.current()
        sealed = card is not None and card.sealed_on is not None
        may, filed = self.context.may, line.filed if line is not None else None
        self._why.setText(line.problem if line is not None else "")
        self._why.setVisible(bool(line is not None and line.problem))
        lent = tr("归还  F8") if filed and filed.borrower else tr("借出  F8")
        self.buttons["lend"].setText(lent)
        for name, is_shown in (
            ("print", card is not None and may("print.create")),
            ("lend", filed is not None and may("voucher.update")),
            ("unseal", sealed and may("voucher.update")),
            ("seal", card is not None and not sealed and may("voucher.update")),
            ("file", card is not None and not sealed and may("voucher.create")),
        ):
            self.buttons[name].setVisible(is_shown)
        works = tr("Enter 加一件或改一件 · Del 拿掉 · F9 归档 · F7 封盒 · Ctrl+F 单号 · ")
        lends = tr("F8 借出/归还 · ") if filed is not None else ""
        is_open = card is not None and not sealed
        self._hint.setText((works if is_open else "") + lends + tr("Ctrl+B 选盒"))

    # -- building ---------------------------------------------------------------------------------

    def _build(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(SPACE.page, SPACE.wide, SPACE.page, SPACE.small)
        column.setSpacing(SPACE.small)
        column.addLayout(self._head())
        sides, middle = QHBoxLayout(), QVBoxLayout()
        sides.setSpacing(SPACE.small)
        middle.setSpacing(SPACE.small)
        words = tr("在左边填类别和月份开一盒,或按 Ctrl+B 选一个未封的盒,\n再扫描单号归档。")
        self._nothing, self._sums = EmptyState(), plain_label("", "strong")
        self._nothing.tell(words, narrowed=False)
        middle.addWidget(self._nothing, 1)
        middle.addWidget(self.typing)
        middle.addWidget(self.table, 1)
        self._why = plain_label("", "problem")
        self._why.setWordWrap(True)
        middle.addWidget(self._why)
        middle.addWidget(self._sums)
        middle.addStretch(0)
        add_side(sides, self.boxes, most=232, least=180)
        sides.addLayout(middle, 1)
        add_side(sides, self.missing, most=236, least=170)
        column.addLayout(sides, 1)
        self._hint = plain_label("", "small")
        column.addWidget(self._hint)
        on_key(self, "Ctrl+F", self.typing.take_focus)
        on_key(self, "Ctrl+B", self.boxes.table.setFocus)
        on_key(self, "Ctrl+N", self.boxes.fields.focus_first)

    def _head(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(SPACE.small)
        self._title, self._state = plain_label("", "title"), Chip()
        row.addWidget(self._title)
        row.addWidget(self._state)
        row.addStretch(1)
        for name, word, key, role, does in (
            ("unseal", tr("重开"), "", "", self.unseal),
            ("lend", tr("借出"), "F8", "", self.lend),
            ("print", tr("打印目录"), "Ctrl+P", "", self.print_index),
            ("seal", tr("封盒"), "F7", "", self.seal),
            ("file", tr("归档"), "F9", "primary", self.file_all),
        ):
            self.buttons[name] = keyed_button(self, word, key, does, role)
            row.addWidget(self.buttons[name])
        return row
