"""The groups of the cargo flow (P-21)."""

from desk.kernel.choices import Choice


class FlowGroup(Choice):
    """Which way goods went, in the order of the paper; inbound goods for a partner are 中转."""

    INBOUND = "INBOUND", "进港"
    OUTBOUND = "OUTBOUND", "出港"
    TRANSIT = "TRANSIT", "中转"
    RETURN = "RETURN", "返货"
