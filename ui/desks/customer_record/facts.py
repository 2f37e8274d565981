"""Pairs of label and text of a customer."""

from desk.archive.customers.cards import CustomerCard
from desk.archive.customers.choices import CustomerClass, CustomerStatus, Stage
from desk.kernel.moments import show_date, show_moment
from desk.kernel.quantities import show_money
from desk.kernel.text import tr
from ui.theme import Tone

Pair = tuple[str, str]
STATUSES = {CustomerStatus.ACTIVE: Tone.DONE, CustomerStatus.FROZEN: Tone.WRONG}
STAGES = {
    Stage.PROSPECT: Tone.WAITING,
    Stage.NEW: Tone.ACTIVE,
    Stage.ACTIVE: Tone.DONE,
    Stage.DORMANT: Tone.WAITING,
    Stage.CHURNED: Tone.WRONG,
}
CLASSES = {CustomerClass.A: Tone.DONE, CustomerClass.B: Tone.ACTIVE, CustomerClass.C: Tone.NEUTRAL}


def money(card: CustomerCard) -> list[Pair]:
    """How he pays, and what he may owe."""
    entry = card.entry
    limit = show_money(entry.credit_limit_fen) + tr(" 元")
    return [
        (tr("结算"), entry.settlement.label),
        (tr("信用额度"), limit if entry.credit_limit_fen else tr("未设")),
        *_if(tr("账期"), tr("{n} 天").format(n=entry.credit_days) if entry.credit_days else ""),
        *_if(
            tr("对账日"),
            tr("每月 {n} 日").format(n=entry.statement_day) if entry.statement_day else "",
        ),
        *_if(tr("发票抬头"), entry.invoice_title),
        *_if(tr("税号"), entry.tax_no),
        *_if(tr("开户行"), entry.bank),
        *_if(tr("账号"), entry.account),
    ]


def person(card: CustomerCard) -> list[Pair]:
    """Who he is, and what he usually ships."""
    entry = card.entry
    until = show_date(entry.contract_valid_to) if entry.contract_valid_to else ""
    contract = "  ".join(part for part in (entry.contract_no, until and tr("至 ") + until) if part)
    return [
        (tr("业务类别"), "、".join(kind.label for kind in entry.kinds)),
        *_if(tr("信用代码"), entry.uscc),
        *_if(tr("身份证号"), entry.id_card),
        *_if(tr("行业"), entry.industry),
        *_if(tr("来源"), entry.source.label if entry.source else ""),
        *_if(tr("业务员"), entry.salesperson),
        (tr("负责人"), card.owner),
        *_if(tr("合同"), contract),
        *_if(tr("常发货物"), entry.goods_usual),
        *_if(tr("意向线路"), entry.lanes_of_interest),
        *_if(tr("月货量"), entry.volume_per_month),
        *_if(tr("合作意愿"), entry.intention),
        *_if(tr("附件"), "、".join(card.papers)),
        (tr("最近核实"), show_date(entry.verified_on) if entry.verified_on else tr("从未核实")),
        *_if(tr("最近发货"), show_date(card.last_ticket_on) if card.last_ticket_on else ""),
        (tr("建档"), show_moment(card.created_at)),
    ]


def standing(card: CustomerCard) -> str:
    """What must be known before anything else: frozen, merged, why."""
    into = tr("已并入 {v}").format(v=card.merged_into) if card.merged_into else ""
    merged = tr("并入过 {v}").format(v="、".join(card.merged_from)) if card.merged_from else ""
    return "   ".join(part for part in (into, card.status_reason, merged) if part)


def lacking(card: CustomerCard) -> str:
    """What the record lacks, in words; empty when nothing does."""
    return tr("还缺:{v}").format(v=card.missing) if card.missing else ""


def _if(label: str, text: str) -> list[Pair]:
    return [(label, text)] if text else []
