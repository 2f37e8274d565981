"""A customer entered, looked at and corrected, in real windows."""

from collections.abc import Callable
from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel

from desk.archive.customers.cards import CustomerCard
from desk.archive.customers.changes import request_change
from desk.archive.customers.choices import (
    ChangeField,
    ChangeSource,
    ChangeStatus,
    ContactRole,
    CustomerKind,
    CustomerStatus,
    CustomerType,
    PayTerms,
)
from desk.archive.customers.commands import add_customer, update_customer
from desk.archive.customers.contacts import update_contact
from desk.archive.customers.entries import ContactEntry, CustomerEntry
from desk.archive.customers.personal import SHOWN_S
from desk.archive.customers.queries import customer_card
from desk.freight.consignments.commands import accept_consignment
from tests.conftest import Office
from tests.ui.conftest import FrameSpy, ScriptedAsker, on_the_disk
from tests.ui.desks.conftest import Clerk, pumps
from ui.desks.customer_entry.page import CustomerEntryPage
from ui.desks.customer_record.page import CustomerRecord
from ui.pages.page import Page
from ui.registry import Context

Key, Held = Qt.Key, Qt.KeyboardModifier
Show = Callable[[Page], Page]
HOSTILE = ("<b>甲</b>", "A&B 商行", "=1+1", "'; drop", "名" * 60, "李娜😀")


@pytest.fixture
def entry(
    context: Context, show: Callable[[CustomerEntryPage], CustomerEntryPage]
) -> CustomerEntryPage:
    return show(CustomerEntryPage(context))


@pytest.fixture
def orchard(office: Office, context: Context) -> int:
    """K00001 天果园果品 with a contact."""
    return office.desk.run(
        add_customer,
        customer=CustomerEntry(
            name="天果园果品",
            customer_type=CustomerType.COMPANY,
            kinds=(CustomerKind.OUTBOUND,),
            settlement=PayTerms.MONTHLY,
            special_requirements="不得与农药同车 <b>注意</b>",
        ),
        contacts=(ContactEntry(name="刘工", mobile="13800000001", role=ContactRole.SHIPPING),),
    ).value


@pytest.fixture
def record(
    context: Context, show: Callable[[CustomerRecord], CustomerRecord], orchard: int, clerk: Clerk
) -> CustomerRecord:
    page = show(CustomerRecord(context))
    page.open_with(id=orchard, number="K00001")
    clerk.waits_for(lambda: page.whole.isVisible())
    return page


def card(office: Office, customer: int | str) -> CustomerCard:
    return office.desk.ask(customer_card, customer=customer)


def words(page: Page) -> str:
    return "\n".join(label.text() for label in page.findChildren(QLabel) if label.isVisible())


def type_customer(clerk: Clerk, entry: CustomerEntryPage, name: str, mobile: str) -> None:
    entry.fields["name"].take_focus()
    clerk.enter(name, "", "", "", "", "", "")
    while not clerk.at("kind_INBOUND"):
        clerk.press(Key.Key_Return)
    clerk.press(Key.Key_Space)
    clerk.press(Key.Key_Return, times=4)
    assert clerk.at("contacts.0.name")
    clerk.enter("刘工", mobile, "", "1", "", "")
    clerk.enter("喀什市", "人民东路 1 号")


def test_a_customer_is_entered_from_the_keyboard(
    entry: CustomerEntryPage, clerk: Clerk, office: Office, frame: FrameSpy
) -> None:
    assert clerk.at("name")
    type_customer(clerk, entry, "天果园果品", "13800000001")
    clerk.press(Key.Key_F9)
    ((page, arguments),) = frame.opened
    made = card(office, arguments["id"])
    assert page == "customer"
    assert made.entry.name == "天果园果品"
    assert made.entry.kinds == (CustomerKind.INBOUND,)
    assert made.contacts[0].entry.role is ContactRole.SHIPPING
    assert made.addresses[0].full.endswith("喀什市人民东路 1 号")
    assert not entry.fields.touched
    assert entry.fields["name"].is_empty()
    print(f"\nnew customer: {clerk.strokes} key strokes beyond the text")


def test_everything_wrong_is_shown_at_once(
    entry: CustomerEntryPage, clerk: Clerk, asker: ScriptedAsker
) -> None:
    entry.fields["contacts.0.mobile"].take_focus()
    clerk.enter("138000")
    entry.fields["uscc"].take_focus()
    clerk.enter("9165010")
    clerk.press(Key.Key_F9)
    wrong = {e.name for e in entry.fields if e.problem_text}
    assert wrong == {"name", "uscc", "kind_INBOUND", "contacts.0.name", "contacts.0.mobile"}
    assert clerk.at("name")
    assert asker.told == []


