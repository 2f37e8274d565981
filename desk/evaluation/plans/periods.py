"""The period of an evaluation: calendar months, quarters, halves and years, or any range of days.

Source: spec 3.20 (plan), issue (calendar periods, never counted from the day a record was made).
"""

import re
from dataclasses import dataclass
from datetime import date, timedelta

from desk.evaluation.plans.choices import PeriodKind
from desk.kernel.errors import refuse
from desk.kernel.folding import fold_width
from desk.kernel.moments import parse_date, show_date
from desk.kernel.text import tr

EXAMPLE = "2026Q3"
_CALENDAR = re.compile(r"(20\d\d)(?:年|-|\.|/)?(?:([QH])([1-4])|M?(0?[1-9]|1[0-2])月?)?", re.I)
_LONGEST_DAYS = 366


@dataclass(frozen=True)
class Period:
    """Whole days, both included; `code` stands in the numbers of plan and reports."""

    kind: PeriodKind
    first_on: date
    last_on: date

    @property
    def code(self) -> str:
        """「2026Q3」, 「2026M07」, 「2026H1」, 「2026Y」 or 「20260701T20260815」."""
        year, month = self.first_on.year, self.first_on.month
        return {
            PeriodKind.MONTH: f"{year}M{month:02}",
            PeriodKind.QUARTER: f"{year}Q{(month + 2) // 3}",
            PeriodKind.HALF: f"{year}H{(month + 5) // 6}",
            PeriodKind.YEAR: f"{year}Y",
        }.get(self.kind, f"{self.first_on:%Y%m%d}T{self.last_on:%Y%m%d}")

    @property
    def label(self) -> str:
        """「2026年第3季度」."""
        year, month = self.first_on.year, self.first_on.month
        half = tr("上") if month == 1 else tr("下")
        words = {
            PeriodKind.MONTH: tr("{y}年{m}月").format(y=year, m=month),
            PeriodKind.QUARTER: tr("{y}年第{q}季度").format(y=year, q=(month + 2) // 3),
            PeriodKind.HALF: tr("{y}年{h}半年").format(y=year, h=half),
            PeriodKind.YEAR: tr("{y}年度").format(y=year),
        }
        spanned = f"{show_date(self.first_on)}~{show_date(self.last_on)}"
        return words.get(self.kind, spanned)


def read_period(text: str, today: date) -> Period:
    """Read 「2026Q3」, 「2026H1」, 「2026」, 「2026-07」 or 「2026-07-01~2026-08-15」.

    Raises:
        Refused: E002, E019 a range that ends before it begins or is longer than a year.
    """
    typed = fold_width(text).strip()
    match = _CALENDAR.fullmatch(typed)
    if match:
        found = _calendar(int(match[1]), (match[2] or "").upper(), match[3], match[4])
        if found is not None:
            return found
    parts = re.split(r"[~至]", typed)
    if len(parts) != 2 or not all(part.strip() for part in parts):
        raise refuse("E002", "period", label=tr("期间"), v=text, example=EXAMPLE)
    first, last = (parse_date(p, today, label=tr("期间"), field="period") for p in parts)
    if not timedelta() <= last - first < timedelta(days=_LONGEST_DAYS):
        why = tr("止日不能早于起日,且不超过一年")
        raise refuse("E019", "period", label=tr("期间"), why=why)
    return Period(PeriodKind.AD_HOC, first, last)


def _calendar(year: int, letter: str, part: str | None, month: str | None) -> Period | None:
    if letter == "Q":
        return _months(PeriodKind.QUARTER, year, int(part or 1) * 3 - 2, 3)
    if letter == "H":
        halves = {"1": 1, "2": 7}
        begins = halves.get(part or "")
        return _months(PeriodKind.HALF, year, begins, 6) if begins else None
    if month:
        return _months(PeriodKind.MONTH, year, int(month), 1)
    return _months(PeriodKind.YEAR, year, 1, 12)


def _months(kind: PeriodKind, year: int, month: int, count: int) -> Period:
    after = month + count
    end = date(year + (after - 1) // 12, (after - 1) % 12 + 1, 1)
    return Period(kind, date(year, month, 1), end - timedelta(days=1))
