"""日清: everyone closes his day: what is still open is done or explained, then signed.

Owns `day_close` and `day_close_item`. Stands above all rooms that have open work and knows none of
them: they answer the event `DayClosing` (desk.kernel.closing) with what is open of the duties of a
role. The backup before the signature is made by the flow `desk.closing`.
"""

from desk.freight.day_close import commands, queries, screens, today
from desk.freight.day_close.rules import STATES
from desk.kernel.rooms import Room

ROOM = Room(
    name="day_close",
    title="日清",
    wing="freight",
    modules=(commands, queries),
    lists=(screens.DAY_CLOSES, screens.DAY_CLOSE_ITEMS),
    states=(STATES,),
    today=today.SOURCES,
)
