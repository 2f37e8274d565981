"""The complaint sheet and the letter of reply (P-12, P-12b)."""

from datetime import timedelta

from desk.care.complaints.choices import Level, Validity
from desk.care.complaints.lights import ClockRow, Light
from desk.care.complaints.model import Complaint
from desk.care.complaints.queries import ComplaintCard, ReportRow, complaint_card
from desk.documents.papers import (
    A4P,
    Block,
    Column,
    Field,
    Footer,
    HeadGrid,
    Kind,
    Paper,
    Signatures,
    Spacer,
    Table,
    Text,
)
from desk.kernel.commands import form
from desk.kernel.moments import local, show_moment
from desk.kernel.text import tr
from desk.kernel.words import amount_in_words
from desk.office.approvals.choices import Decision
from desk.office.approvals.queries import approvals_of
from desk.storage.work import Reader

AT_ONCE = timedelta(minutes=5)
"""Entered later than this, the time of entry is told as well."""


@form("P-12", "KF-BD-12", "客户投诉处理单", needs="complaint.read", of="投诉编号")
def complaint_sheet(read: Reader, *, number: str, print_no: int = 0) -> Paper:
    """One case from the call to the check of its cure.

    Raises:
        Refused: E006.

    Source: spec P-12.
    """
    card = complaint_card(read, number=number)
    return Paper(
        size=A4P,
        form_code="KF-BD-12",
        title=tr("客户投诉处理单"),
        number=card.number,
        barcode=card.number,
        firm=read.settings.firm_name,
        footer=Footer(read.actor.name, read.now, print_no),
        blocks=(
            _call(card),
            Spacer(1.5),
            _clocks(card),
            Spacer(1.5),
            *_reports(card),
            _work(card, _approved(read, card)),
            Signatures(
                (tr("受理人"), tr("责任部门"), tr("客服部经理"))
                + ((tr("副总经理"),) if card.level is Level.MAJOR else ()),
                columns=4,
            ),
        ),
    )


def _call(card: ComplaintCard) -> HeadGrid:
    return HeadGrid(
        (
            Field(tr("编号"), card.number, bold=True),
            Field(tr("等级"), card.level.label, bold=True),
            Field(tr("状态"), card.state.label),
            Field(tr("投诉时间"), card.received_at, Kind.MOMENT),
            Field(tr("登记时间"), _registered(card)),
            Field(tr("类型"), card.kind.label),
            Field(tr("投诉人"), card.complainant),
            Field(tr("电话"), card.phone_masked),
            Field(tr("运单"), card.waybill),
            Field(tr("定级依据"), card.level_reason, span=3),
            Field(tr("内容"), card.content, span=3),
            Field(tr("诉求"), card.demand, span=2),
            Field(tr("索赔金额"), card.claimed_fen, Kind.MONEY),
            *_judged(card),
        ),
        columns=3,
        ruled=True,
    )


def _registered(card: ComplaintCard) -> str:
    late = card.registered_late_minutes
    words = tr(" 迟 {n} 分").format(n=late) if late else ""
    return show_moment(card.registered_at) + words


def _judged(card: ComplaintCard) -> tuple[Field, ...]:
    """That it was no valid complaint, or stands under another number."""
    if card.validity is Validity.VALID:
        return ()
    words = " ".join(filter(None, (card.validity.label, card.repeats_no, card.validity_reason)))
    return (Field(tr("判定"), words, span=3),)


def _clocks(card: ComplaintCard) -> Table:
    return Table(
        (
            Column("kind", tr("节点"), share=1),
            Column("level", tr("等级"), width_mm=16),
            Column("due", tr("时限"), Kind.MOMENT, width_mm=36),
            Column("met", tr("实际"), Kind.MOMENT, width_mm=36),
            Column("late", tr("是否超时"), share=1.2),
        ),
        tuple(
            (clock.kind.label, clock.level.label, clock.due_at, clock.met_at, _late(clock))
            for clock in card.clocks
        ),
        totals=False,
        title=tr("时限表"),
    )


def _late(clock: ClockRow) -> str:
    if clock.light is not Light.RED:
        open_words = tr("不再计时") if clock.superseded else tr("进行中")
        return tr("未超时") if clock.met_at else open_words
    hours, minutes = divmod(clock.late_minutes, 60)
    spent = tr("{h} 小时 {m} 分").format(h=hours, m=minutes) if hours else f"{minutes}{tr(' 分')}"
    return tr("超时 {t}").format(t=spent)


