"""Delivery runs are planned, corrected, printed, sent out or given up."""

from datetime import datetime

from desk.freight.consignments.choices import MoveReason
from desk.freight.consignments.ledger import move_pieces
from desk.freight.delivery.choices import RunState
from desk.freight.delivery.drafts import RunPlan, StopDraft
from desk.freight.delivery.dues import refresh_dues
from desk.freight.delivery.finding import run_by_number, stop_of
from desk.freight.delivery.loading import add_stops, check_load, check_released
from desk.freight.delivery.model import DeliveryRun
from desk.freight.delivery.pricing import record_run_price, require_price
from desk.freight.delivery.rules import RUN_STATES, share_weights
from desk.freight.fleet.assigning import driver_of, objections, vehicle_of
from desk.freight.price_checks.choices import CheckedPaper
from desk.freight.price_checks.recording import forget_checks
from desk.freight.tracking.rules import in_future
from desk.kernel.commands import command
from desk.kernel.errors import Problems, refuse
from desk.kernel.identity import clean_text, has_control_characters
from desk.kernel.moments import local, show_moment
from desk.kernel.quantities import show_money
from desk.kernel.shares import split_fen
from desk.kernel.text import tr
from desk.storage.work import Work

MOST_COST_FEN = 10_000_000
_PLAN = (
    '"plan": {"run_on": "2026-11-19", "plate_no": "新A3D852", "driver_no": "D001", '
    '"planned_out_at": "2026-11-19T10:30:00+08:00", '
    '"planned_back_at": "2026-11-19T14:00:00+08:00", '
    '"vehicle_cost_fen": 18000, "share_basis": "WEIGHT"}'
)
_STOPS = '"stops": [{"waybill": "YD2611160002"}, {"waybill": "YD2611170006", "pieces": 15}]'


@command("delivery_run.create", "编制派送单", example=f"{{{_PLAN}, {_STOPS}}}")
def add_run(work: Work, *, plan: RunPlan, stops: tuple[StopDraft, ...] = ()) -> str:
    """Plan a run: vehicle, driver, times and its stops in the order of delivery.

    Returns:
        The run's number, ``PS261119-001``.

    Raises:
        Refused: E003, E006, E019, E142, E143, E144, E145, E146: everything wrong at once.
    """
    run = DeliveryRun(state=RunState.DRAFT)
    set_plan(work, run, plan)
    run.number = work.number("delivery_run", plan.run_on)
    problems = check_truck(work, run)
    problems.extend(add_stops(work, run, stops).found)
    check_load(problems, run)
    problems.raise_if_any()
    work.add(run)
    refresh_dues(work.session, run)
    return run.number


@command(
    "delivery_run.update",
    "修改派送单",
    example=f'{{"number": "PS261119-001", "version": 1, {_PLAN}}}',
)
def update_run(work: Work, *, number: str, version: int | None, plan: RunPlan) -> None:
    """Change vehicle, driver, times or cost of a draft; its stops stay.

    Raises:
        Refused: E006, E008, E211, and whatever planning refuses. The day cannot change (the number
            names it).
    """
    record = run_by_number(work, number)
    record.state = RUN_STATES.step(record.state, "update_run")
    work.expect_version(record, version)
    if plan.run_on != record.run_on:
        why = tr("单号已按 {d} 编出,不能改;请作废后重编").format(d=record.run_on)
        raise refuse("E019", "plan.run_on", label=tr("派送日期"), why=why)
    set_plan(work, record, plan)
    problems = check_truck(work, record)
    check_load(problems, record)
    problems.raise_if_any()


