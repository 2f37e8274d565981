"""The enums of a pick-up order (spec 3.5)."""

from desk.kernel.choices import Choice


class PickupKind(Choice):
    """Where goods are fetched: at a shipper's door, or at a station where a truck left them."""

    DOOR = "DOOR", "上门提货"
    STATION = "STATION", "到站提货"


class PickupState(Choice):
    WAITING = "WAITING", "待派"
    ASSIGNED = "ASSIGNED", "已派"
    DONE = "DONE", "已提"
    FAILED = "FAILED", "失败"
    VOID = "VOID", "作废"


class ShareBasis(Choice):
    """By what the cost is shared over the tickets."""

    WEIGHT = "WEIGHT", "按重量"
    PIECES = "PIECES", "按件数"
    TICKET = "TICKET", "按票"
    VOLUME = "VOLUME", "按体积"
