"""A clerk without sense: he does anything the office can do, in any order, and never breaks it."""

import random
import sqlite3
from collections import Counter
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

import msgspec

from desk.kernel.actor import Actor
from desk.kernel.commands import Command
from desk.kernel.errors import NeedsConfirmation, Refused
from desk.kernel.moments import local
from desk.kernel.roles import Role, may
from desk.office.users.commands import add_user, change_password
from desk.registry import ROOMS
from tests.conftest import PASSWORD, Office
from tests.freight.campaign.oracle import faults
from tests.freight.campaign.tailored import fit
from tests.freight.campaign.values import Values

WINGS = ("archive", "partners", "pricing", "freight")
NEXT_STEPS: dict[str, tuple[tuple[str, ...], ...]] = {
    "add_manifest": (
        ("arrive_truck", "start_unloading", *("count_line",) * 4, "finish_unloading"),
        ("arrive_truck", "start_unloading", *("count_line",) * 3, "finish_unloading"),
        ("add_to_manifest", "remove_from_manifest", "update_manifest"),
        ("expect_manifest", "arrive_truck", "start_unloading"),
    ),
    "count_line": (("count_line", "count_line", "finish_unloading"),),
    "finish_unloading": (
        ("add_run",),
        ("sign_self_pickup", "bank_cod", "remit_cod"),
        ("open_return", "issue_return", "ship_return"),
        ("close_manifest", "start_stocktake", "count_stock"),
    ),
    "add_run": (
        ("print_run", "depart_run"),
        ("depart_run",),
        ("add_to_run", "reorder_run", "replan_run", "depart_run"),
        ("update_run", "print_run", "revise_run", "remove_from_run"),
        ("void_run",),
    ),
    "depart_run": (
        (*("enter_receipt",) * 4, "return_run", "settle_run"),
        ("enter_receipt", "withdraw_receipt", *("enter_receipt",) * 3, "return_run"),
    ),
    "return_run": (("settle_run",), ("withdraw_receipt", "enter_receipt", "return_run")),
    "settle_run": (("remit_cod", "close_consignment"), ("remit_cod", "withdraw_remittance")),
    "save_draft": (("accept_draft",), ("discard_draft",)),
    "change_rate": (("confirm_rate", "send_rate_notice", "acknowledge_rate_notice"),),
    "sign_self_pickup": (("bank_cod", "remit_cod", "close_consignment"), ("reverse_slip",)),
    "enter_receipt": (("enter_receipt", "return_run"), ("open_return",)),
    "open_return": (
        ("issue_return", "ship_return", "settle_return"),
        ("cancel_return",),
        ("issue_return", "void_consignment"),
    ),
    "ship_return": (("settle_return", "sign_remote", "close_consignment"), ("recall_return",)),
    "issue_goods": (("sign_remote", "close_consignment"), ("reverse_slip",)),
    "write_off": (("reverse_write_off",), ("close_consignment", "reopen_consignment")),
    "start_stocktake": (
        ("count_stock", "submit_stocktake", "approve_stocktake"),
        ("count_stock", "submit_stocktake", "reject_stocktake", "void_stocktake"),
    ),
    "add_pickup": (("assign_pickup", "finish_pickup"), ("update_pickup", "void_pickup")),
    "add_preadvice": (
        ("load_preadvice", "check_preadvice", "confirm_preadvice", "send_preadvice"),
        ("update_preadvice", "unload_preadvice", "void_preadvice"),
        ("confirm_preadvice", "reopen_preadvice", "confirm_preadvice", "send_preadvice"),
    ),
    "send_preadvice": (
        ("acknowledge_preadvice", "depart_preadvice", "arrive_preadvice", "close_preadvice"),
        ("depart_preadvice", "acknowledge_preadvice", "arrive_preadvice", "sign_remote"),
    ),
    "add_sheet": (
        ("add_line", "submit_sheet", "approve_sheet", "new_version"),
        ("add_fee", "remove_fee", "submit_sheet", "reject_sheet"),
        ("add_fee", "submit_sheet", "refuse_approval"),
        ("add_fee", "submit_sheet", "grant_approval"),
        ("submit_sheet", "recall_sheet"),
    ),
    "remit_cod": (("close_consignment", "reopen_consignment"), ("withdraw_remittance",)),
}
"""What a clerk would do next: so deep states are reached."""

FIRST = ("accept_consignment", "add_manifest", "receive_goods", "add_pickup")
"""What fills an empty warehouse."""
STARTS = (
    *FIRST,
    *("add_run", "sign_self_pickup", "open_return", "issue_goods", "add_preadvice") * 2,
    *("start_stocktake", "write_off", "add_sheet", "save_draft", "change_rate"),
)
OPENING = (
    *("add_vehicle", "add_driver") * 4,
    *("add_customer",) * 4,
    *("add_partner",) * 3,
    *("admit_partner",) * 3,
    *("add_rate",) * 4,
    "add_sheet",
    *("add_line",) * 8,
    *("submit_sheet", "approve_sheet"),
    *("accept_consignment",) * 6,
    *("add_manifest",) * 2,
)


def campaign_commands() -> list[Command]:
    """Every command of the wings that move goods or money, and the decisions about them."""
    rooms = [room for room in ROOMS if room.wing in WINGS or room.name == "approvals"]
    return [command for room in rooms for command in room.commands]


