"""The goods and the movements of a consignment, as tables."""

from desk.freight.consignments.choices import MoveKind
from desk.freight.consignments.queries import CargoRow, MoveRow
from desk.kernel.moments import show_moment
from desk.kernel.quantities import show_volume, show_weight
from desk.kernel.text import tr
from ui.desks.row_table import Column, RowTable
from ui.theme import Tone

_TONES = {MoveKind.IN: Tone.DONE, MoveKind.OUT: Tone.ACTIVE}


def goods_table() -> RowTable[CargoRow]:
    """The lines of goods."""
    columns: tuple[Column[CargoRow], ...] = (
        Column(tr("品名"), lambda r: r.goods_name, stretch=True),
        Column(tr("件数"), lambda r: str(r.pieces), 3, right=True, total=True),
        Column(tr("包装"), lambda r: r.packing.label, 4),
        Column(tr("重量 kg"), lambda r: show_weight(r.weight_g), 5, right=True, total=True),
        Column(tr("体积 m³"), lambda r: show_volume(r.volume_cm3), 5, right=True, total=True),
        Column(tr("类别"), lambda r: r.category.label, 4),
        Column(tr("唛头"), lambda r: r.mark, 5),
    )
    return RowTable(tr("货物"), columns, lambda row: str(row.line_no))


def moves_table() -> RowTable[MoveRow]:
    """The movements, oldest first, as the register has them."""
    columns: tuple[Column[MoveRow], ...] = (
        Column(tr("时间"), lambda r: show_moment(r.at)[5:], 7),
        Column(tr("事由"), _reason, 5, chip=lambda r: _TONES.get(r.kind, Tone.NEUTRAL)),
        Column(tr("件数"), lambda r: str(r.pieces), 3, right=True, total=True),
        Column(tr("结存"), lambda r: str(r.balance_after), 3, right=True),
        Column(tr("凭证"), lambda r: r.slip_no or r.doc_no, stretch=True),
    )
    return RowTable(
        tr("出入库"), columns, lambda row: f"{row.at.isoformat()} {row.doc_no} {row.reason}"
    )


def _reason(row: MoveRow) -> str:
    return row.reason.label
