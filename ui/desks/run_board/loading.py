"""What stands on the run at the board: stops in order, pieces changed, nothing saved yet."""

from dataclasses import dataclass, replace

from desk.freight.delivery.drafts import StopDraft
from desk.freight.delivery.queries import StopRow
from desk.freight.delivery.rules import part_of
from desk.freight.delivery.stock import StockRow
from ui.desks.loaded import Loaded


@dataclass(frozen=True)
class BoardStop:
    """One stop.

    Attributes:
        pieces: how many go along; `most` could.
        most_g, most_cm3: weight in grams and volume in cm³ of all that could.
    """

    number: str
    consignee_name: str
    address: str
    goods_summary: str
    pieces: int
    most: int
    most_g: int
    most_cm3: int
    freight_fen: int
    cod_fen: int
    receipts: int
    urgent: bool
    held: bool

    @property
    def weight_g(self) -> int:
        return part_of(self.most_g, self.pieces, self.most)

    @property
    def volume_cm3(self) -> int:
        return part_of(self.most_cm3, self.pieces, self.most)

    def draft(self) -> StopDraft:
        return StopDraft(waybill=self.number, pieces=self.pieces)

    def with_pieces(self, pieces: int) -> "BoardStop":
        return replace(self, pieces=pieces)


def from_stock(row: StockRow) -> BoardStop:
    """A stop with all free pieces of a ticket."""
    return BoardStop(
        row.number,
        row.consignee_name,
        row.address,
        row.goods_summary,
        row.free,
        row.free,
        row.weight_g,
        row.volume_cm3,
        row.freight_due_fen,
        row.cod_due_fen,
        0,
        row.urgent,
        row.held,
    )


def from_run(row: StopRow, free: int) -> BoardStop:
    """A stop of a saved run; `free` more pieces could go along."""
    most = row.pieces + free
    return BoardStop(
        row.number,
        row.consignee_name,
        row.address,
        row.goods_summary,
        row.pieces,
        most,
        part_of(row.weight_g, most, row.pieces),
        part_of(row.volume_cm3, most, row.pieces),
        row.freight_due_fen,
        row.cod_due_fen,
        row.receipts_out,
        row.urgent,
        row.held,
    )


def local_address(address: str, hub_city: str) -> str:
    """An address without the city every stop of a run lies in."""
    for prefix in (f"{hub_city}市", hub_city):
        if address.startswith(prefix) and len(address) > len(prefix):
            return address.removeprefix(prefix)
    return address


class Loading(Loaded[BoardStop, StopDraft]):
    """The stops in the order of delivery."""

    @property
    def freight_fen(self) -> int:
        return sum(stop.freight_fen for stop in self.stops)

    @property
    def cod_fen(self) -> int:
        return sum(stop.cod_fen for stop in self.stops)
