"""The head of a pre-advice: station, receiver, truck, times, price. Its refusals, and the tickets'."""

import re
from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from desk.freight.outbound.choices import LineOrder, TruckShare
from desk.freight.outbound.drafts import PreadvicePlan
from desk.freight.outbound.queries import PreadviceCard
from desk.kernel.errors import Problem, Refused
from desk.kernel.moments import local
from desk.kernel.text import tr
from desk.screens.fields import Field, Kind
from ui.desks.dense import DenseGrid
from ui.desks.preadvice_board.receiver import ReceiverEditor
from ui.desks.run_board.fleet_editor import FleetEditor, Found, driver_editor, vehicle_editor
from ui.desks.spot import PassingFields
from ui.desks.stale import StaleAwareFields
from ui.editors import editor_for
from ui.registry import Context

_LOAD = re.compile(r"loads\.(\d+)(?:\.|$)")
_ASIDE = frozenset(
    {"receiver_contact", "receiver_phone", "share_basis", "line_order", "route", "remark"}
)
_USUAL_DAYS = 5
_ELSEWHERE = ("loads", "receiver_name", "plate_no", "driver_no")


class HeadFields(StaleAwareFields, PassingFields):
    """Puts the problems of single tickets to their rows, those of a partner to the receiver.

    Signals:
        loads_wrong: ticket, counted from 0 → its sentences.
    """

    loads_wrong = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.aside = _ASIDE

    def show_problems(self, problems: Iterable[Problem]) -> tuple[Problem, ...]:
        at_loads: dict[int, str] = {}
        others = []
        for problem in problems:
            place = _LOAD.search(problem.field or "")
            if place is None:
                others.append(problem)
            else:
                at_loads[int(place[1])] = problem.message
        self.loads_wrong.emit(at_loads)
        return super().show_problems(others)

    def _place(self, path: str | None) -> str | None:
        return "receiver_name" if path in ("partner", "receiver") else super()._place(path)


class HeadForm(QWidget):
    """Four dense lines; Enter walks over what must be typed, Tab reaches the rest."""

    def __init__(self, context: Context) -> None:
        super().__init__()
        self._context = context
        self.costs = context.may("cost.read")
        self.fields = HeadFields(self)
        self.station = self._add("dest_station", "到达站", 5, required=True)
        self.receiver = self.fields.add(ReceiverEditor(context))
        self._add("receiver_contact", "联系人", 4)
        self._add("receiver_phone", "电话", 6, Kind.PHONE)
        self.vehicle: FleetEditor = self.fields.add(
            vehicle_editor(Field("plate_no", tr("车辆"), width=6, required=True), context)
        )
        self.driver: FleetEditor = self.fields.add(
            driver_editor(Field("driver_no", tr("司机"), width=5, required=True), context)
        )
        self._add("depart_plan_at", "计划发车", 8, Kind.MOMENT, required=True)
        self._add("eta_at", "预计到达", 8, Kind.MOMENT, required=True)
        if self.costs:
            self._add("truck_cost_fen", "车价", 5, Kind.MONEY)
            self._choice("share_basis", "车价分摊", TruckShare)
            self._add("quoted_by", "报价人", 4)
        self._choice("line_order", "清单顺序", LineOrder)
        self._add("route", "运行路线", 10)
        self._add("remark", "备注", 10)
        self._place()

    def begin(self) -> None:
        """A new truck: tonight at the next full hour, five days on the road."""
        self.fields.clear()
        now = local(self._context.desk.now)
        out = now.replace(minute=0, second=0, microsecond=0) + timedelta(hours=1)
        self.fields.fill(
            {
                "depart_plan_at": out,
                "eta_at": out + timedelta(days=_USUAL_DAYS),
                "share_basis": TruckShare.CHARGEABLE,
                "line_order": LineOrder.LOADING,
            }
        )

    def show_card(self, card: PreadviceCard) -> None:
        """The head of a saved truck."""
        names = (name for name in self.fields.names if name not in _ELSEWHERE)
        self.fields.fill({name: getattr(card, name) for name in names})
        self.receiver.show_receiver(card.receiver, card.receiver_name)
        plate, driver = card.plate_no, card.driver_name
        self.vehicle.show_found(Found(plate, plate, "", "", card.payload_g, card.space_cm3))
        self.driver.show_found(Found(card.driver_no, driver, "", ""))

    def plan(self) -> PreadvicePlan:
        """The typed head.

        Raises:
            Refused: what cannot be read, and what is missing.
        """
        values: dict[str, Any] = self.fields.values()
        values.pop("loads", None)
        if self.costs:
            values["truck_cost_fen"] = values["truck_cost_fen"] or 0
            values["share_basis"] = values["share_basis"] or TruckShare.CHARGEABLE
        values["line_order"] = values["line_order"] or LineOrder.LOADING
        return PreadvicePlan(receiver=self.receiver.code, **values)

    def typed(self, name: str) -> Any:
        """What is typed in a field, None while it cannot be read."""
        try:
            return self.fields[name].value() if name in self.fields else None
        except Refused:
            return None

    def allow(self, open_: bool) -> None:
        """A truck that is confirmed is only read."""
        for editor in self.fields:
            if editor.name != "loads":
                editor.setEnabled(open_)

    @property
    def departs_at(self) -> datetime | None:
        found: datetime | None = self.typed("depart_plan_at")
        return found

    def _add(
        self, name: str, word: str, width: int, kind: Kind = Kind.TEXT, required: bool = False
    ) -> Any:
        field = Field(name, tr(word), kind, width=width, required=required)
        return self.fields.add(editor_for(field, self._context))

    def _choice(self, name: str, word: str, choices: Any) -> None:
        field = Field(name, tr(word), Kind.CHOICE, choices=choices, width=5)
        self.fields.add(editor_for(field, self._context))

    def _place(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        grid, e = DenseGrid(columns=20), self.fields
        grid.line(
            (e["dest_station"], 4),
            (e["receiver_name"], 7),
            (e["receiver_contact"], 4),
            (e["receiver_phone"], 5),
        )
        grid.line(
            (e["plate_no"], 5), (e["driver_no"], 4), (e["depart_plan_at"], 6), (e["eta_at"], 5)
        )
        if self.costs:
            grid.line(
                (e["truck_cost_fen"], 4),
                (e["share_basis"], 5),
                (e["quoted_by"], 4),
                (e["line_order"], 7),
            )
            grid.line((e["route"], 11), (e["remark"], 9))
        else:
            grid.line((e["line_order"], 7), (e["route"], 7), (e["remark"], 6))
        column.addWidget(grid)
