"""The enums of partner rates and of the notices of their change (spec 3.11)."""

from desk.kernel.choices import Choice


class RateSource(Choice):
    """Where a rate was heard or read."""

    PHONE = "PHONE", "电话"
    LETTER = "LETTER", "函"
    CONTRACT = "CONTRACT", "合同"
    WECHAT = "WECHAT", "微信"


class NoticeState(Choice):
    DRAFT = "DRAFT", "未发送"
    SENT = "SENT", "已发送"
    ACKED = "ACKED", "财务已签收"
