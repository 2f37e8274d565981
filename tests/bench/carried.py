"""What partners did with the tickets of a big office: manifests, nodes, receipts, troubles, in bulk.

Past the gate and only for the measure of evaluations: the goods ledger of the tickets is left as it was.
"""

import random
import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import closing
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from itertools import groupby
from pathlib import Path
from typing import Any

from desk.care.claims.choices import ClaimantKind, ClaimState, Fault, LossKind, RecourseParty
from desk.care.claims.model import Claim
from desk.care.complaints import choices as complaints
from desk.care.complaints.model import Complaint
from desk.filing.receipts.choices import Holder, ReceiptState
from desk.filing.receipts.model import ReturnReceipt
from desk.freight.exceptions.choices import (
    ExceptionKind,
    ExceptionState,
    LiableParty,
    Stage,
)
from desk.freight.exceptions.model import ExceptionCase
from desk.freight.tracking.choices import EventKind
from desk.freight.tracking.model import TrackingEvent
from desk.freight.transit.choices import TransitState
from desk.freight.transit.model import TransitLine, TransitManifest
from desk.kernel.prices import Basis
from desk.partners.carriers.choices import Grade, PartnerScope, PartnerStatus
from desk.partners.carriers.model import Partner
from desk.partners.rates.choices import RateSource
from desk.partners.rates.model import PartnerRate
from tests.bench.generate import A_DAY, CODES, NOW, SEED, TOWNS, Row, Rows, insert

QUARTER_DAYS, A_REPORT = 92, 240
HUB_CODE, DAYS = CODES[0], 3
LAST = NOW.date() - timedelta(days=1)
FIRST = LAST - timedelta(days=QUARTER_DAYS - 1)
"""The quarter measured, of which a partner has about as many tickets as AT-12's report."""
EVENTS = (EventKind.HANDED_TO_PARTNER, EventKind.SIGNED)


@dataclass
class Written:
    """Rows by their record; they go into the file together."""

    rows: dict[type[Any], Rows] = field(default_factory=dict)

    def add(self, model: type[Any], **row: Any) -> None:
        self.rows.setdefault(model, []).append(row)

    def save(self, connection: sqlite3.Connection) -> None:
        for model, rows in self.rows.items():
            insert(connection, model, rows)
        self.rows.clear()


