"""What the counter does while a ticket is typed: find or add, credit, quick search."""

from dataclasses import replace
from datetime import date

import pytest

from desk.archive.customers.choices import (
    CustomerKind,
    CustomerStatus,
    CustomerType,
    PayTerms,
    Stage,
)
from desk.archive.customers.commands import check_credit, customer_of, find_or_add_customer
from desk.archive.customers.entries import ContactEntry
from desk.archive.customers.queries import find_customers, similar_customers
from desk.archive.customers.standing import freeze_customer
from desk.kernel.commands import command
from desk.kernel.errors import Refused
from desk.storage.work import Work
from tests.archive.customers.makers import AYGUL, FRUIT, LIU, STORE, added, another, card
from tests.archive.customers.test_standing import ship
from tests.conftest import Office


@command("customer.create", "测试受理")
def take(work: Work, *, name: str, phone: str, contact: str = "") -> str:
    kind = CustomerKind.TERMINAL
    found = find_or_add_customer(work, name=name, phone=phone, kind=kind, contact=contact)
    return found.code


def taken(office: Office, name: str, phone: str, contact: str = "") -> str:
    return office.desk.run(take, name=name, phone=phone, contact=contact).value


def test_a_new_name_becomes_a_prospect(office: Office) -> None:
    desk = office.as_("jia")
    assert taken(office, " 喀什南达乳业有限责任公司 ", "0998-2345678", "古丽") == "K00001"
    made = card(desk, "K00001")
    assert (made.entry.name, made.stage) == ("喀什南达乳业有限责任公司", Stage.PROSPECT)
    assert made.entry.customer_type is CustomerType.COMPANY
    assert (made.entry.kinds, made.entry.settlement) == ((CustomerKind.TERMINAL,), PayTerms.PREPAID)
    only = made.contacts[0].entry
    assert (only.name, only.phone, only.is_primary) == ("古丽", "0998-****678", True)
    assert made.owner == "客服员甲"
    assert [h.phone for h in desk.ask(find_customers, text="南达")] == ["0998-2345678"]


def test_a_known_name_or_phone_finds_the_customer(office: Office) -> None:
    desk = office.as_("jia")
    added(desk)
    assert taken(office, "天果园果品有限公司", "13700000007") == "K00001"
    assert taken(office, "刘老板", "138-0000-0001") == "K00001"
    assert CustomerKind.TERMINAL in card(desk, "K00001").entry.kinds
    assert taken(office, "西域商贸", "13700000007") == "K00002"


def test_two_people_of_one_name_are_two_customers(office: Office) -> None:
    office.as_("jia")
    assert taken(office, "王建国", "13900000001") == "K00001"
    assert taken(office, "王建国", "13900000002") == "K00002"
    assert taken(office, "王建国", "13900000002") == "K00002"


def test_what_is_no_name_or_phone_is_refused(office: Office) -> None:
    office.as_("jia")
    for name, phone, codes in (
        ("", "13900000001", ("E001",)),
        ("王建国", "", ("E001",)),
        ("王建国", "1390000", ("E102",)),
        ("王\x07国", "", ("E012", "E001")),
        ("王" * 61, "13900000001", ("E004",)),
    ):
        with pytest.raises(Refused) as caught:
            taken(office, name, phone)
        assert caught.value.codes == codes


def test_credit_ends_at_the_limit(office: Office) -> None:
    desk = office.as_("boss")
    made = added(desk, replace(FRUIT, credit_limit_fen=500_000))
    with desk.reading() as reader:
        customer = customer_of(reader, made)
        check_credit(reader, customer, PayTerms.MONTHLY, 20_000, 480_000)
        check_credit(reader, customer, PayTerms.PREPAID, 30_000, 480_000)
        for terms in (PayTerms.MONTHLY, PayTerms.CREDIT):
            with pytest.raises(Refused) as caught:
                check_credit(reader, customer, terms, 30_000, 480_000)
            assert caught.value.codes == ("E105",)
            assert "已用 4,800.00 元,额度 5,000.00 元" in str(caught.value)


def test_without_a_limit_only_a_freeze_ends_the_credit(office: Office) -> None:
    desk = office.as_("boss")
    made = added(desk)
    with desk.reading() as reader:
        check_credit(reader, customer_of(reader, made), PayTerms.CREDIT, 10**9, 10**9)
    desk.with_(reason="欠款").run(freeze_customer, customer_id=made)
    with desk.reading() as reader:
        customer = customer_of(reader, made)
        check_credit(reader, customer, PayTerms.COLLECT, 1, 0)
        with pytest.raises(Refused) as caught:
            check_credit(reader, customer, PayTerms.MONTHLY, 1, 0)
    assert caught.value.codes == ("E105",)


