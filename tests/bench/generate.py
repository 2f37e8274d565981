"""A big office in little time: consignments written in bulk past the gate, for the benches only.

The rows are such as the gate would have left: quantities and states follow from ledger rows, numbers
have no gap, so `desk.checking.check` finds nothing. A seed makes the same office every time.

``python -m tests.bench.generate FILE CONSIGNMENTS``
"""

import random
import sqlite3
import sys
from collections.abc import Iterable, Iterator
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

from sqlalchemy import Table

from desk.app import Desk
from desk.archive.customers.choices import CustomerType, PayTerms
from desk.archive.customers.model import Contact, Customer
from desk.freight.consignments.choices import (
    Category,
    ConsignmentState,
    DeliveryMode,
    Direction,
    MoveReason,
    Packing,
    Place,
)
from desk.freight.consignments.ledger import BUCKETS, ROUTES
from desk.freight.consignments.model import CargoLine, Consignment, StockMove
from desk.kernel.choices import Choice
from desk.kernel.clock import SetClock
from desk.kernel.identity import name_key
from desk.kernel.numbers import NUMBER_RULES, compose, scope
from desk.kernel.pinyin import initials_column
from desk.kernel.roles import Role
from desk.office.users import keys
from desk.office.users.commands import add_user, change_password
from desk.sample.cast import FIRM
from tests.bench.trail import write_trail

SEED = 20261118
NOW = datetime(2026, 11, 18, 3, tzinfo=UTC)
MANAGER, DISPATCHER, PASSWORD = "boss", "in", "secret-123"
FAST_KEYS = keys.KdfCost(64, 1, 1)
FOUNDER_ID = 1
A_DAY = 300
SURNAMES = "王李张刘陈杨黄赵吴周徐孙马朱胡郭何高林罗"
GIVEN = "伟芳娜敏静丽强磊军洋勇艳杰娟涛明超霞平刚"
TRADES = ("五金批发部", "机械有限公司", "服装店", "建材经营部", "食品有限公司", "家具厂")
TOWNS = ("乌鲁木齐", "喀什", "库尔勒", "阿克苏", "伊宁", "和田")
CODES = ("650100", "653100", "652800", "652900", "654000", "653200")
GOODS = ("服装", "机械配件", "百货", "五金工具", "布料", "文具")

Row = dict[str, Any]
Rows = list[Row]


@dataclass(frozen=True)
class Fate:
    """How far a consignment came: its state, and the moves that led there."""

    state: ConsignmentState
    moves: tuple[MoveReason, ...] = ()


DONE = Fate(ConsignmentState.CLOSED, (MoveReason.ARRIVAL, MoveReason.SELF_PICKUP))
VOID = Fate(ConsignmentState.VOID)
OPEN = (
    Fate(ConsignmentState.ACCEPTED),
    Fate(ConsignmentState.EXPECTED),
    Fate(ConsignmentState.IN_STOCK, (MoveReason.ARRIVAL,)),
    Fate(ConsignmentState.AT_PARTNER, (MoveReason.ARRIVAL, MoveReason.TRANSIT_OUT)),
    Fate(ConsignmentState.SIGNED, (MoveReason.ARRIVAL, MoveReason.SELF_PICKUP)),
)
OPEN_SHARE, VOID_SHARE = 0.05, 0.01


