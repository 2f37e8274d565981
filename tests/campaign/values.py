"""Plausible arguments of any command, made from its example, its types and the office's present rows.

A reference in an example (「YD2611160001」, 「PS261119-001」, 「V001」) stands for some present record of
that kind; `*_id` stands for a row of the table of that name. So a new command joins by being registered.
"""

import dataclasses
import functools
import hashlib
import random
import re
import sqlite3
import types
import typing
from collections.abc import Callable, Iterator
from datetime import date, datetime, timedelta
from typing import Any

import msgspec

from desk.app import command_table
from desk.freight.consignments.drafts import ConsignmentDraft
from desk.kernel.choices import Choice
from desk.kernel.clock import Clock
from desk.kernel.commands import Command
from desk.kernel.moments import local
from desk.kernel.numbers import NUMBER_RULES
from desk.registry import ROOMS
from desk.storage.base import Base
from desk.storage.columns import Chosen
from tests.campaign.tickets import OVERLAYS

PNG = "iVBORw0KGgo="
REFERENCES: tuple[tuple[str, str, str], ...] = (
    (r"(YD|FH)\d{10}", "consignment", "number"),
    (r"JG\d{6}-\d{3}", "inbound_manifest", "number"),
    (r"草稿-\d+", "inbound_manifest", "id"),
    (r"TH\d{6}-\d{3}", "pickup_order", "number"),
    (r"PS\d{6}-\d{3}", "delivery_run", "number"),
    (r"PS\d{6}-\d{3}/\d\d", "delivery_receipt", "number"),
    (r"(RK|CK)\d{6}-\d{3}", "stock_move", "slip_no"),
    (r"PD\d{6}-\d{3}", "stocktake", "number"),
    (r"YC\d{6}-\d{3}", "exception_case", "number"),
    (r"YB\d{6}-\d{3}", "rate_change_notice", "number"),
    (r"V\d{3}", "vehicle", "code"),
    (r"D\d{3}", "driver", "code"),
    (r"P\d{3}", "partner", "code"),
    (r"K\d{5}", "customer", "code"),
    (r"新A\w{5}", "vehicle", "plate_no"),
    (r"KF-\w\w-\d\d", "controlled_document", "doc_no"),
    (r"GD\d{6}-\w+-\d\d", "voucher_box", "number"),
    (r"XH\d{6}-\d{3}", "voucher_destruction", "number"),
    (r"MY\d{6}-\d{3}/\d\d", "survey_recipient", "code"),
    *(
        (rf"{rule.prefix}\d{{6}}-\d{{3}}", name, "number")
        for name, rule in NUMBER_RULES.items()
        if name in Base.metadata.tables
    ),
)
IDS = {
    "customer_id": "customer",
    "shipper_id": "customer",
    "consignee_id": "customer",
    "source_id": "customer",
    "into_id": "customer",
    "ids": "customer",
    "contact_id": "contact",
    "part_id": "contact",
    "record_id": "contact",
    "address_id": "address",
    "change_id": "customer_change",
    "partner_id": "partner",
    "rate_id": "partner_rate",
    "sheet_id": "tariff_sheet",
    "line_id": "tariff_line",
    "fee_id": "tariff_fee",
    "draft_id": "consignment",
    "original_id": "consignment",
    "lane_note_id": "lane_note",
    "item_id": "callback_item",
    "follow_up_id": "callback_follow_up",
    "action_id": "visit_action",
    "card_id": "knowledge_card",
    "close_id": "day_close",
    "check_id": "price_check",
    "voucher_id": "voucher",
    "approval_id": "approval",
    "owner_id": "user",
    "caller_id": "user",
}
IDS_OF = {("note_open_item", "item_id"): "day_close_item"}
"""Where a name means something else in one command."""
FUTURE_HOURS = {
    "planned_out_at": 1,
    "planned_back_at": 4,
    "eta_at": 3,
    "to_at": 48,
    "next_action_at": 24,
}
ALSO_LEGAL: dict[str, tuple[str, ...]] = {
    "add_to_manifest": ("EXPECTED",),
    "remove_from_manifest": ("EXPECTED",),
    "update_manifest": ("EXPECTED",),
    "count_line": ("UNLOADING",),
    "update_pickup": ("WAITING", "ASSIGNED"),
    "new_version": ("APPROVED",),
    **dict.fromkeys(
        ("add_fee", "remove_fee", "add_line", "update_line", "remove_line", "update_sheet"),
        ("DRAFT",),
    ),
    **dict.fromkeys(("send_notice", "move_bin", "issue_goods", "write_off"), ("IN_STOCK",)),
    "release_goods": ("IN_STOCK", "ACCEPTED"),
    "change_consignee": ("IN_STOCK", "ACCEPTED"),
    "update_consignment": ("ACCEPTED", "IN_STOCK"),
    **dict.fromkeys(("grant_approval", "refuse_approval", "cancel_approval"), ("WAITING",)),
    "delete_customer": ("ACTIVE",),
    "remit_cod": ("SIGNED", "PART_SIGNED"),
}
"""States that a room's command asks for without a move in its table."""
_BAD: dict[type, tuple[Any, ...]] = {
    int: (0, -1, 1, 9_999, 10_000, 2**40),
    str: ("", " ", "\x07坏", "长" * 300, "=1+1", "NULL"),
}


