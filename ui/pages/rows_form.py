"""A command's form for several chosen rows: typed once, done row by row, and it goes on where it stopped."""

from collections.abc import Mapping, Sequence
from typing import Any

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QWidget

from desk.kernel.commands import Command
from desk.kernel.text import tr
from desk.screens.fields import Field
from ui.pages.form_dialog import FormDialog
from ui.registry import Context


class RowsForm(FormDialog):
    """See the module.

    Args:
        rows: the name of each row, and the arguments that are its own.
    """

    def __init__(
        self,
        context: Context,
        command: Command,
        fields: Sequence[Field],
        rows: Sequence[tuple[str, Mapping[str, Any]]],
        window: QWidget | None = None,
    ) -> None:
        hint = tr("对选中的 {n} 条逐条办理。").format(n=len(rows))
        self._rows, self._done_rows = list(rows), 0
        super().__init__(context, command, fields, window=window, hint=hint)

    @property
    def about(self) -> str:
        return " ".join(name for name, _ in self._rows)

    def arguments(self) -> dict[str, Any]:
        return {**super().arguments(), **self._rows[self._done_rows][1]}

    def _saved(self, outcome: Any) -> None:
        self._done_rows += 1
        if self._done_rows < len(self._rows):
            self._tell()
            QTimer.singleShot(0, self, self.save)
            return
        said = tr("{what}:已办 {n} 条。")
        self.context.say(said.format(what=tr(self.command.label), n=len(self._rows)))
        self.accept()

    def _tell(self) -> None:
        """Which row is next, and how many are done."""
        name = self._rows[self._done_rows][0]
        words = tr("已办 {k} 条,共 {n} 条;正在办:{name}")
        self.hinted.setText(words.format(k=self._done_rows, n=len(self._rows), name=name))
