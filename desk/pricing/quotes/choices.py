"""The enums of inquiries and quotes (spec 3.13)."""

from desk.kernel.choices import Choice


class Channel(Choice):
    PHONE = "PHONE", "电话"
    WECHAT = "WECHAT", "微信"
    MAIL = "MAIL", "邮件"
    VISIT = "VISIT", "来访"
    FAX = "FAX", "传真"
    WEB = "WEB", "网络"


class Msds(Choice):
    """Where the shipper's safety data sheet stands."""

    RECEIVED = "RECEIVED", "已收"
    NOT_NEEDED = "NOT_NEEDED", "不需要"
    PENDING = "PENDING", "待补"
    DECLINED = "DECLINED", "拒绝提供"


class InquiryState(Choice):
    OPEN = "OPEN", "待报价"
    QUOTED = "QUOTED", "已报"
    WON = "WON", "成交"
    LOST = "LOST", "流失"
    REFUSED = "REFUSED", "不承接"
    EXPIRED = "EXPIRED", "已过期"


class RefusalKind(Choice):
    """Why the office does not take goods."""

    DANGEROUS = "DANGEROUS", "危险货物"
    PROHIBITED = "PROHIBITED", "禁运物品"
    INSPECTION = "INSPECTION", "拒绝验视"
    IDENTITY = "IDENTITY", "拒绝核验身份"
    NO_MSDS = "NO_MSDS", "拒绝提供MSDS"
    NO_SERVICE = "NO_SERVICE", "超出服务范围"
    OTHER = "OTHER", "其他"


class LostReason(Choice):
    PRICE = "PRICE", "价格高"
    TIME = "TIME", "时效不合"
    RIVAL = "RIVAL", "选择同行"
    PLAN = "PLAN", "取消发货"
    SERVICE = "SERVICE", "服务不合"
    SILENT = "SILENT", "联系不上"
    OTHER = "OTHER", "其他"


class QuoteState(Choice):
    DRAFT = "DRAFT", "草稿"
    SUBMITTED = "SUBMITTED", "待审批"
    APPROVED = "APPROVED", "已批准"
    SENT = "SENT", "已发出"
    ACCEPTED = "ACCEPTED", "已接受"
    REJECTED = "REJECTED", "未接受"
    REVISED = "REVISED", "已修订"
    EXPIRED = "EXPIRED", "已过期"


class QuoteItem(Choice):
    """What a line of a quote charges."""

    BASE = "BASE", "运费"
    PICKUP = "PICKUP", "提货费"
    DELIVERY = "DELIVERY", "送货费"
    COVER = "COVER", "保价费"
    RECEIPT = "RECEIPT", "回单费"
    HANDLING = "HANDLING", "装卸费"
    STAIRS = "STAIRS", "上楼费"
    PACKING = "PACKING", "包装费"
    OTHER = "OTHER", "其他费"
    DISCOUNT = "DISCOUNT", "优惠"


class CostLeg(Choice):
    """The parts of the way a cost is estimated for."""

    PICKUP = "PICKUP", "提货"
    LINEHAUL = "LINEHAUL", "干线"
    TRANSIT = "TRANSIT", "中转"
    DELIVERY = "DELIVERY", "派送"


class Light(Choice):
    """How much of the time for an answer is used."""

    GREEN = "GREEN", "时间充足"
    YELLOW = "YELLOW", "即将到期"
    RED = "RED", "已超时"
