"""The enums of a claim (spec 3.17, 5.5)."""

from desk.kernel.choices import Choice


class ClaimantKind(Choice):
    SHIPPER = "SHIPPER", "发货人"
    CONSIGNEE = "CONSIGNEE", "收货人"


class LossKind(Choice):
    TOTAL = "TOTAL", "全损"
    PARTIAL = "PARTIAL", "部分损"
    SHORT = "SHORT", "短少"
    DELAY = "DELAY", "延误"


class Fault(Choice):
    ORDINARY = "ORDINARY", "一般过失"
    GROSS = "GROSS", "重大过失"
    INTENT = "INTENT", "故意"
    NONE = "NONE", "无过错"


class Exemption(Choice):
    """What frees the carrier (民法典 832)."""

    FORCE_MAJEURE = "FORCE_MAJEURE", "不可抗力"
    NATURE = "NATURE", "货物自然性质"
    WEAR = "WEAR", "合理损耗"
    CUSTOMER = "CUSTOMER", "托运人或收货人过错"


class ClaimPaper(Choice):
    PHOTOS = "PHOTOS", "货损照片"
    FORM = "FORM", "索赔函"
    LOSS_LIST = "LOSS_LIST", "损失清单"
    ID = "ID", "身份证明"
    ASSIGNMENT = "ASSIGNMENT", "索赔权转让书"
    WAYBILL = "WAYBILL", "运单"
    VALUE_PROOF = "VALUE_PROOF", "货值证明"
    POD = "POD", "签收单"
    ORIGINALS = "ORIGINALS", "全部资料原件"
    EXEMPTION = "EXEMPTION", "免责证据"
    SETTLEMENT = "SETTLEMENT", "理赔协议"
    DGM_NOTE = "DGM_NOTE", "副总经理批示"


class ClaimState(Choice):
    DRAFT = "DRAFT", "草拟"
    SUBMITTED = "SUBMITTED", "待批准"
    APPROVED = "APPROVED", "已批准"
    REJECTED = "REJECTED", "驳回"
    AGREED = "AGREED", "已签协议"
    PAID = "PAID", "已赔付"
    CLOSED = "CLOSED", "结案"


class PayBy(Choice):
    TRANSFER = "TRANSFER", "转账"
    FREIGHT = "FREIGHT", "抵运费"


class RecourseParty(Choice):
    LINEHAUL = "LINEHAUL", "干线"
    PARTNER = "PARTNER", "合作商"
    SHIPPER = "SHIPPER", "发货人"
    CONSIGNEE = "CONSIGNEE", "收货人"
    DRIVER = "DRIVER", "司机"
    INSURER = "INSURER", "保险公司"
