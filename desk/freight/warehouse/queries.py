"""What lies in the warehouse, and the register of everything that came and went."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from itertools import groupby

from sqlalchemy import ColumnElement, case, func, or_, select

from desk.freight.consignments.choices import (
    Condition,
    ConsignmentState,
    DeliveryMode,
    MoveKind,
    MoveReason,
    Place,
)
from desk.freight.consignments.model import Consignment, StockMove
from desk.kernel.calendar import BEIJING
from desk.kernel.commands import query
from desk.kernel.errors import refuse
from desk.kernel.moments import local, show_date
from desk.kernel.quantities import round_half_up
from desk.kernel.text import tr
from desk.office.users.model import User
from desk.storage.listing import escape_like
from desk.storage.work import Reader


@dataclass(frozen=True)
class StockRow:
    """Goods of one consignment lying in the warehouse.

    Attributes:
        days: natural days since the first pieces came.
        held: waits for the shipper's release (等通知放货).
    """

    consignment_id: int
    number: str
    state: ConsignmentState
    consignee_name: str
    destination: str
    goods_summary: str
    in_stock: int
    bin_code: str
    stocked_at: datetime
    days: int
    delivery_mode: DeliveryMode
    held: bool
    due_on: date | None


@query("stock.read", "在库货物")
def stock_on_hand(read: Reader, *, bin_code: str = "", text: str = "") -> list[StockRow]:
    """Goods in stock, oldest first; of one bin or a fragment of number, consignee or goods."""
    goods = select(Consignment).where(Consignment.in_stock > 0)
    if bin_code.strip():
        goods = goods.where(Consignment.bin_code == bin_code.strip())
    if text.strip():
        fragment = f"%{escape_like(text.strip())}%"
        columns = (
            Consignment.number,
            Consignment.paper_no,
            Consignment.consignee_name,
            Consignment.goods_summary,
            Consignment.destination,
        )
        goods = goods.where(or_(*(column.ilike(fragment, escape="\\") for column in columns)))
    found = read.session.scalars(goods.order_by(Consignment.stocked_at, Consignment.id))
    return [_stock_row(c, read.today) for c in found]


def _stock_row(c: Consignment, today: date) -> StockRow:
    since = c.stocked_at or c.accept_at
    return StockRow(
        consignment_id=c.id,
        number=c.label,
        state=c.state,
        consignee_name=c.consignee_name,
        destination=c.destination,
        goods_summary=c.goods_summary,
        in_stock=c.in_stock,
        bin_code=c.bin_code,
        stocked_at=since,
        days=(today - local(since).date()).days,
        delivery_mode=c.delivery_mode,
        held=c.hold_release and c.released_at is None,
        due_on=c.due_on,
    )


@dataclass(frozen=True)
class RegisterLine:
    """One movement through the warehouse door.

    Attributes:
        balance: pieces in the whole warehouse afterwards.
        weight_g: the moved pieces' share of the consignment's weight, rounded half up.
        counterpart: who brought them, or who took them.
        reversed: the mirror row of a mistake.
    """

    at: datetime
    kind: MoveKind
    reason: MoveReason
    doc_no: str
    slip_no: str
    number: str
    goods_summary: str
    packing_summary: str
    pieces_in: int
    pieces_out: int
    balance: int
    weight_g: int
    bin_code: str
    condition: Condition
    counterpart: str
    keeper: str
    note: str
    reversed: bool


@dataclass(frozen=True)
class RegisterDay:
    """One business day; `closing` is what lay in the warehouse at its end."""

    day: date
    lines: tuple[RegisterLine, ...]
    pieces_in: int
    pieces_out: int
    closing: int


@dataclass(frozen=True)
class Register:
    """出入库登记: days without movement are left out."""

    first_on: date
    last_on: date
    opening: int
    days: tuple[RegisterDay, ...]
    pieces_in: int
    pieces_out: int

    @property
    def closing(self) -> int:
        return self.opening + self.pieces_in - self.pieces_out


@query("stock.read", "出入库登记表")
def register(read: Reader, *, first_on: date, last_on: date) -> Register:
    """Every movement through the warehouse door, by time, with the opening balance and sums by day.

    Raises:
        Refused: E019 when the period ends before it begins.

    Source: spec P-06.
    """
    if last_on < first_on:
        why = tr("止日 {b} 早于起日 {a}").format(a=show_date(first_on), b=show_date(last_on))
        raise refuse("E019", "last_on", label=tr("登记期间"), why=why)
    opening = _balance_before(read, first_on)
    lines = list(_lines(read, first_on, last_on, opening))
    days = tuple(
        _day(day, tuple(moved)) for day, moved in groupby(lines, key=lambda m: local(m.at).date())
    )
    came, went = sum(d.pieces_in for d in days), sum(d.pieces_out for d in days)
    return Register(first_on, last_on, opening, days, came, went)


def touches_warehouse() -> ColumnElement[bool]:
    """Of the ledger, what the register of the warehouse tells."""
    return or_(StockMove.place_from == Place.STOCK, StockMove.place_to == Place.STOCK)


def pieces_in_of() -> ColumnElement[int]:
    """Pieces that a ledger row brings into the warehouse."""
    return case((StockMove.place_to == Place.STOCK, StockMove.pieces), else_=0)


def pieces_out_of() -> ColumnElement[int]:
    """Pieces that a ledger row takes out of the warehouse."""
    return case((StockMove.place_from == Place.STOCK, StockMove.pieces), else_=0)


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time(), BEIJING)


def _balance_before(read: Reader, day: date) -> int:
    moved = func.coalesce(func.sum(pieces_in_of() - pieces_out_of()), 0)
    return read.session.scalar(select(moved).where(StockMove.at < _midnight(day))) or 0


def _lines(read: Reader, first_on: date, last_on: date, opening: int) -> Iterator[RegisterLine]:
    rows = read.session.execute(
        select(StockMove, Consignment, User.name)
        .join(Consignment, Consignment.id == StockMove.consignment_id)
        .outerjoin(User, User.id == StockMove.keeper_id)
        .where(
            touches_warehouse(),
            StockMove.at >= _midnight(first_on),
            StockMove.at < _midnight(last_on + timedelta(days=1)),
        )
        .order_by(StockMove.at, StockMove.id)
    )
    balance = opening
    for move, consignment, keeper in rows:
        came = move.pieces if move.place_to is Place.STOCK else 0
        went = move.pieces - came
        balance += came - went
        yield _line(move, consignment, keeper or "", came, went, balance)


def _line(
    move: StockMove, consignment: Consignment, keeper: str, came: int, went: int, balance: int
) -> RegisterLine:
    return RegisterLine(
        at=move.at,
        kind=move.kind,
        reason=move.reason,
        doc_no=move.doc_no,
        slip_no=move.slip_no,
        number=consignment.label,
        goods_summary=consignment.goods_summary,
        packing_summary=consignment.packing_summary,
        pieces_in=came,
        pieces_out=went,
        balance=balance,
        weight_g=round_half_up(consignment.weight_g * move.pieces, max(consignment.declared, 1)),
        bin_code=move.bin_code,
        condition=move.condition,
        counterpart=move.handed_by,
        keeper=keeper,
        note=move.note,
        reversed=move.reverses_id is not None,
    )


def _day(day: date, lines: tuple[RegisterLine, ...]) -> RegisterDay:
    came, went = sum(m.pieces_in for m in lines), sum(m.pieces_out for m in lines)
    return RegisterDay(day, lines, came, went, lines[-1].balance)
