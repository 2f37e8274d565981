"""Who takes the truck over: a partner found by name or code, or a branch that is only named."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from desk.kernel.text import tr
from desk.partners.carriers.queries import PartnerRow, find_partners
from desk.screens.fields import Field
from ui.editors.drop_down import Suggestion
from ui.editors.suggesting import SuggestingEditor

if TYPE_CHECKING:
    from ui.registry import Context


class ReceiverEditor(SuggestingEditor):
    """Its value is the name; `code` is the partner's, or empty for a branch."""

    def __init__(self, context: "Context") -> None:
        super().__init__(Field("receiver_name", tr("收货方"), width=6, required=True))
        self._context = context
        self.code = ""

    def value(self) -> str:
        return self.line.text().strip()

    def set_value(self, value: Any) -> None:
        self.show_receiver("", str(value or ""))

    def show_receiver(self, code: str, name: str) -> None:
        """Show one that is known already."""
        self.code = code
        self.line.setText(name)
        self._committed = name
        self.touched = False

    def held(self) -> tuple[Any, bool] | None:
        return (self.line.text(), self.code), self.touched

    def put_held(self, held: tuple[Any, bool]) -> None:
        (text, code), touched = held
        self.show_receiver(code, text)
        self.touched = touched

    def look(self) -> None:
        if not self._context.may("partner.read"):
            return
        typed = self.line.text().strip()
        self._context.ask(find_partners, self._arrived, self, text=typed)

    def pick(self, suggestion: Suggestion) -> None:
        self._take(suggestion.value)
        super().pick(suggestion)

    def settle(self) -> None:
        """A full name or code is that partner; anything else names a branch."""
        typed = self.line.text().strip()
        if self.code or not typed or not self._context.may("partner.read"):
            return
        for found in self._context.look_up(find_partners, text=typed):
            if typed.upper() == found.code or typed == found.name:
                self._take(found)
                self.line.setText(found.name)

    def _take(self, found: PartnerRow) -> None:
        self.code = found.code
        self.problem(found.objection or None)

    def _typed(self) -> None:
        self.code = ""
        super()._typed()

    def _arrived(self, found: Sequence[PartnerRow]) -> None:
        self.offer([Suggestion(p, p.name, f"{p.code}  {p.areas}") for p in found])
