"""盘点: book against count, typed by keyboard or scanner; differences in colour, submitted, approved."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any, ClassVar

from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout

from desk.freight.stocktake.choices import StocktakeState as S
from desk.freight.stocktake.commands import (
    Counted,
    count_stock,
    start_stocktake,
    submit_stocktake,
    void_stocktake,
)
from desk.freight.stocktake.deciding import approve_stocktake, reject_stocktake
from desk.freight.stocktake.queries import StocktakeCard, stocktake_card
from desk.kernel.text import tr
from desk.screens.fields import Field, Kind
from ui.asking import plain_label
from ui.desks.count_table import CountTable
from ui.desks.dense import DenseGrid
from ui.desks.former import Former
from ui.desks.leaving import Leaving
from ui.desks.pieces import Card, Chip, keyed_button, on_key
from ui.desks.stocktake_line import COLUMNS, COUNTED, Line, sums_of, with_counts
from ui.desks.waybill_box import WaybillBox
from ui.editors import FieldSet, editor_for
from ui.editors.line import TextEditor
from ui.registry import Context
from ui.theme import SPACE, Tone
from ui.tones import tone_of


class StocktakeDesk(Leaving):
    """See the module."""

    watches: ClassVar[frozenset[str] | None] = frozenset({"stocktake", "stocktake_line"})

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self.card: StocktakeCard | None = None
        self.lines: list[Line] = []
        self.buttons: dict[str, QPushButton] = {}
        self.table: CountTable[Line] = CountTable(
            tr("盘点货物"), COLUMNS, lambda line: line.number, COUNTED
        )
        self.table.counted.connect(self._counted)
        self.table.pasted.connect(self._pasted)
        self.table.unread.connect(self._unread)
        self.table.stepped.connect(self._step_back)
        self._former: Former[list[Line]] = Former()
        self.table.went.connect(self._went)
        self.scan = WaybillBox(context, Field("scan", tr("扫描单号"), Kind.NUMBER, width=10))
        self.scan.found.connect(self._scanned)
        self.note = TextEditor(Field("note", tr("差异说明"), width=18))
        self.note.committed.connect(self._noted)
        self.start = FieldSet(self)
        self.prefix = self.start.add(
            editor_for(Field("bin_prefix", tr("库位开头(空着盘全部)"), width=8), context)
        )
        self.start.finished.connect(self.begin)
        self._build()
        self._show()

    # -- what is shown ----------------------------------------------------------------------------

    def open_with(self, **arguments: Any) -> None:
        """Take the count ``number``."""
        number = str(arguments.get("number") or "")
        if number and self._may_change():
            self._load(number)

    def shown(self) -> None:
        super().shown()
        (self.prefix if self.card is None else self.scan).take_focus()

    def refresh(self) -> None:
        if self.card is not None and not self.changed:
            self.context.ask(stocktake_card, self.show_card, self, number=self.card.number)

    def may_leave(self) -> bool:
        return self._may_change()

    @property
    def changed(self) -> bool:
        """Whether counts are typed and not saved."""
        return any(line.typed for line in self.lines)

    @property
    def typing(self) -> bool:
        return self.changed

    def forget_typing(self) -> None:
        if self.card is not None:
            self.show_card(self.card)

    def show_card(self, card: StocktakeCard) -> None:
        """Show a count as it is saved."""
        self.card = card
        self._former.forget()
        self.lines = [
            Line(
                row.number,
                row.bin_code,
                row.consignee_name,
                row.goods_summary,
                row.book,
                row.counted,
                row.note,
            )
            for row in card.lines
        ]
        self._show()

    def _load(self, number: str) -> None:
        self.show_card(self.context.look_up(stocktake_card, number=number))

    def _may_change(self) -> bool:
        return not self.changed or self.context.gives_up(tr("实盘数还没有保存,确定放弃?"))

    def _show(self) -> None:
        card, lines = self.card, self.lines
        state = card.state if card else None
        counting = state is S.COUNTING and self.context.may("stock.create")
        self._title.setText(card.number if card else tr("盘点"))
        self._state.show_as(state.label if state else "", tone_of(state) if state else Tone.NEUTRAL)
        self.table.locked = not counting
        self.table.show_rows(lines)
        self.table.viewport().update()
        self._start_card.setVisible(card is None)
        self._count_card.setVisible(counting)
        self.table.setVisible(card is not None)
        may = self.context.may
        for name, (right, shown) in _BUTTONS.items():
            self.buttons[name].setVisible(may(right) and state in shown)
        reason = tr("已驳回:{v}").format(v=card.reason) if card and card.reason else ""
        self._why.setText(reason)
        self._why.setVisible(bool(reason))
        self._sums.setText(sums_of(lines) if card else "")

    # -- counting ---------------------------------------------------------------------------------

    def _counted(self, number: str, pieces: int) -> None:
        self._change(number, counted=pieces)
        line = self._line(number)
        if line is not None and line.difference and not line.note:
            self.table.go_to(number)
            self.note.take_focus()

    def _pasted(self, counts: dict[str, int]) -> None:
        self._former.remember(self.lines)
        self.lines = with_counts(self.lines, counts)
        self._show()
        self.context.say(tr("已粘贴 {n} 票的实盘件数。").format(n=len(counts)))

    def _step_back(self, back: bool) -> None:
        former = self._former.step(self.lines, back=back)
        if former is not None:
            self.lines = former
            self._show()

    def _unread(self, why: str) -> None:
        self._why.setText(why)
        self._why.setVisible(True)

    def _noted(self) -> None:
        line = self.table.current()
        text = self.note.value()
        if line is not None and text != line.note:
            self._change(line.number, note=text)
            self.note.touched = False
        if self.note.line.hasFocus():
            self._next_uncounted()

    def _change(self, number: str, **values: Any) -> None:
        self._former.remember(self.lines)
        self.lines = [
            replace(line, typed=True, **values) if line.number == number else line
            for line in self.lines
        ]
        self._show()

    def _line(self, number: str) -> Line | None:
        return next((line for line in self.lines if line.number == number), None)

    def _went(self) -> None:
        line = self.table.current()
        self.note.set_value(line.note if line else "")
        self.note.setEnabled(line is not None)

    def _next_uncounted(self) -> None:
        """Back to the table, on the next ticket that was not counted."""
        left = [line.number for line in self.lines if line.counted is None]
        self.table.setFocus()
        if left:
            self.table.go_to(left[0])

    def _scanned(self, number: str) -> None:
        """Type the count of a scanned ticket; one that is not on the list is put on it."""
        self.scan.set_value("")
        if self._line(number) is None:
            found = tr("清单外发现")
            self.lines = [*self.lines, Line(number, "", found, "", None, None, "")]
            self._show()
        self.table.go_to(number)
        self.table.setFocus()
        self.table.begin("")

    # -- the way of a count -----------------------------------------------------------------------

    def begin(self) -> None:
        """Freeze the books of an area."""

        def started(outcome: Any) -> None:
            self.start.clear()
            self._load(outcome.value)
            self.table.setFocus()

        self.context.do(start_stocktake, self.start.values, started, fields=self.start)

    def new(self) -> None:
        """Show where a count is begun."""
        if self._may_change():
            self.card, self.lines = None, []
            self._show()
            self.prefix.take_focus()

    def save(self) -> None:
        """Save what is counted so far."""
        self._save(lambda: self.context.say(tr("实盘数已保存。")))

    def _save(self, then: Callable[[], None]) -> None:
        card = self.card
        if card is None or not self.changed:
            then()
            return
        counts = tuple(
            Counted(waybill=line.number, pieces=line.counted, note=line.note)
            for line in self.lines
            if line.typed and line.counted is not None
        )

        def saved(_: object) -> None:
            self._load(card.number)
            then()

        self.context.do(count_stock, {"number": card.number, "counts": counts}, saved)

    def submit(self) -> None:
        """Hand the count to the manager."""
        self._save(lambda: self._step(submit_stocktake, tr("已提交,等经理批准。")))

    def approve(self) -> None:
        """Book the differences, after one question."""
        differing = [
            tr("{no}:账面 {a} 件,实盘 {b} 件({why})").format(
                no=line.number, a=line.book or 0, b=line.counted, why=line.note
            )
            for line in self.lines
            if line.difference
        ]
        question = tr("批准后按实盘调整库存,确定批准?")
        if self.context.sure(question, *differing, yes=tr("批准")):
            self._step(approve_stocktake, tr("盘点已批准,库存已按实盘调整。"))

    def reject(self) -> None:
        """Send it back to be counted again."""
        self._with_reason(reject_stocktake, tr("驳回盘点"))

    def give_up(self) -> None:
        """Void the count."""
        self._with_reason(void_stocktake, tr("作废盘点"))

    def print_sheet(self) -> None:
        """Show P-44."""
        self._save(lambda: self.context.show_paper("P-44", self._number()))

    def _with_reason(self, command: Callable[..., Any], word: str) -> None:
        reason = self.context.asker.reason(f"{word} {self._number()}")
        if reason:
            self._step(command, tr("{w}:已办理。").format(w=word), reason=reason)

    def _step(self, command: Callable[..., Any], said: str, **more: Any) -> None:
        number = self._number()

        def done(_: object) -> None:
            self._load(number)
            self.context.say(said)

        self.context.do(command, {"number": number, **more}, done)

    def _number(self) -> str:
        return self.card.number if self.card else ""

    # -- building ---------------------------------------------------------------------------------

    def _build(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(SPACE.page, SPACE.wide, SPACE.page, SPACE.small)
        column.setSpacing(SPACE.small)
        column.addLayout(self._head())
        self._why, self._sums = plain_label("", "warning"), plain_label("", "muted")
        self._start_card, self._count_card = Card(tr("开始盘点")), Card()
        words = tr("填库位开头(如 A-)按 Enter,账面数随即冻结;或从「盘点」列表打开一张盘点单。")
        hint = plain_label(words, "muted")
        hint.setWordWrap(True)
        grid = DenseGrid(columns=20)
        grid.line((self.prefix, 6))
        self._start_card.column.addWidget(hint)
        self._start_card.column.addWidget(grid)
        line = DenseGrid(columns=20)
        line.line((self.scan, 6), (self.note, 14))
        self._count_card.column.addWidget(line)
        column.addWidget(self._why)
        column.addWidget(self._start_card)
        column.addWidget(self._count_card)
        column.addWidget(self.table, 1)
        column.addWidget(self._sums)
        column.addStretch(0)
        foot = tr("数字或 Enter 录实盘 · Ctrl+F 扫描单号 · F6 写差异说明 · 有差异须写说明")
        column.addWidget(plain_label(foot, "small"))
        on_key(self, "Ctrl+F", self.scan.take_focus)
        on_key(self, "F6", self._change_side)

    def _head(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(SPACE.small)
        self._title, self._state = plain_label("", "title"), Chip()
        row.addWidget(self._title)
        row.addWidget(self._state)
        row.addStretch(1)
        for name, word, key, role, does in (
            ("void", tr("作废"), "Ctrl+Delete", "danger", self.give_up),
            ("reject", tr("驳回"), "Ctrl+E", "", self.reject),
            ("new", tr("新盘点"), "Ctrl+N", "", self.new),
            ("print", tr("打印盘点表"), "Ctrl+P", "", self.print_sheet),
            ("submit", tr("提交"), "F7", "", self.submit),
            ("begin", tr("开始盘点"), "F9", "primary", self.begin),
            ("save", tr("保存"), "F9", "primary", self.save),
            ("approve", tr("批准"), "F8", "primary", self.approve),
        ):
            button = keyed_button(self, word, "" if key == "F9" else key, does, role)
            if key == "F9":
                button.setText(f"{word}  F9")
            self.buttons[name] = button
            row.addWidget(button)
        on_key(self, "F9", self._main)
        return row

    def _main(self) -> None:
        for name in ("begin", "save"):
            if self.buttons[name].isVisible():
                self.buttons[name].click()
                return

    def _change_side(self) -> None:
        if self.table.hasFocus() and self.note.isEnabled():
            self.note.take_focus()
        else:
            self.table.setFocus()


_BUTTONS: dict[str, tuple[str, tuple[S | None, ...]]] = {
    "void": ("stock.create", (S.COUNTING,)),
    "reject": ("stock.approve", (S.SUBMITTED,)),
    "new": ("stock.create", tuple(S)),
    "print": ("print.create", (S.COUNTING, S.SUBMITTED, S.APPROVED)),
    "submit": ("stock.create", (S.COUNTING,)),
    "begin": ("stock.create", (None,)),
    "save": ("stock.create", (S.COUNTING,)),
    "approve": ("stock.approve", (S.SUBMITTED,)),
}
