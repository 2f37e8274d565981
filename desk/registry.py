"""The rooms, lowest first. An explicit tuple: nothing is discovered by folder."""

from desk.archive import customers
from desk.freight import (
    changes,
    cod,
    consignments,
    delivery,
    exceptions,
    fleet,
    inbound,
    pickup,
    tracking,
    warehouse,
)
from desk.kernel.rooms import Room
from desk.office import calendar, imports, printing, settings, users
from desk.partners import carriers, rates

ROOMS: tuple[Room, ...] = (
    users.ROOM,
    settings.ROOM,
    calendar.ROOM,
    printing.ROOM,
    imports.ROOM,
    customers.ROOM,
    carriers.ROOM,
    rates.ROOM,
    consignments.ROOM,
    tracking.ROOM,
    exceptions.ROOM,
    changes.ROOM,
    fleet.ROOM,
    pickup.ROOM,
    inbound.ROOM,
    delivery.ROOM,
    warehouse.ROOM,
    cod.ROOM,
)
