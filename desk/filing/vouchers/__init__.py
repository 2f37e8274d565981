"""单据归档: the papers of the office in their boxes, lent, kept as long as they must be, destroyed.

Owns `voucher_box`, `voucher`, `voucher_loan`, `voucher_destruction`. Looks at the freight rooms for
the date and ticket of a document, at receipts, and at the approvals.
"""

from desk.filing.vouchers import (
    checking,
    commands,
    destroying,
    lending,
    missing,
    papers,
    queries,
    reactions,
    screens,
    summary,
    sweeping,
    today,
)
from desk.filing.vouchers.rules import STATES
from desk.kernel.rooms import Room

ROOM = Room(
    name="vouchers",
    title="单据归档",
    wing="filing",
    modules=(
        commands,
        lending,
        destroying,
        sweeping,
        queries,
        checking,
        missing,
        papers,
        reactions,
        summary,
    ),
    lists=(screens.VOUCHER_BOXES, screens.VOUCHERS, screens.DESTRUCTIONS),
    states=(STATES,),
    today=today.SOURCES,
)
