"""The filled answer file: chosen, checked row by row, and taken in as one piece."""

from collections.abc import Callable

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from desk.care.surveys.answer_file import AnswerFile, BadRow, check_answer_file
from desk.care.surveys.answering import import_survey_answers
from desk.care.surveys.drafts import AnswerSheet
from desk.kernel.commands import entry_of
from desk.kernel.text import tr
from desk.screens.fields import Field
from ui.asking import plain_label
from ui.desks.import_wizard.working import WorkStrip
from ui.desks.pieces import Card
from ui.desks.row_table import Column, RowTable
from ui.editors.line import TextEditor
from ui.registry import Context
from ui.theme import SPACE, Tone

FILES = tr("表格") + " (*.xlsx *.xls *.csv)"
GOOD: tuple[Column[AnswerSheet], ...] = (
    Column(tr("问卷编码"), lambda s: s.code, 9),
    Column(tr("填写人"), lambda s: s.respondent, 6, stretch=True),
    Column(tr("已答题数"), lambda s: str(len(s.answers)), 4, right=True),
)
BAD: tuple[Column[BadRow], ...] = (
    Column(tr("行"), lambda r: str(r.row_no), 3, right=True),
    Column(tr("问卷编码"), lambda r: r.code, 9),
    Column(tr("原因"), lambda r: " ".join(r.reasons), 20, stretch=True, ink=lambda _: Tone.WRONG),
)


class AnswerImport(QWidget):
    """See the module.

    Attributes:
        choose_file: asks for a file; tests put their own in.

    Signals:
        imported: how many sheets were taken in.
        stood: what can be imported has changed.
    """

    imported = Signal(int)
    stood = Signal()

    def __init__(self, context: Context) -> None:
        super().__init__()
        self._context = context
        self.number = ""
        self.found: AnswerFile | None = None
        self.choose_file: Callable[[], str] = self._dialog
        self.path = TextEditor(Field("path", tr("答卷文件"), width=20))
        self.path.line.setPlaceholderText(tr("粘贴路径后按 Enter,或按 Ctrl+O 选择"))
        self.path.walked.connect(lambda _: self.check())
        self.working = WorkStrip(context)
        self.good = RowTable(tr("可导入的答卷"), GOOD, lambda s: s.code)
        self.bad = RowTable(tr("有误的行"), BAD, lambda r: str(r.row_no))
        self.bad.went.connect(self._show_reason)
        self._build()
        self.take_round("")

    def take_round(self, number: str) -> None:
        """Read files of another round."""
        if number != self.number or not number:
            self.number, self.found = number, None
            self.path.set_value("")
        self._show()

    def choose(self) -> None:
        """Ask for a file and check it."""
        chosen = self.choose_file()
        if chosen:
            self.path.set_value(chosen)
            self.check()

    def check(self) -> None:
        """Check every row beside the window; nothing is saved."""
        path, desk, number = (
            self.path.line.text().strip().strip('"'),
            self._context.desk,
            self.number,
        )
        if not path or self.working.running:
            return
        if not number:
            self._context.say(tr("请先打开一次调查,再导入它的答卷文件。"))
            return
        self.found = None
        self._show()

        def call(_step: object) -> AnswerFile:
            return desk.ask(check_answer_file, number=number, path=path)

        self.working.start(tr("正在核对答卷文件…"), call, self._checked)

    def take_in(self) -> None:
        """Import the good rows in one step."""
        found, desk = self.found, self._context.desk
        if found is None or not found.sheets or self.working.running:
            self._context.say(tr("没有可导入的答卷,请先选择文件。"))
            return
        arguments = {"number": self.number, "sheets": found.sheets}

        def call(step: Callable[[int, int], None]) -> int:
            made = desk.execute(entry_of(import_survey_answers), arguments, progress=step)
            return int(made.value)

        words = tr("正在导入 {n} 份…").format(n=len(found.sheets))
        self.working.start(words, call, self._taken)

    def _checked(self, found: AnswerFile) -> None:
        self.found = found
        self._show()
        (self.bad if found.bad else self.good).setFocus()

    def _taken(self, count: int) -> None:
        self.found = None
        self.path.set_value("")
        self._show()
        self._context.say(tr("已导入 {n} 份答卷。").format(n=count))
        self.imported.emit(count)

    def _show(self) -> None:
        found = self.found
        self._sides.setVisible(found is not None)
        good, bad = (found.sheets, found.bad) if found else ((), ())
        self.good.show_rows(good)
        self.bad.show_rows(bad)
        start = tr("用「答卷录入表」导出的 Excel 填写后导入。先核对,按「导入」才保存。")
        words = tr("可导入 {g} 份 · 有误 {b} 行 · 未填 {n} 行。有误的行不导入,请改好后再选一次。")
        shown = words.format(g=len(good), b=len(bad), n=found.blank) if found else start
        self.notice.setText(shown)
        self._show_reason()
        self.stood.emit()

    def _show_reason(self) -> None:
        row = self.bad.current() if self.found else None
        self._reason.setText("\n".join(row.reasons) if row else "")
        self._reason.setVisible(row is not None)

    def _dialog(self) -> str:
        return QFileDialog.getOpenFileName(self, tr("选择答卷文件"), "", FILES)[0]

    def _build(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACE.small)
        line = QHBoxLayout()
        line.setSpacing(SPACE.small)
        line.addWidget(plain_label(tr("答卷文件"), "label"))
        line.addWidget(self.path, 1)
        browse = QPushButton(tr("选择…") + "  Ctrl+O")
        browse.setAccessibleName(tr("选择答卷文件"))
        browse.setAutoDefault(False)
        browse.clicked.connect(self.choose)
        line.addWidget(browse)
        column.addLayout(line)
        column.addWidget(self.working)
        self.notice, self._reason = plain_label("", "muted"), plain_label("", "problem")
        for label in (self.notice, self._reason):
            label.setWordWrap(True)
        column.addWidget(self.notice)
        self._sides = QWidget()
        sides = QHBoxLayout(self._sides)
        sides.setContentsMargins(0, 0, 0, 0)
        sides.setSpacing(SPACE.small)
        for heading, table, share in ((tr("可导入"), self.good, 2), (tr("有误"), self.bad, 3)):
            card = Card(heading)
            card.column.addWidget(table, 1)
            if table is self.bad:
                card.column.addWidget(self._reason)
            sides.addWidget(card, share)
        column.addWidget(self._sides, 1)
        column.addStretch(0)
