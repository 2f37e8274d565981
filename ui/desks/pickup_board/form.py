"""The head of a pick-up order: where, whom to ask for, when, for how much, and which truck."""

import re
from collections.abc import Iterable
from datetime import date, timedelta
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from desk.freight.pickup.choices import PickupKind, ShareBasis
from desk.freight.pickup.drafts import PickupPlan
from desk.freight.pickup.queries import PickupCard
from desk.kernel.errors import Problem
from desk.kernel.moments import local
from desk.kernel.text import tr
from desk.screens.fields import Field, Kind
from ui.desks.dense import DenseGrid
from ui.desks.run_board.fleet_editor import FleetEditor, Found, driver_editor, vehicle_editor
from ui.desks.stale import StaleAwareFields
from ui.editors import editor_for
from ui.editors.read import moment_editor
from ui.registry import Context

_ROUND_MINUTES, _USUAL_HOURS = 30, 2
_TICKET = re.compile(r"(?:goods|picked)\.(\d+)(?:\.|$)")
_PLAN = tuple(PickupPlan.__dataclass_fields__)


class OrderFields(StaleAwareFields):
    """Puts the problems of single tickets to their rows.

    Signals:
        goods_wrong: place of the ticket, counted from 0 → its sentences.
    """

    goods_wrong = Signal(object)

    def show_problems(self, problems: Iterable[Problem]) -> tuple[Problem, ...]:
        at: dict[int, str] = {}
        others = []
        for problem in problems:
            place = _TICKET.match(problem.field or "")
            if place is None:
                others.append(problem)
            else:
                at[int(place[1])] = problem.message
        self.goods_wrong.emit(at)
        return super().show_problems(others)


class OrderForm(QWidget):
    """Three dense lines; Enter walks."""

    def __init__(self, context: Context) -> None:
        super().__init__()
        self._context = context
        self.fields = OrderFields(self)
        add = self.fields.add
        kind = Field("kind", tr("类别"), Kind.CHOICE, choices=PickupKind, width=5, required=True)
        self.kind = add(editor_for(kind, context))
        add(editor_for(Field("place", tr("提货地点"), width=10, required=True), context))
        add(editor_for(Field("contact", tr("联系人"), width=6, required=True), context))
        add(editor_for(Field("phone", tr("电话"), Kind.PHONE, width=7), context))
        for name, word in (("planned_out_at", tr("计划出车")), ("planned_back_at", tr("计划回车"))):
            add(moment_editor(Field(name, word, Kind.MOMENT, width=8, required=True), self._today))
        add(editor_for(Field("fee_fen", tr("提货费"), Kind.MONEY, width=5), context))
        add(editor_for(Field("cost_fen", tr("车费"), Kind.MONEY, width=5), context))
        basis = Field("share_basis", tr("车费分摊"), Kind.CHOICE, choices=ShareBasis, width=5)
        add(editor_for(basis, context))
        self.vehicle: FleetEditor = add(
            vehicle_editor(Field("plate_no", tr("车辆"), width=6), context)
        )
        self.driver: FleetEditor = add(
            driver_editor(Field("driver_no", tr("司机"), width=6), context)
        )
        add(editor_for(Field("remark", tr("备注"), width=8), context))
        self._place()

    def begin(self) -> None:
        """A new order: at the station, the next half hour, two hours long."""
        self.fields.clear()
        now = local(self._context.desk.now)
        late = timedelta(minutes=-now.minute % _ROUND_MINUTES)
        out = (now + late).replace(second=0, microsecond=0)
        self.fields.fill(
            {
                "kind": PickupKind.STATION,
                "planned_out_at": out,
                "planned_back_at": out + timedelta(hours=_USUAL_HOURS),
                "share_basis": ShareBasis.WEIGHT,
            }
        )
        self.vehicle.show_found(None)
        self.driver.show_found(None)

    def show_card(self, card: PickupCard) -> None:
        """The head of a saved order."""
        own = {name: getattr(card, name) for name in _PLAN if name != "phone"}
        for editor in self.fields:
            editor.problem(None)
        self.fields.fill(own | {"phone": card.phone_masked or None})
        plate, driver = card.plate_no, card.driver_no
        self.vehicle.show_found(Found(plate, plate, "", "") if plate else None)
        self.driver.show_found(Found(driver, card.driver_name, "", "") if driver else None)

    def plan(self) -> PickupPlan:
        """The typed head without the truck.

        Raises:
            Refused: what cannot be read, and what is missing.
        """
        values: dict[str, Any] = self.fields.values()
        values["fee_fen"] = values["fee_fen"] or 0
        values["cost_fen"] = values["cost_fen"] or 0
        values["share_basis"] = values["share_basis"] or ShareBasis.WEIGHT
        return PickupPlan(**{name: values[name] for name in _PLAN})

    def truck(self) -> tuple[str, str]:
        """The typed plate and driver's code; empty as long as none is chosen."""
        found = (self.vehicle.found, self.driver.found)
        plate, driver = (one.value if one is not None else "" for one in found)
        return plate, driver

    def allow(self, open_: bool) -> None:
        """An order that is done or given up is only read."""
        for editor in self.fields:
            if editor.name not in ("goods", "picked"):
                editor.setEnabled(open_)

    def _today(self) -> date:
        return local(self._context.desk.now).date()

    def _place(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        grid = DenseGrid(columns=20)
        editors = list(self.fields)
        for part, widths in (
            (editors[:4], (4, 7, 4, 5)),
            (editors[4:9], (5, 5, 3, 3, 4)),
            (editors[9:], (5, 5, 10)),
        ):
            grid.line(*zip(part, widths, strict=True))
        column.addWidget(grid)
