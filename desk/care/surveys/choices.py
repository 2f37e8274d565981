"""The enums of questionnaires, survey rounds and answers (spec 3.19)."""

from desk.kernel.choices import Choice


class QuestionnaireState(Choice):
    DRAFT = "DRAFT", "编制中"
    APPROVED = "APPROVED", "已批准"
    CLOSED = "CLOSED", "已停用"


class ItemKind(Choice):
    """How an item is answered; the numbers of a choice begin with 1."""

    FIVE = "FIVE", "5级"
    TEN = "TEN", "0–10"
    SINGLE = "SINGLE", "单选"
    MANY = "MANY", "多选"
    TEXT = "TEXT", "文字"


class Method(Choice):
    PHONE = "PHONE", "电话"
    WECHAT = "WECHAT", "微信"
    VISIT = "VISIT", "上门"
    WITH_GOODS = "WITH_GOODS", "随单"


class SampleRule(Choice):
    ALL = "ALL", "全部客户"
    CLASS = "CLASS", "按客户分类"
    TICKETS = "TICKETS", "期间有货的客户"


class SurveyState(Choice):
    DRAWN = "DRAWN", "已抽样"
    SENT = "SENT", "调查中"
    CLOSED = "CLOSED", "已结束"


class Verdict(Choice):
    """What a person decided about an answer."""

    COUNTED = "COUNTED", "计入"
    STRUCK = "STRUCK", "不计入"


class CommentCode(Choice):
    """What a written comment is about."""

    SPEED = "SPEED", "时效"
    SAFETY = "SAFETY", "货物安全"
    ATTITUDE = "ATTITUDE", "服务态度"
    INFORMATION = "INFORMATION", "信息反馈"
    PRICE = "PRICE", "价格"
    PAPERS = "PAPERS", "单据结算"
    LANES = "LANES", "线路网点"
    PRAISE = "PRAISE", "表扬"
    OTHER = "OTHER", "其他"


class Recheck(Choice):
    """What the call to a re-checked respondent showed."""

    WAITING = "WAITING", "待复核"
    SAME = "SAME", "一致"
    DIFFERENT = "DIFFERENT", "不一致"
    UNREACHED = "UNREACHED", "联系不上"


class Grade(Choice):
    EXCELLENT = "EXCELLENT", "优秀"
    GOOD = "GOOD", "良好"
    FAIR = "FAIR", "一般"
    POOR = "POOR", "较差"
