"""考核数据: the hard figures behind a partner's evaluation, and the very tickets they are counted from.

Owns no record: it counts transit manifests, exceptions, complaints, receipts, rates, claims and nodes of
the rooms below. The rooms of schemes, plans and reports above freeze what it finds.
"""

from desk.evaluation.measures import queries
from desk.kernel.rooms import Room

ROOM = Room(name="measures", title="考核数据", wing="evaluation", modules=(queries,))
