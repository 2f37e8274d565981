"""The windows on the figures: a partner's eight measures, and the tickets behind one of them."""

from dataclasses import dataclass, replace
from datetime import date, datetime

from desk.evaluation.measures.behind import TicketBehind, tickets_behind
from desk.evaluation.measures.cod_delay import CodDelay, cod_delay
from desk.evaluation.measures.measuring import measure, tickets
from desk.evaluation.measures.rules import INDICATORS, rate
from desk.kernel.commands import query
from desk.kernel.errors import Problems
from desk.kernel.moments import show_date
from desk.kernel.text import tr
from desk.partners.carriers.finding import partner_of
from desk.storage.work import Reader


@dataclass(frozen=True, kw_only=True)
class MeasureRow:
    """One indicator in words and figures; `rate` is hundredths of `unit`, None for 不适用."""

    code: str
    name: str
    numerator: int
    denominator: int
    numerator_name: str
    denominator_name: str
    left_out: int
    rate: int | None
    unit: str


@dataclass(frozen=True, kw_only=True)
class PartnerMeasures:
    """The hard figures of one partner in a period, as they are today."""

    partner_code: str
    partner_name: str
    first_on: date
    last_on: date
    tickets: int
    rows: tuple[MeasureRow, ...]
    cod: CodDelay


@query("cost.read", "合作商考核数据")
def partner_measures(
    read: Reader, *, partner: int | str, from_on: date, to_on: date
) -> PartnerMeasures:
    """The eight hard indicators of a partner in any period, counted now.

    Raises:
        Refused: E006 for an unknown partner, E019 when the period ends before it begins.

    Source: spec 5.7.
    """
    _check_period(from_on, to_on)
    owner = partner_of(read, partner)
    rows = []
    for found in measure(read, partner_id=owner.id, first=from_on, last=to_on):
        known = INDICATORS[found.code]
        rows.append(
            MeasureRow(
                code=found.code,
                name=tr(known.name),
                numerator=found.numerator,
                denominator=found.denominator,
                numerator_name=tr(known.numerator),
                denominator_name=tr(known.denominator),
                left_out=found.left_out,
                rate=rate(found.code, found.numerator, found.denominator),
                unit=tr(known.unit),
            )
        )
    return PartnerMeasures(
        partner_code=owner.code,
        partner_name=owner.name,
        first_on=from_on,
        last_on=to_on,
        tickets=tickets(read, partner_id=owner.id, first=from_on, last=to_on),
        rows=tuple(rows),
        cod=cod_delay(read, partner_id=owner.id, first=from_on, last=to_on),
    )


@query("cost.read", "考核数据明细")
def measure_tickets(
    read: Reader,
    *,
    partner: int | str,
    code: str,
    from_on: date,
    to_on: date,
    as_at: datetime | None = None,
) -> tuple[TicketBehind, ...]:
    """The tickets behind one indicator: those that count, and those left out with the reason.

    `as_at` is the moment a report was reckoned, so that they add up to what it says; else it is now.

    Raises:
        Refused: E005 for an unknown indicator, E006 for an unknown partner, E019 when the period ends
            before it begins.

    Source: spec 5.7 (「each opens the list of tickets」, 5.9).
    """
    _check_period(from_on, to_on)
    typed, problems = code.strip().upper(), Problems()
    choices = "、".join(INDICATORS)
    ok = typed in INDICATORS
    problems.check(ok, "E005", "code", label=tr("指标"), v=code, choices=choices)
    problems.raise_if_any()
    partner_id = partner_of(read, partner).id
    then = read if as_at is None else replace(read, now=as_at)
    return tickets_behind(then, code=typed, partner_id=partner_id, first=from_on, last=to_on)


def _check_period(from_on: date, to_on: date) -> None:
    why = tr("止日 {b} 早于起日 {a}").format(a=show_date(from_on), b=show_date(to_on))
    problems = Problems()
    problems.check(from_on <= to_on, "E019", "to_on", label=tr("期间"), why=why)
    problems.raise_if_any()
