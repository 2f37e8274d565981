"""What would be wrong with papers that are about to be filed, told while they are typed."""

from dataclasses import dataclass
from datetime import date

from desk.filing.vouchers.commands import VoucherDraft, check_paper
from desk.filing.vouchers.finding import box_by_number
from desk.filing.vouchers.model import Voucher
from desk.kernel.commands import query
from desk.kernel.errors import Problems
from desk.storage.work import Reader


@dataclass(frozen=True)
class PaperChecked:
    """One paper: the date it would be filed with, and what is wrong with it."""

    doc_no: str
    doc_date: date | None
    waybill: str
    problems: tuple[str, ...]


@query("voucher.read", "归档前核对")
def check_vouchers(
    read: Reader, *, number: str, papers: tuple[VoucherDraft, ...]
) -> list[PaperChecked]:
    """Check papers one by one as `file_vouchers` will, and write nothing.

    Raises:
        Refused: E006 for an unknown box.
    """
    box, fresh, found = box_by_number(read, number), list[Voucher](), []
    for draft in papers:
        problems, before = Problems(), len(fresh)
        check_paper(read, problems, box, draft, fresh, "paper", 1 + before)
        made = fresh[-1] if len(fresh) > before else None
        waybill = made.consignment.label if made and made.consignment else ""
        dated = made.doc_date if made else draft.doc_date
        said = tuple(one.message for one in problems.found)
        found.append(PaperChecked(draft.doc_no, dated, waybill, said))
    return found
