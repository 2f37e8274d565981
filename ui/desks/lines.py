"""The line of text inside an editor, and values put in as if they had been typed."""

from typing import Any

from ui.editors import Editor, FieldSet
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


def put_typed(editor: Editor, value: Any) -> None:
    """Put a value in as if it had been typed: it counts as touched and loses its problem."""
    editor.set_value(value)
    editor.touch()
