"""The stops of the run in the order of delivery."""

from desk.kernel.quantities import show_money, show_weight
from desk.kernel.text import tr
from ui.desks.ordered_table import OrderedTable
from ui.desks.row_table import Column
from ui.desks.run_board.loading import BoardStop, local_address
from ui.theme import Tone


class StopsTable(OrderedTable[BoardStop]):
    """See the module."""

    pieces_at = 3

    def __init__(self, hub_city: str) -> None:
        self._hub_city = hub_city
        self.pieces_name = tr("派送件数")
        super().__init__(tr("派送顺序"), self._columns())

    def _columns(self) -> tuple[Column[BoardStop], ...]:
        def wrong(stop: BoardStop) -> Tone | None:
            return Tone.WRONG if stop.number in self.wrong else None

        return (
            Column("序", lambda s: str(self.rows.index(s) + 1), 1, right=True, ink=wrong),
            Column(
                "收货人 / 地址",
                lambda s: s.consignee_name,
                8,
                stretch=True,
                ink=wrong,
                below=lambda s: local_address(s.address, self._hub_city),
            ),
            Column("运单号", lambda s: s.number, 7, ink=wrong, below=lambda s: s.goods_summary),
            Column(
                "件 / kg",
                _pieces,
                4,
                right=True,
                ink=wrong,
                below=lambda s: show_weight(s.weight_g),
            ),
            Column("应收 / 代收", _due, 6, right=True, below=_of_cod),
            Column("提示", _marks, 4, chip=_mark_tone),
        )


def _due(stop: BoardStop) -> str:
    return show_money(stop.freight_fen + stop.cod_fen, "")


def _of_cod(stop: BoardStop) -> str:
    return show_money(stop.cod_fen, "")


def _pieces(stop: BoardStop) -> str:
    return str(stop.pieces) if stop.pieces == stop.most else f"{stop.pieces}/{stop.most}"


def _marks(stop: BoardStop) -> str:
    if stop.held:
        return tr("等通知")
    if stop.urgent:
        return tr("加急")
    return tr("回单{n}").format(n=stop.receipts) if stop.receipts else ""


def _mark_tone(stop: BoardStop) -> Tone:
    if stop.held:
        return Tone.WRONG
    return Tone.WAITING if stop.urgent else Tone.NEUTRAL
