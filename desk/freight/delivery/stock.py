"""Goods in stock that a run may take along, the most pressing first."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement, Select, func, select
from sqlalchemy.orm import Session

from desk.freight.consignments.choices import DeliveryMode, Direction, MoneyKind
from desk.freight.consignments.model import Consignment, MoneyRow
from desk.freight.consignments.rules import collect_due_fen
from desk.freight.delivery.loading import held_for_return, is_held
from desk.freight.delivery.model import DeliveryRun, RunLine
from desk.freight.delivery.rules import PLANNED, part_of
from desk.kernel.commands import query
from desk.kernel.identity import mask_phone
from desk.storage.work import Reader


@dataclass(frozen=True)
class StockRow:
    """Goods in stock that a run may take along.

    Attributes:
        free: pieces in stock that are on no planned run; `weight_g`, `volume_cm3` are theirs.
        freight_due_fen, cod_due_fen: what the consignee still owes.
        held: the shipper has not released them (E144).
        on_runs: numbers of planned runs that have pieces of it.
    """

    id: int
    number: str
    consignee_name: str
    phone_masked: str
    destination: str
    address: str
    delivery_mode: DeliveryMode
    goods_summary: str
    in_stock: int
    free: int
    weight_g: int
    volume_cm3: int
    freight_due_fen: int
    cod_due_fen: int
    urgent: bool
    held: bool
    on_runs: str
    bin_code: str
    stocked_at: datetime | None
    due_on: date | None

    @property
    def planned(self) -> bool:
        """Whether planned runs take all of it."""
        return self.free < 1 and bool(self.on_runs)


@query("delivery_run.read", "可派送的库存")
def deliverable_stock(read: Reader, *, every_mode: bool = False) -> list[StockRow]:
    """Inbound goods for the door in stock, urgent ones first, then by due date.

    `every_mode` also shows goods to be collected, for consignees who want them brought after all.
    """
    modes = [DeliveryMode.DOOR, *([DeliveryMode.SELF_PICKUP] if every_mode else [])]
    waiting = _most_pressing_first(select(Consignment), modes)
    planned, taken = _planned(read.session), _taken(read.session)
    return [_stock(c, *planned.get(c.id, (0, "")), taken) for c in read.session.scalars(waiting)]


@dataclass(frozen=True)
class DoorGoods:
    """Goods for the door with free pieces, as the board of the day names them."""

    number: str
    consignee_name: str
    goods_summary: str
    free: int


def goods_on_no_run(read: Reader, most: int) -> list[DoorGoods]:
    """The most pressing of them that nobody holds back and no planned run takes whole."""
    c, on_runs = Consignment, _planned_pieces()
    kept = func.max(0, c.going_back - c.at_partner)
    free = (c.in_stock - kept - on_runs).label("free")
    asked: Any = select(c.number, c.consignee_name, c.goods_summary, free).where(
        free > 0, c.hold_release.is_(False) | c.released_at.is_not(None)
    )
    pressing = _most_pressing_first(asked, [DeliveryMode.DOOR]).limit(most)
    return [DoorGoods(*row) for row in read.session.execute(pressing)]


def _planned_pieces() -> ColumnElement[int]:
    """How many pieces of a ticket stand on planned runs."""
    return (
        select(func.coalesce(func.sum(RunLine.pieces), 0))
        .join(DeliveryRun)
        .where(RunLine.consignment_id == Consignment.id, DeliveryRun.state.in_(PLANNED))
        .scalar_subquery()
    )


def _most_pressing_first(asked: Select[Any], modes: list[DeliveryMode]) -> Select[Any]:
    return asked.where(
        Consignment.in_stock > 0,
        Consignment.direction == Direction.INBOUND,
        Consignment.delivery_mode.in_(modes),
    ).order_by(
        Consignment.urgent.desc(),
        Consignment.due_on.is_(None),
        Consignment.due_on,
        Consignment.id,
    )


def _planned(session: Session) -> dict[int, tuple[int, str]]:
    rows = session.execute(
        select(
            RunLine.consignment_id,
            func.sum(RunLine.pieces),
            func.group_concat(DeliveryRun.number.distinct()),
        )
        .join(DeliveryRun)
        .where(DeliveryRun.state.in_(PLANNED))
        .group_by(RunLine.consignment_id)
    )
    return {found: (int(pieces), str(numbers)) for found, pieces, numbers in rows}


def _taken(session: Session) -> dict[tuple[int, MoneyKind], int]:
    """Money taken so far for the goods that stand in stock."""
    rows = session.execute(
        select(MoneyRow.consignment_id, MoneyRow.kind, func.sum(MoneyRow.amount_fen))
        .join(Consignment, Consignment.id == MoneyRow.consignment_id)
        .where(Consignment.in_stock > 0)
        .group_by(MoneyRow.consignment_id, MoneyRow.kind)
    )
    return {(found, kind): int(amount) for found, kind, amount in rows}


def _stock(
    c: Consignment, promised: int, on_runs: str, taken: dict[tuple[int, MoneyKind], int]
) -> StockRow:
    free = c.in_stock - promised - held_for_return(c)
    freight = collect_due_fen(c) - taken.get((c.id, MoneyKind.FREIGHT), 0)
    return StockRow(
        id=c.id,
        number=c.label,
        consignee_name=c.consignee_name,
        phone_masked=mask_phone(c.consignee_phone),
        destination=c.destination,
        address=c.consignee_address,
        delivery_mode=c.delivery_mode,
        goods_summary=c.goods_summary,
        in_stock=c.in_stock,
        free=free,
        weight_g=part_of(c.weight_g, free, c.declared),
        volume_cm3=part_of(c.volume_cm3, free, c.declared),
        freight_due_fen=max(0, freight),
        cod_due_fen=max(0, c.cod_amount_fen - taken.get((c.id, MoneyKind.COD), 0)),
        urgent=c.urgent,
        held=is_held(c),
        on_runs=on_runs,
        bin_code=c.bin_code,
        stocked_at=c.stocked_at,
        due_on=c.due_on,
    )
