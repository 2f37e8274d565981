"""The enums of an inbound manifest (spec 3.5)."""

from desk.kernel.choices import Choice


class ManifestState(Choice):
    DRAFT = "DRAFT", "录入"
    EXPECTED = "EXPECTED", "待到"
    ARRIVED = "ARRIVED", "已到"
    UNLOADING = "UNLOADING", "卸车点收"
    STOCKED = "STOCKED", "已入库"
    CLOSED = "CLOSED", "已关闭"
    VOID = "VOID", "作废"


class CostBasis(Choice):
    """By what the truck's cost is shared over its tickets."""

    WEIGHT = "WEIGHT", "按重量"
    PIECES = "PIECES", "按件数"
    TICKET = "TICKET", "按票"
    VOLUME = "VOLUME", "按体积"
