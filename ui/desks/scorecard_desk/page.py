"""合作商评分: score one partner after the other with the keyboard, the facts of the period beside."""

from functools import partial
from typing import Any, ClassVar

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desk.evaluation.plans.cards import enter_scorecard
from desk.evaluation.plans.choices import CardState
from desk.evaluation.plans.rounds import OwnCard, my_rounds
from desk.kernel.errors import Problem
from desk.kernel.moments import show_date
from desk.kernel.text import tr
from desk.storage.gate import Outcome
from ui.asking import plain_label
from ui.bridge import Job
from ui.desks.kept_fields import KeptFields, put_fields
from ui.desks.pieces import Card, Chip, FollowingArea, add_side, keyed_button, on_key
from ui.desks.row_table import Column, RowTable
from ui.desks.scorecard_desk.facts import Facts
from ui.desks.scorecard_desk.reading import Scoring, scoring_of
from ui.desks.scorecard_desk.sheet import ScoreSheet, arguments_of
from ui.desks.stale import put_together
from ui.desks.texts import Elided
from ui.pages.empty_state import EmptyState
from ui.pages.page import Page
from ui.registry import Context
from ui.theme import SPACE, Tone
from ui.turns import next_turn

LIST_WIDTH, FACTS_WIDTH = (236, 180), (424, 230)
SHEET_LEAST = 340
SCORE = "scorecard.create"


def _tone(card: OwnCard) -> Tone:
    return Tone.DONE if card.state is CardState.DONE else Tone.WAITING


def _below(card: OwnCard) -> str:
    return tr("{no}  {d} 前").format(no=card.plan_number, d=show_date(card.due_on)[5:])


COLUMNS: tuple[Column[OwnCard], ...] = (
    Column("合作商", lambda c: f"{c.partner_code} {c.partner_name}", 8, stretch=True, below=_below),
    Column("评分", lambda c: c.state.label, 4, chip=_tone),
)


