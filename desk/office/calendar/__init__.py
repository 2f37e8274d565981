"""工作日历: working hours, weekly rest days, holidays and make-up workdays (spec 5.14)."""

from desk.kernel.rooms import Room
from desk.office.calendar import commands, queries

ROOM = Room(name="calendar", title="工作日历", wing="office", modules=(commands, queries))
