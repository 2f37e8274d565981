"""The daily dispatch record on paper (P-24)."""

from desk.documents.papers import A4L, Cell, Column, Footer, Kind, Paper, Signatures, Table
from desk.freight.outbound.dispatches import DispatchRow, dispatches_of_day
from desk.kernel.commands import form
from desk.kernel.moments import local, parse_date, show_date
from desk.kernel.text import tr
from desk.storage.work import Reader


@form("P-24", "KF-BD-24", "发运记录", needs="outbound_preadvice.read", of="日期")
def dispatch_record(read: Reader, *, number: str, print_no: int = 0) -> Paper:
    """Every truck and hand-over of a day, with what needs looking after.

    Raises:
        Refused: E002 for a day that cannot be read.

    Source: spec P-24, S2-40.
    """
    day = parse_date(number, read.today)
    rows = dispatches_of_day(read, on=day)
    return Paper(
        size=A4L,
        form_code="KF-BD-24",
        title=tr("发运记录"),
        number=show_date(day),
        firm=read.settings.firm_name,
        footer=Footer(read.actor.name, read.now, print_no),
        blocks=(
            Table(_columns(), tuple(map(_row, rows)), counted=tr("车次")),
            Signatures((tr("出港调度"), tr("仓管员"), tr("审核"))),
        ),
    )


def _columns() -> tuple[Column, ...]:
    return (
        Column("time", tr("时间"), width_mm=13),
        Column("doc_no", tr("车次"), width_mm=29, nowrap=True),
        Column("plate", tr("车牌"), width_mm=32),
        Column("lane", tr("线路"), width_mm=38),
        Column("tickets", tr("票"), Kind.COUNT, width_mm=10, total=True),
        Column("pieces", tr("件"), Kind.COUNT, width_mm=13, total=True),
        Column("weight_g", tr("kg"), Kind.WEIGHT, width_mm=18, total=True),
        Column("volume_cm3", tr("m³"), Kind.VOLUME, width_mm=18, total=True),
        Column("price_fen", tr("车价"), Kind.MONEY, width_mm=22, total=True),
        Column("care", tr("特殊要求/紧急中转"), share=1),
    )


def _row(row: DispatchRow) -> tuple[Cell, ...]:
    return (
        f"{local(row.at):%H:%M}",
        row.doc_no,
        row.plate,
        row.lane,
        row.tickets,
        row.pieces,
        row.weight_g,
        row.volume_cm3,
        row.price_fen,
        row.care or None,
    )
