"""货物流量: which goods went which way in a period, and what they earned (K30, P-21).

Owns the sums of every day and lane, which the file's own triggers bring along with the consignments.
"""

from desk.freight.flow import model, papers, queries
from desk.kernel.rooms import Room

ROOM = Room(name="flow", title="货物流量", wing="freight", modules=(model, queries, papers))
