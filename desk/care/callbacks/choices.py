"""The enums of call-backs (spec 3.18)."""

from desk.kernel.choices import Choice


class PlanState(Choice):
    DRAFT = "DRAFT", "编制中"
    SUBMITTED = "SUBMITTED", "待批准"
    APPROVED = "APPROVED", "已批准"
    CLOSED = "CLOSED", "已结束"


class ItemState(Choice):
    PLANNED = "PLANNED", "待回访"
    DONE = "DONE", "已回访"
    UNREACHED = "UNREACHED", "联系不上"
    CANCELLED = "CANCELLED", "取消"


class Cause(Choice):
    """Why a customer is to be called, the most pressing first."""

    COMPLAINT = "COMPLAINT", "投诉办结"
    CHURN = "CHURN", "流失预警"
    NEW = "NEW", "首票之后"
    CLASS_A = "CLASS_A", "A 类每月"
    CLASS_B = "CLASS_B", "B 类双月"
    CLASS_C = "CLASS_C", "C 类每季"

    @property
    def rank(self) -> int:
        """0 is called first."""
        return tuple(Cause).index(self)


class Omitted(Choice):
    """Why a customer who is due is not in the plan."""

    DO_NOT_CALL = "DO_NOT_CALL", "联系人谢绝来电"
    NO_PHONE = "NO_PHONE", "没有联系电话"
    QUOTA = "QUOTA", "超过每人定额"


class Purpose(Choice):
    ROUTINE = "ROUTINE", "例行"
    SIGNED = "SIGNED", "签收后"
    COMPLAINT = "COMPLAINT", "投诉后"
    CHURN = "CHURN", "流失"
    SATISFACTION = "SATISFACTION", "满意度"


class Channel(Choice):
    PHONE = "PHONE", "电话"
    WECHAT = "WECHAT", "微信"
    MAIL = "MAIL", "邮件"
    ON_SITE = "ON_SITE", "上门"


class FollowUpState(Choice):
    OPEN = "OPEN", "待办"
    DONE = "DONE", "已完成"
    CANCELLED = "CANCELLED", "已撤销"
