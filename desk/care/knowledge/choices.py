"""The enums of the office's knowledge."""

from desk.kernel.choices import Choice


class CardKind(Choice):
    PHRASE = "PHRASE", "用语"
    CASE = "CASE", "案例"


class CardState(Choice):
    PROPOSED = "PROPOSED", "待确认"
    ACTIVE = "ACTIVE", "使用中"
    RETIRED = "RETIRED", "停用"


class Situation(Choice):
    """When on the telephone a phrase is said."""

    OPENING = "OPENING", "开场"
    INQUIRY = "INQUIRY", "询价"
    LOOKUP = "LOOKUP", "查货"
    NOTICE = "NOTICE", "到货通知"
    APOLOGY = "APOLOGY", "道歉"
    COMPLAINT = "COMPLAINT", "投诉受理"
    CLAIM = "CLAIM", "理赔"
    CALL_BACK = "CALL_BACK", "回访"
    VISIT = "VISIT", "接待"
    REFUSAL = "REFUSAL", "婉拒"
    CLOSING = "CLOSING", "结束"
    OTHER = "OTHER", "其他"


class Difference(Choice):
    """What taking a document over would do to a card."""

    NEW = "NEW", "新增"
    CHANGED = "CHANGED", "改动"
    GONE = "GONE", "停用"
