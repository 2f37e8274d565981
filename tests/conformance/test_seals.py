"""What is put before somebody says what is approved of it, in columns, parts and states that exist."""

import pytest

from desk.app import command_table
from desk.registry import ROOMS
from desk.storage.base import STAMPS, Base
from desk.storage.columns import Chosen
from desk.storage.seals import sealed_models
from desk.storage.standing import kept_models

TABLES = Base.metadata.tables
HOUSEKEEPING = {
    "distribute_document",
    "expire_sheets",
    "pick_rechecks",
    "put_in_force",
    "recall_copies",
    "renew_classes",
    "start_recheck",
}


@pytest.mark.parametrize("table", sorted(sealed_models()))
def test_a_seal_names_what_there_is(table: str) -> None:
    model = sealed_models()[table]
    seal = model.sealed
    assert ROOMS
    assert seal is not None
    assert set(seal.columns) <= set(TABLES[table].columns.keys()) - STAMPS - model.unaudited
    assert "state" not in seal.columns
    for part in seal.parts:
        columns = set(TABLES[part.table].columns.keys())
        assert {part.parent, *part.columns} <= columns
    if seal.approved_in or seal.kept_in:
        kind = TABLES[table].columns["state"].type
        assert isinstance(kind, Chosen)
        assert seal.approved_in | seal.kept_in <= {choice.value for choice in kind.choices}
        assert not seal.approved_in & seal.kept_in
    else:
        assert "state" not in TABLES[table].columns


def test_the_parts_are_kept_in_the_trail() -> None:
    kept = {model.__tablename__ for model in kept_models()}
    parts = {
        p.table for m in sealed_models().values() for p in (m.sealed.parts if m.sealed else ())
    }
    assert parts <= kept


def test_only_housekeeping_of_a_deciding_right_asks_for_no_password() -> None:
    quiet = {
        name
        for name, command in command_table().items()
        if command.needs.endswith((".approve", ".decide")) and not command.approves
    }
    assert quiet == HOUSEKEEPING
