"""合作商评估报告: figures with the tickets behind them, scores, vetoes, words, comparison, versions."""

from functools import partial
from typing import Any, ClassVar

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from desk.evaluation.reports.choices import ReportState
from desk.evaluation.reports.commands import draft_report, write_report
from desk.evaluation.reports.queries import ReportPage, report_page
from desk.kernel.errors import Problem
from desk.kernel.text import tr
from desk.storage.gate import Outcome
from ui.asking import plain_label
from ui.bridge import Job
from ui.desks.attachments import KEY as ATTACHMENTS
from ui.desks.attachments import show_attachments
from ui.desks.case_steps import CaseButtons
from ui.desks.evaluation_desk.figures import Figures
from ui.desks.evaluation_desk.peers import Peers
from ui.desks.evaluation_desk.reading import REVIEW, Evaluated, PartnerEntry, evaluated
from ui.desks.evaluation_desk.steps import STEPS, fitting
from ui.desks.evaluation_desk.verdict import VerdictCard
from ui.desks.evaluation_desk.versions import Versions
from ui.desks.evaluation_desk.views import FIGURES, PEERS, VERSIONS, WRITING, ReportViews
from ui.desks.evaluation_desk.words import ENTRY_COLUMNS, report_tone
from ui.desks.evaluation_desk.writing import Writing
from ui.desks.kept_fields import KeptFields, put_fields
from ui.desks.pieces import Chip, FollowingArea, keyed_button, on_key
from ui.desks.row_table import RowTable
from ui.desks.stale import put_together
from ui.desks.strip import Strip
from ui.desks.texts import Elided
from ui.pages.empty_state import EmptyState
from ui.pages.page import Page
from ui.registry import Context
from ui.theme import SPACE, Tone

LIST_WIDTH, VERDICT_WIDTH = 216, 240
CREATE = "evaluation_report.create"
_CORRECTED = (ReportState.REJECTED, ReportState.EFFECTIVE)


