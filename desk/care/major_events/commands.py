"""A major event is opened, its steps ticked, reported upward, cleaned up after and closed."""

from datetime import datetime

from sqlalchemy import select

from desk.care.complaints.dating import check_dated_back
from desk.care.major_events.choices import EventState, EventType
from desk.care.major_events.model import EventReport, MajorEvent
from desk.care.major_events.opening import open_event, take_up_again
from desk.care.major_events.rules import STATES
from desk.freight.tracking.rules import in_future
from desk.kernel.commands import command
from desk.kernel.errors import Problems, refuse
from desk.kernel.moments import show_moment
from desk.kernel.text import tr
from desk.storage.work import Reader, Work

MOST_FEN = 100_000_000_000


def event_by_number(read: Reader, number: str) -> MajorEvent:
    """Raises: Refused E006."""
    found = read.session.scalar(select(MajorEvent).where(MajorEvent.number == number.strip()))
    if found is None:
        raise refuse("E006", "number", label=tr("重大事件"), v=number)
    read.held.add(found)
    return found


@command(
    "complaint.update",
    "启动重大事件预案",
    example='{"event_type": "DISASTER", "title": "G3012 暴雪,两车滞留", '
    '"occurred_at": "2026-11-23T09:00:00+08:00"}',
)
def declare_major_event(
    work: Work,
    *,
    event_type: EventType,
    title: str,
    occurred_at: datetime,
    found_at: datetime | None = None,
    loss_fen: int = 0,
) -> str:
    """Declare a major event: the plan in force becomes a check-list with deadlines and names.

    Returns:
        The number, ``ZS261123-001``.

    Raises:
        Refused: E001, E003, E004, E070 found longer ago than the office's limit by anyone but the
            manager, E170 found before it happened, E171.
    """
    problems, words, found = Problems(), title.strip(), found_at or work.now
    problems.require(words, "title", tr("事件"))
    problems.fits(words, 120, "title", tr("事件"))
    problems.check(not in_future(found, work.now), "E171", "found_at")
    t, u = show_moment(found), show_moment(occurred_at)
    problems.check(found >= occurred_at, "E170", "found_at", t=t, u=u)
    check_dated_back(problems, work, found, "found_at")
    ok = 0 <= loss_fen <= MOST_FEN
    problems.check(ok, "E003", "loss_fen", label=tr("损失"), lo=0, hi=MOST_FEN, v=loss_fen)
    problems.raise_if_any()
    event = open_event(work, event_type, words, occurred_at, found)
    event.loss_fen = loss_fen
    return event.number


@command(
    "complaint.update",
    "办理预案步骤",
    example='{"number": "ZS261123-001", "step": 1, "note": "已封存现场照片"}',
)
def tick_step(work: Work, *, number: str, step: int, done_by: str = "", note: str = "") -> None:
    """Tick a step off, with who did it.

    Raises:
        Refused: E004, E006, E008 closed or ticked already.
    """
    event = event_by_number(work, number)
    state = STATES.step(event.state, "tick_step")
    found = next((s for s in event.steps if s.seq == step), None)
    if found is None:
        raise refuse("E006", "step", label=tr("预案步骤"), v=step)
    if found.done_at is not None:
        raise refuse("E008", "step", obj=tr("步骤"), state=tr("已完成"), action=tr("再次办理"))
    problems = Problems()
    for field, label, text, most in (
        ("done_by", tr("办理人"), done_by.strip(), 60),
        ("note", tr("说明"), note.strip(), 200),
    ):
        problems.fits(text, most, field, label)
    problems.raise_if_any()
    found.done_at, found.done_by = work.now, done_by.strip() or work.actor.name
    found.note, event.state = note.strip(), state


