"""A complaint is taken down, answered, investigated and reported upward."""

from datetime import datetime, timedelta

from sqlalchemy import select

from desk.archive.customers.counter import customer_of, known_customer
from desk.archive.customers.model import Customer
from desk.care.complaints.choices import Channel, ClockKind, Department, Level, ReportTo
from desk.care.complaints.drafts import ComplaintDraft
from desk.care.complaints.finding import complaint_by_number, level_facts
from desk.care.complaints.levels import propose_level
from desk.care.complaints.model import (
    Complaint,
    ComplaintPause,
    ComplaintProgress,
    ComplaintReport,
)
from desk.care.complaints.rules import OPEN, STATES
from desk.care.complaints.timing import (
    end_pause,
    meet,
    raise_if_due,
    start_clocks,
    start_lower_clocks,
    start_progress,
)
from desk.freight.consignments.model import Consignment
from desk.freight.tracking.rules import in_future
from desk.kernel.commands import command
from desk.kernel.errors import Problems, refuse
from desk.kernel.identity import clean_text, is_phone, normal_phone
from desk.kernel.moments import show_moment
from desk.kernel.text import tr
from desk.partners.carriers.finding import partner_of
from desk.storage.cabinet import Upload, file_away
from desk.storage.work import Reader, Work

_DRAFT = (
    '"draft": {"complainant": "兴疆机电 王经理", "phone": "0991-5550456", "kind": "INFORMATION", '
    '"content": "通知慢", "waybill": "YD2611160003"}'
)


@command("complaint.create", "登记投诉", example=f"{{{_DRAFT}}}")
def register_complaint(work: Work, *, draft: ComplaintDraft) -> str:
    """Take a complaint down; its level is proposed, its clocks begin at the call.

    Returns:
        The number, ``TS261123-001``.

    Raises:
        Refused: E001, E002, E004, E006, E009 another level without a reason, E012, E102, E171, E182
            a lower level than proposed by anyone but the manager, E070 a call dated back beyond the
            office's limit by anyone but the manager: everything wrong at once.

    Source: spec 3.16, 5.6.
    """
    problems = Problems()
    at = draft.received_at or work.now
    _check_texts(problems, draft)
    _check_time(problems, work, at)
    ticket = _ticket(work, problems, draft.waybill)
    customer = customer_meant(work, problems, draft, ticket)
    facts = level_facts(
        work,
        received_at=at,
        amount_fen=max(draft.claimed_fen, draft.estimated_fen),
        customer=customer,
        consignment_id=ticket.id if ticket else None,
        circumstances=frozenset(draft.circumstances),
    )
    proposal = propose_level(facts)
    level = draft.level or proposal.level
    _check_level(problems, work, level, proposal.level, draft.level_reason)
    problems.raise_if_any()
    reason = clean_text(draft.level_reason) or "、".join(proposal.reasons)
    complaint = Complaint(
        number=work.number("complaint"),
        state=STATES.initial,
        received_at=at,
        registered_at=work.now,
        channel=draft.channel,
        source=draft.source,
        complainant=clean_text(draft.complainant),
        phone=normal_phone(draft.phone) if draft.phone.strip() else "",
        customer_id=customer.id if customer else None,
        consignment_id=ticket.id if ticket else None,
        kind=draft.kind,
        level=level,
        proposed_level=proposal.level,
        level_reason=reason[:300],
        circumstances="、".join(c.label for c in draft.circumstances)[:160],
        content=draft.content.strip(),
        demand=clean_text(draft.demand),
        claimed_fen=draft.claimed_fen,
        estimated_fen=draft.estimated_fen,
        owner_id=work.actor.user_id,
    )
    work.add(complaint)
    start_clocks(work, complaint, level, at)
    return complaint.number


