"""One editor per kind of field, all with the same few words (`ui.editors.editor.Editor`).

`value()`, `set_value()`, `problem(text)`, `touched`, and the signals `edited`, `committed`, `walked`.
Enter goes on, Shift+Enter back; the kernel's parsers decide what can be read. The sign-in window needs
lines of text only, before the office's records are loaded.
"""

from collections.abc import Callable
from functools import cache
from typing import TYPE_CHECKING

from desk.screens.fields import Field
from ui.editors.editor import Editor
from ui.editors.field_set import FieldSet
from ui.editors.line import PasswordEditor

if TYPE_CHECKING:
    from ui.registry import Context

__all__ = ["Editor", "FieldSet", "PasswordEditor", "editor_for"]


def editor_for(field: Field, context: "Context") -> Editor:
    """Make the editor of a field by its kind."""
    return _maker()(field, context)


@cache
def _maker() -> Callable[[Field, "Context"], Editor]:
    """Looked up once: an import statement is not free for each of a hundred fields."""
    from ui.editors.kinds import make_editor

    return make_editor
