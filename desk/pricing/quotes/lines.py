"""The lines of a quote: freight and surcharges from the tariffs, other charges by hand.

Source: spec 3.13, 5.2, A-31, AT-01.
"""

from dataclasses import dataclass
from datetime import date

from desk.kernel.errors import Problems, Refused
from desk.kernel.identity import clean_text, has_control_characters
from desk.kernel.prices import Basis, chargeable_kg, show_price
from desk.kernel.quantities import show_money, show_percent
from desk.kernel.text import tr
from desk.partners.rates.rules import price_words
from desk.pricing.quotes.choices import QuoteItem
from desk.pricing.quotes.drafts import ExtraLine, QuoteTerms
from desk.pricing.quotes.model import Inquiry, QuoteLine
from desk.pricing.quotes.rules import discount_of
from desk.pricing.tariffs.choices import FeeKind, PriceLevel
from desk.pricing.tariffs.discounts import check_discount
from desk.pricing.tariffs.fees import FeeHit, FeeQuestion, find_fees
from desk.pricing.tariffs.lookup import PriceHit, PriceQuestion, find_price
from desk.pricing.tariffs.model import FeeLine
from desk.pricing.tariffs.rules import show_fee
from desk.storage.work import Reader

MOST_EXTRAS, MOST_QUANTITY, MOST_FEN = 10, 9_999, 99_999_999
_MUST_BE_LISTED = (FeeKind.PICKUP, FeeKind.DELIVERY)
_BY_RULES = (QuoteItem.BASE, QuoteItem.DISCOUNT)


@dataclass(frozen=True, kw_only=True)
class Reckoned:
    """What a quote comes to. `tariff_base_fen` 0: there is no tariff, the freight is by hand."""

    lines: tuple[QuoteLine, ...]
    hit: PriceHit | None
    chargeable_kg: int
    tariff_base_fen: int
    base_fen: int
    discount_fen: int

    @property
    def level(self) -> PriceLevel:
        return self.hit.level if self.hit else PriceLevel.MANUAL

    @property
    def total_fen(self) -> int:
        return sum(line.amount_fen for line in self.lines)


def reckon(read: Reader, inquiry: Inquiry, terms: QuoteTerms, on: date) -> Reckoned:
    """Price an inquiry on a day by the tariffs and the clerk's terms.

    Raises:
        Refused: E120 without a tariff, unless the price is submitted or the manager's own; E121
            below what the acting user may give, unless submitted; E001, E003, E004, E009, E012,
            E019 of the terms: everything wrong at once.
    """
    problems = Problems()
    _check_extras(problems, terms)
    hit = _hit(read, inquiry, terms, on, problems)
    problems.raise_if_any()
    base = terms.base_freight_fen or (hit.base_freight_fen if hit else 0)
    discount = discount_of(base, terms.discount_bp, hit.rounding_fen if hit else 100)
    if hit is not None and not terms.nonstandard:
        field = "terms.discount_bp" if terms.discount_bp else "terms.base_freight_fen"
        try:
            check_discount(read, hit.base_freight_fen, base + discount, field=field)
        except Refused as refused:
            problems.extend(refused.problems)
    kg = hit.chargeable_kg if hit else _chargeable(read, inquiry)
    lines = [_base_line(base, hit, inquiry), *_fee_lines(read, inquiry, terms, on, kg, problems)]
    lines += [_extra_line(extra) for extra in terms.extras]
    if discount:
        label = tr("优惠(运费的 {p})").format(p=show_percent(terms.discount_bp))
        lines.append(QuoteLine(item=QuoteItem.DISCOUNT, label=label, amount_fen=discount))
    problems.raise_if_any()
    return Reckoned(
        lines=tuple(lines),
        hit=hit,
        chargeable_kg=kg,
        tariff_base_fen=hit.base_freight_fen if hit else 0,
        base_fen=base,
        discount_fen=discount,
    )


def _chargeable(read: Reader, inquiry: Inquiry) -> int:
    return chargeable_kg(inquiry.weight_g, inquiry.volume_cm3, read.settings.volumetric_ratio)


def _hit(
    read: Reader, inquiry: Inquiry, terms: QuoteTerms, on: date, problems: Problems
) -> PriceHit | None:
    """The tariff line, or None where a price by hand may stand in for it."""
    question = PriceQuestion(
        origin=inquiry.from_place,
        destination=inquiry.to_place,
        on=on,
        weight_g=inquiry.weight_g,
        volume_cm3=inquiry.volume_cm3,
        pieces=inquiry.pieces,
        customer_id=inquiry.customer_id,
    )
    try:
        hit = find_price(read, question)
    except Refused as missing:
        if not (terms.nonstandard or read.may("tariff.approve")):
            raise
        if terms.base_freight_fen <= 0:
            problems.extend(missing.problems)
        elif not terms.reason.strip():
            problems.add("E009", "terms.reason", action=tr("手工报价"))
        return None
    if hit.price.basis is Basis.P:
        problems.require(inquiry.pieces or None, "inquiry_no", tr("件数"))
    return hit