def _check_texts(problems: Problems, draft: ComplaintDraft) -> None:
    for name, label, text, most, required in (
        ("complainant", tr("投诉人"), draft.complainant, 60, True),
        ("content", tr("投诉内容"), draft.content, 1000, True),
        ("demand", tr("诉求"), draft.demand, 300, False),
        ("level_reason", tr("定级说明"), draft.level_reason, 300, False),
    ):
        field = f"draft.{name}"
        if required:
            problems.require(text, field, label)
        size = len(text.strip())
        problems.check(size <= most, "E004", field, label=label, n=most, v=size)
    known = not draft.phone.strip() or is_phone(draft.phone)
    problems.check(known, "E102", "draft.phone", v=draft.phone)
    for name, label, fen in (
        ("claimed_fen", tr("索赔金额"), draft.claimed_fen),
        ("estimated_fen", tr("估计损失"), draft.estimated_fen),
    ):
        ok = 0 <= fen <= 1_000_000_000
        problems.check(ok, "E003", f"draft.{name}", label=label, lo=0, hi=10_000_000, v=fen / 100)


def _check_time(problems: Problems, work: Work, at: datetime) -> None:
    problems.check(not in_future(at, work.now), "E171", "draft.received_at")
    check_dated_back(problems, work, at, "draft.received_at")


def check_dated_back(problems: Problems, work: Work, at: datetime, field: str) -> None:
    """A clock is not beaten by an earlier time: beyond the office's limit only the manager enters it."""
    hours = work.settings.back_date_hours
    fresh = work.now - at <= timedelta(hours=hours) or work.may("complaint.decide")
    problems.check(fresh, "E070", field, t=show_moment(at), n=hours)


def _ticket(work: Work, problems: Problems, waybill: str) -> Consignment | None:
    number = waybill.strip()
    if not number:
        return None
    found = work.session.scalar(select(Consignment).where(Consignment.number == number))
    problems.check(found is not None, "E006", "draft.waybill", label=tr("运单"), v=waybill)
    return found


def customer_meant(
    work: Reader, problems: Problems, draft: ComplaintDraft, ticket: Consignment | None
) -> Customer | None:
    """Whose complaint it is: the customer named, else the caller, else the side of the ticket he names."""
    named = draft.customer.strip()
    if named:
        wanted = (Customer.code == named.upper()) | (Customer.name == named)
        found = work.session.scalar(select(Customer).where(wanted).order_by(Customer.id))
        problems.check(found is not None, "E006", "draft.customer", label=tr("客户"), v=named)
        return customer_of(work, found.id) if found else None
    known = known_customer(work, draft.complainant, draft.phone or "-")
    if known is None and ticket is not None:
        for side in ("shipper", "consignee"):
            same = getattr(ticket, f"{side}_name") in draft.complainant
            customer_id = getattr(ticket, f"{side}_id")
            if same and customer_id is not None:
                return customer_of(work, customer_id)
    return known


def _check_level(
    problems: Problems, work: Work, level: Level, proposed: Level, reason: str
) -> None:
    if level is proposed:
        return
    problems.check(bool(reason.strip()), "E009", "draft.level_reason", action=tr("调整等级"))
    lowered = level.rank < proposed.rank
    problems.check(not lowered or work.may("complaint.decide"), "E182", "draft.level")


def open_complaint(work: Work, number: str, command_name: str) -> Complaint:
    """A complaint that the command may still move, raised first if its clock ran out.

    Raises:
        Refused: E006, E008.
    """
    complaint = complaint_by_number(work, number)
    raise_if_due(work, complaint)
    STATES.step(complaint.state, command_name, "-")
    return complaint


def moment_of(work: Work, complaint: Complaint, at: datetime | None, field: str) -> datetime:
    moment, problems = at or work.now, Problems()
    problems.check(not in_future(moment, work.now), "E171", field)
    t, u = show_moment(moment), show_moment(complaint.received_at)
    problems.check(moment >= complaint.received_at, "E170", field, t=t, u=u)
    check_dated_back(problems, work, moment, field)
    problems.raise_if_any()
    return moment


