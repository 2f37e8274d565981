"""车辆司机: the trucks and drivers the dispatchers may send out, with their papers.

Owns `vehicle`, `driver`. Looks at no other room; before a truck is sent it asks the rooms above, by
the event `TruckWanted`, whether they have it out at that time.
"""

from desk.freight.fleet import commands, driver_commands, expiring, queries, screens
from desk.freight.fleet.rules import DRIVER_STATES, VEHICLE_STATES
from desk.kernel.rooms import Room

ROOM = Room(
    name="fleet",
    title="车辆司机",
    wing="freight",
    modules=(commands, driver_commands, queries, expiring),
    lists=(screens.VEHICLES, screens.DRIVERS),
    states=(VEHICLE_STATES, DRIVER_STATES),
    today=expiring.SOURCES,
)
