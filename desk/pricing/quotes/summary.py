"""What a quote that needs the manager is about: the price against the tariff, cost, margin, the reason."""

from desk.kernel.commands import on
from desk.kernel.moments import show_date
from desk.kernel.quantities import show_money, show_percent, show_volume, show_weight
from desk.kernel.text import tr
from desk.office.approvals.events import ApprovalSummaryAsked
from desk.pricing.quotes.model import Inquiry, Quote
from desk.pricing.tariffs.discounts import discount_bp
from desk.storage.work import Reader


@on(ApprovalSummaryAsked)
def tell_quote(read: Reader, asked: ApprovalSummaryAsked) -> None:
    """What the customer asked for, what the tariff says and what is offered."""
    quote_id = asked.about(Quote)
    if quote_id is None:
        return
    quote = read.get(Quote, quote_id, tr("报价"))
    inquiry = quote.inquiry
    asked.tell(
        (tr("客户"), f"{inquiry.caller_company} {inquiry.caller_name}".strip()),
        (tr("线路"), inquiry.lane),
        (tr("货物"), _goods(inquiry)),
        (tr("合计"), tr("{a} 元").format(a=show_money(quote.total_fen))),
        (tr("低于运价"), _below(read, quote)),
        (tr("毛利"), _margin(quote)),
        (tr("成本未知"), quote.cost_gap),
        (tr("付款"), quote.pay_terms.label),
        (tr("有效至"), show_date(quote.valid_until)),
        (tr("备注"), quote.remark),
    )
    asked.why = quote.reason
    _against_tariff(asked, quote)
    _against_former(asked, quote)
    asked.show_paper("P-18", quote.number)
    asked.open_in("call_sheet", number=quote.number)


def _goods(inquiry: Inquiry) -> str:
    return tr("{goods} {n} 件 {w} kg {v} m³").format(
        goods=inquiry.goods_name,
        n=inquiry.pieces,
        w=show_weight(inquiry.weight_g),
        v=show_volume(inquiry.volume_cm3),
    )


def _below(read: Reader, quote: Quote) -> str:
    if not quote.tariff_base_fen:
        return tr("没有可比的运价,由人工定价")
    below = discount_bp(quote.tariff_base_fen, quote.base_fen + quote.discount_fen)
    words = tr("{p},经理权限 {lim}").format(
        p=show_percent(below), lim=show_percent(read.settings.discount_mgr_bp)
    )
    over = below > read.settings.discount_mgr_bp
    return tr("{w},须登记副总经理会签").format(w=words) if over else words


def _margin(quote: Quote) -> str:
    if quote.margin_bp is None:
        return ""
    return tr("{a} 元({p})").format(
        a=show_money(quote.total_fen - quote.cost_fen), p=show_percent(quote.margin_bp)
    )


def _against_tariff(asked: ApprovalSummaryAsked, quote: Quote) -> None:
    if not quote.tariff_base_fen:
        return
    asked.former = tr("运价{t}").format(t=quote.tariff)
    offered = show_money(quote.base_fen + quote.discount_fen)
    asked.compare((tr("基本运费"), show_money(quote.tariff_base_fen), offered))


def _against_former(asked: ApprovalSummaryAsked, quote: Quote) -> None:
    """The revision before it, when there is one."""
    same = [q for q in quote.inquiry.quotes if q.base_no == quote.base_no]
    earlier = [q for q in same if q.revision < quote.revision]
    if earlier:
        before = max(earlier, key=lambda q: q.revision)
        words = tr("合计(上一版 {no})").format(no=before.number)
        asked.compare((words, show_money(before.total_fen), show_money(quote.total_fen)))
