"""设置: the assumptions of the trade as this office sees them. Owns the `setting` table's meaning."""

from desk.kernel.rooms import Room
from desk.office.settings import acceptance, commands, queries, today

ROOM = Room(
    name="settings",
    title="设置",
    wing="office",
    modules=(commands, queries, acceptance),
    today=today.SOURCES,
)
