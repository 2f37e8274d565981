"""The check-list of the major event a complaint started: Space ticks a step off."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QPushButton

from desk.care.major_events.choices import EventState
from desk.care.major_events.commands import explain_step, tick_step
from desk.care.major_events.queries import EventCard, StepRow
from desk.kernel.moments import local, show_moment
from desk.kernel.text import tr
from ui.asking import plain_label
from ui.desks.pieces import Card, Chip, keyed_button
from ui.desks.row_table import Column, RowTable
from ui.registry import Context
from ui.theme import SPACE, Tone
from ui.tones import tone_of

MOST_STEPS = 3


def _standing(step: StepRow) -> str:
    if step.done_at is not None:
        due = step.due_at or step.done_at
        same_day = local(step.done_at).date() == local(due).date()
        done = tr("✓ {t}").format(t=show_moment(step.done_at)[11 if same_day else 5 :])
        return f"{done}{tr(' 超时')}" if step.late else done
    if step.note:
        return tr("不办")
    return tr("超时未办") if step.late else tr("待办")


def _tone(step: StepRow) -> Tone:
    if step.late:
        return Tone.WRONG
    return Tone.DONE if step.done_at is not None or step.note else Tone.WAITING


COLUMNS: tuple[Column[StepRow], ...] = (
    Column(
        tr("步骤"),
        lambda step: f"{step.seq}. {step.text}",
        stretch=True,
        below=lambda step: "  ".join(filter(None, (step.role, _due(step), step.note))),
    ),
    Column(tr("办理"), _standing, width=8, ink=_tone),
)


def _due(step: StepRow) -> str:
    return tr("{t} 前").format(t=show_moment(step.due_at)[5:]) if step.due_at else ""


class StepTable(RowTable[StepRow]):
    """Space or Enter ticks."""

    ticked = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Space and self.current() is not None:
            self.ticked.emit()
        else:
            super().keyPressEvent(event)


class EventSteps(Card):
    """See the module.

    Signals:
        changed: a step was ticked off or explained.
    """

    changed = Signal()

    def __init__(self, context: Context) -> None:
        super().__init__(tr("重大事件预案"))
        self._context = context
        self.major: EventCard | None = None
        self._state = Chip()
        self.head.addWidget(self._state)
        self._plan = plain_label("", "small")
        self._plan.setWordWrap(True)
        self.table = StepTable(tr("预案步骤"), COLUMNS, lambda step: str(step.seq))
        self.table.opened.connect(self.tick)
        self.table.ticked.connect(self.tick)
        self.skip: QPushButton = keyed_button(self, tr("说明不办"), "", self.explain)
        self.head.insertWidget(2, self.skip)
        for part in (self._plan, self.table):
            self.column.addWidget(part)
        self.show_event(None)

    def show_event(self, event: EventCard | None) -> None:
        """Show an event, or nothing."""
        self.major = event
        self.setVisible(event is not None)
        if event is None:
            return
        self._state.show_as(event.state.label, tone_of(event.state))
        left = sum(step.done_at is None and not step.note for step in event.steps)
        plan = event.plan_label or tr("没有生效的应急预案,请先在「受控文件」登记。")
        keys = tr("空格打勾 · 还有 {n} 步").format(n=left) if left else tr("步骤已办完。")
        self._plan.setText(f"{event.number}  {plan}\n{keys}" if event.steps else plan)
        self.table.show_rows(event.steps)
        self.table.setVisible(bool(event.steps))
        shown = min(len(event.steps), MOST_STEPS)
        line = self.table.verticalHeader().defaultSectionSize()
        head = self.table.horizontalHeader().sizeHint().height()
        self.table.setFixedHeight(head + shown * line + SPACE.hair)
        open_ = event.state in (EventState.OPEN, EventState.HANDLING) and bool(left)
        self.skip.setVisible(open_ and self._context.may("complaint.update"))

    def tick(self) -> None:
        """Tick the current step off."""
        step = self.table.current()
        if self.major is None or step is None or step.done_at is not None:
            return
        arguments = {"number": self.major.number, "step": step.seq}
        self._context.do(tick_step, arguments, lambda _: self._done(step))

    def explain(self) -> None:
        """Say why the current step is not needed."""
        step = self.table.current()
        if self.major is None or step is None:
            self._context.say(tr("请先选择一个步骤。"))
            return
        words = tr("第 {n} 步不办").format(n=step.seq)
        note = self._context.asker.reason(words)
        if note:
            arguments = {"number": self.major.number, "step": step.seq, "note": note}
            self._context.do(explain_step, arguments, lambda _: self._done(step))

    def _done(self, step: StepRow) -> None:
        self._context.say(tr("预案第 {n} 步已登记。").format(n=step.seq))
        self.changed.emit()
