"""The lists of boxes, papers and destruction lists."""

from sqlalchemy import ColumnElement, func, select

from desk.filing.vouchers.choices import DestructionState, VoucherType
from desk.filing.vouchers.model import Voucher, VoucherBox, VoucherDestruction, VoucherLoan
from desk.freight.consignments.model import Consignment
from desk.screens.fields import Field, Kind
from desk.screens.lists import Action, ListSpec, Sort
from desk.storage.listing import ListSource

BOX_FIELDS = (
    Field("number", "盒号", Kind.NUMBER, width=13),
    Field("voucher_type", "类别", Kind.CHOICE, choices=VoucherType, width=5),
    Field("month", "月份", width=5),
    Field("papers", "件数", Kind.COUNT, width=4, total=True),
    Field("pages", "页数", Kind.COUNT, width=4, total=True),
    Field("location", "位置", width=9),
    Field("sealed_on", "封盒日期", Kind.DATE, width=6),
)
FIELDS = (
    Field("box", "盒号", width=12),
    Field("file_no", "件号", Kind.COUNT, width=3),
    Field("voucher_type", "类别", Kind.CHOICE, choices=VoucherType, width=5),
    Field("doc_no", "单号", Kind.NUMBER, width=8),
    Field("doc_date", "单据日期", Kind.DATE, width=6),
    Field("waybill", "运单号", Kind.NUMBER, width=7),
    Field("pages", "页数", Kind.COUNT, width=3, total=True),
    Field("is_copy", "复印件", Kind.FLAG, width=4),
    Field("filed_on", "归档日期", Kind.DATE, width=6),
    Field("kept_years", "保管年限", Kind.COUNT, width=4),
    Field("borrower", "借阅人", width=6),
    Field("loan_due_on", "应还日期", Kind.DATE, width=6),
    Field("location", "位置", width=8),
    Field("date_reason", "日期说明", width=8, hidden=True),
    Field("destroyed_on", "销毁日期", Kind.DATE, width=6),
)
DESTRUCTION_FIELDS = (
    Field("number", "清册号", Kind.NUMBER, width=7),
    Field("state", "状态", Kind.CHOICE, choices=DestructionState, width=4),
    Field("papers", "件数", Kind.COUNT, width=4),
    Field("reason", "销毁原因", width=12),
    Field("witness", "监销人", width=6),
    Field("decided_at", "审批时间", Kind.MOMENT, width=8),
    Field("answer", "驳回原因", width=10),
)


def _of_box(value: ColumnElement[int]) -> ColumnElement[int]:
    papers = select(value).where(Voucher.box_id == VoucherBox.id).correlate(VoucherBox)
    return func.coalesce(papers.scalar_subquery(), 0)


def _boxes() -> ListSource:
    counted = {"papers": _of_box(func.count()), "pages": _of_box(func.sum(Voucher.pages))}
    names = [f.name for f in BOX_FIELDS if f.name not in counted]
    own = {name: getattr(VoucherBox, name) for name in names}
    return ListSource(
        base=select(VoucherBox),
        id=VoucherBox.id,
        columns={**own, **counted},
        search=(VoucherBox.number, VoucherBox.location),
    )


def _vouchers() -> ListSource:
    elsewhere = {
        "box": VoucherBox.number,
        "location": VoucherBox.location,
        "waybill": func.coalesce(Consignment.number, ""),
        "borrower": func.coalesce(VoucherLoan.borrower, ""),
        "loan_due_on": VoucherLoan.due_on,
    }
    own = {f.name: getattr(Voucher, f.name) for f in FIELDS if f.name not in elsewhere}
    lent = (VoucherLoan.voucher_id == Voucher.id) & VoucherLoan.returned_on.is_(None)
    return ListSource(
        base=select(Voucher)
        .join(VoucherBox, VoucherBox.id == Voucher.box_id)
        .outerjoin(Consignment, Consignment.id == Voucher.consignment_id)
        .outerjoin(VoucherLoan, lent),
        id=Voucher.id,
        columns={**own, **elsewhere},
        search=(Voucher.doc_no, VoucherBox.number, VoucherLoan.borrower),
    )


def _destructions() -> ListSource:
    papers = (
        select(func.count())
        .where(Voucher.destruction_id == VoucherDestruction.id)
        .correlate(VoucherDestruction)
        .scalar_subquery()
    )
    names = [f.name for f in DESTRUCTION_FIELDS if f.name != "papers"]
    own = {name: getattr(VoucherDestruction, name) for name in names}
    return ListSource(
        base=select(VoucherDestruction),
        id=VoucherDestruction.id,
        columns={**own, "papers": papers},
        search=(VoucherDestruction.number, VoucherDestruction.reason),
    )


VOUCHER_BOXES = ListSpec(
    name="voucher_boxes",
    title="档案盒",
    right="voucher.read",
    fields=BOX_FIELDS,
    source=_boxes,
    sort=Sort("number", descending=True),
    actions=(
        Action("page:voucher_filing", "归档", "Ctrl+N", "voucher.create"),
        Action("seal_box", "封盒", "F7", "voucher.update", per_row=True),
        Action("print:P-28", "打印目录", "Ctrl+P", "print.create", per_row=True),
        Action("unseal_box", "重开", "", "voucher.update", per_row=True),
    ),
    open="page:voucher_filing",
    empty="还没有档案盒。按 Ctrl+N 新建一盒并归档单据。",
)
VOUCHERS = ListSpec(
    name="vouchers",
    title="归档单据",
    right="voucher.read",
    fields=FIELDS,
    source=_vouchers,
    sort=Sort("doc_date", descending=True),
    actions=(
        Action("lend_voucher", "借出", "F7", "voucher.update", per_row=True),
        Action("return_voucher", "归还", "F8", "voucher.update", per_row=True),
        Action("unfile_voucher", "取消归档", "", "voucher.update", per_row=True),
    ),
    empty="没有归档的单据。在「单据归档」开一盒,扫描单号归档。",
)
DESTRUCTIONS = ListSpec(
    name="voucher_destructions",
    title="销毁清册",
    right="voucher.read",
    fields=DESTRUCTION_FIELDS,
    source=_destructions,
    sort=Sort("number", descending=True),
    actions=(
        Action("approve_destruction", "批准", "F7", "voucher.destroy", per_row=True),
        Action("reject_destruction", "驳回", "F8", "voucher.destroy", per_row=True),
        Action("recall_destruction", "撤回", "", "voucher.create", per_row=True),
        Action("sweep_cabinet", "清除无记录附件", "", "voucher.destroy"),
    ),
    empty="没有销毁清册。保管期满的单据可以申请销毁,批准前不动。",
)