def _reports(card: ComplaintCard) -> tuple[Block, ...]:
    if not card.reports:
        return ()
    table = Table(
        (
            Column("to", tr("上报对象"), width_mm=28),
            Column("who", tr("姓名"), width_mm=28),
            Column("at", tr("上报时间"), Kind.MOMENT, width_mm=36),
            Column("how", tr("方式"), width_mm=24),
            Column("note", tr("说明"), share=1),
        ),
        tuple((r.report_to.label, r.person, r.at, r.how, _noted(r)) for r in card.reports),
        totals=False,
        title=tr("上报记录"),
    )
    return table, Spacer(1.5)


def _noted(row: ReportRow) -> str:
    """The note, and when it was entered if that was later."""
    if row.entered_at - row.at < AT_ONCE:
        return row.note
    return tr("{note} ({t} 补录)").format(note=row.note, t=show_moment(row.entered_at)).strip()


def _approved(read: Reader, card: ComplaintCard) -> str:
    """Who allowed the decision that stands, and when."""
    asked = approvals_of(read, obj_kind=Complaint.__tablename__, obj_id=card.id)
    last = next(iter(asked), None)
    if last is None or last.decision is not Decision.APPROVED:
        return ""
    signed = tr("副总经理会签 {who}").format(who=last.countersigned_by)
    at = show_moment(last.decided_at) if last.decided_at else ""
    return "  ".join(filter(None, (last.decided_by, at, signed if last.countersigned_by else "")))


def _work(card: ComplaintCard, approved: str) -> HeadGrid:
    department = card.resp_department.label if card.resp_department else ""
    satisfied = card.satisfied.label if card.satisfied else ""
    paid = amount_in_words(card.compensation_fen) if card.compensation_fen else tr("无")
    told = card.reply_channel.label if card.reply_channel else ""
    return HeadGrid(
        (
            Field(tr("调查"), card.investigation, span=3),
            Field(tr("根本原因"), card.root_cause, span=3),
            Field(tr("责任部门"), department),
            Field(tr("责任人"), card.resp_person),
            Field(tr("合作商"), card.partner_name),
            Field(tr("处理意见"), card.decision, span=3),
            Field(tr("赔偿金额"), card.compensation_fen, Kind.MONEY),
            Field(tr("大写"), paid, span=2),
            *((Field(tr("审批"), approved, span=3),) if approved else ()),
            Field(tr("回复客户"), card.reply, span=3),
            Field(tr("回复时间"), card.replied_at, Kind.MOMENT),
            Field(tr("回复方式"), told),
            Field(tr("客户评价"), satisfied, bold=True),
            Field(tr("整改措施"), card.corrective_action, span=3),
            Field(tr("整改责任人"), card.corrective_owner),
            Field(tr("整改期限"), card.corrective_due_on, Kind.DATE),
            Field(tr("验证"), f"{card.checked_by} {card.check_result}".strip()),
            Field(tr("总结"), card.summary, span=3),
        ),
        columns=3,
        ruled=True,
    )


@form("P-12b", "KF-BD-12", "投诉回复函", needs="complaint.read", of="投诉编号")
def reply_letter(read: Reader, *, number: str, print_no: int = 0) -> Paper:
    """The answer to the customer, ready to be signed; nothing internal stands on it.

    Raises:
        Refused: E006.
    """
    card = complaint_card(read, number=number)
    received = local(card.received_at)
    about = tr("(运单 {no})").format(no=card.waybill) if card.waybill else ""
    opening = tr(
        "您于 {y} 年 {m} 月 {d} 日反映的「{what}」{about},我公司已调查处理,现回复如下:"
    ).format(y=received.year, m=received.month, d=received.day, what=card.content[:60], about=about)
    paragraphs: list[Block] = [
        Text(tr("{who}:").format(who=card.complainant), 11, bold=True),
        Spacer(3),
        Text("    " + opening, 11),
        Spacer(2),
        Text("    " + (card.reply or tr("(尚未登记回复内容)")), 11),
    ]
    if card.compensation_fen:
        paid = tr("赔偿金额:{words}。").format(words=amount_in_words(card.compensation_fen))
        paragraphs += [Spacer(2), Text("    " + paid, 11)]
    phone = read.settings.firm_phone or tr("我公司")
    closing = tr("给您带来不便,我们深表歉意。如对处理结果有异议,请致电 {phone}。")
    paragraphs += [
        Spacer(2),
        Text("    " + closing.format(phone=phone), 11),
        Spacer(8),
        Signatures((tr("客服部经理"), tr("公司章"), tr("日期")), columns=3),
    ]
    return Paper(
        size=A4P,
        form_code="KF-BD-12",
        title=tr("投诉回复函"),
        number=card.number,
        barcode=None,
        firm=read.settings.firm_name,
        footer=Footer(read.actor.name, read.now, print_no),
        watermark=None if card.replied_at else tr("草稿"),
        blocks=tuple(paragraphs),
    )
