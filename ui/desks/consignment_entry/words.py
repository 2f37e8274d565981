"""The fields of the entry screen: names as the draft has them, words as the counter says them."""

from desk.archive.customers.choices import PayTerms
from desk.freight.consignments.choices import Category, DeliveryMode, Direction, Packing
from desk.screens.fields import Field, Kind

HEAD = (
    Field("direction", "方向", Kind.CHOICE, choices=Direction, width=4, required=True),
    Field("accept_at", "受理时间", Kind.MOMENT, width=8, help="空着就是现在"),
    Field("origin_station", "始发站", Kind.STATION, width=6, required=True),
    Field("destination", "目的地", Kind.DIVISION, width=9, required=True),
    Field("delivery_mode", "交接", Kind.CHOICE, choices=DeliveryMode, width=4, required=True),
    Field("paper_no", "手工单号", Kind.NUMBER, width=7),
)
PARTY = (("name", "", 11), ("phone", "电话", 8), ("contact", "联系人", 6), ("address", "地址", 20))

CELLS = (
    Field("goods_name", "品名", width=14, required=True),
    Field("pieces", "件数", Kind.COUNT, width=4, required=True),
    Field("packing", "包装", Kind.CHOICE, choices=Packing, width=6, required=True),
    Field("weight_g", "重量 kg", Kind.WEIGHT, width=6, required=True),
    Field("volume_cm3", "体积 m³ 或 长*宽*高 cm", Kind.VOLUME, width=11, required=True),
    Field("category", "类别", Kind.CHOICE, choices=Category, width=6, required=True),
    Field("mark", "唛头", width=8),
)
CHARGES = (
    Field("base_freight_fen", "运费", Kind.MONEY, width=5),
    Field("pickup_fee_fen", "提货费", Kind.MONEY, width=5),
    Field("delivery_fee_fen", "送货费", Kind.MONEY, width=5),
    Field("transit_fee_fen", "中转费", Kind.MONEY, width=5),
    Field("cover_fee_fen", "保价费", Kind.MONEY, width=5),
    Field("advance_fen", "垫付款", Kind.MONEY, width=5, help="替客户垫付,不计入运费合计"),
)
COUNTERSIGN = Field("price_countersigned_by", "会签人", width=8, help="同意此价的副总经理")
MORE_CHARGES = (
    Field("receipt_fee_fen", "回单费", Kind.MONEY, width=5),
    Field("handling_fee_fen", "装卸费", Kind.MONEY, width=5),
    Field("stairs_fee_fen", "上楼费", Kind.MONEY, width=5),
    Field("packing_fee_fen", "包装费", Kind.MONEY, width=5),
    Field("other_fee_fen", "其他费", Kind.MONEY, width=5),
    Field("other_fee_note", "费用说明", width=5),
    Field("discount_fen", "优惠", Kind.MONEY, width=5, help="填负数,如 -50"),
    Field("discount_reason", "优惠原因", width=5),
)
TERMS = (
    Field("pay_terms", "付款", Kind.CHOICE, choices=PayTerms, width=4, required=True),
    Field("declared_value_fen", "声明价值", Kind.MONEY, width=5, help="空着为未保价"),
    Field("cod_amount_fen", "代收货款", Kind.MONEY, width=5),
)
RECEIPT = Field("receipt_copies", "回单份数", Kind.COUNT, width=3)
SPLIT = (
    Field("prepaid_part_fen", "其中现付", Kind.MONEY, width=5),
    Field("collect_part_fen", "其中到付", Kind.MONEY, width=5),
    Field("receipt_part_fen", "其中回付", Kind.MONEY, width=5),
)
COD = (
    Field("cod_payee", "收款人", width=5, required=True),
    Field("cod_bank", "开户行", width=5, required=True),
    Field("cod_account", "账号", width=5, required=True),
)
REMARK = Field("remark", "备注", width=20)
RECEIPT_PREFIX = "receipt_"
MORE_TERMS = (
    Field("dest_station", "到达站", width=5),
    Field("promised_on", "承诺到货", Kind.DATE, width=5),
    Field("transit_days", "时效(天)", Kind.COUNT, width=3),
    Field("inspector", "验视人", width=5),
    Field("identity_doc_type", "证件类型", width=5),
    Field("identity_doc_no", "证件号码", width=5),
)
CHECKS = (
    Field("shipper_identity_checked", "托运人身份已核验", Kind.FLAG, required=True),
    Field("open_inspection", "已开箱验视", Kind.FLAG, required=True),
    Field("dangerous_checked", "已核对非危险品", Kind.FLAG, required=True),
    Field("cover_clause_ack", "限额条款已提示并签认", Kind.FLAG),
    Field("hold_release", "等通知放货", Kind.FLAG),
    Field("urgent", "加急", Kind.FLAG),
)