@pytest.mark.parametrize(
    "text", ["果园", "K00001", "k000", "tgygp", "tgy", "0001", "13800000001", "4567", "天果 0001"]
)
def test_the_quick_search_finds_by_any_part(office: Office, text: str) -> None:
    desk = office.as_("jia")
    added(desk, replace(FRUIT, special_requirements="轻放"), (LIU, AYGUL), (STORE,))
    another(desk, "西域商贸", "13900009999")
    hit = desk.ask(find_customers, text=text)[0]
    assert (hit.code, hit.name, hit.contact) == ("K00001", "天果园果品", "刘建国")
    assert (hit.phone, hit.phone_shown) == ("13800000001", "138****0001")
    assert hit.address == "新疆维吾尔自治区乌鲁木齐市北京南路 100 号"
    assert (hit.settlement, hit.special_requirements) == (PayTerms.MONTHLY, "轻放")


@pytest.mark.parametrize("text", ["", " ", "%", "_", "gyp", "果园'; --", "天果 9999"])
def test_the_quick_search_takes_signs_literally(office: Office, text: str) -> None:
    desk = office.as_("jia")
    added(desk)
    assert desk.ask(find_customers, text=text) == []


def test_the_quick_search_puts_beginnings_then_busy_customers_first(office: Office) -> None:
    desk = office.as_("boss")
    for index, name in enumerate(["新天山商贸", "天山甲商行", "天山乙商行"]):
        another(desk, name, f"1390000000{index}")
    desk.run(ship, customer_id=3, on=date(2026, 11, 15))
    desk.run(ship, customer_id=1, on=date(2026, 11, 16))
    names = [hit.name for hit in desk.ask(find_customers, text="天山")]
    assert names == ["天山乙商行", "天山甲商行", "新天山商贸"]


def test_the_quick_search_stops_at_twenty(office: Office) -> None:
    desk = office.as_("jia")
    for index in range(22):
        another(desk, f"天山{index:02}号商行", f"139000000{index:02}")
    assert len(desk.ask(find_customers, text="天山", limit=100)) == 20
    assert len(desk.ask(find_customers, text="天山", limit=3)) == 3


def test_a_frozen_customer_is_offered_with_his_state(office: Office) -> None:
    desk = office.as_("boss")
    made = added(desk)
    desk.with_(reason="欠款").run(freeze_customer, customer_id=made)
    assert [h.status for h in desk.ask(find_customers, text="果园")] == [CustomerStatus.FROZEN]


def test_similar_names_are_shown_the_sure_ones_first(office: Office) -> None:
    desk = office.as_("jia")
    added(desk)
    another(desk, "新疆天果园果品批发部", "13900000002")
    another(desk, "西域商贸", "13900000003")
    twins = desk.ask(similar_customers, name="天果园果品有限公司", phone="13900000003")
    assert [(t.name, t.why) for t in twins] == [
        ("天果园果品", "名称相同"),
        ("西域商贸", "电话相同"),
        ("新疆天果园果品批发部", "名称相近"),
    ]
    longer = desk.ask(similar_customers, name="乌鲁木齐天果园果品批发")
    assert [t.why for t in longer] == ["名称相近"]
    assert desk.ask(similar_customers, name="昆仑") == []


def test_the_list_masks_phones_and_searches_every_number(office: Office) -> None:
    desk = office.as_("jia")
    made = added(desk, FRUIT, (LIU, AYGUL), (STORE,))
    without = another(desk, "西域商贸", "13900000003")
    names = [f.name for f in desk.list_spec("customers").fields]
    rows = desk.list_rows("customers", [made, without])
    row = dict(zip(names, rows[made], strict=True))
    assert (row["phone"], row["contact"], row["kinds"]) == ("138****0001", "刘建国", "进港、出港")
    assert (row["city"], row["owner"]) == ("乌鲁木齐市", "客服员甲")
    assert row["completeness_bp"] == 8000
    assert dict(zip(names, rows[without], strict=True))["city"] == ""
    assert list(desk.list_ids("customers", search="1234567")) == [made]
    assert list(desk.list_ids("customers", search="tgy 0001")) == [made]
    assert desk.list_totals("customers")["count"] == 2


def test_a_contact_of_one_sign_is_a_name(office: Office) -> None:
    desk = office.as_("jia")
    made = added(desk, FRUIT, (ContactEntry(name="李", mobile="13800000001"),))
    assert card(desk, made).contacts[0].entry.name == "李"
