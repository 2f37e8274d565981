"""The enums of a return receipt (spec 3.22)."""

from desk.kernel.choices import Choice


class ReceiptState(Choice):
    """Where the signed paper is. Before the goods are signed for there is no record of it."""

    SIGNED = "SIGNED", "待收回"
    RECEIVED = "RECEIVED", "已收回"
    SENT = "SENT", "已交付"
    CONFIRMED = "CONFIRMED", "客户已收"
    LOST = "LOST", "遗失"
    INVALID = "INVALID", "无效"


class Holder(Choice):
    """Who had the goods signed for, and so has the paper first."""

    OWN = "OWN", "自送"
    PARTNER = "PARTNER", "合作商"
    INLAND = "INLAND", "内地到站"


class HandoverWay(Choice):
    """How papers go to the customer."""

    COURIER = "COURIER", "快递"
    IN_PERSON = "IN_PERSON", "当面"
    BY_DRIVER = "BY_DRIVER", "司机捎带"


class HandoverState(Choice):
    SENT = "SENT", "已交付"
    CONFIRMED = "CONFIRMED", "客户已收"
    VOID = "VOID", "作废"