@command(
    "complaint.update",
    "投诉首次答复",
    example='{"number": "TS261123-001", "text": "已受理,专人核查,今天内回电"}',
)
def acknowledge_complaint(
    work: Work, *, number: str, text: str, at: datetime | None = None
) -> None:
    """Note the first answer to the customer: that his complaint is being worked on.

    Raises:
        Refused: E001, E004, E006, E008, E170, E171.
    """
    complaint = open_complaint(work, number, "acknowledge_complaint")
    moment = moment_of(work, complaint, at, "at")
    words = _text(text, "text", tr("答复内容"), 500)
    complaint.state = STATES.step(complaint.state, "acknowledge_complaint")
    meet(complaint, ClockKind.ANSWER, moment)
    complaint.progress.append(
        ComplaintProgress(
            at=moment, who=complaint.complainant, channel=complaint.channel, text=words
        )
    )


def _text(text: str, field: str, label: str, most: int) -> str:
    words, problems = text.strip(), Problems()
    problems.require(words, field, label)
    problems.check(len(words) <= most, "E004", field, label=label, n=most, v=len(words))
    problems.raise_if_any()
    return words


@command(
    "complaint.update",
    "调整投诉等级",
    example='{"number": "TS261123-001", "level": "MAJOR", "reason": "客户向监管部门反映"}',
)
def change_complaint_level(work: Work, *, number: str, level: Level, reason: str) -> None:
    """Put a complaint on another level: the clocks of a higher one begin now, of a lower one at the call.

    Nobody gains time by it: an open deadline that was earlier stays.

    Raises:
        Refused: E006, E008, E009, E182 lowered by anyone but the manager.
    """
    complaint = complaint_by_number(work, number)
    raise_if_due(work, complaint)
    if complaint.state not in OPEN:
        state = complaint.state.label
        raise refuse("E008", "number", obj=tr("投诉"), state=state, action=tr("调整等级"))
    if not reason.strip():
        raise refuse("E009", "reason", action=tr("调整等级"))
    if level is complaint.level:
        raise refuse("E019", "level", label=tr("等级"), why=tr("与现在相同"))
    if level.rank < complaint.level.rank and not work.may("complaint.decide"):
        raise refuse("E182", "level")
    higher = level.rank > complaint.level.rank
    complaint.level, complaint.level_reason = level, reason.strip()[:300]
    if higher:
        start_clocks(work, complaint, level, work.now, by_hand=True)
    else:
        start_lower_clocks(work, complaint, level)


@command(
    "complaint.update",
    "上报投诉",
    example='{"number": "TS261123-001", "report_to": "DGM", "person": "李副总", "how": "电话"}',
)
def report_complaint(
    work: Work,
    *,
    number: str,
    report_to: ReportTo,
    person: str,
    how: str,
    at: datetime | None = None,
    note: str = "",
) -> None:
    """Note a report upward with the time it was made.

    Raises:
        Refused: E001, E004, E006, E008 closed, E170, E171.
    """
    complaint = complaint_by_number(work, number)
    raise_if_due(work, complaint)
    if complaint.state not in OPEN:
        state = complaint.state.label
        raise refuse("E008", "number", obj=tr("投诉"), state=state, action=tr("上报"))
    moment = moment_of(work, complaint, at, "at")
    who, way = _text(person, "person", tr("上报对象"), 60), _text(how, "how", tr("方式"), 60)
    complaint.reports.append(
        ComplaintReport(
            report_to=report_to, person=who, how=way, at=moment, note=clean_text(note)[:300]
        )
    )
    clock = {ReportTo.MGR: ClockKind.REPORT_MGR, ReportTo.DGM: ClockKind.REPORT_DGM}.get(report_to)
    if clock is not None:
        meet(complaint, clock, moment)


@command(
    "complaint.update",
    "记录投诉调查",
    example='{"number": "TS261123-001", "investigation": "到货 2 小时后才通知", '
    '"root_cause": "晚班无人接手", "resp_department": "INBOUND"}',
)
def investigate_complaint(
    work: Work,
    *,
    number: str,
    investigation: str,
    root_cause: str = "",
    resp_department: Department | None = None,
    resp_person: str = "",
    partner: str = "",
) -> None:
    """Write down what was found, why it happened, and whose it was.

    Raises:
        Refused: E001, E004, E006, E008.
    """
    complaint = open_complaint(work, number, "investigate_complaint")
    found = _text(investigation, "investigation", tr("调查"), 1000)
    cause = root_cause.strip()
    if len(cause) > 300:
        raise refuse("E004", "root_cause", label=tr("根本原因"), n=300, v=len(cause))
    complaint.state = STATES.step(complaint.state, "investigate_complaint")
    complaint.investigation = found
    complaint.root_cause = cause or complaint.root_cause
    complaint.resp_department = resp_department or complaint.resp_department
    complaint.resp_person = clean_text(resp_person)[:60] or complaint.resp_person
    if partner.strip():
        complaint.partner = partner_of(work, partner.strip())