class ScorecardDesk(Page):
    """See the module.

    Attributes:
        scoring: the sheet that is shown.
    """

    watches: ClassVar[frozenset[str] | None] = frozenset({"scorecard", "evaluation_plan"})

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self.scoring: Scoring | None = None
        self._card_id: int | None = None
        self._asked: int | None = None
        self._job: Job | None = None
        self.list: RowTable[OwnCard] = RowTable(
            tr("要评分的合作商"), COLUMNS, lambda c: str(c.card_id)
        )
        next_turn()
        self.sheet, self.facts = ScoreSheet(), Facts(context, self)
        self.kept = KeptFields(self, tr("一张评分表"), lambda: self.sheet.fields, self._restore)
        self.sheet.edited.connect(self.kept.typed)
        self.sheet.stale.connect(self._stale)
        self._build()
        self.list.went.connect(self._went)
        self.list.opened.connect(self._to_scores)
        self.sheet.done.connect(self.save)
        self._show(None)

    # -- what is shown ----------------------------------------------------------------------------

    def open_with(self, **arguments: Any) -> None:
        """Show the card ``id``, or the first of ``ids``."""
        ids = arguments.get("ids") or ()
        wanted = arguments.get("id") or (ids[0] if ids else None)
        self._asked = int(wanted) if wanted else None
        self.renew()

    def shown(self) -> None:
        super().shown()
        self.list.setFocus()

    def refresh(self) -> None:
        if self.context.may(SCORE):
            self.context.ask(my_rounds, self._came, self)
        else:
            self._came([])  # the manager reads single sheets

    @property
    def card(self) -> OwnCard | None:
        """The card that is shown."""
        return next((c for c in self.list.rows if c.card_id == self._card_id), None)

    def _came(self, cards: list[OwnCard]) -> None:
        self.list.blockSignals(True)
        self.list.show_rows(cards)
        ids = [card.card_id for card in cards]
        open_ones = [card.card_id for card in cards if card.state is CardState.OPEN]
        kept = self._card_id if self._card_id in ids else None
        wanted, asked = self._asked if self._asked in ids else kept, self._asked
        self._asked = None
        chosen = wanted or next(iter(open_ones or ids), None)
        if not self.context.may(SCORE):
            chosen = asked or self._card_id
        self.list.go_to(str(chosen))
        self.list.blockSignals(False)
        left = tr("还有 {n} 家未评").format(n=len(open_ones)) if open_ones else ""
        self._left.show_as(left, Tone.WAITING)
        self._nothing.setVisible(chosen is None)
        self._body.setVisible(chosen is not None)
        self.list.setVisible(bool(cards))
        self._take(chosen)

    def _went(self) -> None:
        row = self.list.current()
        if row is None or row.card_id == self._card_id:
            return
        if self._may_change():
            self._take(row.card_id)
        else:
            self.list.go_to(str(self._card_id))

    def _take(self, card_id: int | None) -> None:
        """Read a card; typing on the one that is shown stays."""
        if self._job is not None:
            self._job.cancel()
        self._card_id = card_id
        if card_id is None:
            self._show(None)
            return
        ask = partial(scoring_of, self.context.desk, card_id)
        self._job = self.context.bridge.later(ask, self._show, self.context.tell, owner=self)

    def _show(self, scoring: Scoring | None) -> None:
        if scoring is not None and scoring.sheet.id != self._card_id:
            return
        self.scoring = scoring
        sheet = scoring.sheet if scoring else None
        self.sheet.renew(sheet)
        if sheet is not None and sheet.editable and not self.sheet.touched:
            self.kept.begin(f"scorecard {sheet.id}", named=sheet.partner_name)
        self.facts.show_card(self.card, scoring)
        self._title.setText(f"{sheet.partner_code} {sheet.partner_name}" if sheet else "")
        self._say_standing()
        self._save.setVisible(bool(sheet and sheet.editable))

    def _restore(self, kept: dict[str, Any]) -> None:
        put_fields(self.sheet.fields, kept)
        self._to_scores()

    def _say_standing(self) -> None:
        sheet = self.scoring.sheet if self.scoring else None
        if sheet is None:
            self._standing.setText("")
            return
        words = tr("{title} · 已交 {n}/{all}").format(
            title=sheet.plan_title, n=sheet.scored, all=sheet.cards
        )
        if sheet.round_no > 1:
            words += tr(" · 第 {n} 次评分").format(n=sheet.round_no)
        if not sheet.editable:
            words += tr(" · 已交齐,不能再改")
        self._standing.setText(words)

    def _to_scores(self) -> None:
        if self.scoring is not None and self.scoring.sheet.editable:
            self.sheet.fields.focus_first()

    # -- saving -----------------------------------------------------------------------------------

    def save(self) -> None:
        """Hand the scores in and go on to the next partner."""
        scoring = self.scoring
        if scoring is None or not scoring.sheet.editable:
            return

        def done(_outcome: Outcome[Any]) -> None:
            self.kept.forget()
            self.sheet.touched = False
            self.context.say(tr("{p} 已评分。").format(p=scoring.sheet.partner_name))
            self._asked = self._next(scoring.sheet.id)
            self.list.setFocus()
            self.renew()

        ask = partial(arguments_of, self.sheet)
        self.context.do(enter_scorecard, ask, done, fields=self.sheet.fields)

    def _stale(self, problem: Problem) -> None:
        """The sheet was saved from another window: both versions side by side, then once more."""
        assert self._card_id is not None
        scoring = scoring_of(self.context.desk, self._card_id)
        theirs = partial(self.sheet.show_theirs, scoring.sheet)
        if put_together(self.context, self.sheet.fields, problem, theirs):
            self.save()

    def _next(self, done_id: int) -> int | None:
        """The next partner that is not scored yet, after this one and around."""
        ids = [card.card_id for card in self.list.rows]
        at = ids.index(done_id) if done_id in ids else 0
        around = [*self.list.rows[at + 1 :], *self.list.rows[:at]]
        return next((c.card_id for c in around if c.state is CardState.OPEN), None)

    def may_leave(self) -> bool:
        return self._may_change()

    def _may_change(self) -> bool:
        question = tr("这家的评分还没有保存,确定放弃?")
        if self.sheet.touched and not self.context.gives_up(question):
            return False
        if self.sheet.touched:
            self.kept.forget()
        self.sheet.touched = False
        return True

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.list.setFocus()
        else:
            super().keyPressEvent(event)

    # -- building ---------------------------------------------------------------------------------

    def _build(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(SPACE.page, SPACE.normal, SPACE.page, SPACE.small)
        column.setSpacing(SPACE.small)
        head = QHBoxLayout()
        head.setSpacing(SPACE.small)
        self._left = Chip()
        head.addWidget(plain_label(tr("合作商评分"), "title"))
        head.addWidget(self._left)
        head.addStretch(1)
        every = partial(self.context.open_page, "scorecards")
        head.addWidget(keyed_button(self, tr("全部评分表"), "", every))
        self._save = keyed_button(self, tr("提交评分"), "F9", self.save, "primary")
        head.addWidget(self._save)
        column.addLayout(head)
        column.addWidget(self.kept.line)
        words = tr("没有您的评分表。评估计划开始评分后,要评的合作商列在这里。")
        self._nothing = EmptyState()
        self._nothing.tell(words, narrowed=False)
        column.addWidget(self._nothing, 1)
        self._body = QWidget()
        body = QHBoxLayout(self._body)
        body.setContentsMargins(0, 0, 0, 0)
        body.setSpacing(SPACE.small)
        self.sheet.setMinimumWidth(SHEET_LEAST)
        add_side(body, self.list, *LIST_WIDTH)
        body.addWidget(self._middle(), 1)
        add_side(body, self.facts, *FACTS_WIDTH)
        column.addWidget(self._body, 1)
        column.addStretch(0)
        keys = tr(
            "↑↓ 选合作商 · Enter 开始评分,逐栏往下 · 分数栏里 ↑↓ 加减 0.5 分 · "
            "Ctrl+J 看数据 · F11 一票到底 · Esc 回清单"
        )
        column.addWidget(plain_label(keys, "small"))
        on_key(self, "Ctrl+J", self.facts.measures.setFocus)

    def _middle(self) -> QWidget:
        card = Card()
        self._title, self._standing = Elided("strong"), Elided("muted")
        for part in (self._title, self._standing):
            card.column.addWidget(part)
        card.column.addWidget(FollowingArea(self.sheet), 1)
        return card
