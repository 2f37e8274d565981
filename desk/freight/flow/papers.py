"""The cargo flow on paper (P-21), by day or by month."""

from collections.abc import Iterator

from desk.documents.papers import (
    A4L,
    Cell,
    Column,
    Field,
    Footer,
    HeadGrid,
    Kind,
    Paper,
    Row,
    Section,
    Signatures,
    SumRow,
    Table,
)
from desk.freight.flow.queries import FlowReport, cargo_flow
from desk.freight.flow.rules import FlowRow
from desk.kernel.commands import form
from desk.kernel.quantities import show_percent
from desk.kernel.text import tr
from desk.storage.work import Reader


@form(
    "P-21",
    "KF-BD-21",
    "货物流量表",
    needs="consignment.read",
    of="期间(2026-11、2026-11-18 或 2026-11-01~2026-11-18)",
)
def flow_sheet(read: Reader, *, number: str, print_no: int = 0) -> Paper:
    """The flow of a month, a day or a range of days by direction and lane.

    Raises:
        Refused: E002 for a period that cannot be read, E019 when it ends before it begins.

    Source: spec P-21.
    """
    report = cargo_flow(read, period=number)
    return Paper(
        size=A4L,
        form_code="KF-BD-21",
        title=_title(report),
        number=report.period,
        firm=read.settings.firm_name,
        footer=Footer(read.actor.name, read.now, print_no),
        blocks=(
            _head(report),
            Table(_columns(), tuple(_rows(report)), totals=False, closing=_closing(report)),
            Signatures((tr("制表"), tr("审核"), tr("经理"))),
        ),
    )


def _title(report: FlowReport) -> str:
    if report.first_on == report.last_on:
        return tr("货物流量日报")
    whole_month = len(report.period) == len("2026-11")
    return tr("货物流量月报") if whole_month else tr("货物流量表")


def _head(report: FlowReport) -> HeadGrid:
    return HeadGrid(
        (
            Field(tr("受理期间"), report.period, bold=True),
            Field(tr("上期"), report.period_before),
            Field(tr("票数"), report.total.now.tickets, Kind.COUNT, bold=True),
            Field(tr("收入"), report.total.now.revenue_fen, Kind.MONEY, bold=True),
        )
    )


def _columns() -> tuple[Column, ...]:
    return (
        Column("lane", tr("线路"), share=2),
        Column("tickets", tr("票"), Kind.COUNT, width_mm=18),
        Column("pieces", tr("件"), Kind.COUNT, width_mm=20),
        Column("weight_g", tr("重量kg"), Kind.WEIGHT, width_mm=28),
        Column("volume_cm3", tr("体积m³"), Kind.VOLUME, width_mm=26),
        Column("revenue_fen", tr("收入"), Kind.MONEY, width_mm=30),
        Column("share_bp", tr("占比"), Kind.PERCENT, width_mm=20),
        Column("before_fen", tr("上期收入"), Kind.MONEY, width_mm=30),
        Column("change_bp", tr("同比上期"), Kind.PERCENT, width_mm=24),
    )


def _rows(report: FlowReport) -> Iterator[Row]:
    for group in report.groups:
        yield Section(group.group.label if group.group else "")
        yield from (_cells(row) for row in report.rows if row.group is group.group)
        yield SumRow(_cells(group))
    if report.groups:
        yield SumRow(_cells(report.total))


def _cells(row: FlowRow) -> tuple[Cell, ...]:
    now = row.now
    return (
        row.lane,
        now.tickets,
        now.pieces,
        now.weight_g,
        now.volume_cm3,
        now.revenue_fen,
        row.share_bp,
        row.before.revenue_fen,
        tr("新增") if row.change_bp is None and now.tickets else row.change_bp,
    )


def _closing(report: FlowReport) -> tuple[str, ...]:
    if report.sentence:
        return (report.sentence,)
    change = report.total.change_bp
    against = tr("上期无收入") if change is None else show_percent(change)
    text = tr("收入为运费及附加费,不含代收货款和垫付款;作废票不计。收入同比上期 {p}。")
    return (text.format(p=against),)
