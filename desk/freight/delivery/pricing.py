"""Whether a run is worth its truck: the margin of its tickets with the run's cost (spec 5.3, 5.4)."""

from desk.freight.consignments.margins import Margin, margin_of
from desk.freight.delivery.model import DeliveryRun
from desk.freight.price_checks.choices import CheckedPaper
from desk.freight.price_checks.model import PriceCheck
from desk.freight.price_checks.recording import objections, record_check
from desk.freight.price_checks.rules import limits_of, margin_finding
from desk.storage.work import Work


def run_margin(run: DeliveryRun) -> Margin:
    """What the tickets of a run bring and cost as a whole, with the truck that is to go.

    Whole tickets count, whatever part of them is on the run: a last carton brought again would
    otherwise always look like a loss. Source: assumed.
    """
    margins = [margin_of(line.consignment) for line in run.lines]
    return Margin(
        revenue_fen=sum(m.revenue_fen for m in margins),
        linehaul_fen=sum(m.linehaul_fen for m in margins),
        pickup_fen=sum(m.pickup_fen for m in margins),
        transit_fen=sum(m.transit_fen for m in margins),
        delivery_fen=sum(m.delivery_fen for m in margins) + run.vehicle_cost_fen,
        other_fen=sum(m.other_fen for m in margins),
    )


def record_run_price(work: Work, run: DeliveryRun, reason: str) -> PriceCheck:
    """Judge a run and keep what was found.

    Raises:
        Refused: E004, E012 of the reason.
    """
    finding = margin_finding(run_margin(run), limits_of(work.settings))
    return record_check(work, CheckedPaper.RUN, run.number, (finding,), reason=reason)


def require_price(work: Work, run: DeliveryRun, reason: str) -> None:
    """Raises: Refused E004, E012, E036 a thin margin nobody explained, E164 a loss nobody approved."""
    objections(record_run_price(work, run, reason or work.reason)).raise_if_any()
