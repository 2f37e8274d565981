"""Papers of vehicles and drivers that run out: asked for, and on the board of the day (5.18)."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select

from desk.freight.fleet.choices import DriverStatus, VehicleStatus
from desk.freight.fleet.model import Driver, Vehicle
from desk.freight.fleet.rules import papers_of_driver, papers_of_vehicle
from desk.kernel.commands import query
from desk.kernel.expiry import ExpiryStage, days_word
from desk.kernel.moments import end_of
from desk.kernel.text import tr
from desk.kernel.today import MOST_ROWS, TodayRow, TodaySource
from desk.storage.expiry import papers_due
from desk.storage.work import Reader


@dataclass(frozen=True)
class ExpiringFleetPaper:
    """A paper of a vehicle or driver that runs out soon or did; `page` is the list it stands in."""

    page: str
    id: int
    code: str
    name: str
    paper: str
    valid_to: date
    days_left: int
    stage: ExpiryStage


@query("vehicle.read", "到期的车辆司机证照")
def expiring_fleet_papers(read: Reader) -> list[ExpiringFleetPaper]:
    """Papers of those in service that ran out or will within 60 days, soonest first.

    A light vehicle's permit is not looked at; a driver's certificate is, when one is on file.
    """
    found = [*_of_vehicles(read), *_of_drivers(read)]
    return sorted(found, key=lambda row: (row.valid_to, row.page, row.code, row.paper))


def _of_vehicles(read: Reader) -> Iterator[ExpiringFleetPaper]:
    for vehicle in read.session.scalars(
        select(Vehicle).where(Vehicle.status != VehicleStatus.RETIRED)
    ):
        for due in papers_due(papers_of_vehicle(vehicle), read.today):
            who = ("vehicles", vehicle.id, vehicle.code, vehicle.plate_no)
            yield ExpiringFleetPaper(*who, due.paper, due.valid_to, due.days_left, due.stage)


def _of_drivers(read: Reader) -> Iterator[ExpiringFleetPaper]:
    for driver in read.session.scalars(select(Driver).where(Driver.status != DriverStatus.RETIRED)):
        for due in papers_due(papers_of_driver(driver), read.today):
            who = ("drivers", driver.id, driver.code, driver.name)
            yield ExpiringFleetPaper(*who, due.paper, due.valid_to, due.days_left, due.stage)


def papers_to_renew(read: Reader) -> list[TodayRow]:
    """Each of those papers, due on its last day."""
    kinds = {"vehicles": tr("更新车辆证照"), "drivers": tr("更新司机证照")}
    return [
        TodayRow(
            kinds[row.page],
            f"{row.name} {row.paper} {days_word(row.days_left)}",
            end_of(row.valid_to),
            row.page,
            {"ids": [row.id]},
            row.code,
        )
        for row in expiring_fleet_papers(read)[:MOST_ROWS]
    ]


SOURCES = (TodaySource("vehicle.update", papers_to_renew),)
