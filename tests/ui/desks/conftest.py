"""A clerk at the keyboard: text is text, every other key stroke is counted."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import TypeVar

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from desk.freight.consignments.choices import DeliveryMode, Direction
from desk.freight.consignments.commands import accept_consignment
from desk.freight.consignments.drafts import CargoDraft, Charges, ConsignmentDraft
from tests.conftest import Office
from tests.ui.conftest import ScriptedAsker
from tests.ui.typing_in import focused, press, write
from ui.editors import Editor
from ui.main_window import MainWindow
from ui.pages.form_dialog import FormDialog
from ui.pages.page import Page
from ui.registry import Context

P = TypeVar("P", bound=Page)
NONE = Qt.KeyboardModifier.NoModifier


@dataclass
class Clerk:
    """Types into whatever has the cursor and counts the strokes beyond the text."""

    qtbot: QtBot
    strokes: int = 0

    def types(self, text: str) -> None:
        """Letters and digits by keys, Chinese as the input method commits it."""
        if text.isascii():
            QTest.keyClicks(focused(), text)
        else:
            write(text)

    def press(self, key: Qt.Key, held: Qt.KeyboardModifier = NONE, times: int = 1) -> None:
        for _ in range(times):
            self.strokes += 1
            press(key, held=held)

    def enter(self, *texts: str) -> None:
        """Type each text and press Enter after it; an empty text is only an Enter."""
        for text in texts:
            if text:
                self.types(text)
            self.press(Qt.Key.Key_Return)

    def waits_for(self, ready: Callable[[], bool]) -> None:
        """Until what was asked for is there; how long that takes is measured elsewhere."""
        self.qtbot.waitUntil(ready, timeout=20_000)

    def form(self) -> FormDialog:
        """The one open form, once it has the keyboard."""
        forms = [w for w in QApplication.topLevelWidgets() if isinstance(w, FormDialog)]
        shown = [form for form in forms if form.isVisible()]
        assert len(shown) == 1
        self.waits_for(shown[0].isActiveWindow)
        return shown[0]

    def back_to(self, page: QWidget) -> None:
        """A form has closed; a screen without a window manager does not give the keyboard back."""
        page.activateWindow()
        self.waits_for(page.isActiveWindow)
        self.waits_for(lambda: QApplication.focusWidget() is not None)

    def at(self, name: str) -> bool:
        """Whether the cursor is in the editor of this field."""
        widget: QWidget | None = QApplication.focusWidget()
        while widget is not None and not isinstance(widget, Editor):
            widget = widget.parentWidget()
        return widget is not None and widget.name == name


@pytest.fixture
def clerk(qtbot: QtBot) -> Iterator[Clerk]:
    yield Clerk(qtbot)
    QApplication.clipboard().clear()


@pytest.fixture
def show(qtbot: QtBot) -> Callable[[P], P]:
    """Put a page on the screen as the frame does."""

    def put(page: P) -> P:
        page.resize(1178, 716)
        qtbot.addWidget(page)
        with qtbot.waitActive(page):
            page.show()
            page.activateWindow()
        page.shown()
        return page

    return put


def pumps(**changed: object) -> ConsignmentDraft:
    """YD2611160001 of AT-03: 12 pumps from 郑州 to 喀什."""
    values: dict[str, object] = {
        "direction": Direction.INBOUND,
        "origin_station": "郑州",
        "destination": "喀什",
        "shipper_name": "宏达水泵",
        "shipper_phone": "13800000001",
        "shipper_contact": "李经理",
        "shipper_identity_checked": True,
        "consignee_name": "建新农机",
        "consignee_contact": "王建新",
        "consignee_phone": "13900000002",
        "consignee_address": "人民东路 1 号",
        "delivery_mode": DeliveryMode.TRANSIT,
        "dangerous_checked": True,
        "open_inspection": True,
        "cover_clause_ack": True,
        "charges": Charges(base_freight_fen=164600, transit_fee_fen=33000),
        "lines": (
            CargoDraft(goods_name="水泵配件", pieces=12, weight_g=480_000, volume_cm3=1_900_000),
        ),
    }
    return ConsignmentDraft(**values | changed)  # type: ignore[arg-type]


@pytest.fixture
def accepted(office: Office, context: Context) -> str:
    """A consignment that was accepted before: its shipper and consignee are known."""
    return office.desk.run(accept_consignment, draft=pumps()).value


@pytest.fixture
def window(
    dressed: QApplication, office: Office, asker: ScriptedAsker, qtbot: QtBot
) -> Iterator[MainWindow]:
    """The whole window, a customer-service clerk in front of it."""
    window = MainWindow(office.as_("jia"), asker=asker)
    qtbot.addWidget(window)
    window.resize(1366, 768)
    with qtbot.waitActive(window):
        window.show()
        window.activateWindow()
    yield window
    window.close()
