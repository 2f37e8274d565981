"""满意度录入与结果: one round at a time, in parts chosen by the strip at its head."""

from functools import partial
from typing import Any, ClassVar

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from desk.care.surveys.queries import SurveyReport, survey_report
from desk.kernel.text import tr
from ui.asking import plain_label
from ui.bridge import Job
from ui.desks.pieces import Chip, keyed_button, on_key
from ui.desks.strip import Strip
from ui.desks.survey_desk.entry import AnswerEntry
from ui.pages.page import Page
from ui.registry import Context
from ui.theme import SPACE, Tone
from ui.tones import tone_of


class SurveyDesk(Page):
    """See the module."""

    watches: ClassVar[frozenset[str] | None] = frozenset(
        {"survey", "survey_recipient", "survey_answer", "survey_score", "survey_follow_up"}
    )

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self.number = ""
        self.report: SurveyReport | None = None
        self._reading: Job | None = None
        self.entry = AnswerEntry(context)
        self.entry.found.connect(self.take_round)
        self.parts: dict[str, tuple[str, QWidget]] = {"entry": (tr("录入答卷"), self.entry)}
        self.strip, self.stack = Strip(), QStackedWidget()
        self.strip.chosen.connect(self.show_part)
        self._build()
        self.show_part("entry")
        self._show()

    # -- what is shown ----------------------------------------------------------------------------

    def open_with(self, **arguments: Any) -> None:
        """Take the round or the code ``number``, and the ``part`` to show."""
        number = str(arguments.get("number") or "")
        part = str(arguments.get("part") or "")
        if "/" in number:
            self.show_part("entry")
            self.entry.open_code(number)
        elif number and self.may_leave():
            self.entry.clear()
            self.take_round(number)
        if part in self.parts:
            self.show_part(part)

    def shown(self) -> None:
        super().shown()
        if self.stack.currentWidget() is self.entry and self.entry.card is None:
            self.entry.code.take_focus()

    def refresh(self) -> None:
        if not self.number:
            return
        if self._reading is not None:
            self._reading.cancel()
        ask = partial(self.context.desk.ask, survey_report, number=self.number)
        self._reading = self.context.bridge.later(ask, self._came, self.context.tell, owner=self)

    def take_round(self, number: str) -> None:
        """Work on another round."""
        self.number = number
        self.renew()

    def show_part(self, name: str) -> None:
        """Bring one part to the front."""
        self.strip.show_items([(key, word) for key, (word, _) in self.parts.items()], name)
        self.stack.setCurrentWidget(self.parts[name][1])
        self._save.setVisible(name == "entry" and self.context.may("survey.create"))
        if name == "entry" and self.entry.card is None:
            self.entry.code.take_focus()

    def may_leave(self) -> bool:
        return self.entry.may_drop()

    def _came(self, report: SurveyReport) -> None:
        if report.number == self.number:
            self.report = report
            self.entry.show_report(report)
            self._show()

    def _show(self) -> None:
        report = self.report
        self._title.setText(report.number if report else tr("满意度录入与结果"))
        state = report.state if report else None
        self._state.show_as(state.label if state else "", tone_of(state) if state else Tone.NEUTRAL)
        self._name.setText(report.title if report else "")
        if report is None:
            return
        sent, answered = report.figures.sent, report.figures.answered
        words = tr("已发 {s} 份 · 已答 {a} 份 · 未答 {r} 份")
        self._progress.setText(words.format(s=sent, a=answered, r=max(0, sent - answered)))

    # -- keys -------------------------------------------------------------------------------------

    def save(self) -> None:
        """F9 in the part that is shown."""
        if self.stack.currentWidget() is self.entry:
            self.entry.save()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() != Qt.Key.Key_Escape:
            super().keyPressEvent(event)
        elif self.stack.currentWidget() is self.entry and self.entry.may_drop():
            self.entry.clear()
            self.entry.code.take_focus()

    # -- building ---------------------------------------------------------------------------------

    def _build(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(SPACE.page, SPACE.wide, SPACE.page, SPACE.small)
        column.setSpacing(SPACE.small)
        column.addLayout(self._head())
        line = QHBoxLayout()
        line.addWidget(self.strip, 1)
        self._progress = plain_label("", "strong")
        line.addWidget(self._progress)
        column.addLayout(line)
        for _, part in self.parts.values():
            self.stack.addWidget(part)
        column.addWidget(self.stack, 1)
        words = tr("数字键作答并到下一题 · Del 清除 · Enter 下一题 · F9 保存 · Ctrl+F 问卷编码")
        column.addWidget(plain_label(words, "small"))
        on_key(self, "F9", self.save)
        on_key(self, "Ctrl+F", self._to_code)

    def _head(self) -> QHBoxLayout:
        line = QHBoxLayout()
        line.setSpacing(SPACE.small)
        self._title, self._name = plain_label("", "title"), plain_label("", "muted")
        self._state = Chip()
        for part in (self._title, self._state, self._name):
            line.addWidget(part)
        line.addStretch(1)
        every = partial(self.context.open_page, "surveys")
        line.addWidget(keyed_button(self, tr("全部调查"), "", every))
        self._save = keyed_button(self, tr("保存答卷"), "", self.save, "primary")
        self._save.setText(tr("保存答卷") + "  F9")
        line.addWidget(self._save)
        return line

    def _to_code(self) -> None:
        self.show_part("entry")
        self.entry.code.take_focus()
        self.entry.code.line.selectAll()
