"""What is being typed, kept outside the office file so that a crash or a power cut loses nothing.

One small JSON file per office, user and form in the user's state folder; gone as soon as it is saved.
Numbers of identity papers are never written there.
"""

import hashlib
import json
from datetime import datetime
from typing import TYPE_CHECKING, Any

from desk.storage.pins import state_folder
from ui.editors import Editor
from ui.editors.line import LineEditor
from ui.editors.picked import ChoiceEditor, FlagEditor, NoteEditor

if TYPE_CHECKING:
    from ui.registry import Context


class Keeper:
    """The kept typing of one form."""

    def __init__(self, context: "Context", form: str) -> None:
        actor = context.desk.signed_in()
        whose = f"{context.desk.path.resolve()}\n{actor.login}\n{form}"
        name = hashlib.sha256(whose.encode()).hexdigest()[:24]
        self.path = state_folder() / "typing" / f"{name}.json"

    def keep(self, typed: dict[str, Any], at: datetime) -> None:
        """Write the typing down; a full disk or a locked folder must not disturb the clerk."""
        content = json.dumps({**typed, "kept_at": at.isoformat()}, ensure_ascii=False)
        part = self.path.with_suffix(".part")
        try:
            self.path.parent.mkdir(parents=True, exist_ok=True)
            part.touch(mode=0o600)
            part.write_text(content, encoding="utf-8")
            part.replace(self.path)
        except OSError:
            return

    def kept(self) -> dict[str, Any] | None:
        """The typing of last time, if it was never saved."""
        try:
            found = json.loads(self.path.read_text(encoding="utf-8"))
        except (OSError, ValueError):
            return None
        return found if isinstance(found, dict) else None

    def forget(self) -> None:
        """It was saved, or given up."""
        self.path.unlink(missing_ok=True)


def raw_of(editor: Editor) -> Any:
    """What stands in an editor, readable or not, as plain JSON."""
    if isinstance(editor, LineEditor):
        return editor.line.text()
    if isinstance(editor, ChoiceEditor):
        chosen = editor.value()
        return chosen.value if chosen is not None else None
    if isinstance(editor, FlagEditor | NoteEditor):
        return editor.value()
    raise TypeError(type(editor).__name__)


def as_it_stands(editor: Editor) -> tuple[bool, Any]:
    """What an editor holds, to be moved to another one without losing what the text does not show."""
    return (True, raw_of(editor)) if editor.touched else (False, editor.value())


def put_as_it_stood(editor: Editor, held: tuple[bool, Any]) -> None:
    """Put into an editor what another one held."""
    typed, content = held
    if typed:
        put_raw(editor, content)
    else:
        editor.set_value(content)


def put_raw(editor: Editor, raw: Any) -> None:
    """Put back what stood in an editor; it counts as typed."""
    if isinstance(editor, LineEditor):
        editor.line.setText(str(raw or ""))
        editor.line.setCursorPosition(0)
        editor.touch()
    elif isinstance(editor, ChoiceEditor):
        choices = editor.field.choices or ()
        editor.set_value(next((c for c in choices if c.value == raw), None))
        editor.touch()
    elif isinstance(editor, FlagEditor | NoteEditor):
        editor.set_value(raw)
        editor.touch()
