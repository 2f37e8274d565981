"""What a destruction is about: which papers, from which boxes, kept until when."""

from collections import Counter

from desk.filing.vouchers.model import Voucher, VoucherDestruction
from desk.kernel.commands import on
from desk.kernel.moments import show_date
from desk.kernel.text import tr
from desk.office.approvals.events import ApprovalSummaryAsked
from desk.storage.work import Reader

MOST_LINES = 500


@on(ApprovalSummaryAsked)
def tell_destruction(read: Reader, asked: ApprovalSummaryAsked) -> None:
    """Papers counted by type, and every one of them with its box."""
    destruction_id = asked.about(VoucherDestruction)
    if destruction_id is None:
        return
    listed = read.get(VoucherDestruction, destruction_id, tr("销毁清册"))
    types = Counter(voucher.voucher_type.label for voucher in listed.vouchers)
    boxes = dict.fromkeys(voucher.box.number for voucher in listed.vouchers)
    days = [voucher.doc_date for voucher in listed.vouchers]
    asked.tell(
        (tr("清册"), listed.number),
        (tr("单据"), "、".join(f"{kind} {n} 件" for kind, n in types.most_common())),
        (tr("日期"), f"{show_date(min(days))} ~ {show_date(max(days))}" if days else ""),
        (tr("档案盒"), "、".join(boxes)),
        (tr("监销人"), listed.witness),
    )
    asked.why = listed.reason
    asked.text = "\n".join(_line(voucher) for voucher in listed.vouchers[:MOST_LINES])
    asked.open_in("voucher_destructions", search=listed.number)


def _line(voucher: Voucher) -> str:
    return tr("{box} {n} 号  {label}  {d}  保存 {y} 年").format(
        box=voucher.box.number,
        n=voucher.file_no,
        label=voucher.label,
        d=show_date(voucher.doc_date),
        y=voucher.kept_years,
    )
