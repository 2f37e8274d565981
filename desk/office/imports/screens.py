"""The list of booked imports."""

from sqlalchemy import case, select

from desk.office.imports.model import ImportBatch
from desk.office.users.model import User
from desk.screens.fields import Field, Kind
from desk.screens.lists import ListSpec, Sort
from desk.storage.listing import ListSource

FIELDS = (
    Field("id", "批次", Kind.COUNT, width=4),
    Field("kind", "种类", width=6),
    Field("file_name", "文件", width=14),
    Field("number", "单号", Kind.NUMBER, width=8),
    Field("row_count", "行数", Kind.COUNT, width=4),
    Field("booked_count", "已导入", Kind.COUNT, width=4, total=True),
    Field("duplicate_count", "重复", Kind.COUNT, width=4),
    Field("bad_count", "有误", Kind.COUNT, width=4),
    Field("booked_by", "导入人", width=6),
    Field("created_at", "导入时间", Kind.MOMENT, width=8),
    Field("undone_at", "撤销时间", Kind.MOMENT, width=8),
)

_KINDS = {"inbound": "进港清单", "customers": "客户"}


def _source() -> ListSource:
    own = {f.name: getattr(ImportBatch, f.name) for f in FIELDS if f.name != "booked_by"}
    return ListSource(
        base=select(ImportBatch).outerjoin(User, User.id == ImportBatch.created_by),
        id=ImportBatch.id,
        columns=own
        | {
            "booked_by": User.name,
            "kind": case(_KINDS, value=ImportBatch.kind, else_=ImportBatch.kind),
        },
        search=(ImportBatch.file_name, ImportBatch.number),
    )


IMPORT_BATCHES = ListSpec(
    name="imports",
    title="导入记录",
    right="office.read",
    fields=FIELDS,
    source=_source,
    sort=Sort("created_at", descending=True),
    empty="还没有导入过。在「进港清单」或「客户」页按「导入」选择 Excel。",
)
