"""The board counts exactly those whom an event made due and whom no plan has or left out."""

import random
from collections import Counter
from datetime import date, timedelta

from sqlalchemy import select

from desk.archive.customers.choices import CustomerClass, CustomerStatus, RfmLabel
from desk.care.callbacks.choices import Cause
from desk.care.callbacks.commands import record_callback
from desk.care.callbacks.model import CallbackPlan
from desk.care.callbacks.planning import add_due_callbacks, cancel_callback
from desk.care.callbacks.queries import callback_plan_card
from desk.care.callbacks.targets import due_customers, fresh_events
from tests.care.callbacks.people import Someone, plan_in_force, put, talk
from tests.care.callbacks.test_callbacks import closed
from tests.conftest import Office

TODAY = date(2026, 11, 23)
LABELS = (None, RfmLabel.WIN_BACK, RfmLabel.PLAIN_WIN_BACK)


def some(draw: random.Random, count: int, prefix: str) -> list[Someone]:
    """Customers of every standing, many of them alike, many on the very day that decides."""
    days = (0, 30, 31, 89, 90, 91, 179, 180, 181)
    found = []
    for number in range(count):
        last = TODAY - timedelta(days=draw.choice(days))
        first = min(last, TODAY - timedelta(days=draw.choice((*days, 400, 700))))
        found.append(
            Someone(
                name=f"{prefix}{number}",
                customer_class=draw.choice(tuple(CustomerClass)),
                first_on=first if draw.random() < 0.95 else None,
                last_on=last if draw.random() < 0.95 else None,
                label=draw.choice(LABELS),
                status=draw.choice((CustomerStatus.ACTIVE, CustomerStatus.FROZEN)),
                do_not_call=draw.random() < 0.2,
            )
        )
    return found


def counted_one_by_one(office: Office) -> Counter[Cause]:
    with office.as_("jia").reading() as read:
        (plan,) = read.session.scalars(select(CallbackPlan))
        left = {(omission.customer_id, omission.cause) for omission in plan.omissions}
        found = due_customers(read, plan.month, events_only=True)
        return Counter(due.cause for due in found if (due.customer_id, due.cause) not in left)


def counted_together(office: Office) -> Counter[Cause]:
    with office.as_("jia").reading() as read:
        (plan,) = read.session.scalars(select(CallbackPlan))
        return Counter({each.cause: each.count for each in fresh_events(read, plan)})


def test_counting_together_counts_each(office: Office) -> None:
    draw = random.Random(7)
    put(office, *some(draw, 25, "在计划"))
    plan = plan_in_force(office)
    assert not counted_together(office)
    later = put(office, *some(draw, 120, "后来"))
    closed(office)
    for number, customer in enumerate(later[:30]):
        called = office.clock.now() - timedelta(days=number * 4)
        office.as_("boss").run(record_callback, draft=talk(customer, at=called))
    found = counted_together(office)
    assert found == counted_one_by_one(office)
    assert min(found[Cause.COMPLAINT], found[Cause.NEW], found[Cause.CHURN]) >= 1
    office.as_("jia").run(add_due_callbacks, number=plan)
    items = office.as_("jia").ask(callback_plan_card, number=plan).items
    struck = [item for item in items if item.cause in (Cause.CHURN, Cause.NEW)][::3]
    for item in struck:
        office.as_("boss").with_(reason="不再合作").run(cancel_callback, item_id=item.item_id)
    assert struck
    assert counted_together(office) == counted_one_by_one(office)
