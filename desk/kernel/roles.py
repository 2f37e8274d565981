"""Who works here, and what each role may do (the matrix of spec 3.26, as data).

A right is ``object.action``. A role holds a right or does not; conditions that depend on the record
(own record, same day, before dispatch) are checked by the command itself.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from desk.kernel.choices import Choice
from desk.kernel.text import tr


class Role(Choice):
    CS = "CS", "客服员"
    IN = "IN", "客服进港调度"
    OUT = "OUT", "客服出港调度"
    MGR = "MGR", "客服部经理"
    DGM = "DGM", "副总经理"
    FIN = "FIN", "财务"


DESK = frozenset({Role.CS, Role.IN, Role.OUT, Role.MGR})
READERS = DESK | {Role.DGM}


@dataclass(frozen=True)
class Right:
    """One action on one kind of object, with the words used when it is refused."""

    label: str
    roles: frozenset[Role]


def _right(label: str, *roles: Role) -> Right:
    return Right(label, frozenset(roles))


_CS, _IN, _OUT, _MGR = Role.CS, Role.IN, Role.OUT, Role.MGR

RIGHTS: Mapping[str, Right] = MappingProxyType(
    {
        "office.read": Right("查看办公室资料", READERS | {Role.FIN}),
        "self.update": Right("修改自己的密码", READERS | {Role.FIN}),
        "user.manage": _right("管理用户", _MGR),
        "setting.update": _right("修改设置", _MGR),
        "calendar.update": _right("修改工作日历", _MGR),
        "backup.create": Right("备份", DESK),
        "backup.restore": _right("恢复备份", _MGR),
        "audit.read": _right("查看审计记录", _MGR),
        "customer.create": Right("新建客户", DESK),
        "customer.read": Right("查看客户", READERS),
        "customer.update": Right("修改客户", DESK),
        "customer.void": _right("归档或删除客户", _MGR),
        "customer.approve": _right("审批客户的信用、银行与分类", _MGR),
        "customer.merge": _right("合并客户", _MGR),
        "customer.export": _right("导出客户", _MGR),
        "customer.import": Right("导入客户", DESK),
        "personal.reveal": Right("查看完整的电话与证件", DESK),
        "consignment.create": Right("受理运单", DESK),
        "consignment.read": Right("查看运单", READERS),
        "consignment.update": Right("修改运单", DESK),
        "consignment.void": Right("作废运单", DESK),
        "consignment.export": Right("导出运单", DESK),
        "consignment_inbound.create": _right("受理进港运单", _CS, _IN, _MGR),
        "consignment_inbound.update": _right("修改进港运单", _CS, _IN, _MGR),
        "consignment_outbound.create": _right("受理出港或返货运单", _CS, _OUT, _MGR),
        "consignment_outbound.update": _right("修改出港或返货运单", _CS, _OUT, _MGR),
        "consignee.change": _right("变更收货人或目的地", _IN, _OUT, _MGR),
        "money.update_dispatched": _right("发运后修改费用", _MGR),
        "cost.read": _right("查看成本与毛利", _IN, _OUT, _MGR),
        "declared_value.approve": _right("批准高额声明价值", _MGR),
        "inbound_manifest.create": _right("录入进港清单", _IN),
        "inbound_manifest.read": Right("查看进港清单", READERS),
        "inbound_manifest.update": _right("修改进港清单", _IN, _MGR),
        "inbound_manifest.void": _right("作废进港清单", _IN, _MGR),
        "pickup_order.create": _right("开提货单", _IN),
        "pickup_order.read": Right("查看提货单", READERS),
        "pickup_order.update": _right("修改提货单", _IN, _MGR),
        "pickup_order.void": _right("作废提货单", _IN, _MGR),
        "delivery_run.create": _right("编制派送单", _IN),
        "delivery_run.read": Right("查看派送单", READERS),
        "delivery_run.update": _right("修改派送单", _IN, _MGR),
        "delivery_run.void": _right("作废派送单", _IN, _MGR),
        "delivery_run.approve_difference": _right("确认缴款差额", _MGR),
        "outbound_preadvice.create": _right("编制出港预报", _OUT),
        "outbound_preadvice.read": Right("查看出港预报", READERS),
        "outbound_preadvice.update": _right("修改出港预报", _OUT),
        "outbound_preadvice.void": _right("作废出港预报", _OUT),
        "stock.read": Right("查看库存与出入库登记", READERS),
        "stock.create": _right("登记出入库", _IN, _OUT),
        "stock.approve": _right("批准盘点差异", _MGR),
        "signoff.create": Right("登记签收", DESK),
        "signoff.read": Right("查看签收", READERS),
        "storage_fee.waive": _right("减免保管费", _MGR),
        "price_check.read": _right("查看运价检查", _IN, _OUT, _MGR),
        "price_check.explain": _right("说明运价或提交审批", _IN, _OUT),
        "price_check.approve": _right("批准运价例外", _MGR),
        "transit_manifest.create": _right("开中转单", _IN),
        "transit_manifest.read": Right("查看中转单", READERS),
        "transit_manifest.update": _right("修改中转单", _IN),
        "transit_manifest.void": _right("作废中转单", _IN),
        "cod.read": _right("查看代收货款", _CS, _IN, _MGR, Role.DGM),
        "cod.hand_in": _right("缴存代收货款", _IN, _MGR),
        "cod.approve": _right("返还代收货款", _MGR),
        "return.create": _right("登记返货", _CS, _OUT, _MGR),
        "return.read": Right("查看返货", READERS),
        "return.update": _right("修改或结算返货", _CS, _OUT, _MGR),
        "lien.approve": _right("批准未付费放货", _MGR),
        "vehicle.create": _right("登记车辆司机", _IN, _OUT, _MGR),
        "vehicle.read": Right("查看车辆司机", READERS),
        "vehicle.update": _right("修改车辆司机", _IN, _OUT, _MGR),
        "partner.create": _right("登记合作商", _IN, _OUT, _MGR),
        "partner.read": Right("查看合作商", READERS),
        "partner.update": _right("修改合作商", _IN, _OUT, _MGR),
        "partner.approve": _right("审批合作商的准入与状态", _MGR),
        "partner_rate.create": _right("登记合作商运价", _IN, _OUT),
        "partner_rate.read": Right("查看合作商运价", READERS),
        "partner_rate.update": _right("变更合作商运价", _IN, _OUT),
        "partner_rate.approve": _right("作废合作商运价", _MGR),
        "rate_notice.read": _right("查看运价变更通知", _IN, _OUT, _MGR),
        "rate_notice.send": _right("发送运价变更通知", _IN, _OUT, _MGR),
        "tariff.create": _right("编制公司运价", _MGR),
        "tariff.read": Right("查看公司运价", READERS),
        "tariff.approve": _right("批准公司运价", _MGR),
        "inquiry.create": Right("登记询价", DESK),
        "inquiry.read": Right("查看询价", READERS),
        "inquiry.update": _right("修改询价", _CS, _OUT, _MGR),
        "quote.create": Right("编制报价", DESK),
        "quote.read": Right("查看报价", READERS),
        "quote.update": _right("发出、修改报价", _CS, _OUT, _MGR),
        "quote.submit": Right("提交非标准报价", DESK),
        "quote.approve": _right("批准非标准报价", _MGR),
        "approval.create": Right("提交或撤回审批", DESK),
        "approval.read": Right("查看审批", READERS),
        "approval.decide": Right("审批", DESK),
        "approval.depute": _right("指定审批代理人", _MGR),
        "tracking.create": Right("登记跟踪与沟通", DESK),
        "due.extend": _right("因封路延长应到日期", _MGR),
        "tracking.read": Right("查看跟踪与沟通", READERS),
        "exception.create": Right("登记异常", DESK),
        "exception.read": Right("查看异常", READERS),
        "exception.update": Right("处理异常", DESK),
        "exception.close_large": _right("结案损失超过 1,000 元的异常", _MGR),
        "day_close.create": Right("办理日清", DESK),
        "day_close.read": Right("查看日清", READERS),
        "day_close.oversee": _right("查看各岗位日清情况", _MGR),
        "voucher.read": Right("查看归档单据", READERS),
        "voucher.create": Right("归档单据", DESK),
        "voucher.update": Right("整理归档单据", DESK),
        "voucher.destroy": _right("批准销毁单据", _MGR),
        "document.read": Right("查看受控文件", READERS),
        "document.create": _right("拟定受控文件", _IN, _OUT, _MGR),
        "document.approve": _right("批准与发放受控文件", _MGR),
        "receipt.read": Right("查看回单", READERS),
        "receipt.update": Right("登记回单", DESK),
        "claim.create": Right("登记理赔", DESK),
        "claim.read": Right("查看理赔", READERS),
        "claim.update": _right("处理理赔", _CS, _MGR),
        "claim.approve": _right("批准理赔", _MGR),
        "complaint.create": Right("登记投诉", DESK),
        "complaint.read": Right("查看投诉", READERS),
        "complaint.update": Right("处理投诉", DESK),
        "complaint.decide": _right("裁定投诉", _MGR),
        "callback.create": Right("登记回访", DESK),
        "callback.read": Right("查看回访", READERS),
        "callback.update": _right("编制回访计划、补充回访记录", _CS, _MGR),
        "callback.approve": _right("批准回访计划", _MGR),
        "visit.create": Right("登记来访", DESK),
        "visit.read": Right("查看来访", READERS),
        "visit.update": _right("补充来访记录", _CS, _MGR),
        "visit.oversee": _right("修改他人登记的来访", _MGR),
        "knowledge.read": Right("查看知识库", READERS),
        "knowledge.update": Right("提出用语和案例", DESK),
        "knowledge.approve": _right("确认与停用知识卡", _MGR),
        "questionnaire.read": Right("查看调查问卷", READERS),
        "questionnaire.create": _right("编制调查问卷", _MGR),
        "questionnaire.approve": _right("批准调查问卷", _MGR),
        "survey.read": Right("查看满意度调查", READERS),
        "survey.create": Right("录入答卷", DESK),
        "survey.update": _right("办理满意度调查", _CS, _MGR),
        "survey.plan": _right("安排满意度调查", _MGR),
        "survey.decide": _right("判定答卷", _MGR),
        "evaluation_scheme.read": Right("查看评估方案", READERS),
        "evaluation_scheme.create": _right("拟定评估方案", _IN, _OUT, _MGR),
        "evaluation_scheme.approve": _right("批准评估方案", _MGR),
        "evaluation_plan.read": Right("查看评估计划", READERS),
        "evaluation_plan.create": _right("拟定评估计划", _IN, _OUT, _MGR),
        "evaluation_plan.approve": _right("批准评估计划", _MGR),
        "scorecard.read": Right("查看合作商评分", DESK),
        "scorecard.create": _right("给合作商评分", _CS, _IN, _OUT),
        "evaluation_report.read": Right("查看评估报告", READERS),
        "evaluation_report.review": _right("查看未生效的评估报告", _IN, _OUT, _MGR, Role.DGM),
        "evaluation_report.create": _right("起草评估报告", _IN, _OUT),
        "evaluation_report.approve": _right("批准评估报告", _MGR),
        "print.create": Right("打印单据", DESK),
    }
)


def may(role: Role, right: str) -> bool:
    """Whether the role holds the right; an unknown right is nobody's (default deny)."""
    known = RIGHTS.get(right)
    return known is not None and role in known.roles


def holders(right: str) -> str:
    """The roles to turn to for a right, as read out in a refusal."""
    roles = RIGHTS[right].roles
    return tr("或").join(role.label for role in Role if role in roles)
