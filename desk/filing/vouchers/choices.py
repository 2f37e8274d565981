"""The enums of filed vouchers (spec 3.22)."""

from desk.kernel.choices import Choice


class VoucherType(Choice):
    """What a paper is; the word stands in the number of its box."""

    WAYBILL = "WAYBILL", "运单"
    SIGNED_SLIP = "SIGNED_SLIP", "签收单"
    RECEIPT = "RECEIPT", "回单"
    RUN = "RUN", "派送清单"
    TRANSIT = "TRANSIT", "中转单"
    TRUCK = "TRUCK", "行车单"
    DISPATCH = "DISPATCH", "发货单"
    STOCK = "STOCK", "出入库单"
    CLAIM = "CLAIM", "理赔单"
    CONTRACT = "CONTRACT", "合同"
    OTHER = "OTHER", "其他"


class DestructionState(Choice):
    SUBMITTED = "SUBMITTED", "待批准"
    APPROVED = "APPROVED", "已销毁"
    REJECTED = "REJECTED", "驳回"
    RECALLED = "RECALLED", "撤回"
