"""The partner carrier (spec 3.11)."""

from datetime import date

from sqlalchemy import String
from sqlalchemy.orm import Mapped, mapped_column

from desk.partners.carriers.choices import Grade, PartnerScope, PartnerStatus
from desk.storage.base import Record, Searched
from desk.storage.columns import Chosen, Fen


class Partner(Record):
    """合作商. `provisional_until` is set while no evaluation has admitted the partner yet.

    `areas` are destinations as the dispatchers say them, parted by 、.
    """

    __tablename__ = "partner"
    searched = Searched(4, ("code", "name", "dispatch_phone"), ("initials",), ("name",))
    names_read = frozenset({"name"})

    code: Mapped[str] = mapped_column(String(10), unique=True)
    name: Mapped[str] = mapped_column(String(60), index=True)
    name_key: Mapped[str] = mapped_column(String(60), unique=True)
    initials: Mapped[str] = mapped_column(String(120), default="")
    scope: Mapped[PartnerScope] = mapped_column(Chosen(PartnerScope))
    areas: Mapped[str] = mapped_column(String(300))
    uscc: Mapped[str] = mapped_column(String(18), default="")
    light_only: Mapped[bool] = mapped_column(default=False)
    operating_licence_no: Mapped[str] = mapped_column(String(40), default="")
    licence_valid_to: Mapped[date | None]
    insurance_policy: Mapped[str] = mapped_column(String(60), default="")
    insurance_valid_to: Mapped[date | None]
    contact: Mapped[str] = mapped_column(String(60))
    dispatch_phone: Mapped[str] = mapped_column(String(30))
    address: Mapped[str] = mapped_column(String(120), default="")
    schedule: Mapped[str] = mapped_column(String(200), default="")
    cooperation_since: Mapped[date | None]
    contract_no: Mapped[str] = mapped_column(String(40), default="")
    contract_valid_to: Mapped[date | None]
    settlement_days: Mapped[int] = mapped_column(default=0)
    deposit_fen: Mapped[Fen]
    data_clause: Mapped[bool] = mapped_column(default=False)
    status: Mapped[PartnerStatus] = mapped_column(Chosen(PartnerStatus), index=True)
    status_reason: Mapped[str] = mapped_column(String(200), default="")
    provisional_until: Mapped[date | None]
    rectify_until: Mapped[date | None]
    grade: Mapped[Grade | None] = mapped_column(Chosen(Grade))
    evaluation_no: Mapped[str] = mapped_column(String(40), default="")
    remark: Mapped[str] = mapped_column(String(200), default="")
