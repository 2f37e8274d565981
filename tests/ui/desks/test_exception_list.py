"""The exceptions and the claims that come from them."""

from collections.abc import Callable
from dataclasses import replace

import pytest
from PySide6.QtCore import Qt

from desk.care.claims.commands import open_claim
from desk.freight.exceptions.choices import ExceptionKind, Stage
from desk.freight.exceptions.commands import report_exception
from desk.storage.cabinet import Upload
from tests.conftest import Office
from tests.freight.delivery.yard import TROLLEYS, in_stock
from tests.scenarios.test_at07_claims import WET
from tests.ui.conftest import FrameSpy
from tests.ui.desks.conftest import Clerk
from ui.desks.exception_list import ExceptionList
from ui.registry import Context

Key, Held = Qt.Key, Qt.KeyboardModifier
Show = Callable[[ExceptionList], ExceptionList]


@pytest.fixture
def case(office: Office) -> tuple[str, str]:
    """A consignment and its wet piece."""
    office.at("2026-11-19 15:00")
    waybill = in_stock(office, TROLLEYS)
    photo = Upload("a.jpg", b"\xff\xd8\xff wet")
    number = office.as_("jia").run(
        report_exception,
        number=waybill,
        kind=ExceptionKind.WET,
        stage=Stage.STORAGE,
        pieces=1,
        photos=(photo,),
    )
    return waybill, number.value


def test_one_key_begins_the_claim_and_then_opens_it(
    context: Context,
    office: Office,
    case: tuple[str, str],
    show: Show,
    clerk: Clerk,
    frame: FrameSpy,
) -> None:
    waybill, number = case
    page = show(ExceptionList(context))
    clerk.waits_for(lambda: page.model.rowCount() == 1)
    clerk.press(Key.Key_M, Held.ControlModifier)
    assert frame.said[-1] == "请先选择一行。"
    page.table.selectRow(0)
    clerk.waits_for(lambda: bool(page.table.chosen_ids()))
    clerk.press(Key.Key_M, Held.ControlModifier)
    begun = {"waybill": waybill, "exception_no": number}
    assert frame.opened[-1] == ("claim_desk", begun)
    assert not page.linked.isVisible()
    draft = replace(WET, waybill=waybill, exception_no=number)
    claim = office.as_("jia").run(open_claim, draft=draft).value
    page.renew()
    clerk.waits_for(page.linked.isVisible)
    assert page.linked.chips[claim].text() == f"理赔 {claim} 草拟 200.00 元"
    clerk.press(Key.Key_M, Held.ControlModifier)
    assert frame.opened[-1] == ("claim_desk", {"number": claim})
