"""跟踪: the nodes of a consignment's way, and the talks with customers about it.

Owns `tracking_event` and `contact_log`, both append-only. Looks at consignments below; most nodes
write themselves when goods move. Rooms above add theirs with `events.record_event` and
`events.record_contact`, and find a shipper's consent with `queries.latest_consent`.
"""

from desk.freight.tracking import commands, queries, reactions, screens
from desk.kernel.rooms import Room

ROOM = Room(
    name="tracking",
    title="跟踪",
    wing="freight",
    modules=(commands, queries, reactions),
    lists=(screens.TRACKING_EVENTS, screens.CONTACT_LOGS),
)