def set_plan(work: Work, run: DeliveryRun, plan: RunPlan) -> None:
    """Write a head into a run; raises Refused for everything wrong with it."""
    problems = Problems()
    start, end = plan.planned_out_at, plan.planned_back_at
    why = tr("应晚于计划出车时间")
    ordered = start < end
    problems.check(ordered, "E019", "plan.planned_back_at", label=tr("计划回车"), why=why)
    why = tr("应在派送日期当天")
    same_day = local(start).date() == plan.run_on
    problems.check(same_day, "E019", "plan.planned_out_at", label=tr("计划出车"), why=why)
    cost = plan.vehicle_cost_fen
    shown = show_money(cost)
    in_range = 0 <= cost <= MOST_COST_FEN
    limits = {"lo": 0, "hi": show_money(MOST_COST_FEN), "v": shown}
    problems.check(in_range, "E003", "plan.vehicle_cost_fen", label=tr("车费"), **limits)
    helper = clean_text(plan.helper)
    problems.fits(helper, 60, "plan.helper", tr("助手"))
    clean = not has_control_characters(helper)
    problems.check(clean, "E012", "plan.helper", label=tr("助手"))
    problems.raise_if_any()
    run.vehicle = vehicle_of(work, plan.plate_no)
    run.driver = driver_of(work, plan.driver_no)
    run.run_on, run.helper = plan.run_on, helper
    run.planned_out_at, run.planned_back_at = start, end
    run.vehicle_cost_fen, run.share_basis = cost, plan.share_basis


def check_truck(work: Work, run: DeliveryRun) -> Problems:
    """Return what stands against vehicle and driver at the planned time."""
    start, end = run.planned_out_at, run.planned_back_at
    return objections(work, run.vehicle, run.driver, start, end, run.number)


@command("delivery_run.update", "派送单加票", example=f'{{"number": "PS261119-001", {_STOPS}}}')
def add_to_run(work: Work, *, number: str, stops: tuple[StopDraft, ...]) -> None:
    """Append stops to a draft; those already on it stay as they are.

    Raises:
        Refused: E006, E008, E019, E142, E143, E144, E146.
    """
    record = run_by_number(work, number)
    record.state = RUN_STATES.step(record.state, "add_to_run")
    problems = add_stops(work, record, stops)
    check_load(problems, record)
    problems.raise_if_any()
    refresh_dues(work.session, record)


@command(
    "delivery_run.update",
    "派送单撤票",
    example='{"number": "PS261119-001", "waybill": "YD2611170006"}',
)
def remove_from_run(work: Work, *, number: str, waybill: str) -> None:
    """Take a stop off a draft; its goods are free again.

    Raises:
        Refused: E006, E008.
    """
    record = run_by_number(work, number)
    record.state = RUN_STATES.step(record.state, "remove_from_run")
    record.lines.remove(stop_of(record, waybill))
    for position, line in enumerate(record.lines, 1):
        line.seq = position
    refresh_dues(work.session, record)


@command(
    "delivery_run.update",
    "调整派送顺序",
    example='{"number": "PS261119-001", "waybills": ["YD2611170006", "YD2611160002"]}',
)
def reorder_run(work: Work, *, number: str, waybills: tuple[str, ...]) -> None:
    """Put the stops of a draft into the order of delivery: every stop once.

    Raises:
        Refused: E006, E008, E019 when stops are missing or named twice.
    """
    record = run_by_number(work, number)
    record.state = RUN_STATES.step(record.state, "reorder_run")
    stops = [stop_of(record, waybill) for waybill in waybills]
    if len(stops) != len(record.lines) or len({line.id for line in stops}) != len(stops):
        why = tr("须把单上的 {n} 票各写一次").format(n=len(record.lines))
        raise refuse("E019", "waybills", label=tr("派送顺序"), why=why)
    for position, line in enumerate(stops, 1):
        line.seq = position


@command("delivery_run.update", "派送单定单", example='{"number": "PS261119-001"}')
def print_run(work: Work, *, number: str, price_reason: str = "") -> None:
    """Fix a run for printing: its stops and amounts stand until it leaves or is taken back.

    Raises:
        Refused: E001 without stops, E004, E006, E008, E012, E036 a thin margin to be explained,
            E164 a loss nobody approved.
    """
    record = run_by_number(work, number)
    record.state = RUN_STATES.step(record.state, "print_run")
    _require_stops(record)
    require_price(work, record, price_reason)
    refresh_dues(work.session, record)


