"""The enums of delivery runs, receipts and self-collection (spec 3.8)."""

from desk.kernel.choices import Choice


class RunState(Choice):
    DRAFT = "DRAFT", "草稿"
    PRINTED = "PRINTED", "已打印"
    OUT = "OUT", "已出车"
    RETURNED = "RETURNED", "已回车"
    SETTLED = "SETTLED", "已结单"
    VOID = "VOID", "作废"


class ShareBasis(Choice):
    """What a run's vehicle cost is shared by."""

    TICKET = "TICKET", "按票"
    PIECES = "PIECES", "按件数"
    WEIGHT = "WEIGHT", "按重量"
    VOLUME = "VOLUME", "按体积"


class SignResult(Choice):
    FULL = "FULL", "全签"
    PARTIAL = "PARTIAL", "部分"
    REFUSED = "REFUSED", "拒收"
    FAILED = "FAILED", "未送达"


class Relation(Choice):
    """Who signs or collects: the consignee himself or another for him."""

    SELF = "SELF", "本人"
    PROXY = "PROXY", "代签"


class IdKind(Choice):
    ID_CARD = "ID_CARD", "身份证"
    PASSPORT = "PASSPORT", "护照"
    DRIVER_LICENCE = "DRIVER_LICENCE", "驾驶证"
    PROXY_LETTER = "PROXY_LETTER", "委托书"
