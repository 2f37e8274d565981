"""The watch list of the morning: who is late, silent or urgent, and what was done about it."""

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import select

from desk.freight.consignments.choices import ConsignmentState
from desk.freight.consignments.commands import by_number
from desk.freight.tracking.model import WatchEntry
from desk.freight.tracking.rules import next_step
from desk.freight.tracking.under_way import UnderWay, under_way
from desk.kernel.commands import command, query
from desk.kernel.errors import Problems, refuse
from desk.kernel.identity import clean_text, has_control_characters
from desk.kernel.text import tr
from desk.storage.work import Reader, Work


@dataclass(frozen=True)
class WatchRow:
    """A consignment to look after; `reasons` names why, in the office's words."""

    consignment_id: int
    number: str
    state: ConsignmentState
    consignee_name: str
    destination: str
    due_on: date | None
    late_days: int
    silent_hours: int
    urgent: bool
    reasons: str
    last_at: datetime
    next_step: str


@query("tracking.read", "关注货物")
def watch_list(read: Reader) -> list[WatchRow]:
    """Late, silent or urgent consignments under way: overdue first, urgent next, then by due date.

    Silent means that nothing was heard of the goods for the working hours of the setting.
    """
    rows = (_watched(read, row) for row in under_way(read))
    return [row for row in rows if row is not None]


def _watched(read: Reader, row: UnderWay) -> WatchRow | None:
    ticket, late = row.ticket, row.late_days(read.today)
    quiet = read.calendar.elapsed_minutes(row.heard_at, read.now) // 60
    silent = quiet if quiet >= read.settings.silent_hours else 0
    reasons = [tr("超期 {n} 天").format(n=late)] * bool(late)
    reasons += [tr("{n} 工作小时无消息").format(n=silent)] * bool(silent)
    reasons += [tr("加急")] * ticket.urgent
    if not reasons:
        return None
    return WatchRow(
        ticket.id,
        ticket.label,
        ticket.state,
        ticket.consignee_name,
        ticket.destination,
        ticket.due_on,
        late,
        silent,
        ticket.urgent,
        "、".join(reasons),
        row.heard_at,
        next_step(ticket),
    )


@command("tracking.create", "生成关注清单", example="{}")
def draw_watch_list(work: Work) -> int:
    """Draw the list anew; what was noted today of a consignment still on it stays.

    Returns:
        How many consignments are on the list.
    """
    kept = {entry.consignment_id: entry for entry in work.session.scalars(select(WatchEntry))}
    rows = watch_list(work)
    for row in rows:
        entry = kept.pop(row.consignment_id, None) or WatchEntry(consignment_id=row.consignment_id)
        if entry.drawn_on != work.today:
            entry.drawn_on, entry.note = work.today, ""
        for name in ("late_days", "silent_hours", "urgent", "reasons", "last_at"):
            setattr(entry, name, getattr(row, name))
        work.session.add(entry)
    for entry in kept.values():
        work.session.delete(entry)
    return len(rows)


@command(
    "tracking.create",
    "登记关注处理",
    example='{"number": "YD2611160001", "note": "已催合作商,明日送达"}',
)
def note_watch(work: Work, *, number: str, note: str) -> None:
    """Write down what was done about a consignment on the list.

    Raises:
        Refused: E001, E004, E006 not on the list, E012.
    """
    problems = Problems()
    label, kept = tr("处理情况"), clean_text(note)
    if problems.require(kept, "note", label):
        problems.fits(kept, 200, "note", label)
        problems.check(not has_control_characters(note), "E012", "note", label=label)
    problems.raise_if_any()
    where = WatchEntry.consignment_id == by_number(work, number).id
    entry = work.session.scalar(select(WatchEntry).where(where))
    if entry is None:
        raise refuse("E006", "number", label=tr("关注清单上的运单"), v=number)
    entry.note = kept
