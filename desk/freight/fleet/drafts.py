"""A vehicle or a driver as typed: plain values, checked together."""

from dataclasses import dataclass
from datetime import date

from desk.freight.fleet.choices import BodyType, OwnerKind


@dataclass(frozen=True, kw_only=True)
class VehicleDraft:
    """A vehicle; length in cm, masses in kg, room in cm³.

    Above 4,500 kg gross mass the transport permit and its expiry are required (spec 5.18).
    """

    plate_no: str
    owner_kind: OwnerKind
    body_type: BodyType
    rated_payload_kg: int
    gross_mass_kg: int
    volume_cm3: int
    length_cm: int = 0
    transport_permit_no: str = ""
    permit_valid_to: date | None = None
    inspection_valid_to: date | None = None
    insurance_valid_to: date | None = None
    remark: str = ""


@dataclass(frozen=True, kw_only=True)
class DriverDraft:
    """A driver. An empty `id_card` leaves the stored number as it is."""

    name: str
    mobile: str
    id_card: str = ""
    licence_class: str = ""
    licence_valid_to: date | None = None
    driver_cert_no: str = ""
    cert_valid_to: date | None = None
    remark: str = ""
