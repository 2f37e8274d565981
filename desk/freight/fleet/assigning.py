"""Whether a vehicle and driver may be sent out: their papers, and nobody else has them."""

from datetime import datetime

from sqlalchemy import select

from desk.freight.fleet.events import TruckWanted
from desk.freight.fleet.model import Driver, Vehicle
from desk.freight.fleet.rules import check_driver, check_vehicle
from desk.kernel.errors import Problems, refuse
from desk.kernel.identity import normal_plate
from desk.kernel.moments import local
from desk.kernel.text import tr
from desk.storage.work import Reader, Work


def objections(
    work: Work,
    vehicle: Vehicle,
    driver: Driver,
    start_at: datetime,
    end_at: datetime,
    doc_no: str,
) -> Problems:
    """Return every reason against sending this truck at that time (E145).

    Papers must be good on the day it goes out; a time that only touches another is no overlap.
    """
    day = local(start_at).date()
    problems = Problems()
    problems.extend(check_vehicle(vehicle, day).found)
    problems.extend(check_driver(driver, day, gross_mass_kg=vehicle.gross_mass_kg).found)
    asked = TruckWanted(vehicle, driver, start_at, end_at, doc_no)
    work.emit(asked)
    problems.extend(asked.problems.found)
    return problems


def vehicle_of(read: Reader, plate_no: str) -> Vehicle:
    """Load a vehicle by its plate as typed, or by its code.

    Raises:
        Refused: E006.
    """
    typed = normal_plate(plate_no)
    found = read.session.scalar(
        select(Vehicle).where((Vehicle.plate_no == typed) | (Vehicle.code == typed))
    )
    if found is None:
        raise refuse("E006", "plate_no", label=tr("车辆"), v=plate_no)
    return found


def driver_of(read: Reader, code: str) -> Driver:
    """Load a driver by his code.

    Raises:
        Refused: E006.
    """
    found = read.session.scalar(select(Driver).where(Driver.code == code.strip().upper()))
    if found is None:
        raise refuse("E006", "driver_no", label=tr("司机"), v=code)
    return found
