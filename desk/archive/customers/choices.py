"""The enums of the customer archive (spec 3.1, 3.2, 5.13)."""

from desk.kernel.choices import Choice


class CustomerKind(Choice):
    INBOUND = "INBOUND", "进港"
    OUTBOUND = "OUTBOUND", "出港"
    TRANSIT = "TRANSIT", "中转"
    TERMINAL = "TERMINAL", "终端"


class CustomerType(Choice):
    COMPANY = "COMPANY", "企业"
    SOLE = "SOLE", "个体"
    PERSON = "PERSON", "个人"


class Stage(Choice):
    PROSPECT = "PROSPECT", "潜在"
    NEW = "NEW", "新"
    ACTIVE = "ACTIVE", "活跃"
    DORMANT = "DORMANT", "沉睡"
    CHURNED = "CHURNED", "流失"


class CustomerClass(Choice):
    A = "A", "A"
    B = "B", "B"
    C = "C", "C"


class RfmLabel(Choice):
    """What recency, frequency and money say together (5.10)."""

    VALUE = "VALUE", "重要价值"
    WIN_BACK = "WIN_BACK", "重要挽留"
    DEVELOP = "DEVELOP", "重要发展"
    KEEP = "KEEP", "重要保持"
    PLAIN_VALUE = "PLAIN_VALUE", "一般价值"
    PLAIN_WIN_BACK = "PLAIN_WIN_BACK", "一般挽留"
    PLAIN_DEVELOP = "PLAIN_DEVELOP", "一般发展"
    PLAIN_KEEP = "PLAIN_KEEP", "一般保持"


class PayTerms(Choice):
    """Who pays the freight and when: a customer's usual terms, and the terms of one consignment."""

    PREPAID = "PREPAID", "现付"
    COLLECT = "COLLECT", "到付"
    ON_RECEIPT = "ON_RECEIPT", "回付"
    MONTHLY = "MONTHLY", "月结"
    CREDIT = "CREDIT", "欠付"
    FROM_COD = "FROM_COD", "货款扣"
    SPLIT = "SPLIT", "三期"


ON_CREDIT = frozenset({PayTerms.MONTHLY, PayTerms.CREDIT})


class CustomerSource(Choice):
    PHONE = "PHONE", "电话"
    WALK_IN = "WALK_IN", "上门"
    REFERRAL = "REFERRAL", "转介绍"
    NET = "NET", "网络"
    SALESPERSON = "SALESPERSON", "业务员"


class CustomerStatus(Choice):
    ACTIVE = "ACTIVE", "正常"
    FROZEN = "FROZEN", "冻结"
    MERGED = "MERGED", "已合并"
    ARCHIVED = "ARCHIVED", "已归档"
    ANONYMISED = "ANONYMISED", "已匿名"


class ContactRole(Choice):
    SHIPPING = "SHIPPING", "发货"
    RECEIVING = "RECEIVING", "收货"
    FINANCE = "FINANCE", "财务"
    DECISION = "DECISION", "决策"
    COMPLAINT = "COMPLAINT", "投诉"


class AddressLabel(Choice):
    WAREHOUSE = "WAREHOUSE", "仓库"
    SHOP = "SHOP", "门店"


class ChangeField(Choice):
    """What a customer may tell us has changed; the first six a clerk cannot change alone."""

    NAME = "NAME", "名称"
    TAX_NO = "TAX_NO", "税号"
    BANK = "BANK", "开户行"
    ACCOUNT = "ACCOUNT", "账号"
    CREDIT_LIMIT = "CREDIT_LIMIT", "信用额度"
    CREDIT_DAYS = "CREDIT_DAYS", "账期天数"
    SETTLEMENT = "SETTLEMENT", "结算方式"
    INVOICE_TITLE = "INVOICE_TITLE", "发票抬头"
    INDUSTRY = "INDUSTRY", "行业"
    GOODS = "GOODS", "常发货物"
    SPECIAL = "SPECIAL", "特殊要求"
    CONTACT = "CONTACT", "联系人"
    MOBILE = "MOBILE", "手机"
    PHONE = "PHONE", "座机"
    ADDRESS = "ADDRESS", "地址"


GUARDED_CHANGES = (
    ChangeField.NAME,
    ChangeField.TAX_NO,
    ChangeField.BANK,
    ChangeField.ACCOUNT,
    ChangeField.CREDIT_LIMIT,
    ChangeField.CREDIT_DAYS,
)


class ChangeSource(Choice):
    PHONE = "PHONE", "电话"
    LETTER = "LETTER", "函"


class ChangeStatus(Choice):
    PENDING = "PENDING", "待核实"
    VERIFIED = "VERIFIED", "已核实"
    REJECTED = "REJECTED", "驳回"


class RevealReason(Choice):
    CALL = "CALL", "拨打电话"
    DELIVERY = "DELIVERY", "派送"
    COMPLAINT = "COMPLAINT", "投诉"
    RECONCILING = "RECONCILING", "对账"
    OTHER = "OTHER", "其他"
