"""The tickets on the truck in the order of loading, each with its share of the truck's price."""

from collections.abc import Mapping, Sequence

from desk.kernel.quantities import show_money, show_volume, show_weight
from desk.kernel.text import tr
from ui.desks.ordered_table import OrderedTable
from ui.desks.preadvice_board.loading import TruckLoad
from ui.desks.row_table import Column
from ui.theme import Tone


class LoadsTable(OrderedTable[TruckLoad]):
    """See the module; shares are shown to those who may see costs."""

    pieces_at = 3

    def __init__(self, costs: bool) -> None:
        self.shares: Mapping[str, int] = {}
        self.pieces_name = tr("发运件数")
        super().__init__(tr("装车明细"), self._columns(costs))

    def show_truck(
        self, loads: Sequence[TruckLoad], wrong: Mapping[str, str], shares: Mapping[str, int]
    ) -> None:
        """Show the tickets and what each bears of the truck's price."""
        self.shares = shares
        self.show_loads(loads, wrong)

    def _share(self, load: TruckLoad) -> str:
        return show_money(self.shares.get(load.number, 0), "")

    def _columns(self, costs: bool) -> tuple[Column[TruckLoad], ...]:
        def wrong(load: TruckLoad) -> Tone | None:
            return Tone.WRONG if load.number in self.wrong else None

        bears = Column("分摊 / 运费", self._share, 5, right=True, below=_freight)
        brings = Column("运费", _freight, 5, right=True, total=True)
        return (
            Column("序", lambda n: str(self.rows.index(n) + 1), 1, right=True, ink=wrong),
            Column(
                "收货人",
                lambda n: n.consignee_name,
                6,
                stretch=True,
                ink=wrong,
                below=lambda n: n.destination,
            ),
            Column("运单号", lambda n: n.number, 7, ink=wrong, below=lambda n: n.goods_summary),
            Column("件", _pieces, 4, right=True, total=True, ink=wrong, below=_part),
            Column(
                "kg / m³",
                lambda n: show_weight(n.weight_g),
                4,
                right=True,
                below=lambda n: show_volume(n.volume_cm3),
            ),
            Column("到付 / 代收", _collect, 5, right=True, below=_cod),
            bears if costs else brings,
            Column("提示", lambda n: tr("加急") if n.urgent else "", 3, chip=_urgent),
        )


def _pieces(load: TruckLoad) -> str:
    return str(load.pieces) if load.pieces == load.most else f"{load.pieces}/{load.most}"


def _part(load: TruckLoad) -> str:
    return "" if load.pieces == load.most else tr("分批")


def _collect(load: TruckLoad) -> str:
    return show_money(load.collect_fen, "")


def _cod(load: TruckLoad) -> str:
    return show_money(load.cod_fen, "")


def _freight(load: TruckLoad) -> str:
    return show_money(load.freight_fen)


def _urgent(load: TruckLoad) -> Tone:
    return Tone.WAITING
