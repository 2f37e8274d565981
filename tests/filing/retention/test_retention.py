"""Personal data goes when its time is over, by a list the manager agrees to, and not a day before."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from desk.archive.customers.choices import RevealReason
from desk.archive.customers.personal import reveal_personal, revealable
from desk.archive.customers.queries import customer_card
from desk.archive.customers.standing import archive_customer
from desk.exporting import export_list
from desk.filing.retention.choices import ClearingState
from desk.filing.retention.commands import (
    approve_clearing,
    draw_clearing,
    recall_clearing,
    reject_clearing,
)
from desk.filing.retention.queries import ClearingRow, clearing_card
from desk.filing.retention.words import FIELD_WORDS, RECORD_WORDS
from desk.freight.consignments.commands import close_consignment
from desk.freight.consignments.model import Consignment
from desk.freight.delivery.choices import Relation
from desk.freight.delivery.drafts import PickupEntry
from desk.freight.delivery.model import SelfPickup
from desk.freight.delivery.self_pickup import sign_self_pickup
from desk.kernel.retention import years_after, years_before
from desk.pricing.quotes.model import Inquiry
from desk.storage.tables import AuditEntry
from tests.archive.customers.makers import another
from tests.conftest import Office
from tests.filing.receipts.papers_desk import refusal
from tests.freight.consignments.tickets import TICKET
from tests.freight.delivery.yard import in_stock
from tests.freight.permissions import assert_matrix
from tests.pricing.quotes.calls import take

ID = "650101199003071239"


def drawn(office: Office, by: str = "jia") -> str:
    return office.as_(by).run(draw_clearing).value


def rows(office: Office, number: str) -> tuple[ClearingRow, ...]:
    return office.as_("boss").ask(clearing_card, number=number).items


def stored(office: Office, model: Any) -> Any:
    """The only record of a kind as it lies in the file."""
    with office.desk.reading() as read:
        (found,) = read.session.query(model).all()
        read.session.expunge(found)
    return found


@pytest.fixture
def collected(office: Office) -> str:
    """A ticket with the shipper's identity number, collected by another man and closed on 20 Nov."""
    ticket = replace(TICKET, identity_doc_type="身份证", identity_doc_no=ID)
    office.at("2026-11-18 17:30")
    number = in_stock(office, ticket)
    office.at("2026-11-20 11:00")
    entry = PickupEntry(picker="王强", relation=Relation.PROXY, proxy_id_no=ID)
    office.as_("jia").run(sign_self_pickup, number=number, entry=entry)
    office.as_("boss").run(close_consignment, number=number)
    return number


def test_who_may_clear(office: Office) -> None:
    everyone: dict[Callable[..., Any], str]
    everyone = dict.fromkeys((draw_clearing, recall_clearing), "CS IN OUT MGR")
    assert_matrix(office, {**everyone, approve_clearing: "MGR", reject_clearing: "MGR"})


def test_nothing_is_listed_before_its_time(office: Office, collected: str) -> None:
    office.at("2027-11-19 10:00")
    assert refusal(lambda: drawn(office)) == "E061 没有保存期已满的个人信息,无需清理。"
    office.at("2027-11-20 10:00")
    number = drawn(office)
    assert number == "QL271120-001"
    assert [(r.keeping, r.since) for r in rows(office, number)] == [
        ("shipper_ids", date(2027, 11, 20)),
        ("picker_ids", date(2027, 11, 20)),
    ]
    again = lambda: drawn(office, "yi")  # noqa: E731
    assert refusal(again) == f"E008 清理清单 {number}当前为「待批准」,不能再列一份。"


def test_identity_numbers_go_after_a_year(office: Office, collected: str) -> None:
    assert stored(office, Consignment).identity_doc_no is not None
    office.at("2027-11-20 10:00")
    number = drawn(office)
    office.as_("boss").run(approve_clearing, number=number)
    ticket, pickup = stored(office, Consignment), stored(office, SelfPickup)
    assert (ticket.identity_doc_no, ticket.shipper_identity_checked) == (None, True)
    assert (pickup.picker_id_no, pickup.proxy_id_no, pickup.picker) == (None, None, "王强")
    done = rows(office, number)
    assert {(row.done, row.title) for row in done} == {(True, "")}
    with office.desk.reading() as read:
        trail = "".join(
            read.session.scalars(AuditEntry.__table__.select().with_only_columns(AuditEntry.fields))
        )
    assert ID not in trail


