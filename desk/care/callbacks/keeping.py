"""What customers said on the telephone is forgotten after three years (spec 5.13)."""

from datetime import datetime, time

from sqlalchemy import select

from desk.care.callbacks.model import Callback
from desk.kernel.calendar import BEIJING
from desk.kernel.commands import on
from desk.kernel.moments import local
from desk.kernel.retention import (
    Expired,
    Keeping,
    RetentionAsked,
    RetentionGranted,
    years_after,
    years_before,
)
from desk.kernel.text import tr
from desk.storage.work import Work

CALLBACKS = Keeping("callbacks", "回访记录", "3 年", "抹去联系人、电话、回答和意见")
YEARS = 3
GONE = "匿名联系人"


@on(RetentionAsked)
def callbacks_to_clear(work: Work, asked: RetentionAsked) -> None:
    """Call-backs older than three years that still say who spoke."""
    before = datetime.combine(years_before(asked.today, YEARS), time(23, 59, 59), BEIJING)
    old = select(Callback).where(Callback.contact != tr(GONE), Callback.at <= before)
    asked.ask(
        CALLBACKS,
        lambda: (
            Expired(made.id, made.number, years_after(local(made.at).date(), YEARS))
            for made in work.session.scalars(old.order_by(Callback.id))
        ),
    )


@on(RetentionGranted)
def clear_callbacks(work: Work, granted: RetentionGranted) -> None:
    """Day, purpose and score stay for the figures; who spoke and what was said does not."""
    for callback_id in granted.of(CALLBACKS):
        made = work.session.get(Callback, callback_id)
        if made is not None:
            made.contact, made.phone, made.contact_id = tr(GONE), "", None
            made.suggestion = made.handled = ""
            made.answers.clear()
