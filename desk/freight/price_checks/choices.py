"""The words of the price check (spec 5.4)."""

from desk.kernel.choices import Choice


class Verdict(Choice):
    """What a check found; the last is the worst."""

    REASONABLE = "REASONABLE", "合理"
    EXPLAIN = "EXPLAIN", "需说明"
    APPROVE = "APPROVE", "需批准"


class Rule(Choice):
    """What was measured."""

    NO_RATE = "NO_RATE", "无有效运价"
    UNIT_PRICE = "UNIT_PRICE", "单价偏离"
    PARTNER_COST = "PARTNER_COST", "高于最低报价"
    MARGIN = "MARGIN", "毛利率"
    TRUCK_PRICE = "TRUCK_PRICE", "高于线路均价"


class CheckedPaper(Choice):
    """Which document was checked."""

    TRANSIT = "TRANSIT", "中转单"
    OUTBOUND = "OUTBOUND", "出港预报"
    RUN = "RUN", "派送清单"
