"""Why goods come to the counter of the warehouse or leave it by a slip of its own."""

from desk.freight.consignments.choices import MoveReason
from desk.kernel.choices import Choice


class InReason(Choice):
    """Goods that no inbound manifest and no delivery run brings in."""

    PICKUP = "PICKUP", "提货"
    TRANSIT_BACK = "TRANSIT_BACK", "中转退回"
    RETURN_IN = "RETURN_IN", "返货入库"

    @property
    def reason(self) -> MoveReason:
        """The reason as the ledger writes it."""
        return MoveReason[self.name]


class OutReason(Choice):
    """Goods handed over at the warehouse to anyone but a delivery driver or a consignee."""

    TRANSIT_OUT = "TRANSIT_OUT", "中转交接"
    SHIP_OUT = "SHIP_OUT", "发运"
    RETURN_OUT = "RETURN_OUT", "返货出库"

    @property
    def reason(self) -> MoveReason:
        """The reason as the ledger writes it."""
        return MoveReason[self.name]
