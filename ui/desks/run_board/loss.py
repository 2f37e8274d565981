"""A run that loses money is put before the manager where it was refused."""

from typing import TYPE_CHECKING

from desk.freight.delivery.commands import check_run
from desk.freight.price_checks.commands import submit_price
from desk.freight.price_checks.queries import PriceCheckRow, price_checks_of
from desk.kernel.errors import Refused
from desk.kernel.text import tr
from desk.office.approvals.choices import Decision
from desk.storage.gate import Outcome
from ui.doing import show_refused
from ui.errors_shown import Shown, shown

if TYPE_CHECKING:
    from ui.editors.field_set import FieldSet
    from ui.registry import Context

LOSS = ("E164",)


def tell_refused(
    context: "Context", number: str, refused: Refused, fields: "FieldSet | None" = None
) -> None:
    """Show why a run is refused; for a loss, ask for the reason and put it before the manager."""
    if refused.codes != LOSS or not context.may("price_check.explain"):
        show_refused(context, refused, fields)
        return

    def checked(outcome: Outcome[int]) -> None:
        checks = context.look_up(price_checks_of, doc_no=number)
        check = next(one for one in checks if one.id == outcome.value)
        words = shown(refused)
        context.asker.tell(Shown(words.title, (*words.sentences, *_decided(check)), words.small))
        if check.decision in (None, Decision.CANCELLED):
            _submit(context, check)

    context.do(check_run, {"number": number}, checked)


def _decided(check: PriceCheckRow) -> tuple[str, ...]:
    if check.decision is Decision.WAITING:
        return (tr("已提交经理审批,还没有批复。"),)
    if check.decision is Decision.REJECTED:
        return (tr("经理没有同意:{why}").format(why=check.decision_reason),)
    return ()


def _submit(context: "Context", check: PriceCheckRow) -> None:
    reason = context.asker.reason(tr("提交运价审批"))
    if reason:
        said = tr("已提交经理审批,批准以后再打印或出车。")
        arguments = {"check_id": check.id, "reason": reason}
        context.do(submit_price, arguments, lambda _: context.say(said))
