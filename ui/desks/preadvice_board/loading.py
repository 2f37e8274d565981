"""What stands on the truck at the board: tickets in order of loading, pieces changed, not saved yet."""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from desk.freight.delivery.rules import part_of
from desk.freight.outbound.choices import TruckShare
from desk.freight.outbound.drafts import LoadDraft
from desk.freight.outbound.queries import PreadviceLineRow
from desk.freight.outbound.rules import Load, share_truck_cost
from desk.freight.outbound.waiting import WaitingRow
from ui.desks.loaded import Loaded


@dataclass(frozen=True)
class TruckLoad:
    """One ticket on the truck.

    Attributes:
        pieces: how many go along; `most` could.
        most_g, most_cm3, most_kg, most_fen: weight, volume, chargeable weight and freight of `most`.
        collect_fen, cod_fen: what the station collects for it, however many pieces go along.
    """

    number: str
    consignee_name: str
    destination: str
    goods_summary: str
    pieces: int
    most: int
    most_g: int
    most_cm3: int
    most_kg: int
    most_fen: int
    collect_fen: int
    cod_fen: int
    urgent: bool

    @property
    def weight_g(self) -> int:
        return part_of(self.most_g, self.pieces, self.most)

    @property
    def volume_cm3(self) -> int:
        return part_of(self.most_cm3, self.pieces, self.most)

    @property
    def freight_fen(self) -> int:
        return part_of(self.most_fen, self.pieces, self.most)

    @property
    def load(self) -> Load:
        kg = part_of(self.most_kg, self.pieces, self.most)
        return Load(self.pieces, self.weight_g, self.volume_cm3, kg, self.freight_fen)

    def draft(self) -> LoadDraft:
        return LoadDraft(waybill=self.number, pieces=self.pieces)

    def with_pieces(self, pieces: int) -> "TruckLoad":
        return replace(self, pieces=pieces)


def from_waiting(row: WaitingRow) -> TruckLoad:
    """All free pieces of a ticket."""
    return TruckLoad(
        row.number,
        row.consignee_name,
        row.destination,
        row.goods_summary,
        row.free,
        row.free,
        row.weight_g,
        row.volume_cm3,
        row.chargeable_kg,
        row.freight_fen,
        row.collect_fen,
        row.cod_fen,
        row.urgent,
    )


def from_truck(row: PreadviceLineRow, free: int) -> TruckLoad:
    """A ticket of a saved truck; `free` more pieces could go along."""
    most = row.pieces + free
    return TruckLoad(
        row.number,
        row.consignee_name,
        row.destination,
        row.goods_summary,
        row.pieces,
        most,
        part_of(row.weight_g, most, row.pieces),
        part_of(row.volume_cm3, most, row.pieces),
        part_of(row.chargeable_kg, most, row.pieces),
        part_of(row.freight_fen, most, row.pieces),
        row.collect_fen,
        row.cod_fen,
        row.urgent,
    )


class Loading(Loaded[TruckLoad, LoadDraft]):
    """The tickets in the order of loading."""

    def know(self, loads: Iterable[TruckLoad]) -> None:
        """How many pieces of these could go along is known anew; what is typed stays."""
        known = {load.number: load for load in loads}
        self.stops = [known.get(n.number, n).with_pieces(n.pieces) for n in self.stops]

    @property
    def collect_fen(self) -> int:
        return sum(load.collect_fen for load in self.stops)

    @property
    def cod_fen(self) -> int:
        return sum(load.cod_fen for load in self.stops)

    @property
    def freight_fen(self) -> int:
        return sum(load.freight_fen for load in self.stops)

    def shares(self, cost_fen: int, basis: TruckShare) -> dict[str, int]:
        """The truck's price by ticket."""
        loads = [load.load for load in self.stops]
        shares = share_truck_cost(cost_fen, basis, loads)
        return {load.number: fen for load, fen in zip(self.stops, shares, strict=True)}
