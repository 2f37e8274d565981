"""A row copied from a spreadsheet into the fields of a form: whole or not at all, one step to take back."""

from collections.abc import Callable, Mapping
from functools import partial

from PySide6.QtCore import QObject

from desk.kernel.text import tr
from ui.desks.paste_key import PasteKey
from ui.desks.pasted_table import cells_of, not_pasted, put_pasted, unfit
from ui.editors import Editor, FieldSet


class PastedRow(QObject):
    """Takes the cells from the field with the cursor on; below a row of words, each by its word.

    Args:
        fields: of the form, with all editors in it.
        tell: says why nothing was taken.
    """

    def __init__(self, fields: FieldSet, tell: Callable[[str], None]) -> None:
        super().__init__(fields)
        self._fields, self._tell = fields, tell
        for editor in fields:
            PasteKey(editor.control, partial(self.paste, editor))

    def paste(self, first: Editor, text: str) -> None:
        """Fill the fields from this one on."""
        editors, rows = list(self._fields), cells_of(text)
        words = {editor.field.label: editor for editor in editors}
        if rows and all(cell in words for cell in rows[0]):
            places, rows = [words[cell] for cell in rows[0]], rows[1:]
        else:
            places = editors[editors.index(first) :]
        if len(rows) != 1:
            self._tell(tr("表单一次粘贴一行;多行请在「导入清单」里粘贴。"))
            return
        pairs = [(e, cell) for e, cell in zip(places, rows[0], strict=False) if e.isEnabled()]
        wrong = {e: bad for e, cell in pairs if (bad := unfit(e, cell))}
        for editor, problems in wrong.items():
            editor.problem("\n".join(problem.message for problem in problems))
        if wrong or len(rows[0]) > len(places):
            said = [problem.message for problems in wrong.values() for problem in problems]
            self._tell(not_pasted(said or [tr("表格的列比后面的栏目多。")]))
        else:
            self._put(pairs)

    def _put(self, pairs: list[tuple[Editor, str]]) -> None:
        self._fields.history.settle()
        before = {editor: editor.held() for editor, _ in pairs}
        for editor, cell in pairs:
            put_pasted(editor, cell)
        after = {editor: editor.held() for editor, _ in pairs}
        self._fields.history.push(lambda: _put_back(before), lambda: _put_back(after))


def _put_back(state: Mapping[Editor, object]) -> None:
    for editor, held in state.items():
        if isinstance(held, tuple):
            editor.put_held(held)
            editor.edited.emit()
