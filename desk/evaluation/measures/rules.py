"""The eight hard indicators by name, their rates, and how a ticket counts in them. Pure.

Source: spec 5.7.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from types import MappingProxyType

from desk.kernel.moments import local
from desk.kernel.quantities import round_half_up

FEEDBACK = timedelta(hours=24)
CLAIM_DAYS = 15


@dataclass(frozen=True)
class Indicator:
    """One hard indicator: its name, the unit of its rate, and what its two figures count."""

    code: str
    name: str
    unit: str
    numerator: str
    denominator: str


INDICATORS: Mapping[str, Indicator] = MappingProxyType(
    {
        each.code: each
        for each in (
            Indicator("H1", "到货及时率", "%", "按期到货票数", "应到票数"),
            Indicator("H2", "破损率", "‰", "破损、受潮件数", "交接件数"),
            Indicator("H3", "丢失率", "‰", "短少、丢失件数", "交接件数"),
            Indicator("H4", "投诉率", "%", "有效投诉票数", "交接票数"),
            Indicator("H5", "回单返还率", "%", "按期返还份数", "应返还份数"),
            Indicator("H6", "价格水平", "指数", "实际费用(元)", "基准费用(元)"),
            Indicator("H7", "理赔处理及时率", "%", "按期了结件数", "应了结件数"),
            Indicator("H8", "信息反馈及时率", "%", "24 小时内反馈票数", "交接票数"),
        )
    }
)
CODES = tuple(INDICATORS)
MONEY_CODES = frozenset({"H6"})
"""Indicators whose numerator and denominator are fen."""


def rate(code: str, numerator: int, denominator: int) -> int | None:
    """A rate in hundredths of its unit (%, ‰ or index), half-up; None where there was nothing to count."""
    per = 100_000 if INDICATORS[code].unit == "‰" else 10_000
    return round_half_up(numerator * per, denominator) if denominator else None


def day_that_counts(
    handed_on: date,
    transit_days: int,
    due_on: date | None,
    *,
    put_off_from: date | None,
    put_off_to: date | None,
) -> date:
    """By when the partner had to deliver.

    A day put off for a closed road counts instead of the first one. A promise to the customer that
    had passed before the partner got the goods does not bind him: his own days count then.
    """
    regular = handed_on + timedelta(days=transit_days)
    if due_on is None or due_on < handed_on:
        return regular
    return put_off_to if put_off_from == due_on and put_off_to is not None else due_on


def fed_back(happened_at: datetime, entered_at: datetime) -> bool:
    """The office knew within 24 hours."""
    return entered_at - happened_at <= FEEDBACK


def claim_due_on(asked_on: date) -> date:
    """The last day on which a claim against a partner is settled in time."""
    return asked_on + timedelta(days=CLAIM_DAYS)


def median_fen(costs: list[int]) -> int:
    """The middle cost; of an even number the mean of the two in the middle, half-up."""
    ordered, middle = sorted(costs), len(costs) // 2
    if len(ordered) % 2:
        return ordered[middle]
    return round_half_up(ordered[middle - 1] + ordered[middle], 2)


def day_of(moment: datetime) -> date:
    """The business date of a moment."""
    return local(moment).date()
