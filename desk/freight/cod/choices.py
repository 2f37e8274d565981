"""The enums of cash on delivery (spec 3.23)."""

from desk.kernel.choices import Choice


class CodState(Choice):
    """How far the money of one consignment has come; derived from its entries, never typed."""

    DUE = "DUE", "待收"
    COLLECTED = "COLLECTED", "已收款"
    BANKED = "BANKED", "已缴存"
    REMITTED = "REMITTED", "已返款"


class CodStep(Choice):
    """What one entry of the ledger says."""

    COLLECTED = "COLLECTED", "收款"
    BANKED = "BANKED", "缴存"
    REMITTED = "REMITTED", "返款"
    FEE = "FEE", "手续费"
