"""What the board reads of a manifest, and how clocks, prices and goods are put into words."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from desk.app import Desk
from desk.freight.price_checks.choices import Verdict
from desk.freight.price_checks.queries import PriceCheckRow, price_checks_of
from desk.freight.transit.drafts import OneOffPrice, TransitGoods, TransitPlan
from desk.freight.transit.queries import TransitCard, TransitLineRow, transit_card
from desk.freight.transit.rules import PLANNED
from desk.kernel.quantities import show_money, show_percent
from desk.kernel.text import tr
from ui.theme import Tone

SOON_HOURS = 4
_HOUR = timedelta(hours=1)
VERDICT_TONES = {
    Verdict.REASONABLE: Tone.DONE,
    Verdict.EXPLAIN: Tone.WAITING,
    Verdict.APPROVE: Tone.WRONG,
}


@dataclass(frozen=True)
class Followed:
    """A manifest with the price checks that count, by waybill; none for who may not see costs."""

    card: TransitCard
    checks: Mapping[str, PriceCheckRow]

    @property
    def is_open(self) -> bool:
        """Whether it may still be changed."""
        return self.card.state in PLANNED

    @property
    def verdict(self) -> Verdict | None:
        """The worst result of its checks."""
        order = tuple(Verdict)
        return max((c.verdict for c in self.checks.values()), key=order.index, default=None)

    def line(self, waybill: str) -> TransitLineRow | None:
        return next((n for n in self.card.lines if n.waybill == waybill), None)

    @property
    def plan(self) -> TransitPlan:
        """Its head as it stands."""
        card = self.card
        return TransitPlan(partner=card.partner_code, dest=card.dest, remark=card.remark)

    @property
    def goods(self) -> dict[str, TransitGoods]:
        """Its tickets as they stand, by waybill."""
        return {n.waybill: goods_of(n) for n in self.card.lines}


def followed(desk: Desk, number: str) -> Followed:
    """Raises: Refused E006."""
    card = desk.ask(transit_card, number=number)
    checks = desk.ask(price_checks_of, doc_no=number) if desk.may("price_check.read") else ()
    return Followed(card, {check.waybill: check for check in checks})


def goods_of(line: TransitLineRow) -> TransitGoods:
    """A ticket of a manifest as it was typed."""
    price = None
    if line.one_off:
        price = OneOffPrice(
            price_kg_mill=line.price_kg_mill or 0,
            door_fee_fen=line.door_fee_fen or 0,
            transit_days=line.transit_days,
        )
    return TransitGoods(
        waybill=line.waybill, pieces=line.pieces, door=line.door, price=price, note=line.note
    )


def left_words(due_at: datetime | None, now: datetime) -> str:
    """How long until the hand-over is due, 「剩 7 小时」, or how long it is late."""
    if due_at is None:
        return ""
    words = tr("剩 {t}") if due_at >= now else tr("超 {t}")
    return words.format(t=_span(abs(due_at - now)))


def left_tone(due_at: datetime | None, now: datetime) -> Tone:
    """Red when late, amber in the last hours."""
    if due_at is None:
        return Tone.NEUTRAL
    left = due_at - now
    if left < timedelta():
        return Tone.WRONG
    return Tone.WAITING if left < SOON_HOURS * _HOUR else Tone.DONE


def clock_words(followed: Followed, line: TransitLineRow) -> str:
    """How long after the stock-in a ticket was handed over."""
    handed = followed.card.handover_at
    if handed is None or line.stocked_at is None:
        return ""
    kept = tr("按时") if line.handed_in_time else tr("超时")
    return tr("入库后 {t}交接,{k}").format(t=_span(handed - line.stocked_at), k=kept)


def margin_words(line: TransitLineRow) -> str:
    """The ticket's margin, for who may see costs."""
    if line.margin_fen is None:
        return ""
    return tr("毛利 {a} 元,毛利率 {r}").format(
        a=show_money(line.margin_fen), r=show_percent(line.margin_bp)
    )


def fee_fen(line: TransitLineRow) -> int | None:
    """Everything the partner takes for a ticket; None for who may not see costs."""
    if line.transit_fee_fen is None:
        return None
    return line.transit_fee_fen + (line.door_fee_fen or 0)


def money(fen: int | None) -> str:
    return "" if fen is None else show_money(fen)


def _span(span: timedelta) -> str:
    minutes = int(span.total_seconds()) // 60
    if minutes < 60:
        return tr("{n} 分钟").format(n=minutes)
    hours, rest = divmod(minutes, 60)
    if hours >= 72:
        return tr("{n} 天").format(n=hours // 24)
    halves = tr("半") if rest >= 30 and hours < 6 else ""
    return tr("{n} 小时{h}").format(n=hours, h=halves)
