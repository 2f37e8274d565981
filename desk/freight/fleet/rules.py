"""What a vehicle or driver must be like, and whether its papers let it out on a day.

Pure functions; no database, clock or file. Source: spec 3.10, 5.18, 3.27 (E106, E145).
"""

from collections.abc import Iterator
from datetime import date
from typing import Protocol

from desk.freight.fleet.choices import DriverStatus, VehicleStatus
from desk.freight.fleet.drafts import DriverDraft, VehicleDraft
from desk.kernel.errors import Problems
from desk.kernel.identity import (
    clean_text,
    has_control_characters,
    is_id_card,
    is_mobile,
    is_plate,
    normal_plate,
)
from desk.kernel.moments import show_date
from desk.kernel.states import Move, StateTable, moves_from
from desk.kernel.text import tr

LIGHT_GROSS_KG = 4500
MOST_KG, MOST_CM3, MOST_LENGTH_CM = 60_000, 200_000_000, 2_000

_V, _D = VehicleStatus, DriverStatus
VEHICLE_STATES: StateTable[VehicleStatus] = StateTable(
    obj="车辆",
    initial=_V.USABLE,
    moves=(
        Move("repair_vehicle", moves_from(_V.USABLE), _V.REPAIR, "送修"),
        Move("retire_vehicle", moves_from(_V.USABLE, _V.REPAIR), _V.RETIRED, "停用"),
        Move("activate_vehicle", moves_from(_V.REPAIR, _V.RETIRED), _V.USABLE, "启用"),
    ),
    final=frozenset(),
)
DRIVER_STATES: StateTable[DriverStatus] = StateTable(
    obj="司机",
    initial=_D.USABLE,
    moves=(
        Move("grant_leave", moves_from(_D.USABLE), _D.AWAY, "准假"),
        Move("retire_driver", moves_from(_D.USABLE, _D.AWAY), _D.RETIRED, "停用"),
        Move("activate_driver", moves_from(_D.AWAY, _D.RETIRED), _D.USABLE, "启用"),
    ),
    final=frozenset(),
)


class VehiclePapers(Protocol):
    """What decides whether a vehicle may go out."""

    plate_no: str
    gross_mass_kg: int
    permit_valid_to: date | None
    inspection_valid_to: date | None
    insurance_valid_to: date | None
    status: VehicleStatus


class DriverPapers(Protocol):
    """What decides whether a driver may go out."""

    name: str
    licence_valid_to: date | None
    cert_valid_to: date | None
    status: DriverStatus


def is_light(gross_mass_kg: int) -> bool:
    """Whether a vehicle needs neither transport permit nor a driver with a certificate."""
    return gross_mass_kg <= LIGHT_GROSS_KG


def papers_of_vehicle(vehicle: VehiclePapers) -> Iterator[tuple[str, date | None]]:
    """Every paper with its last day; a light vehicle needs no transport permit (5.18)."""
    if not is_light(vehicle.gross_mass_kg):
        yield tr("道路运输证"), vehicle.permit_valid_to
    yield tr("检验"), vehicle.inspection_valid_to
    yield tr("保险"), vehicle.insurance_valid_to


def papers_of_driver(
    driver: DriverPapers, *, certificate: bool = True
) -> Iterator[tuple[str, date | None]]:
    """His papers with their last day; without `certificate`, as for a light vehicle (5.18)."""
    yield tr("驾驶证"), driver.licence_valid_to
    if certificate:
        yield tr("从业资格证"), driver.cert_valid_to


def check_vehicle(vehicle: VehiclePapers, on: date) -> Problems:
    """Return why a vehicle may not go out on a day (E145): status and expired papers.

    A paper is good on its last day. A paper whose expiry is not known does not stop the vehicle,
    except the transport permit of a heavy one, without which it could not be registered.
    """
    problems = Problems()
    what = tr("车辆 {plate}").format(plate=vehicle.plate_no)
    _usable(problems, "plate_no", what, vehicle.status is _V.USABLE, vehicle.status.label)
    for paper, valid_to in papers_of_vehicle(vehicle):
        _valid(problems, "plate_no", what, paper, valid_to, on)
    return problems


