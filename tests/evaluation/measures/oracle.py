"""The eight figures once more, slowly and obviously: plain loops over every record of the office.

Written from the decisions alone; it shares no line with the room, except what a ticket costs by a rate.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from functools import cached_property
from statistics import median_high, median_low
from typing import Any, TypeVar

from sqlalchemy import select

from desk.care.claims.model import Claim
from desk.care.complaints.model import Complaint
from desk.filing.receipts.model import ReturnReceipt
from desk.freight.consignments.model import Consignment, StockMove
from desk.freight.exceptions.model import ExceptionCase
from desk.freight.tracking.model import ContactLog, TrackingEvent
from desk.freight.transit.model import TransitLine
from desk.kernel.calendar import BEIJING
from desk.partners.rates.finding import rates_on_lane, ticket_cost
from desk.storage.base import Record
from desk.storage.work import Reader

R = TypeVar("R", bound=Record)
Figure = tuple[int, int, int]
"""Numerator, denominator, and how many rows count nowhere."""


def day(moment: datetime) -> date:
    return moment.astimezone(BEIJING).date()


@dataclass
class Oracle:
    """All records, and the questions of the eight indicators."""

    read: Reader
    partner_id: int
    first: date
    last: date
    loaded: dict[type[Any], list[Any]] = field(default_factory=dict)

    def every(self, model: type[R]) -> list[R]:
        """All records of a kind, read once."""
        if model not in self.loaded:
            found = self.read.session.scalars(select(model).order_by(model.id)).unique()
            self.loaded[model] = list(found)
        return self.loaded[model]

    @cached_property
    def lines(self) -> list[TransitLine]:
        return [line for line in self.every(TransitLine) if line.manifest.handover_at is not None]

    @cached_property
    def mine(self) -> list[TransitLine]:
        return [line for line in self.lines if line.manifest.partner_id == self.partner_id]

    def within(self, on: date) -> bool:
        return self.first <= on <= self.last

    @cached_property
    def handed(self) -> list[TransitLine]:
        return [line for line in self.mine if self.within(handed_on(line))]

    @cached_property
    def carried(self) -> list[TransitLine]:
        return [line for line in self.handed if not unpaid(line)]

    def figures(self) -> list[Figure]:
        asked: tuple[Callable[[], Figure], ...] = (
            self.h1, lambda: self.pieces({"DAMAGE", "WET"}),
            lambda: self.pieces({"SHORTAGE", "LOSS"}), self.h4, self.h5, self.h6, self.h7, self.h8,
        )  # fmt: skip
        return [ask() for ask in asked]

    def h1(self) -> Figure:
        by_ticket: dict[int, list[str]] = {}
        for line in self.mine:
            if self.within(due(line)):
                by_ticket.setdefault(line.consignment_id, []).append(self.verdict(line))
        late = sum("late" in found for found in by_ticket.values())
        good = sum("late" not in found and "good" in found for found in by_ticket.values())
        return good, good + late, len(by_ticket) - good - late

    def verdict(self, line: TransitLine) -> str:
        limit, ticket = due(line), line.consignment_id
        if line.consignment.force_majeure or unpaid(line):
            return "out"
        nothing_left = line.pieces == line.pieces_signed + line.pieces_back
        done = nothing_left and line.signed_at is not None
        if done and line.signed_at is not None and day(line.signed_at) <= limit:
            return "good"
        since = line.manifest.handover_at
        assert since is not None
        if not line.door and any(
            day(talk.at) <= limit
            for talk in self.every(ContactLog)
            if talk.consignment_id == ticket and talk.at >= since
            if talk.topic.value == "NOTICE" and talk.party_kind.value == "CONSIGNEE"
        ):
            return "good"
        if any(
            day(event.at) <= limit
            for event in self.every(TrackingEvent)
            if event.consignment_id == ticket and event.at >= since
            if event.kind.value == "REFUSED"
        ):
            return "out"
        if everything_back(line) and any(
            day(move.at) <= limit
            for move in self.every(StockMove)
            if move.consignment_id == ticket and move.at >= since and move.reverses_id is None
            if move.reason.value == "TRANSIT_BACK"
        ):
            return "out"
        return "out" if not done and limit >= self.read.today else "late"

    def pieces(self, kinds: set[str]) -> Figure:
        broken = undecided = 0
        for case in self.every(ExceptionCase):
            if case.kind.value not in kinds or not self.within(day(case.found_at)):
                continue
            if self.holder(case) != self.partner_id:
                continue
            broken += case.pieces if case.liable_party.value == "PARTNER" else 0
            undecided += case.liable_party.value == "UNDECIDED"
        return broken, sum(line.pieces for line in self.carried), undecided + self.fetched_back()

    def holder(self, case: ExceptionCase) -> int | None:
        of_ticket = [n for n in self.lines if n.consignment_id == case.consignment_id]
        of_ticket.sort(key=lambda n: (n.manifest.handover_at, n.manifest_id))
        for line in of_ticket:
            if line.manifest.number == case.doc_no:
                return line.manifest.partner_id
        holder = None
        for line in of_ticket:
            if line.manifest.handover_at is not None and line.manifest.handover_at <= case.found_at:
                holder = line.manifest.partner_id
        return holder

    def fetched_back(self) -> int:
        """Rows of hand-overs that were no business: same ticket, day and manifest once."""
        return sum(unpaid(line) for line in self.handed)

    def tickets(self) -> int:
        return len({line.consignment_id for line in self.carried})

    def h4(self) -> Figure:
        blamed, aside = set(), 0
        for case in self.every(Complaint):
            if case.partner_id != self.partner_id or not self.within(day(case.received_at)):
                continue
            department = case.resp_department.value if case.resp_department else "PARTNER"
            if (
                case.validity.value != "VALID"
                or case.consignment_id is None
                or department != "PARTNER"
            ):
                aside += 1
            else:
                blamed.add(case.consignment_id)
        return len(blamed), self.tickets(), aside + self.fetched_back()

    def h5(self) -> Figure:
        papers = [p for p in self.every(ReturnReceipt) if p.partner_id == self.partner_id]
        papers = [p for p in papers if self.within(p.due_on)]
        back = [p for p in papers if p.received_on is not None]
        pending = [p for p in papers if p.received_on is None and p.due_on >= self.read.today]
        in_time = sum(p.received_on <= p.due_on for p in back if p.received_on is not None)
        return in_time, len(papers) - len(pending), len(pending)

    def h6(self) -> Figure:
        paid = benchmark = alone = 0
        for line in self.carried:
            middle = self.middle(line)
            if middle is None:
                alone += 1
                continue
            paid += line.transit_fee_fen + line.door_fee_fen
            benchmark += middle
        return paid, benchmark, alone + self.fetched_back()

    def middle(self, line: TransitLine) -> int | None:
        c: Consignment = line.consignment
        hub = self.read.settings.hub_city
        rates = rates_on_lane(self.read, hub, c.destination, handed_on(line))
        if set(rates) <= {self.partner_id}:
            return None
        share = [whole * line.pieces / c.declared for whole in (c.weight_g, c.volume_cm3)]
        weight_g, volume_cm3 = (int(part + 0.5) for part in share)
        costs = [
            ticket_cost(rate, weight_g, volume_cm3, line.pieces, door=line.door).total_fen
            for rate in rates.values()
        ]
        twice = median_low(costs) + median_high(costs)
        return (twice + 1) // 2

    def h7(self) -> Figure:
        good = due_ones = pending = 0
        for claim in self.every(Claim):
            party = claim.recourse_party.value if claim.recourse_party else ""
            if claim.partner_id != self.partner_id or party != "PARTNER":
                continue
            assert claim.recourse_asked_on is not None
            limit = claim.recourse_asked_on + timedelta(days=15)
            if not self.within(limit):
                continue
            settled = claim.recourse_settled_on
            if settled is None and limit >= self.read.today:
                pending += 1
                continue
            due_ones += 1
            good += settled is not None and settled <= limit
        return good, due_ones, pending

    def h8(self) -> Figure:
        told: dict[int, list[str]] = {}
        for line in self.carried:
            told.setdefault(line.consignment_id, []).append(self.told(line))
        heard = sum("quick" in found for found in told.values())
        silent = sum(set(found) == {"pending"} for found in told.values())
        return heard, len(told) - silent, silent + self.fetched_back()

    def told(self, line: TransitLine) -> str:
        since, delays = line.manifest.handover_at, []
        for event in self.every(TrackingEvent):
            if event.consignment_id != line.consignment_id or since is None or event.at < since:
                continue
            arrival = event.kind.value == "PARTNER_ARRIVED"
            of_manifest = arrival and event.doc_no in ("", line.manifest.number)
            signature = event.kind.value in ("SIGNED", "PART_SIGNED")
            signed = signature and line.signed_at is not None and event.at <= line.signed_at
            if (of_manifest or signed) and event.created_at <= self.read.now:
                delays.append(event.created_at - event.at)
        if not delays:
            return "pending" if due(line) >= self.read.today else "never"
        return "quick" if min(delays) <= timedelta(hours=24) else "slow"


def handed_on(line: Any) -> date:
    return day(line.manifest.handover_at)


def everything_back(line: TransitLine) -> bool:
    return line.pieces_signed == 0 and line.pieces_back == line.pieces


def unpaid(line: TransitLine) -> bool:
    return everything_back(line) and line.transit_fee_fen + line.door_fee_fen == 0


def due(line: TransitLine) -> date:
    """The first date, unless it had passed before the hand-over or a closed road put it off."""
    ticket = line.consignment
    if line.due_on is None or line.due_on < handed_on(line):
        return handed_on(line) + timedelta(days=line.transit_days)
    if ticket.due_before_on == line.due_on and ticket.due_on is not None:
        return ticket.due_on
    return line.due_on
