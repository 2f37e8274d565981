"""The tickets of an order: the pieces to fetch, and those that really came."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace

from desk.freight.pickup.drafts import PickedUp, PickupGoods
from desk.freight.pickup.queries import PickupCard
from desk.kernel.quantities import show_money
from desk.kernel.text import tr
from ui.desks.count_table import CountTable
from ui.desks.row_table import Column
from ui.theme import Tone

PLACE_MOST = 8
_STREET = re.compile(r"[,\uFF0C、;\uFF1B]")

LISTED, PICKED = 3, 4
"""Columns whose numbers are typed."""


@dataclass(frozen=True)
class Fetched:
    """One ticket; `pieces` None fetches whatever has not come, `picked` None came as listed."""

    number: str
    names: str
    goods: str
    pieces: int | None
    picked: int | None = None
    cost_fen: int | None = None

    @property
    def came(self) -> int | None:
        """How many pieces came, as far as is known."""
        return self.pieces if self.picked is None else self.picked

    def short(self) -> bool:
        """Whether fewer pieces came than were listed."""
        return self.picked is not None and self.pieces is not None and self.picked < self.pieces


class OrderGoods:
    """The tickets of the order in work."""

    def __init__(self) -> None:
        self.rows: list[Fetched] = []
        self.changed = False

    def show_card(self, card: PickupCard | None) -> None:
        """Take the tickets of a saved order, or none."""
        picked = {row.number: row.picked for row in self.rows}
        self.changed = False
        lines = card.lines if card is not None else ()
        self.rows = [
            Fetched(
                line.number,
                f"{line.shipper_name} → {line.consignee_name}",
                line.goods_summary,
                line.pieces,
                picked.get(line.number) if line.pieces_picked is None else line.pieces_picked,
                line.cost_fen,
            )
            for line in lines
        ]

    def put_all(self, rows: tuple[Fetched, ...]) -> None:
        """Show just these as typed."""
        self.rows, self.changed = list(rows), True

    def put(self, row: Fetched) -> None:
        """Put a ticket on the order unless it is there."""
        if row.number not in self.numbers:
            self.rows = [*self.rows, row]
            self.changed = True

    def remove(self, number: str) -> None:
        self.rows = [row for row in self.rows if row.number != number]
        self.changed = True

    def list_pieces(self, number: str, pieces: int) -> None:
        """So many pieces of a ticket are to be fetched."""
        self.rows = [replace(r, pieces=pieces) if r.number == number else r for r in self.rows]
        self.changed = True

    def note_picked(self, number: str, pieces: int) -> None:
        """So many pieces of a ticket came."""
        self.rows = [replace(r, picked=pieces) if r.number == number else r for r in self.rows]

    @property
    def numbers(self) -> frozenset[str]:
        return frozenset(row.number for row in self.rows)

    @property
    def counted(self) -> bool:
        """Whether pieces that came were typed."""
        return any(row.picked is not None for row in self.rows)

    def drafts(self) -> tuple[PickupGoods, ...]:
        return tuple(PickupGoods(waybill=row.number, pieces=row.pieces) for row in self.rows)

    def picked(self) -> tuple[PickedUp, ...]:
        return tuple(PickedUp(waybill=row.number, pieces=row.came or 0) for row in self.rows)


class GoodsTable(CountTable[Fetched]):
    """Digits type the pieces of the current row; Delete takes the ticket off."""

    def __init__(self) -> None:
        self.wrong: Mapping[str, str] = {}
        super().__init__(tr("要提的运单"), self._columns(), lambda row: row.number, LISTED)

    def show_goods(self, goods: OrderGoods, wrong: Mapping[str, str]) -> None:
        """Show the tickets; those with a refusal stand in red."""
        self.wrong = wrong
        self.show_rows(goods.rows)
        self.viewport().update()

    def _columns(self) -> tuple[Column[Fetched], ...]:
        def ink(row: Fetched) -> Tone | None:
            return Tone.WRONG if row.number in self.wrong or row.short() else None

        return (
            Column("运单号", lambda r: r.number, 7, ink=ink),
            Column("发货人 → 收货人", lambda r: r.names, 8, stretch=True),
            Column("品名", lambda r: r.goods, 6),
            Column(
                "应提",
                lambda r: tr("全部") if r.pieces is None else str(r.pieces),
                3,
                right=True,
                total=True,
            ),
            Column("实提", _picked, 3, right=True, total=True, ink=ink),
            Column(
                "分摊",
                lambda r: show_money(r.cost_fen) if r.cost_fen else "",
                4,
                right=True,
                total=True,
            ),
        )


def _picked(row: Fetched) -> str:
    return "" if row.picked is None else str(row.picked)


def _name_of(place: str) -> str:
    """The name of a place without its street, which begins behind a comma; a long one is cut."""
    name = _STREET.split(place, maxsplit=1)[0].strip() or place
    return name if len(name) <= PLACE_MOST else name[: PLACE_MOST - 1] + "…"


def order_words(card: PickupCard) -> str:
    """An order in the strip of open ones."""
    words = tr("{no}  {place}  {plate} {state} {t}票")
    return words.format(
        no=card.number,
        place=_name_of(card.place),
        plate=card.plate_no,
        state=card.state.label,
        t=len(card.lines),
    )
