"""P-01 进港货物清单."""

from desk.documents.papers import (
    A4L,
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
from desk.freight.inbound.choices import ManifestState
from desk.freight.inbound.model import DRAFT_MARK
from desk.freight.inbound.queries import ManifestCard, ManifestLineRow, manifest_card
from desk.kernel.commands import form
from desk.kernel.identity import mask_phone
from desk.kernel.moments import show_moment
from desk.kernel.text import tr
from desk.storage.work import Reader

REGISTER_CODE = "KF-BD-01"


@form("P-01", REGISTER_CODE, "进港货物清单", needs="inbound_manifest.read", of="清单号")
def inbound_list(read: Reader, *, number: str, print_no: int = 0) -> Paper:
    """The list of everything on one truck, for the dispatcher and the warehouse.

    Before the count the columns 实收件数 and 货物状况 are left empty, to be filled in by hand.

    Raises:
        Refused: E006.

    Source: spec 4.1 P-01.
    """
    card = manifest_card(read, number=number)
    draft = card.number.startswith(DRAFT_MARK)
    return Paper(
        size=A4L,
        form_code=REGISTER_CODE,
        title=tr("进港货物清单"),
        number=None if draft else card.number,
        barcode=None if draft else card.number,
        firm=read.settings.firm_name,
        footer=Footer(read.actor.name, read.now, print_no),
        watermark=tr("作废") if card.state is ManifestState.VOID else tr("草稿") if draft else None,
        copies=(tr("调度"), tr("仓库")),
        blocks=(
            _head(card),
            Table(
                _columns(counted=card.sums.counted > 0),
                tuple(_row(place, line) for place, line in enumerate(card.lines, 1)),
                counted=tr("票"),
                closing=(_differences(card),),
            ),
            Signatures(
                tuple(map(tr, ("送货司机", "卸货班组", "仓管员", "进港调度", "日期"))), columns=5
            ),
        ),
    )


def _head(card: ManifestCard) -> HeadGrid:
    ends = [show_moment(t) for t in (card.unload_start_at, card.unload_end_at) if t]
    unloading = "–".join(end if i == 0 else end[-5:] for i, end in enumerate(ends))
    driver = " ".join(part for part in (card.driver, mask_phone(card.driver_phone)) if part)
    return HeadGrid(
        (
            Field(tr("清单号"), card.number, bold=True),
            Field(tr("始发站"), card.origin_station),
            Field(tr("承运单位"), card.line_operator),
            Field(tr("车牌"), card.plate),
            Field(tr("司机/电话"), driver),
            Field(tr("发车时间"), card.depart_at, Kind.MOMENT),
            Field(tr("预到"), card.eta_at, Kind.MOMENT),
            Field(tr("实到"), card.arrived_at, Kind.MOMENT, blank=card.arrived_at is None),
            Field(tr("卸车起止"), unloading, blank=not unloading, span=2),
            Field(tr("铅封号"), card.seal_no),
            Field(tr("入库单号"), card.slip_no, blank=not card.slip_no),
        ),
        columns=4,
    )


def _columns(*, counted: bool) -> tuple[Column, ...]:
    return (
        Column("seq", tr("序"), Kind.COUNT, width_mm=7, align=Align.CENTRE),
        Column("number", tr("运单号"), width_mm=24, nowrap=True),
        Column("shipper", tr("发货人"), share=1.2),
        Column("consignee", tr("收货人"), share=1.2),
        Column("phone", tr("电话"), width_mm=21, nowrap=True),
        Column("destination", tr("目的地"), share=0.9),
        Column("goods", tr("品名"), share=0.9),
        Column("packing", tr("包装"), width_mm=10),
        Column("declared", tr("开单件数"), Kind.COUNT, width_mm=8, total=True),
        Column("received", tr("实收件数"), Kind.COUNT, width_mm=8, total=counted, bold=True),
        Column("weight_g", tr("重量kg"), Kind.WEIGHT, width_mm=14, total=True),
        Column("volume_cm3", tr("体积m³"), Kind.VOLUME, width_mm=13, total=True),
        Column("mode", tr("交接方式"), width_mm=8),
        Column("terms", tr("付款方式"), width_mm=8),
        Column("collect_fen", tr("到付运费"), Kind.MONEY, width_mm=17, total=True),
        Column("cod_fen", tr("代收货款"), Kind.MONEY, width_mm=17, total=True, show_zero=True),
        Column("copies", tr("回单份数"), Kind.COUNT, width_mm=8),
        Column("declared_value_fen", tr("声明价值"), Kind.MONEY, width_mm=17),
        Column("condition", tr("货物状况"), width_mm=13),
        Column("remark", tr("备注"), share=1.0),
    )


def _row(place: int, line: ManifestLineRow) -> tuple[Cell, ...]:
    counted = line.pieces_received is not None
    broken = str(line.damaged_pieces) if line.damaged_pieces else ""
    remarks = (tr("加急") if line.urgent else "", line.note, line.remark)
    return (
        place,
        line.number,
        line.shipper_name,
        line.consignee_name,
        mask_phone(line.consignee_phone),
        line.destination,
        line.goods_summary,
        line.packing_summary,
        line.pieces_declared,
        line.pieces_received,
        line.weight_g,
        line.volume_cm3,
        line.delivery_mode.label,
        line.pay_terms.label,
        line.collect_fen,
        line.cod_amount_fen,
        line.receipt_copies,
        line.declared_value_fen,
        line.condition.label + broken if counted else None,
        " ".join(part for part in remarks if part) or None,
    )


def _differences(card: ManifestCard) -> str:
    if not card.sums.counted:
        return tr("差异票数:____")
    short = sum(1 for line in card.lines if line.short)
    broken = sum(1 for line in card.lines if line.damaged_pieces)
    return tr("差异票数:{n}(件数不符 {s},破损受潮 {b})").format(
        n=card.sums.different, s=short, b=broken
    )
