"""回单: the signed papers that bring the money, from the consignee back to the customer.

Owns `return_receipt`, `receipt_chase`, `receipt_handover`; scans hang on the receipt in the file
cabinet. Looks at freight below and hears when goods are signed for and when a run's papers are handed
in; rooms above ask `finding.receipt_of` and file a paper with `receiving.take_in`.
"""

from desk.filing.receipts import (
    ageing,
    chasing,
    closing,
    commands,
    handing,
    papers,
    queries,
    reactions,
    screens,
    today,
)
from desk.filing.receipts.rules import HANDOVER_STATES, STATES
from desk.kernel.rooms import Room

ROOM = Room(
    name="receipts",
    title="回单",
    wing="filing",
    modules=(commands, handing, chasing, queries, ageing, papers, reactions, today, closing),
    lists=(screens.RETURN_RECEIPTS, screens.RECEIPT_HANDOVERS),
    states=(STATES, HANDOVER_STATES),
    today=today.SOURCES,
)
