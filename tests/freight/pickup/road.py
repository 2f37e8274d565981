"""Two transit tickets for 喀什 due on 22 November, and the road there closed."""

from datetime import date
from typing import Any

from desk.freight.consignments.choices import DeliveryMode
from desk.freight.pickup.commands import assign_pickup
from desk.freight.pickup.finishing import finish_pickup
from desk.freight.tracking.choices import Severity
from desk.freight.tracking.lanes import add_lane_note
from tests.conftest import Office, at
from tests.freight.consignments.tickets import accepted
from tests.freight.pickup.station import SECOND, at_the_station, ordered

CLOSED: dict[str, Any] = {
    "lane": "G3012 吐鲁番-喀什",
    "from_at": at("2026-11-21 00:00"),
    "to_at": at("2026-11-23 23:59"),
    "text": "G3012 封路 21–23 Nov",
    "severity": Severity.CLOSED,
}


def fetched_for_kashgar(office: Office) -> list[str]:
    """Fetched at the station, promised for the 22nd; Friday 20 November, 17:20."""
    at_the_station(office)
    waybills = [
        accepted(
            office.as_("jia"),
            paper_no=f"KS-{place}",
            destination="喀什",
            consignee_address="喀什市人民东路 1 号",
            delivery_mode=DeliveryMode.TRANSIT,
            promised_on=date(2026, 11, 22),
        )
        for place in (1, 2)
    ]
    number = ordered(office, *waybills)
    office.as_("in").run(assign_pickup, number=number, plate_no=SECOND, driver_no="D002")
    office.at("2026-11-20 17:20")
    office.as_("in").run(finish_pickup, number=number)
    # the three that stay at the station are not looked at here
    return waybills


def road_is_closed(office: Office) -> int:
    return office.as_("jia").run(add_lane_note, **CLOSED).value
