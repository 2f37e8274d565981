"""Open work around deliveries: goods to bring, trucks to send, papers to enter, cash to settle."""

from sqlalchemy import select

from desk.freight.delivery.choices import RunState
from desk.freight.delivery.model import DeliveryRun
from desk.freight.delivery.queries import deliverable_stock, open_runs
from desk.freight.delivery.rules import PLANNED
from desk.kernel.text import tr
from desk.kernel.today import DayFigure, TodayRow, TodaySource
from desk.storage.work import Reader

SHOWN = 50


def goods_to_deliver(read: Reader) -> list[TodayRow]:
    """Door goods on no run yet."""
    free = [row for row in deliverable_stock(read) if row.free and not row.held]
    return [
        TodayRow(
            tr("安排派送"),
            f"{row.consignee_name} {row.goods_summary} {row.free}{tr('件')}",
            None,
            "run_board",
            {},
            row.number,
        )
        for row in free[:SHOWN]
    ]


def runs_to_finish(read: Reader) -> list[TodayRow]:
    """Runs to send out, to enter, to settle."""
    return [
        TodayRow(
            _next_step(row.state),
            f"{row.plate_no} {row.driver_name} {row.tickets}{tr('票')}",
            row.planned_out_at if row.state in PLANNED else row.planned_back_at,
            _PAGES.get(row.state, "run_board"),
            {"number": row.number},
            row.number,
        )
        for row in open_runs(read)[:SHOWN]
    ]


_PAGES = {RunState.OUT: "run_receipts", RunState.RETURNED: "run_receipts"}


def _next_step(state: RunState) -> str:
    steps = {RunState.OUT: tr("登记签收"), RunState.RETURNED: tr("派送结单")}
    return steps.get(state, tr("派送出车"))


def trucks_out(read: Reader) -> list[DayFigure]:
    """How many trucks are on the road."""
    out = read.session.scalars(select(DeliveryRun.id).where(DeliveryRun.state == RunState.OUT))
    return [DayFigure(tr("派送在途车辆"), len(out.all()), "delivery_runs")]


SOURCES = (
    TodaySource("delivery_run.create", goods_to_deliver),
    TodaySource("delivery_run.update", runs_to_finish),
)
FIGURES = (trucks_out,)
