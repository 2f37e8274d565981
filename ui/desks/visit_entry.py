"""来访登记: who came, why, what came of it, and what is to be done; one pass at the keyboard."""

import dataclasses
from collections.abc import Iterable
from typing import Any

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desk.care.visits.choices import VisitPurpose
from desk.care.visits.commands import register_visit
from desk.care.visits.drafts import ActionDraft, VisitDraft
from desk.kernel.errors import Problem
from desk.kernel.text import tr
from desk.screens.fields import Field, Kind
from desk.storage.gate import Outcome
from ui.asking import plain_label
from ui.desks.dense import DenseGrid
from ui.desks.kept_fields import KeptFields, put_fields
from ui.desks.lines import put_typed
from ui.desks.party_editor import FormerParty, PartyEditor, known_customers
from ui.desks.photos import file_editor
from ui.desks.pieces import Card, FollowingArea, keyed_button
from ui.desks.promise_line import PromiseLine
from ui.desks.spot import PassingFields
from ui.editors import Editor, editor_for
from ui.pages.page import Page
from ui.registry import Context
from ui.theme import SPACE

COMPANY = Field("company", tr("来访单位"), width=12)
VISITOR = Field("visitor", tr("来访人"), width=6, required=True)
PHONE = Field("phone", tr("电话"), Kind.PHONE, width=8)
PURPOSE = Field("purpose", tr("目的"), Kind.CHOICE, choices=VisitPurpose, required=True)
RECEIVED_BY = Field("received_by", tr("接待人"), width=6, required=True)
AT = Field("at", tr("来访时间(空着为现在)"), Kind.MOMENT, width=8)
CONTENT = Field("content", tr("事由"), Kind.NOTE, required=True)
SOLUTION = Field("solution", tr("处理结果"), Kind.NOTE)
PARTICIPANTS = Field("participants", tr("参加人(座谈会必填)"), width=12)
MINUTES = Field("minutes", tr("会议纪要"), width=6)
TOLD = ("company", "visitor", "phone", "purpose", "received_by", "at", "content", "solution")
ASIDE = frozenset({"received_by", "at", "participants", "minutes"})
COLUMNS, ACTIONS = 12, 3


