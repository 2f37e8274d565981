"""合作商运价: what each partner charges on a lane, and the notices by which finance hears of a change.

Owns `partner_rate` and `rate_change_notice`; evidence hangs on the rate in the file cabinet. Looks at
the carriers below. Rooms above ask `finding.require_rate` and `finding.ticket_cost`, compare with
`comparing.compare_partners`, and hear of a new price by the event `RateChanged`.
"""

from desk.kernel.rooms import Room
from desk.partners.rates import (
    closing,
    commands,
    comparing,
    imports,
    notices,
    papers,
    queries,
    screens,
    today,
)
from desk.partners.rates.rules import NOTICE_STATES

ROOM = Room(
    name="rates",
    title="合作商运价",
    wing="partners",
    modules=(commands, notices, queries, comparing, imports, papers, closing),
    lists=(screens.PARTNER_RATES, screens.RATE_NOTICES),
    states=(NOTICE_STATES,),
    today=today.SOURCES,
)
