"""The lists of nodes, of talks, of hindered lanes and of goods to watch."""

from sqlalchemy import select

from desk.freight.consignments.choices import ConsignmentState
from desk.freight.consignments.model import Consignment
from desk.freight.tracking.choices import (
    CallDirection,
    Channel,
    EventKind,
    EventSource,
    Party,
    PartyKind,
    Severity,
    Topic,
)
from desk.freight.tracking.model import ContactLog, LaneNote, TrackingEvent, WatchEntry
from desk.screens.fields import Field, Kind
from desk.screens.lists import Action, ListSpec, Sort
from desk.storage.listing import ListSource

EVENT_FIELDS = (
    Field("at", "时间", Kind.MOMENT, width=8),
    Field("number", "运单号", Kind.NUMBER, width=8),
    Field("kind", "节点", Kind.CHOICE, choices=EventKind, width=5),
    Field("place", "地点", width=6),
    Field("text", "说明", width=12),
    Field("source", "来源", Kind.CHOICE, choices=EventSource, width=4),
    Field("consignee_name", "收货人", width=8),
    Field("destination", "目的地", Kind.DIVISION, width=5),
    Field("doc_no", "凭证号", Kind.NUMBER, width=8),
    Field("customer_notified", "已告知客户", Kind.FLAG, width=5),
    Field("channel", "告知方式", Kind.CHOICE, choices=Channel, width=4, hidden=True),
)
CONTACT_FIELDS = (
    Field("at", "时间", Kind.MOMENT, width=8),
    Field("number", "运单号", Kind.NUMBER, width=8),
    Field("topic", "事由", Kind.CHOICE, choices=Topic, width=6),
    Field("party", "对方", Kind.CHOICE, choices=Party, width=4),
    Field("party_kind", "身份", Kind.CHOICE, choices=PartyKind, width=4),
    Field("who", "谈话人", width=8),
    Field("direction", "呼入呼出", Kind.CHOICE, choices=CallDirection, width=4),
    Field("channel", "方式", Kind.CHOICE, choices=Channel, width=4),
    Field("content", "内容", Kind.NOTE, width=20),
    Field("next_action_at", "下次联系", Kind.MOMENT, width=8),
)
LANE_FIELDS = (
    Field("lane", "线路", width=10),
    Field("severity", "程度", Kind.CHOICE, choices=Severity, width=4),
    Field("text", "说明", width=20),
    Field("from_at", "起", Kind.MOMENT, width=8),
    Field("to_at", "止", Kind.MOMENT, width=8),
)
WATCH_FIELDS = (
    Field("reasons", "关注原因", width=12),
    Field("number", "运单号", Kind.NUMBER, width=8),
    Field("state", "状态", Kind.CHOICE, choices=ConsignmentState, width=5),
    Field("consignee_name", "收货人", width=8),
    Field("destination", "目的地", Kind.DIVISION, width=5),
    Field("late_days", "超期天数", Kind.COUNT, width=4),
    Field("silent_hours", "无消息(工作小时)", Kind.COUNT, width=6),
    Field("urgent", "加急", Kind.FLAG, width=3),
    Field("due_on", "应到日期", Kind.DATE, width=6),
    Field("due_before_on", "原应到日期", Kind.DATE, width=6, hidden=True),
    Field("last_at", "最近消息", Kind.MOMENT, width=8),
    Field("note", "处理情况", Kind.NOTE, width=14),
    Field("drawn_on", "生成日期", Kind.DATE, width=6),
)
_OF_CONSIGNMENT = ("number", "consignee_name", "destination")


def _events() -> ListSource:
    return ListSource(
        base=select(TrackingEvent).join(
            Consignment, Consignment.id == TrackingEvent.consignment_id
        ),
        id=TrackingEvent.id,
        columns={
            f.name: getattr(Consignment if f.name in _OF_CONSIGNMENT else TrackingEvent, f.name)
            for f in EVENT_FIELDS
        },
        search=(Consignment.number, Consignment.consignee_name, TrackingEvent.place),
        initials=(Consignment.consignee_initials,),
    )


def _contacts() -> ListSource:
    return ListSource(
        base=select(ContactLog).outerjoin(Consignment, Consignment.id == ContactLog.consignment_id),
        id=ContactLog.id,
        columns={
            f.name: getattr(Consignment if f.name in _OF_CONSIGNMENT else ContactLog, f.name)
            for f in CONTACT_FIELDS
        },
        search=(Consignment.number, ContactLog.who, ContactLog.content),
    )


def _lanes() -> ListSource:
    return ListSource(
        base=select(LaneNote),
        id=LaneNote.id,
        columns={f.name: getattr(LaneNote, f.name) for f in LANE_FIELDS},
        search=(LaneNote.lane, LaneNote.text),
    )


def _watch() -> ListSource:
    own = ("reasons", "late_days", "silent_hours", "urgent", "last_at", "note", "drawn_on")
    return ListSource(
        base=select(WatchEntry).join(Consignment, Consignment.id == WatchEntry.consignment_id),
        id=WatchEntry.id,
        columns={
            f.name: getattr(WatchEntry if f.name in own else Consignment, f.name)
            for f in WATCH_FIELDS
        },
        search=(Consignment.number, Consignment.consignee_name, WatchEntry.reasons),
        initials=(Consignment.consignee_initials,),
    )


TRACKING_EVENTS = ListSpec(
    name="tracking_events",
    title="跟踪记录",
    right="tracking.read",
    fields=EVENT_FIELDS,
    source=_events,
    sort=Sort("at", descending=True),
    actions=(Action("report_event", "登记在途信息", "Ctrl+N", "tracking.create"),),
    open="page:consignment",
    empty="还没有跟踪记录。受理、到达、派送时自动登记,途中消息按 Ctrl+N 登记。",
)
CONTACT_LOGS = ListSpec(
    name="contact_logs",
    title="沟通记录",
    right="tracking.read",
    fields=CONTACT_FIELDS,
    source=_contacts,
    sort=Sort("at", descending=True),
    actions=(Action("log_contact", "登记沟通", "Ctrl+N", "tracking.create"),),
    open="page:consignment",
    empty="还没有沟通记录。打完电话按 Ctrl+N 登记。",
)
LANE_NOTES = ListSpec(
    name="lane_notes",
    title="途径信息",
    right="tracking.read",
    fields=LANE_FIELDS,
    source=_lanes,
    sort=Sort("from_at", descending=True),
    actions=(
        Action("add_lane_note", "登记途径信息", "Ctrl+N", "tracking.create"),
        Action("end_lane_note", "更正结束时间", "F2", "tracking.create", per_row=True),
        Action("page:due_extension", "延长应到日期", "F8", "due.extend", per_row=True),
    ),
    empty="没有途径信息。封路、暴雪、安检按 Ctrl+N 登记。",
)
WATCH_LIST = ListSpec(
    name="watch_list",
    title="关注清单",
    right="tracking.read",
    fields=WATCH_FIELDS,
    source=_watch,
    sort=Sort("late_days", descending=True),
    actions=(
        Action("draw_watch_list", "生成今日清单", "Ctrl+N", "tracking.create"),
        Action("note_watch", "登记处理", "F2", "tracking.create", per_row=True),
        Action("tell_progress", "告知客户", "F7", "tracking.create", per_row=True),
    ),
    open="page:consignment",
    empty="没有需要关注的货物。每天早上按 Ctrl+N 生成清单。",
)
