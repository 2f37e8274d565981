"""评估计划: scope, period and days at the left, partners to tick in the middle, evaluators at the right."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from functools import partial
from typing import Any, ClassVar

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout

from desk.evaluation.plans.choices import PlanState
from desk.evaluation.plans.commands import draft_evaluation_plan, update_evaluation_plan
from desk.evaluation.plans.queries import PlanCard
from desk.kernel.errors import Problem
from desk.kernel.text import tr
from desk.partners.carriers.choices import PartnerScope
from desk.screens.fields import Field, Kind
from desk.storage.gate import Outcome
from ui.asking import plain_label
from ui.desks.case_steps import CaseButtons
from ui.desks.evaluation_plan.reading import CREATE, Candidate, Planning, planning_of
from ui.desks.evaluation_plan.steps import STEPS, fitting
from ui.desks.kept_fields import KeptFields, put_fields
from ui.desks.leaving import Leaving
from ui.desks.pieces import Card, Chip, Pairs, keyed_button
from ui.desks.stale import StaleAwareFields
from ui.desks.tick_list import Choosable, TickList
from ui.editors import editor_for
from ui.editors.line import TextEditor
from ui.pages.field_grid import FieldGrid
from ui.registry import Context
from ui.theme import SPACE, Tone
from ui.tones import tone_of
from ui.turns import next_turn

SIDE_WIDTH, PEOPLE_WIDTH = 330, 250
FIELDS = (
    Field("scope", "范围", Kind.CHOICE, PartnerScope, 6, required=True),
    Field("period", "期间", width=10, required=True, help="2026Q3、2026H1、2026、2026-07"),
    Field("scores_due_on", "评分截止日", Kind.DATE, width=6, required=True),
    Field("reports_due_on", "报告完成日", Kind.DATE, width=6, required=True),
    Field("title", "计划名称", width=12, help="空着按期间和范围取名"),
    Field("remark", "备注", width=12),
)


class EvaluationPlanPage(Leaving):
    """See the module."""

    watches: ClassVar[frozenset[str] | None] = frozenset(
        {"evaluation_plan", "scorecard", "approval", "partner"}
    )

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self.number = ""
        self.card: PlanCard | None = None
        self.changed = False
        self._candidates: list[Candidate] = []
        self.partners = TickList(tr("合作商"), tr("这个范围还没有可评估的合作商。"))
        self.people = TickList(tr("评估人(至少 2 位)"), tr("没有可选的评估人。"))
        next_turn()
        lists = {"partner_ids": self.partners, "evaluator_ids": self.people}
        self.fields = _PlanFields(self, lists)
        for field in FIELDS:
            self.fields.add(editor_for(replace(field, label=tr(field.label)), context))
        period = self.fields["period"]
        assert isinstance(period, TextEditor)
        period.line.setPlaceholderText(tr("如 2026Q3、2026H1、2026-07"))
        for name, ticks in (("partner_ids", self.partners), ("evaluator_ids", self.people)):
            self.fields.carry(name, ticks.whole)
        self.fields.merges(context, lambda: self._show_card(self._read()), self.save)
        self.kept = KeptFields(
            self, tr("一份评估计划"), lambda: self.fields, self._restore, lambda: self.changed
        )
        self.steps = CaseButtons(context, self, STEPS, self.renew)
        self._build()
        self.fields["scope"].edited.connect(self._scope_changed)
        self.fields.finished.connect(self.partners.table.setFocus)
        self.partners.walked.connect(self.people.table.setFocus)
        self.people.walked.connect(self.save)
        for source in (self.fields.edited, self.partners.changed, self.people.changed):
            source.connect(self._touch)
            source.connect(self.kept.typed)
        self._show_card(None)

    # -- what is shown ----------------------------------------------------------------------------

    def open_with(self, **arguments: Any) -> None:
        """Take the plan ``number``; without one begin a new one."""
        if self.may_leave():
            self.number, self.changed = str(arguments.get("number") or ""), False
            self.card = None
            self.renew()

    def shown(self) -> None:
        super().shown()
        self.fields.focus_first()

    def refresh(self) -> None:
        ask = partial(planning_of, self.context.desk, self.number)
        self.context.bridge.later(ask, self._came, self.context.tell, owner=self)

    @property
    def editable(self) -> bool:
        """Whether what is typed can be saved."""
        state = self.card.state if self.card else PlanState.DRAFT
        return state is PlanState.DRAFT and self.context.may(CREATE)

    def _came(self, found: Planning) -> None:
        self._candidates = found.candidates
        self.people.show_rows([Choosable(p.id, p.name) for p in found.people])
        if not self.changed:
            self._show_card(found.card)
        else:
            self._show_partners()

    def _show_card(self, card: PlanCard | None) -> None:
        self.card = card
        self._title.setText(card.number if card else tr("新评估计划"))
        tone = tone_of(card.state) if card else Tone.NEUTRAL
        self._state.show_as(card.state.label if card else "", tone)
        if card is None:
            self.fields.clear()
            self.fields.fill({"scope": PartnerScope.REGION})
        else:
            names = ("scope", "scores_due_on", "reports_due_on", "title", "remark")
            self.fields.fill({name: getattr(card, name) for name in names})
            self.fields.fill({"period": card.period_text})
        self._show_partners()
        self.partners.choose([p.partner_id for p in card.partners] if card else [])
        self.people.choose([p.id for p in card.evaluators] if card else [])
        self.fields.mark()
        if self.editable:
            self.kept.begin(f"evaluation plan {self.number}", named=self.number)
        for editor in self.fields:
            editor.setEnabled(self.editable)
        self.partners.locked = self.people.locked = not self.editable
        self._facts.show_pairs(_facts(card) if card else ())
        self._facts.setVisible(card is not None)
        self._show_steps()
        if self.isVisible() and self.window().focusWidget() is None:
            self.partners.table.setFocus()  # the field that had the cursor is locked now

    @property
    def typing(self) -> bool:
        return self.changed

    def forget_typing(self) -> None:
        self.changed = False
        self._show_card(self.card)

    def _read(self) -> PlanCard | None:
        return planning_of(self.context.desk, self.number).card

    def _restore(self, kept: dict[str, Any]) -> None:
        put_fields(self.fields, kept)
        self._touch()

    def _show_steps(self) -> None:
        """What is typed and not saved yet is saved before anything else is done."""
        card = self.card
        self.steps.number = card.number if card else ""
        extra = {"save"} if self.editable else set()
        extra |= {"reports", "print"} if card is not None else set()
        self.steps.show_only((frozenset() if self.changed else fitting(card)) | extra)

    def _show_partners(self) -> None:
        """Those of the scope; a plan that is not a draft any more shows its own."""
        if self.card is not None and not self.editable:
            rows = [
                Choosable(p.partner_id, f"{p.code} {p.name}", p.standing.label)
                for p in self.card.partners
            ]
        else:
            scope = self.fields["scope"].value()
            rows = [
                Choosable(c.id, f"{c.code} {c.name}", _standing(c))
                for c in self._candidates
                if c.scope is scope
            ]
        self.partners.show_rows(rows)

    def _scope_changed(self) -> None:
        self._show_partners()

    def _touch(self) -> None:
        if not self.changed:
            self.changed = True
            self._show_steps()

    # -- doing ------------------------------------------------------------------------------------

    def save(self) -> None:
        """Save the draft."""
        if not self.editable:
            return
        card = self.card

        def arguments() -> dict[str, Any]:
            typed = self.fields.values()
            ids = {"partner_ids": self.partners.in_order, "evaluator_ids": self.people.in_order}
            if card is None:
                return {**typed, **ids}
            return {**typed, **ids, "number": card.number, "version": card.version}

        def done(outcome: Outcome[Any]) -> None:
            self.changed = False
            self.kept.forget()
            self.number = str(outcome.value)
            self.context.say(tr("{no} 已保存,可以提交审批。").format(no=self.number))
            self.renew()

        command = draft_evaluation_plan if card is None else update_evaluation_plan
        self.context.do(command, arguments, done, fields=self.fields)

    def open_reports(self) -> None:
        """Go to the reports of the plan."""
        if self.card is not None:
            self.context.open_page("evaluation_desk", number=self.card.number)

    def print_plan(self) -> None:
        """Show P-09."""
        if self.card is not None:
            self.context.show_paper("P-09", self.card.number)

    def begin(self) -> None:
        """Begin a new plan."""
        self.open_with()
        self.fields.focus_first()

    def may_leave(self) -> bool:
        question = tr("评估计划还没有保存,确定放弃?")
        if self.changed and not self.context.gives_up(question):
            return False
        self.kept.forget()
        return True

    # -- building ---------------------------------------------------------------------------------

    def _build(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(SPACE.page, SPACE.normal, SPACE.page, SPACE.small)
        column.setSpacing(SPACE.small)
        head = QHBoxLayout()
        head.setSpacing(SPACE.small)
        self._title, self._state = plain_label("", "title"), Chip()
        head.addWidget(self._title)
        head.addWidget(self._state)
        head.addStretch(1)
        every = partial(self.context.open_page, "evaluation_plans")
        head.addWidget(keyed_button(self, tr("新计划"), "Ctrl+N", self.begin))
        head.addWidget(keyed_button(self, tr("全部计划"), "", every))
        column.addLayout(head)
        for name, word, key, does in (
            ("save", tr("保存"), "F9", self.save),
            ("reports", tr("评估报告"), "F3", self.open_reports),
            ("print", tr("打印"), "Ctrl+P", self.print_plan),
        ):
            self.steps.add(name, keyed_button(self, word, key, does))
        column.addWidget(self.kept.line)
        column.addWidget(self.steps)
        sides, left = QHBoxLayout(), Card(tr("评估哪一期"))
        sides.setSpacing(SPACE.small)
        grid = FieldGrid(1)
        grid.place(self.fields)
        self._facts = Pairs()
        left.column.addWidget(grid)
        left.column.addWidget(self._facts)
        left.column.addStretch(1)
        left.setFixedWidth(SIDE_WIDTH)
        self.people.setFixedWidth(PEOPLE_WIDTH)
        sides.addWidget(left)
        sides.addWidget(self.partners, 1)
        sides.addWidget(self.people)
        column.addLayout(sides, 1)
        words = tr("Enter 下一栏 · 清单里空格勾选,Ctrl+A 全选或全不选")
        column.addWidget(plain_label(words, "small"))


class _PlanFields(StaleAwareFields):
    """The fields, and the two lists where what is wrong with a choice is said."""

    def __init__(self, page: QObject, lists: Mapping[str, TickList]) -> None:
        super().__init__(page)
        self._lists = lists

    def show_problems(self, problems: Iterable[Problem]) -> tuple[Problem, ...]:
        """Show each problem at its field or above its list, and return those that have no place."""
        found = list(problems)
        for name, place in self._lists.items():
            place.problem("\n".join(p.message for p in found if p.field == name))
        return super().show_problems([p for p in found if p.field not in self._lists])


def _standing(candidate: Candidate) -> str:
    grade = candidate.grade.label if candidate.grade else tr("未评级")
    return f"{candidate.status.label} {grade}"


def _facts(card: PlanCard) -> list[tuple[str, str]]:
    pairs = [
        (tr("方案"), card.scheme),
        (tr("编制"), card.drafted_by),
        (tr("驳回原因"), card.answer),
    ]
    return [(label, words) for label, words in pairs if words]
