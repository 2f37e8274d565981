"""The line of text inside an editor."""

from ui.editors import FieldSet
from ui.editors.line import LineEditor


def line_editor(fields: FieldSet, name: str) -> LineEditor:
    """The editor of a field that is one line of text."""
    editor = fields[name]
    if not isinstance(editor, LineEditor):
        raise TypeError(name)
    return editor


def type_in(editor: LineEditor, text: str) -> None:
    """Put a text into an editor as if it had been typed."""
    editor.line.setText(text)
    editor.touch()
