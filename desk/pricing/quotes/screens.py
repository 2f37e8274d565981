"""The list of inquiries and the list of quotes."""

from sqlalchemy import case, func, select

from desk.archive.customers.choices import PayTerms
from desk.office.users.model import User
from desk.pricing.goods import Category
from desk.pricing.quotes.choices import (
    Channel,
    InquiryState,
    LostReason,
    Msds,
    QuoteState,
    RefusalKind,
)
from desk.pricing.quotes.model import Inquiry, Quote
from desk.screens.fields import Field, Kind
from desk.screens.lists import Action, ListSpec, Sort
from desk.storage.listing import ListSource

INQUIRY_FIELDS = (
    Field("number", "询价号", Kind.NUMBER, width=7),
    Field("state", "状态", Kind.CHOICE, choices=InquiryState, width=4),
    Field("due_at", "答复期限", Kind.MOMENT, width=8),
    Field("caller_company", "客户", width=10),
    Field("goods_name", "品名", width=6),
    Field("from_place", "始发地", Kind.DIVISION, width=5),
    Field("to_place", "目的地", Kind.DIVISION, width=5),
    Field("pieces", "件数", Kind.COUNT, width=3),
    Field("weight_g", "重量kg", Kind.WEIGHT, width=5),
    Field("volume_cm3", "体积m³", Kind.VOLUME, width=5),
    Field("msds", "MSDS", Kind.CHOICE, choices=Msds, width=5),
    Field("caller_name", "联系人", width=5),
    Field("phone", "电话", Kind.PHONE, width=7, personal=True),
    Field("owner", "经办", width=5),
    Field("received_at", "来电时间", Kind.MOMENT, width=8),
    Field("answered_at", "答复时间", Kind.MOMENT, width=8),
    Field("late", "超时答复", Kind.FLAG, width=4),
    Field("consignment_no", "运单号", Kind.NUMBER, width=8),
    Field("channel", "方式", Kind.CHOICE, choices=Channel, width=4, hidden=True),
    Field("category", "货类", Kind.CHOICE, choices=Category, width=4, hidden=True),
    Field("un_no", "UN编号", width=4, hidden=True),
    Field("refusal", "不承接原因", Kind.CHOICE, choices=RefusalKind, width=6, hidden=True),
    Field("lost", "流失原因", Kind.CHOICE, choices=LostReason, width=5, hidden=True),
    Field("end_note", "说明", width=8, hidden=True),
)
QUOTE_FIELDS = (
    Field("number", "报价号", Kind.NUMBER, width=8),
    Field("state", "状态", Kind.CHOICE, choices=QuoteState, width=4),
    Field("caller_company", "客户", width=10),
    Field("from_place", "始发地", Kind.DIVISION, width=5),
    Field("to_place", "目的地", Kind.DIVISION, width=5),
    Field("goods_name", "品名", width=6),
    Field("total_fen", "报价金额", Kind.MONEY, width=6, total=True),
    Field("valid_until", "有效期至", Kind.DATE, width=6),
    Field("chargeable_kg", "计费重量", Kind.COUNT, width=5),
    Field("base_fen", "运费", Kind.MONEY, width=5),
    Field("discount_fen", "优惠", Kind.MONEY, width=5),
    Field("pay_terms", "付款方式", Kind.CHOICE, choices=PayTerms, width=5),
    Field("sent_at", "发出时间", Kind.MOMENT, width=8),
    Field("sent_by", "报价人", width=5),
    Field("nonstandard", "非标准", Kind.FLAG, width=4),
    Field("consignment_no", "运单号", Kind.NUMBER, width=8),
    Field("inquiry_no", "询价号", Kind.NUMBER, width=7),
    Field("quoted_on", "报价日期", Kind.DATE, width=6),
    Field("clause_ack", "限额条款已提示并签认", Kind.FLAG, width=4, hidden=True),
    Field("end_note", "说明", width=8, hidden=True),
    Field("remark", "备注", width=8, hidden=True),
)


def _inquiries() -> ListSource:
    elsewhere = {
        "owner": func.coalesce(User.name, ""),
        "late": case((Inquiry.answered_at > Inquiry.due_at, True), else_=False),
    }
    own = {f.name: getattr(Inquiry, f.name) for f in INQUIRY_FIELDS if f.name not in elsewhere}
    return ListSource(
        base=select(Inquiry).outerjoin(User, User.id == Inquiry.owner_id),
        id=Inquiry.id,
        columns={**own, **elsewhere},
        search=(
            Inquiry.number,
            Inquiry.caller_company,
            Inquiry.caller_name,
            Inquiry.phone,
            Inquiry.goods_name,
            Inquiry.to_place,
        ),
    )


def _quotes() -> ListSource:
    elsewhere = {
        "caller_company": Inquiry.caller_company,
        "from_place": Inquiry.from_place,
        "to_place": Inquiry.to_place,
        "goods_name": Inquiry.goods_name,
        "inquiry_no": Inquiry.number,
        "consignment_no": Inquiry.consignment_no,
        "sent_by": func.coalesce(User.name, ""),
    }
    own = {f.name: getattr(Quote, f.name) for f in QUOTE_FIELDS if f.name not in elsewhere}
    return ListSource(
        base=select(Quote)
        .join(Inquiry, Inquiry.id == Quote.inquiry_id)
        .outerjoin(User, User.id == Quote.sent_by),
        id=Quote.id,
        columns={**own, **elsewhere},
        search=(Quote.number, Inquiry.caller_company, Inquiry.goods_name, Inquiry.to_place),
    )


INQUIRIES = ListSpec(
    name="inquiries",
    title="询价",
    right="inquiry.read",
    found=("number", "caller_company", "to_place", "state"),
    fields=INQUIRY_FIELDS,
    source=_inquiries,
    sort=Sort("received_at", descending=True),
    actions=(
        Action("page:call_sheet", "新来电", "Ctrl+N", "inquiry.create"),
        Action("quote_at_tariff", "按运价报价", "F9", "quote.create", per_row=True),
        Action("record_msds", "登记 MSDS", "", "inquiry.update", per_row=True),
        Action("refuse_inquiry", "不承接", "", "inquiry.update", per_row=True),
        Action("lose_inquiry", "登记流失", "", "inquiry.update", per_row=True),
        Action("reopen_inquiry", "重新询价", "", "inquiry.update", per_row=True),
    ),
    open="page:call_sheet",
    empty="没有询价。客户来电询价时按 Ctrl+N 登记,8 个工作小时内答复。",
)
QUOTES = ListSpec(
    name="quotes",
    title="报价",
    right="quote.read",
    found=("number", "caller_company", "to_place", "state"),
    fields=QUOTE_FIELDS,
    source=_quotes,
    sort=Sort("quoted_on", descending=True),
    actions=(
        Action("send_quote", "发出", "F8", "quote.update", per_row=True),
        Action("accept_quote", "客户接受", "F9", "quote.update", per_row=True),
        Action("print:P-18", "打印报价单", "Ctrl+P", "print.create", per_row=True),
        Action("submit_quote", "提交审批", "", "quote.submit", per_row=True),
        Action("reject_quote", "未接受", "", "quote.update", per_row=True),
        Action("expire_quotes", "整理过期报价", "", "quote.update"),
    ),
    open="page:call_sheet",
    empty="没有报价。在「询价」列表中打开一行,按 F10 报价。",
)
