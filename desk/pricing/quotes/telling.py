"""A quote in words, ready to be sent by chat; never a word about cost or margin."""

from desk.kernel.moments import show_date
from desk.kernel.quantities import show_money, show_volume, show_weight
from desk.kernel.text import tr
from desk.kernel.words import amount_in_words
from desk.pricing.quotes.drafts import InquiryDraft
from desk.pricing.quotes.queries import QuoteCard


def offer_words(quote: QuoteCard, sheet: InquiryDraft) -> str:
    """The offer as a text for the customer: goods, way, charges, how long it takes and holds."""
    goods = [sheet.goods_name]
    goods += [tr("{n} 件").format(n=sheet.pieces)] if sheet.pieces else []
    goods += [f"{show_weight(sheet.weight_g)} kg"] if sheet.weight_g else []
    goods += [f"{show_volume(sheet.volume_cm3)} m³"] if sheet.volume_cm3 else []
    fees = "、".join(f"{n.title} {show_money(n.amount_fen)}" for n in quote.lines)
    lines = [
        tr("{who}{name},您好!您询问的运输报价如下:").format(
            who=sheet.caller_company, name=f" {sheet.caller_name}" if sheet.caller_name else ""
        ),
        f"{sheet.from_place}→{sheet.to_place}  {' '.join(goods)}",
        tr("计费重量 {kg} kg,合计 {a} 元({words})").format(
            kg=f"{quote.chargeable_kg:,}",
            a=show_money(quote.total_fen),
            words=amount_in_words(quote.total_fen),
        ),
        tr("其中:{v}").format(v=fees),
        tr("付款:{v}").format(v=quote.pay_terms.label),
    ]
    if quote.transit_days:
        lines.append(tr("时效约 {n} 天").format(n=quote.transit_days))
    if quote.remark:
        lines.append(tr("备注:{v}").format(v=quote.remark))
    last = show_date(quote.valid_until)
    lines.append(tr("报价有效期至 {d},报价单号 {no}。").format(d=last, no=quote.number))
    return "\n".join(lines)
