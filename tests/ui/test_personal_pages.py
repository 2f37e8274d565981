"""The manager's pages of personal data, by keyboard: what is over is listed, agreed to and gone."""

from dataclasses import replace
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from desk.archive.customers.choices import RevealReason
from desk.archive.customers.personal import reveal_personal
from desk.filing.retention.choices import ClearingState
from desk.filing.retention.today import many_looks_lately
from desk.freight.consignments.commands import close_consignment
from desk.freight.delivery.choices import Relation
from desk.freight.delivery.drafts import PickupEntry
from desk.freight.delivery.self_pickup import sign_self_pickup
from tests.archive.customers.makers import another
from tests.conftest import Office
from tests.freight.consignments.tickets import TICKET
from tests.freight.delivery.yard import in_stock
from tests.ui.conftest import FrameSpy, ScriptedAsker
from tests.ui.typing_in import press
from ui.pages.form_dialog import FormDialog
from ui.pages.list_page import ListPage
from ui.registry import QUIET_LISTS, Context

Key = Qt.Key


def opened(context: Context, qtbot: QtBot, name: str) -> ListPage:
    page = ListPage(context, name)
    page.resize(1100, 640)
    qtbot.addWidget(page)
    with qtbot.waitActive(page):
        page.show()
        page.activateWindow()
    with qtbot.waitSignal(page.model.settled):
        page.shown()
    return page


def form(qtbot: QtBot) -> FormDialog:
    (found,) = [
        w for w in QApplication.topLevelWidgets() if isinstance(w, FormDialog) and w.isVisible()
    ]
    qtbot.waitUntil(found.isActiveWindow)
    return found


def collected(office: Office) -> None:
    """A consignment that somebody collected with his identity number, closed a year ago."""
    ticket = replace(TICKET, identity_doc_type="身份证", identity_doc_no="650101199003071239")
    office.at("2026-11-18 17:30")
    number = in_stock(office, ticket)
    office.at("2026-11-20 11:00")
    entry = PickupEntry(picker="王强", relation=Relation.PROXY, proxy_id_no="650101199003071239")
    office.as_("jia").run(sign_self_pickup, number=number, entry=entry)
    office.as_("boss").run(close_consignment, number=number)
    office.at("2027-11-20 10:00")


def states(page: ListPage) -> list[Any]:
    return [page.model.values_at(row)["state"] for row in range(page.model.rowCount())]


def test_a_list_is_drawn_and_approved_by_keys(
    office: Office, context: Context, qtbot: QtBot, asker: ScriptedAsker, frame: FrameSpy
) -> None:
    collected(office)
    office.as_("jia")
    page = opened(context, qtbot, "clearings")
    asker.answers.append(True)
    press(Key.Key_N, held=Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: states(page) == [ClearingState.SUBMITTED])
    page.close()
    office.as_("boss")
    page = opened(context, qtbot, "clearings")
    page.table.selectRow(0)
    qtbot.waitUntil(page.bar.triggers["approve_clearing"].isEnabled)
    press(Key.Key_F7)
    form(qtbot)
    press(Key.Key_F9)
    qtbot.waitUntil(lambda: states(page) == [ClearingState.DONE])
    assert asker.told == []
    page.activateWindow()
    qtbot.waitUntil(page.isActiveWindow)
    page.table.setFocus()
    press(Key.Key_Return)
    number = page.model.values_at(0)["number"]
    assert frame.opened[-1] == ("clearing_items", {"search": number})
    items = opened(context, qtbot, "clearing_items")
    assert items.model.rowCount() == 2
    assert all(items.model.values_at(row)["done"] for row in range(2))
    assert {"clearings", "clearing_items"} <= QUIET_LISTS


def test_the_board_names_who_looks_too_often(office: Office) -> None:
    desk = office.as_("jia")
    another(desk, "天果园果品", "13800000001")
    why = RevealReason.CALL
    for _ in range(31):
        desk.run(reveal_personal, record="contact", record_id=1, field="mobile", why=why)
    assert said(office) == ["客服员甲今天查看了 31 次,超过 30 次"]
    assert "核对个人信息查看" in [row.kind for row in office.as_("boss").today()]
    office.at("2026-11-17 09:00")
    assert said(office) == ["客服员甲昨天查看了 31 次,超过 30 次"]
    office.at("2026-11-18 09:00")
    assert said(office) == []


def said(office: Office) -> list[str]:
    office.as_("boss")
    with office.desk.reading() as reader:
        return [row.title for row in many_looks_lately(reader)]
