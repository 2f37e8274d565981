"""The rooms, lowest first. An explicit tuple: nothing is discovered by folder."""

from desk.archive import customers
from desk.freight import consignments
from desk.kernel.rooms import Room
from desk.office import calendar, settings, users

ROOMS: tuple[Room, ...] = (
    users.ROOM,
    settings.ROOM,
    calendar.ROOM,
    customers.ROOM,
    consignments.ROOM,
)
