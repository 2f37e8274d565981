"""AT-18 (c): the shipper sends the goods to somebody else, with every number."""

import pytest

from desk.freight.changes.commands import change_consignee
from desk.freight.changes.drafts import NewConsignee
from desk.freight.changes.queries import consignee_changes_of
from desk.freight.changes.story import story_of
from desk.freight.consignments.queries import consignment_card
from desk.freight.pickup.commands import assign_pickup
from desk.freight.pickup.finishing import finish_pickup
from desk.freight.tracking.choices import EventKind
from desk.freight.tracking.queries import events_of
from desk.kernel.errors import Refused
from desk.storage.cabinet import Upload, place_of
from tests.conftest import Office
from tests.freight.pickup.station import SECOND, at_the_station, ordered

NEW = NewConsignee(
    name="新兴商贸", phone="139 0000 0055", contact="丁经理", address="乌鲁木齐市天山区 1 号"
)
NOTICE = Upload("变更函.pdf", b"%PDF-1.4 written notice")


def test_the_consignee_changes_by_the_shippers_written_word(office: Office) -> None:
    waybills = at_the_station(office)
    number = ordered(office, *waybills)
    office.as_("in").run(assign_pickup, number=number, plate_no=SECOND, driver_no="D002")
    office.at("2026-11-20 17:20")
    office.as_("in").run(finish_pickup, number=number)
    waybill = waybills[1]
    desk = office.as_("in")
    before = desk.ask(consignment_card, number=waybill)

    with pytest.raises(Refused) as unwritten:
        desk.run(change_consignee, number=waybill, consignee=NEW, fee_fen=5_000)
    assert str(unwritten.value) == (
        "E136 运单已发运,变更收货人/目的地须上传托运人书面通知并计收变更费。"
    )
    desk.run(change_consignee, number=waybill, consignee=NEW, fee_fen=5_000, notice=NOTICE)

    after = desk.ask(consignment_card, number=waybill)
    assert (after.total_fen, after.charges["other_fee_fen"]) == (before.total_fen + 5_000, 5_000)
    assert (after.consignee.name, after.consignee.phone) == ("新兴商贸", "139****0055")
    (change,) = desk.ask(consignee_changes_of, number=waybill)
    assert (change.old_name, change.new_name, change.fee_fen) == ("兴疆机电", "新兴商贸", 5_000)
    with desk.reading() as read:
        assert place_of(read.cabinet, change.notices[0]).read_bytes() == NOTICE.content
    event = desk.ask(events_of, number=waybill)[-1]
    assert (event.kind, event.text) == (
        EventKind.CHANGED,
        "收货人由「兴疆机电」变更为「新兴商贸」",
    )
    story = desk.ask(story_of, number=waybill)
    assert (story.next_step, story.changes) == ("安排派送", (change,))
    assert story.events[0] == event
