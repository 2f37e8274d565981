"""满意度录入与结果: one round at a time, in parts chosen by the strip at its head."""

from functools import partial
from typing import Any, ClassVar

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desk.app import Desk
from desk.care.callbacks.owed import OwedCall, calls_of_survey
from desk.care.surveys.queries import SurveyReport, survey_report
from desk.kernel.text import tr
from ui.asking import plain_label
from ui.bridge import Job
from ui.desks.parts import Parts
from ui.desks.pieces import Chip, keyed_button, on_key
from ui.desks.strip import Strip
from ui.desks.survey_desk.entry import AnswerEntry
from ui.desks.survey_desk.importing import AnswerImport
from ui.desks.survey_desk.result import SurveyResult
from ui.pages.page import Page
from ui.registry import Context
from ui.theme import SPACE, Tone
from ui.tones import tone_of
from ui.turns import next_turn

KEYS = {
    "entry": tr(
        "数字键作答 · Del 清除 · Enter 下一题 · Ctrl+V 粘贴 · Ctrl+Z 撤回 · F9 保存 · F12 看扫描件 · Ctrl+F 问卷编码"
    ),
    "result": tr("Ctrl+P 分析报告 · 1–9 给意见归类 · Enter 登记低分回访 · F6 换一边"),
    "import": tr("Ctrl+O 选择文件 · F9 导入可导入的答卷 · Esc 停止"),
}


def round_of(desk: Desk, number: str) -> tuple[SurveyReport, list[OwedCall]]:
    """Read everything the page shows of a round."""
    return desk.ask(survey_report, number=number), desk.ask(calls_of_survey, number=number)


class SurveyDesk(Page):
    """See the module."""

    watches: ClassVar[frozenset[str] | None] = frozenset(
        {"survey", "survey_recipient", "survey_answer", "survey_score", "callback_follow_up"}
    )

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self.number = ""
        self.report: SurveyReport | None = None
        self._reading: Job | None = None
        self.entry = AnswerEntry(context)
        next_turn()
        self.entry.found.connect(self.take_round)
        self.importing = AnswerImport(context)
        self.importing.imported.connect(lambda _: self.renew())
        self.importing.stood.connect(self._show_buttons)
        self.result = SurveyResult(context)
        next_turn()
        self.result.changed.connect(self.renew)
        self.parts: dict[str, tuple[str, QWidget]] = {
            "entry": (tr("录入答卷"), self.entry),
            "import": (tr("导入文件"), self.importing),
            "result": (tr("结果"), self.result),
        }
        self.strip, self.stack = Strip(), Parts()
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
        ask = partial(round_of, self.context.desk, self.number)
        self._reading = self.context.bridge.later(ask, self._came, self.context.tell, owner=self)

    def take_round(self, number: str) -> None:
        """Work on another round."""
        self.number = number
        self.importing.take_round(number)
        self.renew()

    def show_part(self, name: str) -> None:
        """Bring one part to the front."""
        self.strip.show_items([(key, word) for key, (word, _) in self.parts.items()], name)
        self.stack.setCurrentWidget(self.parts[name][1])
        self._keys.setText(KEYS[name])
        self._show_buttons()
        if name == "entry" and self.entry.card is None:
            self.entry.code.take_focus()
        elif name == "result":
            self.result.comments.table.setFocus()

    @property
    def part(self) -> str:
        """The name of the part that is shown."""
        current = self.stack.currentWidget()
        return next(name for name, (_, widget) in self.parts.items() if widget is current)

    def may_leave(self) -> bool:
        if self.importing.working.running:
            self.context.say(tr("正在导入,请等它结束或先取消。"))
            return False
        return self.entry.may_drop()

    def _came(self, found: tuple[SurveyReport, list[OwedCall]]) -> None:
        report, calls = found
        if report.number == self.number:
            self.report = report
            self.entry.show_report(report)
            self.result.show_result(report, calls)
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
        self._show_buttons()
        self._progress.setText(words.format(s=sent, a=answered, r=max(0, sent - answered)))

    # -- keys -------------------------------------------------------------------------------------

    def save(self) -> None:
        """F9 in the part that is shown."""
        if self.part == "entry":
            self.entry.save()
        elif self.part == "import":
            self.importing.take_in()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() != Qt.Key.Key_Escape:
            super().keyPressEvent(event)
        elif self.part == "import":
            self.importing.working.stop()
        elif self.part == "entry" and self.entry.may_drop():
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
        self._keys = plain_label("", "small")
        column.addWidget(self._keys)
        on_key(self, "F9", self.save)
        on_key(self, "Ctrl+F", self._to_code)
        on_key(self, "Ctrl+O", self._choose_file)
        on_key(self, "F6", self._change_side)

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
        self._paper = keyed_button(self, tr("分析报告"), "Ctrl+P", self.print_report)
        line.addWidget(self._paper)
        self._save = keyed_button(self, tr("保存答卷"), "", self.save, "primary")
        line.addWidget(self._save)
        return line

    def _to_code(self) -> None:
        self.show_part("entry")
        self.entry.code.take_focus()
        self.entry.code.line.selectAll()

    def print_report(self) -> None:
        """Show P-14b."""
        if self.number:
            self.context.show_paper("P-14b", self.number)

    def _change_side(self) -> None:
        """Between the comments and the calls owed."""
        calls = self.result.calls
        other = self.result.comments.table if calls.hasFocus() else calls
        if self.part == "result":
            other.setFocus()

    def _choose_file(self) -> None:
        self.show_part("import")
        self.importing.choose()

    def _show_buttons(self) -> None:
        found = self.importing.found
        count = len(found.sheets) if found else 0
        words = {"entry": tr("保存答卷"), "import": tr("导入 {n} 份").format(n=count)}
        word = words.get(self.part, "")
        self._save.setVisible(bool(word) and self.context.may("survey.create"))
        self._save.setEnabled(self.part == "entry" or count > 0)
        printable = bool(self.number) and self.context.may("print.create")
        self._paper.setVisible(printable)
        self._paper.setEnabled(printable)
        self._save.setText(f"{word}  F9")
        self._save.setAccessibleName(word)
