"""The daily tracking sheet (P-23)."""

from datetime import date

from desk.documents.papers import (
    A4L,
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
from desk.freight.consignments.choices import Direction
from desk.freight.consignments.model import Consignment
from desk.freight.tracking.rules import next_step
from desk.freight.tracking.under_way import UnderWay, under_way
from desk.kernel.commands import form
from desk.kernel.errors import refuse
from desk.kernel.moments import parse_date, show_date, show_moment
from desk.kernel.roles import Role
from desk.kernel.text import tr
from desk.storage.work import Reader


@form("P-23", "KF-BD-23", "货物跟踪表", needs="tracking.read", of="日期(当天)")
def tracking_sheet(read: Reader, *, number: str, print_no: int = 0) -> Paper:
    """Everything under way as it stands now: overdue first, urgent next, then by due date.

    Raises:
        Refused: E002 for a day that cannot be read, E019 for another day than today.

    Source: spec P-23.
    """
    day = parse_date(number, read.today)
    if day != read.today:
        why = tr("跟踪表只反映当前状况,只能打印当天({d})").format(d=show_date(read.today))
        raise refuse("E019", "number", label=tr("日期"), why=why)
    rows = under_way(read)
    late = sum(1 for row in rows if row.late_days(day))
    untold = sum(1 for row in rows if row.told_at is None)
    return Paper(
        size=A4L,
        form_code="KF-BD-23",
        title=tr("货物跟踪表"),
        number=show_date(day),
        firm=read.settings.firm_name,
        footer=Footer(read.actor.name, read.now, print_no),
        blocks=(
            HeadGrid(
                (
                    Field(tr("截至"), read.now, Kind.MOMENT),
                    Field(tr("在途票数"), len(rows), Kind.COUNT, bold=True),
                    Field(tr("超期"), late, Kind.COUNT, bold=True),
                    Field(tr("未告知客户"), untold, Kind.COUNT),
                )
            ),
            Table(_columns(), tuple(_row(row, day) for row in rows), counted=tr("票")),
            Signatures((tr("跟踪人"), tr("审核"))),
        ),
    )


def _columns() -> tuple[Column, ...]:
    return (
        Column("number", tr("运单号"), width_mm=24, nowrap=True),
        Column("customer", tr("客户"), share=1.4),
        Column("destination", tr("目的地"), share=0.8),
        Column("pieces", tr("件数"), Kind.COUNT, width_mm=11, total=True),
        Column("state", tr("当前状态"), width_mm=17),
        Column("last", tr("最近节点(时间/地点)"), share=2),
        Column("due", tr("应到日期"), width_mm=22),
        Column("left", tr("剩余/超期天"), width_mm=15),
        Column("told_at", tr("已告知客户(时间)"), Kind.MOMENT, width_mm=27),
        Column("next", tr("下一步"), share=1.2),
        Column("who", tr("责任人"), width_mm=24),
    )


def _row(row: UnderWay, today: date) -> tuple[Cell, ...]:
    c = row.ticket
    urgent = tr("【急】") if c.urgent else ""
    return (
        c.label,
        urgent + c.consignee_name,
        c.destination,
        c.declared,
        c.state.label,
        _node(row),
        _due(c),
        _left(c, today),
        row.told_at,
        next_step(c),
        in_charge(c),
    )


def _node(row: UnderWay) -> str | None:
    if row.last is None:
        return None
    return " ".join(
        part for part in (row.last.kind.label, show_moment(row.last.at)[5:], row.last.place) if part
    )


def _due(c: Consignment) -> str | None:
    """The due date; one that was put off prints both dates."""
    if c.due_on is None:
        return None
    before = tr("原 {d}").format(d=show_date(c.due_before_on)) if c.due_before_on else ""
    return f"{show_date(c.due_on)}\n{before}".strip()


def _left(c: Consignment, today: date) -> str | None:
    if c.due_on is None:
        return None
    days = (c.due_on - today).days
    return tr("超 {n}").format(n=-days) if days < 0 else tr("剩 {n}").format(n=days)


def in_charge(c: Consignment) -> str:
    """Whose desk answers for the goods."""
    role = Role.IN if c.direction is Direction.INBOUND else Role.OUT
    return role.label
