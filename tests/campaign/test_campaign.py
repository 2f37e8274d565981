"""Ledger, cash on delivery, papers and customers' cases hold over random sequences of every command.

A longer campaign: ``CAMPAIGN_SEEDS=100-140 CAMPAIGN_STEPS=3000 pytest -s tests/campaign``.
"""

import os
from collections import Counter
from typing import Protocol

from desk.checking import check
from tests.campaign.deeper import FITTERS
from tests.campaign.flows import NEXT_STEPS, OPENING
from tests.campaign.values import ALSO_LEGAL, NoSupplier
from tests.campaign.walker import Walk, campaign_commands
from tests.conftest import Office

COMMANDS = campaign_commands()
NAMES = {command.name for command in COMMANDS}
NOT_REACHED = {
    "anonymise_customer": "years after the last ticket of a customer",
    "ask_destruction": "five years after a ticket was closed",
    "approve_destruction": "as its request",
    "reject_destruction": "as its request",
    "recall_destruction": "as its request",
}
"""Commands that wait for years to pass; `tests/filing/vouchers` and `tests/archive` turn the clock."""
LONG = "CAMPAIGN_SEEDS" in os.environ
MUST_HAPPEN = NAMES - set(NOT_REACHED)
"""A campaign that does not get everywhere proves nothing."""
MAY_MISS = 0 if LONG else len(MUST_HAPPEN) // 20
"""A plain run is small: every new command shifts its chances, so a twentieth may stay for the long one."""


class OpenOffice(Protocol):
    """The fixture that makes an office under a name."""

    def __call__(self, name: str) -> Office:
        """Make it."""
        ...


def seeds() -> list[int]:
    first, _, last = os.environ.get("CAMPAIGN_SEEDS", "51").partition("-")
    return list(range(int(first), int(last or first) + 1))


STEPS = int(os.environ.get("CAMPAIGN_STEPS", "40"))
SPARE_SEEDS = range(900, 908 if LONG else 902)
"""More walks are taken until the deep ends are reached."""
LEFT_OUT = {"表结构", "本机审计记号"}
"""Two offices of one test file share their identity; the schema has its own test."""


def test_every_command_can_be_given_arguments(office: Office) -> None:
    """A new argument type, or an id of an unknown table, needs a maker in `values`."""
    walk = Walk(office, 1)
    lacking = []
    for command in COMMANDS:
        walk.values.command = command
        for name, kind in command.argument_types().items():
            try:
                walk.values.make(kind, name)
            except NoSupplier as fault:
                lacking.append(str(fault))
        assert set(walk.values.fill(command)) <= set(command.argument_types())
    walk.db.close()
    assert lacking == []


def test_what_is_not_reached_exists_and_has_a_reason() -> None:
    assert NOT_REACHED.keys() < NAMES
    assert all(NOT_REACHED.values())


def test_helps_name_commands_that_exist() -> None:
    steps = {name for plans in NEXT_STEPS.values() for plan in plans for name in plan}
    assert {*FITTERS, *ALSO_LEGAL, *NEXT_STEPS, *OPENING, *steps, *MUST_HAPPEN} <= NAMES


def test_the_office_survives_clerks_without_sense(open_office: OpenOffice) -> None:
    done: Counter[str] = Counter()
    for seed in seeds():
        done.update(walked(open_office, seed))
    for seed in SPARE_SEEDS:
        if len(MUST_HAPPEN - set(done)) > MAY_MISS:
            done.update(walked(open_office, seed, frozenset(done)))
    never = sorted(MUST_HAPPEN - set(done))
    print(f"\n{len(done)} of {len(NAMES)} commands succeeded; never: {never}")
    print(", ".join(f"{name} {count}" for name, count in done.most_common()))
    assert len(never) <= MAY_MISS, never


def walked(open_office: OpenOffice, seed: int, known: frozenset[str] = frozenset()) -> Counter[str]:
    """What succeeded on a walk through a new office, which is checked as a file at the end."""
    office = open_office(f"{seed}.office")
    walk = Walk(office, seed, known=known)
    walk.walk(STEPS)
    report = check(office.desk)
    assert [line for line in report.problems if line.name not in LEFT_OUT] == []
    walk.db.close()
    return walk.done
