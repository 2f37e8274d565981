"""The enums of a major event (spec 3.24)."""

from desk.kernel.choices import Choice


class EventType(Choice):
    ACCIDENT = "ACCIDENT", "安全事故"
    COMPLAINT = "COMPLAINT", "重大投诉"
    OPINION = "OPINION", "舆情"
    LEAK = "LEAK", "信息泄露"
    DISASTER = "DISASTER", "自然灾害"


class EventState(Choice):
    OPEN = "OPEN", "已启动"
    HANDLING = "HANDLING", "处置中"
    AFTERMATH = "AFTERMATH", "善后"
    CLOSED = "CLOSED", "结案"
