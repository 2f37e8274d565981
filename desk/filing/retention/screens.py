"""The lists of clearings, of looks at personal data, and of exports."""

from sqlalchemy import func, select

from desk.filing.retention.choices import ClearingState
from desk.filing.retention.model import Clearing, ClearingItem
from desk.filing.retention.words import FIELD_WORDS, RECORD_WORDS, in_words
from desk.office.users.model import User
from desk.screens.fields import Field, Kind
from desk.screens.lists import Action, ListSpec, Sort
from desk.storage.listing import ListSource
from desk.storage.tables import ExportLog, PiiAccessLog

FIELDS = (
    Field("number", "清单号", Kind.NUMBER, width=7),
    Field("state", "状态", Kind.CHOICE, choices=ClearingState, width=5),
    Field("records", "条数", Kind.COUNT, width=4),
    Field("created_at", "列出时间", Kind.MOMENT, width=8),
    Field("decided_at", "审批时间", Kind.MOMENT, width=8),
    Field("answer", "驳回原因", width=10),
)
ITEM_FIELDS = (
    Field("number", "清单号", Kind.NUMBER, width=7),
    Field("label", "资料", width=8),
    Field("title", "对象", width=12),
    Field("kept_for", "保存期", width=8),
    Field("since", "到期日", Kind.DATE, width=6),
    Field("what", "处理", width=16),
    Field("done", "已清理", Kind.FLAG, width=4),
)
LOOK_FIELDS = (
    Field("at", "时间", Kind.MOMENT, width=8),
    Field("user", "查看人", width=6),
    Field("record", "资料", width=7),
    Field("record_id", "编号", Kind.COUNT, width=4),
    Field("field", "栏目", width=6),
    Field("why", "原因", width=12),
)
EXPORT_FIELDS = (
    Field("at", "时间", Kind.MOMENT, width=8),
    Field("user", "导出人", width=6),
    Field("list_name", "列表", width=9),
    Field("row_count", "行数", Kind.COUNT, width=4),
    Field("purpose", "用途", width=12),
    Field("filter_text", "条件", width=14),
)


def _clearings() -> ListSource:
    records = (
        select(func.count())
        .where(ClearingItem.clearing_id == Clearing.id)
        .correlate(Clearing)
        .scalar_subquery()
    )
    own = {f.name: getattr(Clearing, f.name) for f in FIELDS if f.name != "records"}
    return ListSource(
        base=select(Clearing),
        id=Clearing.id,
        columns={**own, "records": records},
        search=(Clearing.number,),
    )


def _items() -> ListSource:
    own = {f.name: getattr(ClearingItem, f.name) for f in ITEM_FIELDS if f.name != "number"}
    return ListSource(
        base=select(ClearingItem).join(Clearing, Clearing.id == ClearingItem.clearing_id),
        id=ClearingItem.id,
        columns={**own, "number": Clearing.number},
        search=(Clearing.number, ClearingItem.title),
    )


def _looks() -> ListSource:
    own = {f.name: getattr(PiiAccessLog, f.name) for f in LOOK_FIELDS if f.name != "user"}
    own["record"] = in_words(PiiAccessLog.record, RECORD_WORDS)
    own["field"] = in_words(PiiAccessLog.field, FIELD_WORDS)
    return ListSource(
        base=select(PiiAccessLog).outerjoin(User, User.id == PiiAccessLog.user_id),
        id=PiiAccessLog.id,
        columns={**own, "user": func.coalesce(User.name, "")},
        search=(User.name, PiiAccessLog.why),
    )


def _exports() -> ListSource:
    own = {f.name: getattr(ExportLog, f.name) for f in EXPORT_FIELDS if f.name != "user"}
    return ListSource(
        base=select(ExportLog).outerjoin(User, User.id == ExportLog.user_id),
        id=ExportLog.id,
        columns={**own, "user": func.coalesce(User.name, "")},
        search=(User.name, ExportLog.purpose),
    )


CLEARINGS = ListSpec(
    name="clearings",
    title="个人信息清理",
    right="personal.reveal",
    fields=FIELDS,
    source=_clearings,
    sort=Sort("created_at", descending=True),
    actions=(
        Action("draw_clearing", "列出到期", "Ctrl+N", "personal.reveal"),
        Action("approve_clearing", "批准", "F7", "customer.void", per_row=True),
        Action("reject_clearing", "驳回", "F8", "customer.void", per_row=True),
        Action("recall_clearing", "撤回", "", "personal.reveal", per_row=True),
    ),
    open="page:clearing_items",
    empty="还没有清理过。按 Ctrl+N 列出保存期已满的个人信息,经理批准后清理。",
)
CLEARING_ITEMS = ListSpec(
    name="clearing_items",
    title="清理明细",
    right="personal.reveal",
    fields=ITEM_FIELDS,
    source=_items,
    sort=Sort("since"),
    empty="没有清理明细。在「个人信息清理」中列出到期信息后列在这里。",
)
PERSONAL_LOOKS = ListSpec(
    name="personal_looks",
    title="个人信息查看记录",
    right="audit.read",
    fields=LOOK_FIELDS,
    source=_looks,
    sort=Sort("at", descending=True),
    empty="还没有人查看过掩码的信息。谁看了什么、为什么看,列在这里。",
)
EXPORTS = ListSpec(
    name="exports",
    title="导出记录",
    right="audit.read",
    fields=EXPORT_FIELDS,
    source=_exports,
    sort=Sort("at", descending=True),
    empty="还没有导出过。在列表按 Alt+X 导出 Excel 后列在这里。",
)
