"""The list of major events and of their steps."""

from sqlalchemy import func, select

from desk.care.major_events.choices import EventState, EventType
from desk.care.major_events.model import EventStep, MajorEvent
from desk.screens.fields import Field, Kind
from desk.screens.lists import Action, Filter, ListSpec, Sort
from desk.storage.listing import ListSource

FIELDS = (
    Field("number", "编号", Kind.NUMBER, width=7),
    Field("state", "状态", Kind.CHOICE, choices=EventState, width=4),
    Field("event_type", "类型", Kind.CHOICE, choices=EventType, width=5),
    Field("title", "事件", width=18),
    Field("found_at", "发现时间", Kind.MOMENT, width=8),
    Field("steps", "步骤", Kind.COUNT, width=3),
    Field("done", "已办", Kind.COUNT, width=3),
    Field("next_due_at", "最近时限", Kind.MOMENT, width=8),
    Field("loss_fen", "损失", Kind.MONEY, width=6),
    Field("plan_label", "预案", width=10, hidden=True),
    Field("summary", "总结", width=10, hidden=True),
    Field("closed_at", "结案时间", Kind.MOMENT, width=8, hidden=True),
)
STEP_FIELDS = (
    Field("number", "编号", Kind.NUMBER, width=7),
    Field("seq", "步骤", Kind.COUNT, width=3),
    Field("text", "内容", width=18),
    Field("role", "责任人", width=6),
    Field("due_at", "时限", Kind.MOMENT, width=8),
    Field("done_at", "完成", Kind.MOMENT, width=8),
    Field("done_by", "办理人", width=6),
    Field("note", "说明", width=10),
)


def _events() -> ListSource:
    of = EventStep.event_id == MajorEvent.id
    every = select(func.count()).where(of).correlate(MajorEvent).scalar_subquery()
    done = (
        select(func.count())
        .where(of, EventStep.done_at.is_not(None))
        .correlate(MajorEvent)
        .scalar_subquery()
    )
    due = (
        select(func.min(EventStep.due_at))
        .where(of, EventStep.done_at.is_(None), EventStep.note == "")
        .correlate(MajorEvent)
        .scalar_subquery()
    )
    counted = {"steps": every, "done": done, "next_due_at": due}
    names = [f.name for f in FIELDS if f.name not in counted]
    own = {name: getattr(MajorEvent, name) for name in names}
    return ListSource(
        base=select(MajorEvent),
        id=MajorEvent.id,
        columns={**own, **counted},
        search=(MajorEvent.number, MajorEvent.title),
    )


def _steps() -> ListSource:
    own = {f.name: getattr(EventStep, f.name) for f in STEP_FIELDS if f.name != "number"}
    return ListSource(
        base=select(EventStep).join(MajorEvent, MajorEvent.id == EventStep.event_id),
        id=EventStep.id,
        columns={**own, "number": MajorEvent.number},
        search=(MajorEvent.number, EventStep.text),
    )


MAJOR_EVENTS = ListSpec(
    name="major_events",
    title="重大事件",
    right="complaint.read",
    fields=FIELDS,
    source=_events,
    sort=Sort("found_at", descending=True),
    filters=(Filter("state", "not", EventState.CLOSED),),
    actions=(
        Action("declare_major_event", "启动预案", "Ctrl+N", "complaint.update"),
        Action("tick_step", "办理步骤", "F7", "complaint.update", per_row=True),
        Action("report_event_upward", "上报", "F8", "complaint.update", per_row=True),
        Action("explain_step", "说明步骤", "", "complaint.update", per_row=True),
        Action("start_aftermath", "转善后", "", "complaint.update", per_row=True),
        Action("close_event", "结案", "", "complaint.decide", per_row=True),
        Action("print:P-41", "打印报告", "Ctrl+P", "print.create", per_row=True),
    ),
    empty="没有进行中的重大事件。投诉定为重大时自动启动预案。",
)
EVENT_STEPS = ListSpec(
    name="event_steps",
    title="预案步骤",
    right="complaint.read",
    fields=STEP_FIELDS,
    source=_steps,
    sort=Sort("due_at"),
    filters=(Filter("done_at", "empty"),),
    empty="没有待办的预案步骤。启动重大事件预案后列在这里。",
)
