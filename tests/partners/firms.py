"""The partners and rates of the fixture F0 (spec 6.0); names, phones and numbers are invented."""

from datetime import date
from typing import Any

from desk.partners.carriers.choices import Grade, PartnerScope
from desk.partners.carriers.commands import add_partner
from desk.partners.carriers.standing import admit_partner, suspend_partner
from desk.partners.rates.choices import RateSource
from desk.partners.rates.commands import add_rate
from tests.conftest import Office

HUB = "乌鲁木齐"
KASHI: dict[str, Any] = {
    "name": "喀什鸿运",
    "scope": PartnerScope.REGION,
    "areas": "喀什",
    "contact": "艾力",
    "dispatch_phone": "13800000031",
    "operating_licence_no": "653100000001",
    "licence_valid_to": date(2027, 12, 31),
}
SHUNDA = KASHI | {"name": "喀什顺达", "dispatch_phone": "13800000032"}
KORLA = KASHI | {"name": "库尔勒捷运", "areas": "库尔勒", "dispatch_phone": "13800000033"}
BAZHOU = KASHI | {"name": "巴州众联", "areas": "库尔勒、巴州", "dispatch_phone": "13800000034"}

YEAR: dict[str, Any] = {
    "from_place": HUB,
    "valid_from": date(2026, 1, 1),
    "source": RateSource.CONTRACT,
}
KASHI_RATE: dict[str, Any] = YEAR | {
    "partner_id": 1,
    "to_place": "喀什",
    "price_kg_mill": 950,
    "min_charge_fen": 8_000,
    "door_fee_fen": 10_000,
    "transit_days": 3,
    "valid_to": date(2026, 11, 30),
}
SHUNDA_RATE = KASHI_RATE | {
    "partner_id": 2,
    "price_kg_mill": 900,
    "door_fee_fen": 12_000,
    "transit_days": 4,
    "valid_to": None,
}
KORLA_RATE: dict[str, Any] = YEAR | {
    "partner_id": 3,
    "to_place": "库尔勒",
    "price_kg_mill": 550,
    "return_price_kg_mill": 500,
    "min_charge_fen": 6_000,
    "door_fee_fen": 6_000,
    "transit_days": 2,
}
PUMPS: dict[str, Any] = {"weight_g": 480_000, "volume_cm3": 1_900_000, "pieces": 12}
"""12 件水泵配件: chargeable 633 kg."""


def partners(office: Office) -> None:
    """P001 to P003 admitted, P004 suspended."""
    for draft in (KASHI, SHUNDA, KORLA, BAZHOU):
        office.as_("in").run(add_partner, **draft)
    desk = office.as_("boss")
    for partner_id, grade in enumerate((Grade.B, Grade.C, Grade.B, Grade.C), 1):
        no = f"PG2026Q2-P00{partner_id}"
        desk.run(admit_partner, partner_id=partner_id, grade=grade, evaluation_no=no)
    desk.with_(reason="扣压代收货款").run(suspend_partner, partner_id=4)


def rates(office: Office) -> None:
    """The partners with their rates; ids 1 to 3."""
    partners(office)
    desk = office.as_("in")
    for rate in (KASHI_RATE, SHUNDA_RATE, KORLA_RATE):
        desk.run(add_rate, **rate)
