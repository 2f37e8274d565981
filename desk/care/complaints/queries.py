"""Reading complaints: the board by deadline, one case with its clocks, the analysis."""

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import select

from desk.care.complaints.choices import (
    Channel,
    ClockKind,
    ComplaintKind,
    ComplaintState,
    Department,
    Level,
    ReportTo,
    Satisfaction,
    Validity,
)
from desk.care.complaints.drafts import ComplaintDraft
from desk.care.complaints.figures import registered_late_minutes
from desk.care.complaints.finding import complaint_by_number, level_facts
from desk.care.complaints.levels import Proposal, propose_level
from desk.care.complaints.lights import ClockRow, Light, clock_row
from desk.care.complaints.model import Complaint
from desk.care.complaints.registering import customer_meant
from desk.care.complaints.rules import OPEN
from desk.care.complaints.timing import rises_at
from desk.freight.consignments.model import Consignment
from desk.kernel.commands import query
from desk.kernel.errors import Problems
from desk.kernel.identity import mask_phone
from desk.office.users.model import User
from desk.storage.cabinet import attachments_of
from desk.storage.work import Reader


@dataclass(frozen=True)
class ReportRow:
    report_to: ReportTo
    person: str
    how: str
    at: datetime
    entered_at: datetime
    note: str


@dataclass(frozen=True)
class ProgressRow:
    at: datetime
    who: str
    channel: Channel
    text: str
    entered_at: datetime


@dataclass(frozen=True)
class ComplaintCard:
    """One case; entry times stand beside the times that were said.

    Attributes:
        registered_late_minutes: later than it should have been written down after the call (5.6).
        repeats_no: the first complaint, of a repeated one; `repeated_by` the other way round.
    """

    id: int
    number: str
    state: ComplaintState
    level: Level
    proposed_level: Level
    level_reason: str
    circumstances: str
    received_at: datetime
    registered_at: datetime
    registered_late_minutes: int
    kind: ComplaintKind
    complainant: str
    phone_masked: str
    customer_name: str
    waybill: str
    content: str
    demand: str
    claimed_fen: int
    estimated_fen: int
    owner: str
    investigation: str
    root_cause: str
    resp_department: Department | None
    resp_person: str
    partner_name: str
    decision: str
    compensation_fen: int
    answer: str
    reply: str
    reply_channel: Channel | None
    replied_at: datetime | None
    satisfied: Satisfaction | None
    corrective_action: str
    corrective_owner: str
    corrective_due_on: date | None
    checked_by: str
    check_result: str
    summary: str
    validity: Validity
    validity_reason: str
    repeats_no: str
    repeated_by: tuple[str, ...]
    reopened: int
    closed_at: datetime | None
    paused: bool
    clocks: tuple[ClockRow, ...]
    reports: tuple[ReportRow, ...]
    progress: tuple[ProgressRow, ...]
    evidence: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class BoardRow:
    """One open case with the clock that runs out first; `left_minutes` below 0 are late."""

    number: str
    level: Level
    state: ComplaintState
    complainant: str
    waybill: str
    content: str
    owner: str
    next_clock: ClockKind | None
    due_at: datetime | None
    light: Light
    paused: bool
    left_minutes: int


@query("complaint.read", "投诉详情")
def complaint_card(read: Reader, *, number: str) -> ComplaintCard:
    """One complaint with its clocks, reports and words to the customer.

    Raises:
        Refused: E006.
    """
    c = complaint_by_number(read, number)
    late = registered_late_minutes(read, c)
    same = (
        "id number state level proposed_level level_reason circumstances received_at registered_at "
        "kind complainant content demand claimed_fen estimated_fen investigation root_cause "
        "resp_department resp_person decision compensation_fen answer reply reply_channel "
        "replied_at satisfied corrective_action corrective_owner corrective_due_on checked_by "
        "check_result summary validity validity_reason reopened closed_at"
    )
    evidence = attachments_of(read.session, "complaint", c.id)
    return ComplaintCard(
        **{name: getattr(c, name) for name in same.split()},
        phone_masked=mask_phone(c.phone),
        customer_name=c.customer.name if c.customer else "",
        waybill=c.consignment.label if c.consignment else "",
        owner=_owner(read, c),
        partner_name=c.partner.name if c.partner else "",
        registered_late_minutes=late,
        paused=c.pause is not None,
        repeats_no=c.repeats.number if c.repeats else "",
        repeated_by=tuple(other.number for other in c.repeated_by),
        clocks=tuple(clock_row(read, c, clock) for clock in c.clocks),
        reports=tuple(
            ReportRow(r.report_to, r.person, r.how, r.at, r.created_at, r.note) for r in c.reports
        ),
        progress=tuple(
            ProgressRow(p.at, p.who, p.channel, p.text, p.created_at) for p in c.progress
        ),
        evidence=tuple((a.label, a.sha256) for a in evidence),
    )


def _owner(read: Reader, complaint: Complaint) -> str:
    found = read.session.get(User, complaint.owner_id) if complaint.owner_id else None
    return found.name if found else ""


@query("complaint.read", "待办投诉")
def complaint_board(read: Reader) -> list[BoardRow]:
    """Open complaints, the one whose next clock runs out first on top."""
    wanted = select(Complaint).where(Complaint.state.in_(sorted(OPEN)))
    rows = [_board_row(read, c) for c in read.session.scalars(wanted)]
    return sorted(rows, key=lambda r: (r.due_at is None, r.due_at or read.now, r.number))


def _board_row(read: Reader, c: Complaint) -> BoardRow:
    rows = [clock_row(read, c, k) for k in c.clocks if k.met_at is None and not k.superseded]
    first = min(rows, key=lambda k: (k.light is Light.PAUSED, k.due_at), default=None)
    return BoardRow(
        c.number,
        c.level,
        c.state,
        c.complainant,
        c.consignment.label if c.consignment else "",
        c.content,
        _owner(read, c),
        first.kind if first else None,
        first.due_at if first else None,
        first.light if first else Light.GREEN,
        c.pause is not None,
        first.left_minutes if first else 0,
    )


@query("complaint.read", "到时升级的投诉")
def complaints_to_raise(read: Reader) -> list[str]:
    """Numbers of open complaints that have to go up one level now (`raise_complaints` does it)."""
    found = select(Complaint).where(Complaint.state.in_(sorted(OPEN))).order_by(Complaint.id)
    due = ((c.number, rises_at(read, c)) for c in read.session.scalars(found))
    return [number for number, at in due if at is not None and at <= read.now]


@query("complaint.create", "投诉定级建议")
def proposed_level(read: Reader, *, draft: ComplaintDraft) -> Proposal:
    """The level the caller's words ask for, and why; nothing is saved."""
    number = draft.waybill.strip()
    ticket = read.session.scalar(select(Consignment).where(Consignment.number == number))
    facts = level_facts(
        read,
        received_at=draft.received_at or read.now,
        amount_fen=max(draft.claimed_fen, draft.estimated_fen),
        customer=customer_meant(read, Problems(), draft, ticket),
        consignment_id=ticket.id if ticket else None,
        circumstances=frozenset(draft.circumstances),
    )
    return propose_level(facts)