@dataclass
class Walk:
    """One office, one seed, and what came of every command."""

    office: Office
    seed: int
    done: Counter[str] = field(default_factory=Counter)
    refusals: Counter[tuple[str, str]] = field(default_factory=Counter)
    people: list[Actor] = field(default_factory=list)
    plan: list[str] = field(default_factory=list)
    story: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.chance = random.Random(self.seed)
        uri = f"{self.office.desk.path.resolve().as_uri()}?mode=ro"
        self.db = sqlite3.connect(uri, uri=True, isolation_level=None)
        self.values = Values(self.db, self.office.clock, self.chance)
        self._hire_a_second_manager()
        for login in ("jia", "in", "out", "deputy", "boss"):
            actor = self.office.as_(login).actor
            assert actor is not None
            self.people.append(actor)

    def _hire_a_second_manager(self) -> None:
        """Nobody approves what he wrote himself."""
        desk, first = self.office.as_("boss"), f"first-{PASSWORD}"
        desk.run(add_user, login="deputy", name="副经理", role=Role.MGR, password=first)
        desk.login("deputy", first)
        desk.run(change_password, old=first, new=PASSWORD)

    def open_shop(self) -> None:
        """What every office has before its first day: trucks, drivers, partners, customers, prices."""
        table = {command.name: command for command in campaign_commands()}
        for name in OPENING:
            self._step(table[name])

    def walk(self, steps: int) -> None:
        """Take so many steps; every promise is checked after each.

        Raises:
            AssertionError: something was broken; the story so far is in the message.
        """
        self.open_shop()
        for step in range(steps):
            self._pass_time()
            self._step(self._choose())
            if step % 100 == 99:
                self._look_around()

    def _pass_time(self) -> None:
        minutes = self.chance.choice((1, 1, 2, 2, 5, 10))
        moment = self.office.clock.now() + timedelta(minutes=minutes)
        if local(moment).hour >= 19:
            moment += timedelta(hours=14)
        self.office.clock.put(moment)

    def _choose(self) -> Command:
        """What the plan says next, or anything, the rarely done more often."""
        table = {command.name: command for command in campaign_commands()}
        if self.plan and self.chance.random() < 0.75:
            command = table[self.plan.pop(0)]
            if self.values.is_possible(command):
                return command
        commands = list(table.values())
        if self.chance.random() < 0.4:
            begun = self.chance.choice(STARTS if self._goods_lie_here() else FIRST)
            return table[begun]
        weights = [1 / (1 + self.done[command.name]) for command in commands]
        likely = self.chance.choices(commands, weights, k=12)
        return next((c for c in likely if self.values.is_possible(c)), likely[0])

    def _goods_lie_here(self) -> bool:
        found = self.values.column("SELECT id FROM consignment WHERE in_stock > 0 LIMIT 4")
        return len(found) > 3

    def _who(self, command: Command) -> Actor:
        """Mostly a clerk who may do it, sometimes a manager, now and then somebody who may not."""
        able = [actor for actor in self.people if may(actor.role, command.needs)]
        clerks = [actor for actor in able if actor.role is not Role.MGR]
        chance = self.chance.random()
        if clerks and chance < 0.6:
            return self.chance.choice(clerks)
        return self.chance.choice(able if able and chance < 0.96 else self.people)

    def _step(self, command: Command) -> None:
        desk = self.office.desk
        desk.actor = self._who(command)
        raw = self.values.fill(command)
        if self.chance.random() < 0.85:
            raw = fit(self.values, desk, command.name, raw)
        types = command.argument_types()
        try:
            arguments = {
                name: msgspec.convert(raw[name], types[name]) for name in raw if name in types
            }
        except msgspec.ValidationError:
            return
        before = self._version()
        try:
            self._run(command, arguments)
        except Refused as refused:
            self.refusals.update((command.name, code) for code in refused.codes)
            self._tell(command, raw, str(refused))
            assert self._version() == before, self._report("a refusal wrote something")
            return
        except Exception as fault:
            self._tell(command, raw, repr(fault))
            raise AssertionError(self._report(repr(fault))) from fault
        self.done[command.name] += 1
        self._tell(command, raw, "done")
        if not self.plan:
            self.plan = list(self.chance.choice(NEXT_STEPS.get(command.name, ((),))))
        found = faults(self.db)
        assert not found, self._report("\n".join(found))

    def _run(self, command: Command, arguments: dict[str, Any]) -> None:
        desk, reason = (
            self.office.desk,
            self.chance.choice(("电话核实", "电话核实", "客户要求", "")),
        )
        try:
            desk.execute(command, arguments, reason=reason)
        except NeedsConfirmation as doubtful:
            if self.chance.random() < 0.2:
                raise
            confirmed = frozenset(doubtful.codes)
            desk.execute(command, arguments, reason=reason, confirmed=confirmed)

    def _version(self) -> int:
        return int(self.db.execute("PRAGMA data_version").fetchone()[0])

    def _look_around(self) -> None:
        """The board, the lists and their totals open whatever state the office is in."""
        desk = self.office.desk
        desk.actor = self.people[-1]
        desk.today()
        for room in ROOMS:
            for spec in room.lists:
                ids = desk.list_ids(spec.name, ())
                assert desk.list_totals(spec.name, ())["count"] == len(ids)
                assert len(desk.list_rows(spec.name, ids[:20])) == len(ids[:20])

    def _tell(self, command: Command, raw: dict[str, Any], outcome: str) -> None:
        who = self.office.desk.signed_in().role.value
        self.story.append(f"{self.office.clock.now()} {who} {command.name} {raw} → {outcome}")

    def _report(self, fault: str) -> str:
        return "\n".join([f"seed {self.seed}", *self.story[-25:], fault])
