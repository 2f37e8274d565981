"""Writing nodes and talks inside a running command; for the reactions here and the rooms above."""

from datetime import datetime

from sqlalchemy import bindparam, func, select

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
from desk.freight.tracking.rules import BESIDE_THE_WAY, in_future
from desk.kernel.errors import Problems, refuse
from desk.kernel.identity import clean_text, has_control_characters
from desk.kernel.moments import show_moment
from desk.kernel.text import tr
from desk.storage.work import Work

_LAST_NODE = select(func.max(TrackingEvent.at)).where(
    TrackingEvent.consignment_id == bindparam("of"),
    TrackingEvent.kind.not_in(bindparam("beside", expanding=True)),
)


def record_event(
    work: Work,
    consignment: Consignment,
    kind: EventKind,
    *,
    at: datetime | None = None,
    place: str = "",
    source: EventSource = EventSource.SYSTEM,
    text: str = "",
    doc_no: str = "",
    told_by: Channel | None = None,
    undone: frozenset[EventKind] = frozenset(),
) -> TrackingEvent:
    """Write one node of a consignment's way.

    Args:
        work: the running command.
        consignment: whose way.
        kind: which node.
        at: when it happened (now unless said).
        place: where.
        source: who says so.
        text: anything worth telling the customer.
        doc_no: the document it comes from.
        told_by: the channel by which the customer was told of it, if he was.
        undone: kinds of which every earlier node was taken back, so that none counts for the order.

    Returns:
        The node; it gets its id with the next flush.

    Raises:
        Refused: E171 in the future, E170 before the previous node of the goods.
    """
    moment = at or work.now
    if in_future(moment, work.now):
        raise refuse("E171", "at")
    if kind not in BESIDE_THE_WAY:
        _refuse_out_of_order(work, consignment, moment, undone)
    event = TrackingEvent(
        consignment_id=consignment.id,
        kind=kind,
        at=moment,
        place=place,
        source=source,
        text=text,
        doc_no=doc_no,
        customer_notified=told_by is not None,
        channel=told_by,
    )
    if told_by is not None:
        event.notified_at, event.notified_by = work.now, work.actor.name
    work.session.add(event)
    return event


def record_first_event(work: Work, consignment: Consignment) -> None:
    """Write the node with which a way begins: accepted, at the origin.

    Raises:
        Refused: E171 in the future.
    """
    if in_future(consignment.accept_at, work.now):
        raise refuse("E171", "at")
    work.put_down(
        TrackingEvent,
        consignment_id=consignment.id,
        kind=EventKind.ACCEPTED,
        at=consignment.accept_at,
        place=consignment.origin_station,
        source=EventSource.SYSTEM,
        doc_no=consignment.label,
        customer_notified=False,
    )


def _refuse_out_of_order(
    work: Work, consignment: Consignment, at: datetime, undone: frozenset[EventKind]
) -> None:
    those = {"of": consignment.id, "beside": [*BESIDE_THE_WAY, *undone]}
    last: datetime | None = work.session.scalar(_LAST_NODE, those)
    if last is not None and at.replace(microsecond=0) < last:
        raise refuse("E170", "at", t=show_moment(at), u=show_moment(last))


def record_contact(
    work: Work,
    consignment: Consignment | None,
    *,
    who: str,
    content: str,
    channel: Channel,
    party: Party = Party.CUSTOMER,
    party_kind: PartyKind = PartyKind.OTHER,
    direction: CallDirection = CallDirection.OUT,
    topic: Topic = Topic.GENERAL,
    at: datetime | None = None,
    next_action_at: datetime | None = None,
) -> ContactLog:
    """Write down one talk.

    Raises:
        Refused: E001 who or content missing, E004 too long, E012, E171 in the future, E019 when the
            next step lies before the talk.
    """
    moment = at or work.now
    problems = Problems()
    for name, label, value, longest in (
        ("who", tr("谈话人"), who, 60),
        ("content", tr("沟通内容"), content, 500),
    ):
        if problems.require(value, name, label):
            problems.fits(clean_text(value), longest, name, label)
            clean = not has_control_characters(value, lines=True)
            problems.check(clean, "E012", name, label=label)
    problems.check(not in_future(moment, work.now), "E171", "at")
    in_order = next_action_at is None or next_action_at >= moment
    why = tr("不能早于沟通时间")
    problems.check(in_order, "E019", "next_action_at", label=tr("下次联系时间"), why=why)
    problems.raise_if_any()
    return work.add(
        ContactLog(
            consignment_id=consignment.id if consignment else None,
            party=party,
            party_kind=party_kind,
            direction=direction,
            channel=channel,
            at=moment,
            who=clean_text(who),
            content=clean_text(content),
            topic=topic,
            next_action_at=next_action_at,
        )
    )
