"""What a round came to: figures, dimensions, calls owed, comments."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from desk.care.callbacks.choices import FollowUpState
from desk.care.callbacks.commands import finish_follow_up
from desk.care.callbacks.owed import OwedCall
from desk.care.surveys.figures import DimensionFigure, SurveyFigures
from desk.care.surveys.queries import SurveyReport, few_words
from desk.kernel.commands import entry_of
from desk.kernel.moments import show_moment
from desk.kernel.quantities import show_percent
from desk.kernel.text import tr
from desk.screens.fields import Field, Kind
from ui.asking import plain_label
from ui.desks.pieces import Card, Chip, Pairs, fit_rows
from ui.desks.row_table import Column, RowTable
from ui.desks.survey_desk.comments import Comments
from ui.pages.form_dialog import FormDialog
from ui.registry import Context
from ui.theme import SPACE, Tone

MOST_DIMENSIONS = 8


def hundredths_words(value: int | None) -> str:
    """8020 is 「80.20」; nothing is 「—」."""
    return "—" if value is None else f"{value // 100}.{value % 100:02}"


def tenths_words(value: int | None) -> str:
    """-125 is 「-12.5」."""
    if value is None:
        return "—"
    sign, size = ("-" if value < 0 else ""), abs(value)
    return f"{sign}{size // 10}.{size % 10}"


def _why(call: OwedCall) -> str:
    return f"{call.contact} {call.phone_masked}  {call.why}".strip()


DIMENSIONS: tuple[Column[DimensionFigure], ...] = (
    Column(tr("维度"), lambda d: d.name, 8, stretch=True),
    Column(tr("权重"), lambda d: str(d.weight), 4, right=True, total=True),
    Column(tr("指数"), lambda d: hundredths_words(d.index_hundredths), 5, right=True),
)
CALLS: tuple[Column[OwedCall], ...] = (
    Column(tr("客户"), lambda c: c.customer_name, 10, stretch=True, below=_why),
    Column(tr("回访时限"), lambda c: show_moment(c.due_at), 8, below=lambda c: c.result or c.owner),
    Column(
        tr("状态"),
        lambda c: c.state.label,
        5,
        chip=lambda c: Tone.WAITING if c.state is FollowUpState.OPEN else Tone.DONE,
    ),
)


class SurveyResult(QWidget):
    """See the module.

    Signals:
        changed: something of the round was written.
    """

    changed = Signal()

    def __init__(self, context: Context) -> None:
        super().__init__()
        self._context = context
        self._few = Chip()
        self._figures, self._missing = Pairs(4), plain_label("", "warning")
        self._missing.setWordWrap(True)
        self.shown: dict[str, str] = {}
        self.dimensions = RowTable(tr("各维度指数"), DIMENSIONS, lambda d: d.name)
        self.calls = RowTable(tr("低分回访"), CALLS, lambda c: str(c.follow_up_id))
        self.calls.opened.connect(self.call)
        self.comments = Comments(context)
        self.comments.coded.connect(self.changed)
        self._no_calls = plain_label(tr("没有低分客户需要回访。"), "muted")
        self._build()

    def show_result(self, report: SurveyReport, calls: list[OwedCall]) -> None:
        """Show a round."""
        found = report.figures
        self._nothing.hide()
        self._body.show()
        self.shown = _figures(found)
        self._figures.show_pairs(self.shown.items())
        self._few.show_as(few_words(found.few), Tone.WAITING)
        before_end = tr("结束调查前:{v}。").format(v=report.missing) if report.missing else ""
        self._missing.setText(before_end)
        self._missing.setVisible(bool(before_end))
        self.dimensions.show_rows(found.dimensions)
        fit_rows(self.dimensions, len(found.dimensions), MOST_DIMENSIONS)
        self.calls.show_rows(calls)
        self.calls.viewport().update()
        self.calls.setVisible(bool(calls))
        self._no_calls.setVisible(not calls)
        self.comments.show_comments(report.comments)

    def call(self) -> None:
        """Write down the call to the dissatisfied customer the cursor is on."""
        call = self.calls.current()
        if call is None or call.state is not FollowUpState.OPEN:
            self._context.say(tr("请先选一位待回访的客户。"))
            return
        if not (call.mine or self._context.may("callback.approve")):
            self._context.say(tr("这位客户由{who}回访。").format(who=call.owner))
            return
        said = Field("result", tr("回访结果"), Kind.NOTE, width=24, required=True)
        fixed = {"follow_up_id": call.follow_up_id}
        entry, hint = entry_of(finish_follow_up), f"{call.customer_name}\n{_why(call)}"
        FormDialog(self._context, entry, (said,), fixed, {}, self.window(), hint=hint).show()

    def _build(self) -> None:
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        words = tr("请按「全部调查」打开一次调查,或先录入它的一份答卷。")
        self._nothing, self._body = plain_label(words, "muted"), QWidget()
        whole.addWidget(self._nothing)
        whole.addWidget(self._body, 1)
        whole.addStretch(0)
        self._body.hide()
        column = QVBoxLayout(self._body)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACE.small)
        head = Card(tr("结果"))
        head.head.addWidget(self._few)
        head.column.addWidget(self._figures)
        head.column.addWidget(self._missing)
        column.addWidget(head)
        grid = QGridLayout()
        grid.setSpacing(SPACE.small)
        by_dimension, owed = Card(tr("各维度指数")), Card(tr("低分回访"))
        by_dimension.column.addWidget(self.dimensions)
        owed.column.addWidget(self._no_calls)
        owed.column.addWidget(self.calls, 1)
        owed.column.addStretch(0)
        grid.addWidget(by_dimension, 0, 0)
        grid.addWidget(owed, 1, 0)
        grid.addWidget(self.comments, 0, 1, 2, 1)
        grid.setColumnStretch(0, 1)
        grid.setColumnStretch(1, 1)
        grid.setRowStretch(1, 1)
        column.addLayout(grid, 1)


def _figures(found: SurveyFigures) -> dict[str, str]:
    grade = found.grade.label if found.grade and not found.few else ""
    response = tr("{p}(有效 {v} 份)").format(p=show_percent(found.response_bp), v=found.valid)
    nps = tr("{v}({n} 人回答,推荐 {p}、贬损 {d})").format(
        v=tenths_words(found.nps_tenths),
        n=found.recommend_answered,
        p=found.promoters,
        d=found.detractors,
    )
    csat = tr("{p}({n} 人回答)").format(p=show_percent(found.csat_bp), n=found.overall_answered)
    return {
        tr("满意度指数"): f"{hundredths_words(found.index_hundredths)} {grade}".strip(),
        tr("满意率"): csat,
        tr("净推荐值"): nps,
        tr("有效回收率"): response,
    }
