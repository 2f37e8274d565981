"""The enums of tariffs (spec 3.12, 5.2)."""

from desk.kernel.choices import Choice


class SheetKind(Choice):
    PUBLIC = "PUBLIC", "公布价"
    CONTRACT = "CONTRACT", "客户合同价"
    SURCHARGE = "SURCHARGE", "附加费"


class SheetState(Choice):
    DRAFT = "DRAFT", "草稿"
    SUBMITTED = "SUBMITTED", "已提交"
    APPROVED = "APPROVED", "已批准"
    EXPIRED = "EXPIRED", "已到期"
    WITHDRAWN = "WITHDRAWN", "已作废"


class FeeKind(Choice):
    """What a surcharge is for; pick-up and delivery depend on the place."""

    PICKUP = "PICKUP", "提货费"
    DELIVERY = "DELIVERY", "送货费"
    COVER = "COVER", "保价费"
    RECEIPT = "RECEIPT", "回单费"
    COD = "COD", "代收手续费"


class PriceLevel(Choice):
    """Where a price comes from, in the order of spec 5.2: the first that has one wins."""

    QUOTE = "QUOTE", "已接受报价"
    CONTRACT_COUNTY = "CONTRACT_COUNTY", "合同价(县)"
    CONTRACT_CITY = "CONTRACT_CITY", "合同价(市)"
    PUBLIC_COUNTY = "PUBLIC_COUNTY", "公布价(县)"
    PUBLIC_CITY = "PUBLIC_CITY", "公布价(市)"
    MANUAL = "MANUAL", "经理核价"

    def named(self, sheet: str) -> str:
        """The level and its sheet; a word both begin with is said once: 「公布价2026(市)」."""
        word, bracket, scope = self.label.partition("(")
        if sheet.startswith(word):
            return f"{sheet}{bracket}{scope}"
        return f"{self.label} {sheet}".rstrip()
