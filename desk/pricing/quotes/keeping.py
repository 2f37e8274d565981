"""Calls that never became a consignment are anonymised after a year (spec 5.13)."""

from sqlalchemy import select

from desk.kernel.commands import on
from desk.kernel.retention import (
    Expired,
    Keeping,
    RetentionAsked,
    RetentionGranted,
    end_years_before,
)
from desk.kernel.text import tr
from desk.pricing.quotes.choices import InquiryState
from desk.pricing.quotes.model import Inquiry
from desk.storage.work import Work

CALLS = Keeping("inquiries", "未成交询价", "1 年", "抹去公司、联系人、电话和收发货地址")
YEARS = 1
_PERSONAL = (
    "caller_name",
    "phone",
    "pickup_address",
    "consignee_name",
    "consignee_phone",
    "consignee_address",
)


@on(RetentionAsked)
def calls_to_clear(work: Work, asked: RetentionAsked) -> None:
    """Inquiries older than a year that were not won and still name somebody."""
    before = end_years_before(asked.today, YEARS)
    old = select(Inquiry).where(
        Inquiry.state != InquiryState.WON, Inquiry.phone != "", Inquiry.received_at <= before
    )
    asked.ask(
        CALLS,
        lambda: (
            Expired.after(call.id, f"{call.number} {call.caller_company}", call.received_at, YEARS)
            for call in work.session.scalars(old.order_by(Inquiry.id))
        ),
    )


@on(RetentionGranted)
def clear_calls(work: Work, granted: RetentionGranted) -> None:
    """Goods, lane and price stay for the figures; who called does not."""
    for call_id in granted.of(CALLS):
        call = work.session.get(Inquiry, call_id)
        if call is not None and call.state is not InquiryState.WON:
            call.caller_company = tr("匿名客户")
            for name in _PERSONAL:
                setattr(call, name, "")
