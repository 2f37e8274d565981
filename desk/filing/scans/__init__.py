"""扫描件归位: signed papers that were scanned or photographed find their consignments by themselves.

Owns `scan_pile`, `scan_file`, `scan_page`; the originals and the upright page pictures lie in the file
cabinet. Looks at receipts below, takes the paper in, and hears when goods are signed for. Of a paper that
is no consignment's it asks the rooms above (`OwnerWanted`). A pile is read and booked page by page by
`desk.scanning`, above the office.
"""

from desk.filing.scans import booking, keeping, queries, reactions, screens, sorting, today
from desk.filing.scans.rules import PILE_STATES, STATES
from desk.kernel.rooms import Room

ROOM = Room(
    name="scans",
    title="扫描件归位",
    wing="filing",
    modules=(booking, sorting, queries, reactions, keeping, today),
    lists=(screens.SCAN_PAGES, screens.SCAN_PILES),
    states=(STATES, PILE_STATES),
    today=today.SOURCES,
)
