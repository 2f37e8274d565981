"""Papers are lent from their boxes and come back."""

from datetime import date

from desk.filing.vouchers.model import Voucher, VoucherLoan
from desk.kernel.commands import command
from desk.kernel.errors import Problems, refuse
from desk.kernel.identity import clean_text
from desk.kernel.text import tr
from desk.storage.work import Work


@command(
    "voucher.update",
    "借出单据",
    example='{"voucher_id": 1, "borrower": "财务 李会计", '
    '"due_on": "2026-12-10", "purpose": "核对月结"}',
)
def lend_voucher(
    work: Work, *, voucher_id: int, borrower: str, due_on: date, purpose: str = ""
) -> None:
    """Lend one paper until a day.

    Raises:
        Refused: E001, E004, E006, E008 lent or destroyed, E019 due before today.
    """
    voucher = work.get(Voucher, voucher_id, tr("归档单据"))
    if voucher.loan is not None or voucher.destroyed_on is not None:
        lent = tr("已借给 {who}").format(who=voucher.loan.borrower) if voucher.loan else ""
        state = lent or tr("已销毁")
        raise refuse("E008", "voucher_id", obj=voucher.label, state=state, action=tr("借出"))
    problems, name, why = Problems(), clean_text(borrower), clean_text(purpose)
    problems.require(name, "borrower", tr("借阅人"))
    for field, label, text, most in (
        ("borrower", tr("借阅人"), name, 60),
        ("purpose", tr("用途"), why, 120),
    ):
        problems.fits(text, most, field, label)
    past = tr("不能早于今天")
    problems.check(due_on >= work.today, "E019", "due_on", label=tr("应还日期"), why=past)
    problems.raise_if_any()
    voucher.loans.append(VoucherLoan(borrower=name, purpose=why, lent_on=work.today, due_on=due_on))


@command("voucher.update", "归还单据", example='{"voucher_id": 1}')
def return_voucher(work: Work, *, voucher_id: int) -> None:
    """Note that a lent paper is back in its box.

    Raises:
        Refused: E006, E008 when it was not lent.
    """
    voucher = work.get(Voucher, voucher_id, tr("归档单据"))
    loan = voucher.loan
    if loan is None:
        raise refuse("E008", "voucher_id", obj=voucher.label, state=tr("在盒"), action=tr("归还"))
    loan.returned_on = work.today
