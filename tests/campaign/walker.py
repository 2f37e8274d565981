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
from tests.campaign.deeper import FITTERS
from tests.campaign.flows import FILLING, FIRST, NEXT_STEPS, OPENING, STARTS, SUPPLIES
from tests.campaign.oracle import faults
from tests.campaign.tailored import fit
from tests.campaign.tickets import OVERLAYS
from tests.campaign.values import Values
from tests.conftest import PASSWORD, Office

WINGS = ("archive", "partners", "pricing", "freight", "filing", "care")
ELSEWHERE = ("scans", "rechecks", "retention", "customer_files")
"""Rooms that file what is there already, a paper pile or a year at a time: their own tests walk them."""


def campaign_commands() -> list[Command]:
    """Every command of the wings that move goods or money or answer customers, and the decisions."""
    rooms = [
        room
        for room in ROOMS
        if (room.wing in WINGS and room.name not in ELSEWHERE) or room.name == "approvals"
    ]
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
    known: frozenset[str] = frozenset()
    """What need not be tried, for another walk did it."""
    doer: Actor | None = None
    """Who mostly does what is done now."""
    careful: bool = False
    """Whether the clerk is an able one who knows what he does."""

    def __post_init__(self) -> None:
        self.chance = random.Random(self.seed)
        self.table = {command.name: command for command in campaign_commands()}
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
        self.careful = True
        for name in OPENING:
            self._step(self.table[name])
        self.careful = False

    def walk(self, steps: int) -> None:
        """Take so many steps; every promise is checked after each.

        Raises:
            AssertionError: something was broken; the story so far is in the message.
        """
        self.open_shop()
        self.tour()
        self.stroll(steps)

    def stroll(self, steps: int) -> None:
        """Do so many things without sense."""
        for step in range(steps):
            self._pass_time()
            self._step(self._choose())
            if step % 100 == 99:
                self._look_around()

    def tour(self) -> None:
        """Walk every flow that leads to something new with care, then try what was never done."""
        self.careful = True
        flows = [(first, *plan) for first, plans in NEXT_STEPS.items() for plan in plans]
        for flow in (*FILLING, *flows) * 2:
            if flow in FILLING or not set(flow) <= self.known | set(self.done):
                self._stock_up()
                self._go_through(flow)
        every = {command.name for command in campaign_commands()}
        for name in sorted(every - self.known - set(self.done)):
            self._attempt(name)
        self.plan, self.careful = [], False

    def _stock_up(self) -> None:
        """Bring what no later flow can do without."""
        for missing, kinds, flow in SUPPLIES:
            if not self.values.column(missing):
                self.values.kinds = kinds
                self._go_through(flow)
        self.values.kinds = OVERLAYS

    def _go_through(self, flow: tuple[str, ...]) -> None:
        """Do one thing after the other; mostly the same person does."""
        self.doer = self.chance.choice(self.people)
        for name in flow:
            self._attempt(name)

    def _attempt(self, name: str, times: int = 4) -> None:
        """Do it, at the latest at the last of so many times."""
        command, before = self.table[name], self.done[name]
        for _ in range(times):
            if self.done[name] > before or not self.values.is_possible(command):
                return
            self._pass_time()
            self._step(command)

    def _pass_time(self) -> None:
        minutes = self.chance.choice((1, 1, 2, 2, 5, 10))
        moment = self.office.clock.now() + timedelta(minutes=minutes)
        if local(moment).hour >= 19:
            moment += timedelta(hours=14)
        self.office.clock.put(moment)

    def _choose(self) -> Command:
        """What the plan says next, or anything, the rarely done more often."""
        table = self.table
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
        decides = command.name.startswith(("approve_", "reject_", "grant_", "refuse_"))
        if self.careful and not decides and self.doer in able and self.chance.random() < 0.9:
            return self.doer
        clerks = [actor for actor in able if actor.role is not Role.MGR]
        chance = self.chance.random()
        if clerks and chance < 0.6:
            return self.chance.choice(clerks)
        if self.careful:
            return self.chance.choice(able)
        return self.chance.choice(able if able and chance < 0.96 else self.people)

    def _step(self, command: Command) -> None:
        desk = self.office.desk
        desk.actor = self._who(command)
        raw = self.values.fill(command, careful=self.careful)
        if self.careful or self.chance.random() < 0.85:
            raw = fit(self.values, desk, command.name, raw, FITTERS.get(command.name))
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
            if "E083" in refused.codes:  # a manager gave him a password nobody here knows
                self.people = [one for one in self.people if one != desk.actor]
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
            self.chance.choice(
                ("电话核实", "电话核实", "客户要求", "客户要求" if self.careful else "")
            ),
        )
        try:
            desk.execute(command, arguments, reason=reason)
        except NeedsConfirmation as doubtful:
            if not self.careful and self.chance.random() < 0.2:
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
