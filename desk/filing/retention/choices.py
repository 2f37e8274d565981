"""The enums of a clearing of personal data (spec 5.13)."""

from desk.kernel.choices import Choice


class ClearingState(Choice):
    SUBMITTED = "SUBMITTED", "待批准"
    DONE = "DONE", "已清理"
    REJECTED = "REJECTED", "驳回"
    RECALLED = "RECALLED", "撤回"
