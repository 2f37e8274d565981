"""What a month's plan of call-backs is about: how many, why, by whom, and who is left out."""

from collections import Counter

from desk.care.callbacks.choices import Cause, ItemState
from desk.care.callbacks.model import CallbackPlan
from desk.kernel.commands import on
from desk.kernel.text import tr
from desk.office.approvals.events import ApprovalSummaryAsked
from desk.storage.work import Reader


@on(ApprovalSummaryAsked)
def tell_callback_plan(read: Reader, asked: ApprovalSummaryAsked) -> None:
    """Its customers counted by cause and caller."""
    plan_id = asked.about(CallbackPlan)
    if plan_id is None:
        return
    plan = read.get(CallbackPlan, plan_id, tr("回访计划"))
    items = [item for item in plan.items if item.state is not ItemState.CANCELLED]
    causes = Counter(item.cause for item in items)
    callers = Counter(item.caller.name for item in items)
    left_out = Counter(omission.why.label for omission in plan.omissions)
    asked.tell(
        (tr("月份"), plan.number),
        (tr("回访客户"), tr("{n} 户").format(n=len(items))),
        (tr("每人上限"), tr("{n} 户").format(n=plan.quota)),
        (tr("因由"), "、".join(f"{c.label} {causes[c]}" for c in Cause if causes[c])),
        (tr("回访人"), "、".join(f"{who} {n}" for who, n in callers.most_common())),
        (tr("未列入"), "、".join(f"{why} {n}" for why, n in left_out.most_common())),
    )
    asked.show_paper("P-10", plan.number)
    asked.open_in("callback_plans", search=plan.number)
