"""Which vehicles and drivers there are, and which may go out."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import or_, select

from desk.freight.fleet.choices import BodyType, DriverStatus, OwnerKind, VehicleStatus
from desk.freight.fleet.model import Driver, Vehicle
from desk.freight.fleet.rules import check_driver, check_vehicle
from desk.kernel.commands import query
from desk.kernel.identity import mask_phone, normal_plate
from desk.kernel.pinyin import initials
from desk.storage.listing import escape_like
from desk.storage.work import Reader


@dataclass(frozen=True)
class VehicleRow:
    """One vehicle; `objection` says why its papers keep it in, empty when they do not."""

    id: int
    version: int
    code: str
    plate_no: str
    owner_kind: OwnerKind
    body_type: BodyType
    length_cm: int
    rated_payload_kg: int
    gross_mass_kg: int
    volume_cm3: int
    transport_permit_no: str
    permit_valid_to: date | None
    inspection_valid_to: date | None
    insurance_valid_to: date | None
    status: VehicleStatus
    remark: str
    objection: str


@dataclass(frozen=True)
class DriverRow:
    """One driver; the mobile is masked, whether an identity number is stored is only told."""

    id: int
    version: int
    code: str
    name: str
    mobile_masked: str
    has_id_card: bool
    licence_class: str
    licence_valid_to: date | None
    driver_cert_no: str
    cert_valid_to: date | None
    status: DriverStatus
    remark: str
    objection: str


@query("vehicle.read", "查找车辆")
def find_vehicles(read: Reader, *, text: str = "", on: date | None = None) -> list[VehicleRow]:
    """Vehicles in service whose plate or code contains the text, by plate; papers judged on a day."""
    fragment = f"%{escape_like(normal_plate(text))}%"
    hits = select(Vehicle).where(
        Vehicle.status != VehicleStatus.RETIRED,
        or_(Vehicle.plate_no.like(fragment, escape="\\"), Vehicle.code.like(fragment, escape="\\")),
    )
    day = on or read.today
    return [_vehicle(v, day) for v in read.session.scalars(hits.order_by(Vehicle.plate_no))]


@query("vehicle.read", "查找司机")
def find_drivers(read: Reader, *, text: str = "", on: date | None = None) -> list[DriverRow]:
    """Drivers in service by part of the name or its initials, tail of the mobile or code, by name."""
    typed = text.strip()
    wanted = escape_like(typed)
    hits = select(Driver).where(Driver.status != DriverStatus.RETIRED)
    spelt = typed.isascii() and typed.isalpha()
    if not spelt:
        hits = hits.where(
            or_(
                Driver.name.like(f"%{wanted}%", escape="\\"),
                Driver.mobile.like(f"%{wanted}", escape="\\"),
                Driver.code == typed.upper(),
            )
        )
    day = on or read.today
    found = read.session.scalars(hits.order_by(Driver.name, Driver.id))
    return [_driver(d, day) for d in found if not spelt or _is_spelt(d.name, typed.lower())]


def _is_spelt(name: str, letters: str) -> bool:
    """Whether letters stand in a name, or begin its pinyin initials."""
    return letters in name.lower() or any(w.startswith(letters) for w in initials(name))


_VEHICLE_SAME = (
    "id",
    "code",
    "plate_no",
    "owner_kind",
    "body_type",
    "length_cm",
    "rated_payload_kg",
    "gross_mass_kg",
    "volume_cm3",
    "transport_permit_no",
    "permit_valid_to",
    "inspection_valid_to",
    "insurance_valid_to",
    "status",
    "remark",
)


def _vehicle(vehicle: Vehicle, day: date) -> VehicleRow:
    why = "\n".join(p.message for p in check_vehicle(vehicle, day).found)
    same = {name: getattr(vehicle, name) for name in _VEHICLE_SAME}
    return VehicleRow(version=vehicle.row_version, objection=why, **same)


def _driver(driver: Driver, day: date) -> DriverRow:
    # Judged as for a light vehicle: a certificate is only asked for when a heavy one is chosen.
    why = "\n".join(p.message for p in check_driver(driver, day, gross_mass_kg=0).found)
    return DriverRow(
        id=driver.id,
        version=driver.row_version,
        code=driver.code,
        name=driver.name,
        mobile_masked=mask_phone(driver.mobile),
        has_id_card=driver.id_card is not None,
        licence_class=driver.licence_class,
        licence_valid_to=driver.licence_valid_to,
        driver_cert_no=driver.driver_cert_no,
        cert_valid_to=driver.cert_valid_to,
        status=driver.status,
        remark=driver.remark,
        objection=why,
    )
