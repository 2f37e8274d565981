"""The enums of tracking and of talks with customers (spec 3.14)."""

from desk.kernel.choices import Choice


class EventKind(Choice):
    """A node on a consignment's way."""

    ACCEPTED = "ACCEPTED", "受理"
    PICKED_UP = "PICKED_UP", "已提货"
    STOCKED_IN = "STOCKED_IN", "入库"
    LOADED = "LOADED", "已装车"
    DEPARTED = "DEPARTED", "发车"
    PASSED = "PASSED", "途经"
    DELAYED = "DELAYED", "延误"
    ARRIVED = "ARRIVED", "到达"
    NOTICE_SENT = "NOTICE_SENT", "已通知"
    OUT_FOR_DELIVERY = "OUT_FOR_DELIVERY", "派送中"
    HANDED_TO_PARTNER = "HANDED_TO_PARTNER", "交合作商"
    PARTNER_ARRIVED = "PARTNER_ARRIVED", "到达中转地"
    SIGNED = "SIGNED", "签收"
    PART_SIGNED = "PART_SIGNED", "部分签收"
    REFUSED = "REFUSED", "拒收"
    RETURN_STARTED = "RETURN_STARTED", "开始返货"
    RETURNED = "RETURNED", "已返货"
    CHANGED = "CHANGED", "收货信息变更"
    RECEIPT_IN = "RECEIPT_IN", "回单收回"
    RECEIPT_OUT = "RECEIPT_OUT", "回单寄出"


class EventSource(Choice):
    SYSTEM = "SYSTEM", "系统"
    DRIVER = "DRIVER", "司机"
    PARTNER = "PARTNER", "合作商"
    OPERATIONS = "OPERATIONS", "操作部"


class Party(Choice):
    """Whom we talked with."""

    CUSTOMER = "CUSTOMER", "客户"
    PARTNER = "PARTNER", "合作商"
    DRIVER = "DRIVER", "司机"
    DEPARTMENT = "DEPARTMENT", "部门"


class PartyKind(Choice):
    """Which side of the consignment a customer is."""

    SHIPPER = "SHIPPER", "发货人"
    CONSIGNEE = "CONSIGNEE", "收货人"
    OTHER = "OTHER", "其他"


class CallDirection(Choice):
    IN = "IN", "呼入"
    OUT = "OUT", "呼出"


class Channel(Choice):
    PHONE = "PHONE", "电话"
    WECHAT = "WECHAT", "微信"
    SMS = "SMS", "短信"
    IN_PERSON = "IN_PERSON", "当面"
    MAIL = "MAIL", "邮件"
    FAX = "FAX", "传真"


class Topic(Choice):
    GENERAL = "GENERAL", "一般"
    COD_CHANGE = "COD_CHANGE", "代收货款变更"
    RELEASE = "RELEASE", "放货"
    NOTICE = "NOTICE", "到货通知"
    EXCEPTION = "EXCEPTION", "异常"
    RETURN = "RETURN", "返货指示"
    PROGRESS = "PROGRESS", "在途告知"


class Severity(Choice):
    """How much a lane is hindered."""

    NOTICE = "NOTICE", "提示"
    SLOW = "SLOW", "缓行"
    CLOSED = "CLOSED", "封路"
