"""F2 in a list opens the form of the row's record; who may not change it sees the record; Enter shows it if there is one."""

import pytest
from PySide6.QtCore import Qt

from desk.archive.customers.standing import archive_customer
from desk.freight.consignments.commands import void_consignment
from desk.freight.fleet.driver_commands import add_driver
from tests.archive.customers.makers import added
from tests.conftest import Office
from tests.freight.consignments.tickets import accepted
from tests.ui.desks.conftest import Clerk
from ui.desks.consignment_entry.page import ConsignmentEntry
from ui.desks.customer_entry.page import CustomerEntryPage
from ui.main_window import MainWindow
from ui.pages import list_page
from ui.pages.list_page import ListPage

Key = Qt.Key


def list_shown(window: MainWindow, clerk: Clerk, name: str) -> ListPage:
    """The list with all its rows, its first row chosen."""
    window.open_page(name, search="", filters=())
    page = window.page(name)
    assert isinstance(page, ListPage)
    clerk.waits_for(lambda: page.model.rowCount() > 0)
    page.table.setFocus()
    page.table.selectRow(0)
    clerk.waits_for(lambda: bool(page.table.chosen_ids()))
    return page


def test_a_customer_is_changed_by_one_key(window: MainWindow, clerk: Clerk, office: Office) -> None:
    added(office.desk)
    list_shown(window, clerk, "customers")
    clerk.press(Key.Key_F2)
    entry = window.stack.currentWidget()
    assert isinstance(entry, CustomerEntryPage)
    assert entry.card is not None
    assert entry.card.entry.name == "天果园果品"


@pytest.mark.parametrize("name", ["customers", "consignments"])
def test_enter_shows_the_record(
    window: MainWindow, clerk: Clerk, office: Office, name: str
) -> None:
    added(office.desk)
    accepted(office.desk)
    list_shown(window, clerk, name)
    clerk.press(Key.Key_Return)
    assert window.stack.currentWidget() is window.page(name.removesuffix("s"))


def test_a_consignment_is_changed_by_one_key(
    window: MainWindow, clerk: Clerk, office: Office
) -> None:
    number = accepted(office.desk)
    list_shown(window, clerk, "consignments")
    clerk.press(Key.Key_F2)
    entry = window.stack.currentWidget()
    assert isinstance(entry, ConsignmentEntry)
    assert entry.base is not None
    assert entry.base.number == number


def test_what_can_no_longer_be_changed_is_shown(
    window: MainWindow, clerk: Clerk, office: Office
) -> None:
    gone = added(office.desk)
    office.as_("boss").with_(reason="停业").run(archive_customer, customer_id=gone)
    office.as_("jia").run(void_consignment, number=accepted(office.desk), reason="重复开单")
    for name, word in (("customers", "已归档"), ("consignments", "作废")):
        list_shown(window, clerk, name)
        clerk.press(Key.Key_F2)
        assert window.stack.currentWidget() is window.page(name.removesuffix("s"))
        assert window.status.message.text() == f"状态为「{word}」,不能修改,已打开查看。"


def test_who_may_not_change_it_sees_it(
    window: MainWindow, clerk: Clerk, office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    offered = list_page.offers
    monkeypatch.setattr(
        list_page, "offers", lambda context, a: a.key != "F2" and offered(context, a)
    )
    added(office.desk)
    page = list_shown(window, clerk, "customers")
    assert not any(action.key == "F2" for action in page.offered)
    clerk.press(Key.Key_F2)
    assert window.stack.currentWidget() is window.page("customer")


def test_a_key_that_opens_nothing_is_not_shown_and_says_so(
    window: MainWindow, clerk: Clerk, office: Office
) -> None:
    """「Enter 打开」 stood below lists without a page for a record, and both keys were silent."""
    office.as_("in").run(add_driver, name="李四", mobile="13900000001")
    office.as_("jia")
    page = list_shown(window, clerk, "drivers")
    assert page.foot.keys.text() == "F5 刷新"
    for key in (Key.Key_Return, Key.Key_F2):
        window.status.message.clear()
        clerk.press(key)
        assert window.stack.currentWidget() is page
        assert window.status.message.text() == "这里的记录没有单独的页面,要看更多的列请按 Alt+C。"


def test_a_key_that_opens_something_is_shown(
    window: MainWindow, clerk: Clerk, office: Office
) -> None:
    office.as_("in").run(add_driver, name="李四", mobile="13900000001")
    added(office.as_("jia"))
    assert list_shown(window, clerk, "customers").foot.keys.text().startswith("Enter 打开")
