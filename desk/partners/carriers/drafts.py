"""A partner and the terms of the cooperation as typed: plain values, checked together."""

from dataclasses import dataclass
from datetime import date

from desk.partners.carriers.choices import PartnerScope


@dataclass(frozen=True, kw_only=True)
class PartnerDraft:
    """A partner. Without heavy vehicles (`light_only`) no operating licence is needed (spec 5.18)."""

    name: str
    scope: PartnerScope
    areas: str
    contact: str
    dispatch_phone: str
    light_only: bool = False
    operating_licence_no: str = ""
    licence_valid_to: date | None = None
    uscc: str = ""
    address: str = ""
    schedule: str = ""
    remark: str = ""


@dataclass(frozen=True, kw_only=True)
class TermsDraft:
    """What was agreed. `data_clause`: the contract says how customers' data may be used (5.13)."""

    contract_no: str = ""
    contract_valid_to: date | None = None
    insurance_policy: str = ""
    insurance_valid_to: date | None = None
    settlement_days: int = 0
    deposit_fen: int = 0
    cooperation_since: date | None = None
    data_clause: bool = False