def carry(path: Path, size: int, seed: int = SEED) -> int:
    """Give every ticket for another town to a partner; return how many partners there are."""
    chance = random.Random(seed)
    quarter = min(size, QUARTER_DAYS * A_DAY) * (len(TOWNS) - 1) // len(TOWNS)
    partners = max(len(TOWNS), quarter // A_REPORT)
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        connection.execute("PRAGMA synchronous=OFF")
        connection.execute("PRAGMA cache_size=-262144")
        connection.execute("BEGIN")
        insert(connection, Partner, map(_partner, range(1, partners + 1)))
        insert(connection, PartnerRate, _rates(chance, partners))
        _carry_all(connection, chance, partners)
        connection.execute("COMMIT")
    return partners


def _partner(serial: int) -> Row:
    return {
        "id": serial,
        "code": f"P{serial:03}",
        "name": f"第{serial}运输队",
        "name_key": f"第{serial}运输队",
        "scope": PartnerScope.REGION,
        "areas": "全疆",
        "contact": "艾力",
        "dispatch_phone": "13800000031",
        "status": PartnerStatus.ACTIVE,
        "grade": Grade.B,
    }


def serves(partner: int, town: int) -> bool:
    """Every partner goes to two of the five towns."""
    return (partner - town) % (len(TOWNS) - 1) < 2


def _rates(chance: random.Random, partners: int) -> Iterator[Row]:
    for partner in range(1, partners + 1):
        for town in range(1, len(TOWNS)):
            if serves(partner, town):
                yield {
                    "partner_id": partner,
                    "from_place": TOWNS[0],
                    "from_code": HUB_CODE,
                    "to_place": TOWNS[town],
                    "to_code": CODES[town],
                    "version_no": 1,
                    "basis": Basis.W,
                    "price_kg_mill": chance.randint(800, 1100),
                    "ratio": 333,
                    "min_charge_fen": 8_000,
                    "door_fee_fen": 10_000,
                    "transit_days": DAYS,
                    "valid_from": date(2015, 1, 1),
                    "source": RateSource.CONTRACT,
                    "confirmed_at": NOW,
                }


def _carry_all(connection: sqlite3.Connection, chance: random.Random, partners: int) -> None:
    tickets = connection.execute(
        "SELECT id, number, substr(accept_at, 1, 10), destination, declared, weight_g FROM consignment "
        "WHERE destination <> ? AND voided = 0 ORDER BY id",
        (TOWNS[0],),
    ).fetchall()
    takers = {
        town: [p for p in range(1, partners + 1) if serves(p, n)]
        for n, town in enumerate(TOWNS)
        if n
    }
    serial, written = 0, Written()
    for day, of_day in groupby(tickets, key=lambda ticket: ticket[2]):
        loads: dict[int, list[Any]] = {}
        for ticket in of_day:
            loads.setdefault(chance.choice(takers[ticket[3]]), []).append(ticket)
        for partner, load in loads.items():
            serial += 1
            _load(written, chance, serial, partner, date.fromisoformat(day), load)
        written.save(connection)


def _load(
    written: Written,
    chance: random.Random,
    serial: int,
    partner: int,
    day: date,
    load: Iterable[Any],
) -> None:
    at = datetime(day.year, day.month, day.day, 7, tzinfo=UTC)
    written.add(
        TransitManifest,
        id=serial,
        number=f"ZZ{serial:09}",
        state=TransitState.HANDED,
        partner_id=partner,
        dest="全疆",
        handover_at=at,
    )
    for seq, (ticket_id, number, _, _, pieces, weight_g) in enumerate(load, 1):
        signed_at = at + timedelta(days=2 + (chance.random() < 0.05) * 3)
        signed = signed_at < NOW
        written.add(
            TransitLine,
            manifest_id=serial,
            consignment_id=ticket_id,
            seq=seq,
            listed=pieces,
            pieces=pieces,
            transit_days=DAYS,
            transit_fee_fen=max(8_000, weight_g // 10),
            door_fee_fen=10_000,
            due_on=day + timedelta(days=DAYS),
            pieces_signed=pieces if signed else 0,
            signed_at=signed_at if signed else None,
        )
        known_at = signed_at + timedelta(hours=3 + (chance.random() < 0.08) * 30)
        for kind, when, entered in zip(EVENTS, (at, signed_at), (at, known_at), strict=True):
            if when < NOW:
                written.add(
                    TrackingEvent,
                    consignment_id=ticket_id,
                    kind=kind,
                    at=when,
                    doc_no=number,
                    created_at=entered,
                )
        if signed:
            _aftermath(written, chance, partner, ticket_id, number, signed_at)


def _aftermath(
    written: Written,
    chance: random.Random,
    partner: int,
    ticket_id: int,
    number: str,
    signed_at: datetime,
) -> None:
    on = signed_at.date()
    if chance.random() < 0.6:
        back = on + timedelta(days=chance.randint(5, 16))
        written.add(
            ReturnReceipt,
            consignment_id=ticket_id,
            state=ReceiptState.RECEIVED if back <= LAST else ReceiptState.SIGNED,
            copies=1,
            signed_on=on,
            due_on=on + timedelta(days=15),
            holder=Holder.PARTNER,
            partner_id=partner,
            received_on=back if back <= LAST else None,
        )
    if chance.random() < 0.02:
        written.add(
            ExceptionCase,
            number=f"YC{ticket_id:09}",
            consignment_id=ticket_id,
            state=ExceptionState.CLOSED,
            stage=Stage.TRANSIT,
            kind=chance.choice((ExceptionKind.DAMAGE, ExceptionKind.SHORTAGE)),
            pieces=1,
            found_at=signed_at,
            found_by="收货人",
            reported_at=signed_at,
            liable_party=LiableParty.PARTNER,
            tell_due_at=signed_at,
        )
    if chance.random() < 0.01:
        written.add(
            Complaint,
            number=f"TS{ticket_id:09}",
            state=complaints.ComplaintState.CLOSED,
            received_at=signed_at,
            registered_at=signed_at,
            channel=complaints.Channel.PHONE,
            source=complaints.Source.OUTSIDE,
            complainant=number,
            consignment_id=ticket_id,
            kind=complaints.ComplaintKind.DELAY,
            level=complaints.Level.GENERAL,
            proposed_level=complaints.Level.GENERAL,
            content="货到太慢",
            partner_id=partner,
        )
    if chance.random() < 0.01:
        written.add(
            Claim,
            number=f"LP{ticket_id:09}",
            state=ClaimState.PAID,
            consignment_id=ticket_id,
            claimant="发货人",
            claimant_kind=ClaimantKind.SHIPPER,
            loss_kind=LossKind.PARTIAL,
            fault=Fault.ORDINARY,
            paid_at=signed_at,
            recourse_party=RecourseParty.PARTNER,
            partner_id=partner,
            recourse_fen=10_000,
            recourse_asked_on=on,
            recourse_settled_on=on + timedelta(days=chance.randint(5, 20)),
        )
