"""Vehicles are registered, corrected, taken out of service and put back."""

from datetime import date

from sqlalchemy import select

from desk.freight.fleet.assigning import vehicle_of
from desk.freight.fleet.choices import BodyType, OwnerKind, VehicleStatus
from desk.freight.fleet.drafts import VehicleDraft
from desk.freight.fleet.model import Vehicle
from desk.freight.fleet.rules import VEHICLE_STATES, check_vehicle_draft
from desk.kernel.commands import command
from desk.kernel.identity import clean_text, normal_plate
from desk.kernel.text import tr
from desk.storage.work import Work

_FIELDS = (
    '"plate_no": "新A3D852", "rated_payload_kg": 1495, "gross_mass_kg": 4495, '
    '"volume_cm3": 15000000, "insurance_valid_to": "2027-06-30"'
)


@command("vehicle.create", "登记车辆", example=f"{{{_FIELDS}}}")
def add_vehicle(
    work: Work,
    *,
    plate_no: str,
    rated_payload_kg: int,
    gross_mass_kg: int,
    volume_cm3: int,
    owner_kind: OwnerKind = OwnerKind.OWN,
    body_type: BodyType = BodyType.BOX,
    length_cm: int = 0,
    transport_permit_no: str = "",
    permit_valid_to: date | None = None,
    inspection_valid_to: date | None = None,
    insurance_valid_to: date | None = None,
    remark: str = "",
) -> str:
    """Register a vehicle; its plate stands in the file once.

    Returns:
        The vehicle's code, ``V001``.

    Raises:
        Refused: E001, E003, E004, E012, E017 the plate is known, E106.
    """
    draft = VehicleDraft(
        plate_no=plate_no,
        owner_kind=owner_kind,
        body_type=body_type,
        rated_payload_kg=rated_payload_kg,
        gross_mass_kg=gross_mass_kg,
        volume_cm3=volume_cm3,
        length_cm=length_cm,
        transport_permit_no=transport_permit_no,
        permit_valid_to=permit_valid_to,
        inspection_valid_to=inspection_valid_to,
        insurance_valid_to=insurance_valid_to,
        remark=remark,
    )
    _check(work, draft, None)
    record = Vehicle(status=VehicleStatus.USABLE)
    _fill(record, draft)
    record.code = work.number("vehicle")
    return work.add(record).code


@command("vehicle.update", "修改车辆", example=f'{{"vehicle_no": "V001", {_FIELDS}}}')
def update_vehicle(
    work: Work,
    *,
    vehicle_no: str,
    plate_no: str,
    rated_payload_kg: int,
    gross_mass_kg: int,
    volume_cm3: int,
    owner_kind: OwnerKind = OwnerKind.OWN,
    body_type: BodyType = BodyType.BOX,
    length_cm: int = 0,
    transport_permit_no: str = "",
    permit_valid_to: date | None = None,
    inspection_valid_to: date | None = None,
    insurance_valid_to: date | None = None,
    remark: str = "",
    version: int | None = None,
) -> None:
    """Correct a vehicle or renew its papers: all fields as they shall be.

    Raises:
        Refused: E006, E211, and whatever registering refuses.
    """
    record = vehicle_of(work, vehicle_no)
    work.expect_version(record, version)
    draft = VehicleDraft(
        plate_no=plate_no,
        owner_kind=owner_kind,
        body_type=body_type,
        rated_payload_kg=rated_payload_kg,
        gross_mass_kg=gross_mass_kg,
        volume_cm3=volume_cm3,
        length_cm=length_cm,
        transport_permit_no=transport_permit_no,
        permit_valid_to=permit_valid_to,
        inspection_valid_to=inspection_valid_to,
        insurance_valid_to=insurance_valid_to,
        remark=remark,
    )
    _check(work, draft, record.id)
    _fill(record, draft)


def _check(work: Work, draft: VehicleDraft, own_id: int | None) -> None:
    problems = check_vehicle_draft(draft)
    plate = normal_plate(draft.plate_no)
    known = work.session.scalar(select(Vehicle.id).where(Vehicle.plate_no == plate))
    problems.check(known in (None, own_id), "E017", "plate_no", label=tr("车牌号"), v=plate)
    problems.raise_if_any()


def _fill(record: Vehicle, draft: VehicleDraft) -> None:
    for name in VehicleDraft.__dataclass_fields__:
        value = getattr(draft, name)
        setattr(record, name, clean_text(value) if type(value) is str else value)
    record.plate_no = normal_plate(draft.plate_no)


@command("vehicle.update", "车辆送修", example='{"vehicle_no": "V001"}')
def repair_vehicle(work: Work, *, vehicle_no: str) -> None:
    """Take a vehicle out of planning while it is repaired.

    Raises:
        Refused: E006, E008.
    """
    record = vehicle_of(work, vehicle_no)
    record.status = VEHICLE_STATES.step(record.status, "repair_vehicle")


@command("vehicle.update", "停用车辆", example='{"vehicle_no": "V001"}')
def retire_vehicle(work: Work, *, vehicle_no: str) -> None:
    """Take a vehicle out of service; its history stays.

    Raises:
        Refused: E006, E008.
    """
    record = vehicle_of(work, vehicle_no)
    record.status = VEHICLE_STATES.step(record.status, "retire_vehicle")


@command("vehicle.update", "启用车辆", example='{"vehicle_no": "V001"}')
def activate_vehicle(work: Work, *, vehicle_no: str) -> None:
    """Put a vehicle back into planning.

    Raises:
        Refused: E006, E008.
    """
    record = vehicle_of(work, vehicle_no)
    record.status = VEHICLE_STATES.step(record.status, "activate_vehicle")
