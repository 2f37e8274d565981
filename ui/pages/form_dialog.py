"""A form for any simple command: its arguments as fields, all problems at once, nothing lost."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from desk.kernel.commands import Command
from desk.kernel.errors import Problem, Refused
from desk.kernel.text import tr
from desk.screens.fields import Field
from desk.storage.cabinet import Upload
from ui.asking import plain_label
from ui.desks.kept_fields import KeptFields, kept_of, put_fields
from ui.desks.stale import StaleAwareFields, put_together
from ui.dialog import Dialog
from ui.editors import PasswordEditor, editor_for
from ui.editors.editor import Editor
from ui.pages.argument_fields import FILES, SECRETS, unwrapped
from ui.pages.field_grid import FieldGrid, FormArea
from ui.pages.pasted_row import PastedRow
from ui.registry import Context
from ui.theme import SPACE

TWO_COLUMNS_FROM = 9
SAVE_KEY = "F9"
MOST_OF_SCREEN = 0.85
WITH_OFFER = 540
VERSIONS = frozenset({"version", "row_version"})


class FormDialog(Dialog):
    """The form of one command.

    Args:
        context: of the page it is opened from.
        command: what saving runs.
        fields: what is typed (see `argument_fields`).
        fixed: arguments that are not typed (the id of the row).
        values: what the fields show at first.
        window: the window it belongs to.
        done: gets the outcome; without it a short message is shown.
        hint: what is said between the title and the fields.
        reread: the values and the version of the record as it is saved now.
    """

    hint = ""

    def __init__(
        self,
        context: Context,
        command: Command,
        fields: Sequence[Field],
        fixed: Mapping[str, Any] | None = None,
        values: Mapping[str, Any] | None = None,
        window: QWidget | None = None,
        done: Callable[[Any], None] | None = None,
        hint: str = "",
        reread: Callable[[], tuple[Mapping[str, Any], int | None]] | None = None,
    ) -> None:
        super().__init__(window)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowModality(Qt.WindowModality.WindowModal)
        self.setWindowTitle(tr(command.label))
        self.context, self.command = context, command
        self.hint = hint or self.hint
        self._fixed, self._done = dict(fixed or {}), done
        self._reread = reread
        self.fields = StaleAwareFields(self)
        self.fields.stale.connect(self._stale)
        for field in fields:
            self.fields.add(self.editor_of(field))
        usual = _usual(command)
        self.fields.fill({**{n: v for n, v in usual.items() if v}, **(values or {})})
        self.fields.mark()
        self.fields.finished.connect(self.save)
        self.pasted_row = PastedRow(self.fields, context.say)
        self.kept = KeptFields(
            self,
            tr("内容"),
            lambda: self.fields,
            lambda kept: put_fields(self.fields, kept),
            lambda: bool(kept_of(self.fields)["fields"]),
        )
        self.fields.edited.connect(self.kept.typed)
        self._build(2 if len(fields) >= TWO_COLUMNS_FROM else 1)
        self.fields.focus_first()
        self.kept.begin(f"form {command.name} {self.about}")
        if self.kept.line.offered is not None:
            self.resize(max(self.width(), WITH_OFFER), self.height())

    @property
    def about(self) -> str:
        """Which record the form is about: what was typed of it comes back at the same one only."""
        fixed = sorted(self._fixed.items())
        return " ".join(f"{name}={value}" for name, value in fixed if name not in VERSIONS)

    def save(self) -> None:
        """Run the command with what is typed; the form closes only when it was saved."""
        self.context.do(
            self.command.function, self.arguments, self._saved, fields=self.fields, window=self
        )

    def arguments(self) -> dict[str, Any]:
        """The typed arguments.

        Raises:
            Refused: what cannot be read, and every required field left empty.
        """
        return {**self._fixed, **self._typed(self.fields.values())}

    def editor_of(self, field: Field) -> Editor:
        """The editor of a field; a form of its own may take another one."""
        if field.name in SECRETS:
            return PasswordEditor(field)
        kind, _ = unwrapped(self.command.argument_types().get(field.name))
        if kind in FILES:
            from ui.desks.photos import file_editor

            return file_editor(field, self.context, many=kind is not Upload)
        return editor_for(field, self.context)

    def grid_of(self, columns: int) -> FieldGrid:
        """What the editors stand in."""
        return FieldGrid(columns)

    def put_above(self, column: QVBoxLayout) -> None:
        """What stands between the title and the fields: the hint, if there is one."""
        if self.hint:
            self.hinted = plain_label(self.hint, "muted")
            self.hinted.setWordWrap(True)
            column.addWidget(self.hinted)

    def showEvent(self, event: QShowEvent) -> None:
        """A hint of several lines is known only now to need its height."""
        super().showEvent(event)
        self._fit()

    def accept(self) -> None:
        self.kept.forget()
        super().accept()

    @property
    def typing(self) -> bool:
        return self.fields.touched

    def gives_up(self) -> bool:
        question = tr("放弃「{form}」已填写的内容?").format(form=self.windowTitle())
        if not self.context.gives_up(question):
            return False
        self.kept.forget()
        return True

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_F9:
            if not event.isAutoRepeat():  # held since the form was opened
                self.save()
        else:
            super().keyPressEvent(event)

    def _typed(self, values: dict[str, Any]) -> dict[str, Any]:
        """Values as the command's types want them.

        An empty optional text is None; what is left empty and may not be None keeps its usual value.
        """
        kinds, usual = self.command.argument_types(), _usual(self.command)
        may_be_none = {name for name, kind in kinds.items() if unwrapped(kind)[1]}
        typed = {n: None if v == "" and n in may_be_none else v for n, v in values.items()}
        return {
            n: v for n, v in typed.items() if v is not None or n in may_be_none or n not in usual
        }

    def _stale(self, problem: Problem) -> None:
        """Somebody else saved the record: both versions side by side, then once more."""
        if self._reread is None:
            self.context.tell(Refused(problem))
            return
        values, version = self._reread()

        def show_theirs() -> None:
            self.fields.fill({n: v for n, v in values.items() if n in self.fields})
            self.fields.mark()

        self._fixed["row_version" if "row_version" in self._fixed else "version"] = version
        if put_together(self.context, self.fields, problem, show_theirs):
            self.save()

    def _saved(self, outcome: Any) -> None:
        if self._done is not None:
            self._done(outcome)
        else:
            self.context.say(tr("{what}:已保存。").format(what=tr(self.command.label)))
        self.accept()

    def _build(self, columns: int) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(SPACE.page, SPACE.wide, SPACE.page, SPACE.wide)
        column.setSpacing(SPACE.normal)
        column.addWidget(plain_label(tr(self.command.label), "title"))
        column.addWidget(self.kept.line)
        self.put_above(column)
        grid = self.grid_of(columns)
        grid.place(self.fields)
        self._area = FormArea(grid)
        self._area.wants_more.connect(self._fit)
        column.addWidget(self._area, 1)
        column.addLayout(self._buttons())
        self.resize(480 if columns == 1 else 820, 120)
        self._fit()

    def _fit(self) -> None:
        """Grow with the red lines, as far as the screen allows."""
        lacking = self._area.lacking()
        most = int(self.screen().availableGeometry().height() * MOST_OF_SCREEN)
        if lacking > 0 and self.height() < most:
            self.resize(self.width(), min(most, self.height() + lacking))

    def _buttons(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(SPACE.small)
        row.addWidget(plain_label(tr("Enter 下一项 · Shift+Enter 上一项"), "small"), 1)
        back = QPushButton(f"{tr('返回')}  Esc")
        back.setAutoDefault(False)
        back.clicked.connect(self.reject)
        self.save_button = QPushButton(f"{tr('保存')}  {SAVE_KEY}")
        self.save_button.setProperty("role", "primary")
        self.save_button.setAutoDefault(False)
        self.save_button.clicked.connect(self.save)
        row.addWidget(back)
        row.addWidget(self.save_button)
        return row


def _usual(command: Command) -> dict[str, Any]:
    """What the command takes for arguments that are not given."""
    return dict(command.function.__kwdefaults__ or {})