class VisitFields(PassingFields):
    """A refusal of what is to be done goes to its line."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent, ASIDE)
        self.sent: list[int] = []

    def show_problems(self, problems: Iterable[Problem]) -> tuple[Problem, ...]:
        return super().show_problems(self._placed(problem) for problem in problems)

    def _placed(self, problem: Problem) -> Problem:
        path = (problem.field or "").split(".")
        if "actions" not in path[:-1]:
            return problem
        line = self.sent[int(path[path.index("actions") + 1])]
        return dataclasses.replace(problem, field=f"{path[-1]}{line}")


class VisitEntry(Page):
    """See the module.

    Attributes:
        party: the customer on file whose name stands in the company.
    """

    watches = frozenset()

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self.party: FormerParty | None = None
        self.fields = VisitFields(self)
        find = lambda text: known_customers(context, text)  # noqa: E731
        self.company = self.fields.add(PartyEditor(COMPANY, context, find))
        self.company.line.setPlaceholderText(tr("客户名、拼音,或照写"))
        self.company.taken.connect(self._known)
        self.company.edited.connect(self._renamed)
        plain = (VISITOR, PHONE, PURPOSE, CONTENT, SOLUTION)
        for field in plain:
            self.fields.add(editor_for(field, context))
        self.promises = [PromiseLine(context, self.fields, str(n)) for n in range(ACTIONS)]
        for number, line in enumerate(self.promises, 1):
            for editor in line.editors:
                whole = tr("第 {n} 行").format(n=number) + editor.field.label
                editor.control.setAccessibleName(whole)
        for field in (RECEIVED_BY, AT, PARTICIPANTS):
            self.fields.add(editor_for(field, context))
        self.fields.add(file_editor(MINUTES, context, many=False))
        self.company.passed.connect(self.fields["visitor"].take_focus)
        self.fields["purpose"].edited.connect(self._show_forum)
        self.fields.finished.connect(self.save)
        self.kept = KeptFields(self, tr("一次来访"), lambda: self.fields, self._restore)
        self.fields.edited.connect(self.kept.typed)
        self._build()
        self.clear()

    # -- what the window asks ---------------------------------------------------------------------

    def shown(self) -> None:
        super().shown()
        if not self.fields.touched:
            self.company.take_focus()

    def may_leave(self) -> bool:
        question = tr("这次来访还没有登记,放弃?")
        if self.fields.touched and not self.context.gives_up(question):
            return False
        self.kept.forget()
        return True

    # -- doing ------------------------------------------------------------------------------------

    def clear(self) -> None:
        """An empty form: oneself receives, somebody asks for advice."""
        self.party = None
        self.fields.clear()
        me = self.context.desk.signed_in().name
        self.fields.fill({"purpose": VisitPurpose.ADVICE, "received_by": me})
        for line in self.promises:
            line.propose()
        self._show_forum()
        self.kept.begin("visit")

    def _restore(self, kept: dict[str, Any]) -> None:
        put_fields(self.fields, kept)
        self._show_forum()

    def save(self) -> None:
        """Register the visit, and go to the register."""

        def saved(outcome: Outcome[str]) -> None:
            count = sum(not line.is_empty() for line in self.promises)
            more = tr("跟进 {n} 项已建。").format(n=count) if count else ""
            self.kept.forget()
            self.clear()
            self.context.say(tr("来访 {no} 已登记。").format(no=outcome.value) + more)
            self.context.open_page("visits")

        self.context.do(register_visit, self._arguments, saved, fields=self.fields)

    def back(self) -> None:
        """Give up, after one question when something is typed."""
        if self.may_leave():
            self.clear()
            self.context.frame.back()

    def _arguments(self) -> dict[str, Any]:
        values = self.fields.values()
        self.fields.sent = [n for n, line in enumerate(self.promises) if not line.is_empty()]
        draft = VisitDraft(
            **{name: values[name] for name in (*TOLD, "participants")},
            customer_id=self.party.customer_id if self.party else None,
            actions=tuple(_action(values, n) for n in self.fields.sent),
        )
        return {"draft": draft, "minutes": (values["minutes"],) if values["minutes"] else ()}

    def _known(self, party: FormerParty) -> None:
        """A known customer brings his contact and phone along."""
        self.party = party
        for name, text in (("visitor", party.contact), ("phone", party.phone)):
            if text and self.fields[name].is_empty():
                put_typed(self.fields[name], text)

    def _renamed(self) -> None:
        if self.party is not None and self.company.value() != self.party.name:
            self.party = None

    def _show_forum(self) -> None:
        """Those who sit together are asked for only when they do."""
        forum = self.fields["purpose"].value() is VisitPurpose.FORUM
        self.fields.aside = ASIDE - {"participants", "minutes"} if forum else ASIDE

    # -- building ---------------------------------------------------------------------------------

    def _build(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(SPACE.page, SPACE.normal, SPACE.page, SPACE.small)
        column.setSpacing(SPACE.small)
        head = QHBoxLayout()
        head.addWidget(plain_label(tr("登记来访"), "title"), 1)
        head.addWidget(keyed_button(self, tr("返回"), "Esc", self.back))
        head.addWidget(keyed_button(self, tr("登记"), "F9", self.save, "primary"))
        column.addLayout(head)
        column.addWidget(self.kept.line)
        inside = QWidget()
        cards = QVBoxLayout(inside)
        cards.setContentsMargins(0, 0, 0, 0)
        cards.setSpacing(SPACE.small)
        for heading, lines in self._lines():
            card, grid = Card(heading), DenseGrid(COLUMNS)
            for line in lines:
                grid.line(*line)
            card.column.addWidget(grid)
            cards.addWidget(card)
        cards.addStretch(1)
        column.addWidget(FollowingArea(inside), 1)
        hint = tr("Enter 下一栏 · Shift+Enter 上一栏 · Ctrl+Enter 换行 · F9 登记 · Esc 返回")
        column.addWidget(plain_label(hint, "small"))

    def _lines(self) -> list[tuple[str, list[list[tuple[Editor, int]]]]]:
        of = self.fields
        actions = [
            [(editor, span) for editor, span in zip(line.editors, (6, 3, 3), strict=True)]
            for line in self.promises
        ]
        return [
            (
                tr("谁来访"),
                [
                    [(of["company"], 5), (of["visitor"], 2), (of["phone"], 3), (of["purpose"], 2)],
                    [(of["received_by"], 2), (of["at"], 3)],
                ],
            ),
            (
                tr("谈了什么"),
                [
                    [(of["content"], 6), (of["solution"], 6)],
                    [(of["participants"], 9), (of["minutes"], 3)],
                ],
            ),
            (tr("要跟进的"), actions),
        ]


def _action(values: dict[str, Any], line: int) -> ActionDraft:
    return ActionDraft(
        task=values[f"task{line}"],
        owner_id=values[f"owner_id{line}"],
        due_on=values[f"due_on{line}"],
    )
