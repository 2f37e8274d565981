"""The editor of a phone; it knows what a phone is, which the sign-in window need not."""

from desk.kernel.errors import problem, refuse
from desk.kernel.identity import is_phone, normal_phone
from ui.editors.line import LineEditor, TextEditor


def read_phone(editor: LineEditor, text: str) -> str:
    """A phone in the office's one spelling.

    Raises:
        Refused: E102, it is no phone.
    """
    if text and not is_phone(text):
        raise refuse("E102", editor.field.name, v=text)
    return normal_phone(text)


def settle_phone(editor: LineEditor) -> None:
    """Spell the phone as the office does when the field is left; say when it is none."""
    text = editor.line.text().strip()
    if text and not is_phone(text):
        editor.problem(problem("E102", editor.field.name, v=text).message)
    elif text:
        editor.line.setText(normal_phone(text))


class PhoneEditor(TextEditor):
    """A phone that is typed."""

    def read(self, text: str) -> str:
        return read_phone(self, text)

    def settle(self) -> None:
        settle_phone(self)
