"""A vehicle by its plate, a driver by his name: typed, suggested, and why he may not go out."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from PySide6.QtGui import QShowEvent

from desk.freight.fleet.queries import find_drivers, find_vehicles
from desk.kernel.errors import refuse
from desk.kernel.quoting import quoted
from desk.kernel.text import tr
from desk.screens.fields import Field
from ui.editors.drop_down import Suggestion
from ui.editors.suggesting import SuggestingEditor

if TYPE_CHECKING:
    from ui.registry import Context


MOST_NAMED = 3


@dataclass(frozen=True)
class Found:
    """A vehicle or a driver; `value` is what a run's head says of it."""

    value: str
    text: str
    more: str
    objection: str
    payload_g: int = 0
    space_cm3: int = 0


Find = Callable[[str], Sequence[Found]]


class FleetEditor(SuggestingEditor):
    """Its value is the plate or the driver's code; a text that names nobody is refused (E006).

    It is said in the field as soon as that is left; `unknown` says what to do.
    """

    def __init__(self, field: Field, context: "Context", find: Find, unknown: str) -> None:
        super().__init__(field)
        self._context, self._find, self._unknown = context, find, unknown
        self.found: Found | None = None

    def value(self) -> str:
        typed = self.line.text().strip()
        if self.found is None and typed:
            raise refuse("E006", self.field.name, label=self.field.label, v=typed)
        return self.found.value if self.found is not None else ""

    def set_value(self, value: Any) -> None:
        hits = self._find(str(value)) if value else ()
        self.show_found(next((f for f in hits if f.value == value), None))

    def show_found(self, found: Found | None) -> None:
        """Show one that is known already."""
        self.found = found
        self.line.setText(self.found.text if self.found is not None else "")
        self._committed = self.line.text()
        self.touched = False

    def held(self) -> tuple[Any, bool] | None:
        return (self.line.text(), self.found), self.touched

    def put_held(self, held: tuple[Any, bool]) -> None:
        (text, found), touched = held
        self.show_found(found)
        self.line.setText(text)
        self._committed, self.touched = text, touched

    def look(self) -> None:
        typed = self.line.text().strip()
        self._context.bridge.later(
            lambda: self._find(typed), self._arrived, self._context.tell, owner=self
        )

    def pick(self, suggestion: Suggestion) -> None:
        self._take(suggestion.value)
        super().pick(suggestion)
        self._say_objection()

    def settle(self) -> None:
        """What names exactly one is that one."""
        typed = self.line.text().strip()
        if self.found is None and typed:
            hits = self._find(typed)
            exact = [f for f in hits if f.text == typed] or list(hits)
            if len(exact) != 1:
                self.problem(self._not_one(typed, exact))
                return
            self._take(exact[0])
            self.line.setText(exact[0].text)
            self.touch()
        self._say_objection()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self.found is None and self.problem_text:
            self.settle()  # meanwhile it may have been registered, as it was told

    def _not_one(self, typed: str, hits: Sequence[Found]) -> str:
        if not hits:
            return self._unknown.format(v=quoted(typed))
        named = (f.text if f.text != typed else f"{f.text} {f.value}" for f in hits[:MOST_NAMED])
        listed = "、".join(named) + "…" * (len(hits) > MOST_NAMED)
        words = tr("{label}「{v}」不止一个:{listed}。请再输几位,或按 ↓ 选一个。")
        return words.format(label=self.field.label, v=quoted(typed), listed=listed)

    def _take(self, found: Found) -> None:
        self.found = found

    def _typed(self) -> None:
        self.found = None
        super()._typed()

    def _arrived(self, found: Sequence[Found]) -> None:
        self.offer([Suggestion(f, f.text, f.more) for f in found])

    def _say_objection(self) -> None:
        if self.found is not None and self.found.objection:
            self.problem(self.found.objection)


def vehicle_editor(field: Field, context: "Context") -> FleetEditor:
    """Vehicles by plate, with payload and room."""

    def find(text: str) -> list[Found]:
        rows = context.look_up(find_vehicles, text=text)
        words = tr("{type} 载重 {kg} kg")
        return [
            Found(
                row.plate_no,
                row.plate_no,
                words.format(type=row.body_type.label, kg=f"{row.rated_payload_kg:,}"),
                row.objection,
                row.rated_payload_kg * 1000,
                row.volume_cm3,
            )
            for row in rows
        ]

    unknown = tr(
        "找不到车辆「{v}」。请核对车牌;没登记的先到「车辆」按 Ctrl+N 登记,停用的先在那里启用。"
    )
    return FleetEditor(field, context, find, unknown)


def driver_editor(field: Field, context: "Context") -> FleetEditor:
    """Drivers by name, tail of the mobile or code."""

    def find(text: str) -> list[Found]:
        rows = context.look_up(find_drivers, text=text)
        return [
            Found(row.code, row.name, f"{row.mobile_masked}  {row.code}", row.objection)
            for row in rows
        ]

    unknown = tr(
        "找不到司机「{v}」。请核对姓名;没登记的先到「司机」按 Ctrl+N 登记,停用的先在那里启用。"
    )
    return FleetEditor(field, context, find, unknown)
