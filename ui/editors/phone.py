"""The editor of a phone; it knows what a phone is, which the sign-in window need not."""

from desk.kernel.errors import problem, refuse
from desk.kernel.identity import is_phone, normal_phone
from ui.editors.line import LineEditor, TextEditor


class SpeltAsPhone(LineEditor):
    """The office's one spelling of phones; what is no phone is refused when it is read."""

    def read(self, text: str) -> str:
        if text and not is_phone(text):
            raise refuse("E102", self.field.name, v=text)
        return normal_phone(text)

    def settle(self) -> None:
        text = self.line.text().strip()
        if text and not is_phone(text):
            self.problem(problem("E102", self.field.name, v=text).message)
        elif text:
            self.line.setText(normal_phone(text))


class PhoneEditor(SpeltAsPhone, TextEditor):
    """A phone that is typed."""
