"""The plan of a month (P-10) and the record of a period (P-11)."""

from desk.care.callbacks.choices import FollowUpState, PlanState
from desk.care.callbacks.queries import (
    CallbackCard,
    CallbackFigures,
    FollowUpRow,
    ItemRow,
    PlanCard,
    callback_figures,
    callback_plan_card,
    callbacks_in,
    card_of,
)
from desk.documents.papers import (
    A4L,
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
from desk.kernel.moments import local, show_date, show_moment
from desk.kernel.periods import period_of, show_period
from desk.kernel.quantities import show_percent
from desk.kernel.text import tr
from desk.storage.work import Reader


@form("P-10", "KF-BD-10", "客户回访计划", needs="callback.read", of="月份(2026-11)")
def callback_plan_sheet(read: Reader, *, number: str, print_no: int = 0) -> Paper:
    """The calls of a month by day, and the customers left out with the reason.

    Raises:
        Refused: E006.

    Source: spec P-10.
    """
    plan = callback_plan_card(read, number=number)
    waits = plan.state in (PlanState.DRAFT, PlanState.SUBMITTED)
    return Paper(
        size=A4L,
        form_code="KF-BD-10",
        title=tr("客户回访计划"),
        number=plan.number,
        firm=read.settings.firm_name,
        footer=Footer(read.actor.name, read.now, print_no),
        watermark=plan.state.label if waits else None,
        blocks=(
            _head(plan),
            Table(
                _plan_columns(),
                tuple(_plan_row(n, item) for n, item in enumerate(plan.items, 1)),
                totals=False,
                min_rows=1,
            ),
            *_omitted(plan),
            Signatures((tr("编制"), tr("批准(客服部经理)"), tr("日期"))),
        ),
    )


def _head(plan: PlanCard) -> HeadGrid:
    return HeadGrid(
        (
            Field(tr("月份"), plan.number),
            Field(tr("状态"), plan.state.label),
            Field(tr("计划"), tr("{n} 户").format(n=len(plan.items))),
            Field(tr("每人定额"), tr("{n} 户").format(n=plan.quota)),
            Field(tr("未列入"), tr("{n} 户").format(n=len(plan.omissions))),
        ),
        columns=5,
    )


def _plan_columns() -> tuple[Column, ...]:
    return (
        Column("seq", tr("序"), Kind.COUNT, width_mm=10),
        Column("customer", tr("客户"), share=2),
        Column("class", tr("类别"), width_mm=14),
        Column("contact", tr("联系人"), width_mm=26),
        Column("cause", tr("目的"), share=1.4),
        Column("on", tr("计划日期"), Kind.DATE, width_mm=26),
        Column("due", tr("期限"), Kind.MOMENT, width_mm=36),
        Column("caller", tr("回访人"), width_mm=26),
        Column("state", tr("状态"), share=1),
    )


def _plan_row(seq: int, item: ItemRow) -> tuple[Cell, ...]:
    tried = tr("(试 {n} 次)").format(n=item.tries) if item.tries else ""
    cause = item.cause.label + (f" {item.complaint}" if item.complaint else "")
    return (
        seq,
        item.customer,
        item.customer_class.label,
        item.contact,
        cause,
        item.planned_on,
        item.due_at,
        item.caller,
        item.state.label + tried,
    )


def _omitted(plan: PlanCard) -> tuple[Block, ...]:
    if not plan.omissions:
        return ()
    columns = (
        Column("customer", tr("客户"), share=2),
        Column("cause", tr("目的"), share=1),
        Column("why", tr("未列入原因"), share=1),
    )
    rows = tuple((o.customer, o.cause.label, o.why.label) for o in plan.omissions)
    return (Spacer(2), Table(columns, rows, totals=False, title=tr("到期而未列入的客户")))


@form(
    "P-11",
    "KF-BD-11",
    "客户回访记录表",
    needs="callback.read",
    of="期间(2026-11、2026-11-18 或 2026-11-18~2026-11-20)",
)
def callback_record_sheet(read: Reader, *, number: str, print_no: int = 0) -> Paper:
    """The call-backs of a period by date with rate, mean score and dissatisfied customers.

    Raises:
        Refused: E002 for a period that cannot be read.

    Source: spec P-11.
    """
    first_on, last_on = period_of(number, read.today)
    figures = callback_figures(read, from_on=first_on, to_on=last_on)
    cards = [card_of(made) for made in callbacks_in(read, first_on, last_on)]
    days = tr("{a} 至 {b}").format(a=show_date(first_on), b=show_date(last_on))
    return Paper(
        size=A4L,
        form_code="KF-BD-11",
        title=tr("客户回访记录表"),
        number=show_period(first_on, last_on),
        firm=read.settings.firm_name,
        footer=Footer(read.actor.name, read.now, print_no),
        blocks=(
            HeadGrid((Field(tr("期间"), days, span=2), *_figures(figures)), columns=7),
            Table(
                _record_columns(),
                tuple(_record_row(n, card) for n, card in enumerate(cards, 1)),
                totals=False,
                min_rows=1,
            ),
            Signatures((tr("制表"), tr("审核"), tr("日期"))),
        ),
    )


def _figures(figures: CallbackFigures) -> tuple[Field, ...]:
    mean = figures.mean_score
    return (
        Field(tr("计划数"), figures.planned, Kind.COUNT, show_zero=True),
        Field(tr("完成数"), figures.done, Kind.COUNT, show_zero=True),
        Field(tr("回访率"), show_percent(figures.rate_bp), bold=True),
        Field(tr("平均分"), "—" if mean is None else f"{mean // 100}.{mean % 100:02d}"),
        Field(tr("不满意数"), figures.dissatisfied, Kind.COUNT, show_zero=True),
    )


def _record_columns() -> tuple[Column, ...]:
    return (
        Column("seq", tr("序"), Kind.COUNT, width_mm=8),
        Column("on", tr("日期"), Kind.DATE, width_mm=21),
        Column("customer", tr("客户"), share=1.4),
        Column("contact", tr("联系人"), width_mm=18),
        Column("phone", tr("电话"), width_mm=25),
        Column("channel", tr("方式"), width_mm=12),
        Column("purpose", tr("目的"), width_mm=15),
        Column("score", tr("评价(1-5)"), Kind.COUNT, width_mm=16),
        Column("suggestion", tr("意见建议"), share=1.8),
        Column("handled", tr("处理"), share=1.4),
        Column("follow", tr("跟进人/期限"), width_mm=30),
        Column("done", tr("完成"), width_mm=21),
        Column("caller", tr("回访人"), width_mm=17),
    )


def _record_row(seq: int, card: CallbackCard) -> tuple[Cell, ...]:
    return (
        seq,
        local(card.at).date(),
        card.customer,
        card.contact,
        card.phone_masked,
        card.channel.label,
        card.purpose.label,
        card.score,
        card.suggestion or "；".join(f"{q}:{a}" for q, a in card.answers),
        card.handled,
        "；".join(f"{t.owner} {show_moment(t.due_at)}" for t in card.follow_ups),
        "；".join(_done(task) for task in card.follow_ups),
        card.recorded_by,
    )


def _done(task: FollowUpRow) -> str:
    if task.done_at is None:
        return FollowUpState.OPEN.label
    return show_date(task.done_at)
