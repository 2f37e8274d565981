"""The list of closed days, and the list of what was open on them."""

from typing import Any

from sqlalchemy import ColumnElement, func, select

from desk.freight.day_close.choices import CloseState, ItemState
from desk.freight.day_close.model import DayClose, DayCloseItem
from desk.kernel.roles import Role
from desk.office.users.model import User
from desk.screens.fields import Field, Kind
from desk.screens.lists import Action, Filter, ListSpec, Sort
from desk.storage.listing import ListSource

CLOSE_FIELDS = (
    Field("day", "日期", Kind.DATE, width=6),
    Field("person", "人员", width=6),
    Field("role", "岗位", Kind.CHOICE, choices=Role, width=7),
    Field("state", "状态", Kind.CHOICE, choices=CloseState, width=4),
    Field("items", "事项", Kind.COUNT, width=4, total=True),
    Field("done", "已办", Kind.COUNT, width=4, total=True),
    Field("noted", "已说明", Kind.COUNT, width=4, total=True),
    Field("waiting", "待办", Kind.COUNT, width=4, total=True),
    Field("opened_at", "打开时间", Kind.MOMENT, width=8),
    Field("signed_at", "签字时间", Kind.MOMENT, width=8),
    Field("handover", "交接说明", Kind.NOTE, width=12),
    Field("backup_name", "备份文件", width=16),
)
ITEM_FIELDS = (
    Field("day", "日期", Kind.DATE, width=6),
    Field("person", "人员", width=6),
    Field("duty", "事项类别", width=9),
    Field("number", "单号", Kind.NUMBER, width=8),
    Field("title", "内容", width=18),
    Field("due_at", "截止", Kind.MOMENT, width=8),
    Field("state", "状态", Kind.CHOICE, choices=ItemState, width=4),
    Field("reason", "原因", Kind.NOTE, width=10),
    Field("next_step", "下一步", Kind.NOTE, width=10),
    Field("who", "负责人", width=5),
    Field("done_at", "办完时间", Kind.MOMENT, width=8, hidden=True),
)


def _count(*conditions: ColumnElement[bool]) -> ColumnElement[int]:
    return (
        select(func.count(DayCloseItem.id))
        .where(DayCloseItem.close_id == DayClose.id, *conditions)
        .correlate(DayClose)
        .scalar_subquery()
    )


def _closes() -> ListSource:
    counts: dict[str, Any] = {"items": _count(), "person": User.name}
    for state in ItemState:
        counts[state.value.lower()] = _count(DayCloseItem.state == state)
    return ListSource(
        base=select(DayClose).join(User, User.id == DayClose.user_id),
        id=DayClose.id,
        columns={f.name: counts.get(f.name, getattr(DayClose, f.name, None)) for f in CLOSE_FIELDS},
        search=(User.name, DayClose.handover),
    )


def _items() -> ListSource:
    made = {"day": DayClose.day, "person": User.name}
    columns: dict[str, Any] = {
        f.name: made.get(f.name, getattr(DayCloseItem, f.name, None)) for f in ITEM_FIELDS
    }
    return ListSource(
        base=select(DayCloseItem)
        .join(DayClose, DayClose.id == DayCloseItem.close_id)
        .join(User, User.id == DayClose.user_id),
        id=DayCloseItem.id,
        columns=columns,
        search=(DayCloseItem.number, DayCloseItem.title, User.name),
    )


_OPENING = (
    Action("open_day_close", "打开今日日清", "Ctrl+N", "day_close.create"),
    Action("refresh_day_close", "核对完成情况", "", "day_close.create"),
)
DAY_CLOSES = ListSpec(
    name="day_closes",
    title="日清",
    right="day_close.read",
    fields=CLOSE_FIELDS,
    source=_closes,
    sort=Sort("day", descending=True),
    actions=(
        *_OPENING,
        Action("print:P-23", "打印跟踪表", "", "tracking.read"),
        Action("print:P-24", "打印发运记录", "", "outbound_preadvice.read"),
    ),
    empty="还没有日清。下班前按 Ctrl+N 打开今天的日清。",
)
DAY_CLOSE_ITEMS = ListSpec(
    name="day_close_items",
    title="日清事项",
    right="day_close.read",
    fields=ITEM_FIELDS,
    source=_items,
    sort=Sort("day", descending=True),
    filters=(Filter("state", "is", ItemState.WAITING),),
    actions=(
        *_OPENING,
        Action("note_open_item", "登记说明", "F2", "day_close.create", per_row=True),
    ),
    empty="还没有日清事项。今天的日清还没打开的,按 Ctrl+N 打开。",
)
