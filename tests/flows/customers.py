"""Customers and consignments for the flows, and spreadsheets of them."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from openpyxl import Workbook

from desk.archive.customers.imports import CustomerImportRow, import_customers
from desk.freight.consignments.choices import Direction
from desk.freight.consignments.commands import accept_consignment
from desk.freight.consignments.drafts import CargoDraft, Charges, ConsignmentDraft
from tests.conftest import Office

POISONED = ("=1+1公司", "<b>甲</b>", "A&B 商行", "'; drop", "@SUM(A1) 店", "😀 便利店")


def add_customers(office: Office, names: Sequence[str], login: str = "boss") -> None:
    """Customers with made-up mobile numbers 1381000…"""
    rows = tuple(
        CustomerImportRow(name=name, phone=f"1381000{n:04}") for n, name in enumerate(names, 1)
    )
    office.as_(login).run(import_customers, rows=rows)


def accept(office: Office, consignee: str = "兴疆机电", **fields: Any) -> str:
    """One inbound consignment; returns its number."""
    plain: dict[str, Any] = {
        "direction": Direction.INBOUND,
        "origin_station": "郑州",
        "destination": "乌鲁木齐",
        "shipper_name": "洛城轴承",
        "shipper_phone": "13800000003",
        "shipper_identity_checked": True,
        "consignee_name": consignee,
        "consignee_phone": "13912345678",
        "dangerous_checked": True,
        "open_inspection": True,
        "cover_clause_ack": True,
        "charges": Charges(base_freight_fen=48_000),
        "lines": (CargoDraft(goods_name="轴承", pieces=8, weight_g=320_000, volume_cm3=400_000),),
    }
    draft = ConsignmentDraft(**(plain | fields))
    return office.as_("jia").run(accept_consignment, draft=draft).value


def workbook(path: Path, rows: Sequence[Sequence[Any]], title: str = "") -> Path:
    """Write rows as they are, below a title row if there is one."""
    book = Workbook()
    sheet = book.worksheets[0]
    if title:
        sheet.append([title])
    for row in rows:
        sheet.append(list(row))
    book.save(path)
    return path
