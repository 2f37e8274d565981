"""A claim with its consignment's other claims, gathered in one go, and what is told about it."""

from dataclasses import dataclass

from desk.app import Desk
from desk.care.claims.queries import ClaimCard, claim_card, claims_of
from desk.freight.consignments.queries import ConsignmentCard, consignment_card
from desk.kernel.moments import show_date, show_moment
from desk.kernel.quantities import show_money
from desk.kernel.text import tr

Pair = tuple[str, str]


@dataclass(frozen=True)
class Claimed:
    """The goods, the claim that is looked at, and all claims of the goods."""

    goods: ConsignmentCard
    card: ClaimCard | None
    others: tuple[ClaimCard, ...]


def claimed(desk: Desk, number: str, waybill: str) -> Claimed:
    """By the claim's number, else by the waybill.

    Raises:
        Refused: E006.
    """
    card = desk.ask(claim_card, number=number) if number else None
    goods = desk.ask(consignment_card, number=card.waybill if card else waybill)
    return Claimed(goods, card, tuple(desk.ask(claims_of, number=goods.number)))


def goods_words(goods: ConsignmentCard) -> str:
    """Whose goods, how many, how far insured."""
    insured = goods.declared_value_fen
    cover = tr("声明价值 {a} 元").format(a=show_money(insured)) if insured else tr("未保价")
    words = tr("{s} → {c}  {g} {n} 件  {cover}")
    return words.format(
        s=goods.shipper.name,
        c=goods.consignee.name,
        g=goods.goods_summary,
        n=goods.declared,
        cover=cover,
    )


def decided(card: ClaimCard) -> list[Pair]:
    """Opinions, decision, payment and recovery, as far as there are any."""
    pay = card.pay_by.label if card.pay_by else ""
    party = card.recourse_party.label if card.recourse_party else ""
    back = tr("应收 {a} 元,到账 {b} 元")
    money = back.format(
        a=show_money(card.recourse_fen),
        b=show_money(card.recourse_received_fen),
    )
    pairs = (
        (tr("财务意见"), _joined(card.finance_by, card.finance_opinion)),
        (tr("副总批示"), _joined(card.dgm_by, show_date(card.dgm_on) if card.dgm_on else "")),
        (tr("裁定"), show_moment(card.decided_at) if card.decided_at else ""),
        (tr("驳回原因"), card.answer),
        (tr("协议"), show_date(card.settled_on) if card.settled_on else ""),
        (
            tr("赔付"),
            _joined(show_moment(card.paid_at) if card.paid_at else "", pay, card.pay_reference),
        ),
        (tr("追偿"), _joined(party, card.recourse_name, money) if party else ""),
        (tr("撤案原因"), card.end_reason),
    )
    return [(label, text) for label, text in pairs if text]


def _joined(*parts: str) -> str:
    return "  ".join(part for part in parts if part)
