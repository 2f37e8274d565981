"""Customers are entered and changed; what is wrong is said all at once."""

from dataclasses import replace
from datetime import date

import pytest
from sqlalchemy import text

from desk.archive.customers.choices import ChangeField, ChangeStatus, CustomerType, PayTerms
from desk.archive.customers.commands import attach_contract, update_customer
from desk.archive.customers.entries import ContactEntry
from desk.archive.customers.queries import similar_customers
from desk.kernel.errors import NeedsConfirmation, Refused
from desk.storage.cabinet import Upload
from tests.archive.customers.makers import (
    AYGUL,
    FRUIT,
    ID_CARD,
    KASHGAR,
    LIU,
    STORE,
    USCC,
    added,
    another,
    card,
)
from tests.conftest import Office


def codes(caught: pytest.ExceptionInfo[Refused]) -> set[tuple[str, str | None]]:
    return {(p.code, p.field) for p in caught.value.problems}


def test_a_customer_with_contacts_and_addresses_in_one_go(office: Office) -> None:
    desk = office.as_("jia")
    made = card(desk, added(desk, FRUIT, (LIU, AYGUL), (STORE, KASHGAR)))
    assert (made.code, made.owner, made.completeness_bp) == ("K00001", "客服员甲", 8000)
    assert [(c.entry.name, c.entry.is_primary) for c in made.contacts] == [
        ("刘建国", True),
        ("阿依古丽", False),
    ]
    assert made.contacts[0].entry.mobile == "138****0001"
    assert made.contacts[1].entry.phone == "0991-****567"
    assert [a.full for a in made.addresses] == [
        "新疆维吾尔自治区乌鲁木齐市北京南路 100 号",
        "新疆维吾尔自治区喀什地区喀什市人民东路 188 号",
    ]
    assert [a.entry.is_default for a in made.addresses] == [True, False]


def test_everything_wrong_is_said_at_once(office: Office) -> None:
    desk = office.as_("jia")
    entry = replace(
        FRUIT,
        name=" ",
        kinds=(),
        uscc=USCC[:17],
        id_card=ID_CARD[:-1] + "1",
        credit_limit_fen=-1,
        credit_days=181,
        statement_day=29,
        industry="行" * 41,
        goods_usual="服装\x00",
        verified_on=date(2026, 11, 17),
    )
    contacts = (
        ContactEntry(name="", mobile="1380000000", is_primary=True),
        replace(LIU, mobile=""),
    )
    with pytest.raises(Refused) as caught:
        added(desk, entry, contacts, (replace(STORE, place="火星", street=""),))
    assert codes(caught) == {
        ("E001", "customer.name"),
        ("E001", "customer.kinds"),
        ("E106", "customer.uscc"),
        ("E106", "customer.id_card"),
        ("E019", "customer.id_card"),
        ("E003", "customer.credit_limit_fen"),
        ("E003", "customer.credit_days"),
        ("E003", "customer.statement_day"),
        ("E004", "customer.industry"),
        ("E012", "customer.goods_usual"),
        ("E171", "customer.verified_on"),
        ("E001", "contacts.0.name"),
        ("E102", "contacts.0.mobile"),
        ("E001", "contacts.1.mobile"),
        ("E007", "addresses.0.place"),
        ("E001", "addresses.0.street"),
    }


def test_a_customer_needs_a_contact_and_only_one_leads(office: Office) -> None:
    desk = office.as_("jia")
    with pytest.raises(Refused) as caught:
        added(desk, FRUIT, ())
    assert codes(caught) == {("E001", "contacts")}
    lead = replace(LIU, is_primary=True), replace(AYGUL, is_primary=True)
    with pytest.raises(Refused) as caught:
        added(desk, FRUIT, lead)
    assert codes(caught) == {("E019", "contacts")}


def test_days_of_credit_are_only_for_those_on_credit(office: Office) -> None:
    desk = office.as_("jia")
    with pytest.raises(Refused) as caught:
        added(desk, replace(FRUIT, settlement=PayTerms.PREPAID, credit_days=30))
    assert codes(caught) == {("E019", "customer.credit_days")}


