"""The pre-advice on paper (P-04): for the receiver and the driver, and the office's own copy."""

from desk.documents.papers import (
    A4L,
    Align,
    Block,
    Cell,
    Column,
    Field,
    Footer,
    HeadGrid,
    Kind,
    Paper,
    Signatures,
    Spacer,
    Table,
)
from desk.freight.consignments.choices import Category
from desk.freight.consignments.model import Consignment
from desk.freight.consignments.rules import collect_due_fen
from desk.freight.delivery.loading import is_held
from desk.freight.delivery.queries import wishes_of
from desk.freight.outbound.choices import LineOrder, PreadviceState
from desk.freight.outbound.collecting import on_earlier_trucks
from desk.freight.outbound.finding import preadvice_by_number
from desk.freight.outbound.model import OutboundPreadvice, PreadviceLine
from desk.freight.outbound.queries import PreadviceCard, card_of
from desk.freight.outbound.rules import load_of, show_permille
from desk.kernel.commands import form
from desk.kernel.identity import mask_phone
from desk.kernel.quantities import show_money, show_percent
from desk.kernel.text import tr
from desk.storage.work import Reader

_TENDER = frozenset({Category.FRAGILE, Category.VALUABLE, Category.LIQUID, Category.FRESH})


@form("P-04", "KF-BD-04", "出港预报清单", needs="outbound_preadvice.read", of="出港预报号")
def preadvice_list(read: Reader, *, number: str, print_no: int = 0) -> Paper:
    """The list of a truck as it goes to its station and rides with the driver; without the price.

    Raises:
        Refused: E006.

    Source: spec P-04, 4.0 (phones are masked on what goes to partners).
    """
    preadvice = preadvice_by_number(read, number)
    copies = (tr("①到达站"), tr("②随车"))
    return _paper(read, preadvice, print_no, copies, ())


@form("P-04b", "KF-BD-04", "出港预报清单(内部联)", needs="cost.read", of="出港预报号")
def preadvice_list_internal(read: Reader, *, number: str, print_no: int = 0) -> Paper:
    """The office's own copy: the same list with the truck's price, its shares and the margin.

    Raises:
        Refused: E006.

    Source: spec P-04.
    """
    preadvice = preadvice_by_number(read, number)
    card = card_of(read, preadvice)
    price = HeadGrid(
        (
            Field(tr("车价"), card.truck_cost_fen, Kind.MONEY, bold=True),
            Field(tr("分摊"), card.share_basis.label),
            Field(tr("运费合计"), card.freight_fen, Kind.MONEY),
            Field(
                tr("预计毛利"),
                f"{show_money(card.margin_fen or 0)}({show_percent(card.margin_bp)})",
            ),
            Field(tr("报价人"), card.quoted_by, blank=not card.quoted_by),
        ),
        columns=5,
        ruled=True,
        title=tr("车价(内部)"),
    )
    return _paper(read, preadvice, print_no, (tr("内部存根"),), (price,))


def _paper(
    read: Reader,
    p: OutboundPreadvice,
    print_no: int,
    copies: tuple[str, ...],
    price: tuple[Block, ...],
) -> Paper:
    card = card_of(read, p)
    marks = {PreadviceState.VOID: tr("作废"), PreadviceState.DRAFT: tr("草稿")}
    again = on_earlier_trucks(read, (line.consignment_id for line in p.lines), p)
    shares = {n.number: n.cost_fen for n in card.lines} if price else {}
    rows = tuple(
        (
            *_row(place, line, collects=line.consignment_id not in again),
            *([shares[line.consignment.label]] if price else []),
        )
        for place, line in enumerate(_in_order(p), 1)
    )
    return Paper(
        size=A4L,
        form_code="KF-BD-04",
        title=tr("出港预报清单"),
        number=p.number,
        barcode=p.number,
        firm=read.settings.firm_name,
        footer=Footer(read.actor.name, read.now, print_no),
        watermark=marks.get(p.state),
        copies=copies,
        blocks=(
            _head(p),
            Table(_columns(priced=bool(price)), rows, counted=tr("票"), closing=(_loading(card),)),
            *((Spacer(2), *price) if price else ()),
            Signatures(tuple(map(tr, ("配载", "装车", "出港调度", "司机"))), columns=4),
            Spacer(2),
            _receipt(p),
        ),
    )


def _in_order(p: OutboundPreadvice) -> list[PreadviceLine]:
    if p.line_order is LineOrder.LOADING:
        return list(p.lines)
    return sorted(p.lines, key=lambda n: (n.consignment.destination_code, n.consignment.label))


