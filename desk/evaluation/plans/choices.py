"""The enums of evaluation plans and scorecards (spec 3.20)."""

from desk.kernel.choices import Choice


class PeriodKind(Choice):
    MONTH = "MONTH", "月度"
    QUARTER = "QUARTER", "季度"
    HALF = "HALF", "半年"
    YEAR = "YEAR", "年度"
    AD_HOC = "AD_HOC", "专项"


class PlanState(Choice):
    DRAFT = "DRAFT", "编制中"
    SUBMITTED = "SUBMITTED", "待批准"
    APPROVED = "APPROVED", "已批准"
    RUNNING = "RUNNING", "评估中"
    DONE = "DONE", "已完成"
    CANCELLED = "CANCELLED", "已取消"


class Standing(Choice):
    """Whether a partner of a plan is scored."""

    PLANNED = "PLANNED", "待评估"
    SCORED = "SCORED", "评分中"
    NO_BUSINESS = "NO_BUSINESS", "无业务,不评分"


class CardState(Choice):
    OPEN = "OPEN", "待评分"
    DONE = "DONE", "已评分"
    REPLACED = "REPLACED", "已重评"