@pytest.mark.parametrize("name", ["天果园果品有限公司", "天 果园果品", "天果园果品(有限责任公司)"])
def test_a_known_name_needs_a_reason(office: Office, name: str) -> None:
    desk = office.as_("jia")
    added(desk)
    with pytest.raises(Refused) as caught:
        another(desk, name, "13900000002")
    assert caught.value.codes == ("E103",)
    assert "天果园果品" in str(caught.value)
    assert "K00001" in str(caught.value)
    other = replace(FRUIT, name=name)
    twin = ContactEntry(name="张三", mobile="13900000002")
    made = added(desk, other, (twin,), duplicate_reason="同名不同城市的两家")
    assert card(desk, made).code == "K00002"


def test_a_known_phone_needs_a_reason(office: Office) -> None:
    desk = office.as_("jia")
    added(desk)
    with pytest.raises(Refused) as caught:
        another(desk, "另一家", "+86 138-0000-0001")
    assert caught.value.codes == ("E103",)
    twins = desk.ask(similar_customers, name="另一家", phone="13800000001")
    assert [(t.code, t.why) for t in twins] == [("K00001", "电话相同")]


@pytest.mark.parametrize(
    "name",
    [
        "=cmd|' /C calc'!A0",
        "O'Brien; DROP TABLE customer;--",
        "100%_\\甲",
        "热依拉·买买提",
        "李䶮𠮷",
        "<b>&amp;",
    ],
)
def test_names_are_kept_as_typed(office: Office, name: str) -> None:
    desk = office.as_("jia")
    made = card(desk, added(desk, replace(FRUIT, name=name)))
    assert made.entry.name == name
    ids = desk.list_ids("customers", search=name.split()[0])
    assert list(ids) == [made.id]


def test_a_name_with_invisible_signs_is_refused(office: Office) -> None:
    with pytest.raises(Refused) as caught:
        added(office.as_("jia"), replace(FRUIT, name="天果\x1b园"))
    assert codes(caught) == {("E012", "customer.name")}


def test_the_identity_number_lies_encrypted_and_comes_back_masked(office: Office) -> None:
    desk = office.as_("jia")
    private = replace(
        FRUIT, name="王建国", customer_type=CustomerType.PERSON, id_card=ID_CARD.lower()
    )
    made = added(desk, private)
    assert card(desk, made).entry.id_card == "110***********002X"
    with desk.engine.connect() as connection:
        stored = connection.execute(text("SELECT id_card FROM customer")).scalar_one()
        audit = connection.execute(text("SELECT group_concat(fields) FROM audit_entry")).scalar()
    assert ID_CARD.encode() not in stored
    assert ID_CARD not in str(audit)


def test_masked_values_sent_back_stay(office: Office) -> None:
    desk = office.as_("boss")
    private = replace(FRUIT, name="王建国", customer_type=CustomerType.PERSON)
    made = added(desk, replace(private, id_card=ID_CARD, account="6222000011112222"))
    before = card(desk, made)
    assert before.entry.account == "****2222"
    changed = replace(before.entry, industry="水果")
    desk.run(update_customer, customer_id=made, row_version=before.row_version, customer=changed)
    after = card(desk, made)
    assert (after.entry.account, after.entry.id_card) == ("****2222", "110***********002X")
    assert after.entry.industry == "水果"
    emptied = replace(after.entry, id_card="", account="")
    desk.run(update_customer, customer_id=made, row_version=None, customer=emptied)
    assert (card(desk, made).entry.account, card(desk, made).entry.id_card) == ("", "")


def test_an_older_form_is_refused(office: Office) -> None:
    desk = office.as_("jia")
    made = added(desk)
    version = card(desk, made).row_version
    entry = replace(FRUIT, industry="果品")
    desk.run(update_customer, customer_id=made, row_version=version, customer=entry)
    with pytest.raises(Refused) as caught:
        office.as_("yi").run(update_customer, customer_id=made, row_version=version, customer=FRUIT)
    assert caught.value.codes == ("E211",)
    assert "客服员甲" in str(caught.value)


