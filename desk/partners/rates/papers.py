"""P-22 合作商运价变更通知单: what finance is told of a rate change, and signs for."""

from collections.abc import Iterator

from desk.documents.papers import (
    A4P,
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
from desk.kernel.commands import form
from desk.kernel.prices import show_price
from desk.kernel.quantities import show_money, show_percent, show_volume, show_weight
from desk.kernel.text import tr
from desk.partners.rates.queries import NoticeRow, RateRow, rate_notice_card
from desk.partners.rates.rules import change_bp
from desk.storage.work import Reader

NOTHING = "—"
GAP = Spacer(2.5)
_FEN = ("price_m3_fen", "price_piece_fen", "lump_fen", "min_charge_fen", "door_fee_fen")
_TERMS = (
    ("price_kg_mill", "单价(元/kg)"),
    ("price_m3_fen", "单价(元/m³)"),
    ("price_piece_fen", "单价(元/件)"),
    ("lump_fen", "整票价(元)"),
    ("min_charge_fen", "最低收费(元)"),
    ("door_fee_fen", "送货费(元)"),
    ("return_price_kg_mill", "返程价(元/kg)"),
    ("ratio", "重泡比(kg/m³)"),
    ("transit_days", "时效(天)"),
)


@form("P-22", "KF-BD-22", "合作商运价变更通知单", needs="rate_notice.read", of="运价变更通知单号")
def rate_change_notice(read: Reader, *, number: str, print_no: int = 0) -> Paper:
    """The notice to finance of a partner's new rate.

    Raises:
        Refused: E006.

    Source: spec P-22, AT-11.
    """
    notice = rate_notice_card(read, number=number)
    return Paper(
        size=A4P,
        form_code="KF-BD-22",
        title=tr("合作商运价变更通知单"),
        number=notice.number,
        barcode=notice.number,
        firm=read.settings.firm_name,
        footer=Footer(read.actor.name, read.now, print_no),
        copies=(tr("财务"), tr("存档")),
        blocks=(
            _head(notice),
            GAP,
            _changes(notice),
            GAP,
            _example(notice),
            GAP,
            *_affected(notice),
            _told(notice),
            GAP,
            Signatures((tr("通知人"), tr("财务签收"), tr("日期"))),
        ),
    )


def _head(notice: NoticeRow) -> HeadGrid:
    return HeadGrid(
        (
            Field(tr("合作商"), f"{notice.partner_code} {notice.partner_name}", bold=True),
            Field(tr("线路"), _lane(notice), bold=True),
            Field(tr("生效日"), notice.effective_on, Kind.DATE, bold=True),
            Field(tr("计费方式"), notice.new.basis.label),
        ),
        columns=2,
    )


def _lane(notice: NoticeRow) -> str:
    return f"{notice.new.from_place}→{notice.new.to_place}"


def _changes(notice: NoticeRow) -> Table:
    return Table(
        columns=(
            Column("lane", tr("线路"), share=1.5),
            Column("item", tr("项目"), width_mm=25),
            Column("old", tr("原价"), width_mm=19, align=Align.RIGHT),
            Column("new", tr("新价"), width_mm=19, align=Align.RIGHT, bold=True),
            Column("change", tr("变动%"), Kind.PERCENT, width_mm=18),
            Column("from", tr("生效日"), Kind.DATE, width_mm=22),
            Column("source", tr("依据"), share=1.4),
        ),
        rows=tuple(_change_rows(notice)),
        totals=False,
    )


def _change_rows(notice: NoticeRow) -> Iterator[tuple[Cell, ...]]:
    old, new, lane, source = notice.old, notice.new, _lane(notice), _source(notice.new)
    if old.basis is not new.basis:
        bases = (old.basis.label, new.basis.label)
        yield lane, tr("计费方式"), *bases, None, new.valid_from, source
    for name, label in _TERMS:
        before, after = getattr(old, name), getattr(new, name)
        if before != after:
            change = change_bp(before, after) if name != "transit_days" else None
            shown = _shown(name, before), _shown(name, after)
            yield lane, tr(label), *shown, change, new.valid_from, source


def _source(rate: RateRow) -> str:
    return " ".join(filter(None, (rate.source.label, rate.note)))


def _shown(name: str, value: int) -> str:
    if name.endswith("_mill"):
        return show_price(value) if value else NOTHING
    return show_money(value, NOTHING) if name in _FEN else str(value)


def _example(notice: NoticeRow) -> HeadGrid:
    ticket, effect = notice.example, notice.effect
    goods = tr("{n} 件 {kg} kg {m3} m³,计费 {c} kg,{mode}").format(
        n=ticket.pieces,
        kg=show_weight(ticket.weight_g),
        m3=show_volume(ticket.volume_cm3),
        c=effect.chargeable_kg,
        mode=tr("送货上门") if ticket.door else tr("到站自提"),
    )
    sign = "+" if effect.more_fen > 0 else ""
    more = f"{sign}{show_money(effect.more_fen)}({sign}{show_percent(effect.change_bp)})"
    return HeadGrid(
        (
            Field(tr("示例货物"), goods, span=2),
            Field(tr("原费用"), effect.old_fen, Kind.MONEY),
            Field(tr("新费用"), effect.new_fen, Kind.MONEY, bold=True),
            Field(tr("每票差额"), more, bold=True),
            Field(tr("为同线路最低价的"), show_percent(notice.ratio_bp)),
        ),
        columns=2,
        ruled=True,
        title=tr("示例票影响"),
    )


def _affected(notice: NoticeRow) -> tuple[Block, ...]:
    if not notice.affected:
        return ()
    rows = tuple((index, line) for index, line in enumerate(notice.affected, 1))
    columns = (Column("seq", tr("序"), Kind.COUNT, width_mm=10), Column("what", tr("内容")))
    table = Table(columns, rows, totals=False, title=tr("受影响的报价与合同客户"))
    return (table, GAP)


def _told(notice: NoticeRow) -> HeadGrid:
    return HeadGrid(
        (
            Field(tr("登记时间"), notice.recorded_at, Kind.MOMENT),
            Field(tr("通知期限"), notice.due_at, Kind.MOMENT, bold=True),
            Field(tr("通知人"), notice.sent_by or None, blank=not notice.sent_by),
            Field(tr("通知时间"), notice.sent_at, Kind.MOMENT, blank=notice.sent_at is None),
            Field(tr("财务签收人"), notice.finance_ack_by or None, blank=not notice.finance_ack_by),
            Field(
                tr("签收时间"),
                notice.finance_ack_at,
                Kind.MOMENT,
                blank=notice.finance_ack_at is None,
            ),
            Field(tr("是否超时"), tr("已超时") if notice.overdue else tr("未超时"), bold=True),
        ),
        columns=2,
        title=tr("通知与签收"),
    )
