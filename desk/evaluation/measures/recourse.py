"""H7: claims on a partner that he settled within 15 days of being asked.

Source: spec 5.7, 5.5 (recourse).
"""

from datetime import date, timedelta
from typing import Any

from sqlalchemy import select

from desk.care.claims.choices import RecourseParty
from desk.care.claims.model import Claim
from desk.evaluation.measures.rows import Rows, TicketBehind, in_order
from desk.evaluation.measures.rules import CLAIM_DAYS, claim_due_on
from desk.freight.consignments.model import Consignment
from desk.kernel.moments import show_date
from desk.kernel.text import tr
from desk.storage.work import Reader


def claim_rows(read: Reader, partner_id: int, first: date, last: date) -> Rows:
    """Claims whose fifteenth day lies in the period; one still open in time is left out."""
    claim, days = Claim, timedelta(days=CLAIM_DAYS)
    found = read.session.execute(
        select(
            claim.number,
            claim.consignment_id,
            Consignment.number.label("waybill"),
            claim.recourse_asked_on,
            claim.recourse_settled_on,
        )
        .join(Consignment, Consignment.id == claim.consignment_id)
        .where(
            claim.partner_id == partner_id,
            claim.recourse_party == RecourseParty.PARTNER,
            claim.recourse_asked_on.between(first - days, last - days),
        )
    )
    return in_order(_row(row, read.today) for row in found)


def _row(claim: Any, today: date) -> TicketBehind:
    asked_on: date = claim.recourse_asked_on
    settled_on: date | None = claim.recourse_settled_on
    due_on = claim_due_on(asked_on)
    settled = tr("了结 {d}").format(d=show_date(settled_on)) if settled_on else tr("未了结")
    words = tr("{no}:{a} 提出,应于 {b} 前了结,{c}")
    pending = settled_on is None and due_on >= today
    return TicketBehind(
        consignment_id=claim.consignment_id,
        number=claim.waybill,
        on=due_on,
        numerator=int(settled_on is not None and settled_on <= due_on),
        denominator=int(not pending),
        words=words.format(no=claim.number, a=show_date(asked_on), b=show_date(due_on), c=settled),
        left_out=tr("未到期") if pending else "",
    )