def test_a_clerks_guarded_changes_wait_and_the_managers_do_not(office: Office) -> None:
    desk = office.as_("jia")
    made = added(desk)
    entry = replace(
        FRUIT,
        name="天果园果业",
        tax_no="91650100",
        bank="农行北京路支行",
        account="6222000011112222",
        credit_limit_fen=500_000,
        credit_days=30,
        goods_usual="香梨",
    )
    outcome = desk.run(update_customer, customer_id=made, row_version=1, customer=entry)
    now = card(desk, made)
    assert now.entry == replace(FRUIT, kinds=now.entry.kinds, goods_usual="香梨", owner_id=2)
    assert [c.id for c in now.changes] == list(outcome.value)
    assert {(c.changed, c.old_value, c.new_value) for c in now.changes} == {
        (ChangeField.NAME, "天果园果品", "天果园果业"),
        (ChangeField.TAX_NO, "", "91650100"),
        (ChangeField.BANK, "", "农行北京路支行"),
        (ChangeField.ACCOUNT, "", "****2222"),
        (ChangeField.CREDIT_LIMIT, "0.00", "5,000.00"),
        (ChangeField.CREDIT_DAYS, "0", "30"),
    }
    assert {c.status for c in now.changes} == {ChangeStatus.PENDING}
    again = desk.run(update_customer, customer_id=made, row_version=None, customer=entry)
    assert again.value == outcome.value, "the same wish is not noted twice"
    boss = office.as_("boss")
    assert boss.run(update_customer, customer_id=made, row_version=None, customer=entry).value == ()
    done = card(boss, made)
    assert (done.entry.name, done.entry.credit_limit_fen) == ("天果园果业", 500_000)


def test_credit_typed_by_a_clerk_into_a_new_record_waits_too(office: Office) -> None:
    desk = office.as_("jia")
    made = added(desk, replace(FRUIT, credit_limit_fen=500_000, tax_no="91650100"))
    now = card(desk, made)
    assert (now.entry.credit_limit_fen, now.entry.tax_no) == (0, "91650100")
    assert [c.changed for c in now.changes] == [ChangeField.CREDIT_LIMIT]
    boss = office.as_("boss")
    assert card(boss, another(boss, "西域商贸", "13900000002", credit_limit_fen=1)).changes == ()


def test_renaming_to_a_known_name_asks_first(office: Office) -> None:
    desk = office.as_("boss")
    added(desk)
    other = another(desk, "西域商贸", "13900000002")
    entry = replace(FRUIT, name="天果园果品有限公司")
    with pytest.raises(NeedsConfirmation) as caught:
        desk.run(update_customer, customer_id=other, row_version=1, customer=entry)
    assert caught.value.codes == ("E103",)
    desk.with_(confirmed={"E103"}).run(
        update_customer, customer_id=other, row_version=1, customer=entry
    )
    assert card(desk, other).entry.name == "天果园果品有限公司"


def test_an_unknown_customer_or_owner_is_refused(office: Office) -> None:
    desk = office.as_("jia")
    with pytest.raises(Refused) as caught:
        desk.run(update_customer, customer_id=99, row_version=1, customer=FRUIT)
    assert caught.value.codes == ("E006",)
    with pytest.raises(Refused) as caught:
        added(desk, replace(FRUIT, owner_id=99))
    assert caught.value.codes == ("E006",)


def test_a_contract_is_filed_with_the_customer(office: Office) -> None:
    desk = office.as_("jia")
    made = added(desk)
    desk.run(attach_contract, customer_id=made, file=Upload("合同.pdf", b"%PDF-1.7 x"))
    assert card(desk, made).papers == ("合同.pdf",)
    with pytest.raises(Refused) as caught:
        desk.run(attach_contract, customer_id=made, file=Upload("a.exe", b"MZ"))
    assert caught.value.codes == ("E025",)
