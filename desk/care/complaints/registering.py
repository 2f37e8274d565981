"""A complaint is taken down: its level is proposed, its clocks begin at the call."""

from datetime import datetime

from sqlalchemy import select

from desk.archive.customers.counter import customer_of, known_customer
from desk.archive.customers.model import Customer
from desk.care.complaints.choices import Level
from desk.care.complaints.dating import check_dated_back
from desk.care.complaints.drafts import ComplaintDraft
from desk.care.complaints.finding import level_facts
from desk.care.complaints.levels import propose_level
from desk.care.complaints.model import Complaint
from desk.care.complaints.rules import STATES
from desk.care.complaints.timing import start_clocks
from desk.freight.consignments.model import Consignment
from desk.freight.tracking.rules import in_future
from desk.kernel.commands import command
from desk.kernel.errors import Problems
from desk.kernel.identity import clean_text, is_phone, normal_phone
from desk.kernel.text import tr
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
        problems.fits(text.strip(), most, field, label)
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
