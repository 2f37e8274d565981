"""The partners of a plan side by side: who stands where, by the measured indicators alone.

Soft scores are not all in at once, so they do not count here.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from desk.evaluation.plans.choices import Standing
from desk.evaluation.reports.model import EvaluationPeer, EvaluationReport
from desk.evaluation.schemes.facts import Facts, facts_of
from desk.evaluation.schemes.model import EvaluationIndicator, EvaluationScheme
from desk.evaluation.schemes.scoring import MEASURED, score, total_of
from desk.kernel.quantities import round_half_up
from desk.storage.work import Reader, Work


@dataclass(frozen=True)
class Place:
    """Where a partner stands among the others: 1 is the best, 0 without a result of his own."""

    mean: int | None
    rank_no: int
    rank_of: int


def measured_values(scheme: EvaluationScheme, facts: Facts) -> dict[str, int | None]:
    """The results of the hard and formula indicators."""
    return {i.code: facts.value(i.formula) for i in scheme.of_kind(*MEASURED)}


def write_peers(work: Work, report: EvaluationReport, own: Facts) -> None:
    """Count the scored partners of the plan; his own figures are at hand already."""
    if report.peers:
        report.peers.clear()
        work.session.flush()
    report.peers = [
        _peer(work, report, planned.partner_id, own)
        for planned in report.plan.partners
        if planned.standing is Standing.SCORED
    ]
    points = {peer.partner_id: peer.measured_hundredths for peer in report.peers}
    mine = points.get(report.partner_id, 0)
    report.rank_no = sum(other > mine for other in points.values()) + 1
    report.rank_of = len(points)


def _peer(read: Reader, report: EvaluationReport, partner_id: int, own: Facts) -> EvaluationPeer:
    his = partner_id == report.partner_id
    facts = own if his else facts_of(read, partner_id, report.first_on, report.last_on)
    values = measured_values(report.scheme, facts)
    lines = score([i.line for i in report.scheme.of_kind(*MEASURED)], values)
    known = (f"{code}={value}" for code, value in values.items() if value is not None)
    return EvaluationPeer(
        partner_id=partner_id,
        tickets=facts.tickets,
        measured_hundredths=total_of(lines),
        results=" ".join(known),
    )


def place_of(report: EvaluationReport, indicator: EvaluationIndicator) -> Place:
    """Mean of the partners that have a result, and the rank of this one among them."""
    values = {peer.partner_id: peer.values.get(indicator.code) for peer in report.peers}
    known = [value for value in values.values() if value is not None]
    own = values.get(report.partner_id)
    if own is None:
        return Place(_mean(known), 0, len(known))
    upward = indicator.full_hundredths > indicator.zero_hundredths
    return Place(_mean(known), _better(known, own, upward=upward) + 1, len(known))


def _better(values: Iterable[int], own: int, *, upward: bool) -> int:
    return sum(value > own if upward else value < own for value in values)


def _mean(values: Sequence[int]) -> int | None:
    return round_half_up(sum(values), len(values)) if values else None
