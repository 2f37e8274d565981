"""Prices asked for at the counter, sheets with their lines, and how a price was found."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import select

from desk.archive.customers.model import Customer
from desk.kernel.commands import query
from desk.kernel.identity import mask_name
from desk.kernel.prices import UnitPrice
from desk.pricing.tariffs.choices import FeeKind, PriceLevel, SheetKind, SheetState
from desk.pricing.tariffs.commands import sheet_by_id
from desk.pricing.tariffs.fees import FeeHit, FeeQuestion, find_fees
from desk.pricing.tariffs.lookup import (
    LEVELS,
    PriceHit,
    PriceQuestion,
    find_price,
    hit_of,
    look_up,
)
from desk.pricing.tariffs.model import TariffLine, TariffSheet
from desk.pricing.tariffs.rules import show_fee
from desk.storage.work import Reader


@dataclass(frozen=True)
class LadderStep:
    """One level that was looked at: its price if it has one, and whether it is the one that counts."""

    level: PriceLevel
    hit: PriceHit | None
    chosen: bool


@dataclass(frozen=True)
class TariffLineRow:
    """One lane of a sheet."""

    id: int
    origin: str
    destination: str
    price: UnitPrice
    transit_days: int
    note: str


@dataclass(frozen=True)
class FeeRow:
    """One surcharge of a sheet, with its rule in words."""

    id: int
    fee: FeeKind
    place: str
    rule: str


@dataclass(frozen=True)
class SheetRow:
    """A sheet with everything in it."""

    id: int
    name: str
    kind: SheetKind
    version: int
    customer_id: int | None
    customer_name: str
    valid_from: date
    valid_to: date
    rounding_fen: int
    state: SheetState
    reason: str
    drafted_by: int | None
    approved_by: int | None
    countersigned_by: str
    countersigned_on: date | None
    row_version: int
    lines: tuple[TariffLineRow, ...]
    fees: tuple[FeeRow, ...]


@query("tariff.read", "查运价")
def price_of_lane(read: Reader, *, question: PriceQuestion) -> PriceHit:
    """The price that counts for a lane on a day.

    Raises:
        Refused: E120.
    """
    return find_price(read, question)


@query("tariff.read", "运价层级")
def price_ladder(read: Reader, *, question: PriceQuestion) -> list[LadderStep]:
    """Every level of spec 5.2 from contract to public, with what it would cost."""
    ladder = look_up(read, question)
    return [
        LadderStep(
            level,
            hit_of(read, question, level, *ladder.found[level]) if level in ladder.found else None,
            level is ladder.winner,
        )
        for level in LEVELS
    ]


@query("tariff.read", "查附加费")
def fees_of_lane(read: Reader, *, question: FeeQuestion) -> list[FeeHit]:
    """The surcharges of a shipment on a day."""
    return list(find_fees(read, question))


@query("tariff.read", "运价表内容")
def tariff_sheet(read: Reader, *, sheet_id: int) -> SheetRow:
    """A sheet with its lines and surcharges.

    Raises:
        Refused: E006.
    """
    sheet = sheet_by_id(read, sheet_id)
    name = read.session.scalar(select(Customer.name).where(Customer.id == sheet.customer_id))
    return SheetRow(
        sheet.id,
        sheet.name,
        sheet.kind,
        sheet.version,
        sheet.customer_id,
        name or "",
        sheet.valid_from,
        sheet.valid_to,
        sheet.rounding_fen,
        sheet.state,
        sheet.reason,
        sheet.created_by,
        sheet.approved_by,
        sheet.countersigned_by,
        sheet.countersigned_on,
        sheet.row_version,
        tuple(_line_row(read, line) for line in sheet.lines),
        tuple(FeeRow(f.id, f.fee, f.place, show_fee(f.rule)) for f in sheet.fees),
    )


@query("tariff.read", "运价表各版本")
def sheet_versions(read: Reader, *, name: str) -> list[tuple[int, int, SheetState]]:
    """Id, version and state of every version of a sheet, newest first."""
    wanted = select(TariffSheet).where(TariffSheet.name == name.strip())
    found = read.session.scalars(wanted.order_by(TariffSheet.version.desc()))
    return [(sheet.id, sheet.version, sheet.state) for sheet in found]


def _line_row(read: Reader, line: TariffLine) -> TariffLineRow:
    """A line; the note may name people and phones, so only who keeps tariffs reads it in full."""
    note = line.note if read.may("tariff.create") else mask_name(line.note)
    return TariffLineRow(
        line.id, line.origin, line.destination, line.price, line.transit_days, note
    )
