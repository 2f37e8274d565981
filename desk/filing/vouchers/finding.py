"""Loading boxes, papers and destruction lists; how long a paper is to be kept."""

from datetime import date

from sqlalchemy import select

from desk.filing.vouchers.choices import VoucherType
from desk.filing.vouchers.model import Voucher, VoucherBox, VoucherDestruction
from desk.filing.vouchers.rules import keep_until
from desk.kernel.errors import refuse
from desk.kernel.moments import local
from desk.kernel.text import tr
from desk.storage.work import Reader


def box_by_number(read: Reader, number: str) -> VoucherBox:
    """Raises: Refused E006."""
    found = read.session.scalar(select(VoucherBox).where(VoucherBox.number == number.strip()))
    if found is None:
        raise refuse("E006", "number", label=tr("档案盒"), v=number)
    read.held.add(found)
    return found


def destruction_by_number(read: Reader, number: str) -> VoucherDestruction:
    """Raises: Refused E006."""
    wanted = VoucherDestruction.number == number.strip()
    found = read.session.scalar(select(VoucherDestruction).where(wanted))
    if found is None:
        raise refuse("E006", "number", label=tr("销毁清册"), v=number)
    read.held.add(found)
    return found


def filed_original(read: Reader, voucher_type: VoucherType, doc_no: str) -> Voucher | None:
    """The filed original of a document, if it lies in some box."""
    return read.session.scalar(
        select(Voucher).where(
            Voucher.voucher_type == voucher_type,
            Voucher.doc_no == doc_no,
            Voucher.is_copy.is_(False),
        )
    )


def last_day(voucher: Voucher) -> date | None:
    """Until when a paper must be kept; None while its ticket is not closed (5.13)."""
    ticket = voucher.consignment
    if ticket is None or ticket.voided:
        return keep_until(voucher.doc_date, voucher.kept_years)
    if ticket.closed_at is None:
        return None
    return keep_until(local(ticket.closed_at).date(), voucher.kept_years)


def last_day_words(voucher: Voucher) -> str:
    """The last day, or what it waits for, as a refusal says it."""
    day = last_day(voucher)
    return f"{day:%Y-%m-%d}" if day else tr("运单完结后 {n} 年").format(n=voucher.kept_years)
