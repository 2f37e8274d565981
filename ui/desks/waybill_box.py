"""A waybill typed by its number, its tail, a phone or a name; scanners end with Enter."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal

from desk.freight.consignments.finding import FoundRow, find_consignments
from desk.kernel.quoting import quoted
from desk.kernel.text import tr
from desk.screens.fields import Field, Kind
from ui.editors.drop_down import Suggestion
from ui.editors.suggesting import SuggestingEditor

if TYPE_CHECKING:
    from ui.registry import Context


class WaybillBox(SuggestingEditor):
    """Its value is the text; `found` carries the number once Enter made it certain."""

    found = Signal(str)

    def __init__(self, context: "Context", field: Field | None = None) -> None:
        label = tr("运单号")
        super().__init__(field or Field("number", label, Kind.NUMBER, width=10))
        self._context = context
        self.line.setPlaceholderText(tr("单号、末几位、电话或收货人"))
        self.walked.connect(self._entered)

    def empty(self) -> str:
        return ""

    def read(self, text: str) -> str:
        return text

    def show_as(self, value: object) -> str:
        return str(value)

    def look(self) -> None:
        typed = self.line.text().strip()
        if typed:
            self._ask(typed, lambda rows: self._offered(typed, rows))

    def _entered(self, forwards: bool) -> None:
        typed = self.line.text().strip()
        self._wait.stop()
        self.drop_down.hide()
        if typed and forwards:
            self._ask(typed, lambda rows: self._settled(typed, rows))

    def _settled(self, typed: str, rows: list[FoundRow]) -> None:
        exact = [row for row in rows if row.number == typed]
        if exact or len(rows) == 1:
            self.found.emit((exact or rows)[0].number)
        elif rows:
            self.offer(_suggestions(rows))
        else:
            self.problem(tr("没有找到「{v}」。").format(v=quoted(typed)))
            self.take_focus()

    def _offered(self, typed: str, rows: list[FoundRow]) -> None:
        if typed == self.line.text().strip():
            self.offer(_suggestions(rows))

    def _ask(self, typed: str, done: Callable[[list[FoundRow]], None]) -> None:
        self._context.ask(find_consignments, done, self, text=typed)


def _suggestions(rows: list[FoundRow]) -> list[Suggestion]:
    words = tr("{name} {to} {n}件 {state}")
    return [
        Suggestion(
            row.number,
            row.number,
            words.format(
                name=row.consignee_name,
                to=row.destination,
                n=row.pieces,
                state=row.state.label,
            ),
        )
        for row in rows
    ]
