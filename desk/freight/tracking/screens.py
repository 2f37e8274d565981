"""The lists of nodes and of talks."""

from sqlalchemy import select

from desk.freight.consignments.model import Consignment
from desk.freight.tracking.choices import (
    CallDirection,
    Channel,
    EventKind,
    EventSource,
    Party,
    PartyKind,
    Topic,
)
from desk.freight.tracking.model import ContactLog, TrackingEvent
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
    Field("who", "谈话人", width=6),
    Field("direction", "呼入呼出", Kind.CHOICE, choices=CallDirection, width=4),
    Field("channel", "方式", Kind.CHOICE, choices=Channel, width=4),
    Field("content", "内容", Kind.NOTE, width=20),
    Field("next_action_at", "下次联系", Kind.MOMENT, width=8),
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


TRACKING_EVENTS = ListSpec(
    name="tracking_events",
    title="跟踪记录",
    right="tracking.read",
    fields=EVENT_FIELDS,
    source=_events,
    sort=Sort("at", descending=True),
    actions=(Action("report_event", "登记在途信息", "Ctrl+N", "tracking.create"),),
    open="page:consignment",
    empty="没有符合条件的跟踪记录。",
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
