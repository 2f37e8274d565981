"""The fields of the call sheet: names as the draft has them, words as the counter says them."""

from desk.archive.customers.choices import PayTerms
from desk.pricing.goods import Category, Packing
from desk.pricing.quotes.choices import Channel, Msds, QuoteItem
from desk.screens.fields import Field, Kind

RECEIVED = Field("received_at", "来电时间", Kind.MOMENT, width=8, help="空着就是现在")
CHANNEL = Field("channel", "方式", Kind.CHOICE, choices=Channel, width=4, required=True)
COMPANY = Field("caller_company", "客户公司", width=12, required=True)
CALLER = Field("caller_name", "联系人", width=5, required=True)
PHONE = Field("phone", "电话", Kind.PHONE, width=6, required=True)
GOODS = (
    Field("goods_name", "品名", width=8, required=True),
    Field("category", "货类", Kind.CHOICE, choices=Category, width=5, required=True),
    Field("msds", "MSDS", Kind.CHOICE, choices=Msds, width=5, required=True),
    Field("packing", "包装", Kind.CHOICE, choices=Packing, width=5, required=True),
    Field("from_place", "始发地", Kind.DIVISION, width=6, required=True),
    Field("to_place", "目的地", Kind.DIVISION, width=6, required=True),
    Field("pieces", "件数", Kind.COUNT, width=4),
    Field("weight_g", "重量 kg", Kind.WEIGHT, width=5),
)
VOLUME = Field("volume_cm3", "体积 m³", Kind.VOLUME, width=5, help="立方米,或一件的长*宽*高 cm")
WISHES = (
    Field("declared_value_fen", "声明价值", Kind.MONEY, width=5),
    Field("cod_amount_fen", "代收货款", Kind.MONEY, width=5),
    Field("qty_per_shipment", "每次运量", width=6),
    Field("ready_time", "操作时间", width=6),
    Field("special_requirements", "特殊要求", width=12),
    Field("motive", "客户动机", width=12),
)
RECEIPTS = Field("receipt_copies", "回单份数", Kind.COUNT, width=3)
DOOR = Field("door", "送货上门", Kind.FLAG)
PICKUP = Field("pickup", "上门提货", Kind.FLAG)
UN = Field("un_no", "UN编号", width=4)
PICKUP_ADDRESS = Field("pickup_address", "提货地址", width=12)
CONSIGNEE = (
    Field("consignee_name", "收货人", width=6),
    Field("consignee_phone", "收货电话", Kind.PHONE, width=6),
    Field("consignee_address", "收货地址", width=12),
)

TERMS = (
    Field("base_freight_fen", "协议运费", Kind.MONEY, width=5, help="空着按运价表"),
    Field("discount_bp", "优惠比例", Kind.PERCENT, width=5),
    Field("pay_terms", "付款", Kind.CHOICE, choices=PayTerms, width=5, required=True),
    Field("valid_until", "有效期至", Kind.DATE, width=6),
    Field("transit_days", "时效(天)", Kind.COUNT, width=3),
    Field("reason", "定价理由", width=8),
)
REMARK = Field("remark", "报价备注", width=20, help="印在报价单上")
FLAGS = (
    Field("nonstandard", "非标准,须经理批准", Kind.FLAG),
    Field("repeatable", "有效期内可多次使用", Kind.FLAG),
)
BY_HAND = tuple(
    Field(f"extra_{item.value}", item.label, Kind.MONEY, width=5, help="空着按附加费表")
    for item in (
        QuoteItem.PICKUP,
        QuoteItem.DELIVERY,
        QuoteItem.COVER,
        QuoteItem.RECEIPT,
        QuoteItem.HANDLING,
        QuoteItem.STAIRS,
        QuoteItem.PACKING,
        QuoteItem.OTHER,
    )
)
OTHER_LABEL = Field("extra_label", "费用说明", width=6, help="「其他费」是什么")
EXTRA = "extra_"
