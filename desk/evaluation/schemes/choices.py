"""The enums of an evaluation scheme (spec 3.20, 5.7)."""

from desk.kernel.choices import Choice


class SchemeState(Choice):
    DRAFT = "DRAFT", "编制中"
    SUBMITTED = "SUBMITTED", "待批准"
    APPROVED = "APPROVED", "已批准"
    RETIRED = "RETIRED", "已停用"


class IndicatorKind(Choice):
    """How points come about: from the office's records, from a formula over them, from the evaluators.

    A veto gives no points; when it is found the grade is D.
    """

    HARD = "HARD", "系统指标"
    FORMULA = "FORMULA", "公式指标"
    SOFT = "SOFT", "主观评分"
    VETO = "VETO", "一票否决"


class Trend(Choice):
    """Against the last effective report."""

    UP = "UP", "↑"
    LEVEL = "LEVEL", "→"
    DOWN = "DOWN", "↓"


class Consequence(Choice):
    """What a report proposes for the cooperation."""

    CONTINUE = "CONTINUE", "继续合作"
    RECTIFY = "RECTIFY", "限期整改"
    SUSPEND = "SUSPEND", "暂停合作"
    TERMINATE = "TERMINATE", "暂停并建议终止"
