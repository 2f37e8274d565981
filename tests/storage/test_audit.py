"""The chain finds whatever is changed, deleted or slipped in behind the gate's back."""

import json
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import select
from sqlalchemy.orm import Session

from desk.app import Desk
from desk.archive.customers.choices import CustomerKind, CustomerType, PayTerms
from desk.archive.customers.commands import add_customer
from desk.archive.customers.entries import ContactEntry, CustomerEntry
from desk.archive.customers.model import Customer
from desk.care.surveys.model import QuestionnaireDimension
from desk.freight.consignments.choices import Direction
from desk.freight.consignments.model import Consignment, StockMove
from desk.kernel.errors import FileRefused
from desk.kernel.roles import Role
from desk.office.users.commands import add_user, update_user
from desk.office.users.model import User
from desk.office.users.queries import users
from desk.storage.audit import Trail, blanks
from desk.storage.chain import first_broken_row, head
from desk.storage.signatures import canonical, canonical_plain
from desk.storage.standing import Deviation, deviations
from desk.storage.tables import AuditEntry
from tests.conftest import Office
from tests.storage.broken_files import sql

ATTACKS = {
    "a row changed": "UPDATE audit_log SET reason = 'other' WHERE id = 5",
    "a row's user changed": "UPDATE audit_log SET user_id = 2 WHERE id = 5",
    "a row's time changed": "UPDATE audit_log SET at = '2026-01-01 00:00:00' WHERE id = 5",
    "a row's result changed": "UPDATE audit_log SET result = '9' WHERE id = 5",
    "a row deleted": "DELETE FROM audit_log WHERE id = 5",
    "an entry changed": "UPDATE audit_entry SET fields = '{}' WHERE audit_id = 5",
    "an entry made bytes": "UPDATE audit_entry SET fields = CAST(fields AS BLOB) WHERE audit_id = 5",
    "an entry deleted": "DELETE FROM audit_entry WHERE audit_id = 5",
    "an entry moved": "UPDATE audit_entry SET record_id = 99 WHERE audit_id = 5",
    "an entry slipped in": "INSERT INTO audit_entry (audit_id, record, record_id, op, fields)"
    " VALUES (5, 'user', 1, 'U', '{}')",
    "a row slipped in": "INSERT INTO audit_log (id, command_id, command, at, reason, result,"
    " proven, signature, entries_hash, previous_hash, row_hash) SELECT 99, 'x', command, at, reason,"
    " result, proven, signature, entries_hash, previous_hash, row_hash FROM audit_log WHERE id = 5",
}


def attack(desk: Desk, statement: str) -> None:
    sql(desk.path, statement)


def broken(desk: Desk) -> int | None:
    with Session(desk.engine) as session:
        return first_broken_row(session)


def test_an_untouched_chain_holds(office: Office) -> None:
    desk = office.as_("boss")
    desk.run(update_user, user_id=2, name="甲", role=Role.CS)
    assert broken(desk) is None


@pytest.mark.parametrize("statement", ATTACKS.values(), ids=ATTACKS.keys())
def test_tampering_is_found(office: Office, statement: str) -> None:
    desk = office.as_("boss")
    attack(desk, statement)
    assert broken(desk) in (5, 6, 99)


def test_the_pin_finds_what_was_cut_off_at_the_end(
    open_office: Callable[[], Office],
) -> None:
    office = open_office()
    desk = office.as_("boss")
    desk.run(add_user, login="late", name="后来", role=Role.CS, password="pass-1234")
    path = desk.path
    desk.close()
    with Desk(path, office.clock) as again:
        with Session(again.engine) as session:
            last = head(session)[0]
        attack(again, f"DELETE FROM audit_entry WHERE audit_id = {last}")
        attack(again, f"DELETE FROM audit_log WHERE id = {last}")
        assert broken(again) is None
        again._hold._lock.release()
        again.engine.dispose()
        with pytest.raises(FileRefused, match="审计记录"):
            Desk(path, office.clock)


def test_append_only_records_cannot_be_rewritten(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert StockMove.append_only
    desk = office.as_("boss")
    monkeypatch.setattr(User, "append_only", True)
    with pytest.raises(AssertionError, match="append-only"):
        desk.run(update_user, user_id=2, name="别名", role=Role.CS)
    desk.run(add_user, login="more", name="新增可以", role=Role.CS, password="pass-1234")
    assert [u.name for u in desk.ask(users) if u.id == 2] == ["客服员甲"]


@given(
    fields=st.dictionaries(
        st.text(),
        st.lists(
            st.none()
            | st.booleans()
            | st.integers(-(2**63), 2**63 - 1)
            | st.text()
            | st.sampled_from(CustomerKind)
        ),
    )
)
def test_the_quick_canonical_text_is_the_canonical_text(fields: dict[str, list[Any]]) -> None:
    assert canonical_plain(fields).decode() == canonical(fields)


def test_every_sign_has_one_canonical_text() -> None:
    signs = [chr(code) for code in range(0x110000) if not 0xD800 <= code < 0xE000]
    assert canonical_plain(signs).decode() == canonical(signs)


def test_moments_days_and_bytes_of_a_row_are_told_as_ever() -> None:
    trail, moment = Trail(), datetime(2026, 11, 16, 8, 30, tzinfo=UTC)
    values = {
        "accept_at": moment,
        "promised_on": moment.date(),
        "identity_doc_no": b"\x00\xff",
        "direction": Direction.INBOUND,
        "consignee_name": '曾\u2028"志"',
    }
    ticket = Consignment(**{**blanks(Consignment), **values}, id=7)
    trail.note_new([ticket])
    told = canonical({name: [None, value] for name, value in values.items()})
    assert trail.entries == [("consignment", 7, "C", told)]


def test_what_is_deleted_stands_in_one_order() -> None:
    trail = Trail()
    trail.add("survey", 1, "U", {})
    for number in (3, 1, 2):
        trail.forget(QuestionnaireDimension(id=number, name="时效"))
    assert [(op, number) for _, number, op, _ in trail.entries] == [
        ("U", 1),
        ("D", 1),
        ("D", 2),
        ("D", 3),
    ]


def test_what_nobody_filled_in_is_not_told_and_still_vouched_for(office: Office) -> None:
    desk = office.as_("boss")
    firm = CustomerEntry(
        name="天山五金批发部",
        customer_type=CustomerType.COMPANY,
        kinds=(CustomerKind.OUTBOUND,),
        settlement=PayTerms.PREPAID,
    )
    contacts = (ContactEntry(name="张三", mobile="13800000001"),)
    number = desk.run(add_customer, customer=firm, contacts=contacts).value
    with Session(desk.engine) as session:
        wanted = select(AuditEntry).where(AuditEntry.record == "customer", AuditEntry.op == "C")
        told = json.loads(session.scalars(wanted).one().fields)
    assert told["name"] == [None, "天山五金批发部"]
    left_out = sorted(n for n, blank in blanks(Customer).items() if blank == "" and n not in told)
    assert left_out
    with desk.engine.connect() as connection:
        assert list(deviations(connection)) == []
    attack(desk, f"UPDATE customer SET {left_out[0]} = 'x' WHERE id = {number}")
    with desk.engine.connect() as connection:
        assert list(deviations(connection)) == [
            Deviation("customer", number, "other", (left_out[0],))
        ]
