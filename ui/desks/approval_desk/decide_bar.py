"""The answer: a reason, the countersign where one is needed, the password, yes or no."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from desk.kernel.text import tr
from desk.office.approvals.summary import ApprovalSummary
from desk.screens.fields import Field, Kind
from ui.asking import Asker, plain_label
from ui.desks.pieces import Card, keyed_button
from ui.editors import Editor, FieldSet, PasswordEditor, editor_for
from ui.pages.field_grid import field_label
from ui.registry import Context
from ui.theme import SPACE

COUNTERSIGN = ("countersigned_by", "countersigned_on")
_SIGNING, _DECIDING = 0, 2  # lines of the grid; what is wrong in one stands in the next
_FIRST, _SECOND, _BUTTONS = 0, 2, 4  # columns: a label and its field, twice
_SHARES = {_FIRST + 1: 4, _SECOND + 1: 2}


class DecideBar(Card):
    """The bottom of the window; what is typed about one request waits while another is looked at.

    Attributes:
        fields: reason, countersign and password; `labels` stand before them.
        buttons: 同意, 驳回 and 撤回.
    """

    def __init__(
        self,
        context: Context,
        page: QWidget,
        approve: Callable[[], None],
        reject: Callable[[], None],
        recall: Callable[[], None],
    ) -> None:
        super().__init__()
        self._kept: dict[int, str] = {}
        self._of: int | None = None
        self.labels: dict[str, QWidget] = {}
        self.fields = FieldSet(self)
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(SPACE.small)
        self._grid.setVerticalSpacing(SPACE.tight)
        for column, share in _SHARES.items():
            self._grid.setColumnStretch(column, share)
        signer = Field("countersigned_by", tr("副总经理会签"), width=10, required=True)
        signed_on = Field("countersigned_on", tr("会签日期"), Kind.DATE, width=6, required=True)
        self._take(editor_for(signer, context), _SIGNING, _FIRST)
        self._take(editor_for(signed_on, context), _SIGNING, _SECOND)
        reason = Field("reason", tr("审批意见"), width=20)
        self._take(editor_for(reason, context), _DECIDING, _FIRST)
        password = Field("password", tr("登录密码"), width=8)
        self._take(PasswordEditor(password), _DECIDING, _SECOND)
        self.buttons: dict[str, QPushButton] = {
            "approve": keyed_button(page, tr("同意"), "F9", approve, "primary"),
            "reject": keyed_button(page, tr("驳回"), "Ctrl+E", reject, "danger"),
            "recall": keyed_button(page, tr("撤回"), "F4", recall),
        }
        pressed = QHBoxLayout()
        pressed.setSpacing(SPACE.small)
        for button in self.buttons.values():
            pressed.addWidget(button)
        self._grid.addLayout(pressed, _DECIDING, _BUTTONS)
        for name in ("approve", "reject"):
            self.buttons[name].setAutoDefault(True)  # Enter presses it when the cursor is on it
        self.fields.finished.connect(self.buttons["approve"].setFocus)
        self._hint = plain_label("", "muted")
        self.column.addWidget(self._hint)
        self.column.addLayout(self._grid)
        self.show_summary(None)

    def _take(self, editor: Editor, line: int, column: int) -> None:
        """Label and field stand in their line; what is wrong has the one below, up to the next label.

        The sentence about a password is longer than its field: it goes on below the buttons.
        """
        label = self.labels[editor.name] = field_label(editor)
        self._grid.addWidget(label, line, column)
        self._grid.addWidget(self.fields.add(editor), line, column + 1)
        wrong = editor.problem_column = QVBoxLayout()
        self._grid.addLayout(wrong, line + 1, column + 1, 1, _BUTTONS - _SECOND if column else 1)

    def show_summary(self, summary: ApprovalSummary | None, *, mine: bool = False) -> None:
        """Show what may be done with a request."""
        self._keep(summary.row.id if summary else None)
        open_ = bool(summary and summary.decidable)
        needed = bool(summary and summary.row.countersign_needed)
        for name, label in self.labels.items():
            shown = open_ and (needed or name not in COUNTERSIGN)
            label.setVisible(shown)
            self.fields[name].setVisible(shown)
            self.fields[name].setEnabled(shown)
            if not shown:
                self.fields[name].problem(None)  # it does not stand within the field
        self.buttons["approve"].setVisible(open_)
        self.buttons["reject"].setVisible(open_ and not mine)
        self.buttons["recall"].setVisible(mine)
        words = _hint(summary, mine=mine)
        self._hint.setText(words)
        self._hint.setVisible(bool(words))
        self.setVisible(open_ or mine)

    def _keep(self, of: int | None) -> None:
        """Another request has its own words; the password is typed anew for each."""
        if of == self._of:
            return
        if self._of is not None:
            self._kept[self._of] = self.fields["reason"].value()
        self._of = of
        self.fields.clear()
        kept = self._kept.get(of, "") if of is not None else ""
        self.fields.fill({"reason": kept})

    def forget(self) -> None:
        """It was decided: nothing of what was typed stays."""
        self._kept.pop(self._of or 0, None)
        self.fields.clear()
        self._of = None

    def signing(self, context: Context) -> Context:
        """The context in which the password is taken from the bar."""
        return replace(context, asker=BarAsker(context.asker, self.fields["password"]))

    @property
    def unsaved(self) -> bool:
        """Whether words were typed that nobody has seen yet."""
        return bool(self.fields["reason"].value()) or any(self._kept.values())

    def typed(self) -> dict[str, Any]:
        """What stands in the fields that are shown.

        Raises:
            Refused: what cannot be read, and what is missing.
        """
        return {n: v for n, v in self.fields.values().items() if self.fields[n].isEnabled()}


class BarAsker:
    """Answers the question for the password from the bar; every other question goes to the user."""

    def __init__(self, asker: Asker, editor: Editor) -> None:
        self.sure, self.reason, self.tell = asker.sure, asker.reason, asker.tell
        self.sides = asker.sides
        self._editor = editor

    def password(self, action: str, wrong: Callable[[str], str]) -> bool:
        """Take what was typed, once; what is wrong with it stands below the field."""
        typed = str(self._editor.value())
        self._editor.set_value(None)
        fault = wrong(typed) if typed else tr("请输入登录密码。")  # the button says for what
        self._editor.problem(fault or None)
        if fault:
            self._editor.take_focus()
        return not fault


def _hint(summary: ApprovalSummary | None, *, mine: bool) -> str:
    if summary is None:
        return ""
    if summary.in_place_of and summary.decidable:
        return tr("您在代理{who}审批,意见和姓名都会记下。").format(who=summary.in_place_of)
    if mine and not summary.decidable:
        return tr("这是您自己提交的,须由他人审批。")
    return ""
