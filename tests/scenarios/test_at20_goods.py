"""AT-20, the lines about goods under way: the smallest data that meets each refusal."""

from datetime import timedelta

import pytest

from desk.freight.consignments.choices import MoveReason
from desk.freight.delivery.commands import add_run
from desk.freight.delivery.drafts import StopDraft
from desk.freight.tracking.choices import EventKind, EventSource
from desk.freight.tracking.commands import report_event
from desk.freight.warehouse.commands import sign_remote
from desk.kernel.errors import Refused
from tests.conftest import Office, at
from tests.freight.consignments.tickets import move
from tests.freight.delivery.yard import CLOTH, PLAN, in_stock, with_truck


def test_e142_a_run_cannot_take_more_than_lies_in_stock(office: Office) -> None:
    with_truck(office)
    number = in_stock(office, CLOTH)
    with pytest.raises(Refused) as caught:
        office.as_("in").run(add_run, plan=PLAN, stops=(StopDraft(waybill=number, pieces=16),))
    assert str(caught.value) == f"E142 {number} 在库 15 件,不能出库 16 件。"


def test_e170_a_signature_cannot_lie_before_the_arrival(office: Office) -> None:
    office.at("2026-11-18 17:30")
    number = in_stock(office, CLOTH)
    office.as_("in").run(move, number=number, reason=MoveReason.TRANSIT_OUT, pieces=15)
    with pytest.raises(Refused) as caught:
        office.as_("in").run(
            sign_remote,
            number=number,
            pieces=15,
            signer="陈会计",
            signed_at=at("2026-11-18 09:00"),
            by="电话",
        )
    assert str(caught.value) == (
        "E170 事件时间 2026-11-18 09:00 早于上一节点 2026-11-18 17:30,请核对。"
    )


def test_e171_nothing_has_happened_tomorrow(office: Office) -> None:
    number = in_stock(office, CLOTH)
    with pytest.raises(Refused) as caught:
        office.as_("in").run(
            report_event,
            number=number,
            kind=EventKind.PASSED,
            source=EventSource.DRIVER,
            place="哈密",
            at=office.clock.now() + timedelta(days=1),
        )
    assert str(caught.value) == "E171 时间不能晚于当前时间。"
