"""Whatever the board of the day reads goes by an index that few rows stand under."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from sqlalchemy import event

from desk.app import Desk
from desk.registry import ROOMS
from tests.conftest import Office

BIG = ("consignment", "stock_move", "customer", "audit_row", "manifest_line", "run_line")
"""Tables of a million rows and more after some years."""
WIDE = ("ix_consignment_direction", "ix_consignment_delivery_mode", "ix_consignment_pay_terms")
"""Indexes that serve rare values; the common one is most of the table."""


@contextmanager
def _plans(desk: Desk) -> Iterator[list[tuple[str, str]]]:
    """Every step of every statement, with the statement."""
    steps: list[tuple[str, str]] = []

    def explain(_c: Any, cursor: Any, sql: str, values: Any, _x: Any, _m: bool) -> None:
        if sql.startswith("SELECT"):
            found = cursor.connection.execute(f"EXPLAIN QUERY PLAN {sql}", values)
            steps.extend((row[3], sql) for row in found)

    event.listen(desk.engine, "before_cursor_execute", explain)
    try:
        yield steps
    finally:
        event.remove(desk.engine, "before_cursor_execute", explain)


def test_no_source_reads_a_big_table_through(office: Office) -> None:
    desk = office.as_("boss")
    with _plans(desk) as steps, desk.reading() as read:
        for room in ROOMS:
            for ask in (
                *(s.rows for s in room.today if not s.rests_on),
                *room.figures,
                *room.plots,
            ):
                ask(read)
    assert len(steps) > 60
    wrong = [step for step in steps if _is_wide(step[0])]
    assert not wrong, wrong


def _is_wide(step: str) -> bool:
    scans = step.startswith("SCAN") and "INDEX" not in step and step.split()[1] in BIG
    return scans or any(f"{name} (" in step for name in WIDE)
