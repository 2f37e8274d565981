"""Whether a price is reasonable, rule by rule.

Pure functions; no database, clock or file. Limits are compared exactly, only what is shown is
rounded. Source: spec 5.4.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from desk.freight.consignments.margins import Margin
from desk.freight.price_checks.choices import Rule, Verdict
from desk.kernel.errors import Problem, problem
from desk.kernel.prices import show_price
from desk.kernel.quantities import round_half_up, show_money, show_percent
from desk.kernel.settings import Settings
from desk.kernel.text import tr

TRUCKS_COMPARED, TRUCK_DAYS = 10, 90
_ORDER = tuple(Verdict)


@dataclass(frozen=True, kw_only=True)
class Limits:
    """From where a price must be explained or approved, in basis points."""

    price_explain_bp: int = 500
    price_approve_bp: int = 1_000
    partner_explain_bp: int = 10_500
    partner_approve_bp: int = 11_000
    margin_explain_bp: int = 1_500
    truck_explain_bp: int = 11_500


@dataclass(frozen=True, kw_only=True)
class Finding:
    """One thing a check found.

    Attributes:
        measured_bp: what was measured, in basis points, half-up; None when there is no ratio.
        limit_bp: the limit it passed.
        amount_fen, against_fen: the amount measured and the one it was measured by, where both are
            money.
        words: the finding for the reader.
    """

    rule: Rule
    verdict: Verdict
    measured_bp: int | None
    limit_bp: int
    amount_fen: int = 0
    against_fen: int = 0
    words: str

    @property
    def problem(self) -> Problem:
        """The refusal while nobody has explained or approved it."""
        r, limit = _plain(self.measured_bp), _plain(self.limit_bp)
        if self.verdict is Verdict.EXPLAIN:
            return problem("E036", "price_reason", why=self.words)
        if self.rule is Rule.PARTNER_COST:
            a, b = show_money(self.amount_fen), show_money(self.against_fen)
            return problem("E163", "price_reason", a=a, b=b, r=r)
        if self.rule is Rule.MARGIN:
            return problem("E164", "price_reason", a=show_money(self.amount_fen), r=r)
        if self.rule is Rule.NO_RATE:
            return problem("E037", "price_reason")
        return problem("E035", "price_reason", r=r, lim=limit)


@dataclass(frozen=True, kw_only=True)
class TruckPrice:
    """What an earlier truck of a lane cost."""

    gone_on: date
    price_fen: int
    chargeable_kg: int


def limits_of(settings: Settings) -> Limits:
    """The limits as the office set them."""
    return Limits(**{name: getattr(settings, name) for name in Limits.__dataclass_fields__})


def worst(findings: Iterable[Finding]) -> Verdict:
    """The verdict of a check: its worst finding, 合理 without any."""
    return max((f.verdict for f in findings), key=_ORDER.index, default=Verdict.REASONABLE)


def no_rate_finding(cost_fen: int) -> Finding:
    """A one-off price on a lane without a valid rate always needs the manager (spec 3.7).

    The amount belongs to the finding, so that what was approved is this price and no other.
    """
    words = tr("合作商无该线路有效运价,一次性价格 {a} 元").format(a=show_money(cost_fen))
    return Finding(
        rule=Rule.NO_RATE,
        verdict=Verdict.APPROVE,
        measured_bp=None,
        limit_bp=0,
        amount_fen=cost_fen,
        words=words,
    )


def unit_price_finding(
    asked: int, valid: int, limits: Limits, show: Callable[[int], str] = show_price
) -> Finding | None:
    """Rule 1: a unit price apart from the partner's valid rate, up or down.

    Args:
        asked: unit price of the document.
        valid: the valid rate in the same unit, above 0.
        limits: the office's limits.
        show: how such a price is written.
    """
    apart, verdict, limit = abs(asked - valid) * 10_000, Verdict.EXPLAIN, limits.price_explain_bp
    if apart <= limit * valid:
        return None
    if apart > limits.price_approve_bp * valid:
        verdict, limit = Verdict.APPROVE, limits.price_approve_bp
    measured = round_half_up(apart, valid)
    words = tr("单价 {a} 元与有效运价 {b} 元相差 {r}").format(
        a=show(asked), b=show(valid), r=show_percent(measured)
    )
    return Finding(
        rule=Rule.UNIT_PRICE, verdict=verdict, measured_bp=measured, limit_bp=limit, words=words
    )


def partner_cost_finding(cost_fen: int, best_fen: int | None, limits: Limits) -> Finding | None:
    """Rule 2: the ticket costs more with this partner than with the cheapest one (AT-04, AT-11).

    From 105 % on it must be explained, above 110 % approved; without a partner to compare with
    nothing is found.
    """
    if not best_fen:
        return None
    scaled, verdict, limit = cost_fen * 10_000, Verdict.EXPLAIN, limits.partner_explain_bp
    if scaled < limit * best_fen:
        return None
    if scaled > limits.partner_approve_bp * best_fen:
        verdict, limit = Verdict.APPROVE, limits.partner_approve_bp
    measured = round_half_up(cost_fen * 10_000, best_fen)
    words = tr("中转费 {a} 元为最低有效报价 {b} 元的 {r}").format(
        a=show_money(cost_fen), b=show_money(best_fen), r=show_percent(measured)
    )
    return Finding(
        rule=Rule.PARTNER_COST,
        verdict=verdict,
        measured_bp=measured,
        limit_bp=limit,
        amount_fen=cost_fen,
        against_fen=best_fen,
        words=words,
    )


def margin_finding(margin: Margin, limits: Limits) -> Finding | None:
    """Rule 3: a thin margin must be explained, a loss approved."""
    loss = margin.margin_fen < 0
    thin = margin.margin_fen * 10_000 < limits.margin_explain_bp * margin.revenue_fen
    if not loss and not thin:
        return None
    words = tr("预计毛利 {a} 元(毛利率 {r})").format(
        a=show_money(margin.margin_fen), r=show_percent(margin.rate_bp)
    )
    return Finding(
        rule=Rule.MARGIN,
        verdict=Verdict.APPROVE if loss else Verdict.EXPLAIN,
        measured_bp=margin.rate_bp,
        limit_bp=0 if loss else limits.margin_explain_bp,
        amount_fen=margin.margin_fen,
        against_fen=margin.revenue_fen,
        words=words,
    )


def trucks_compared(trucks: Iterable[TruckPrice], on: date) -> list[TruckPrice]:
    """The last 10 trucks of a lane within the last 90 days, newest first."""
    since = on - timedelta(days=TRUCK_DAYS)
    recent = [t for t in trucks if since <= t.gone_on <= on and t.chargeable_kg > 0]
    return sorted(recent, key=lambda t: t.gone_on, reverse=True)[:TRUCKS_COMPARED]


def truck_price_finding(
    price_fen: int, chargeable_kg: int, past: Sequence[TruckPrice], limits: Limits
) -> Finding | None:
    """Rule 4: a truck dearer per chargeable kg than the trucks it is compared with, taken together."""
    spent, carried = sum(t.price_fen for t in past), sum(t.chargeable_kg for t in past)
    base = spent * chargeable_kg
    if not base or price_fen * carried * 10_000 <= limits.truck_explain_bp * base:
        return None
    measured = round_half_up(price_fen * carried * 10_000, base)
    words = tr("车价每公斤 {a} 元,为近 {n} 车均价 {b} 元的 {r}").format(
        a=show_price(round_half_up(price_fen * 10, chargeable_kg)),
        n=len(past),
        b=show_price(round_half_up(spent * 10, carried)),
        r=show_percent(measured),
    )
    return Finding(
        rule=Rule.TRUCK_PRICE,
        verdict=Verdict.EXPLAIN,
        measured_bp=measured,
        limit_bp=limits.truck_explain_bp,
        words=words,
    )


def _plain(share_bp: int | None) -> str:
    return show_percent(share_bp).removesuffix("%")
