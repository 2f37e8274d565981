"""The states of a return order (spec AT-08, P-34)."""

from desk.kernel.choices import Choice


class ReturnState(Choice):
    OPEN = "OPEN", "待开返货单"
    ISSUED = "ISSUED", "待发运"
    SHIPPED = "SHIPPED", "已发运"
    VOID = "VOID", "已取消"
