"""The register of visits (P-36)."""

from desk.care.visits.queries import VisitCard, visits_in
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
from desk.kernel.commands import form
from desk.kernel.moments import local, show_date
from desk.kernel.periods import period_of, show_period
from desk.kernel.text import tr
from desk.storage.work import Reader


@form(
    "P-36",
    "KF-BD-36",
    "客户来访登记表",
    needs="visit.read",
    of="期间(2026-11、2026-11-18 或 2026-11-18~2026-11-20)",
)
def visit_register(read: Reader, *, number: str, print_no: int = 0) -> Paper:
    """The visits of a period in their order.

    Raises:
        Refused: E002 for a period that cannot be read.

    Source: spec P-36.
    """
    first_on, last_on = period_of(number, read.today)
    visits = visits_in(read, first_on, last_on)
    days = tr("{a} 至 {b}").format(a=show_date(first_on), b=show_date(last_on))
    return Paper(
        size=A4L,
        form_code="KF-BD-36",
        title=tr("客户来访登记表"),
        number=show_period(first_on, last_on),
        firm=read.settings.firm_name,
        footer=Footer(read.actor.name, read.now, print_no),
        blocks=(
            HeadGrid(
                (
                    Field(tr("期间"), days),
                    Field(tr("来访"), tr("{n} 次").format(n=len(visits))),
                ),
                columns=3,
            ),
            Table(_columns(), tuple(map(_row, visits)), totals=False, min_rows=1),
            Signatures((tr("制表"), tr("审核"), tr("日期"))),
        ),
    )


def _columns() -> tuple[Column, ...]:
    return (
        Column("number", tr("编号"), width_mm=27, nowrap=True),
        Column("on", tr("日期"), Kind.DATE, width_mm=22),
        Column("company", tr("来访单位"), share=1.3),
        Column("visitor", tr("姓名"), width_mm=20),
        Column("why", tr("事由"), share=2),
        Column("received", tr("接待人"), width_mm=20),
        Column("result", tr("结果"), share=1.6),
        Column("follow", tr("跟进"), share=1.8),
    )


def _row(visit: VisitCard) -> tuple[Cell, ...]:
    return (
        visit.number,
        local(visit.at).date(),
        visit.company,
        visit.visitor,
        f"{visit.purpose.label}:{visit.content}",
        visit.received_by,
        visit.solution,
        "；".join(
            tr("{task}({who},{day}{done})").format(
                task=action.task,
                who=action.owner,
                day=show_date(action.due_at),
                done=tr(" 已完成") if action.done_at else "",
            )
            for action in visit.actions
        ),
    )