def _head(p: OutboundPreadvice) -> HeadGrid:
    contact = " ".join(part for part in (p.receiver_contact, p.receiver_phone) if part)
    length = f"{p.vehicle.length_cm / 100:.1f}{tr('米')}" if p.vehicle.length_cm else ""
    left = p.depart_at or p.depart_plan_at
    return HeadGrid(
        (
            Field(tr("到达站"), p.dest_station, bold=True),
            Field(tr("收货方"), p.receiver_name, bold=True),
            Field(tr("联系人电话"), contact, blank=not contact, span=2),
            Field(tr("车牌"), p.vehicle.plate_no, bold=True),
            Field(tr("车型/长"), f"{p.vehicle.body_type.label} {length}".strip()),
            Field(tr("司机电话"), f"{p.driver.name} {p.driver.mobile}", span=2),
            Field(tr("发车时间") if p.depart_at else tr("计划发车"), left, Kind.MOMENT),
            Field(tr("预计到达"), p.eta_at, Kind.MOMENT),
            Field(tr("运行路线"), p.route, blank=not p.route, span=2),
        ),
        columns=4,
    )


def _columns(*, priced: bool) -> tuple[Column, ...]:
    share = Column("share_fen", tr("车价分摊"), Kind.MONEY, width_mm=17, total=True)
    return (
        Column("seq", tr("序"), Kind.COUNT, width_mm=7, align=Align.CENTRE),
        Column("number", tr("运单号"), width_mm=24, nowrap=True),
        Column("shipper", tr("发货人"), share=1.2),
        Column("consignee", tr("收货人"), share=1.2),
        Column("phone", tr("收货人电话"), width_mm=22, nowrap=True),
        Column("destination", tr("目的地"), share=0.9),
        Column("goods", tr("品名"), share=0.9),
        Column("packing", tr("包装"), width_mm=11),
        Column("pieces", tr("件数"), Kind.COUNT, width_mm=10, total=True, bold=True),
        Column("weight_g", tr("重量kg"), Kind.WEIGHT, width_mm=15, total=True),
        Column("volume_cm3", tr("体积m³"), Kind.VOLUME, width_mm=14, total=True),
        Column("mode", tr("交接方式"), width_mm=9),
        Column("terms", tr("付款方式"), width_mm=9),
        Column("collect_fen", tr("到付"), Kind.MONEY, width_mm=17, total=True),
        Column("cod_fen", tr("代收货款"), Kind.MONEY, width_mm=17, total=True, show_zero=True),
        Column("copies", tr("回单份数"), Kind.COUNT, width_mm=9, total=True),
        Column("care", tr("卸货注意"), share=1.6),
        *([share] if priced else []),
    )


def _row(place: int, line: PreadviceLine, *, collects: bool) -> tuple[Cell, ...]:
    c, load = line.consignment, load_of(line.consignment, line.pieces)
    copies = c.receipt_copies if c.receipt_required else 0
    return (
        place,
        c.label,
        c.shipper_name,
        c.consignee_name,
        mask_phone(c.consignee_phone),
        c.destination,
        c.goods_summary,
        c.packing_summary,
        line.pieces,
        load.weight_g,
        load.volume_cm3,
        c.delivery_mode.label,
        c.pay_terms.label,
        collect_due_fen(c) if collects else 0,
        c.cod_amount_fen if collects else 0,
        copies if collects and copies else None,
        _care(c, line.pieces),
    )


def _care(c: Consignment, pieces: int) -> str | None:
    """What the station must mind when it unloads."""
    words = (
        [tr("分批 {n}/{all} 件").format(n=pieces, all=c.declared)] if pieces < c.declared else []
    )
    tender = dict.fromkeys(n.category.label for n in c.lines if n.category in _TENDER)
    held = [tr("等通知放货")] if is_held(c) else []
    return " ".join([*held, *tender, *words, wishes_of(c)]).strip() or None


def _loading(card: PreadviceCard) -> str:
    return tr("装载率:载质量 {a}(核定 {kg} kg),容积 {b}(容积 {m3} m³)").format(
        a=show_permille(card.weight_permille),
        kg=f"{card.payload_g // 1000:,}",
        b=show_permille(card.volume_permille),
        m3=card.space_cm3 // 1_000_000,
    )


def _receipt(p: OutboundPreadvice) -> HeadGrid:
    """The station's answer; by hand until it is noted."""
    by, note = p.receiver_ack_by, p.arrival_note
    return HeadGrid(
        (
            Field(tr("签收人"), by, blank=not by),
            Field(tr("时间"), p.receiver_ack_at, Kind.MOMENT, blank=p.receiver_ack_at is None),
            Field(tr("差异"), note, blank=not note, span=2),
        ),
        columns=4,
        ruled=True,
        title=tr("到达方回执"),
    )
