"""The enum of an approval. The codes sort so that what waits comes last, or first when descending."""

from desk.kernel.choices import Choice


class Decision(Choice):
    WAITING = "WAITING", "待审批"
    APPROVED = "APPROVED", "已批准"
    REJECTED = "REJECTED", "已驳回"
    CANCELLED = "CANCELLED", "已撤回"
