"""Open work around deliveries: goods to bring, trucks to send, papers to enter, cash to settle."""

from sqlalchemy import func, select

from desk.freight.delivery.choices import RunState
from desk.freight.delivery.model import DeliveryRun, RunLine
from desk.freight.delivery.queries import NOT_SETTLED
from desk.freight.delivery.rules import PLANNED
from desk.freight.delivery.stock import goods_on_no_run
from desk.freight.fleet.model import Driver, Vehicle
from desk.kernel.text import tr
from desk.kernel.today import MOST_ROWS, DayFigure, TodayRow, TodaySource
from desk.screens.lists import Filter, just
from desk.storage.work import Reader


def goods_to_deliver(read: Reader) -> list[TodayRow]:
    """Door goods on no run yet."""
    return [
        TodayRow(
            tr("安排派送"),
            f"{row.consignee_name} {row.goods_summary} {row.free}{tr('件')}",
            None,
            "run_board",
            {"number": row.number},
            row.number,
        )
        for row in goods_on_no_run(read, MOST_ROWS)
    ]


def runs_to_finish(read: Reader) -> list[TodayRow]:
    """Runs to send out, to enter, to settle."""
    stops = select(func.count()).where(RunLine.run_id == DeliveryRun.id).scalar_subquery()
    wanted = (
        select(DeliveryRun, Vehicle.plate_no, Driver.name, stops)
        .join(Vehicle, Vehicle.id == DeliveryRun.vehicle_id)
        .join(Driver, Driver.id == DeliveryRun.driver_id)
        .where(DeliveryRun.state.in_(NOT_SETTLED))
        .order_by(DeliveryRun.planned_out_at, DeliveryRun.id)
        .limit(MOST_ROWS)
    )
    return [
        TodayRow(
            _next_step(run.state),
            f"{plate_no} {driver} {tickets}{tr('票')}",
            run.planned_out_at if run.state in PLANNED else run.planned_back_at,
            _PAGES.get(run.state, "run_board"),
            {"number": run.number},
            run.number,
        )
        for run, plate_no, driver, tickets in read.session.execute(wanted)
    ]


_PAGES = {RunState.OUT: "run_receipts", RunState.RETURNED: "run_receipts"}


def _next_step(state: RunState) -> str:
    steps = {RunState.OUT: tr("登记签收"), RunState.RETURNED: tr("派送结单")}
    return steps.get(state, tr("派送出车"))


def trucks_out(read: Reader) -> list[DayFigure]:
    """How many trucks are on the road."""
    out = select(func.count()).select_from(DeliveryRun).where(DeliveryRun.state == RunState.OUT)
    shown = just(Filter("state", "in", (RunState.OUT,)))
    return [DayFigure(tr("派送在途车辆"), read.session.scalar(out) or 0, "delivery_runs", shown)]


SOURCES = (
    TodaySource("delivery_run.create", goods_to_deliver),
    TodaySource("delivery_run.update", runs_to_finish),
)
FIGURES = (trucks_out,)
