"""Reading price checks, a ticket's margin, and the month's counts (spec 5.3, 5.4)."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from sqlalchemy import func, select

from desk.freight.consignments.margins import Margin, margin_of
from desk.freight.consignments.queries import load
from desk.freight.price_checks.choices import CheckedPaper, Verdict
from desk.freight.price_checks.model import PriceCheck
from desk.freight.price_checks.rules import Finding
from desk.kernel.calendar import BEIJING
from desk.kernel.commands import query
from desk.office.approvals.choices import Decision
from desk.office.users.model import User
from desk.storage.work import Reader


@dataclass(frozen=True)
class PriceCheckRow:
    """One check; `waybill` is empty when the whole document was checked."""

    id: int
    paper: CheckedPaper
    doc_no: str
    waybill: str
    verdict: Verdict
    findings: tuple[Finding, ...]
    summary: str
    dispatcher: str
    at: datetime
    explanation: str
    decision: Decision | None
    decision_reason: str
    stands: bool


@query("price_check.read", "单据的运价检查")
def price_checks_of(read: Reader, *, doc_no: str) -> list[PriceCheckRow]:
    """The checks that count for a document, in the order they were made."""
    wanted = select(PriceCheck).where(PriceCheck.doc_no == doc_no.strip(), PriceCheck.is_current)
    return [_row(read, c) for c in read.session.scalars(wanted.order_by(PriceCheck.id))]


def _row(read: Reader, c: PriceCheck) -> PriceCheckRow:
    dispatcher = read.session.get(User, c.dispatcher_id) if c.dispatcher_id else None
    return PriceCheckRow(
        id=c.id,
        paper=c.paper,
        doc_no=c.doc_no,
        waybill=c.consignment.label if c.consignment else "",
        verdict=c.verdict,
        findings=c.findings,
        summary=c.summary,
        dispatcher=dispatcher.name if dispatcher else "",
        at=c.at,
        explanation=c.explanation,
        decision=c.approval.decision if c.approval else None,
        decision_reason=c.approval.reason if c.approval else "",
        stands=c.stands,
    )


@dataclass(frozen=True)
class VerdictCount:
    """How the prices of one dispatcher were judged in a month."""

    dispatcher: str
    reasonable: int
    explain: int
    approve: int


@query("price_check.read", "运价检查月统计")
def price_check_counts(read: Reader, *, month: date) -> list[VerdictCount]:
    """Counts of 合理, 需说明 and 需批准 by dispatcher in the month of a day.

    Source: spec 5.4, monthly list.
    """
    first = month.replace(day=1)
    after = (first + timedelta(days=31)).replace(day=1)
    rows = read.session.execute(
        select(User.name, PriceCheck.verdict, func.count())
        .join(User, User.id == PriceCheck.dispatcher_id)
        .where(
            PriceCheck.is_current,
            PriceCheck.at >= datetime.combine(first, time(), BEIJING),
            PriceCheck.at < datetime.combine(after, time(), BEIJING),
        )
        .group_by(User.id, PriceCheck.verdict)
        .order_by(User.id)
    )
    found: dict[str, dict[Verdict, int]] = {}
    for name, verdict, count in rows:
        found.setdefault(name, dict.fromkeys(Verdict, 0))[verdict] += count
    return [VerdictCount(name, *counts.values()) for name, counts in found.items()]


@dataclass(frozen=True)
class MarginRow:
    """A ticket's margin for reading; `rate_bp` None shows as 「—」."""

    number: str
    margin: Margin
    cost_fen: int
    margin_fen: int
    rate_bp: int | None


@query("cost.read", "运单成本与毛利")
def ticket_margin(read: Reader, *, number: str) -> MarginRow:
    """Revenue, every cost and the margin of one ticket.

    Raises:
        Refused: E006.
    """
    ticket = load(read, number)
    margin = margin_of(ticket)
    return MarginRow(ticket.label, margin, margin.cost_fen, margin.margin_fen, margin.rate_bp)