def check_driver(driver: DriverPapers, on: date, *, gross_mass_kg: int) -> Problems:
    """Return why a driver may not take a vehicle of that gross mass out on a day (E145)."""
    problems = Problems()
    what = tr("司机 {name}").format(name=driver.name)
    _usable(problems, "driver_no", what, driver.status is _D.USABLE, driver.status.label)
    for paper, valid_to in papers_of_driver(driver, certificate=not is_light(gross_mass_kg)):
        _valid(problems, "driver_no", what, paper, valid_to, on)
    return problems


def _usable(problems: Problems, field: str, what: str, ok: bool, status: str) -> None:
    problems.check(ok, "E145", field, what=what, why=tr("当前为「{s}」").format(s=status))


def _valid(
    problems: Problems, field: str, what: str, paper: str, valid_to: date | None, on: date
) -> None:
    if valid_to is not None and valid_to < on:
        why = tr("{paper}已于 {d} 到期").format(paper=paper, d=show_date(valid_to))
        problems.add("E145", field, what=what, why=why)


def check_vehicle_draft(draft: VehicleDraft) -> Problems:
    """Return every problem of a typed vehicle."""
    problems = Problems()
    if problems.require(draft.plate_no, "plate_no", tr("车牌号")):
        ok = is_plate(draft.plate_no)
        shown = normal_plate(draft.plate_no)
        problems.check(ok, "E106", "plate_no", label=tr("车牌号"), v=shown)
    _between(problems, "rated_payload_kg", tr("核定载质量"), draft.rated_payload_kg, MOST_KG)
    _between(problems, "gross_mass_kg", tr("总质量"), draft.gross_mass_kg, MOST_KG)
    _between(problems, "volume_cm3", tr("容积"), draft.volume_cm3, MOST_CM3)
    _between(problems, "length_cm", tr("车长"), draft.length_cm, MOST_LENGTH_CM, least=0)
    if not is_light(draft.gross_mass_kg):
        problems.require(draft.transport_permit_no, "transport_permit_no", tr("道路运输证号"))
        problems.require(draft.permit_valid_to, "permit_valid_to", tr("道路运输证有效期"))
    _text(problems, "transport_permit_no", tr("道路运输证号"), draft.transport_permit_no, 40)
    _text(problems, "remark", tr("备注"), draft.remark, 200)
    return problems


def check_driver_draft(draft: DriverDraft) -> Problems:
    """Return every problem of a typed driver."""
    problems = Problems()
    if problems.require(draft.name, "name", tr("姓名")):
        _text(problems, "name", tr("姓名"), draft.name, 60)
    if problems.require(draft.mobile, "mobile", tr("手机")):
        problems.check(is_mobile(draft.mobile), "E102", "mobile", v=draft.mobile)
    if draft.id_card.strip():
        ok = is_id_card(draft.id_card)
        problems.check(ok, "E106", "id_card", label=tr("身份证号"), v=draft.id_card)
    _text(problems, "licence_class", tr("准驾车型"), draft.licence_class, 4)
    _text(problems, "driver_cert_no", tr("从业资格证号"), draft.driver_cert_no, 40)
    _text(problems, "remark", tr("备注"), draft.remark, 200)
    return problems


def _between(
    problems: Problems, field: str, label: str, value: int, most: int, least: int = 1
) -> None:
    ok = least <= value <= most
    problems.check(ok, "E003", field, label=label, lo=least, hi=most, v=value)


def _text(problems: Problems, field: str, label: str, text: str, longest: int) -> None:
    kept = clean_text(text)
    problems.fits(kept, longest, field, label)
    problems.check(not has_control_characters(kept), "E012", field, label=label)
