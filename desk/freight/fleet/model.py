"""Vehicles and drivers."""

from datetime import date

from sqlalchemy import CheckConstraint, LargeBinary, String
from sqlalchemy.orm import Mapped, mapped_column

from desk.freight.fleet.choices import BodyType, DriverStatus, OwnerKind, VehicleStatus
from desk.storage.base import Record, Searched
from desk.storage.columns import Chosen, Cm3


class Vehicle(Record):
    """车辆. Masses are whole kg, as the vehicle's papers state them."""

    __tablename__ = "vehicle"
    searched = Searched(5, ("code", "plate_no"))
    __table_args__ = (CheckConstraint("rated_payload_kg > 0", name="payload"),)

    code: Mapped[str] = mapped_column(String(10), unique=True)
    plate_no: Mapped[str] = mapped_column(String(12), unique=True)
    owner_kind: Mapped[OwnerKind] = mapped_column(Chosen(OwnerKind))
    body_type: Mapped[BodyType] = mapped_column(Chosen(BodyType))
    length_cm: Mapped[int] = mapped_column(default=0)
    rated_payload_kg: Mapped[int]
    gross_mass_kg: Mapped[int]
    volume_cm3: Mapped[Cm3]
    transport_permit_no: Mapped[str] = mapped_column(String(40), default="")
    permit_valid_to: Mapped[date | None]
    inspection_valid_to: Mapped[date | None]
    insurance_valid_to: Mapped[date | None]
    status: Mapped[VehicleStatus] = mapped_column(Chosen(VehicleStatus))
    remark: Mapped[str] = mapped_column(String(200), default="")


class Driver(Record):
    """司机. The identity number lies encrypted."""

    __tablename__ = "driver"
    searched = Searched(6, ("code", "name", "mobile"), names=("name",))
    names_read = frozenset({"name"})

    code: Mapped[str] = mapped_column(String(10), unique=True)
    name: Mapped[str] = mapped_column(String(60), index=True)
    mobile: Mapped[str] = mapped_column(String(30), unique=True)
    id_card: Mapped[bytes | None] = mapped_column(LargeBinary)
    licence_class: Mapped[str] = mapped_column(String(4), default="")
    licence_valid_to: Mapped[date | None]
    driver_cert_no: Mapped[str] = mapped_column(String(40), default="")
    cert_valid_to: Mapped[date | None]
    status: Mapped[DriverStatus] = mapped_column(Chosen(DriverStatus))
    remark: Mapped[str] = mapped_column(String(200), default="")
