"""The paper a driver takes along to fetch goods (P-35)."""

from desk.documents.papers import (
    A4_HALF,
    C241,
    C241_THIRD,
    Align,
    Cell,
    Column,
    Field,
    Footer,
    HeadGrid,
    Kind,
    Paper,
    Signatures,
    Table,
)
from desk.freight.pickup.checks import order_by_number
from desk.freight.pickup.choices import PickupState
from desk.freight.pickup.model import PickupLine, PickupOrder
from desk.freight.pickup.rules import part_of
from desk.kernel.commands import form
from desk.kernel.errors import refuse
from desk.kernel.text import tr
from desk.storage.work import Reader

_SIZES = {"C241": C241, "C241/3": C241_THIRD, "A4": A4_HALF}


@form(
    "P-35",
    "KF-BD-35",
    "派车单/提货单",
    needs="pickup_order.read",
    of="提货单号",
    papers=tuple(_SIZES),
)
def pickup_sheet(read: Reader, *, number: str, print_no: int = 0, paper: str = "C241") -> Paper:
    """Where the driver goes and what he fetches; he writes down what he really got.

    Args:
        read: reading view.
        number: order number.
        print_no: which print-out this is; 0 is a look only.
        paper: 「C241」, 「C241/3」 (a third of the long sheet) or 「A4」 (half a sheet).

    Raises:
        Refused: E006, E011 for another paper.

    Source: spec P-35.
    """
    if paper not in _SIZES:
        choices = "、".join(_SIZES)
        raise refuse("E011", "paper", label=tr("纸张"), v=paper, choices=choices)
    order = order_by_number(read, number)
    return Paper(
        size=_SIZES[paper],
        form_code="KF-BD-35",
        title=tr("派车单 / 提货单"),
        number=order.number,
        barcode=order.number,
        firm=read.settings.firm_name,
        footer=Footer(read.actor.name, read.now, print_no),
        watermark=tr("作废") if order.state is PickupState.VOID else None,
        copies=(tr("①存根"), tr("②司机"), tr("③货场或客户")),
        blocks=(
            _head(order),
            Table(_columns(), tuple(map(_row, order.lines)), counted=tr("票")),
            Signatures(
                (tr("交货人"), tr("司机"), tr("仓管收货"), tr("调度"), tr("日期")), columns=5
            ),
        ),
    )


def _head(order: PickupOrder) -> HeadGrid:
    vehicle, driver = order.vehicle, order.driver
    said = f"{driver.name} {driver.mobile}" if driver else ""
    return HeadGrid(
        (
            Field(tr("类别"), order.kind.label, bold=True),
            Field(tr("地点"), order.place, bold=True, span=2),
            Field(tr("联系人"), order.contact),
            Field(tr("电话"), order.phone),
            Field(tr("提货费"), order.fee_fen, Kind.MONEY),
            Field(
                tr("车牌"), vehicle.plate_no if vehicle else "", blank=vehicle is None, bold=True
            ),
            Field(tr("司机"), said, blank=driver is None, span=2),
            Field(tr("计划出车"), order.planned_out_at, Kind.MOMENT),
            Field(tr("计划回车"), order.planned_back_at, Kind.MOMENT),
            Field(tr("备注"), order.remark),
        ),
        columns=3,
    )


def _columns() -> tuple[Column, ...]:
    return (
        Column("number", tr("运单号"), width_mm=25, nowrap=True),
        Column("shipper", tr("发货人"), share=1.2),
        Column("consignee", tr("收货人"), share=1.2),
        Column("goods", tr("品名"), share=1),
        Column("packing", tr("包装"), width_mm=14),
        Column("pieces", tr("应提件数"), Kind.COUNT, width_mm=15, total=True, bold=True),
        Column("picked", tr("实提件数"), Kind.COUNT, width_mm=15, align=Align.CENTRE),
        Column("weight_g", tr("重量kg"), Kind.WEIGHT, width_mm=17, total=True),
        Column("volume_cm3", tr("体积m³"), Kind.VOLUME, width_mm=16, total=True),
    )


def _row(line: PickupLine) -> tuple[Cell, ...]:
    c = line.consignment
    return (
        c.label,
        c.shipper_name,
        c.consignee_name,
        c.goods_summary,
        c.packing_summary,
        line.pieces,
        line.pieces_picked,
        part_of(c.weight_g, line.pieces, c.declared),
        part_of(c.volume_cm3, line.pieces, c.declared),
    )
