"""A draft run as the dispatcher rearranged it on the board, saved in one step or not at all."""

from collections.abc import Sequence

from desk.freight.delivery.commands import check_truck, set_plan
from desk.freight.delivery.drafts import RunPlan, StopDraft
from desk.freight.delivery.dues import refresh_dues
from desk.freight.delivery.finding import run_by_number
from desk.freight.delivery.loading import add_stop, check_load
from desk.freight.delivery.model import DeliveryRun
from desk.freight.delivery.rules import RUN_STATES
from desk.kernel.commands import command
from desk.kernel.errors import Problems, refuse
from desk.kernel.text import tr
from desk.storage.work import Work


@command(
    "delivery_run.update",
    "保存派送单",
    example='{"number": "PS261119-001", "version": 1, "plan": {"run_on": "2026-11-19", '
    '"plate_no": "新A3D852", "driver_no": "D001", '
    '"planned_out_at": "2026-11-19T10:30:00+08:00", '
    '"planned_back_at": "2026-11-19T14:00:00+08:00"}, "stops": [{"waybill": "YD2611160002"}]}',
)
def replan_run(
    work: Work, *, number: str, version: int | None, plan: RunPlan, stops: tuple[StopDraft, ...]
) -> None:
    """Make a draft what the board shows: its head, exactly these stops, in this order.

    Stops that are on the run already and keep their pieces stay as they are.

    Raises:
        Refused: E006, E008, E211 when somebody else changed the run meanwhile, E003, E019, E142,
            E143, E144, E145, E146: everything wrong at once.
    """
    record = run_by_number(work, number)
    record.state = RUN_STATES.step(record.state, "replan_run")
    work.expect_version(record, version)
    if plan.run_on != record.run_on:
        why = tr("单号已按 {d} 编出,不能改;请作废后重编").format(d=record.run_on)
        raise refuse("E019", "plan.run_on", label=tr("派送日期"), why=why)
    set_plan(work, record, plan)
    problems = check_truck(work, record)
    _take_off(work, record, stops)
    _put_on(work, record, stops, problems)
    check_load(problems, record)
    problems.raise_if_any()
    record.updated_at = work.now  # other stops make another version, too (E211)
    refresh_dues(work.session, record)


def _take_off(work: Work, run: DeliveryRun, stops: Sequence[StopDraft]) -> None:
    """Free the goods of stops that are gone or carry other pieces now."""
    wanted = {stop.waybill.strip(): stop.pieces for stop in stops}
    for line in list(run.lines):
        label = line.consignment.label
        if label not in wanted or wanted[label] not in (None, line.pieces):
            run.lines.remove(line)
    work.session.flush()


def _put_on(work: Work, run: DeliveryRun, stops: Sequence[StopDraft], problems: Problems) -> None:
    staying = {line.consignment.label for line in run.lines}
    for index, stop in enumerate(stops):
        if stop.waybill.strip() in staying:
            staying.discard(stop.waybill.strip())
        else:
            add_stop(work, run, stop, problems, f"stops.{index}")
    order = {stop.waybill.strip(): place for place, stop in enumerate(stops, 1)}
    for line in run.lines:
        line.seq = order[line.consignment.label]
