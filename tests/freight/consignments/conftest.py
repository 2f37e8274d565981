"""What every test of the consignments asks of the office."""

from collections.abc import Callable
from typing import Any

import pytest
from sqlalchemy import text

from desk.app import Desk
from desk.kernel.errors import Refused

TABLES = ("consignment", "cargo_line", "stock_move", "money_row", "number_sequence", "audit_log")


def content(desk: Desk) -> dict[str, list[tuple[Any, ...]]]:
    """Everything a refused command could have left behind."""
    with desk.engine.connect().execution_options(reading=True) as connection:
        return {
            table: [tuple(row) for row in connection.execute(text(f"SELECT * FROM {table}"))]
            for table in TABLES
        }


def refused(desk: Desk, call: Callable[[], object]) -> tuple[str, ...]:
    """The codes of a refusal that changed nothing."""
    before = content(desk)
    with pytest.raises(Refused) as caught:
        call()
    assert content(desk) == before
    return caught.value.codes
