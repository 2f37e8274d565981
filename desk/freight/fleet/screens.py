"""The lists of vehicles and drivers."""

from typing import Any

from sqlalchemy import case, func, null, select

from desk.freight.fleet.choices import BodyType, DriverStatus, OwnerKind, VehicleStatus
from desk.freight.fleet.model import Driver, Vehicle
from desk.freight.fleet.rules import LIGHT_GROSS_KG
from desk.kernel.text import tr
from desk.screens.fields import EXPIRY_FIELDS, Field, Kind
from desk.screens.lists import Action, ListSpec, Sort
from desk.storage.expiry import expiry_columns
from desk.storage.listing import ListSource

VEHICLE_FIELDS = (
    Field("code", "编号", Kind.NUMBER, width=4),
    Field("plate_no", "车牌号", width=6, required=True),
    Field("status", "状态", Kind.CHOICE, choices=VehicleStatus, width=4),
    *EXPIRY_FIELDS,
    Field("owner_kind", "归属", Kind.CHOICE, choices=OwnerKind, width=4),
    Field("body_type", "车型", Kind.CHOICE, choices=BodyType, width=4),
    Field("length_cm", "车长cm", Kind.COUNT, width=4),
    Field("rated_payload_kg", "核定载质量kg", Kind.COUNT, width=6, required=True),
    Field("gross_mass_kg", "总质量kg", Kind.COUNT, width=5, required=True),
    Field("volume_cm3", "容积m³", Kind.VOLUME, width=5, required=True),
    Field("transport_permit_no", "道路运输证号", width=8),
    Field("permit_valid_to", "运输证到期", Kind.DATE, width=6),
    Field("inspection_valid_to", "检验到期", Kind.DATE, width=6),
    Field("insurance_valid_to", "保险到期", Kind.DATE, width=6),
    Field("remark", "备注", width=8, hidden=True),
)
DRIVER_FIELDS = (
    Field("code", "编号", Kind.NUMBER, width=4),
    Field("name", "姓名", width=6, required=True),
    Field("mobile", "手机", Kind.PHONE, width=7, required=True, personal=True),
    Field("status", "状态", Kind.CHOICE, choices=DriverStatus, width=4),
    *EXPIRY_FIELDS,
    Field("licence_class", "准驾车型", width=4),
    Field("licence_valid_to", "驾驶证到期", Kind.DATE, width=6),
    Field("driver_cert_no", "从业资格证号", width=8),
    Field("cert_valid_to", "资格证到期", Kind.DATE, width=6),
    Field("remark", "备注", width=8, hidden=True),
)


def _vehicles() -> ListSource:
    permit = case((Vehicle.gross_mass_kg > LIGHT_GROSS_KG, Vehicle.permit_valid_to), else_=null())
    papers = (
        (tr("道路运输证"), permit),
        (tr("检验"), Vehicle.inspection_valid_to),
        (tr("保险"), Vehicle.insurance_valid_to),
    )
    columns: dict[str, Any] = dict(expiry_columns(papers))
    columns |= {f.name: getattr(Vehicle, f.name) for f in VEHICLE_FIELDS if f not in EXPIRY_FIELDS}
    return ListSource(select(Vehicle), Vehicle.id, columns, (Vehicle.plate_no, Vehicle.code))


def _drivers() -> ListSource:
    papers = (
        (tr("驾驶证"), Driver.licence_valid_to),
        (tr("从业资格证"), Driver.cert_valid_to),
    )
    columns: dict[str, Any] = dict(expiry_columns(papers))
    columns |= {f.name: getattr(Driver, f.name) for f in DRIVER_FIELDS if f not in EXPIRY_FIELDS}
    search = (Driver.name, Driver.mobile, Driver.code)
    spelt = (func.initials_of(Driver.name),)
    return ListSource(
        select(Driver),
        Driver.id,
        columns,
        search,
        spelt,
    )


VEHICLES = ListSpec(
    name="vehicles",
    title="车辆",
    right="vehicle.read",
    found=("plate_no", "code", "status"),
    fields=VEHICLE_FIELDS,
    source=_vehicles,
    sort=Sort("plate_no"),
    actions=(
        Action("add_vehicle", "登记车辆", "Ctrl+N", "vehicle.create"),
        Action("update_vehicle", "修改", "F2", "vehicle.update", per_row=True),
        Action("repair_vehicle", "送修", "", "vehicle.update", per_row=True),
        Action("retire_vehicle", "停用", "", "vehicle.update", per_row=True),
        Action("activate_vehicle", "启用", "", "vehicle.update", per_row=True),
    ),
    empty="还没有登记车辆。按 Ctrl+N 登记第一辆。",
)
DRIVERS = ListSpec(
    name="drivers",
    title="司机",
    right="vehicle.read",
    found=("name", "code", "status"),
    fields=DRIVER_FIELDS,
    source=_drivers,
    sort=Sort("name"),
    actions=(
        Action("add_driver", "登记司机", "Ctrl+N", "vehicle.create"),
        Action("update_driver", "修改", "F2", "vehicle.update", per_row=True),
        Action("grant_leave", "准假", "", "vehicle.update", per_row=True),
        Action("retire_driver", "停用", "", "vehicle.update", per_row=True),
        Action("activate_driver", "启用", "", "vehicle.update", per_row=True),
    ),
    empty="还没有登记司机。按 Ctrl+N 登记第一位。",
)