class NoSupplier(Exception):
    """An argument type that the campaign cannot fill."""


@functools.cache
def state_columns() -> dict[str, tuple[str, type[Choice]]]:
    """Table name → its state column and the states it may hold."""
    found = {}
    for table in Base.metadata.sorted_tables:
        for name in ("state", "status", "decision"):
            column = table.columns.get(name)
            if column is not None and isinstance(column.type, Chosen):
                found[table.name] = (name, column.type.choices)
    return found


@functools.cache
def table_of(name: str, command: str = "") -> str | None:
    """The table an id points into: as listed, or the only one of that (last) word."""
    if (command, name) in IDS_OF:
        return IDS_OF[command, name]
    if name in IDS:
        return IDS[name]
    stem = name.removesuffix("_id")
    tables = [t for t in Base.metadata.tables if t == stem or t.endswith(f"_{stem}")]
    return tables[0] if len(tables) == 1 else None


@functools.cache
def legal_states(command: str, table: str) -> tuple[str, ...]:
    """The states from which a command may move a record of a table, as its room's table says."""
    if table not in state_columns():
        return ()
    choices = state_columns()[table][1]
    known = {state.value for state in choices}
    moved = {
        source.value
        for room in ROOMS
        for states in room.states
        if type(states.initial) is choices
        for move in states.moves
        if move.command == command
        for source in move.sources
    }
    return tuple(sorted(moved | known.intersection(ALSO_LEGAL.get(command, ()))))


@functools.cache
def example_of(command: Command) -> dict[str, Any]:
    """The arguments its example names, without those it leaves out."""
    example: dict[str, Any] = msgspec.json.decode(command.example)
    return {name: value for name, value in example.items() if "…" not in str(value)}


@functools.cache
def examples_by_type() -> dict[type, dict[str, Any]]:
    """One example of every dataclass that some command's example shows."""
    found: dict[type, dict[str, Any]] = {}
    for command in command_table().values():
        for name, value in example_of(command).items():
            for kind, part in _parts(command.argument_types()[name], value):
                found.setdefault(kind, part)
    return found


def _parts(kind: Any, value: Any) -> Iterator[tuple[type, dict[str, Any]]]:
    kind = without_none(kind)
    if dataclasses.is_dataclass(kind) and isinstance(kind, type):
        yield kind, value
        hints = typing.get_type_hints(kind)
        for name, part in value.items():
            yield from _parts(hints[name], part)
    elif typing.get_origin(kind) is tuple:
        for part in value:
            yield from _parts(typing.get_args(kind)[0], part)


def without_none(kind: Any) -> Any:
    """``X`` of ``X | None``."""
    if typing.get_origin(kind) in (types.UnionType, typing.Union):
        left = [part for part in typing.get_args(kind) if part is not type(None)]
        return left[0] if len(left) == 1 else kind
    return kind