def make_office(path: Path, consignments: int, seed: int = SEED) -> None:
    """Make an office of so many consignments; `MANAGER` and `DISPATCHER` have the same `PASSWORD`.

    Raises:
        FileRefused: something lies at the path already.
    """
    _found(path)
    chance = random.Random(seed)
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        connection.execute("PRAGMA synchronous=OFF")
        connection.execute("PRAGMA cache_size=-262144")
        connection.execute("BEGIN")
        customers = list(_customers(chance, max(20, consignments // 10)))
        insert(connection, Customer, customers)
        insert(connection, Contact, _contacts(customers))
        serials = {"K": len(customers)}
        for block in _blocks(consignments):
            _write_block(connection, chance, customers, block, consignments, serials)
        connection.executemany("INSERT INTO number_sequence VALUES (?, ?)", serials.items())
        connection.execute("COMMIT")
    write_trail(path, MANAGER, PASSWORD, NOW)
    with Desk(path, SetClock(NOW)) as desk:
        desk.reindex()


def _found(path: Path) -> None:
    """The empty file with its two people, whose keys open quickly."""
    before, keys.cost = keys.cost, FAST_KEYS
    first = "first-" + PASSWORD
    try:
        clock = SetClock(NOW)
        with Desk.create(
            path, MANAGER, "王经理", PASSWORD, clock, firm=FIRM, durable=False
        ) as desk:
            desk.run(add_user, login=DISPATCHER, name="张伟", role=Role.IN, password=first)
            desk.login(DISPATCHER, first)
            desk.run(change_password, old=first, new=PASSWORD)
    finally:
        keys.cost = before


def insert(connection: sqlite3.Connection, model: type[Any], rows: Iterable[Row]) -> None:
    """Write rows of a mapped record; what a row does not say has the column's own default."""
    table: Table = model.__table__
    blank = {column.name: _default(column) for column in table.columns}
    names = ", ".join(blank)
    marks = ", ".join("?" * len(blank))
    shaped = (tuple(map(_stored, {**blank, **row}.values())) for row in rows)
    connection.executemany(f"INSERT INTO {table.name} ({names}) VALUES ({marks})", shaped)


def _default(column: Any) -> Any:
    if column.name in ("created_by", "updated_by"):
        return FOUNDER_ID
    if column.name in ("created_at", "updated_at"):
        return NOW
    return column.default.arg if column.default is not None else None


def _stored(value: Any) -> Any:
    """A value as the mapped columns store it."""
    if isinstance(value, Choice):
        return value.value
    if isinstance(value, datetime):
        return f"{value.astimezone(UTC):%Y-%m-%d %H:%M:%S}.000000"
    return value.isoformat() if isinstance(value, date) else value


def _blocks(count: int, size: int = 10_000) -> Iterator[range]:
    return (range(start, min(start + size, count)) for start in range(0, count, size))


def _customers(chance: random.Random, count: int) -> Iterator[Row]:
    for serial in range(1, count + 1):
        name = f"{_person(chance)}{chance.choice(TRADES)}"
        yield {
            "id": serial,
            "code": compose(NUMBER_RULES["customer"], NOW.date(), serial),
            "name": name,
            "name_key": name_key(name),
            "initials": initials_column(name),
            "customer_type": CustomerType.COMPANY,
            "owner_id": FOUNDER_ID,
            "kind_inbound": True,
        }


def _contacts(customers: Rows) -> Iterator[Row]:
    for customer in customers:
        yield {
            "id": customer["id"],
            "customer_id": customer["id"],
            "name": customer["name"][:3],
            "mobile": _phone(customer["id"]),
            "is_primary": True,
        }


def _person(chance: random.Random) -> str:
    return chance.choice(SURNAMES) + "".join(chance.choices(GIVEN, k=2))


def _phone(number: int) -> str:
    return f"138{number % 10**8:08}"


def _write_block(
    connection: sqlite3.Connection,
    chance: random.Random,
    customers: Rows,
    block: range,
    count: int,
    serials: dict[str, int],
) -> None:
    tickets: Rows = []
    lines: Rows = []
    moves: Rows = []
    for index in block:
        fate = _fate(chance, index / count)
        line = _line(chance, index + 1)
        ticket = _ticket(chance, customers, index, count, fate, line)
        _number(ticket, serials)
        moves += _moves(ticket, fate)
        tickets.append(ticket)
        lines.append(line)
    insert(connection, Consignment, tickets)
    insert(connection, CargoLine, lines)
    insert(connection, StockMove, moves)


def _fate(chance: random.Random, age: float) -> Fate:
    """Only the newest consignments are still open."""
    if chance.random() < VOID_SHARE:
        return VOID
    return chance.choice(OPEN) if age >= 1 - OPEN_SHARE else DONE


def _line(chance: random.Random, consignment_id: int) -> Row:
    pieces = chance.randint(1, 40)
    return {
        "consignment_id": consignment_id,
        "line_no": 1,
        "goods_name": chance.choice(GOODS),
        "category": Category.GENERAL,
        "pieces": pieces,
        "packing": Packing.CARTON,
        "weight_g": pieces * chance.randint(5, 30) * 1000,
        "volume_cm3": pieces * chance.randint(20, 90) * 1000,
    }


def _ticket(
    chance: random.Random, customers: Rows, index: int, count: int, fate: Fate, line: Row
) -> Row:
    shipper = chance.choice(customers)
    town = chance.randrange(len(TOWNS))
    consignee = _person(chance) + chance.choice(("", *TRADES))
    freight_fen = max(8_000, line["weight_g"] * 3 // 20)
    accept_at = NOW - timedelta(
        days=1 + (count - 1 - index) // A_DAY, minutes=chance.randrange(480)
    )
    return {
        "id": index + 1,
        "direction": Direction.INBOUND if chance.random() < 0.8 else Direction.OUTBOUND,
        "state": fate.state,
        "accept_at": accept_at,
        "origin_station": "郑州",
        "dest_station": "乌鲁木齐",
        "destination": TOWNS[town],
        "destination_code": CODES[town],
        "shipper_id": shipper["id"],
        "shipper_name": shipper["name"],
        "shipper_phone": _phone(shipper["id"]),
        "shipper_identity_checked": True,
        "dangerous_checked": True,
        "open_inspection": True,
        "consignee_name": consignee,
        "consignee_phone": _phone(chance.randrange(10**8)),
        "consignee_address": f"人民路 {index % 300} 号",
        "consignee_initials": _initials(consignee),
        "delivery_mode": DeliveryMode.SELF_PICKUP if town == 0 else DeliveryMode.TRANSIT,
        "due_on": accept_at.date() + timedelta(days=4),
        "base_freight_fen": freight_fen,
        "total_fen": freight_fen,
        "cover_clause_ack": True,
        "pay_terms": PayTerms.PREPAID if fate is DONE or index % 3 else PayTerms.COLLECT,
        "goods_summary": line["goods_name"],
        "packing_summary": line["packing"].label,
        "weight_g": line["weight_g"],
        "volume_cm3": line["volume_cm3"],
        "declared": line["pieces"],
        "paper_no": f"{index:07}",
        "expected": fate.state is ConsignmentState.EXPECTED,
        "voided": fate is VOID,
        "closed_at": accept_at + timedelta(days=6) if fate is DONE else None,
    }


_known_initials: dict[str, str] = {}


def _initials(name: str) -> str:
    """Initials by the sign: exact enough here, and a hundred times as fast for a million names."""
    for sign in name:
        if sign not in _known_initials:
            _known_initials[sign] = initials_column(sign)[:1]
    return "".join(_known_initials[sign] for sign in name)


def _number(ticket: Row, serials: dict[str, int]) -> None:
    rule, day = NUMBER_RULES["consignment"], ticket["accept_at"].date()
    key = scope(rule, day)
    serials[key] = serials.get(key, 0) + 1
    ticket["number"] = compose(rule, day, serials[key])


def _moves(ticket: Row, fate: Fate) -> Iterator[Row]:
    """The ledger rows of a consignment, its quantities brought along."""
    pieces = ticket["declared"]
    for step, reason in enumerate(fate.moves, 2):
        route, at = ROUTES[reason], ticket["accept_at"] + timedelta(days=step)
        if route.place_from is Place.OUTSIDE:
            ticket["received"] = pieces
            ticket["stocked_at"], ticket["bin_code"] = at, f"A-{ticket['id'] % 40:02}"
        else:
            ticket[BUCKETS[route.place_from]] = 0
        ticket[BUCKETS[route.place_to]] = pieces
        if route.place_to is Place.SIGNED:
            ticket["signed_at"] = at
        yield {
            "consignment_id": ticket["id"],
            "at": at,
            "kind": route.kind,
            "reason": reason,
            "place_from": route.place_from,
            "place_to": route.place_to,
            "pieces": pieces,
            "balance_after": ticket.get("in_stock", 0),
            "doc_no": ticket["number"],
            "keeper_id": FOUNDER_ID,
        }


if __name__ == "__main__":
    make_office(Path(sys.argv[1]), int(sys.argv[2]))
