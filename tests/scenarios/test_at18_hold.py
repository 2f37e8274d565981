"""AT-18 (b): goods that wait for the shipper's word go out only after he gave it."""

import pytest

from desk.freight.consignments.commands import release_goods
from desk.freight.consignments.queries import consignment_card, load
from desk.freight.delivery.commands import add_run
from desk.kernel.errors import Refused
from tests.conftest import Office
from tests.freight.delivery.yard import CLOTH, PLAN, in_stock, stops, with_truck


def test_goods_on_hold_wait_for_the_shippers_release(office: Office) -> None:
    with_truck(office)
    number = in_stock(office, CLOTH, hold_release=True)
    desk = office.as_("in")
    with pytest.raises(Refused) as held:
        desk.run(add_run, plan=PLAN, stops=stops(number))
    assert str(held.value) == (
        f"E144 {number} 为「等通知放货」,未收到发货人放货通知,不能派送/自提。"
    )
    office.as_("jia").run(release_goods, number=number, channel="微信", who="刘工")
    assert desk.ask(consignment_card, number=number).released_at == office.clock.now()
    with desk.reading() as read:
        assert load(read, number).release_note == "微信 刘工"
    assert office.as_("in").run(add_run, plan=PLAN, stops=stops(number)).value == "PS261119-001"
