"""What a line costs by the partner's rate or a one-off price, and whether that is reasonable.

Source: spec 3.7, 5.3, 5.4.
"""

from collections.abc import Iterator
from datetime import date

from desk.freight.consignments.margins import Margin, margin_of
from desk.freight.consignments.model import Consignment
from desk.freight.price_checks.choices import CheckedPaper
from desk.freight.price_checks.model import PriceCheck
from desk.freight.price_checks.recording import record_check
from desk.freight.price_checks.rules import (
    Finding,
    limits_of,
    margin_finding,
    no_rate_finding,
    partner_cost_finding,
    unit_price_finding,
)
from desk.freight.transit.model import TransitLine
from desk.freight.transit.rules import part_of
from desk.kernel.errors import refuse
from desk.kernel.prices import Basis, Load, UnitPrice
from desk.kernel.quantities import show_money
from desk.partners.carriers.model import Partner
from desk.partners.rates.comparing import cheapest_fen, compare_partners
from desk.partners.rates.finding import rate_for, ticket_cost
from desk.partners.rates.model import PartnerRate
from desk.partners.rates.rules import TicketCost, cost_by
from desk.storage.work import Reader, Work


def load_of(consignment: Consignment, pieces: int) -> Load:
    """Weight and volume of some pieces of a ticket."""
    return Load(
        weight_g=part_of(consignment.weight_g, pieces, consignment.declared),
        volume_cm3=part_of(consignment.volume_cm3, pieces, consignment.declared),
        pieces=pieces,
    )


def price_line(read: Reader, line: TransitLine, partner: Partner, on: date) -> None:
    """Write on a line what it costs when handed over on a day.

    Raises:
        Refused: E162 without a rate and without a one-off price.
    """
    consignment = line.consignment
    rate = rate_for(read, partner.id, read.settings.hub_city, consignment.destination, on)
    if rate is None and not line.one_off:
        raise refuse("E162", "plan.partner", p=partner.name, to=consignment.destination)
    load = load_of(consignment, line.pieces)
    if line.one_off:
        ratio = rate.ratio if rate else read.settings.volumetric_ratio
        price = UnitPrice(price_kg_mill=line.price_kg_mill, ratio=ratio)
        cost = cost_by(price, load, line.door_fee_fen if line.door else 0)
    else:
        assert rate is not None
        cost = _by_rate(rate, load, line.door)
        line.price_kg_mill = rate.price_kg_mill if rate.basis is Basis.W else 0
        line.transit_days = rate.transit_days
    line.rate_id = rate.id if rate else None
    line.unit, line.chargeable_kg = cost.unit, cost.chargeable_kg
    line.transit_fee_fen, line.door_fee_fen = cost.transit_fee_fen, cost.door_fee_fen


def _by_rate(rate: PartnerRate, load: Load, door: bool) -> TicketCost:
    return ticket_cost(rate, load.weight_g, load.volume_cm3, load.pieces, door=door)


def margin_with(line: TransitLine) -> Margin:
    """The ticket's margin with this line; once handed over its cost stands on the ticket."""
    margin = margin_of(line.consignment)
    if line.manifest.handover_at is not None:
        return margin
    return margin.with_transit(margin.transit_fen + line.total_fen)


def check_line(
    work: Work, line: TransitLine, partner: Partner, on: date, reason: str = ""
) -> PriceCheck:
    """Check the price of a line and keep what was found.

    Raises:
        Refused: E004, E012 of the reason.
    """
    return record_check(
        work,
        CheckedPaper.TRANSIT,
        line.manifest.number,
        _findings(work, line, partner, on),
        consignment=line.consignment,
        reason=reason,
    )


def _findings(
    read: Reader, line: TransitLine, partner: Partner, on: date
) -> Iterator[Finding | None]:
    limits, c = limits_of(read.settings), line.consignment
    hub, load = read.settings.hub_city, load_of(line.consignment, line.pieces)
    if line.one_off:
        rate = rate_for(read, partner.id, hub, c.destination, on)
        yield _one_off_finding(read, line, rate, load)
    offers = compare_partners(
        read,
        from_place=hub,
        to_place=c.destination,
        weight_g=load.weight_g,
        volume_cm3=load.volume_cm3,
        pieces=load.pieces,
        door=line.door,
        on=on,
    )
    yield partner_cost_finding(line.total_fen, cheapest_fen(offers), limits)
    yield margin_finding(margin_with(line), limits)


def _one_off_finding(
    read: Reader, line: TransitLine, rate: PartnerRate | None, load: Load
) -> Finding | None:
    """By weight the prices per kg are compared, else what the ticket costs by both."""
    if rate is None:
        return no_rate_finding(line.total_fen)
    limits = limits_of(read.settings)
    if rate.basis is Basis.W:
        return unit_price_finding(line.price_kg_mill, rate.price_kg_mill, limits)
    regular = _by_rate(rate, load, line.door).transit_fee_fen
    return unit_price_finding(line.transit_fee_fen, regular, limits, show_money)
