"""The register of yearly files, and the customers whose file is due."""

from typing import Any

from sqlalchemy import func, select

from desk.archive.customers.care import class_that_counts
from desk.archive.customers.choices import CustomerClass
from desk.archive.customers.model import Customer
from desk.filing.customer_files.model import CustomerFile
from desk.filing.customer_files.queries import filing_due_on, is_due, last_file
from desk.office.users.model import User
from desk.screens.fields import Field, Kind
from desk.screens.lists import Action, ListSpec, Sort
from desk.storage.listing import ListSource

FIELDS = (
    Field("number", "档案号", Kind.NUMBER, width=9),
    Field("code", "客户编号", Kind.NUMBER, width=5),
    Field("name", "客户", width=12),
    Field("year", "年度", width=4),
    Field("location", "位置", width=10),
    Field("filed_on", "归案日期", Kind.DATE, width=6),
    Field("filed_by", "归档人", width=6),
    Field("next_due_on", "下次归案", Kind.DATE, width=6),
)
DUE_FIELDS = (
    Field("code", "编号", Kind.NUMBER, width=5),
    Field("name", "名称", width=12),
    Field("customer_class", "分类", Kind.CHOICE, choices=CustomerClass, width=4),
    Field("last_filed", "上次档案号", Kind.NUMBER, width=9),
    Field("due_on", "应归案日期", Kind.DATE, width=7),
    Field("last_ticket_on", "最近发货", Kind.DATE, width=7),
    Field("owner", "负责人", width=6),
)


def _files() -> ListSource:
    elsewhere: dict[str, Any] = {
        "code": Customer.code,
        "name": Customer.name,
        "filed_by": func.coalesce(User.name, ""),
    }
    own = {f.name: getattr(CustomerFile, f.name) for f in FIELDS if f.name not in elsewhere}
    return ListSource(
        base=select(CustomerFile)
        .join(Customer, Customer.id == CustomerFile.customer_id)
        .outerjoin(User, User.id == CustomerFile.filed_by),
        id=CustomerFile.id,
        columns=own | elsewhere,
        search=(CustomerFile.number, Customer.name, CustomerFile.location),
        initials=(Customer.initials,),
    )


def _due() -> ListSource:
    return ListSource(
        base=select(Customer).outerjoin(User, User.id == Customer.owner_id).where(is_due()),
        id=Customer.id,
        columns={
            "code": Customer.code,
            "name": Customer.name,
            "customer_class": class_that_counts(),
            "last_filed": last_file(),
            "due_on": filing_due_on(),
            "last_ticket_on": Customer.last_ticket_on,
            "owner": func.coalesce(User.name, ""),
        },
        search=(Customer.name, Customer.code),
        initials=(Customer.initials,),
    )


CUSTOMER_FILES = ListSpec(
    name="customer_files",
    title="客户年度档案",
    right="voucher.read",
    fields=FIELDS,
    source=_files,
    sort=Sort("number", descending=True),
    actions=(
        Action("move_customer_file", "移动", "", "voucher.update", per_row=True),
        Action("withdraw_customer_file", "撤销归案", "", "voucher.update", per_row=True),
    ),
    empty="还没有归案的客户档案。在「应归案的客户」中选中客户后按 Ctrl+N 归案。",
    export_right="customer.export",
)
FILES_DUE = ListSpec(
    name="files_due",
    title="应归案的客户",
    right="voucher.read",
    fields=DUE_FIELDS,
    source=_due,
    sort=Sort("due_on"),
    actions=(
        Action("file_customers", "归案", "Ctrl+N", "voucher.create", per_row=True),
        Action("print:P-07", "打印档案卡", "Ctrl+P", "customer.read", per_row=True),
    ),
    empty="没有到期应归案的客户。到了归案日期的自动列在这里。",
    export_right="customer.export",
)
