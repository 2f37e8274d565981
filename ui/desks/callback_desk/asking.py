"""The questions of the purpose, each with the line for its answer."""

from PySide6.QtWidgets import QVBoxLayout, QWidget

from desk.care.callbacks.choices import Purpose
from desk.care.callbacks.drafts import QuestionAnswer
from desk.care.callbacks.questions import QUESTIONS
from desk.kernel.text import tr
from desk.screens.fields import Field
from ui.asking import plain_label
from ui.desks.pieces import Card
from ui.editors import FieldSet
from ui.editors.line import TextEditor
from ui.theme import SPACE

ANSWER = "answer"
MOST = max(len(asked) for asked in QUESTIONS.values())


class Asking(Card):
    """See the module. Another purpose asks other questions; what was answered to the former ones stays."""

    def __init__(self, fields: FieldSet) -> None:
        super().__init__(tr("要问的"))
        self.purpose = Purpose.ROUTINE
        self._kept: dict[str, str] = {}
        self.editors = [TextEditor(Field(f"{ANSWER}{n}", tr("回答"))) for n in range(MOST)]
        self._labels = [plain_label("", "label") for _ in range(MOST)]
        self._lines = []
        for label, editor in zip(self._labels, self.editors, strict=True):
            label.setWordWrap(True)
            fields.add(editor)
            line = QWidget()
            column = QVBoxLayout(line)
            column.setContentsMargins(0, 0, 0, 0)
            column.setSpacing(SPACE.hair)
            column.addWidget(label)
            column.addWidget(editor)
            self.column.addWidget(line)
            self._lines.append(line)
        self.show_purpose(Purpose.ROUTINE)

    @property
    def questions(self) -> tuple[str, ...]:
        return tuple(tr(question) for question in QUESTIONS[self.purpose])

    def clear(self) -> None:
        """Forget the answers of the customer before."""
        self._kept.clear()
        for editor in self.editors:
            editor.set_value("")

    def show_purpose(self, purpose: Purpose) -> None:
        """Ask the questions of a purpose."""
        self._keep()
        self.purpose = purpose
        asked = self.questions
        for at, editor in enumerate(self.editors):
            known = at < len(asked)
            self._lines[at].setVisible(known)
            editor.setVisible(known)
            editor.setEnabled(known)
            self._labels[at].setText(f"{at + 1}. {asked[at]}" if known else "")
            editor.control.setAccessibleName(asked[at] if known else "")
            before = self._kept.get(asked[at], "") if known else ""
            editor.set_value(before)
            editor.touched = bool(before)

    def answers(self) -> tuple[QuestionAnswer, ...]:
        """What was answered, the present questions first and in their order."""
        self._keep()
        asked = self.questions
        before = [question for question in self._kept if question not in asked]
        return tuple(
            QuestionAnswer(question=question, answer=self._kept.get(question, ""))
            for question in (*asked, *before)
        )

    def _keep(self) -> None:
        for question, editor in zip(self.questions, self.editors, strict=False):
            words = editor.value()
            if words or question in self._kept:
                self._kept[question] = words
