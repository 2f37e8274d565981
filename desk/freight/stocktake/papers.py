"""The sheet to count by, and the result (P-44)."""

from desk.documents.papers import (
    A4L,
    Column,
    Field,
    Footer,
    HeadGrid,
    Kind,
    Paper,
    Signatures,
    Table,
)
from desk.freight.stocktake.choices import StocktakeState
from desk.freight.stocktake.queries import stocktake_card
from desk.kernel.commands import form
from desk.kernel.text import tr
from desk.storage.work import Reader


@form("P-44", "KF-BD-44", "盘点表", needs="stock.read", of="盘点单号")
def stocktake_sheet(read: Reader, *, number: str, print_no: int = 0) -> Paper:
    """Goods by bin with book, counted and difference; uncounted lines are left to be written in.

    Raises:
        Refused: E006.

    Source: spec P-44.
    """
    card = stocktake_card(read, number=number)
    uncounted = any(row.counted is None for row in card.lines)
    rows = tuple(
        (
            row.bin_code,
            row.number,
            row.consignee_name,
            row.goods_summary,
            row.book,
            row.counted,
            None if row.counted is None else row.difference,
            row.note,
        )
        for row in card.lines
    )
    return Paper(
        size=A4L,
        form_code="KF-BD-44",
        title=tr("盘点表"),
        number=card.number,
        barcode=card.number,
        firm=read.settings.firm_name,
        footer=Footer(read.actor.name, read.now, print_no),
        watermark=tr("作废") if card.state is StocktakeState.VOID else None,
        blocks=(
            HeadGrid(
                (
                    Field(tr("盘点日期"), card.counted_on, Kind.DATE, bold=True),
                    Field(tr("区域"), card.bin_prefix or tr("全部库位"), bold=True),
                    Field(tr("状态"), card.state.label),
                    Field(tr("批准"), card.decided_by, blank=not card.decided_by),
                )
            ),
            Table(_columns(counted=not uncounted), rows, counted=tr("票"), least_row_mm=7),
            Signatures((tr("盘点人"), tr("监盘人"), tr("仓管员"), tr("经理"), tr("日期"))),
        ),
    )


def _columns(*, counted: bool) -> tuple[Column, ...]:
    return (
        Column("bin_code", tr("库位"), width_mm=22),
        Column("number", tr("运单"), width_mm=28, nowrap=True),
        Column("consignee", tr("收货人"), share=1.2),
        Column("goods", tr("品名"), share=1),
        Column("book", tr("账面件"), Kind.COUNT, width_mm=18, total=True),
        Column("counted", tr("实盘件"), Kind.COUNT, width_mm=18, total=counted),
        Column("difference", tr("差异"), Kind.COUNT, width_mm=16, total=counted, bold=True),
        Column("note", tr("说明"), share=2),
    )
