"""One editor per kind of field, all with the same few words (`ui.editors.editor.Editor`).

`value()`, `set_value()`, `problem(text)`, `touched`, and the signals `edited`, `committed`, `walked`.
Enter goes on, Shift+Enter back; the kernel's parsers decide what can be read. The sign-in window needs
lines of text only, before the office's records are loaded.
"""

from typing import TYPE_CHECKING

from desk.kernel.moments import local
from desk.screens.fields import Field, Kind
from ui.editors.editor import Editor
from ui.editors.field_set import FieldSet
from ui.editors.line import PasswordEditor, PhoneEditor, TextEditor

if TYPE_CHECKING:
    from ui.registry import Context

__all__ = ["Editor", "FieldSet", "PasswordEditor", "editor_for"]


def editor_for(field: Field, context: "Context") -> Editor:
    """Make the editor of a field by its kind."""
    from ui.editors.person import PEOPLE, PersonEditor
    from ui.editors.picked import ChoiceEditor, FlagEditor, NoteEditor
    from ui.editors.read import READINGS, DateEditor, ReadEditor, moment_editor
    from ui.editors.suggesting import DivisionEditor, ReferenceEditor

    if field.kind in READINGS:
        return ReadEditor(field, READINGS[field.kind])
    match field.kind:
        case Kind.DATE:
            return DateEditor(field, lambda: local(context.desk.now).date())
        case Kind.MOMENT:
            return moment_editor(field, lambda: local(context.desk.now).date())
        case Kind.CHOICE:
            return ChoiceEditor(field)
        case Kind.FLAG:
            return FlagEditor(field)
        case Kind.NOTE:
            return NoteEditor(field)
        case Kind.DIVISION:
            return DivisionEditor(field)
        case Kind.REFERENCE if field.of == PEOPLE:
            return PersonEditor(field, context)
        case Kind.REFERENCE:
            return ReferenceEditor(field, context)
        case Kind.PHONE:
            return PhoneEditor(field)
    return TextEditor(field)
