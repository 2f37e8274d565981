"""Merging is proven from the metadata: whatever names a customer, in whatever room, follows him."""

from datetime import date, datetime
from typing import Any

import pytest
from sqlalchemy import Table, func, select

from desk.archive.customers.commands import attach_contract
from desk.archive.customers.merging import merge_customers
from desk.archive.customers.references import TARGET, referring
from desk.archive.customers.standing import archive_customer, freeze_customer
from desk.kernel.errors import Refused
from desk.registry import ROOMS
from desk.storage.base import Base, Record
from desk.storage.cabinet import Upload
from desk.storage.columns import Chosen, Moment
from desk.storage.tables import Attachment
from tests.archive.customers.makers import added, another, card
from tests.conftest import Office

assert ROOMS


def naming() -> dict[str, list[str]]:
    """Every table with the columns that hold a customer's id, read off the database's own keys."""
    return {
        table.name: [
            column.name
            for column in table.columns
            if any(key.target_fullname == TARGET for key in column.foreign_keys)
        ]
        for table in Base.metadata.sorted_tables
        if any(key.target_fullname == TARGET for key in table.foreign_keys)
    }


def test_every_foreign_key_to_a_customer_is_followed() -> None:
    found = {model.__tablename__: sorted(names) for model, names in referring()}
    assert found == {table: sorted(columns) for table, columns in naming().items()}
    assert {"consignment", "inquiry", "recheck_card", "customer_file"} <= set(found)


def test_no_append_only_record_names_a_customer() -> None:
    for model, _ in referring():
        assert not (issubclass(model, Record) and model.append_only), model


def test_no_key_can_stop_a_merger() -> None:
    """A unique key with the customer in it would clash when both have such a record."""
    leading = {"ux_contact_primary", "ux_address_default"}  # these step back before
    for table_name, columns in naming().items():
        table = Base.metadata.tables[table_name]
        keys = [
            set(index.columns.keys())
            for index in table.indexes
            if index.unique and index.name not in leading
        ]
        keys += [
            set(constraint.columns.keys())
            for constraint in table.constraints
            if type(constraint).__name__ == "UniqueConstraint"
        ]
        assert not [key for key in keys if key & set(columns)], table_name


def test_what_every_room_keeps_moves_to_the_survivor(office: Office) -> None:
    desk = office.as_("boss")
    source, into = added(desk), another(desk, "西域商贸", "13900000002")
    made = _fill(desk.engine, source)
    assert set(made) == set(naming()) - {"customer"}
    desk.with_(reason="同一家").run(merge_customers, source_id=source, into_id=into)
    with desk.engine.connect() as connection:
        for table_name, columns in naming().items():
            table = Base.metadata.tables[table_name]
            for column in columns:
                left = select(func.count()).select_from(table).where(table.c[column] == source)
                assert connection.scalar(left) == 0, (table_name, column)
        for table_name, row_id in made.items():
            table = Base.metadata.tables[table_name]
            row = connection.execute(select(table).where(table.c.id == row_id)).mappings().one()
            assert {row[column] for column in naming()[table_name]} == {into}, table_name


def _fill(engine: Any, customer_id: int) -> dict[str, int]:
    """One row in every table that names a customer, written below the rooms; ids by table.

    The rows need not make sense: a merger reads nothing but who they name.
    """
    made = {}
    with engine.connect() as connection:
        below = connection.connection.driver_connection  # a transaction would not hear of it
        below.execute("PRAGMA foreign_keys=OFF")
        below.execute("PRAGMA ignore_check_constraints=ON")
        for table_name, columns in naming().items():
            if table_name == "customer":
                continue
            table = Base.metadata.tables[table_name]
            row = {c.name: _some(c, table) for c in table.columns if c.name not in columns}
            row |= dict.fromkeys(columns, customer_id)
            made[table_name] = row["id"]
            connection.execute(table.insert().values(**row))
        connection.commit()
        below.execute("PRAGMA foreign_keys=ON")
    return made


def _some(column: Any, table: Table) -> Any:
    if column.name == "id":
        return 7_000
    if column.name in ("is_primary", "is_default") or column.nullable:
        return False if not column.nullable else None
    if isinstance(column.type, Chosen):
        return next(iter(column.type.choices))
    if isinstance(column.type, Moment):
        return datetime.fromisoformat("2026-11-01T10:00:00+08:00")
    kind = column.type.python_type
    values: dict[type, Any] = {
        int: 0,
        str: table.name[:12],
        bool: False,
        date: date(2026, 11, 1),
        bytes: b"x",
    }
    return values[kind]


def test_a_chain_of_mergers_has_no_loop(office: Office) -> None:
    desk = office.as_("boss")
    a = added(desk)
    b = another(desk, "西域商贸", "13900000002")
    c = another(desk, "昆仑商贸", "13900000003")
    desk.with_(reason="并").run(merge_customers, source_id=a, into_id=b)
    desk.with_(reason="并").run(merge_customers, source_id=b, into_id=c)
    for source, into in ((c, a), (c, b), (a, c), (b, a)):
        with pytest.raises(Refused) as caught:
            desk.with_(reason="再并").run(merge_customers, source_id=source, into_id=into)
        assert caught.value.codes == ("E008",)
    assert card(desk, c).merged_from == ("K00001", "K00002")


def test_frozen_and_archived_customers(office: Office) -> None:
    desk = office.as_("boss")
    frozen, kept = added(desk), another(desk, "西域商贸", "13900000002")
    gone = another(desk, "昆仑商贸", "13900000003")
    desk.with_(reason="欠款").run(freeze_customer, customer_id=frozen)
    desk.with_(reason="停业").run(archive_customer, customer_id=gone)
    with pytest.raises(Refused) as caught:
        desk.with_(reason="并").run(merge_customers, source_id=kept, into_id=gone)
    assert caught.value.codes == ("E008",)
    desk.with_(reason="并").run(merge_customers, source_id=gone, into_id=frozen)
    desk.with_(reason="并").run(merge_customers, source_id=frozen, into_id=kept)
    assert card(desk, kept).merged_from == ("K00001", "K00003")


def test_filed_papers_hang_on_the_survivor(office: Office) -> None:
    desk = office.as_("boss")
    source, into = added(desk), another(desk, "西域商贸", "13900000002")
    upload = Upload("合同.pdf", b"%PDF-1.7 contract")
    desk.run(attach_contract, customer_id=source, file=upload)
    desk.with_(reason="并").run(merge_customers, source_id=source, into_id=into)
    with desk.reading() as reader:
        row = reader.session.scalars(select(Attachment)).one()
        assert (row.record, row.record_id) == ("customer", into)
    assert card(desk, into).papers == ("合同.pdf",)