def _base_line(base: int, hit: PriceHit | None, inquiry: Inquiry) -> QuoteLine:
    if hit is None or base != hit.base_freight_fen:
        agreed = tr("运费(协议价)")
        one = tr("1 票")
        return QuoteLine(item=QuoteItem.BASE, label=agreed, quantity=one, amount_fen=base)
    price = tr("{p}元/kg").format(p=show_price(hit.price_kg_mill))
    quantity = f"{hit.charged_kg} kg"
    if hit.price.basis is not Basis.W:
        price = price_words(hit.price)
        quantity = (
            tr("{n} 件").format(n=inquiry.pieces) if hit.price.basis is Basis.P else tr("1 票")
        )
    least = hit.price.min_charge_fen
    label = tr("运费(最低收费)") if base == least else ""
    return QuoteLine(
        item=QuoteItem.BASE, label=label, price=price[:40], quantity=quantity, amount_fen=base
    )


def _fee_lines(
    read: Reader, inquiry: Inquiry, terms: QuoteTerms, on: date, kg: int, problems: Problems
) -> list[QuoteLine]:
    question = FeeQuestion(
        origin=inquiry.from_place,
        destination=inquiry.to_place,
        on=on,
        chargeable_kg=kg,
        pickup=inquiry.pickup,
        delivery=inquiry.door,
        receipt=inquiry.receipt_copies > 0,
        declared_value_fen=inquiry.declared_value_fen,
    )
    by_hand = {extra.item for extra in terms.extras}
    lines = []
    for hit in find_fees(read, question):
        item = QuoteItem[hit.fee.name]
        if item in by_hand:
            continue
        if hit.line_id is None and hit.fee in _MUST_BE_LISTED:
            place = inquiry.from_place if hit.fee is FeeKind.PICKUP else inquiry.to_place
            why = tr("运价表没有{p}的{f},请手工填写").format(p=place, f=hit.fee.label)
            problems.add("E019", "terms.extras", label=hit.fee.label, why=why)
        elif hit.amount_fen:
            lines.append(_fee_line(read, item, hit, inquiry))
    return lines


def _fee_line(read: Reader, item: QuoteItem, hit: FeeHit, inquiry: Inquiry) -> QuoteLine:
    line = read.session.get(FeeLine, hit.line_id) if hit.line_id else None
    price = show_fee(line.rule)[:40] if line else ""
    quantity = tr("1 票")
    if item is QuoteItem.COVER:
        quantity = show_money(inquiry.declared_value_fen)
    return QuoteLine(item=item, price=price, quantity=quantity, amount_fen=hit.amount_fen)


def _extra_line(extra: ExtraLine) -> QuoteLine:
    return QuoteLine(
        item=extra.item,
        label=clean_text(extra.label),
        price=show_money(extra.price_fen),
        quantity=str(extra.quantity),
        amount_fen=extra.price_fen * extra.quantity,
    )


def _check_extras(problems: Problems, terms: QuoteTerms) -> None:
    count = len(terms.extras)
    fits = count <= MOST_EXTRAS
    limits = {"label": tr("手工费用行数"), "lo": 0, "hi": MOST_EXTRAS, "v": count}
    problems.check(fits, "E003", "terms.extras", **limits)
    for index, extra in enumerate(terms.extras):
        path, label = f"terms.extras.{index}", extra.item.label
        why = tr("请填在运费或优惠栏")
        problems.check(extra.item not in _BY_RULES, "E019", f"{path}.item", label=label, why=why)
        limits = {"lo": 0, "hi": show_money(MOST_FEN), "v": show_money(extra.price_fen)}
        fits = 0 <= extra.price_fen <= MOST_FEN
        problems.check(fits, "E003", f"{path}.price_fen", label=label, **limits)
        limits = {"lo": 1, "hi": MOST_QUANTITY, "v": extra.quantity}
        fits = 1 <= extra.quantity <= MOST_QUANTITY
        problems.check(fits, "E003", f"{path}.quantity", label=tr("数量"), **limits)
        text = clean_text(extra.label)
        problems.fits(text, 40, f"{path}.label", tr("费用说明"))
        clean = not has_control_characters(text)
        problems.check(clean, "E012", f"{path}.label", label=tr("费用说明"))
