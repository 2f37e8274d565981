"""The enums of an outbound pre-advice (spec 3.6, P-04)."""

from desk.kernel.choices import Choice


class PreadviceState(Choice):
    DRAFT = "DRAFT", "草稿"
    CONFIRMED = "CONFIRMED", "已确认"
    SENT = "SENT", "已预报"
    DEPARTED = "DEPARTED", "已发车"
    ARRIVED = "ARRIVED", "已到"
    CLOSED = "CLOSED", "已关闭"
    VOID = "VOID", "作废"


class SendChannel(Choice):
    """How the receiving side was told."""

    WECHAT = "WECHAT", "微信"
    FAX = "FAX", "传真"
    EMAIL = "EMAIL", "邮件"


class TruckShare(Choice):
    """What the truck's price is shared by over its tickets."""

    CHARGEABLE = "CHARGEABLE", "按计费重量"
    WEIGHT = "WEIGHT", "按重量"
    PIECES = "PIECES", "按件数"
    TICKET = "TICKET", "按票"
    VOLUME = "VOLUME", "按体积"


class LineOrder(Choice):
    """In which order the tickets stand on the paper."""

    LOADING = "LOADING", "按装车顺序(后卸在前)"
    DESTINATION = "DESTINATION", "按目的地、运单号"
