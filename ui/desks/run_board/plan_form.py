"""The head of a run: day, vehicle, driver, times, cost. Its refusals, and those of the stops."""

import re
from collections.abc import Iterable
from datetime import date, datetime, timedelta
from typing import Any

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from desk.freight.delivery.choices import ShareBasis
from desk.freight.delivery.drafts import RunPlan
from desk.freight.delivery.queries import RunCard
from desk.kernel.errors import Problem, Refused
from desk.kernel.moments import local
from desk.kernel.text import tr
from desk.screens.fields import Field, Kind
from ui.desks.dense import DenseGrid
from ui.desks.run_board.fleet_editor import FleetEditor, Found, driver_editor, vehicle_editor
from ui.desks.stale import StaleAwareFields
from ui.editors import editor_for
from ui.editors.read import moment_editor
from ui.registry import Context

_ROUND_MINUTES, _USUAL_HOURS = 30, 4
_STOP = re.compile(r"stops\.(\d+)(?:\.|$)|/(\d+)$")


class RunFields(StaleAwareFields):
    """Puts the problems of single stops to their rows.

    Signals:
        stops_wrong: stop number, counted from 0 → its sentences.
    """

    stops_wrong = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)

    def show_problems(self, problems: Iterable[Problem]) -> tuple[Problem, ...]:
        at_stops: dict[int, str] = {}
        others = []
        for problem in problems:
            place = _stop_of(problem.field)
            if place is None:
                others.append(problem)
            else:
                at_stops[place] = problem.message
        self.stops_wrong.emit(at_stops)
        return super().show_problems(others)


def _stop_of(path: str | None) -> int | None:
    found = _STOP.search(path or "")
    if found is None:
        return None
    return int(found[1]) if found[1] is not None else int(found[2]) - 1


class PlanForm(QWidget):
    """Two dense lines; Enter walks."""

    def __init__(self, context: Context) -> None:
        super().__init__()
        self._context = context
        self.fields = RunFields(self)
        day = self.fields.add(
            editor_for(Field("run_on", tr("派送日期"), Kind.DATE, width=6, required=True), context)
        )
        self._day = day
        self.vehicle: FleetEditor = self.fields.add(
            vehicle_editor(Field("plate_no", tr("车辆"), width=6, required=True), context)
        )
        self.driver: FleetEditor = self.fields.add(
            driver_editor(Field("driver_no", tr("司机"), width=6, required=True), context)
        )
        self.fields.add(editor_for(Field("helper", tr("助手"), width=5), context))
        for name, word in (("planned_out_at", tr("计划出车")), ("planned_back_at", tr("计划回车"))):
            field = Field(name, word, Kind.MOMENT, width=8, required=True)
            self.fields.add(moment_editor(field, self._today))
        cost = Field("vehicle_cost_fen", tr("车费"), Kind.MONEY, width=5)
        self.fields.add(editor_for(cost, context))
        basis = Field("share_basis", tr("车费分摊"), Kind.CHOICE, choices=ShareBasis, width=5)
        self.fields.add(editor_for(basis, context))
        self._shown_day: date | None = None
        day.committed.connect(self._day_changed)
        self._place()

    def begin(self) -> None:
        """A new run: today, the next half hour, four hours long."""
        self.fields.clear()
        now = local(self._context.desk.now)
        late = timedelta(minutes=-now.minute % _ROUND_MINUTES)
        out = (now + late).replace(second=0, microsecond=0)
        self.fields.fill(
            {
                "run_on": out.date(),
                "planned_out_at": out,
                "planned_back_at": out + timedelta(hours=_USUAL_HOURS),
                "share_basis": ShareBasis.WEIGHT,
            }
        )
        self._shown_day = out.date()

    def show_card(self, card: RunCard) -> None:
        """The head of a saved run."""
        elsewhere = ("stops", "plate_no", "driver_no")
        names = (name for name in self.fields.names if name not in elsewhere)
        self.fields.fill({name: getattr(card, name) for name in names})
        self.vehicle.show_found(
            Found(card.plate_no, card.plate_no, "", "", card.payload_g, card.space_cm3)
        )
        self.driver.show_found(Found(card.driver_no, card.driver_name, "", ""))
        self._shown_day = card.run_on

    def plan(self) -> RunPlan:
        """The typed head.

        Raises:
            Refused: what cannot be read, and what is missing.
        """
        values: dict[str, Any] = self.fields.values()
        values.pop("stops", None)
        values["vehicle_cost_fen"] = values["vehicle_cost_fen"] or 0
        values["share_basis"] = values["share_basis"] or ShareBasis.WEIGHT
        return RunPlan(**values)

    def allow(self, open_: bool) -> None:
        """A run that is printed or out is only read."""
        for editor in self.fields:
            if editor.name != "stops":
                editor.setEnabled(open_)

    def _today(self) -> date:
        """Times typed without a day are on the day of the run."""
        now: datetime = self._context.desk.now
        try:
            day: date | None = self._day.value()
        except Refused:
            day = None
        return day or local(now).date()

    def _day_changed(self) -> None:
        """The times go along to another day."""
        day, before = self._today(), self._shown_day
        if before is None or day == before:
            return
        self._shown_day = day
        for name in ("planned_out_at", "planned_back_at"):
            editor = self.fields[name]
            try:
                moment = editor.value()
            except Refused:
                continue
            if moment is not None:
                editor.set_value(moment + (day - before))
                editor.touch()

    def _place(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        grid = DenseGrid(columns=19)
        editors, widths = list(self.fields), (5, 5, 5, 4)
        grid.line(*zip(editors[:4], widths, strict=True))
        grid.line(*zip(editors[4:], widths, strict=True))
        column.addWidget(grid)