class EvaluationDesk(Page):
    """See the module.

    Attributes:
        found: the plan and the report that are shown.
        views: the parts of the report, one of them in front.
    """

    watches: ClassVar[frozenset[str] | None] = frozenset(
        {"evaluation_report", "evaluation_plan", "scorecard", "approval", "partner"}
    )

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self.found: Evaluated | None = None
        self._plan = self._number = self._partner = ""
        self._job: Job | None = None
        self.list: RowTable[PartnerEntry] = RowTable(
            tr("计划中的合作商"), ENTRY_COLUMNS, lambda e: e.key
        )
        self.figures, self.writing = Figures(context, self), Writing()
        self.peers, self.versions = Peers(), Versions()
        self.views = ReportViews(
            {
                FIGURES: self.figures,
                WRITING: self.writing,
                PEERS: self.peers,
                VERSIONS: self.versions,
            }
        )
        self.kept = KeptFields(
            self,
            tr("一份评估报告"),
            lambda: self.writing.fields,
            self._restore,
            lambda: self.writing.touched,
        )
        self.verdict = VerdictCard()
        self.steps = CaseButtons(context, self, STEPS, self.renew)
        self._build()
        self.plans.chosen.connect(self._choose_plan)
        self.views.chosen.connect(self.turn_to)
        self.list.went.connect(self._went)
        self.list.opened.connect(self._enter)
        self.versions.chosen.connect(self._take)
        self.writing.done.connect(self.save)
        self.writing.edited.connect(self._show_steps)
        self.writing.typed.connect(self.kept.typed)
        self.writing.stale.connect(self._stale)
        self.turn_to(FIGURES)

    # -- what is shown ----------------------------------------------------------------------------

    @property
    def report(self) -> ReportPage | None:
        """The report that is shown."""
        return self.found.report if self.found else None

    @property
    def editable(self) -> bool:
        """Whether what is written can be saved."""
        page = self.report
        return page is not None and page.state is ReportState.DRAFT and self.context.may(CREATE)

    def open_with(self, **arguments: Any) -> None:
        """Show the report ``number``, or the plan of that number with its ``partner`` (an id)."""
        number = str(arguments.get("number") or "")
        if number and self._may_change():
            if number.startswith("PJ"):
                self._plan, self._number, self._partner = number, "", arguments.get("partner", "")
            else:
                self._number = number
            self.renew()

    def shown(self) -> None:
        super().shown()
        self.list.setFocus()

    def refresh(self) -> None:
        if self._job is not None:
            self._job.cancel()
        ask = partial(evaluated, self.context.desk, self._plan, self._number)
        self._job = self.context.bridge.later(ask, self._came, self._failed, owner=self)

    def turn_to(self, view: str) -> None:
        """Show another part of the report."""
        self.views.turn_to(view)
        self._right.setVisible(view != PEERS)  # the comparison needs the room

    def turn(self) -> None:
        """Show the next part."""
        self.turn_to(self.views.next)

    def _failed(self, fault: BaseException) -> None:
        self._number = ""
        self.context.tell(fault)

    def _came(self, found: Evaluated) -> None:
        self.found = found
        self._plan = found.plan.plan.number if found.plan else ""
        self.plans.show_items([(number, number) for number in found.plans], self._plan)
        self.list.blockSignals(True)
        self.list.show_rows(found.entries)
        if wanted := found.report.partner_id if found.report is not None else self._partner:
            self.list.go_to(str(wanted))
        self.list.blockSignals(False)
        if found.report is None and self._begin(found):
            return
        self._show_report()

    def _begin(self, found: Evaluated) -> bool:
        """Without a report the current partner's, else the first one that has one, is shown."""
        current = self.list.current()
        own = current.report if current else None
        first = next((e.report for e in found.entries if e.report is not None), None)
        wanted = own or (first if current is None else None)
        if wanted is None:
            return False
        self._number = wanted.number
        self.renew()
        return True

    def _show_report(self) -> None:
        page = self.report
        self._number = page.number if page else ""
        self._title.setText(f"{page.number}  {page.partner_name}" if page else tr("评估报告"))
        tone = report_tone(page.state) if page else Tone.NEUTRAL
        self._state.show_as(page.state.label if page else "", tone)
        self._body.setVisible(page is not None)
        self._nothing.tell(self._no_report(), narrowed=False)
        self._nothing.setVisible(page is None)
        self.figures.show_report(page)
        self.writing.renew(page, editable=self.editable)
        if page is not None and self.editable:
            self.kept.begin(f"evaluation report {page.number}", named=page.number)
        self.peers.show_peers(page, self.found.peers if self.found else [])
        self.versions.show_report(page, self.found.differences if self.found else None)
        self.verdict.show_report(page)
        self._show_steps()

    def _show_steps(self) -> None:
        """What is written and not saved yet is saved before anything else is done."""
        page = self.report
        self.steps.number = page.number if page else ""
        extra = {"print"} if page is not None and self.context.may("print.create") else set()
        extra |= {"save"} if self.editable else set()
        extra |= {"draft"} if self._may_draft() else set()
        self.steps.buttons["draft"].setText(self._draft_words())
        self.steps.show_only((frozenset() if self.writing.touched else fitting(page)) | extra)

    def _draft_words(self) -> str:
        state = self.report.state if self.report else None
        words = {ReportState.REJECTED: tr("起草下一版"), ReportState.EFFECTIVE: tr("更正")}
        return f"{words.get(state, tr('起草')) if state else tr('起草')}  Ctrl+N"

    def _no_report(self) -> str:
        entry = self.list.current()
        if entry is None:
            return tr("还没有评估计划,由经理在「评估计划」中新建。")
        if entry.waits_for_draft and self._may_draft():
            return tr("{p} 的评分已交齐,按 Ctrl+N 起草报告。").format(p=entry.partner.name)
        return tr("{p} 还没有报告。评分交齐后起草,批准后生效。").format(p=entry.partner.name)

    # -- choosing ---------------------------------------------------------------------------------

    def _choose_plan(self, number: str) -> None:
        if number != self._plan and self._may_change():
            self._plan, self._number = number, ""
            self.list.blockSignals(True)
            self.list.show_rows([])
            self.list.blockSignals(False)
            self.renew()
        else:
            self.plans.mark(self._plan)

    def _went(self) -> None:
        entry, page = self.list.current(), self.report
        if entry is None or (page is not None and page.partner_id == entry.partner.partner_id):
            return
        if not self._may_change():
            self.list.go_to(str(page.partner_id) if page else entry.key)
            return
        self._take(entry.report.number if entry.report else "")

    def _take(self, number: str) -> None:
        if number == self._number and number:
            return
        self._number = number
        if number:
            self.renew()
        elif self.found is not None:
            former = self.found
            self.found = Evaluated(former.plans, former.plan, former.entries, None, [], None)
            self._show_report()

    def _enter(self) -> None:
        """Enter on a partner goes into his figures, or begins his report."""
        if self.report is not None:
            self.turn_to(FIGURES)
            self.figures.lines.setFocus()
        elif self._may_draft():
            self.draft()

    # -- doing ------------------------------------------------------------------------------------

    def _may_draft(self) -> bool:
        entry = self.list.current()
        if entry is None or not self.context.may(CREATE):
            return False
        return entry.waits_for_draft or (
            entry.report is not None and entry.report.state in _CORRECTED
        )

    def draft(self) -> None:
        """Begin the report of the partner, or its next version."""
        entry = self.list.current()
        if entry is None or not self._may_draft():
            return
        arguments: dict[str, Any] = {
            "plan_number": self._plan,
            "partner_id": entry.partner.partner_id,
        }
        if entry.report is not None and entry.report.state is ReportState.EFFECTIVE:
            why = self.context.asker.reason(tr("更正 {no}").format(no=entry.report.number))
            if not why:
                return
            arguments["correction"] = why

        def done(outcome: Outcome[Any]) -> None:
            self._number = str(outcome.value)
            self.context.say(tr("{no} 已起草,请写结论后提交。").format(no=self._number))
            self.turn_to(WRITING)
            self.renew()

        self.context.do(draft_report, arguments, done, window=self)

    def save(self) -> None:
        """Save what is written; the figures are counted anew."""
        if not self.editable:
            return

        def done(_outcome: Outcome[Any]) -> None:
            self.kept.forget()
            self.writing.note_saved()
            self._show_steps()
            self.context.say(tr("{no} 已保存。").format(no=self._number))
            self.renew()

        self.turn_to(WRITING)
        self.context.do(write_report, self.writing.arguments, done, fields=self.writing.fields)

    def _stale(self, problem: Problem) -> None:
        """Somebody else saved the report: both versions side by side, then once more."""
        page = self.context.look_up(report_page, number=self._number)
        theirs = partial(self.writing.show_theirs, page)
        if put_together(self.context, self.writing.fields, problem, theirs):
            self.save()

    def _restore(self, kept: dict[str, Any]) -> None:
        self.turn_to(WRITING)
        put_fields(self.writing.fields, kept)

    def print_report(self) -> None:
        """Show P-08: the department's copy and, of a report in force, the partner's."""
        if self._number:
            self.context.show_paper("P-08", self._number)

    def show_evidence(self) -> None:
        """Show the photos and papers that hang on the report."""
        page = self.report
        if page is not None and self.context.may_or_says(REVIEW):
            show_attachments(self.context, self, "evaluation_report", page.id)

    def may_leave(self) -> bool:
        return self._may_change()

    def _may_change(self) -> bool:
        question = tr("报告里写的还没有保存,确定放弃?")
        if self.writing.touched and not self.context.gives_up(question):
            return False
        self.kept.forget()
        self.writing.touched = False
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
        self._title, self._state = Elided("title"), Chip()
        head.addWidget(self._title, 1)
        head.addWidget(self._state)
        reports = "evaluation_reports" if self.context.may(REVIEW) else "reports_in_force"
        every = partial(self.context.open_page, reports)
        head.addWidget(keyed_button(self, tr("全部报告"), "", every))
        column.addLayout(head)
        for name, button in self._own_buttons().items():
            self.steps.add(name, button)
        column.addWidget(self.kept.line)
        column.addWidget(self.steps)
        sides = QHBoxLayout()
        sides.setSpacing(SPACE.small)
        sides.addWidget(self._left(), 0, Qt.AlignmentFlag.AlignLeft)
        self._body = QWidget()
        body = QHBoxLayout(self._body)
        body.setContentsMargins(0, 0, 0, 0)
        body.setSpacing(SPACE.small)
        body.addWidget(self.views, 1)
        self._right = FollowingArea(self.verdict)
        self._right.setFixedWidth(VERDICT_WIDTH)
        body.addWidget(self._right)
        sides.addWidget(self._body, 1)
        self._nothing = EmptyState()
        sides.addWidget(self._nothing, 1)
        column.addLayout(sides, 1)
        keys = tr("↑↓ 选合作商 · Enter 看指标,再按看背后的运单 · F6 换栏 · F12 依据 · Esc 回清单")
        column.addWidget(plain_label(keys, "small"))
        on_key(self, "F6", self.turn)
        on_key(self, ATTACHMENTS, self.show_evidence)

    def _own_buttons(self) -> dict[str, QPushButton]:
        return {
            "draft": keyed_button(self, tr("起草"), "Ctrl+N", self.draft),
            "save": keyed_button(self, tr("保存"), "F9", self.save),
            "print": keyed_button(self, tr("打印"), "Ctrl+P", self.print_report),
        }

    def _left(self) -> QWidget:
        left = QWidget()
        left.setFixedWidth(LIST_WIDTH)
        column = QVBoxLayout(left)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACE.small)
        self.plans = Strip()
        column.addWidget(self.plans)
        column.addWidget(self.list, 1)
        return left
