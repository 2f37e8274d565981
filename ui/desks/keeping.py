"""What is being typed, kept outside the office file so that a crash or a power cut loses nothing.

One small file per office, user and form in the user's state folder, encrypted with the office's key that
only a sign-in opens; gone as soon as it is saved. Numbers of identity papers and accounts are never
written there.
"""

import hashlib
import json
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from cryptography.exceptions import InvalidTag

from desk.office.users.keys import decrypt_text, encrypt_text
from desk.storage.pins import state_folder
from ui.editors import Editor
from ui.editors.line import LineEditor, PasswordEditor
from ui.editors.picked import ChoiceEditor, FlagEditor, NoteEditor
from ui.editors.suggesting import ReferenceEditor, SuggestingEditor
from ui.written_beside import BESIDE

if TYPE_CHECKING:
    from desk.app import Desk
    from ui.registry import Context

FOLDER = "typing"
NEVER_KEPT = ("account", "id_card", "id_no", "identity_doc_no", "cert_no", "last4", "new_value")
"""Ends of the names of fields that may hold the number of an identity paper or a bank account."""


class Keeper:
    """The kept typing of one form.

    Attributes:
        offered: the typing of last time while its user has not said what becomes of it.
    """

    def __init__(self, context: "Context", form: str) -> None:
        self.form, self.path = form, self.place(context.desk, form)
        self._key = context.desk.signed_in().data_key
        self.offered: dict[str, Any] | None = None

    @staticmethod
    def place(desk: "Desk", form: str) -> Path:
        """Where the typing of the signed-in user lies."""
        whose = f"{desk.path.resolve()}\n{desk.signed_in().login}\n{form}"
        return state_folder() / FOLDER / hashlib.sha256(whose.encode()).hexdigest()[:24]

    def keep(self, typed: dict[str, Any], at: datetime) -> None:
        """Have the typing written down; a full disk or a locked folder must not disturb the clerk."""
        former = {"former": self.offered} if self.offered is not None else {}
        self._write({**typed, "form": self.form, "kept_at": at.isoformat(), **former})

    def kept(self) -> dict[str, Any] | None:
        """The typing of last time, if it was never saved."""
        return content_of(self.path, self._key)

    def forget(self) -> None:
        """It was saved, or given up; what is still offered stays."""
        if self.offered is not None:
            self._write(self.offered)
        else:
            BESIDE.put(self.path, None)

    def drop_offered(self) -> None:
        """Nobody wants the typing of last time; what is typed now stays."""
        dropped, now = self.offered or {}, self.kept()
        self.offered = dropped.get("former")
        if now is None or now == dropped:
            self.forget()
        else:
            now.pop("former", None)
            self._write(now if self.offered is None else {**now, "former": self.offered})

    def _write(self, content: dict[str, Any]) -> None:
        if self._key is not None:
            typed = json.dumps(content, ensure_ascii=False)
            BESIDE.put(self.path, encrypt_text(self._key, typed))


def content_of(path: Path, key: bytes | None) -> dict[str, Any] | None:
    """What a file of kept typing holds, if this key opens it."""
    try:
        found = json.loads(decrypt_text(key or b"", BESIDE.read(path)))
    except (OSError, ValueError, InvalidTag):
        return None
    return found if isinstance(found, dict) and "kept_at" in found else None


def is_never_kept(name: str) -> bool:
    """Whether a field of this name may hold such a number."""
    word = name.rpartition(".")[2]
    return word.endswith(NEVER_KEPT) and not word.startswith("has_")


def can_keep(editor: Editor) -> bool:
    """Whether what stands in an editor may be kept: pictures, passwords and some numbers may not."""
    kinds = (LineEditor, ChoiceEditor, FlagEditor, NoteEditor)
    secret = isinstance(editor, PasswordEditor) or is_never_kept(editor.name)
    return isinstance(editor, kinds) and not secret


def raw_of(editor: Editor) -> Any:
    """What stands in an editor, readable or not, as plain JSON."""
    if isinstance(editor, ReferenceEditor):
        held = editor.held()
        return list(held[0]) if held is not None else None
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
    if isinstance(editor, ReferenceEditor):
        editor.put_held(
            ((raw[0], raw[1]) if isinstance(raw, list) else (str(raw or ""), None), True)
        )
        editor.touch()
    elif isinstance(editor, LineEditor):
        editor.line.setText(str(raw or ""))
        editor.line.setCursorPosition(0)
        editor.touch()
        if isinstance(editor, SuggestingEditor):
            editor.settle()  # a vehicle is known by its plate again
    elif isinstance(editor, ChoiceEditor):
        choices = editor.field.choices or ()
        editor.set_value(next((c for c in choices if c.value == raw), None))
        editor.touch()
    elif isinstance(editor, FlagEditor | NoteEditor):
        editor.set_value(raw)
        editor.touch()
