"""The count of one truck against its list: scan or choose a ticket, type what came, Enter."""

from functools import partial
from typing import Any

from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout

from desk.freight.exceptions.choices import ExceptionKind, Stage
from desk.freight.exceptions.commands import report_exception
from desk.freight.exceptions.queries import ExceptionRow, exceptions_at
from desk.freight.inbound.choices import ManifestState as S
from desk.freight.inbound.commands import close_manifest, expect_manifest
from desk.freight.inbound.counting import (
    arrive_truck,
    count_line,
    finish_unloading,
    start_unloading,
)
from desk.freight.inbound.queries import (
    ManifestCard,
    ManifestLineRow,
    ManifestToCountRow,
    manifest_card,
    manifests_to_count,
)
from desk.kernel.quoting import quoted
from desk.kernel.text import tr
from desk.screens.fields import Field, Kind
from desk.storage.gate import Outcome
from ui.asking import plain_label
from ui.desks.arrival_count.columns import COLUMNS
from ui.desks.arrival_count.count_line import CountLine
from ui.desks.arrival_count.head import TruckCard
from ui.desks.arrival_count.pasted_counts import PastedCounts
from ui.desks.arrival_count.result import ResultCard
from ui.desks.cursor import take_up
from ui.desks.lines import line_editor
from ui.desks.pieces import keyed_button, on_key
from ui.desks.strip import Strip
from ui.desks.typed_table import TypedTable
from ui.editors import FieldSet, editor_for
from ui.pages.page import Page
from ui.registry import Context
from ui.theme import SPACE

UPDATE = "inbound_manifest.update"