def test_a_twin_is_pointed_out_and_needs_a_reason(
    entry: CustomerEntryPage, clerk: Clerk, office: Office, orchard: int, frame: FrameSpy
) -> None:
    type_customer(clerk, entry, "天果园果品有限公司", "13800000009")
    clerk.waits_for(lambda: entry.form.twins.isVisible())
    assert "K00001 天果园果品(名称相同)" in entry.form.twins.text()
    assert not entry.fields["duplicate_reason"].isVisible()
    clerk.press(Key.Key_F9)
    assert "已有相似客户" in entry.fields["name"].problem_text
    assert frame.opened == []
    entry.fields["duplicate_reason"].take_focus()
    clerk.types("另一家分公司")
    clerk.press(Key.Key_F9)
    assert card(office, "K00002").entry.name == "天果园果品有限公司"


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_names_are_kept_as_typed(
    name: str,
    entry: CustomerEntryPage,
    context: Context,
    show: Callable[[CustomerRecord], CustomerRecord],
    clerk: Clerk,
    office: Office,
) -> None:
    type_customer(clerk, entry, name, "13800000001")
    clerk.press(Key.Key_F9)
    assert card(office, "K00001").entry.name == name
    page = show(CustomerRecord(context))
    page.open_with(number="K00001")
    clerk.waits_for(lambda: page.whole.isVisible())
    assert name in words(page)


def test_the_record_shows_whom_to_call_and_what_to_mind(
    record: CustomerRecord, office: Office, clerk: Clerk, orchard: int
) -> None:
    said = words(record)
    assert "天果园果品" in said
    assert "特殊要求:不得与农药同车 <b>注意</b>" in said
    assert "月结" in said
    assert record.contacts.rows[0].entry.mobile == "138****0001"
    assert "13800000001" not in said
    assert "还没有运单。" in said
    draft = pumps(shipper_name="天果园果品", shipper_phone="13800000001", shipper_id=orchard)
    office.desk.run(accept_consignment, draft=draft)
    clerk.waits_for(lambda: bool(record.tickets.rows))
    assert record.tickets.rows[0].other == "建新农机"


def test_a_phone_is_shown_with_a_reason_for_a_minute(record: CustomerRecord, clerk: Clerk) -> None:
    clerk.press(Key.Key_F8)
    clerk.form()
    clerk.enter("", "")
    clerk.waits_for(lambda: record.revealed.isVisible())
    assert record.revealed.value.text() == "13800000001"
    assert record.revealed._tick.interval() == 1000
    for _ in range(SHOWN_S - 1):
        record.revealed._tick.timeout.emit()
    assert record.revealed.isVisible()
    record.revealed._tick.timeout.emit()
    assert not record.revealed.isVisible()
    assert record.revealed.value.text() == ""


def test_contacts_and_addresses_are_added_corrected_and_removed(
    record: CustomerRecord, clerk: Clerk, office: Office, orchard: int, asker: ScriptedAsker
) -> None:
    clerk.press(Key.Key_F6)
    clerk.form()
    clerk.enter("李会计", "13900000002", "", "3", "", "", "", "")
    clerk.waits_for(lambda: len(record.contacts.rows) == 2)
    clerk.back_to(record)
    clerk.press(Key.Key_F7)
    clerk.form()
    clerk.enter("喀什市", "人民东路 1 号", "1", "门口限高", "")
    clerk.waits_for(lambda: len(record.addresses.rows) == 1)
    clerk.back_to(record)
    record.contacts.go_to(str(record.contacts.rows[1].id))
    record.contacts.setFocus()
    clerk.press(Key.Key_Return)
    assert clerk.form().fields["mobile"].value() == "139****0002"
    clerk.form().fields["wechat"].take_focus()
    clerk.types("lkj2026")
    clerk.press(Key.Key_F9)
    clerk.waits_for(lambda: record.contacts.rows[1].entry.wechat == "l****")
    asker.answers = [True]
    clerk.back_to(record)
    record.contacts.setFocus()
    clerk.press(Key.Key_Delete)
    clerk.waits_for(lambda: len(record.contacts.rows) == 1)
    assert card(office, orchard).contacts[0].entry.name == "刘工"


def test_a_contact_a_colleague_corrected_is_set_beside_mine(
    record: CustomerRecord, clerk: Clerk, office: Office, orchard: int, asker: ScriptedAsker
) -> None:
    (row,) = record.contacts.rows
    record.contacts.setFocus()
    clerk.press(Key.Key_Return)
    form = clerk.form()
    form.fields["call_time_pref"].set_value("下午")
    form.fields["call_time_pref"].touch()
    theirs = replace(row.entry, name="刘大工")
    office.desk.run(update_contact, contact_id=row.id, row_version=row.row_version, contact=theirs)
    asker.answers = [True]
    form.save()
    assert asker.asked[-1][1] == ("姓名:采用对方的「刘大工」",)
    saved = card(office, orchard).contacts[0].entry
    assert (saved.name, saved.call_time_pref) == ("刘大工", "下午")


