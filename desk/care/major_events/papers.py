"""The report on a major event (P-41)."""

from desk.care.major_events.queries import EventCard, major_event_card
from desk.documents.papers import (
    A4P,
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
from desk.kernel.text import tr
from desk.storage.work import Reader


@form("P-41", "KF-BD-41", "重大事件报告", needs="complaint.read", of="重大事件编号")
def major_event_report(read: Reader, *, number: str, print_no: int = 0) -> Paper:
    """What happened, who did what by when, who was told, what it cost and what was learned.

    Raises:
        Refused: E006.

    Source: spec P-41.
    """
    card = major_event_card(read, number=number)
    return Paper(
        size=A4P,
        form_code="KF-BD-41",
        title=tr("重大事件报告"),
        number=card.number,
        barcode=card.number,
        firm=read.settings.firm_name,
        footer=Footer(read.actor.name, read.now, print_no),
        watermark=None if card.closed_at else tr("未结案"),
        blocks=(
            _head(card),
            Spacer(1.5),
            _line(card),
            Spacer(1.5),
            _reports(card),
            Spacer(1.5),
            *((_told(card), Spacer(1.5)) if card.told else ()),
            HeadGrid(
                (
                    Field(tr("损失"), card.loss_fen, Kind.MONEY),
                    Field(tr("善后"), card.aftermath, span=2),
                    Field(tr("教训与总结"), card.summary, span=3),
                ),
                columns=3,
                ruled=True,
            ),
            Signatures((tr("报告人"), tr("客服部经理"), tr("副总经理"), tr("日期")), columns=4),
        ),
    )


def _head(card: EventCard) -> HeadGrid:
    return HeadGrid(
        (
            Field(tr("编号"), card.number, bold=True),
            Field(tr("类型"), card.event_type.label, bold=True),
            Field(tr("状态"), card.state.label),
            Field(tr("事件"), card.title, span=3, bold=True),
            Field(tr("发生时间"), card.occurred_at, Kind.MOMENT),
            Field(tr("发现时间"), card.found_at, Kind.MOMENT),
            Field(tr("投诉"), card.complaint_no),
            Field(tr("预案"), card.plan_label or tr("没有有效的预案"), span=3),
        ),
        columns=3,
        ruled=True,
    )


def _line(card: EventCard) -> Table:
    return Table(
        (
            Column("no", tr("步骤"), Kind.COUNT, width_mm=12),
            Column("text", tr("处置"), share=2),
            Column("role", tr("责任人"), width_mm=24),
            Column("due", tr("时限"), Kind.MOMENT, width_mm=32),
            Column("done", tr("完成"), Kind.MOMENT, width_mm=32),
            Column("note", tr("办理/说明"), share=1),
        ),
        tuple(
            (
                step.seq,
                step.text,
                step.role,
                step.due_at,
                step.done_at,
                " ".join(filter(None, (step.done_by, step.note, tr("超时") if step.late else ""))),
            )
            for step in card.steps
        ),
        totals=False,
        min_rows=1,
        title=tr("时间线"),
    )


def _reports(card: EventCard) -> Table:
    return Table(
        (
            Column("who", tr("上报对象"), width_mm=34),
            Column("at", tr("时间"), Kind.MOMENT, width_mm=34),
            Column("how", tr("方式"), width_mm=28),
            Column("note", tr("说明"), share=1),
        ),
        tuple((r.person, r.at, r.how, r.note) for r in card.reports),
        totals=False,
        min_rows=1,
        title=tr("上报记录"),
    )


def _told(card: EventCard) -> Table:
    return Table(
        (
            Column("who", tr("告知对象"), width_mm=44),
            Column("at", tr("时间"), Kind.MOMENT, width_mm=34),
            Column("text", tr("内容"), share=1),
        ),
        tuple((row.who, row.at, row.text) for row in card.told),
        totals=False,
        min_rows=1,
        title=tr("告知客户"),
    )
