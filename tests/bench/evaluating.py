"""The eight figures of one partner's quarter, beside the second they may take and a bare reading.

The bare reading is the statements of the same figures, run on a plain connection without looking at a row.
"""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from statistics import median
from typing import Any

from sqlalchemy import Connection, event

from desk.app import Desk
from desk.evaluation.measures.measuring import measure as figures_of
from desk.evaluation.measures.measuring import tickets
from desk.evaluation.plans.approving import approve_evaluation_plan, submit_evaluation_plan
from desk.evaluation.plans.commands import draft_evaluation_plan, start_evaluation_plan
from desk.evaluation.reports.commands import draft_report
from desk.evaluation.schemes.commands import adopt_standard_scheme, approve_scheme
from desk.kernel.roles import Role
from desk.office.users.commands import add_user
from desk.office.users.queries import users
from desk.partners.carriers.choices import PartnerScope
from desk.storage.work import Reader
from tests.bench.carried import A_REPORT, FIRST, LAST, carry
from tests.bench.figures import Figure, in_turn, milliseconds
from tests.bench.generate import DISPATCHER, MANAGER, NOW, PASSWORD
from tests.bench.offices import Ground, bare, signed_in

GOAL_MS, ROUNDS, IN_A_PLAN = 1000.0, 5, 4
Statement = tuple[str, Any]


@contextmanager
def asked_while(read: Reader) -> Iterator[list[Statement]]:
    """Collect what is asked of the file meanwhile."""
    asked: list[Statement] = []
    connection = read.session.connection()

    def note(_c: Connection, _cursor: Any, sql: str, values: Any, *_: Any) -> None:
        asked.append((sql, values))

    event.listen(connection, "before_cursor_execute", note)
    try:
        yield asked
    finally:
        event.remove(connection, "before_cursor_execute", note)


def _statements_of(desk: Desk, partner_id: int) -> list[Statement]:
    with desk.reading() as read, asked_while(read) as asked:
        figures_of(read, partner_id=partner_id, first=FIRST, last=LAST)
    return asked


def measure(ground: Ground) -> Iterator[Figure]:
    office = ground.copy("carried.office")
    partners = carry(office, ground.size)
    with signed_in(office) as desk, bare(office) as connection:
        chosen = sorted(range(1, partners + 1), key=partial(_off, desk))[:IN_A_PLAN]
        count, asked = _count(desk, chosen[0]), _statements_of(desk, chosen[0])
        ours, limit = in_turn(
            partial(_ours, desk, chosen[0]), partial(_bare, connection, asked), ROUNDS
        )
        yield Figure(f"{count} tickets evaluated, beside a second", ours, GOAL_MS, 1)
        yield Figure(f"{count} tickets evaluated, beside a bare reading", ours, limit, None)
        drafted = _drafted(desk, chosen)
        yield Figure(f"a report drafted, one of {IN_A_PLAN} partners", drafted, GOAL_MS, 1)


def _drafted(desk: Desk, partners: list[int]) -> float:
    """Median of the reports of a plan: each counts its own partner and those beside him."""
    desk.ask_password = lambda: PASSWORD
    desk.login(DISPATCHER, PASSWORD)
    scheme = desk.run(adopt_standard_scheme, scope=PartnerScope.REGION).value
    desk.login(MANAGER, PASSWORD)
    desk.run(approve_scheme, scheme_id=scheme)
    first = "first-" + PASSWORD
    clerk = desk.run(add_user, login="cs", name="李娜", role=Role.CS, password=first).value
    people = tuple(row.id for row in desk.ask(users) if row.login == DISPATCHER)
    desk.login(DISPATCHER, PASSWORD)
    plan = desk.run(
        draft_evaluation_plan,
        scope=PartnerScope.REGION,
        period=f"{FIRST}~{LAST}",
        partner_ids=tuple(partners),
        evaluator_ids=(clerk, *people),
        scores_due_on=NOW.date(),
        reports_due_on=NOW.date(),
    ).value
    desk.run(submit_evaluation_plan, number=plan)
    desk.login(MANAGER, PASSWORD)
    desk.run(approve_evaluation_plan, number=plan)
    desk.login(DISPATCHER, PASSWORD)
    desk.run(start_evaluation_plan, number=plan)
    return median(
        milliseconds(partial(desk.run, draft_report, plan_number=plan, partner_id=partner))
        for partner in partners
    )


def _off(desk: Desk, partner_id: int) -> int:
    return abs(_count(desk, partner_id) - A_REPORT)


def _count(desk: Desk, partner_id: int) -> int:
    with desk.reading() as read:
        return tickets(read, partner_id=partner_id, first=FIRST, last=LAST)


def _ours(desk: Desk, partner_id: int) -> None:
    with desk.reading() as read:
        figures_of(read, partner_id=partner_id, first=FIRST, last=LAST)


def _bare(connection: sqlite3.Connection, asked: list[Statement]) -> None:
    for sql, values in asked:
        connection.execute(sql, values).fetchall()