class ArrivalCount(Page):
    """See the module."""

    watches = frozenset({"inbound_manifest", "manifest_line", "consignment", "exception_case"})

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self.number = ""
        self.card: ManifestCard | None = None
        self._stands: tuple[str, S] | None = None
        self._scanned = False
        self.strip = Strip()
        self.strip.chosen.connect(lambda number: self.open_with(number=number))
        self.truck = TruckCard()
        self.steps = FieldSet(self)
        self.moment = self.steps.add(
            editor_for(Field("at", tr("时间"), Kind.MOMENT, help=tr("空着就是现在")), context)
        )
        self.steps.add(self.truck.spot)
        self.line = CountLine(context)
        self.table: TypedTable[ManifestLineRow] = TypedTable(
            tr("待点收的运单"), COLUMNS, lambda row: row.number
        )
        self.result = ResultCard(context)
        self.wrong = plain_label("", "problem")
        self.pasted = PastedCounts(self, self._say_wrong)
        self.buttons: dict[str, QPushButton] = {}
        self._build()
        self._connect()

    # -- arguments and state ----------------------------------------------------------------------

    def open_with(self, **arguments: Any) -> None:
        """Take a truck by ``number``."""
        number = str(arguments.get("number") or "")
        if number and number != self.number:
            self.number, self.card = number, None
            self.line.show_row(None)
            self.pasted.forget()
            self.stale = True
        if self.isVisible():
            self.renew()

    def shown(self) -> None:
        super().shown()
        take_up(self, self.table)

    def refresh(self) -> None:
        self.context.ask(manifests_to_count, self._trucks, self)

    def _trucks(self, rows: list[ManifestToCountRow]) -> None:
        words = tr("{state} {origin} {plate} {c}/{t}票")
        items = [
            (
                row.number,
                words.format(
                    state=row.state.label,
                    origin=row.origin_station,
                    plate=row.plate,
                    c=row.counted,
                    t=row.tickets,
                ),
            )
            for row in rows
        ]
        if not self.number and rows:
            self.number = rows[0].number
        self.strip.show_items(items, self.number)
        self._show_steps()
        if self.number:
            self.context.ask(manifest_card, self._shown, self, number=self.number)

    def _shown(self, card: ManifestCard) -> None:
        stands = (card.number, card.state)
        moved, self._stands = stands != self._stands, stands
        if self.card is None or self.card.sums != card.sums:
            self.steps.show_problems(())  # said of another count
        self.card = card
        self.truck.show_card(card)
        self.table.show_rows(card.lines)
        open_ = card.state is S.UNLOADING and self.context.may(UPDATE)
        self.line.allow(open_)
        self.table.locked = not open_
        self.line.setVisible(card.state in (S.EXPECTED, S.ARRIVED, S.UNLOADING, S.DRAFT))
        self._show_steps()
        if card.slip_no:
            self.context.ask(exceptions_at, self._result, self, doc_no=card.number)
        self.result.setVisible(bool(card.slip_no))
        if moved:
            self._begin(open_)

    def _begin(self, open_: bool) -> None:
        if not open_:
            self.table.setFocus()
            return
        waiting = [row for row in self.table.rows if row.pieces_received is None]
        if waiting:
            self.table.go_to(waiting[0].number)
        self.line.begin_scan()

    def _result(self, cases: list[ExceptionRow]) -> None:
        if self.card is not None:
            self.result.show_result(self.card, cases)

    # -- counting ---------------------------------------------------------------------------------

    def find_ticket(self, typed: str) -> None:
        """Go to the ticket whose number is, or ends in, what was scanned; nothing scanned, to the table."""
        if not typed:
            self.line.scan.problem("")
            self.table.setFocus()
            return
        rows = self.table.rows
        fits = [row for row in rows if row.number == typed] or [
            row for row in rows if row.number.endswith(typed)
        ]
        if len(fits) == 1:
            self.table.go_to(fits[0].number)
            self.line.show_row(fits[0])
            self._scanned = True
            self.line.begin()
            return
        none = tr("清单上没有「{v}」;随车多出的货请按 Ctrl+E 加入清单。")
        many = tr("有 {n} 票以「{v}」结尾,请多输几位。")
        self.line.scan.problem((many if fits else none).format(v=quoted(typed), n=len(fits)))
        self.line.scan.take_focus()

    def save_count(self) -> None:
        """Save the ticket in the line and go on to the next."""
        row = self.line.row
        if row is None:
            return
        self.context.do(
            count_line,
            lambda: {"number": self.number, "waybill": row.number, **self.line.arguments()},
            lambda _: self._counted(row),
            fields=self.line.fields,
        )

    def count_as_declared(self) -> None:
        """Enter in the table: everything came, in good order."""
        row = self.table.current()
        if row is None or self.card is None or self.card.state is not S.UNLOADING:
            return
        self._scanned = False
        if row.pieces_received is None:
            self.save_count()
        else:
            self.line.begin()

    def report_surplus(self) -> None:
        """Register what came too much, so that it can be counted (E140)."""
        row, n = self.line.row, self.line.surplus()
        if row is None or not n:
            return
        found = {"number": row.number, "kind": ExceptionKind.OVERAGE, "stage": Stage.UNLOADING}
        arguments = {**found, "pieces": n, "doc_no": self.number}
        self.context.do(report_exception, arguments, lambda _: self.save_count())

    def _say_wrong(self, text: str) -> None:
        self.wrong.setText(text)
        self.wrong.setVisible(bool(text))

    def _counted(self, row: ManifestLineRow) -> None:
        self.context.say(tr("{no} 已点收。").format(no=row.number))
        waiting = [r for r in self.table.rows if r.pieces_received is None and r is not row]
        if self._scanned:
            self.line.show_row(None)
            self.line.begin_scan()
        elif waiting:
            after = [r for r in waiting if self.table.rows.index(r) > self.table.rows.index(row)]
            self.table.go_to((after or waiting)[0].number)
            self.table.setFocus()
        else:
            self.table.setFocus()

    def _went(self) -> None:
        row = self.table.current()
        typing = self.line.fields.touched and self.line.row is not None
        same = row is not None and self.line.row is not None and row.number == self.line.row.number
        if not (same and typing):
            self.line.show_row(row)

    def _typed(self, key: str) -> None:
        if self.card is None or self.card.state is not S.UNLOADING:
            return
        if key.isdigit():
            self._scanned = False
            self.line.begin(key)
        else:
            self.line.begin_scan(key.upper())

    # -- steps of the truck -----------------------------------------------------------------------

    def step(self, command: Any) -> None:
        """Do one step of the truck at the typed moment, now when none is typed."""

        def arguments() -> dict[str, Any]:
            return {"number": self.number, "at": self.moment.value()}

        self.context.do(command, arguments, self._stepped, fields=self.steps)

    def _stepped(self, outcome: Outcome[Any]) -> None:
        self.moment.set_value(None)
        if isinstance(outcome.value, str):
            self.context.say(tr("已入库,入库单 {no}。").format(no=outcome.value))
        self.renew()

    def plain_step(self, command: Any) -> None:
        """A step without a moment of its own."""
        self.context.do(command, {"number": self.number}, self._renumbered, fields=self.steps)

    def _renumbered(self, outcome: Outcome[Any]) -> None:
        self.number = outcome.value or self.number
        self.renew()

    def _show_steps(self) -> None:
        state = self.card.state if self.card else None
        may = self.context.may(UPDATE)
        for name, states in _STEPS.items():
            self.buttons[name].setVisible(may and state in states)
        timed = state in (S.EXPECTED, S.ARRIVED, S.UNLOADING)
        self.moment.setVisible(may and timed)
        self._moment_word.setVisible(may and timed)
        self._nothing.setVisible(not self.number)
        self.truck.setVisible(self.card is not None)

    # -- building ---------------------------------------------------------------------------------

    def _build(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(SPACE.page, SPACE.wide, SPACE.page, SPACE.small)
        column.setSpacing(SPACE.small)
        column.addLayout(self._head())
        column.addWidget(self.strip)
        self._nothing = plain_label(tr("没有待到或待点收的车。按 Ctrl+N 录入清单。"), "muted")
        self._nothing.hide()
        column.addWidget(self._nothing)
        for widget in (self.truck, self.result, self.line):
            widget.hide()
            column.addWidget(widget)
        self.wrong.setWordWrap(True)
        self.wrong.hide()
        column.addWidget(self.wrong)
        column.addWidget(self.table, 1)
        counting = tr(
            "扫描后 Enter 选中,空着到表中 · 表中数字 + Enter 记实收,Enter 按开单数 · "
            "Ctrl+V 粘贴实收 · F6 货况与照片 · Ctrl+F 扫描"
        )
        reading = tr("↑↓ 选票 · F11 一票到底 · 点收由进港调度登记")
        hint = counting if self.context.may(UPDATE) else reading
        column.addWidget(plain_label(hint, "small"))

    def _head(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(SPACE.small)
        row.addWidget(plain_label(tr("卸车点收"), "title"))
        row.addStretch(1)
        self._moment_word = plain_label(tr("时间"), "label")
        row.addWidget(self._moment_word)
        self.moment.setFixedWidth(150)
        line_editor(self.steps, "at").line.setPlaceholderText(tr("现在,或 16:20"))
        row.addWidget(self.moment)
        for name, word, key, role, does in (
            ("new", tr("新清单"), "Ctrl+N", "", self._new),
            ("edit", tr("修改清单"), "Ctrl+E", "", self._edit),
            ("print", tr("打印"), "Ctrl+P", "", self._print),
            ("expect", tr("确认待到"), "F7", "primary", lambda: self.plain_step(expect_manifest)),
            ("arrive", tr("登记到车"), "F7", "primary", lambda: self.step(arrive_truck)),
            ("start", tr("开始卸车"), "F8", "primary", lambda: self.step(start_unloading)),
            ("finish", tr("完成入库"), "F10", "primary", lambda: self.step(finish_unloading)),
            ("close", tr("关闭清单"), "F12", "", lambda: self.plain_step(close_manifest)),
        ):
            self.buttons[name] = keyed_button(self, word, "", does, role)
            self.buttons[name].setText(f"{word}  {key}")
            row.addWidget(self.buttons[name])
        return row

    def _connect(self) -> None:
        self.table.went.connect(self._went)
        self.table.opened.connect(self.count_as_declared)
        self.table.typed.connect(self._typed)
        self.table.copied_in.connect(self.pasted.paste)
        self.table.stepped.connect(self.pasted.step_back)
        self.line.wanted.connect(self.find_ticket)
        self.line.saved.connect(self.save_count)
        self.line.over.clicked.connect(self.report_surplus)
        on_key(self, "Ctrl+F", self.line.begin_scan)
        on_key(self, "F6", lambda: self.line.fields["condition"].take_focus())
        on_key(self, "F9", self.report_surplus)
        for key, names in _KEYS.items():
            on_key(self, key, partial(self._press, names))

    def _press(self, names: tuple[str, ...]) -> None:
        for name in names:
            if self.buttons[name].isVisible():
                self.buttons[name].click()
                return

    def _new(self) -> None:
        self.context.open_page("manifest_entry")

    def _edit(self) -> None:
        self.context.open_page("manifest_entry", number=self.number)

    def _print(self) -> None:
        if self.number:
            self.context.show_paper("P-01", self.number)


_STEPS: dict[str, frozenset[S]] = {
    "expect": frozenset({S.DRAFT}),
    "arrive": frozenset({S.EXPECTED}),
    "start": frozenset({S.ARRIVED}),
    "finish": frozenset({S.UNLOADING}),
    "close": frozenset({S.STOCKED}),
    "edit": frozenset({S.DRAFT, S.EXPECTED, S.ARRIVED, S.UNLOADING, S.STOCKED}),
}
_KEYS = {
    "Ctrl+N": ("new",),
    "Ctrl+E": ("edit",),
    "Ctrl+P": ("print",),
    "F7": ("expect", "arrive"),
    "F8": ("start",),
    "F10": ("finish",),
    "F12": ("close",),
}
