"""The enums of evaluation reports (spec 3.20)."""

from desk.kernel.choices import Choice


class ReportState(Choice):
    """A report the manager approves is in force at once, so 「已批准」 and 「生效」 are one state."""

    DRAFT = "DRAFT", "起草中"
    SUBMITTED = "SUBMITTED", "待批准"
    REJECTED = "REJECTED", "已驳回"
    EFFECTIVE = "EFFECTIVE", "已批准生效"
    SUPERSEDED = "SUPERSEDED", "已被更正"


class RectificationState(Choice):
    OPEN = "OPEN", "整改中"
    PASSED = "PASSED", "复查合格"
    FAILED = "FAILED", "复查不合格"
    LAPSED = "LAPSED", "已有新评估"
