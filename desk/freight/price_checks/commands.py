"""A price that was found wanting is explained, or put before the manager."""

from desk.freight.price_checks.choices import Verdict
from desk.freight.price_checks.model import PriceCheck
from desk.freight.price_checks.recording import check_reason
from desk.kernel.commands import command
from desk.kernel.errors import refuse
from desk.kernel.identity import clean_text
from desk.kernel.text import tr
from desk.office.approvals.deciding import ask_approval
from desk.storage.work import Work


@command(
    "price_check.explain", "说明运价", example='{"check_id": 1, "reason": "唯一当日发车的合作商"}'
)
def explain_price(work: Work, *, check_id: int, reason: str) -> None:
    """Write down why a price is as it is.

    Raises:
        Refused: E004, E006, E008 nothing to explain or a newer check counts, E009, E012.
    """
    _current(work, check_id, reason, tr("说明运价")).explanation = clean_text(reason)


@command(
    "price_check.explain", "提交运价审批", example='{"check_id": 1, "reason": "其他合作商当日停运"}'
)
def submit_price(work: Work, *, check_id: int, reason: str) -> int:
    """Put a price that needs it before the manager, with the reason.

    Returns:
        The id of the approval that waits.

    Raises:
        Refused: E004, E006, E008 no approval is needed, given or asked for already; E009, E012.
    """
    check = _current(work, check_id, reason, tr("提交运价审批"))
    if check.verdict is not Verdict.APPROVE or check.stands:
        state = tr("已批准") if check.verdict is Verdict.APPROVE else check.verdict.label
        raise refuse("E008", obj=tr("运价检查"), state=state, action=tr("提交审批"))
    check.explanation = clean_text(reason)
    ticket = check.consignment.label if check.consignment else ""
    asked = ask_approval(
        work,
        check,
        word=tr("运价例外"),
        number=check.doc_no,
        title=f"{ticket} {check.explanation}".strip()[:120],
        right="price_check.approve",
        prepared_by=check.dispatcher_id,
        limit_note=check.summary[:120],
    )
    check.approval = asked
    return asked.id


def _current(work: Work, check_id: int, reason: str, action: str) -> PriceCheck:
    check = work.get(PriceCheck, check_id, tr("运价检查"))
    if not check.is_current or check.verdict is Verdict.REASONABLE:
        state = check.verdict.label if check.is_current else tr("已重新检查")
        raise refuse("E008", obj=tr("运价检查"), state=state, action=action)
    if not reason.strip():
        raise refuse("E009", "reason", action=action)
    check_reason(reason).raise_if_any()
    return check
