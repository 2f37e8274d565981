"""Reading boxes and papers; the numbers that are missing in them."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import select

from desk.filing.receipts.finding import ticket_by_number
from desk.filing.vouchers.choices import DestructionState, VoucherType
from desk.filing.vouchers.finding import (
    box_by_number,
    destruction_by_number,
    last_day,
)
from desk.filing.vouchers.model import Voucher, VoucherBox, VoucherLoan
from desk.kernel.commands import query
from desk.kernel.moments import local
from desk.storage.work import Reader


@dataclass(frozen=True)
class VoucherRow:
    """One paper. `kept_until` is None while its ticket is not closed."""

    voucher_id: int
    box: str
    file_no: int
    voucher_type: VoucherType
    doc_no: str
    doc_date: date
    date_reason: str
    waybill: str
    pages: int
    is_copy: bool
    filed_on: date
    kept_until: date | None
    borrower: str
    loan_due_on: date | None
    destroyed_on: date | None


@dataclass(frozen=True)
class BoxCard:
    number: str
    voucher_type: VoucherType
    month: str
    location: str
    sealed_on: date | None
    pages: int
    vouchers: tuple[VoucherRow, ...]


@dataclass(frozen=True)
class DestructionCard:
    number: str
    state: DestructionState
    reason: str
    witness: str
    answer: str
    asked_on: date
    vouchers: tuple[VoucherRow, ...]


@query("voucher.read", "档案盒详情")
def box_card(read: Reader, *, number: str) -> BoxCard:
    """One box with its papers.

    Raises:
        Refused: E006.
    """
    found = box_by_number(read, number)
    rows = tuple(voucher_row(voucher) for voucher in found.vouchers)
    return BoxCard(
        found.number,
        found.voucher_type,
        found.month,
        found.location,
        found.sealed_on,
        sum(row.pages for row in rows),
        rows,
    )


@query("voucher.read", "未封的档案盒")
def boxes_open(read: Reader) -> list[BoxCard]:
    """Boxes into which papers may still be put, the latest month first."""
    wanted = (
        select(VoucherBox)
        .where(VoucherBox.sealed_on.is_(None))
        .order_by(VoucherBox.month.desc(), VoucherBox.number)
    )
    return [box_card(read, number=box.number) for box in read.session.scalars(wanted)]


@query("voucher.read", "运单的归档单据")
def vouchers_of(read: Reader, *, number: str) -> list[VoucherRow]:
    """Where the papers of one consignment lie."""
    ticket = ticket_by_number(read, number)
    found = select(Voucher).where(Voucher.consignment_id == ticket.id).order_by(Voucher.id)
    return [voucher_row(voucher) for voucher in read.session.scalars(found)]


@query("voucher.read", "未还的单据")
def vouchers_lent(read: Reader) -> list[VoucherRow]:
    """Papers out of their boxes, the longest due first."""
    lent = (
        select(Voucher)
        .join(VoucherLoan)
        .where(VoucherLoan.returned_on.is_(None))
        .order_by(VoucherLoan.due_on, Voucher.id)
    )
    return [voucher_row(voucher) for voucher in read.session.scalars(lent)]


@query("voucher.read", "保管期满的单据")
def vouchers_to_destroy(read: Reader) -> list[VoucherRow]:
    """Papers in sealed boxes that need not be kept any longer and stand on no list."""
    kept = (
        select(Voucher)
        .join(VoucherBox, VoucherBox.id == Voucher.box_id)
        .where(
            Voucher.destroyed_on.is_(None),
            Voucher.destruction_id.is_(None),
            VoucherBox.sealed_on.is_not(None),
        )
        .order_by(VoucherBox.number, Voucher.file_no)
    )
    rows = (voucher_row(voucher) for voucher in read.session.scalars(kept))
    return [row for row in rows if row.kept_until and row.kept_until < read.today]


@query("voucher.read", "销毁清册详情")
def destruction_card(read: Reader, *, number: str) -> DestructionCard:
    """One destruction list.

    Raises:
        Refused: E006.
    """
    found = destruction_by_number(read, number)
    return DestructionCard(
        found.number,
        found.state,
        found.reason,
        found.witness,
        found.answer,
        local(found.created_at).date(),
        tuple(voucher_row(voucher) for voucher in found.vouchers),
    )


def voucher_row(voucher: Voucher) -> VoucherRow:
    """One paper as lists show it."""
    loan = voucher.loan
    same = "file_no voucher_type doc_no doc_date date_reason pages is_copy filed_on destroyed_on"
    return VoucherRow(
        voucher_id=voucher.id,
        box=voucher.box.number,
        waybill=voucher.consignment.label if voucher.consignment else "",
        kept_until=last_day(voucher),
        borrower=loan.borrower if loan else "",
        loan_due_on=loan.due_on if loan else None,
        **{name: getattr(voucher, name) for name in same.split()},
    )
