"""What the fleet asks the rooms above."""

from dataclasses import dataclass, field
from datetime import datetime

from desk.freight.fleet.model import Driver, Vehicle
from desk.kernel.errors import Problems
from desk.kernel.moments import show_span
from desk.kernel.text import tr


@dataclass(frozen=True)
class Task:
    """What a vehicle or driver is busy with, until it is expected to end.

    `overdue` says that it should have ended and did not; empty while it is in time.
    """

    doc_no: str
    start_at: datetime
    end_at: datetime
    overdue: str = ""


@dataclass(frozen=True)
class TruckWanted:
    """Someone wants a vehicle and driver for a time; a room that has either out adds a problem.

    `doc_no` names the document they are wanted for, so that it does not object to itself.
    """

    vehicle: Vehicle
    driver: Driver
    start_at: datetime
    end_at: datetime
    doc_no: str
    problems: Problems = field(default_factory=Problems)

    def vehicle_is_busy(self, task: Task) -> None:
        """Object: the vehicle is out at that time (E145)."""
        what = tr("车辆 {plate}").format(plate=self.vehicle.plate_no)
        self._object("plate_no", what, task)

    def driver_is_busy(self, task: Task) -> None:
        """Object: the driver is out at that time (E145)."""
        what = tr("司机 {name}").format(name=self.driver.name)
        self._object("driver_no", what, task)

    def _object(self, at_field: str, what: str, task: Task) -> None:
        span = show_span(task.start_at, task.end_at)
        doc = ",".join(part for part in (task.doc_no, task.overdue) if part)
        why = tr("{d} 已安排任务({doc})").format(d=span, doc=doc)
        self.problems.add("E145", at_field, what=what, why=why)
