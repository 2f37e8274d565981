"""Pairs of label and text for the cards of the record page."""

from desk.freight.consignments.queries import ConsignmentCard, PartyRow
from desk.kernel.moments import show_date, show_moment
from desk.kernel.quantities import show_money
from desk.kernel.text import tr

Pair = tuple[str, str]


def party(row: PartyRow) -> list[Pair]:
    """One side as it stood at acceptance."""
    contact = row.contact if row.contact != row.name else ""
    return [
        (tr("名称"), row.name),
        (tr("电话"), "  ".join(part for part in (row.phone, contact) if part)),
        (tr("地址"), row.address),
    ]


def delivery(card: ConsignmentCard) -> list[Pair]:
    """How and when the goods are handed over."""
    return [
        (tr("交接"), card.delivery_mode.label),
        *_when(tr("应到"), show_date(card.due_on) if card.due_on else ""),
        *_when(tr("承诺到货"), show_date(card.promised_on) if card.promised_on else ""),
        *_when(tr("库位"), card.bin_code),
        *_when(tr("已通知"), show_moment(card.notice_at) if card.notice_at else ""),
        *_when(tr("已放货"), show_moment(card.released_at) if card.released_at else ""),
        *_when(tr("签收"), show_moment(card.signed_at) if card.signed_at else ""),
    ]


def agreed(card: ConsignmentCard) -> list[Pair]:
    """Value, clause, checks, receipts, COD account, remark."""
    return [
        (tr("保价"), _value(card)),
        (tr("核验"), _checks(card)),
        (tr("回单"), _receipts(card)),
        *_when(tr("收款账户"), _account(card)),
        *_when(tr("手工单号"), card.paper_no),
        *_when(tr("备注"), card.remark),
    ]


def _value(card: ConsignmentCard) -> str:
    if card.declared_value_fen:
        return tr("声明价值 {a} 元").format(a=show_money(card.declared_value_fen))
    signed = tr("未保价,限额条款已提示并签认")
    return signed if card.cover_clause_ack else tr("未保价,限额条款未签认")


def _checks(card: ConsignmentCard) -> str:
    done = (
        (card.identity_checked, tr("身份")),
        (card.open_inspection, tr("验视")),
        (card.dangerous_checked, tr("危险品")),
    )
    return "、".join(word for ticked, word in done if ticked)


def _receipts(card: ConsignmentCard) -> str:
    if not card.receipt_required:
        return tr("不需要")
    counts = tr("{a} 份,已收回 {b} 份").format(a=card.receipt_copies, b=card.receipts_back)
    return "  ".join(part for part in (counts, card.receipt_requirement) if part)


def _account(card: ConsignmentCard) -> str:
    tail = f"****{card.cod_account[-4:]}" if card.cod_account else ""
    return "  ".join(part for part in (card.cod_payee, card.cod_bank, tail) if part)


def _when(label: str, text: str) -> list[Pair]:
    return [(label, text)] if text else []
