"""Prices of the sample office: the public tariff, a contract, surcharges; and what has to be explained."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

from desk.archive.customers.choices import CustomerKind, CustomerType, PayTerms
from desk.archive.customers.commands import add_customer
from desk.archive.customers.entries import ContactEntry, CustomerEntry
from desk.freight.price_checks.choices import Verdict
from desk.freight.price_checks.commands import submit_price
from desk.freight.price_checks.queries import price_checks_of
from desk.kernel.errors import Refused
from desk.office.approvals.commands import grant_approval
from desk.pricing.tariffs.approving import approve_sheet, submit_sheet
from desk.pricing.tariffs.choices import FeeKind, SheetKind
from desk.pricing.tariffs.commands import add_sheet
from desk.pricing.tariffs.drafts import LineDraft
from desk.pricing.tariffs.fee_commands import add_fee
from desk.pricing.tariffs.imports import import_tariff_lines
from desk.pricing.tariffs.line_commands import add_line
from desk.sample.cast import CONTRACT, DAYS_FROM, DAYS_ON, DEPUTY, MILL_FROM, MILL_ON
from desk.sample.stage import Stage

HUB = "乌鲁木齐"
FEES: tuple[tuple[FeeKind, dict[str, Any]], ...] = (
    (FeeKind.PICKUP, {"place": HUB, "amount_fen": 8_000}),
    (FeeKind.PICKUP, {"place": "郑州", "amount_fen": 8_000}),
    (FeeKind.DELIVERY, {"place": HUB, "per_kg_mill": 100, "min_fen": 6_000}),
    (FeeKind.DELIVERY, {"place": "喀什", "amount_fen": 15_000}),
    (FeeKind.RECEIPT, {"amount_fen": 1_000}),
    (FeeKind.COVER, {"share_bp": 30, "min_fen": 500}),
    (FeeKind.COD, {"share_bp": 30, "min_fen": 1_000, "max_fen": 50_000}),
)


def approve_tariffs(stage: Stage, day: date) -> None:
    """The tariffs of the year, written by the manager and countersigned by the deputy general manager."""
    stage.as_("boss")
    stage.at(day, 9, 40)
    year = (date(day.year, 1, 1), date(day.year + 1, 12, 31))
    public = _sheet(stage, "公布价", SheetKind.PUBLIC, year)
    stage.do(import_tariff_lines, rows=tuple(_public_rows()), sheet_id=public)
    _approve(stage, public)
    name, phone, destination, mill = CONTRACT
    entry = CustomerEntry(
        name=name,
        customer_type=CustomerType.COMPANY,
        kinds=(CustomerKind.OUTBOUND,),
        settlement=PayTerms.MONTHLY,
        contract_no="KH-01",
        contract_valid_to=stage.today + timedelta(days=25),
    )
    contacts = (ContactEntry(name="热娜", mobile=phone),)
    customer_id = stage.do(add_customer, customer=entry, contacts=contacts)
    contract = _sheet(stage, f"{name}合同价", SheetKind.CONTRACT, year, customer_id)
    stage.do(
        add_line,
        sheet_id=contract,
        origin=HUB,
        destination=destination,
        price_kg_mill=mill,
        min_charge_fen=6_000,
        transit_days=DAYS_FROM[destination],
    )
    _approve(stage, contract)
    fees = _sheet(stage, "附加费", SheetKind.SURCHARGE, year)
    for fee, rule in FEES:
        stage.do(add_fee, sheet_id=fees, fee=fee, **rule)
    _approve(stage, fees)


def _sheet(
    stage: Stage,
    name: str,
    kind: SheetKind,
    days: tuple[date, date],
    customer_id: int | None = None,
) -> int:
    return stage.do(
        add_sheet,
        name=name,
        kind=kind,
        valid_from=days[0],
        valid_to=days[1],
        customer_id=customer_id,
    )


def _approve(stage: Stage, sheet_id: int) -> None:
    stage.do(submit_sheet, sheet_id=sheet_id)
    on = stage.clock.moment.date()
    stage.do(approve_sheet, sheet_id=sheet_id, countersigned_by=DEPUTY, countersigned_on=on)


def _public_rows() -> list[LineDraft]:
    """To the hub and on to every town from each origin, and home from the hub."""
    rows = []
    for origin, mill in MILL_FROM.items():
        days = DAYS_FROM[origin]
        rows.append(_row(HUB, origin, mill * 8 // 10, 6_000, days))
        for town, more in MILL_ON.items():
            rows.append(_row(origin, town, mill + more, 8_000, days + DAYS_ON[town]))
    return rows


def _row(origin: str, destination: str, mill: int, least_fen: int, days: int) -> LineDraft:
    return LineDraft(
        origin=origin,
        destination=destination,
        price_kg_mill=mill,
        min_charge_fen=least_fen,
        transit_days=days,
    )


def do_priced(
    stage: Stage,
    number: str,
    command: Callable[..., Any],
    check: Callable[..., Any] | None = None,
    **arguments: Any,
) -> Any:
    """Run a command whose price is checked: it is explained, and a loss is put before the manager.

    Args:
        stage: where it is played.
        number: the document.
        command: what is done with it.
        check: the command that checks a draft's price, where the draft itself is not checked yet.
        **arguments: further arguments of the command.
    """
    try:
        return stage.do(command, number=number, **arguments)
    except Refused as refused:
        if not set(refused.codes) <= {"E035", "E036", "E037", "E163", "E164"}:
            raise
    why = "返程顺路,整车分摊后仍合算"
    if check is not None:
        stage.do(check, number=number, reason=why)
    who = stage.desk.actor
    for found in stage.desk.ask(price_checks_of, doc_no=number):
        if found.verdict is Verdict.APPROVE and not found.stands:
            asked = stage.do(submit_price, check_id=found.id, reason="老客户,本周货量合并计算")
            stage.as_("boss")
            stage.do(grant_approval, approval_id=asked)
            stage.desk.actor = who
    return stage.do(command, number=number, price_reason=why, **arguments)
