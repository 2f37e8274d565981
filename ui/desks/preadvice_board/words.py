"""The sentences of the board: what is late, what the price check says, what the truck earns."""

from datetime import datetime

from desk.freight.outbound.choices import PreadviceState as S
from desk.freight.outbound.queries import PreadviceCard
from desk.freight.outbound.rules import SEND_WITHIN
from desk.freight.price_checks.choices import Verdict
from desk.freight.price_checks.queries import PriceCheckRow
from desk.kernel.moments import show_moment
from desk.kernel.quantities import show_money, show_percent
from desk.kernel.text import tr
from desk.office.approvals.choices import Decision


def late_words(card: PreadviceCard, now: datetime) -> str:
    """Whether the receiver was, or will be, told too late; empty when all is well."""
    if card.late:
        return tr("预报迟发:发车后超过 2 小时才发出。")
    waits = card.state in (S.DRAFT, S.CONFIRMED)
    if waits and now >= card.depart_plan_at + SEND_WITHIN:
        return tr("预报迟发:已过计划发车 2 小时,还没有发给到达方。请立即发送。")
    return ""


def sent_words(card: PreadviceCard) -> str:
    """When the list went out, was read, and the truck left and came."""
    parts = []
    if card.sent_at is not None:
        channel = card.sent_channel.label if card.sent_channel else ""
        parts.append(tr("{t} {c}已发").format(t=show_moment(card.sent_at), c=channel))
    if card.receiver_ack_at is not None:
        words = tr("{t} {who} 已回执")
        parts.append(words.format(t=show_moment(card.receiver_ack_at), who=card.receiver_ack_by))
    elif card.state in (S.SENT, S.DEPARTED, S.ARRIVED):
        parts.append(tr("对方还没有回执"))
    if card.depart_at is not None:
        parts.append(tr("{t} 发车").format(t=show_moment(card.depart_at)))
    if card.arrive_at is not None:
        parts.append(tr("{t} 到站").format(t=show_moment(card.arrive_at)))
        parts.append(card.arrival_note)
    if card.void_reason:
        parts.append(tr("作废:{why}").format(why=card.void_reason))
    return " · ".join(part for part in parts if part)


def margin_words(card: PreadviceCard) -> str:
    """What a saved truck earns; empty for those who may not know."""
    if card.margin_fen is None:
        return ""
    return tr("运费 {f} · 毛利 {m}({p})").format(
        f=show_money(card.freight_fen),
        m=show_money(card.margin_fen),
        p=show_percent(card.margin_bp),
    )


def check_words(checks: list[PriceCheckRow]) -> str:
    """What the price check of the truck found, how it was explained, what the manager said."""
    if not checks:
        return tr("运价未检查(确认时自动检查)")
    check = checks[-1]
    parts = [tr("运价:{v}").format(v=check.verdict.label)]
    if check.verdict is not Verdict.REASONABLE:
        parts.append(check.summary)
    if check.explanation:
        parts.append(tr("说明:{why}").format(why=check.explanation))
    if check.decision is not None:
        word = tr("待经理审批") if check.decision is Decision.WAITING else check.decision.label
        parts.append(" ".join(filter(None, (word, check.decision_reason))))
    return " · ".join(parts)


def is_doubtful(checks: list[PriceCheckRow]) -> bool:
    """Whether the truck may not be confirmed as its price stands."""
    return bool(checks) and not checks[-1].stands