@command(
    "complaint.update",
    "登记投诉证据",
    example='{"number": "TS261123-001", "files": []}',
)
def file_complaint_evidence(work: Work, *, number: str, files: tuple[Upload, ...]) -> None:
    """Hang photos, recordings of words or papers on a complaint.

    Raises:
        Refused: E001, E006, E025.
    """
    complaint, problems = complaint_by_number(work, number), Problems()
    problems.require(files, "files", tr("证据"))
    problems.raise_if_any()
    for upload in files:
        file_away(work, "complaint", complaint.id, upload)


@command(
    "complaint.update",
    "等待客户资料",
    example='{"number": "TS261123-001", "reason": "等客户提供货值发票"}',
)
def pause_complaint(work: Work, *, number: str, reason: str) -> None:
    """Stop the closing clock while the customer's papers are waited for; the others run on.

    Raises:
        Refused: E006, E008 closed or waiting already, E009.
    """
    complaint = complaint_by_number(work, number)
    raise_if_due(work, complaint)
    if complaint.state not in OPEN or complaint.pause is not None:
        state = tr("等待资料") if complaint.pause else complaint.state.label
        raise refuse("E008", "number", obj=tr("投诉"), state=state, action=tr("暂停计时"))
    if not reason.strip():
        raise refuse("E009", "reason", action=tr("暂停计时"))
    complaint.pauses.append(ComplaintPause(began_at=work.now, reason=reason.strip()[:200]))


@command("complaint.update", "资料已到恢复计时", example='{"number": "TS261123-001"}')
def resume_complaint(work: Work, *, number: str) -> None:
    """Let the closing clock run again; it is longer by the pause, five working days at most.

    Raises:
        Refused: E006, E008 when nothing was waited for.
    """
    complaint = complaint_by_number(work, number)
    if complaint.pause is None:
        state = complaint.state.label
        raise refuse("E008", "number", obj=tr("投诉"), state=state, action=tr("恢复计时"))
    end_pause(work, complaint)


@command(
    "complaint.update",
    "告知投诉进展",
    example='{"number": "TS261123-001", "who": "建新农机 王建新", "channel": "PHONE", '
    '"text": "已在喀什分拨仓找到货物"}',
)
def tell_complaint_progress(
    work: Work, *, number: str, who: str, channel: Channel, text: str, at: datetime | None = None
) -> None:
    """Note what the customer was told; a major complaint's next word is due 24 hours later.

    Raises:
        Refused: E001, E004, E006, E008 closed, E170, E171.
    """
    complaint = complaint_by_number(work, number)
    raise_if_due(work, complaint)
    if complaint.state not in OPEN:
        state = complaint.state.label
        raise refuse("E008", "number", obj=tr("投诉"), state=state, action=tr("告知进展"))
    moment = moment_of(work, complaint, at, "at")
    person = _text(who, "who", tr("告知对象"), 60)
    words = _text(text, "text", tr("内容"), 500)
    complaint.progress.append(ComplaintProgress(at=moment, who=person, channel=channel, text=words))
    running = complaint.running(ClockKind.PROGRESS)
    if running is not None and running.met_at is None:
        meet(complaint, ClockKind.PROGRESS, moment)
        start_progress(work, complaint, moment)


@command("complaint.update", "超时投诉升级", example="{}")
def raise_complaints(work: Work) -> int:
    """Raise every complaint whose closing clock ran to 150 %; returns how many rose."""
    waiting = select(Complaint).where(Complaint.state.in_(sorted(OPEN))).order_by(Complaint.id)
    return sum(raise_if_due(work, complaint) for complaint in work.session.scalars(waiting))
