"""The manifest a partner signs for (P-05)."""

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
    Text,
)
from desk.freight.price_checks.queries import price_checks_of
from desk.freight.transit.choices import TransitState
from desk.freight.transit.finding import manifest_by_number
from desk.freight.transit.model import TransitLine, TransitManifest
from desk.freight.transit.pricing import load_of
from desk.freight.transit.rules import PLANNED, net_fen, receipt_days
from desk.kernel.commands import form
from desk.kernel.quantities import show_money
from desk.kernel.settings import Settings
from desk.kernel.text import tr
from desk.kernel.words import amount_in_words
from desk.storage.work import Reader


@form("P-05", "KF-BD-05", "中转货物清单", needs="cost.read", of="中转单号")
def transit_sheet(read: Reader, *, number: str, print_no: int = 0) -> Paper:
    """What a partner takes over, what he earns and what he collects for us.

    Raises:
        Refused: E006.

    Source: spec P-05.
    """
    manifest = manifest_by_number(read, number)
    return Paper(
        size=A4L,
        form_code="KF-BD-05",
        title=tr("中转货物清单"),
        number=manifest.number,
        barcode=manifest.number,
        firm=read.settings.firm_name,
        footer=Footer(read.actor.name, read.now, print_no),
        watermark=_mark(manifest, price_waits=_price_waits(read, manifest)),
        copies=(tr("①合作商"), tr("②调度"), tr("③财务")),
        blocks=(
            _head(manifest),
            _goods(manifest),
            Text(_note(manifest, read.settings), 8),
            Signatures((tr("交货人"), tr("接货人(盖章)"), tr("调度"), tr("审核"), tr("日期"))),
        ),
    )


def _price_waits(read: Reader, manifest: TransitManifest) -> bool:
    checks = price_checks_of(read, doc_no=manifest.number)
    return manifest.state in PLANNED and not all(row.stands for row in checks)


def _mark(manifest: TransitManifest, *, price_waits: bool) -> str | None:
    """The partner signs the numbered list at the hand-over, so it is clean before that (spec 4.0)."""
    if manifest.state is TransitState.VOID:
        return tr("作废")
    return tr("待批准") if price_waits else None


def _head(m: TransitManifest) -> HeadGrid:
    away = m.handover_at is not None
    return HeadGrid(
        (
            Field(tr("合作商"), m.partner.name, bold=True),
            Field(tr("电话"), m.partner.dispatch_phone),
            Field(tr("中转地"), m.dest, bold=True),
            Field(tr("合作商单号"), m.partner_bill_no, blank=not m.partner_bill_no),
            Field(tr("交接时间"), m.handover_at, Kind.MOMENT, blank=not away),
            Field(tr("车牌"), m.plate_no, blank=not m.plate_no),
            Field(tr("交货人"), m.handed_by, blank=not m.handed_by),
            Field(tr("接货人"), m.received_by, blank=not m.received_by),
            *((Field(tr("备注"), m.remark, span=4),) if m.remark else ()),
        )
    )


def _columns() -> tuple[Column, ...]:
    return (
        Column("seq", tr("序"), Kind.COUNT, width_mm=7, align=Align.CENTRE),
        Column("number", tr("运单号"), width_mm=24, nowrap=True),
        Column("consignee", tr("收货人"), share=1.3),
        Column("phone", tr("电话"), width_mm=21, nowrap=True),
        Column("address", tr("详细地址"), share=2.4),
        Column("goods", tr("品名"), share=1),
        Column("pieces", tr("件数"), Kind.COUNT, width_mm=10, total=True, bold=True),
        Column("weight_g", tr("重量kg"), Kind.WEIGHT, width_mm=13, total=True),
        Column("volume_cm3", tr("体积m³"), Kind.VOLUME, width_mm=12, total=True),
        Column("chargeable_kg", tr("计费重量"), Kind.COUNT, width_mm=10, total=True),
        Column("mode", tr("交接方式"), width_mm=10),
        Column("unit", tr("单价"), width_mm=15),
        Column("transit_fee_fen", tr("中转费"), Kind.MONEY, width_mm=15, total=True),
        Column("door_fee_fen", tr("送货费"), Kind.MONEY, width_mm=14, total=True),
        Column("collect_fen", tr("代收到付"), Kind.MONEY, width_mm=16, total=True),
        Column("cod_fen", tr("代收货款"), Kind.MONEY, width_mm=16, total=True),
        Column("receipts", tr("回单份数"), Kind.COUNT, width_mm=9, total=True),
        Column("due_on", tr("应到日期"), Kind.DATE, width_mm=18),
        Column("note", tr("备注"), width_mm=12),
    )


def _goods(m: TransitManifest) -> Table:
    lines = sorted(m.lines, key=lambda n: (n.consignment.destination, n.consignment.label))
    net = net_fen(
        *(
            sum(getattr(line, name) for line in lines)
            for name in ("transit_fee_fen", "door_fee_fen", "collect_for_us_fen", "cod_for_us_fen")
        )
    )
    words = tr("应付净额(中转费+送货费−到付−代收):{a} 元").format(a=show_money(net))
    side = tr("我司付合作商") if net >= 0 else tr("合作商付我司")
    return Table(
        _columns(),
        tuple(_row(index, line) for index, line in enumerate(lines, 1)),
        counted=tr("票"),
        closing=(f"{words} {side} {amount_in_words(abs(net))}",),
        least_row_mm=8,
    )


def _row(index: int, line: TransitLine) -> tuple[Cell, ...]:
    c, goods = line.consignment, load_of(line.consignment, line.pieces)
    return (
        index,
        c.label,
        c.consignee_name,
        c.consignee_phone,
        c.consignee_address,
        c.goods_summary,
        line.pieces,
        goods.weight_g,
        goods.volume_cm3,
        line.chargeable_kg,
        tr("送货") if line.door else tr("自提"),
        line.unit,
        line.transit_fee_fen,
        line.door_fee_fen,
        line.collect_for_us_fen,
        line.cod_for_us_fen,
        c.receipt_copies if c.receipt_required else None,
        line.due_on,
        line.note or None,
    )


def _note(m: TransitManifest, settings: Settings) -> str:
    days = receipt_days(m.partner.scope, settings)
    return tr(
        "请当面点件、查验外包装后签字。回单须在签收后 {n} 日内返回;代收货款和到付运费须在签收后 {k} 个工作日内汇回。"
    ).format(n=days, k=settings.cod_remit_days)
