"""跟踪: the nodes of a consignment's way, the talks with customers about it, the goods to watch.

Owns `tracking_event` and `contact_log`, both append-only, `lane_note` and `watch_entry`. Looks at
consignments below; most nodes write themselves when goods move. Rooms above add theirs with
`events.record_event` and `events.record_contact`, and find a shipper's consent with
`queries.latest_consent`.
"""

from desk.freight.tracking import (
    closing,
    commands,
    day_picture,
    lanes,
    on_lane,
    papers,
    queries,
    reactions,
    screens,
    telling,
    today,
    watching,
)
from desk.kernel.rooms import Room

ROOM = Room(
    name="tracking",
    title="跟踪",
    wing="freight",
    modules=(commands, lanes, on_lane, telling, watching, queries, papers, reactions, closing),
    lists=(
        screens.TRACKING_EVENTS,
        screens.CONTACT_LOGS,
        screens.LANE_NOTES,
        screens.WATCH_LIST,
    ),
    today=today.SOURCES,
    figures=(day_picture.open_and_late,),
    plots=(day_picture.arrived_and_delivered,),
)
