"""The list of partner rates and the list of notices to finance."""

from sqlalchemy import case, select
from sqlalchemy.orm import aliased

from desk.kernel.prices import Basis
from desk.partners.carriers.model import Partner
from desk.partners.rates.choices import NoticeState, RateSource
from desk.partners.rates.model import PartnerRate, RateChangeNotice
from desk.screens.fields import Field, Kind
from desk.screens.lists import Action, Filter, ListSpec, Sort
from desk.storage.listing import ListSource

RATE_FIELDS = (
    Field("partner_code", "编号", Kind.NUMBER, width=4),
    Field("partner_name", "合作商", width=8),
    Field("from_place", "起运地", Kind.DIVISION, width=6, required=True),
    Field("to_place", "到达地", Kind.DIVISION, width=7, required=True),
    Field("basis", "计费方式", Kind.CHOICE, choices=Basis, width=6),
    Field("price_kg_mill", "每公斤单价", Kind.PRICE, width=5),
    Field("price_m3_fen", "每立方单价", Kind.MONEY, width=5, hidden=True),
    Field("price_piece_fen", "每件单价", Kind.MONEY, width=5, hidden=True),
    Field("lump_fen", "整票价", Kind.MONEY, width=5, hidden=True),
    Field("min_charge_fen", "最低收费", Kind.MONEY, width=5, required=True),
    Field("door_fee_fen", "送货费", Kind.MONEY, width=5),
    Field("return_price_kg_mill", "返程每公斤", Kind.PRICE, width=5),
    Field("ratio", "重泡比", Kind.COUNT, width=4),
    Field("transit_days", "时效(天)", Kind.COUNT, width=4, required=True),
    Field("valid_from", "生效日", Kind.DATE, width=6, required=True),
    Field("valid_to", "有效期至", Kind.DATE, width=6, help="空着为长期有效"),
    Field("source", "来源", Kind.CHOICE, choices=RateSource, width=4, required=True),
    Field("confirmed_at", "最近确认", Kind.MOMENT, width=8),
    Field("version_no", "版本", Kind.COUNT, width=3),
    Field("withdrawn", "已作废", Kind.FLAG, width=4, hidden=True),
    Field("note", "备注", width=8, hidden=True),
)
NOTICE_FIELDS = (
    Field("number", "通知单号", Kind.NUMBER, width=8),
    Field("state", "状态", Kind.CHOICE, choices=NoticeState, width=6),
    Field("partner_name", "合作商", width=8),
    Field("from_place", "起运地", width=6),
    Field("to_place", "到达地", width=7),
    Field("old_price_kg_mill", "原价/kg", Kind.PRICE, width=5),
    Field("new_price_kg_mill", "新价/kg", Kind.PRICE, width=5),
    Field("change_bp", "变动", Kind.PERCENT, width=5),
    Field("effective_on", "生效日", Kind.DATE, width=6),
    Field("due_at", "通知期限", Kind.MOMENT, width=8),
    Field("sent_at", "通知时间", Kind.MOMENT, width=8),
    Field("sent_by", "通知人", width=5),
    Field("sent_late", "逾期", Kind.FLAG, width=3),
    Field("finance_ack_by", "财务签收人", width=6),
    Field("finance_ack_at", "财务签收时间", Kind.MOMENT, width=8),
    Field("recorded_at", "登记时间", Kind.MOMENT, width=8, hidden=True),
)


def _rates() -> ListSource:
    other = {
        "partner_code": Partner.code,
        "partner_name": Partner.name,
        "withdrawn": PartnerRate.withdrawn_at.is_not(None),
    }
    own = {f.name: getattr(PartnerRate, f.name) for f in RATE_FIELDS if f.name not in other}
    return ListSource(
        base=select(PartnerRate).join(Partner, Partner.id == PartnerRate.partner_id),
        id=PartnerRate.id,
        columns=own | other,
        search=(Partner.code, Partner.name, PartnerRate.from_place, PartnerRate.to_place),
        initials=(Partner.initials,),
    )


def _notices() -> ListSource:
    old, new = aliased(PartnerRate), aliased(PartnerRate)
    late = RateChangeNotice.sent_at > RateChangeNotice.due_at
    other = {
        "partner_name": Partner.name,
        "from_place": new.from_place,
        "to_place": new.to_place,
        "old_price_kg_mill": old.price_kg_mill,
        "new_price_kg_mill": new.price_kg_mill,
        "sent_late": case((late, True), else_=False),
    }
    own = {f.name: getattr(RateChangeNotice, f.name) for f in NOTICE_FIELDS if f.name not in other}
    return ListSource(
        base=select(RateChangeNotice)
        .join(Partner, Partner.id == RateChangeNotice.partner_id)
        .join(old, old.id == RateChangeNotice.old_rate_id)
        .join(new, new.id == RateChangeNotice.new_rate_id),
        id=RateChangeNotice.id,
        columns=own | other,
        search=(RateChangeNotice.number, Partner.name, new.to_place),
        initials=(Partner.initials,),
    )


PARTNER_RATES = ListSpec(
    name="partner_rates",
    title="合作商运价",
    right="partner_rate.read",
    fields=RATE_FIELDS,
    source=_rates,
    sort=Sort("to_place"),
    filters=(Filter("withdrawn", "is", False),),
    actions=(
        Action("add_rate", "登记运价", "Ctrl+N", "partner_rate.create"),
        Action("change_rate", "变更运价", "F2", "partner_rate.update", per_row=True),
        Action("update_rate", "改有效期", "", "partner_rate.update", per_row=True),
        Action("confirm_rate", "确认仍有效", "F8", "partner_rate.update", per_row=True),
        Action("import:partner_rates", "导入", "", "partner_rate.create"),
        Action("withdraw_rate", "作废", "", "partner_rate.approve", per_row=True),
    ),
    empty="还没有登记合作商运价。按 Ctrl+N 登记,或按「导入」选择运价表。",
)
RATE_NOTICES = ListSpec(
    name="rate_notices",
    title="运价变更通知",
    right="rate_notice.read",
    fields=NOTICE_FIELDS,
    source=_notices,
    sort=Sort("recorded_at", descending=True),
    actions=(
        Action("send_rate_notice", "已交财务", "F8", "rate_notice.send", per_row=True),
        Action("acknowledge_rate_notice", "登记财务签收", "F2", "rate_notice.send", per_row=True),
        Action("choose_example_ticket", "换示例票", "", "rate_notice.send", per_row=True),
        Action("print:P-22", "打印通知单", "Ctrl+P", "rate_notice.read", per_row=True),
    ),
    empty="没有运价变更。变更合作商运价时自动生成通知单。",
)
