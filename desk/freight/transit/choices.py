"""The states of a transit manifest (spec 3.7)."""

from desk.kernel.choices import Choice


class TransitState(Choice):
    DRAFT = "DRAFT", "草稿"
    APPROVED = "APPROVED", "已批准"
    HANDED = "HANDED", "已交接"
    ARRIVED = "ARRIVED", "已到中转地"
    DELIVERED = "DELIVERED", "全部签收"
    RECALLED = "RECALLED", "已退回"
    SETTLED = "SETTLED", "已结算"
    VOID = "VOID", "作废"
