"""The run sheet the driver takes along (P-02)."""

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
from desk.freight.delivery.choices import RunState
from desk.freight.delivery.finding import run_by_number
from desk.freight.delivery.loading import weight_of
from desk.freight.delivery.model import DeliveryRun, RunLine
from desk.freight.delivery.queries import wishes_of
from desk.freight.delivery.settling import expected_cash_fen
from desk.kernel.commands import form
from desk.kernel.identity import mask_phone
from desk.kernel.settings import Settings
from desk.kernel.text import tr
from desk.kernel.words import amount_in_words
from desk.storage.work import Reader


@form("P-02", "KF-BD-02", "进港货物派送清单", needs="delivery_run.read", of="派送单号")
def run_sheet(read: Reader, *, number: str, print_no: int = 0) -> Paper:
    """The stops of a run in the order of delivery, for driver, dispatcher and finance.

    Phones are full by the setting of A-26, else masked.

    Raises:
        Refused: E006.

    Source: spec P-02.
    """
    run = run_by_number(read, number)
    return Paper(
        size=A4L,
        form_code="KF-BD-02",
        title=tr("进港货物派送清单"),
        number=run.number,
        barcode=run.number,
        firm=read.settings.firm_name,
        footer=Footer(read.actor.name, read.now, print_no),
        watermark=watermark_of(run),
        copies=(tr("①司机"), tr("②调度"), tr("③财务")),
        blocks=(
            _head(run),
            _stops(run, read.settings),
            Signatures((tr("司机领货"), tr("仓管发货"), tr("调度"), tr("日期"))),
            _settlement(run),
            Signatures((tr("财务收款"), tr("交款人"), tr("结单日期"))),
        ),
    )


def watermark_of(run: DeliveryRun) -> str | None:
    """「作废」 for a void run, 「草稿」 while its stops may still change."""
    marks = {RunState.VOID: tr("作废"), RunState.DRAFT: tr("草稿")}
    return marks.get(run.state)


def _head(run: DeliveryRun) -> HeadGrid:
    left = run.depart_at or run.planned_out_at
    return HeadGrid(
        (
            Field(tr("派送日期"), run.run_on, Kind.DATE, bold=True),
            Field(tr("车牌"), run.vehicle.plate_no, bold=True),
            Field(tr("司机"), run.driver.name, bold=True),
            Field(tr("司机电话"), run.driver.mobile),
            Field(tr("出车时间") if run.depart_at else tr("计划出车"), left, Kind.MOMENT),
            _back(run),
            Field(tr("里程(公里)"), blank=True),
            Field(tr("助手"), run.helper, blank=not run.helper),
        )
    )


def _back(run: DeliveryRun) -> Field:
    if run.return_at is None:
        return Field(tr("回车时间"), blank=True)
    return Field(tr("回车时间"), run.return_at, Kind.MOMENT)


def _columns() -> tuple[Column, ...]:
    return (
        Column("seq", tr("序"), Kind.COUNT, width_mm=8, align=Align.CENTRE),
        Column("number", tr("运单号"), width_mm=24, nowrap=True),
        Column("consignee", tr("收货人"), share=1.3),
        Column("phone", tr("电话"), width_mm=22, nowrap=True),
        Column("address", tr("地址"), share=3),
        Column("goods", tr("品名"), share=1),
        Column("pieces", tr("件数"), Kind.COUNT, width_mm=10, total=True, bold=True),
        Column("weight_g", tr("重量kg"), Kind.WEIGHT, width_mm=14, total=True),
        Column("freight_fen", tr("应收运费"), Kind.MONEY, width_mm=16, total=True),
        Column("cod_fen", tr("代收货款"), Kind.MONEY, width_mm=18, total=True, show_zero=True),
        Column("due_fen", tr("应收合计"), Kind.MONEY, width_mm=18, total=True, bold=True),
        Column("receipts", tr("回单份数"), Kind.COUNT, width_mm=9, total=True),
        Column("wishes", tr("特殊要求"), share=1),
        Column("signer", tr("签收人"), width_mm=15),
        Column("paid", tr("实收金额"), Kind.MONEY, width_mm=16, show_zero=True),
        Column("remark", tr("备注"), width_mm=11),
    )


def _stops(run: DeliveryRun, settings: Settings) -> Table:
    due = sum(line.freight_due_fen + line.cod_due_fen for line in run.lines)
    return Table(
        _columns(),
        tuple(_row(line, settings) for line in run.lines),
        counted=tr("票"),
        closing=(tr("应收合计(大写):") + amount_in_words(due),),
        least_row_mm=9,
    )


def _row(line: RunLine, settings: Settings) -> tuple[Cell, ...]:
    c, receipt = line.consignment, line.receipt
    return (
        line.seq,
        c.label,
        c.consignee_name,
        c.consignee_phone if settings.full_phone_on_run else mask_phone(c.consignee_phone),
        in_town(c.consignee_address, settings.hub_city) or tr("送前电话联系"),
        c.goods_summary,
        line.pieces,
        weight_of(line),
        line.freight_due_fen,
        line.cod_due_fen,
        line.freight_due_fen + line.cod_due_fen,
        line.receipts_out or None,
        wishes_of(c),
        receipt.signer if receipt else None,
        receipt.collected_fen if receipt else None,
        receipt.result.label if receipt else None,
    )


def in_town(address: str, hub_city: str) -> str:
    """An address as the driver needs it: without the city he never leaves."""
    bare = address.strip()
    for prefix in (f"{hub_city}市", hub_city):
        bare = bare.removeprefix(prefix)
    return bare.strip() or address.strip()


def _settlement(run: DeliveryRun) -> HeadGrid:
    """What is handed in when the truck is back; filled by hand until the papers are entered."""
    entered = bool(run.lines) and all(line.receipt is not None for line in run.lines)
    expected, handed_in = expected_cash_fen(run), run.cash_handed_in_fen
    words = amount_in_words(expected) if entered else None
    return HeadGrid(
        (
            _amount(tr("应缴现金"), expected if entered else None),
            _amount(tr("实缴现金"), handed_in),
            _amount(tr("差额"), None if handed_in is None else expected - handed_in),
            Field(tr("应缴大写"), words, blank=words is None),
        ),
        columns=4,
        ruled=True,
        title=tr("回车结单"),
    )


def _amount(label: str, amount_fen: int | None) -> Field:
    return Field(label, amount_fen, Kind.MONEY, blank=amount_fen is None, show_zero=True, bold=True)
