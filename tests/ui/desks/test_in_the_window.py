"""The desks in the whole window: from the list to a new ticket, its record, its correction."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QStyle, QStyleOptionFrame

from desk.freight.consignments.drafting import save_draft
from desk.freight.consignments.queries import consignment_card
from tests.conftest import Office
from tests.ui.conftest import ScriptedAsker
from tests.ui.desks.conftest import Clerk, pumps
from ui.desks.consignment_entry.page import ConsignmentEntry
from ui.desks.consignment_record.page import ConsignmentRecord
from ui.desks.customer_record.page import CustomerRecord
from ui.desks.lines import line_editor
from ui.desks.pieces import FollowingArea
from ui.main_window import MainWindow

Key, Held = Qt.Key, Qt.KeyboardModifier


def title(entry: ConsignmentEntry) -> str:
    return entry._title.text()


def test_from_the_list_to_the_record_and_back(
    window: MainWindow, clerk: Clerk, office: Office, asker: ScriptedAsker
) -> None:
    window.open_page("consignments")
    clerk.waits_for(lambda: QApplication.focusWidget() is not None)
    clerk.press(Key.Key_N, Held.ControlModifier)
    entry = window.page("consignment_entry")
    assert isinstance(entry, ConsignmentEntry)
    assert clerk.at("origin_station")
    entry.form.show_draft(pumps())
    clerk.press(Key.Key_F9)
    number = entry.saved_bar.number
    assert number == "YD2611160001"
    clerk.press(Key.Key_O, Held.ControlModifier)
    record = window.page("consignment")
    assert isinstance(record, ConsignmentRecord)
    clerk.waits_for(record.whole.isVisible)
    clerk.press(Key.Key_F2)
    assert entry.isVisible()
    assert clerk.at("shipper_name")
    entry.form.fields["remark"].take_focus()
    clerk.types("下午送")
    clerk.press(Key.Key_F9)
    assert office.desk.ask(consignment_card, number=number).remark == "下午送"
    clerk.waits_for(lambda: record.story is not None and record.story.card.remark == "下午送")
    clerk.press(Key.Key_F3)
    customer = window.page("customer")
    assert isinstance(customer, CustomerRecord)
    clerk.waits_for(customer.whole.isVisible)
    assert asker.asked == []


@pytest.mark.parametrize("side", ["shipper", "consignee"])
def test_a_long_landline_is_read_whole_on_a_small_screen(
    window: MainWindow, clerk: Clerk, side: str
) -> None:
    window.open_page("consignment_entry")
    entry = window.page("consignment_entry")
    assert isinstance(entry, ConsignmentEntry)
    line = line_editor(entry.form.fields, f"{side}_phone").line
    number = "0379-64110000"
    clerk.waits_for(lambda: line.width() > 0)
    line.setText(number)
    option = QStyleOptionFrame()
    line.initStyleOption(option)
    room = line.style().subElementRect(QStyle.SubElement.SE_LineEditContents, option, line)
    assert room.width() - 4 >= line.fontMetrics().horizontalAdvance(number)


def test_the_navigation_means_a_new_ticket(window: MainWindow, office: Office) -> None:
    window.open_page("consignment_entry")
    entry = window.page("consignment_entry")
    assert isinstance(entry, ConsignmentEntry)
    entry.form.show_draft(pumps())
    entry.save()
    number = entry.saved_bar.number
    window.open_page("consignment_entry", number=number)
    assert title(entry) == f"修改运单 {number}"
    window.open_page("consignments")
    window.open_page("consignment_entry")
    assert title(entry) == "新运单"
    assert entry.form.fields["consignee_name"].is_empty()


def test_a_draft_of_the_list_is_finished(window: MainWindow, clerk: Clerk, office: Office) -> None:
    draft_id = office.desk.run(save_draft, draft=pumps(destination="")).value
    window.open_page("consignments")
    window.open_page("consignment", id=draft_id, number="")
    entry = window.page("consignment_entry")
    assert isinstance(entry, ConsignmentEntry)
    assert entry.isVisible()
    assert clerk.at("destination")
    clerk.types("喀什")
    clerk.press(Key.Key_F9)
    assert office.desk.ask(consignment_card, number=entry.saved_bar.number).id == draft_id


def test_the_entry_fits_a_small_screen_without_scrolling(window: MainWindow, clerk: Clerk) -> None:
    window.open_page("consignment_entry")
    entry = window.page("consignment_entry")
    assert isinstance(entry, ConsignmentEntry)
    QApplication.processEvents()
    assert window.width() == 1366
    areas = [area for area in entry.findChildren(FollowingArea) if area.widget() is entry.form]
    assert [area.verticalScrollBar().maximum() for area in areas] == [0]
    assert [area.horizontalScrollBar().maximum() for area in areas] == [0]
