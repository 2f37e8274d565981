"""Writing a rate: no two rates of a lane on one day; a changed price makes a notice to finance."""

from collections.abc import Container
from datetime import date

from sqlalchemy import func, select

from desk.kernel.divisions import Division, find_division
from desk.kernel.errors import Problems, refuse
from desk.kernel.identity import clean_text
from desk.partners.rates.drafts import ExampleTicket, RateDraft, RateTerms
from desk.partners.rates.events import RateChanged
from desk.partners.rates.model import PartnerRate, RateChangeNotice
from desk.partners.rates.rules import (
    NOTICE_STATES,
    check_rate_draft,
    notice_due_at,
    overlaps,
    period,
    price_change_bp,
    same_price,
)
from desk.storage.work import Reader, Work

MOST_AFFECTED = 40


def check_new_rate(read: Reader, draft: RateDraft, *, leaving_out: int | None = None) -> Problems:
    """Return every problem of a new rate, also with those already there (E122)."""
    problems = check_rate_draft(draft)
    if not problems.found:
        check_overlap(problems, read, draft, leaving_out)
    return problems


def check_overlap(
    problems: Problems, read: Reader, draft: RateDraft, leaving_out: int | None
) -> None:
    """Add E122 for the first rate of the same partner and lane that shares a day with this one."""
    for rate in lane_rates(read, draft.partner_id, draft.from_place, draft.to_place):
        shared = overlaps(draft.valid_from, draft.valid_to, rate.valid_from, rate.valid_to)
        if shared and rate.id != leaving_out:
            d1, d2 = period(rate.valid_from, rate.valid_to)
            ends = {"from": rate.from_place, "to": rate.to_place}
            problems.add("E122", "valid_from", d1=d1, d2=d2, v=rate.version_no, **ends)
            return


def lane_rates(read: Reader, partner_id: int, from_place: str, to_place: str) -> list[PartnerRate]:
    """All standing rates of a partner on exactly this lane, oldest first."""
    asked = select(PartnerRate).where(
        PartnerRate.partner_id == partner_id,
        PartnerRate.from_code == _division(from_place).code,
        PartnerRate.to_code == _division(to_place).code,
        PartnerRate.withdrawn_at.is_(None),
    )
    return list(read.session.scalars(asked.order_by(PartnerRate.valid_from)))


def _division(place: str) -> Division:
    found = find_division(place)
    if found is None:
        raise refuse("E007", v=place)
    return found


def write_rate(
    work: Work, draft: RateDraft, *, made_now: Container[int] = ()
) -> tuple[PartnerRate, RateChangeNotice | None]:
    """Write a checked rate and, when it replaces another at a different price, the notice to finance.

    A predecessor in `made_now` came with the same list: then nothing was changed.
    """
    before = _predecessor(work, draft)
    start, end = _division(draft.from_place), _division(draft.to_place)
    rate = PartnerRate(
        partner_id=draft.partner_id,
        from_place=clean_text(draft.from_place),
        from_code=start.code,
        to_place=clean_text(draft.to_place),
        to_code=end.code,
        version_no=_next_version(work, draft.partner_id, start.code, end.code),
        valid_from=draft.valid_from,
        valid_to=draft.valid_to,
        source=draft.source,
        confirmed_at=work.now,
        note=clean_text(draft.note),
        **{name: getattr(draft.terms, name) for name in RateTerms.__dataclass_fields__},
    )
    work.add(rate)
    if before is None or before.id in made_now or same_price(before.terms, rate.terms):
        return rate, None
    return rate, _note_change(work, before, rate)


def _predecessor(read: Reader, draft: RateDraft) -> PartnerRate | None:
    """The last rate of the lane before this one."""
    rates = lane_rates(read, draft.partner_id, draft.from_place, draft.to_place)
    return next((r for r in reversed(rates) if r.valid_from < draft.valid_from), None)


def _next_version(work: Work, partner_id: int, from_code: str, to_code: str) -> int:
    last = select(func.max(PartnerRate.version_no)).where(
        PartnerRate.partner_id == partner_id,
        PartnerRate.from_code == from_code,
        PartnerRate.to_code == to_code,
    )
    return (work.session.scalar(last) or 0) + 1


def _note_change(work: Work, old: PartnerRate, new: PartnerRate) -> RateChangeNotice:
    """Write the numbered notice; the rooms above name what the change touches."""
    asked, example = RateChanged(old, new), ExampleTicket()
    work.emit(asked)
    due_at = notice_due_at(work.calendar, work.now, new.valid_from, work.settings.rate_notice_hours)
    return work.add(
        RateChangeNotice(
            number=work.number("rate_change"),
            partner_id=new.partner_id,
            old_rate_id=old.id,
            new_rate_id=new.id,
            state=NOTICE_STATES.initial,
            change_bp=price_change_bp(old.terms, new.terms),
            effective_on=new.valid_from,
            recorded_at=work.now,
            due_at=due_at,
            example_weight_g=example.weight_g,
            example_volume_cm3=example.volume_cm3,
            example_pieces=example.pieces,
            example_door=example.door,
            affected="\n".join(asked.affected[:MOST_AFFECTED])[:2000],
        )
    )


def end_before(rate: PartnerRate, day: date) -> None:
    """Let a rate end on the day before another begins; one that ended sooner stays."""
    last = date.fromordinal(day.toordinal() - 1)
    rate.valid_to = min(rate.valid_to or last, last)