def test_names_and_phones_go_five_years_after_the_closing(office: Office, collected: str) -> None:
    office.at("2031-11-20 10:00")
    number = drawn(office)
    assert "parties" in {row.keeping for row in rows(office, number)}
    office.as_("boss").run(approve_clearing, number=number)
    ticket = stored(office, Consignment)
    assert (ticket.shipper_name, ticket.shipper_phone, ticket.consignee_phone) == ("洛*", "", "")
    assert (ticket.number, ticket.declared, ticket.total_fen) == (collected, 8, 48_000)


def test_a_list_turned_down_clears_nothing(office: Office, collected: str) -> None:
    office.at("2027-11-20 10:00")
    number = drawn(office)
    boss = office.as_("boss")
    assert refusal(lambda: boss.run(reject_clearing, number=number, reason=" ")).startswith("E191")
    boss.run(reject_clearing, number=number, reason="两票仍有争议")
    card = boss.ask(clearing_card, number=number)
    assert (card.state, card.answer) == (ClearingState.REJECTED, "两票仍有争议")
    assert stored(office, Consignment).identity_doc_no is not None
    second = drawn(office)
    office.as_("jia").run(recall_clearing, number=second)
    third = drawn(office, "boss")
    own = lambda: office.as_("boss").run(approve_clearing, number=third)  # noqa: E731
    assert refusal(own).startswith("E190")


def test_archived_customers_are_anonymised(office: Office) -> None:
    customer = another(office.as_("jia"), "河西商行", "13800000077")
    office.as_("boss").with_(reason="停止合作").run(archive_customer, customer_id=customer)
    office.at("2027-11-15 10:00")
    assert refusal(lambda: drawn(office)).startswith("E061")
    office.at("2027-11-16 10:00")
    number = drawn(office)
    assert [row.title for row in rows(office, number)] == ["K00001 河西商行"]
    office.as_("boss").run(approve_clearing, number=number)
    card = office.desk.ask(customer_card, customer="K00001")
    assert (card.entry.name, card.contacts) == ("匿名客户K00001", ())


def test_calls_without_a_consignment_go_after_a_year(office: Office) -> None:
    take(office.as_("jia"))
    office.at("2027-11-16 10:00")
    number = drawn(office)
    assert [row.label for row in rows(office, number)] == ["未成交询价"]
    office.as_("boss").run(approve_clearing, number=number)
    call = stored(office, Inquiry)
    assert (call.caller_company, call.caller_name, call.phone) == ("匿名客户", "", "")
    assert call.goods_name
    assert refusal(lambda: drawn(office)).startswith("E061")


def test_years_are_counted_by_the_calendar() -> None:
    assert years_after(date(2024, 2, 29), 1) == date(2025, 3, 1)
    assert years_after(date(2026, 11, 20), 5) == date(2031, 11, 20)
    assert years_before(date(2028, 2, 29), 1) == date(2027, 2, 28)


def test_the_manager_reads_who_looked_and_who_exported(office: Office, tmp_path: Path) -> None:
    clerk = lambda: office.as_("jia").list_ids("personal_looks")  # noqa: E731
    assert refusal(clerk).startswith("E210")
    contact = another(office.as_("jia"), "河西商行", "13800000077")
    assert contact
    office.as_("jia").run(
        reveal_personal, record="contact", record_id=1, field="mobile", why=RevealReason.DELIVERY
    )
    boss = office.as_("boss")
    (look,) = boss.list_ids("personal_looks")
    names = [field.name for field in boss.list_spec("personal_looks").fields]
    row = dict(zip(names, boss.list_rows("personal_looks", [look])[look], strict=True))
    assert (row["user"], row["record"], row["field"], row["why"]) == (
        "客服员甲",
        "联系人",
        "手机",
        "派送",
    )
    assert list(boss.list_ids("exports")) == []
    export_list(boss, "users", tmp_path / "users.xlsx")
    (exported,) = boss.list_ids("exports")
    assert boss.list_rows("exports", [exported])[exported][2] == boss.list_spec("users").title


def test_whatever_can_be_looked_at_has_a_word(office: Office) -> None:
    """The manager reads 「联系人 手机」, not the program's own names."""
    assert {record for record, _ in revealable} == RECORD_WORDS.keys()
    assert {field for _, field in revealable} == FIELD_WORDS.keys()
