"""Runs must not stay unsettled overnight."""

from sqlalchemy import select

from desk.freight.delivery.choices import RunState
from desk.freight.delivery.model import DeliveryRun
from desk.kernel.closing import DayClosing, Duty, OpenItem
from desk.kernel.commands import on
from desk.kernel.roles import Role
from desk.kernel.text import tr
from desk.storage.work import Work

RUNS = Duty("runs_to_settle", "派送单未结单", frozenset({Role.IN}))


@on(DayClosing)
def runs_not_settled(work: Work, day: DayClosing) -> None:
    """Every run of today or before that is neither settled nor void."""
    done = (RunState.SETTLED, RunState.VOID)
    left = select(DeliveryRun).where(
        DeliveryRun.run_on <= work.today, DeliveryRun.state.not_in(done)
    )
    day.ask(
        RUNS,
        lambda: (
            OpenItem(
                run.number,
                f"{run.vehicle.plate_no} {run.driver.name} {len(run.lines)}{tr('票')} "
                f"{run.state.label}",
                run.planned_back_at,
                "delivery_runs",
            )
            for run in work.session.scalars(left.order_by(DeliveryRun.id))
        ),
    )
