"""Call-backs typed into a plain form: one planned, or one nobody planned."""

from datetime import date

from desk.care.callbacks.choices import Channel, Purpose
from desk.care.callbacks.commands import record_callback
from desk.care.callbacks.drafts import CallbackDraft, FollowUpDraft
from desk.kernel.commands import command
from desk.storage.work import Work


@command("callback.create", "登记计划回访", example='{"item_id": 1, "score": 5}')
def log_callback(
    work: Work,
    *,
    item_id: int,
    purpose: Purpose = Purpose.ROUTINE,
    channel: Channel = Channel.PHONE,
    score: int | None = None,
    suggestion: str = "",
    handled: str = "",
    follow_up: str = "",
    follow_up_on: date | None = None,
) -> str:
    """Write down a call of the plan with its planned contact.

    Raises:
        Refused: as `record_callback`.
    """
    draft = CallbackDraft(
        purpose=purpose,
        channel=channel,
        score=score,
        suggestion=suggestion,
        handled=handled,
        follow_up=_promised(work, follow_up, follow_up_on),
    )
    return record_callback(work, draft=draft, item_id=item_id)


@command(
    "callback.create",
    "登记客户回访",
    example='{"customer_id": 1, "contact": "王经理", "score": 5}',
)
def log_customer_call(
    work: Work,
    *,
    customer_id: int,
    contact: str,
    purpose: Purpose = Purpose.ROUTINE,
    channel: Channel = Channel.PHONE,
    score: int | None = None,
    suggestion: str = "",
    handled: str = "",
    follow_up: str = "",
    follow_up_on: date | None = None,
) -> str:
    """Write down a call, planned or not, with whoever spoke.

    Raises:
        Refused: as `record_callback`.
    """
    draft = CallbackDraft(
        purpose=purpose,
        customer_id=customer_id,
        contact=contact,
        channel=channel,
        score=score,
        suggestion=suggestion,
        handled=handled,
        follow_up=_promised(work, follow_up, follow_up_on),
    )
    return record_callback(work, draft=draft)


def _promised(work: Work, task: str, until_on: date | None) -> FollowUpDraft | None:
    """A promise without a day is due today; a day without a promise is refused by the draft."""
    if not task.strip() and until_on is None:
        return None
    return FollowUpDraft(task=task, due_on=until_on or work.today)
