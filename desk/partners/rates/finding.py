"""Which rate of a partner counts on a lane on a day, and what a ticket costs by it."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from sqlalchemy import ColumnElement, or_, select

from desk.kernel.divisions import find_division
from desk.kernel.errors import refuse
from desk.kernel.prices import Load
from desk.kernel.text import tr
from desk.partners.carriers.model import Partner
from desk.partners.rates.model import PartnerRate
from desk.partners.rates.rules import TicketCost, cost_by, place_codes, return_price, unit_price
from desk.storage.work import Reader


def rate_of(read: Reader, rate_id: int) -> PartnerRate:
    """Load a rate.

    Raises:
        Refused: E006.
    """
    return read.get(PartnerRate, rate_id, tr("合作商运价"))


def valid_on(day: date) -> ColumnElement[bool]:
    """The rates that count on a day."""
    open_end = or_(PartnerRate.valid_to.is_(None), PartnerRate.valid_to >= day)
    return (PartnerRate.valid_from <= day) & open_end & PartnerRate.withdrawn_at.is_(None)


def rates_on_lane(
    read: Reader, from_place: str, to_place: str, on: date, partner_id: int | None = None
) -> dict[int, PartnerRate]:
    """The rate of every partner (or of one) that counts on a lane on a day, by partner id.

    A rate of the exact county comes before one of its city; a place the table of divisions does not
    know has no rates.
    """
    starts, ends = _codes(from_place), _codes(to_place)
    asked = select(PartnerRate).where(
        PartnerRate.from_code.in_(starts), PartnerRate.to_code.in_(ends), valid_on(on)
    )
    if partner_id is not None:
        asked = asked.where(PartnerRate.partner_id == partner_id)
    return _nearest(read.session.scalars(asked), starts, ends)


def _codes(place: str) -> tuple[str, ...]:
    division = find_division(place)
    return place_codes(division) if division else ()


def _nearest(
    rates: Iterable[PartnerRate], starts: tuple[str, ...], ends: tuple[str, ...]
) -> dict[int, PartnerRate]:
    def distance(rate: PartnerRate) -> tuple[int, int]:
        return ends.index(rate.to_code), starts.index(rate.from_code)

    far_first = sorted(rates, key=distance, reverse=True)
    return {rate.partner_id: rate for rate in far_first}


@dataclass(frozen=True)
class LaneRates:
    """Every rate to some places that counted on any day of a period, read once for many questions."""

    starts: tuple[str, ...]
    ends: Mapping[str, tuple[str, ...]]
    rates: Mapping[str, tuple[PartnerRate, ...]]

    @classmethod
    def of_period(
        cls, read: Reader, from_place: str, to_places: Iterable[str], first: date, last: date
    ) -> "LaneRates":
        """Read the rates from one place to several in one statement."""
        starts, ends = _codes(from_place), {place: _codes(place) for place in to_places}
        wanted = {code for codes in ends.values() for code in codes}
        lasting = or_(PartnerRate.valid_to.is_(None), PartnerRate.valid_to >= first)
        found = read.session.scalars(
            select(PartnerRate).where(
                PartnerRate.from_code.in_(starts),
                PartnerRate.to_code.in_(sorted(wanted)),
                PartnerRate.valid_from <= last,
                lasting,
                PartnerRate.withdrawn_at.is_(None),
            )
        ).all()
        by_code: dict[str, list[PartnerRate]] = defaultdict(list)
        for rate in found:
            by_code[rate.to_code].append(rate)
        return cls(starts, ends, {code: tuple(rates) for code, rates in by_code.items()})

    def on(self, to_place: str, day: date) -> dict[int, PartnerRate]:
        """As `rates_on_lane`: the rate of every partner that counts on a day, by partner id."""
        ends = self.ends[to_place]
        counting = (
            rate
            for code in ends
            for rate in self.rates.get(code, ())
            if rate.valid_from <= day and (rate.valid_to is None or rate.valid_to >= day)
        )
        return _nearest(counting, self.starts, ends)


def rate_for(
    read: Reader, partner_id: int, from_place: str, to_place: str, on: date
) -> PartnerRate | None:
    """The rate of a partner that counts on a lane on a day: exact county first, then city."""
    return rates_on_lane(read, from_place, to_place, on, partner_id).get(partner_id)


def require_rate(
    read: Reader, partner: Partner, from_place: str, to_place: str, on: date
) -> PartnerRate:
    """As `rate_for`.

    Raises:
        Refused: E162 when there is none.
    """
    found = rate_for(read, partner.id, from_place, to_place, on)
    if found is None:
        raise refuse("E162", "partner", p=partner.name, to=to_place)
    return found


def ticket_cost(
    rate: PartnerRate,
    weight_g: int,
    volume_cm3: int,
    pieces: int,
    *,
    door: bool,
    returning: bool = False,
) -> TicketCost:
    """What a partner charges for a ticket by a rate.

    Args:
        rate: the lane's rate.
        weight_g: actual weight.
        volume_cm3: volume.
        pieces: pieces.
        door: he delivers to the door.
        returning: the goods come back; then his return price counts instead.

    Raises:
        Refused: E162 when no return price was agreed.

    Source: spec 5.2, 5.3, AT-04, AT-08.
    """
    if returning and not rate.return_price_kg_mill:
        raise refuse("E162", "partner", p=rate.partner.name, to=rate.from_place)
    price = return_price(rate.terms) if returning else unit_price(rate.terms)
    load = Load(weight_g=weight_g, volume_cm3=volume_cm3, pieces=pieces)
    return cost_by(price, load, rate.door_fee_fen if door else 0)
