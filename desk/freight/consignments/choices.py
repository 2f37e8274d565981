"""The enums of a consignment (spec 3.3, 3.4, 3.9)."""

from desk.kernel.choices import Choice
from desk.pricing.goods import Category as Category
from desk.pricing.goods import Packing as Packing


class Direction(Choice):
    INBOUND = "INBOUND", "进港"
    OUTBOUND = "OUTBOUND", "出港"
    RETURN = "RETURN", "返货"


class DeliveryMode(Choice):
    SELF_PICKUP = "SELF_PICKUP", "自提"
    DOOR = "DOOR", "送货"
    TRANSIT = "TRANSIT", "中转"


class ReceiptRequirement(Choice):
    SIGNATURE = "SIGNATURE", "签字"
    STAMP = "STAMP", "盖章"
    ID_CARD = "ID_CARD", "身份证"
    SLIP = "SLIP", "收条"


class ConsignmentState(Choice):
    """Main state, derived from the ledger and events; never typed."""

    DRAFT = "DRAFT", "草稿"
    ACCEPTED = "ACCEPTED", "已受理"
    EXPECTED = "EXPECTED", "待到货"
    IN_STOCK = "IN_STOCK", "在库"
    SHIPPED = "SHIPPED", "已发运"
    ON_RUN = "ON_RUN", "派送中"
    AT_PARTNER = "AT_PARTNER", "中转中"
    PART_SIGNED = "PART_SIGNED", "部分签收"
    SIGNED = "SIGNED", "已签收"
    REFUSED = "REFUSED", "拒收待处理"
    RETURNED = "RETURNED", "已返货"
    WRITTEN_OFF = "WRITTEN_OFF", "已核销"
    CLOSED = "CLOSED", "已完结"
    VOID = "VOID", "作废"


class Place(Choice):
    """Where pieces can be: the buckets of the goods ledger."""

    OUTSIDE = "OUTSIDE", "未到"
    STOCK = "STOCK", "在库"
    RUN = "RUN", "派送车上"
    PARTNER = "PARTNER", "合作商处"
    LINEHAUL = "LINEHAUL", "干线"
    SIGNED = "SIGNED", "已签收"
    RETURNED = "RETURNED", "已返货"
    WRITTEN_OFF = "WRITTEN_OFF", "已核销"


class MoveKind(Choice):
    IN = "IN", "入库"
    OUT = "OUT", "出库"
    ADJUST = "ADJUST", "盘盈亏"
    OUTSIDE = "OUTSIDE", "库外"  # neither end is the warehouse: signed off a truck or at a partner


class MoveReason(Choice):
    ARRIVAL = "ARRIVAL", "到货"
    PICKUP = "PICKUP", "提货"
    RUN_OUT = "RUN_OUT", "派送出库"
    RUN_BACK = "RUN_BACK", "派送退回"
    RUN_SIGNED = "RUN_SIGNED", "派送签收"
    TRANSIT_OUT = "TRANSIT_OUT", "中转交接"
    TRANSIT_BACK = "TRANSIT_BACK", "中转退回"
    TRANSIT_SIGNED = "TRANSIT_SIGNED", "中转签收"
    SHIP_OUT = "SHIP_OUT", "发运"
    SHIP_SIGNED = "SHIP_SIGNED", "到站签收"
    SELF_PICKUP = "SELF_PICKUP", "自提"
    RETURN_IN = "RETURN_IN", "返货入库"
    RETURN_OUT = "RETURN_OUT", "返货出库"
    WRITEOFF = "WRITEOFF", "核销"
    STOCKTAKE_MORE = "STOCKTAKE_MORE", "盘盈"
    STOCKTAKE_LESS = "STOCKTAKE_LESS", "盘亏"


class Condition(Choice):
    GOOD = "GOOD", "完好"
    DAMAGED = "DAMAGED", "破损"
    WET = "WET", "受潮"
    MISSING = "MISSING", "缺件"


class MoneyKind(Choice):
    FREIGHT = "FREIGHT", "运费"
    COD = "COD", "代收货款"
    STORAGE = "STORAGE", "保管费"


class PayMethod(Choice):
    CASH = "CASH", "现金"
    TRANSFER = "TRANSFER", "转账"
    QR = "QR", "扫码"