def test_a_clerk_asks_and_the_manager_verifies(
    record: CustomerRecord, clerk: Clerk, office: Office, orchard: int, asker: ScriptedAsker
) -> None:
    office.as_("jia").run(
        request_change,
        customer_id=orchard,
        changed=ChangeField.CREDIT_LIMIT,
        new_value="5000",
        source=ChangeSource.LETTER,
        evidence="盖章函",
    )
    office.desk.run(
        request_change,
        customer_id=orchard,
        changed=ChangeField.NAME,
        new_value="天果园",
        source=ChangeSource.PHONE,
    )
    office.as_("boss")
    clerk.waits_for(lambda: len(record.changes.rows) == 2)
    clerk.waits_for(lambda: record.buttons["核实"].isVisible())
    clerk.press(Key.Key_F9)
    clerk.waits_for(lambda: "5,000.00 元" in words(record))
    asker.answers = [None, "客户否认"]
    clerk.press(Key.Key_F9, Held.ShiftModifier)
    assert card(office, orchard).changes[1].status is ChangeStatus.PENDING
    clerk.press(Key.Key_F9, Held.ShiftModifier)
    rejected = card(office, orchard).changes[1]
    assert (rejected.status, rejected.reject_reason) == (ChangeStatus.REJECTED, "客户否认")
    assert card(office, orchard).entry.name == "天果园果品"


def test_a_clerk_sees_no_buttons_of_the_manager(
    context: Context,
    show: Callable[[CustomerRecord], CustomerRecord],
    orchard: int,
    office: Office,
    clerk: Clerk,
) -> None:
    office.as_("jia")
    page = show(CustomerRecord(context))
    page.open_with(id=orchard)
    clerk.waits_for(lambda: page.whole.isVisible())
    shown = {word for word, button in page.buttons.items() if button.isVisible()}
    clerks = {"修改", "打印档案卡", "查看电话", "新增联系人", "新增地址", "申请变更", "归案"}
    assert shown == clerks


def test_freezing_asks_for_the_reason(
    record: CustomerRecord, clerk: Clerk, office: Office, orchard: int, asker: ScriptedAsker
) -> None:
    asker.answers = ["欠款 90 天"]
    record.buttons["冻结"].click()
    clerk.waits_for(lambda: record.buttons["解冻"].isVisible())
    assert card(office, orchard).status is CustomerStatus.FROZEN
    assert "欠款 90 天" in words(record)


def test_a_clerks_guarded_change_waits_for_the_manager(
    context: Context,
    show: Callable[[CustomerEntryPage], CustomerEntryPage],
    orchard: int,
    office: Office,
    clerk: Clerk,
    frame: FrameSpy,
) -> None:
    office.as_("jia")
    page = show(CustomerEntryPage(context))
    page.open_with(id=orchard)
    assert not page.fields["contacts.0.name"].isVisible()
    page.fields["credit_limit_fen"].take_focus()
    clerk.enter("8000")
    page.fields["industry"].take_focus()
    clerk.enter("果品")
    page.fields["evidence"].take_focus()
    clerk.types("盖章函")
    clerk.press(Key.Key_F9)
    saved = card(office, orchard)
    assert (saved.entry.industry, saved.entry.credit_limit_fen) == ("果品", 0)
    assert (saved.changes[0].new_value, saved.changes[0].evidence) == ("8,000.00", "盖章函")
    assert frame.said == ["已保存。1 项变更已提交,待经理核实。"]


def test_two_people_save_one_customer(
    entry: CustomerEntryPage,
    orchard: int,
    office: Office,
    clerk: Clerk,
    asker: ScriptedAsker,
) -> None:
    entry.open_with(id=orchard)
    entry.fields["industry"].take_focus()
    clerk.enter("果品批发")
    before = card(office, orchard)
    theirs = replace(before.entry, industry="果品", goods_usual="葡萄干")
    office.as_("jia").run(
        update_customer, customer_id=orchard, row_version=before.row_version, customer=theirs
    )
    office.as_("boss")
    asker.answers = [True]
    clerk.press(Key.Key_F9)
    question, points = asker.asked[0]
    assert "客服员甲" in question
    assert points == ("行业:对方改为「果品」,您填写「果品批发」", "常发货物:采用对方的「葡萄干」")
    saved = card(office, orchard).entry
    assert (saved.industry, saved.goods_usual) == ("果品批发", "葡萄干")


def test_typing_survives_a_crash(
    entry: CustomerEntryPage,
    context: Context,
    clerk: Clerk,
    asker: ScriptedAsker,
    show: Callable[[CustomerEntryPage], CustomerEntryPage],
) -> None:
    clerk.types("天果园")
    entry.fields["account"].take_focus()
    clerk.types("6222000011112222")
    clerk.waits_for(lambda: entry._keeper.path.exists())
    assert "6222000011112222" not in str(entry._keeper.kept())
    assert "天果园".encode() not in entry._keeper.path.read_bytes()
    entry.hide()
    again = show(CustomerEntryPage(context))
    assert again.kept_line.words.text().endswith("有一份客户资料没有保存完:天果园")
    clerk.press(Key.Key_R, Held.AltModifier)
    assert not again.kept_line.isVisible()
    assert again.fields["name"].value() == "天果园"
    asker.answers = [True]
    clerk.press(Key.Key_Escape)
    assert again.fields["name"].is_empty()
    assert not on_the_disk(again._keeper)
