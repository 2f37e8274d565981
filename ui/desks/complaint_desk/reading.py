"""A complaint with the major event it started, gathered in one go, and what is told about it."""

from dataclasses import dataclass

from desk.app import Desk
from desk.care.claims.queries import LinkedClaim, claims_from
from desk.care.complaints.choices import Level, ReportTo
from desk.care.complaints.queries import ComplaintCard, complaint_card
from desk.care.complaints.rules import missing_words
from desk.care.major_events.queries import EventCard, major_event_card, major_event_of
from desk.kernel.moments import show_date, show_moment
from desk.kernel.quantities import show_money
from desk.kernel.text import tr
from ui.desks.call_sheet.clock import span_words
from ui.desks.complaint_desk.happened import AT_ONCE

Pair = tuple[str, str]


@dataclass(frozen=True)
class Case:
    """`claims`: those that come from the complaint, where the reader may see claims."""

    card: ComplaintCard
    event: EventCard | None
    claims: tuple[LinkedClaim, ...] = ()


def case_of(desk: Desk, number: str) -> Case:
    """Raises: Refused E006."""
    card = desk.ask(complaint_card, number=number)
    event_no = desk.ask(major_event_of, number=number)
    event = desk.ask(major_event_card, number=event_no) if event_no else None
    claims = desk.ask(claims_from, number=number) if desk.may("claim.read") else []
    return Case(card, event, tuple(claims))


def missing_of(card: ComplaintCard) -> tuple[str, ...]:
    """What still stands between the case and its closing, in words."""
    missing = missing_words(
        investigation=card.investigation,
        root_cause=card.root_cause,
        decision=card.decision,
        replied=card.replied_at is not None,
        satisfied=card.satisfied,
        corrective_action=card.corrective_action,
        level=card.level,
        summary=card.summary,
        responsible=card.resp_department is not None,
    )
    told = {report.report_to for report in card.reports}
    upward = (ReportTo.MGR, tr("上报经理")), (ReportTo.DGM, tr("上报副总经理"))
    lacking = tuple(words for to, words in upward if to not in told)
    return (*missing, *(lacking if card.level is Level.MAJOR else ()))


def said_of(card: ComplaintCard) -> list[Pair]:
    """What the caller said."""
    return [
        (tr("投诉人"), f"{card.complainant}  {card.phone_masked}".strip()),
        *_if(tr("客户"), card.customer_name),
        *_if(tr("运单"), card.waybill),
        (tr("内容"), f"【{card.kind.label}】{card.content}"),
        *_if(tr("诉求"), card.demand),
        *_if(tr("索赔"), _money(card.claimed_fen)),
        *_if(tr("估损"), _money(card.estimated_fen)),
        *_if(tr("情形"), card.circumstances),
        (tr("定级"), _level(card)),
        (tr("来电"), f"{show_moment(card.received_at)}  {card.owner}".strip()),
        *_if(tr("登记"), _registered(card)),
    ]


def _registered(card: ComplaintCard) -> str:
    """When it was written down, if later than at once, and how much too late."""
    late = card.registered_late_minutes
    if card.registered_at - card.received_at < AT_ONCE and not late:
        return ""
    words = show_moment(card.registered_at)
    return tr("{t},迟 {n}").format(t=words, n=span_words(late)) if late else words


def handled(card: ComplaintCard) -> list[Pair]:
    """What was found and decided; what is empty is not done yet."""
    liable = (
        card.resp_department.label if card.resp_department else "",
        card.resp_person,
        card.partner_name,
    )
    pay = _money(card.compensation_fen)
    paid = tr(";赔偿 {a}").format(a=pay) if pay else ""
    due = show_date(card.corrective_due_on) if card.corrective_due_on else ""
    cure = (card.corrective_action, card.corrective_owner, due)
    reply = (card.reply_channel.label if card.reply_channel else "", card.reply)
    return [
        (tr("调查"), card.investigation),
        (tr("根本原因"), card.root_cause),
        (tr("责任"), _joined(*liable)),
        (tr("处理意见"), f"{card.decision}{paid}" if card.decision else ""),
        *_if(tr("驳回原因"), card.answer),
        (tr("整改"), _joined(*cure)),
        *_if(tr("验证"), _joined(card.checked_by, card.check_result)),
        (tr("回复"), _joined(*reply)),
        (tr("客户评价"), card.satisfied.label if card.satisfied else ""),
        *_if(tr("总结"), card.summary),
        *_if(tr("判定"), _joined(card.validity.label, card.validity_reason))
        * bool(card.validity_reason),
        *_if(tr("证据"), "、".join(label for label, _ in card.evidence)),
    ]


def _level(card: ComplaintCard) -> str:
    words = f"{card.level.label}({card.level_reason})"
    if card.level is card.proposed_level:
        return words
    return tr("{v},建议 {p}").format(v=words, p=card.proposed_level.label)


def _money(fen: int) -> str:
    return tr("{a} 元").format(a=show_money(fen)) if fen else ""


def _joined(*parts: str) -> str:
    return "  ".join(part for part in parts if part)


def _if(label: str, text: str) -> list[Pair]:
    return [(label, text)] if text else []
