"""投诉: the open cases by deadline at the left; a new call, one case or the analysis at the right."""

from functools import partial
from typing import Any, ClassVar

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout

from desk.care.complaints.queries import BoardRow, complaint_board
from desk.kernel.text import tr
from ui.asking import plain_label
from ui.bridge import Job
from ui.desks.complaint_desk.analysis import Analysis
from ui.desks.complaint_desk.board import OpenComplaints
from ui.desks.complaint_desk.case import CaseView
from ui.desks.complaint_desk.intake import Intake
from ui.desks.complaint_desk.reading import Case, case_of
from ui.desks.complaint_desk.words import LEVELS
from ui.desks.keep_soon import KeepSoon
from ui.desks.keeping import Keeper
from ui.desks.kept_line import KeptLine
from ui.desks.parts import Parts
from ui.desks.pieces import Chip, add_side, keyed_button, on_key
from ui.pages.page import Page
from ui.registry import Context
from ui.theme import SPACE, Tone
from ui.tones import tone_of
from ui.turns import next_turn

BOARD_WIDTH, CASE_LEAST, TICK_MS = (322, 200), 580, 60_000


class ComplaintDesk(Page):
    """See the module."""

    watches: ClassVar[frozenset[str] | None] = frozenset(
        {"complaint", "complaint_clock", "complaint_report", "complaint_progress", "approval"}
        | {"complaint_pause", "major_event", "event_step", "attachment"}
    )

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self.number = ""
        self._reading: Job | None = None
        self._offered = self._analysing = False
        self.board = OpenComplaints()
        self.intake = Intake(context)
        next_turn()
        self.analysis = Analysis(context)
        next_turn()
        self.view = CaseView(context, self, self.renew)
        next_turn()
        self.stack = Parts()
        for part in (self.intake, self.view, self.analysis):
            self.stack.addWidget(part)
        self._keeper = Keeper(context, "complaint")
        self.kept_line = KeptLine(
            self,
            tr("一件投诉"),
            lambda kept: str(kept.get("fields", {}).get("complainant", "")),
            self._restore,
            lambda: self.intake.touched,
        )
        self._keep_soon = KeepSoon(self, self.keep)
        self._tick = QTimer(self)
        self._tick.setInterval(TICK_MS)
        self._tick.timeout.connect(self._minute_passed)
        self._tick.start()
        self.board.chosen.connect(self.open_case)
        self.intake.saved.connect(self._registered)
        self.intake.typed.connect(self._keep_soon.typed)
        self._build()
        self._show_head(None)

    # -- what is shown ----------------------------------------------------------------------------

    def open_with(self, **arguments: Any) -> None:
        """The case ``number``; without one a new call, about ``waybill`` if it is given."""
        number = str(arguments.get("number") or "")
        if number:
            self.open_case(number)
        else:
            self.new(str(arguments.get("waybill") or ""))

    def shown(self) -> None:
        super().shown()
        if not self._offered:
            self._offered = True
            self._offer_kept()
        if self.stack.currentWidget() is self.intake and not self.intake.touched:
            self.intake.begin()

    def day_turned(self) -> None:
        if not self.analysis.fields.touched:
            self.analysis.offer()
            if self._analysing:
                self.analysis.refresh()

    def refresh(self) -> None:
        self.context.ask(complaint_board, self._board_came, self)
        if self._analysing:
            self.analysis.refresh()
        if not self.number:
            return
        if self._reading is not None:
            self._reading.cancel()
        ask = partial(case_of, self.context.desk, self.number)
        self._reading = self.context.bridge.later(ask, self._came, self.context.tell, owner=self)

    def open_case(self, number: str) -> None:
        """Show a case; a call that is being typed stays as it is."""
        self.number, self._analysing = number, False
        self.board.mark(number)
        self.renew()

    def new(self, waybill: str = "") -> None:
        """The call form, with whatever is typed in it."""
        self.number, self._analysing = "", False
        self.stack.setCurrentWidget(self.intake)
        self.board.mark("")
        self._show_head(None)
        self.intake.begin(waybill)

    def analyse(self) -> None:
        """The analysis, or back to the case."""
        if self._analysing:
            self.open_case(self.number) if self.number else self.new()
            return
        self._analysing = True
        self.stack.setCurrentWidget(self.analysis)
        self._show_head(None)
        self.analysis.refresh()

    def _came(self, case: Case) -> None:
        if case.card.number != self.number:
            return
        self.view.show_case(case)
        if not self._analysing:
            self.stack.setCurrentWidget(self.view)
        self._show_head(case)

    def _board_came(self, rows: list[BoardRow]) -> None:
        self.board.show_cases(rows)
        self.board.mark(self.number)

    def _show_head(self, case: Case | None) -> None:
        current = self.stack.currentWidget()
        shown = case if current is self.view else None
        other = tr("投诉分析") if current is self.analysis else tr("新投诉")
        card = shown.card if shown else None
        self._title.setText(card.number if card else other)
        self._level.show_as(
            card.level.label if card else "", LEVELS[card.level] if card else Tone.NEUTRAL
        )
        self._state.show_as(
            card.state.label if card else "", tone_of(card.state) if card else Tone.NEUTRAL
        )
        self._waits.show_as(tr("等客户资料") if card and card.paused else "", Tone.WAITING)
        may = self.context.may("complaint.create")
        self._save.setVisible(current is self.intake and may)
        self._fresh.setVisible(may)
        word = tr("返回") if current is self.analysis else tr("分析")
        self._turn.setText(f"{word}  F6")
        self._turn.setAccessibleName(word)

    def _minute_passed(self) -> None:
        if self.isVisible():
            self.renew()

    # -- doing it ---------------------------------------------------------------------------------

    def go_on(self) -> None:
        """F9: save the call, or close the case."""
        current = self.stack.currentWidget()
        if current is self.intake:
            self.intake.save()
        elif current is self.view:
            self.view.steps.press("F9")

    def _registered(self, number: str) -> None:
        self._forget()
        self.context.say(tr("投诉 {no} 已登记,时限开始计算。").format(no=number))
        self.open_case(number)
        self.board.table.setFocus()

    # -- keeping and leaving ----------------------------------------------------------------------

    def keep(self) -> None:
        """Write the typing to the user's own folder."""
        self._keep_soon.stop()
        if self.intake.touched:
            self._keeper.keep(self.intake.raw(), self.context.desk.now)

    def _offer_kept(self) -> None:
        self.kept_line.look(self._keeper)

    def _restore(self, kept: dict[str, Any]) -> None:
        self.intake.put_raw(kept)
        self.new()

    def _forget(self) -> None:
        self._keep_soon.stop()
        self._keeper.forget()

    def may_leave(self) -> bool:
        if not self.intake.touched:
            return True
        if not self.context.gives_up(tr("新投诉还没有登记,确定放弃?")):
            return False
        self._forget()
        return True

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() != Qt.Key.Key_Escape:
            super().keyPressEvent(event)
        elif self.stack.currentWidget() is self.intake and self.may_leave():
            self.intake.clear()
            self.intake.begin()

    # -- building ---------------------------------------------------------------------------------

    def _build(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(SPACE.page, SPACE.normal, SPACE.page, SPACE.small)
        column.setSpacing(SPACE.small)
        column.addLayout(self._head())
        column.addWidget(self.kept_line)
        sides = QHBoxLayout()
        sides.setSpacing(SPACE.small)
        add_side(sides, self.board, *BOARD_WIDTH)
        self.stack.setMinimumWidth(CASE_LEAST)  # the list beside it gives way first
        sides.addWidget(self.stack, 1)
        column.addLayout(sides, 1)
        words = tr("Enter 下一栏 · 空格打勾 · Ctrl+D 待办列表 · F6 分析 · Esc 放弃")
        column.addWidget(plain_label(words, "small"))
        on_key(self, "F9", self.go_on)
        on_key(self, "Ctrl+D", self.board.table.setFocus)

    def _head(self) -> QHBoxLayout:
        line = QHBoxLayout()
        line.setSpacing(SPACE.small)
        self._title = plain_label("", "title")
        self._level, self._state, self._waits = Chip(), Chip(), Chip()
        for part in (self._title, self._level, self._state, self._waits):
            line.addWidget(part)
        line.addStretch(1)
        every = partial(self.context.open_page, "complaints")
        line.addWidget(keyed_button(self, tr("全部投诉"), "", every))
        self._turn = keyed_button(self, tr("分析"), "F6", self.analyse)
        line.addWidget(self._turn)
        self._fresh = keyed_button(self, tr("新投诉"), "Ctrl+N", lambda: self.new())
        line.addWidget(self._fresh)
        self._save = keyed_button(self, tr("登记"), "", self.go_on, "primary")
        self._save.setText(tr("登记") + "  F9")
        line.addWidget(self._save)
        return line
