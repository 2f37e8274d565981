"""One sheet taken down: its code, the marks, who answered; F9 saves and waits for the next code."""

from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desk.care.surveys.answering import MOST_WORDS, enter_survey_answer, update_survey_answer
from desk.care.surveys.choices import SurveyState
from desk.care.surveys.drafts import AnswerSheet
from desk.care.surveys.queries import AnswerRow, CodeCard, SurveyReport, survey_of_code
from desk.kernel.errors import Refused
from desk.kernel.text import tr
from desk.screens.fields import Field, Kind
from ui.asking import plain_label
from ui.desks.attachments import show_attachments
from ui.desks.customer_record.revealing import Revealed
from ui.desks.dense import DenseGrid
from ui.desks.pasted_table import not_pasted
from ui.desks.pieces import Card, Chip, Pairs, keyed_button
from ui.desks.stale import StaleAwareFields
from ui.desks.survey_desk.items import ItemLine, ItemTable
from ui.desks.survey_desk.pasted_answers import answers_of
from ui.desks.survey_desk.standing import standing
from ui.editors import editor_for
from ui.editors.line import TextEditor
from ui.errors_shown import messages
from ui.pages.empty_state import EmptyState
from ui.registry import Context
from ui.theme import SPACE

SIDE_WIDTH = 320
NOTHING_YET = (
    "扫描纸质问卷上的条码,或录入问卷编码后按 Enter;逐题按数字键作答。\n"
    "编码在「调查问卷发放与回收」里,选中一份按 F7 也到这里。"
)


