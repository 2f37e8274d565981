"""The list of print-outs: who printed what, when, where and how often.

Source: spec 3.26 (print_log), 4.0.
"""

from sqlalchemy import func, select

from desk.office.users.model import User
from desk.screens.fields import Field, Kind
from desk.screens.lists import ListSpec, Sort
from desk.storage.listing import ListSource
from desk.storage.tables import PrintLog

FIELDS = (
    Field("at", "时间", Kind.MOMENT, width=8),
    Field("user", "打印人", width=6),
    Field("form", "单据", width=5),
    Field("number", "单号", width=10),
    Field("print_no", "第几次", Kind.COUNT, width=4),
    Field("copies", "份数", Kind.COUNT, width=4),
    Field("printer", "打印机", width=12),
)


def _prints() -> ListSource:
    own = {f.name: getattr(PrintLog, f.name) for f in FIELDS if f.name != "user"}
    return ListSource(
        base=select(PrintLog).outerjoin(User, User.id == PrintLog.user_id),
        id=PrintLog.id,
        columns={**own, "user": func.coalesce(User.name, "")},
        search=(PrintLog.number, PrintLog.form, User.name, PrintLog.printer),
    )


PRINTS = ListSpec(
    name="prints",
    title="打印记录",
    right="print.create",
    fields=FIELDS,
    source=_prints,
    sort=Sort("at", descending=True),
    empty="还没有打印过单据。打印过的单据和打印人列在这里。",
)
