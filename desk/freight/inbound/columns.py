"""The columns of a sender's inbound list, in the words that real lists use.

Source: spec 3.28, 4.1 (P-01); the words are our own collection, assumed.
"""

from collections.abc import Mapping
from types import MappingProxyType

from desk.archive.customers.choices import PayTerms
from desk.documents.intake.mapping import Column
from desk.freight.consignments.choices import DeliveryMode, Packing
from desk.kernel.choices import Choice

COLUMNS = (
    Column(
        "paper_no",
        "手工单号",
        ("单号", "运单号", "票号", "托运单号", "货单号", "原单号", "运单编号", "订单号"),
    ),
    Column("accept_on", "受理日期", ("日期", "开单日期", "托运日期", "发货日期", "开票日期")),
    Column("origin_station", "始发站", ("发站", "起运地", "始发地", "发货站")),
    Column(
        "shipper_name",
        "发货人",
        ("寄件人", "托运人", "发货方", "发货单位", "发货客户", "发件人"),
        required=True,
    ),
    Column(
        "shipper_phone",
        "发货电话",
        ("发货人电话", "发货方电话", "发货手机", "寄件电话", "托运人电话", "寄件人电话"),
    ),
    Column(
        "consignee_name",
        "收货人",
        ("收件人", "收货方", "收货单位", "收货客户", "收货联系人", "收货人姓名"),
        required=True,
    ),
    Column(
        "consignee_phone",
        "收货电话",
        (
            "收货人电话",
            "收货方电话",
            "收货手机",
            "收件电话",
            "收件人电话",
            "电话",
            "手机",
            "联系电话",
            "手机号",
            "电话掩码",
        ),
        required=True,
    ),
    Column("consignee_address", "收货地址", ("地址", "送货地址", "收件地址", "详细地址")),
    Column("destination", "目的地", ("到站", "到达站", "目的站", "到达地", "流向"), required=True),
    Column("goods_name", "品名", ("货物名称", "货名", "货物", "物品名称", "货品"), required=True),
    Column("packing", "包装", ("包装方式", "包装类型")),
    Column("pieces", "件数", ("数量", "开单件数", "总件数", "件"), required=True),
    Column("weight_g", "重量", ("实重", "毛重", "总重量", "重量公斤"), required=True),
    Column("volume_cm3", "体积", ("方数", "立方", "总体积", "立方数", "方"), required=True),
    Column(
        "delivery_mode",
        "交接方式",
        ("送货方式", "提货方式", "交货方式", "派送方式", "交接方式自提送货中转", "服务方式"),
    ),
    Column("pay_terms", "付款方式", ("付费方式", "结算方式", "运费付款方式", "支付方式")),
    Column("base_freight_fen", "运费", ("基本运费", "运输费", "干线运费")),
    Column("delivery_fee_fen", "送货费", ("派送费", "送费")),
    Column("transit_fee_fen", "中转费", ()),
    Column("cover_fee_fen", "保价费", ("保险费",)),
    Column("other_fee_fen", "其他费", ("其它费", "其他费用", "杂费")),
    Column("total_fen", "运费合计", ("总运费", "合计运费", "费用合计", "运费总额")),
    Column("collect_fen", "到付运费", ("到付", "提付", "提付运费", "到付金额", "到付款")),
    Column("cod_amount_fen", "代收货款", ("代收", "代收款", "货款")),
    Column("cod_payee", "收款人", ("户名", "收款户名", "代收收款人")),
    Column("cod_bank", "开户行", ("开户银行", "收款银行")),
    Column("cod_account", "账号", ("收款账号", "银行账号", "卡号")),
    Column("receipt_copies", "回单份数", ("回单", "签回单", "回单数")),
    Column("declared_value_fen", "声明价值", ("保价", "保价金额", "货值", "声明价格")),
    Column("remark", "备注", ("说明", "附注", "特殊要求")),
)

_MODES = {
    "送": DeliveryMode.DOOR,
    "送货上门": DeliveryMode.DOOR,
    "派送": DeliveryMode.DOOR,
    "送上门": DeliveryMode.DOOR,
    "提": DeliveryMode.SELF_PICKUP,
    "客户自提": DeliveryMode.SELF_PICKUP,
    "上门自提": DeliveryMode.SELF_PICKUP,
    "转": DeliveryMode.TRANSIT,
    "转运": DeliveryMode.TRANSIT,
}
_TERMS = {
    "寄付": PayTerms.PREPAID,
    "已付": PayTerms.PREPAID,
    "现结": PayTerms.PREPAID,
    "提付": PayTerms.COLLECT,
    "到": PayTerms.COLLECT,
    "回单付": PayTerms.ON_RECEIPT,
    "月": PayTerms.MONTHLY,
    "欠款": PayTerms.CREDIT,
    "欠": PayTerms.CREDIT,
    "扣付": PayTerms.FROM_COD,
    "三期付": PayTerms.SPLIT,
}
_PACKINGS = {
    "纸": Packing.CARTON,
    "箱": Packing.CARTON,
    "木": Packing.CRATE,
    "木架": Packing.CRATE,
    "托": Packing.PALLET,
    "卡板": Packing.PALLET,
    "袋": Packing.WOVEN_BAG,
    "编织": Packing.WOVEN_BAG,
    "纤袋": Packing.WOVEN_BAG,
    "铁桶": Packing.DRUM,
    "塑料桶": Packing.DRUM,
    "扎": Packing.BUNDLE,
    "裸": Packing.BARE,
    "无": Packing.BARE,
}
WORDS: Mapping[type[Choice], Mapping[str, Choice]] = MappingProxyType(
    {DeliveryMode: _MODES, PayTerms: _TERMS, Packing: _PACKINGS}
)
"""What senders write besides our own words."""