@dataclasses.dataclass
class Values:
    """Makes JSON values for arguments; `db` reads the office past the program."""

    db: sqlite3.Connection
    clock: Clock
    chance: random.Random
    command: Command = dataclasses.field(init=False)
    serial: int = 0
    turn: float = 0.0
    tickets: int = 0
    kinds: tuple[dict[str, Any], ...] = OVERLAYS
    """The kinds of tickets that are taken now."""
    careful: bool = False
    careless: bool = False
    """Whether the clerk is typing nonsense now; otherwise he leaves out what he need not type."""

    def __post_init__(self) -> None:
        self.db.create_function("drawn", 1, self._drawn)

    def _drawn(self, value: object) -> int:
        """Where a row comes in a drawn order: a fact of the seed and the row, not of SQLite's chance."""
        digest = hashlib.blake2b(f"{self.turn} {value}".encode(), digest_size=6).digest()
        return int.from_bytes(digest, "big")

    def column(self, sql: str, *arguments: Any) -> list[Any]:
        return [row[0] for row in self.db.execute(sql, arguments).fetchall()]

    def fill(self, command: Command, *, careful: bool = False) -> dict[str, Any]:
        """All arguments a command needs, and some that it does not."""
        self.command, self.turn = command, self.chance.random()
        self.careful = careful
        self.careless = not careful and self.chance.random() < 0.25
        example = example_of(command)
        optional = command.function.__kwdefaults__ or {}
        filled = {}
        for name, kind in command.argument_types().items():
            if name in example:
                filled[name] = self.like(example[name], kind, name)
            elif name not in optional or self._wants(0.3):
                filled[name] = self.make(kind, name)
        return self._versions(filled)

    def _versions(self, filled: dict[str, Any]) -> dict[str, Any]:
        """The version the record has now, mostly."""
        for name in ("version", "row_version"):
            target = self._target(filled) if name in filled else None
            if target and self.chance.random() < 0.9:
                sql = "SELECT row_version FROM {} WHERE {} = ?".format(*target[:2])
                found = self.column(sql, target[2])
                filled[name] = found[0] if found else None
        return filled

    def _target(self, filled: dict[str, Any]) -> tuple[str, str, Any] | None:
        """Table, key and value of the record a command speaks of: its first reference."""
        for name, value in filled.items():
            table = table_of(name, self.command.name) if name.endswith("_id") else None
            if table:
                return table, "id", value
            for shape, referred, column in REFERENCES:
                if re.fullmatch(shape, str(value)):
                    return referred, column, value
        return None

    # -- by example -------------------------------------------------------------------------------

    def like(self, example: Any, kind: Any, name: str) -> Any:
        """Something like the example: the same shape, present records, now and then a bad value."""
        kind = without_none(kind)
        if isinstance(example, dict):
            return self._fields(kind, example)
        if isinstance(example, list):
            return self._some(example, kind, name)
        if name in IDS or name.endswith(("_id", "version")) or kind in (date, datetime, bytes):
            return self.make(kind, name)
        if kind in _BAD and self._wants(0.1):
            return self.chance.choice(_BAD[kind])
        if kind is str:
            return self._text(example, name)
        return self.make(kind, name) if self._wants(0.3) else example

    def _wants(self, share: float) -> bool:
        return self.careless and self.chance.random() < share

    def _fields(self, kind: Any, example: dict[str, Any]) -> dict[str, Any]:
        hints = typing.get_type_hints(kind)
        if kind is ConsignmentDraft:
            example = example | self._kind_of_ticket() | self._sides()
        filled = {name: self.like(value, hints[name], name) for name, value in example.items()}
        for field in dataclasses.fields(kind):
            if field.name not in filled and (_needed(field) or self._wants(0.08)):
                filled[field.name] = self.make(hints[field.name], field.name)
        return filled

    def _kind_of_ticket(self) -> dict[str, Any]:
        """Any; in a careful hour one kind after the other, so that none is missing."""
        if not self.careful:
            return self.chance.choice(self.kinds)
        self.tickets += 1
        return self.kinds[self.tickets * 7 % len(self.kinds)]

    def _sides(self) -> dict[str, Any]:
        """Mostly the shipper or the consignee is a customer on file."""
        side = self.chance.choice(("shipper_name", "consignee_name", ""))
        sql = "SELECT name FROM customer WHERE status = 'ACTIVE' ORDER BY drawn(id) LIMIT 1"
        found = self.column(sql) if side else []
        return {side: found[0]} if found else {}

    def _some(self, example: list[Any], kind: Any, name: str) -> list[Any]:
        inner = typing.get_args(kind)[0]
        count = self.chance.choice((1, 1, 2, 3)) if example or name != "photos" else 0
        pattern = example or [None]
        made = [
            self.like(pattern[n % len(pattern)], inner, name) if example else self.make(inner, name)
            for n in range(count)
        ]
        return list({str(value): value for value in made}.values())

    def _text(self, example: str, name: str) -> str:
        for shape, table, column in REFERENCES:
            if re.fullmatch(shape, example):
                found = self.present(table, column)
                if name == "plate_no" and self.command.name == "add_vehicle":
                    return self._fresh("新A%05d")
                return f"草稿-{found}" if column == "id" else str(found or example)
        if name in ("name", "paper_no") and self.chance.random() < 0.9:
            return self._fresh("新户%d")
        if name in ("mobile", "dispatch_phone"):
            return self._fresh("139%08d")
        return example

    def _fresh(self, shape: str) -> str:
        self.serial += 1
        return shape % self.serial

    def is_possible(self, command: Command) -> bool:
        """Whether the records that the example refers to exist, in a state that allows the command."""
        return all(self._has(table, command) for table in self._referred(command))

    def _has(self, table: str, command: Command) -> bool:
        legal = legal_states(command.name, table)
        if not legal:
            return bool(self.column(f'SELECT 1 FROM "{table}" LIMIT 1'))
        state, marks = state_columns()[table][0], ",".join("?" * len(legal))
        sql = f"SELECT 1 FROM {table} WHERE {state} IN ({marks}) LIMIT 1"
        return bool(self.column(sql, *legal))

    def _referred(self, command: Command) -> Iterator[str]:
        for name, value in example_of(command).items():
            of = command.name
            table = table_of(name, of) if name in IDS or name.endswith("_id") else None
            if table is not None:
                yield table
            for part in value if isinstance(value, list) else [value]:
                shapes = [t for shape, t, _ in REFERENCES if re.fullmatch(shape, str(part))]
                yield from shapes

    def present(self, table: str, column: str = "id", command: str = "") -> Any:
        """Some record of a table, mostly one in a state in which the command may move it."""
        legal = legal_states(command or self.command.name, table)
        if legal and self.chance.random() < 0.9:
            state, marks = state_columns()[table][0], ",".join("?" * len(legal))
            found = self.column(
                f"SELECT {column} FROM {table} WHERE {state} IN ({marks})"
                f" AND {column} <> '' ORDER BY id DESC LIMIT 12",
                *legal,
            )
            if found:
                return self.chance.choice(found)
        found = self.column(
            f"SELECT {column} FROM {table} WHERE {column} <> '' ORDER BY id DESC LIMIT 25"
        )
        return self.chance.choice(found) if found else None

    # -- by type ----------------------------------------------------------------------------------

    def make(self, kind: Any, name: str) -> Any:
        """A value of a type; its name says what it is for.

        Raises:
            NoSupplier: no way to make one.
        """
        optional, kind = kind, without_none(kind)
        if optional is not kind and self.chance.random() < 0.5:
            return None
        if typing.get_origin(kind) is tuple:
            return self._some([], kind, name)
        if isinstance(kind, type) and dataclasses.is_dataclass(kind):
            return self._fields(kind, examples_by_type().get(kind, {}))
        if isinstance(kind, type) and issubclass(kind, Choice):
            return self.chance.choice(list(kind)).value
        maker = self._makers().get(kind)
        if maker is None:
            raise NoSupplier(f"{self.command.name}({name}: {kind})")
        return maker(name)

    def _makers(self) -> dict[Any, Callable[[str], Any]]:
        return {
            bool: lambda _: self.chance.random() < 0.5,
            int: self._int,
            str: self._word,
            bytes: lambda _: PNG,
            date: self._date,
            datetime: self._moment,
        }

    def _int(self, name: str) -> int | None:
        if name in IDS or name.endswith("_id"):
            table = table_of(name, self.command.name)
            if table is None:
                raise NoSupplier(f"{self.command.name}({name})")
            return int(self.present(table) or 1)
        if name.endswith("version"):
            return self.chance.choice((1, 2))
        if name.endswith("_fen"):
            return self.chance.choice((0, 0, 5_000, 12_345, 100_000, -1))
        return self.chance.choice((1, 1, 2, 3, 8, 30, 0))

    def _word(self, name: str) -> str:
        known = {
            "number": ("consignment", "number"),
            "waybill": ("consignment", "number"),
            "numbers": ("consignment", "number"),
            "waybills": ("consignment", "number"),
            "receipts_handed_in": ("delivery_receipt", "number"),
        }
        if name in known:
            return str(self.present(*known[name]) or "YD0000000000")
        if self._wants(0.2):
            return str(self.chance.choice(_BAD[str]))
        return self.chance.choice(("甲", "A-01", "电话核实", ""))

    def _date(self, name: str) -> str:
        ahead = (365, 400) if name.endswith(("_to", "until", "ends_on")) else (0, 0, 0, 1)
        days = self.chance.choice((*ahead, *ahead, -30, 30))
        return (local(self.clock.now()).date() + timedelta(days=days)).isoformat()

    def _moment(self, name: str) -> str:
        moment = self.clock.now() + timedelta(hours=FUTURE_HOURS.get(name, 0))
        late = self.chance.choice((5, 600, -600)) if self._wants(0.5) else 0
        return (moment - timedelta(minutes=late)).isoformat()


def _needed(field: dataclasses.Field[Any]) -> bool:
    missing = dataclasses.MISSING
    return field.default is missing and field.default_factory is missing