@command("delivery_run.update", "检查派送毛利", example='{"number": "PS261119-001"}')
def check_run(work: Work, *, number: str, reason: str = "") -> int:
    """Judge a draft's margin before it is fixed, so that a loss can be put before the manager.

    Returns:
        The id of the price check; `submit_price` asks for its approval.

    Raises:
        Refused: E001 without stops, E004, E006, E008, E012.

    Source: spec 5.4.
    """
    record = run_by_number(work, number)
    RUN_STATES.step(record.state, "print_run")
    _require_stops(record)
    return record_run_price(work, record, reason).id


@command("delivery_run.update", "派送单退回修改", example='{"number": "PS261119-001"}')
def revise_run(work: Work, *, number: str) -> None:
    """Make a printed run a draft again; what was printed is to be thrown away.

    Its stops get receipt numbers that were never printed: a receipt of the old order that is signed
    all the same names no stop, and a person looks at it.

    Raises:
        Refused: E006, E008.
    """
    record = run_by_number(work, number)
    record.state = RUN_STATES.step(record.state, "revise_run")
    record.receipts_before += max((line.seq for line in record.lines), default=0)


@command("delivery_run.update", "派送出车", example='{"number": "PS261119-001"}')
def depart_run(
    work: Work, *, number: str, depart_at: datetime | None = None, price_reason: str = ""
) -> str:
    """Let the truck go: its goods leave stock on one slip, its cost is shared over the stops.

    The margin of a run that was not printed is judged now.

    Returns:
        The stock-out slip, ``CK261119-001``.

    Raises:
        Refused: E001 without stops, E006, E008, E036, E142, E144, E145, E146, E164, E170, E171.
    """
    record = run_by_number(work, number)
    unprinted = record.state is RunState.DRAFT
    record.state = RUN_STATES.step(record.state, "depart_run")
    _require_stops(record)
    moment = depart_at or work.now
    _check_departure(work, record, moment)
    if unprinted:
        require_price(work, record, price_reason)
    refresh_dues(work.session, record)
    record.depart_at = moment
    record.slip_no = work.number("stock_out", local(moment).date())
    for line in record.lines:
        line.consignment.refusal_open = False  # a new attempt ends the old refusal
        move_pieces(
            work,
            line.consignment,
            MoveReason.RUN_OUT,
            line.pieces,
            record.number,
            at=moment,
            handed_by=record.driver.name,
            slip_no=record.slip_no,
        )
    _share_cost(record)
    return record.slip_no


def _require_stops(run: DeliveryRun) -> None:
    problems = Problems()
    problems.require(run.lines, "stops", tr("派送明细"))
    problems.raise_if_any()


def _check_departure(work: Work, run: DeliveryRun, moment: datetime) -> None:
    if in_future(moment, work.now):
        raise refuse("E171", "depart_at")
    end = max(run.planned_back_at, moment)
    problems = objections(work, run.vehicle, run.driver, moment, end, run.number)
    check_load(problems, run)
    for line in run.lines:
        check_released(problems, line.consignment, line.receipt_no)
        stocked = line.consignment.stocked_at
        if stocked is not None and moment < stocked:
            problems.add("E170", "depart_at", t=show_moment(moment), u=show_moment(stocked))
    problems.raise_if_any()


def _share_cost(run: DeliveryRun) -> None:
    stops = [(line.consignment, line.pieces) for line in run.lines]
    shares = split_fen(run.vehicle_cost_fen, share_weights(run.share_basis, stops))
    for line, share in zip(run.lines, shares, strict=True):
        line.cost_fen = share
        line.consignment.delivery_cost_fen += share


@command(
    "delivery_run.void",
    "作废派送单",
    example='{"number": "PS261119-001", "reason": "车辆故障,改日派送"}',
)
def void_run(work: Work, *, number: str, reason: str) -> None:
    """Give up a draft; it keeps its number and its goods are free again.

    Raises:
        Refused: E004, E006, E008, E009.
    """
    record = run_by_number(work, number)
    record.state = RUN_STATES.step(record.state, "void_run", reason)
    kept = clean_text(reason)
    if len(kept) > 200:
        raise refuse("E004", "reason", label=tr("原因"), n=200, v=len(kept))
    forget_checks(work, CheckedPaper.RUN, record.number)
    record.void_reason = kept
