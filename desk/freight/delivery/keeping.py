"""Identity numbers taken at the counter are deleted a year after (spec 5.13)."""

from sqlalchemy import or_, select

from desk.freight.delivery.model import SelfPickup
from desk.kernel.commands import on
from desk.kernel.retention import (
    Expired,
    Keeping,
    RetentionAsked,
    RetentionGranted,
    end_years_before,
)
from desk.storage.work import Work

PICKERS = Keeping("picker_ids", "自提人证件号", "签收后 1 年", "删除证件号")
YEARS = 1


@on(RetentionAsked)
def pickers_to_clear(work: Work, asked: RetentionAsked) -> None:
    """Self-collections over a year old with an identity number."""
    before = end_years_before(asked.today, YEARS)
    old = select(SelfPickup).where(
        or_(SelfPickup.picker_id_no.is_not(None), SelfPickup.proxy_id_no.is_not(None)),
        SelfPickup.signed_at <= before,
    )
    asked.ask(
        PICKERS,
        lambda: (
            Expired.after(taken.id, f"{taken.number} {taken.picker}", taken.signed_at, YEARS)
            for taken in work.session.scalars(old.order_by(SelfPickup.id))
        ),
    )


@on(RetentionGranted)
def clear_pickers(work: Work, granted: RetentionGranted) -> None:
    """That somebody was checked stays on record; his number does not."""
    for pickup_id in granted.of(PICKERS):
        taken = work.session.get(SelfPickup, pickup_id)
        if taken is not None:
            taken.picker_id_no = taken.proxy_id_no = None