class AnswerEntry(QWidget):
    """See the module.

    Signals:
        found: a code of another round was read; carries the round's number.
        saved: a sheet was saved; carries its code.
    """

    found = Signal(str)
    saved = Signal(str)

    def __init__(self, context: Context) -> None:
        super().__init__()
        self._context = context
        self.card: CodeCard | None = None
        self.report: SurveyReport | None = None
        self.touched = False
        self.code = TextEditor(Field("code", tr("问卷编码"), Kind.NUMBER, width=12))
        self.code.line.setPlaceholderText(tr("扫描或录入,Enter 开始"))
        self.code.walked.connect(lambda forwards: self.look() if forwards else None)
        self.table = ItemTable()
        self.words = TextEditor(Field("words", tr("文字回答"), width=20))
        self.words.line.setMaxLength(MOST_WORDS)
        self.words.walked.connect(self._words_done)
        self.words.edited.connect(lambda: self.table.put_words(self.words.value()))
        self.fields = StaleAwareFields(self)
        for field in (
            Field("respondent", tr("填写人"), width=8, required=True),
            Field("surveyor", tr("调查人"), width=8),
            Field("phone_used", tr("使用电话"), Kind.PHONE, width=8),
            Field("at", tr("填写时间"), Kind.MOMENT, width=8),
        ):
            self.fields.add(editor_for(field, context))
        self.fields.edited.connect(self._touch)
        self.fields.merges(context, self._show_theirs, self.save)
        self.table.copied_in.connect(self.paste)
        self.table.stepped.connect(lambda _: self._went())
        self.table.answered.connect(self._answered)
        self.table.worded.connect(self._to_words)
        self.table.done.connect(self.fields.focus_first)
        self.table.went.connect(self._went)
        self._build()
        self.clear()

    # -- a sheet ----------------------------------------------------------------------------------

    def open_code(self, code: str) -> None:
        """Show the sheet of a code."""
        self.code.set_value(code)
        self.look()

    def look(self) -> None:
        """Read the record of the code that is typed."""
        code = self.code.value().strip()
        if not code or not self.may_drop():
            return
        self.clear(keep_code=True)

        def failed(fault: BaseException) -> None:
            if isinstance(fault, Refused):
                self.code.problem("\n".join(messages(fault.problems)))
                self.code.take_focus()
            else:
                self._context.tell(fault)

        desk = self._context.desk
        ask = lambda: desk.ask(survey_of_code, code=code)  # noqa: E731
        self._context.bridge.later(ask, self._came, failed, self)

    def show_report(self, report: SurveyReport) -> None:
        """Take the round's items; a sheet that waited for them is shown now."""
        self.report = report
        if self.card is not None and self.card.survey == report.number and not self.table.rows:
            self._show_sheet(self.card, report)

    def clear(self, *, keep_code: bool = False) -> None:
        """Wait for the next code."""
        self.card, self.touched = None, False
        self.revealed.forget()
        if not keep_code:
            self.code.set_value("")
        self.code.problem(None)
        self.fields.clear()
        self.words.set_value("")
        self.table.show_sheet([])
        self.fields.wholes = {}
        self._unread.hide()
        self._show()

    def may_drop(self) -> bool:
        """Whether what is typed may go."""
        question = tr("这份答卷还没有保存,确定放弃?")
        return not self.touched or self._context.gives_up(question)

    def save(self) -> None:
        """Save the sheet and wait for the next code."""
        card = self.card
        if card is None or self.table.locked:
            self._context.say(tr("请先扫描或录入问卷编码。"))
            self.code.take_focus()
            return
        correcting = card.row.answered_at is not None
        command = update_survey_answer if correcting else enter_survey_answer

        def done(_: object) -> None:
            self.clear()
            self.code.take_focus()
            word = tr("答卷 {no} 已修改。") if correcting else tr("答卷 {no} 已保存,请扫下一份。")
            self._context.say(word.format(no=card.row.code))
            self.saved.emit(card.row.code)

        self._context.do(command, self._arguments, done, fields=self.fields)

    def paste(self, text: str) -> None:
        """Take copied answers from the current item down, or by the items' numbers."""
        current = self.table.current()
        if current is None:
            return
        found, wrong = answers_of(text, self.table.rows, current.key)
        self._unread.setText(not_pasted(wrong) if wrong else "")
        self._unread.setVisible(bool(wrong))
        if found and not wrong:
            self.table.put_answers(found)
            self._went()
            words = tr("已粘贴 {n} 题的回答,Ctrl+Z 撤回。")
            self._context.say(words.format(n=len(found)))

    def show_scan(self) -> None:
        """Show the scanned paper beside the window, to be typed in from it."""
        if self.card is not None and self.card.scans:
            show_attachments(self._context, self, "survey_recipient", self.card.recipient_id)

    def reveal(self) -> None:
        """Show the respondent's telephone for a minute, with a reason."""
        card = self.card
        if card is not None and card.row.phone_masked and self._context.may("personal.reveal"):
            self.revealed.ask(tr("电话"), "survey_recipient", card.recipient_id, "phone")

    def _arguments(self) -> dict[str, Any]:
        typed = self.fields.values()
        assert self.card is not None
        row = self.card.row
        sheet = AnswerSheet(code=row.code, answers=self.table.answers, **typed)
        return {"sheet": sheet, "version": row.version} if row.version else {"sheet": sheet}

    def _came(self, card: CodeCard) -> None:
        self.card = card
        self.code.set_value(card.row.code)
        if self.report is not None and self.report.number == card.survey:
            self._show_sheet(card, self.report)
        else:
            self.found.emit(card.survey)

    def _show_sheet(self, card: CodeCard, report: SurveyReport) -> None:
        row = card.row
        given = {position: (value, words) for position, value, words in row.answers}
        self.table.show_sheet(
            [ItemLine(i, *given.get(i.position, (None, ""))) for i in report.items]
        )
        self._fill(row)
        self.fields.wholes = self.table.wholes()
        self.fields.mark()
        self._show_who(card)
        self._show()
        if self.isVisible():
            self.table.setFocus()
        self.table.selectRow(0)
        self._went()

    def _show_theirs(self) -> None:
        """The sheet as somebody else has saved it meanwhile."""
        assert self.card is not None
        assert self.report is not None
        self.card = self._context.look_up(survey_of_code, code=self.card.row.code)
        self._show_sheet(self.card, self.report)

    def _fill(self, row: AnswerRow) -> None:
        me = self._context.desk.signed_in().name
        self.fields.fill(
            {
                "respondent": row.respondent or row.contact,
                "surveyor": row.surveyor or me,
                "at": row.answered_at,
            }
        )
        phone = self.fields["phone_used"]
        assert isinstance(phone, TextEditor)
        kept = tr("{v},不填则不变").format(v=row.phone_used_masked)
        phone.line.setPlaceholderText(kept if row.phone_used_masked else "")

    # -- the keyboard -----------------------------------------------------------------------------

    def _answered(self) -> None:
        self._touch()
        self._show()

    def _touch(self) -> None:
        self.touched = self.card is not None

    def _to_words(self) -> None:
        self._went()
        self.words.take_focus()

    def _words_done(self, forwards: bool) -> None:
        self.table.setFocus()
        if forwards:
            self.table.go_on()

    def _went(self) -> None:
        line = self.table.current()
        worded = line is not None and line.is_worded and not self.table.locked
        self.words.set_value(line.words if line is not None and worded else "")
        self.words.setEnabled(worded)
        asked = line.item.text if line is not None and worded else ""
        self.words.line.setPlaceholderText(asked)

    # -- what is shown ----------------------------------------------------------------------------

    def _show(self) -> None:
        card = self.card
        taken = card is not None and card.state is SurveyState.SENT
        self.table.locked = not (taken and self._context.may("survey.create"))
        shown = bool(self.table.rows) and card is not None
        self._nothing.setVisible(not shown)
        for widget in (self.table, self._words_line, self._side):
            widget.setVisible(shown)
        if card is None:
            return
        judged = standing([n.item for n in self.table.rows], self.table.values)
        self._verdict.show_as(judged.chip, judged.tone)
        self._why.setText(judged.why)

    def _show_who(self, card: CodeCard) -> None:
        row = card.row
        self._scan.setVisible(bool(card.scans))
        self._phone.setVisible(bool(row.phone_masked) and self._context.may("personal.reveal"))
        self._who.show_pairs(
            [
                (tr("客户"), row.customer_name),
                (tr("联系人"), f"{row.contact}  {row.phone_masked}".strip()),
                (tr("调查"), card.title),
            ]
        )
        again = tr("这份答卷已经录过,保存即为修改。") if row.answered_at else ""
        shut = tr("本次调查为「{s}」,不能录入。").format(s=card.state.label)
        note = again if card.state is SurveyState.SENT else shut
        self._note.setText(note)
        self._note.setVisible(bool(note))

    # -- building ---------------------------------------------------------------------------------

    def _build(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACE.small)
        line = QHBoxLayout()
        line.setSpacing(SPACE.small)
        line.addWidget(plain_label(tr("问卷编码"), "label"))
        self.code.setFixedWidth(SIDE_WIDTH)
        line.addWidget(self.code)
        line.addStretch(1)
        column.addLayout(line)
        self._nothing = EmptyState()
        self._nothing.tell(tr(NOTHING_YET), narrowed=False)
        column.addWidget(self._nothing, 1)
        sides, left = QHBoxLayout(), QVBoxLayout()
        sides.setSpacing(SPACE.small)
        left.setSpacing(SPACE.small)
        left.addWidget(self.table, 1)
        self._words_line = QWidget()
        below = QHBoxLayout(self._words_line)
        below.setContentsMargins(0, 0, 0, 0)
        below.addWidget(plain_label(tr("文字回答"), "label"))
        below.addWidget(self.words, 1)
        left.addWidget(self._words_line)
        self._unread = plain_label("", "problem")
        self._unread.setWordWrap(True)
        left.addWidget(self._unread)
        sides.addLayout(left, 1)
        sides.addWidget(self._made_side())
        column.addLayout(sides, 1)
        column.addStretch(0)

    def _made_side(self) -> QWidget:
        self._side = QWidget()
        self._side.setFixedWidth(SIDE_WIDTH)
        column = QVBoxLayout(self._side)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACE.small)
        who, judged, by = Card(tr("客户")), Card(tr("有效性")), Card(tr("填写情况"))
        self._who, self._verdict = Pairs(), Chip()
        self._why, self._note = plain_label("", "muted"), plain_label("", "warning")
        for label in (self._why, self._note):
            label.setWordWrap(True)
        who.column.addWidget(self._who)
        who.column.addWidget(self._note)
        self.revealed = Revealed(self._context)
        who.column.addWidget(self.revealed)
        line = QHBoxLayout()
        line.setSpacing(SPACE.small)
        self._scan = keyed_button(self, tr("看扫描件"), "F12", self.show_scan)
        self._phone = keyed_button(self, tr("查看电话"), "F8", self.reveal)
        for button in (self._scan, self._phone):
            line.addWidget(button)
        line.addStretch(1)
        who.column.addLayout(line)
        judged.head.addWidget(self._verdict)
        judged.column.addWidget(self._why)
        grid = DenseGrid(columns=2)
        for pair in (("respondent", "surveyor"), ("phone_used", "at")):
            grid.line(*((self.fields[name], 1) for name in pair))
        by.column.addWidget(grid)
        for card in (who, judged, by):
            column.addWidget(card)
        column.addStretch(1)
        return self._side
