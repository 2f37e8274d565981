"""货物流量: which goods went which way in a period, and what they earned (K30, P-21).

Owns no record: it reads the consignments below through one index made for it.
"""

from desk.freight.flow import papers, queries
from desk.kernel.rooms import Room

ROOM = Room(name="flow", title="货物流量", wing="freight", modules=(queries, papers))
