"""The enums of an exception (spec 3.15)."""

from desk.kernel.choices import Choice


class Stage(Choice):
    """Where on the way it was found."""

    PICKUP = "PICKUP", "提货"
    LINEHAUL = "LINEHAUL", "干线"
    UNLOADING = "UNLOADING", "卸车"
    STORAGE = "STORAGE", "仓储"
    DELIVERY = "DELIVERY", "派送"
    TRANSIT = "TRANSIT", "中转"
    PAPERS = "PAPERS", "单证"


class ExceptionKind(Choice):
    SHORTAGE = "SHORTAGE", "少货"
    OVERAGE = "OVERAGE", "多货"
    DAMAGE = "DAMAGE", "破损"
    WET = "WET", "受潮"
    MISSORT = "MISSORT", "串货"
    DOC_MISMATCH = "DOC_MISMATCH", "单货不符"
    LABEL = "LABEL", "标签差错"
    BILLING = "BILLING", "开单差错"
    REMEASURE = "REMEASURE", "涨尺涨寸"
    PACKING = "PACKING", "包装不合格"
    DELAY = "DELAY", "延误"
    REFUSED = "REFUSED", "拒收"
    UNREACHABLE = "UNREACHABLE", "联系不上"
    ADDRESS = "ADDRESS", "地址错误"
    PROHIBITED = "PROHIBITED", "禁运品"
    LOSS = "LOSS", "丢失"
    OTHER = "OTHER", "其他"


class LiableParty(Choice):
    COMPANY = "COMPANY", "公司"
    LINEHAUL = "LINEHAUL", "干线"
    PARTNER = "PARTNER", "合作商"
    SHIPPER = "SHIPPER", "发货人"
    CONSIGNEE = "CONSIGNEE", "收货人"
    FORCE_MAJEURE = "FORCE_MAJEURE", "不可抗力"
    UNDECIDED = "UNDECIDED", "待定"


class ExceptionState(Choice):
    OPEN = "OPEN", "待处理"
    HANDLING = "HANDLING", "处理中"
    ESCALATED = "ESCALATED", "已上报"
    RESOLVED = "RESOLVED", "已解决"
    CLOSED = "CLOSED", "已结案"
