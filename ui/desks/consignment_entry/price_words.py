"""The price of a ticket in one line of words."""

from desk.freight.consignments.price_preview import PricePreview
from desk.kernel.choices import Choice
from desk.kernel.prices import Basis, show_price
from desk.kernel.quantities import show_money, show_percent
from desk.kernel.text import tr
from desk.pricing.tariffs.choices import PriceLevel
from desk.pricing.tariffs.lookup import PriceHit


def price_words(preview: PricePreview) -> str:
    """Where the price comes from, how it is reckoned, what else there is to know."""
    rate = preview.rate
    if rate is None:
        return ""
    parts = [_source(preview), *(_reckoning(preview, rate.hit) if rate.hit else [])]
    parts += [_fees(preview), _authority(preview)]
    return " · ".join(part for part in parts if part)


def _source(preview: PricePreview) -> str:
    rate = preview.rate
    assert rate is not None
    if rate.level is PriceLevel.QUOTE:
        agreed = show_money(preview.base_fen + preview.discount_fen)
        return tr("按报价 {no},约定运费 {a} 元").format(no=rate.quote_no, a=agreed)
    if rate.hit is None:
        return rate.level.label
    hit = rate.hit
    named = rate.level.named(hit.sheet_name)
    text = tr("{named} 第 {n} 版 {a}→{b}")
    return text.format(named=named, n=hit.version, a=hit.origin, b=hit.destination)


def _reckoning(preview: PricePreview, hit: PriceHit) -> list[str]:
    return [
        _quantity(preview, hit),
        tr("取最低收费 {a}").format(a=_yuan(hit.price.min_charge_fen))
        if preview.at_minimum
        else "",
        _next_tier(preview),
        tr("时效 {n} 天").format(n=hit.transit_days) if hit.transit_days else "",
    ]


def _quantity(preview: PricePreview, hit: PriceHit) -> str:
    if hit.price.basis is not Basis.W:
        basis: Choice = hit.price.basis
        return tr("{basis} {a} 元").format(basis=basis.label, a=_yuan(hit.base_freight_fen))
    note = tr("(轻泡)") if preview.light else ""
    if hit.charged_kg > hit.chargeable_kg:
        note = tr("(进级,实计 {n} kg)").format(n=f"{hit.chargeable_kg:,}")
    text = tr("{p} 元/kg × {n} kg{note} = {a} 元")
    price, kg = show_price(hit.price_kg_mill), f"{hit.charged_kg:,}"
    return text.format(p=price, n=kg, note=note, a=_yuan(hit.base_freight_fen))


def _next_tier(preview: PricePreview) -> str:
    tier = preview.next_tier
    if tier is None:
        return ""
    price = show_price(tier.price_kg_mill)
    return tr("满 {n} kg 每公斤 {p}").format(n=f"{tier.from_kg:,}", p=price)


def _fees(preview: PricePreview) -> str:
    fees = [f"{fee.fee.label} {_yuan(fee.amount_fen)}" for fee in preview.fees]
    return tr("附加费表:{v}").format(v="、".join(fees)) if fees else ""


def _authority(preview: PricePreview) -> str:
    limit = show_percent(preview.limit_bp)
    if not preview.asked_bp:
        return tr("可优惠 {p}").format(p=limit) if preview.limit_bp else ""
    return tr("已优惠 {a},权限 {p}").format(a=show_percent(preview.asked_bp), p=limit)


def _yuan(amount_fen: int) -> str:
    return show_money(amount_fen)
