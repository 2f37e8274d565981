"""The cargo flow kept by day and lane: sums of the consignments, brought along by the file itself.

Triggers write them in the very transaction that writes a consignment, whoever writes it; so they
follow every correction and cancellation, and no way into the file can forget them.
"""

from datetime import date

from sqlalchemy import BigInteger, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from desk.freight.flow.choices import FlowGroup
from desk.storage.base import Base
from desk.storage.columns import Chosen, Cm3, Fen, Grams

KEY = ("day", "flow", "origin_station", "destination_code", "destination")
SUMS = ("tickets", "pieces", "weight_g", "volume_cm3", "revenue_fen")
READ = (
    "accept_at, direction, delivery_mode, origin_station, destination_code, destination, declared, "
    "weight_g, volume_cm3, total_fen, voided, number"
)


def triggers() -> tuple[str, ...]:
    """The statements that make the triggers; they belong to the table."""
    over = "CREATE TRIGGER flow_day_{name} AFTER {what} ON consignment WHEN {row}.voided = 0 AND {row}.number IS NOT NULL BEGIN {do}; END"
    made = (
        ("booked", "INSERT", "NEW", _added("+")),
        ("left", f"UPDATE OF {READ}", "OLD", _added("-")),
        ("came", f"UPDATE OF {READ}", "NEW", _added("+")),
        ("gone", "DELETE", "OLD", _added("-")),
    )
    return tuple(
        over.format(name=name, what=what, row=row, do=do.replace("ROW.", f"{row}."))
        for name, what, row, do in made
    )


def _added(sign: str) -> str:
    """Add a consignment to its day and lane, or take it away."""
    flow = (
        "CASE WHEN ROW.direction = 'INBOUND' AND ROW.delivery_mode = 'TRANSIT' THEN 'TRANSIT' "
        "ELSE ROW.direction END"
    )
    key = f"date(ROW.accept_at, '+8 hours'), {flow}, ROW.origin_station, ROW.destination_code, ROW.destination"
    amounts = ("1", "ROW.declared", "ROW.weight_g", "ROW.volume_cm3", "ROW.total_fen")
    given = ", ".join(f"{sign}{amount}" for amount in amounts)
    brought = ", ".join(f"{name} = {name} + excluded.{name}" for name in SUMS)
    return (
        f"INSERT INTO flow_day ({', '.join(KEY + SUMS)}) VALUES ({key}, {given}) "
        f"ON CONFLICT ({', '.join(KEY)}) DO UPDATE SET {brought}"
    )


class FlowDay(Base):
    """货物流量的一天一线: what was accepted on a day from one station to one place, void tickets left out."""

    __tablename__ = "flow_day"
    __table_args__ = (UniqueConstraint(*KEY), {"info": {"triggers": triggers()}})

    id: Mapped[int] = mapped_column(primary_key=True)
    day: Mapped[date]
    flow: Mapped[FlowGroup] = mapped_column(Chosen(FlowGroup))
    origin_station: Mapped[str] = mapped_column(String(40))
    destination_code: Mapped[str] = mapped_column(String(6))
    destination: Mapped[str] = mapped_column(String(60))
    tickets: Mapped[int]
    pieces: Mapped[int] = mapped_column(BigInteger)
    weight_g: Mapped[Grams]
    volume_cm3: Mapped[Cm3]
    revenue_fen: Mapped[Fen]
