"""The return note (P-34)."""

from desk.documents.papers import (
    C241,
    Block,
    Box,
    Boxes,
    Field,
    Footer,
    HeadGrid,
    Kind,
    Paper,
    Signatures,
    Text,
)
from desk.freight.consignments.model import Consignment
from desk.freight.delivery.receipt_papers import goods_table, short
from desk.freight.returns.choices import ReturnState
from desk.freight.returns.finding import order_by_number
from desk.freight.returns.model import ReturnOrder
from desk.kernel.commands import form
from desk.kernel.text import tr
from desk.kernel.words import amount_in_words
from desk.storage.work import Reader


@form("P-34", "KF-BD-34", "返货单", needs="return.read", of="返货单号或原运单号")
def return_note(read: Reader, *, number: str, print_no: int = 0) -> Paper:
    """What goes back and why, what it costs the shipper, and his word for it.

    Raises:
        Refused: E006.

    Source: spec P-34.
    """
    order = order_by_number(read, number)
    back = order.back
    marks = {ReturnState.VOID: tr("作废"), ReturnState.OPEN: tr("草稿")}
    return Paper(
        size=C241,
        form_code="KF-BD-34",
        title=tr("返货单"),
        number=back.label if back else None,
        barcode=back.label if back else None,
        firm=read.settings.firm_name,
        footer=Footer(read.actor.name, read.now, print_no),
        watermark=marks.get(order.state),
        copies=(tr("①存根(白)"), tr("②发货人(红)"), tr("③随货(黄)")),
        blocks=_blocks(order),
    )


def _blocks(order: ReturnOrder) -> tuple[Block, ...]:
    c = order.original
    told = f"{order.contact.who} {order.contact.channel.label}"
    return (
        HeadGrid(
            (
                Field(tr("原运单"), c.label, bold=True),
                Field(tr("返货件数"), order.pieces, Kind.COUNT, bold=True),
                Field(tr("指示时间"), order.ordered_at, Kind.MOMENT),
                Field(tr("指示人"), short(told, 26)),
                Field(tr("返货原因"), short(order.reason), span=4),
            )
        ),
        Boxes((_party(tr("退货方"), c, "consignee"), _party(tr("发货人"), c, "shipper"))),
        goods_table(order.back or c, order.pieces, 2),
        _charges(order),
        Text(tr("以上货物按发货人书面通知退回,费用由发货人承担;收货时请当面点件。"), 8, fixed=True),
        Signatures((tr("发货人确认"), tr("确认日期"), tr("经办"), tr("承运人")), columns=4),
    )


def _party(title: str, c: Consignment, side: str) -> Box:
    name, phone = getattr(c, f"{side}_name"), getattr(c, f"{side}_phone")
    return Box(title, (Field(tr("名称"), short(name)), Field(tr("电话"), phone)))


def _charges(order: ReturnOrder) -> HeadGrid:
    words = amount_in_words(order.due_fen)
    return HeadGrid(
        (
            Field(tr("原到付转发货人"), order.collect_fen, Kind.MONEY),
            Field(tr("返程中转"), order.partner_cost_fen, Kind.MONEY),
            Field(tr("返程干线"), order.freight_fen, Kind.MONEY),
            Field(tr("应付合计"), order.due_fen, Kind.MONEY, bold=True, show_zero=True),
            Field(tr("大写"), words, span=4, bold=True),
        ),
        columns=4,
        ruled=True,
    )
