"""The tariffs of the fixture office (spec 6.0), drafted and approved as the firm would."""

from datetime import date
from typing import Any

from desk.app import Desk
from desk.archive.customers.imports import CustomerImportRow, import_customers
from desk.pricing.tariffs.approving import approve_sheet, submit_sheet
from desk.pricing.tariffs.choices import FeeKind, SheetKind
from desk.pricing.tariffs.commands import add_sheet
from desk.pricing.tariffs.fee_commands import add_fee
from desk.pricing.tariffs.line_commands import add_line
from desk.pricing.tariffs.lookup import PriceQuestion
from tests.conftest import Office

YEAR = (date(2026, 1, 1), date(2026, 12, 31))
CONTRACT_YEAR = (date(2026, 7, 1), date(2027, 6, 30))
NOW = date(2026, 11, 16)
# origin, destination, 元/公斤 in mill, minimum in yuan, days
PUBLIC_LINES = (
    ("郑州", "乌鲁木齐", 1500, 80, 4),
    ("郑州", "喀什", 2600, 120, 8),
    ("郑州", "库尔勒", 2000, 100, 6),
    ("乌鲁木齐", "郑州", 1200, 60, 5),
    ("乌鲁木齐", "许昌", 1200, 60, 6),
)
SIGNED: dict[str, Any] = {"countersigned_by": "李副总", "countersigned_on": date(2026, 11, 15)}


def sheet_of(
    desk: Desk,
    name: str,
    lines: tuple[tuple[str, str, int, int, int], ...],
    *,
    kind: SheetKind = SheetKind.PUBLIC,
    days: tuple[date, date] = YEAR,
    customer_id: int | None = None,
) -> int:
    """A draft with lanes by weight."""
    sheet_id = desk.run(
        add_sheet,
        name=name,
        kind=kind,
        valid_from=days[0],
        valid_to=days[1],
        customer_id=customer_id,
    ).value
    for origin, destination, mill, least_yuan, transit_days in lines:
        desk.run(
            add_line,
            sheet_id=sheet_id,
            origin=origin,
            destination=destination,
            price_kg_mill=mill,
            min_charge_fen=least_yuan * 100,
            transit_days=transit_days,
        )
    return sheet_id


def approve(desk: Desk, sheet_id: int) -> int:
    """Submit and approve, with the countersign that a manager's draft needs."""
    desk.run(submit_sheet, sheet_id=sheet_id)
    desk.run(approve_sheet, sheet_id=sheet_id, **SIGNED)
    return sheet_id


def public(office: Office) -> int:
    """The public tariff of 2026, in force."""
    desk = office.as_("boss")
    return approve(desk, sheet_of(desk, "公布价2026", PUBLIC_LINES))


def customer(office: Office, name: str = "天果园果品") -> int:
    """A customer in the archive."""
    phone = f"138{sum(map(ord, name)):08}"
    row = CustomerImportRow(name=name, phone=phone)
    office.as_("boss").run(import_customers, rows=(row,))
    return office.as_("boss").list_ids("customers", (), name)[0]


def contract(office: Office) -> tuple[int, int]:
    """天果园果品 and his contract, in force: the ids of both."""
    customer_id = customer(office)
    desk = office.as_("boss")
    sheet_id = sheet_of(
        desk,
        "天果园合同价",
        (("乌鲁木齐", "郑州", 1050, 60, 5),),
        kind=SheetKind.CONTRACT,
        days=CONTRACT_YEAR,
        customer_id=customer_id,
    )
    return customer_id, approve(desk, sheet_id)


def surcharges(office: Office) -> int:
    """The surcharges of 2026, in force."""
    desk = office.as_("boss")
    sheet_id = sheet_of(desk, "附加费2026", (), kind=SheetKind.SURCHARGE)
    fees: tuple[tuple[FeeKind, dict[str, Any]], ...] = (
        (FeeKind.PICKUP, {"place": "郑州", "amount_fen": 8_000}),
        (FeeKind.DELIVERY, {"place": "乌鲁木齐", "per_kg_mill": 100, "min_fen": 6_000}),
        (FeeKind.DELIVERY, {"place": "喀什", "amount_fen": 15_000}),
        (FeeKind.RECEIPT, {"amount_fen": 1_000}),
        (FeeKind.COVER, {"share_bp": 30, "min_fen": 500}),
        (FeeKind.COD, {"share_bp": 30, "min_fen": 1_000, "max_fen": 50_000}),
    )
    for fee, rule in fees:
        desk.run(add_fee, sheet_id=sheet_id, fee=fee, **rule)
    return approve(desk, sheet_id)


def asked(
    origin: str, destination: str, kg: int, litres: int, pieces: int = 1, **more: Any
) -> PriceQuestion:
    """A question on 16 November 2026; volume in litres (1/1000 m³)."""
    return PriceQuestion(
        origin=origin,
        destination=destination,
        weight_g=kg * 1000,
        volume_cm3=litres * 1000,
        pieces=pieces,
        **{"on": NOW, **more},
    )
