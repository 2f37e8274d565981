"""The enums of a complaint (spec 3.16, 5.6)."""

from desk.kernel.choices import Choice


class Level(Choice):
    """How grave a complaint is; the clocks follow from it."""

    GENERAL = "GENERAL", "一般"
    SERIOUS = "SERIOUS", "严重"
    MAJOR = "MAJOR", "重大"

    @property
    def rank(self) -> int:
        """0, 1, 2: for telling higher from lower."""
        return ("GENERAL", "SERIOUS", "MAJOR").index(self.value)

    @property
    def next(self) -> "Level":
        """One level up; the highest stays."""
        return (Level.GENERAL, Level.SERIOUS, Level.MAJOR)[min(2, self.rank + 1)]


class ComplaintKind(Choice):
    DAMAGE = "DAMAGE", "货损"
    SHORTAGE = "SHORTAGE", "货差"
    DELAY = "DELAY", "时效延误"
    ATTITUDE = "ATTITUDE", "服务态度"
    MONEY = "MONEY", "财务"
    CLAIM = "CLAIM", "理赔"
    PRICE = "PRICE", "价格"
    INFORMATION = "INFORMATION", "信息"
    LEAK = "LEAK", "信息泄露"
    ADVICE = "ADVICE", "建议"
    OTHER = "OTHER", "其他"


class ComplaintState(Choice):
    REGISTERED = "REGISTERED", "已登记"
    ACKED = "ACKED", "已答复受理"
    INVESTIGATING = "INVESTIGATING", "调查中"
    PROPOSED = "PROPOSED", "已拟处理"
    APPROVED = "APPROVED", "已批准"
    REPLIED = "REPLIED", "已回复"
    REOPENED = "REOPENED", "重新处理"
    CLOSED = "CLOSED", "办结"


class Channel(Choice):
    PHONE = "PHONE", "电话"
    WECHAT = "WECHAT", "微信"
    MAIL = "MAIL", "邮件"
    VISIT = "VISIT", "来访"
    LETTER = "LETTER", "函件"
    REGULATOR = "REGULATOR", "监管转办"
    WEB = "WEB", "网络"


class Source(Choice):
    OUTSIDE = "OUTSIDE", "外部"
    INSIDE = "INSIDE", "内部"


class Circumstance(Choice):
    """What the caller says that decides the level."""

    INSULT = "INSULT", "服务辱骂"
    COD_LATE = "COD_LATE", "代收货款逾期超过 3 个工作日"
    INJURY = "INJURY", "人身伤害或安全"
    WHOLE_LOST = "WHOLE_LOST", "整票丢失"
    COD_TAKEN = "COD_TAKEN", "挪用代收货款"
    LEAK = "LEAK", "泄露个人信息"
    REGULATOR = "REGULATOR", "监管部门介入"
    MEDIA = "MEDIA", "媒体介入"
    LEAVING = "LEAVING", "A 类客户扬言终止合作"


class Satisfaction(Choice):
    SATISFIED = "SATISFIED", "满意"
    FAIR = "FAIR", "一般"
    DISSATISFIED = "DISSATISFIED", "不满意"
    UNREACHED = "UNREACHED", "联系不上"


class Validity(Choice):
    VALID = "VALID", "有效"
    INVALID = "INVALID", "无效"
    REPEATED = "REPEATED", "重复"


class Department(Choice):
    SERVICE = "SERVICE", "客服部"
    INBOUND = "INBOUND", "进港调度"
    OUTBOUND = "OUTBOUND", "出港调度"
    WAREHOUSE = "WAREHOUSE", "仓库"
    DELIVERY = "DELIVERY", "派送"
    LINEHAUL = "LINEHAUL", "干线"
    PARTNER = "PARTNER", "合作商"
    FINANCE = "FINANCE", "财务"
    SALES = "SALES", "营销部"
    CUSTOMER = "CUSTOMER", "客户自身"


class ClockKind(Choice):
    """What must be done by when."""

    ANSWER = "ANSWER", "首次答复"
    REPORT_MGR = "REPORT_MGR", "上报经理"
    REPORT_DGM = "REPORT_DGM", "上报副总经理"
    PLAN = "PLAN", "处理意见"
    PROGRESS = "PROGRESS", "进展告知"
    CLOSE = "CLOSE", "办结"
    CALL_BACK = "CALL_BACK", "回访"


class ReportTo(Choice):
    MGR = "MGR", "客服部经理"
    DGM = "DGM", "副总经理"
    OTHER = "OTHER", "其他"
