"""Which editor a kind of field has."""

from typing import TYPE_CHECKING

from desk.kernel.moments import local
from desk.screens.fields import Field, Kind
from ui.editors.editor import Editor
from ui.editors.line import TextEditor
from ui.editors.person import PEOPLE, PersonEditor
from ui.editors.phone import PhoneEditor
from ui.editors.picked import ChoiceEditor, FlagEditor, NoteEditor
from ui.editors.read import READINGS, DateEditor, ReadEditor, moment_editor
from ui.editors.suggesting import DivisionEditor, ReferenceEditor, StationEditor

if TYPE_CHECKING:
    from ui.registry import Context


def make_editor(field: Field, context: "Context") -> Editor:
    """The editor of a field by its kind."""
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
            return DivisionEditor(field, context)
        case Kind.STATION:
            return StationEditor(field, context)
        case Kind.REFERENCE if field.of == PEOPLE:
            return PersonEditor(field, context)
        case Kind.REFERENCE:
            return ReferenceEditor(field, context)
        case Kind.PHONE:
            return PhoneEditor(field)
    return TextEditor(field)
