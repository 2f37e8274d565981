"""The yearly file: filed, due again a year later, found by whatever names the customer."""

from datetime import date
from typing import Any

import pytest

from desk.archive.customers.commands import attach_contract
from desk.archive.customers.merging import merge_customers
from desk.archive.customers.standing import archive_customer
from desk.filing.customer_files.commands import (
    file_customers,
    move_customer_file,
    withdraw_customer_file,
)
from desk.filing.customer_files.queries import YearlyFile, files_due, yearly_file
from desk.kernel.commands import command
from desk.kernel.errors import Refused
from desk.storage.cabinet import Upload, file_away
from desk.storage.work import Work
from tests.archive.customers.makers import added, another, book_ticket
from tests.conftest import Office

PDF = b"%PDF-1.7 a contract"
PNG = b"\x89PNG\r\n\x1a\n a photo"


@command("consignment.update", "测试附件")
def hang(work: Work, *, record: str, record_id: int, label: str, content: bytes) -> None:
    file_away(work, record, record_id, Upload(label, content))


def filed(office: Office, customer_id: int, year: int = 2026) -> str:
    desk = office.as_("jia")
    made = desk.run(file_customers, customer_ids=(customer_id,), year=year, location="柜 3-2")
    (number,) = made.value
    return number


def contents(office: Office, year: int = 2026) -> YearlyFile:
    return office.desk.ask(yearly_file, customer="K00001", year=year)


def codes(office: Office, act: Any, reason: str = "", **arguments: Any) -> tuple[str, ...]:
    with pytest.raises(Refused) as caught:
        office.desk.with_(reason=reason).run(act, **arguments)
    return caught.value.codes


def test_a_file_is_due_a_year_after_the_last(office: Office) -> None:
    made = added(office.as_("jia"))
    assert office.desk.ask(files_due) == []
    office.at("2027-11-16 10:00")
    (due,) = office.desk.ask(files_due)
    assert (due.code, due.last_filed, due.due_on) == ("K00001", "", date(2027, 11, 16))
    assert list(office.desk.list_ids("files_due")) == [made]
    (row,) = [row for row in office.as_("jia").today() if row.kind == "客户归案"]
    assert row.title == "1 户客户档案到期归案"
    assert filed(office, made, 2027) == "DA2027-K00001"
    assert office.desk.ask(files_due) == []
    assert not [row for row in office.as_("jia").today() if row.kind == "客户归案"]
    office.at("2028-11-16 10:00")
    assert [row.last_filed for row in office.desk.ask(files_due)] == ["DA2027-K00001"]
    office.as_("boss").with_(reason="停业").run(archive_customer, customer_id=made)
    assert office.desk.ask(files_due) == []


def test_a_leap_day_is_due_on_the_first_of_march(office: Office) -> None:
    made = added(office.as_("jia"))
    office.at("2028-02-29 10:00")
    filed(office, made, 2028)
    names = [f.name for f in office.desk.list_spec("customer_files").fields]
    ids = office.desk.list_ids("customer_files")
    row = dict(zip(names, office.desk.list_rows("customer_files", ids)[ids[0]], strict=True))
    assert (row["next_due_on"], row["filed_by"]) == (date(2029, 3, 1), "客服员甲")
    assert (row["number"], row["location"]) == ("DA2028-K00001", "柜 3-2")


def test_a_wrong_filing_is_refused_with_everything_wrong(office: Office) -> None:
    clerk = office.as_("jia")
    made, other = added(clerk), another(clerk, "西域商贸", "13900000002")
    filed(office, made)
    place = {"location": "柜 1"}
    two = (made, 99, other)
    assert codes(office, file_customers, customer_ids=two, year=2026, **place) == ("E017", "E006")
    assert codes(office, file_customers, customer_ids=(), year=2027, location=" ") == (
        "E001",
        "E001",
        "E003",
    )
    office.as_("boss").with_(reason="停业").run(archive_customer, customer_id=other)
    assert codes(office, file_customers, customer_ids=(other,), year=2026, **place) == ("E008",)


def test_a_file_is_moved_and_a_mistake_withdrawn_with_a_reason(office: Office) -> None:
    number = filed(office, added(office.as_("jia")))
    office.desk.run(move_customer_file, number=number, location="柜 9")
    assert contents(office).location == "柜 9"
    assert codes(office, move_customer_file, number="DA1", location="柜 9") == ("E006",)
    assert codes(office, move_customer_file, number=number, location="") == ("E001",)
    assert codes(office, withdraw_customer_file, number=number) == ("E009",)
    office.desk.with_(reason="归错客户").run(withdraw_customer_file, number=number)
    assert contents(office).number == ""


def test_papers_of_the_customer_and_of_his_tickets_belong_in(office: Office) -> None:
    desk = office.as_("boss")
    made, other = added(desk), another(desk, "西域商贸", "13900000002")
    ticket = desk.run(book_ticket, shipper_id=made).value
    foreign = desk.run(book_ticket, shipper_id=other, consignee_id=made).value
    desk.run(attach_contract, customer_id=made, file=Upload("合同.pdf", PDF))
    desk.run(hang, record="consignment", record_id=ticket, label="箱.png", content=PNG)
    desk.run(hang, record="consignment", record_id=ticket, label="又.pdf", content=PDF)
    desk.run(hang, record="consignment", record_id=foreign, label="别人.png", content=PNG + b"2")
    now = contents(office)
    assert [(p.what, p.label, p.waybill) for p in now.papers] == [
        ("客户资料", "合同.pdf", ""),
        ("运单附件", "箱.png", "YD2611160001"),
    ]
    assert contents(office, 2025).papers == ()


def test_two_files_of_one_year_survive_a_merger(office: Office) -> None:
    desk = office.as_("boss")
    made, other = added(desk), another(desk, "西域商贸", "13900000002")
    filed(office, made)
    filed(office, other)
    boss = office.as_("boss")
    boss.with_(reason="同一家").run(merge_customers, source_id=other, into_id=made)
    ids = boss.list_ids("customer_files")
    rows = boss.list_rows("customer_files", ids)
    assert [rows[i][:2] for i in ids] == [("DA2026-K00002", "K00001"), ("DA2026-K00001", "K00001")]