@command(
    "complaint.update",
    "上报重大事件",
    example='{"number": "ZS261123-001", "person": "李副总", "how": "电话"}',
)
def report_event_upward(
    work: Work, *, number: str, person: str, how: str, at: datetime | None = None, note: str = ""
) -> None:
    """Note a report to somebody above or outside.

    Raises:
        Refused: E001, E004, E006, E008 closed, E070 dated back beyond the office's limit, E170,
            E171.
    """
    event = event_by_number(work, number)
    if event.state is EventState.CLOSED:
        raise refuse(
            "E008", "number", obj=tr("重大事件"), state=event.state.label, action=tr("上报")
        )
    problems, moment = Problems(), at or work.now
    for field, label, text, most, needed in (
        ("person", tr("上报对象"), person.strip(), 60, True),
        ("how", tr("方式"), how.strip(), 60, True),
        ("note", tr("说明"), note.strip(), 300, False),
    ):
        if needed:
            problems.require(text, field, label)
        problems.fits(text, most, field, label)
    problems.check(not in_future(moment, work.now), "E171", "at")
    t, u = show_moment(moment), show_moment(event.found_at)
    problems.check(moment >= event.found_at, "E170", "at", t=t, u=u)
    check_dated_back(problems, work, moment, "at")
    problems.raise_if_any()
    event.reports.append(
        EventReport(person=person.strip(), how=how.strip(), at=moment, note=note.strip())
    )


@command(
    "complaint.update",
    "重大事件转善后",
    example='{"number": "ZS261123-001", "aftermath": "货物送达,客户致歉函已寄出"}',
)
def start_aftermath(work: Work, *, number: str, aftermath: str, loss_fen: int = 0) -> None:
    """The danger is over; say what is still to be put right. Steps left open need a note.

    Raises:
        Refused: E001, E003, E004, E006, E008, E019 steps neither done nor explained.
    """
    event = event_by_number(work, number)
    state = STATES.step(event.state, "start_aftermath")
    problems, words = Problems(), aftermath.strip()
    problems.require(words, "aftermath", tr("善后"))
    problems.fits(words, 1000, "aftermath", tr("善后"))
    ok = 0 <= loss_fen <= MOST_FEN
    problems.check(ok, "E003", "loss_fen", label=tr("损失"), lo=0, hi=MOST_FEN, v=loss_fen)
    left = [str(s.seq) for s in event.steps if s.done_at is None and not s.note]
    why = tr("第 {list} 步既未完成也未说明").format(list="、".join(left))
    problems.check(not left, "E019", "number", label=tr("预案步骤"), why=why)
    problems.raise_if_any()
    event.state, event.aftermath = state, words
    event.loss_fen = loss_fen or event.loss_fen


@command(
    "complaint.update",
    "说明未办步骤",
    example='{"number": "ZS261123-001", "step": 4, "note": "货物已找到,无需报案"}',
)
def explain_step(work: Work, *, number: str, step: int, note: str) -> None:
    """Say why a step of the plan is not needed this time.

    Raises:
        Refused: E004, E006, E008 closed, E009.
    """
    event = event_by_number(work, number)
    STATES.step(event.state, "tick_step")
    found = next((s for s in event.steps if s.seq == step), None)
    if found is None:
        raise refuse("E006", "step", label=tr("预案步骤"), v=step)
    if not note.strip():
        raise refuse("E009", "note", action=tr("跳过步骤"))
    if len(note.strip()) > 200:
        raise refuse("E004", "note", label=tr("说明"), n=200, v=len(note.strip()))
    found.note = note.strip()


@command(
    "complaint.decide",
    "重大事件结案",
    example='{"number": "ZS261123-001", "summary": "分拨交接须双人核对件数"}',
)
def close_event(work: Work, *, number: str, summary: str) -> None:
    """Close an event with what was learned; without a summary nothing is closed.

    Raises:
        Refused: E001, E004, E006, E008.
    """
    event = event_by_number(work, number)
    state = STATES.step(event.state, "close_event")
    problems, words = Problems(), summary.strip()
    problems.require(words, "summary", tr("总结"))
    problems.fits(words, 1000, "summary", tr("总结"))
    problems.raise_if_any()
    event.state, event.summary, event.closed_at = state, words, work.now


@command(
    "complaint.decide",
    "重新处置重大事件",
    example='{"number": "ZS261123-001", "reason": "又发现两件破损"}',
)
def reopen_event(work: Work, *, number: str, reason: str) -> None:
    """Take an event up again.

    Raises:
        Refused: E006, E008, E009.
    """
    event = event_by_number(work, number)
    take_up_again(event, reason, work.now)
