"""A truck is planned: its head, and the goods to be loaded, while it is a draft."""

from collections.abc import Sequence

from desk.freight.fleet.assigning import driver_of, vehicle_of
from desk.freight.outbound.checks import add_load, check_load, check_plan, check_truck
from desk.freight.outbound.drafts import LoadDraft, PreadvicePlan
from desk.freight.outbound.finding import line_of, preadvice_by_number
from desk.freight.outbound.model import OutboundPreadvice
from desk.freight.outbound.rules import STATES
from desk.kernel.commands import command
from desk.kernel.errors import Problems
from desk.kernel.identity import clean_text, normal_phone
from desk.partners.carriers.finding import check_usable, partner_of
from desk.storage.work import Work

_PLAN = (
    '"plan": {"dest_station": "郑州", "receiver_name": "郑州分部", "receiver_phone": '
    '"13800000041", "plate_no": "新A6F128", "driver_no": "D002", '
    '"depart_plan_at": "2026-11-19T20:00:00+08:00", "eta_at": "2026-11-24T18:00:00+08:00", '
    '"truck_cost_fen": 260000}'
)
_LOADS = '"loads": [{"waybill": "YD2611190001"}, {"waybill": "YD2611190002", "pieces": 40}]'


@command("outbound_preadvice.create", "编制出港预报", example=f"{{{_PLAN}, {_LOADS}}}")
def add_preadvice(work: Work, *, plan: PreadvicePlan, loads: tuple[LoadDraft, ...] = ()) -> str:
    """Plan a line-haul truck to a station; its goods stay in stock until it is confirmed.

    Returns:
        The pre-advice's number, ``CG261119-001``.

    Raises:
        Refused: E001, E003, E004, E006, E012, E017, E019, E102, E142, E145, E146, E160, E161:
            everything wrong at once.
    """
    preadvice = OutboundPreadvice(state=STATES.initial)
    _set_plan(work, preadvice, plan)
    preadvice.number = work.number("outbound_preadvice")
    problems = check_truck(work, preadvice, preadvice.depart_plan_at)
    _put_on(work, preadvice, loads, problems)
    check_load(problems, preadvice)
    problems.raise_if_any()
    return work.add(preadvice).number


@command(
    "outbound_preadvice.update",
    "修改出港预报",
    example=f'{{"number": "CG261119-001", "version": 1, {_PLAN}, {_LOADS}}}',
)
def update_preadvice(
    work: Work,
    *,
    number: str,
    version: int | None,
    plan: PreadvicePlan,
    loads: tuple[LoadDraft, ...] | None = None,
) -> None:
    """Make a draft what the board shows: its head and, if given, exactly these goods in this order.

    Raises:
        Refused: E006, E008, E211 when somebody else changed it meanwhile, and whatever planning
            refuses.
    """
    preadvice = preadvice_by_number(work, number)
    preadvice.state = STATES.step(preadvice.state, "update_preadvice")
    work.expect_version(preadvice, version)
    _set_plan(work, preadvice, plan)
    problems = check_truck(work, preadvice, preadvice.depart_plan_at)
    if loads is not None:
        _replace_loads(work, preadvice, loads, problems)
    check_load(problems, preadvice)
    problems.raise_if_any()
    preadvice.updated_at = work.now  # other goods make another version, too (E211)


@command(
    "outbound_preadvice.update",
    "出港预报加票",
    example=f'{{"number": "CG261119-001", {_LOADS}}}',
)
def load_preadvice(work: Work, *, number: str, loads: tuple[LoadDraft, ...]) -> None:
    """Put goods onto a draft, behind those that stand on it.

    Raises:
        Refused: E003, E006, E008, E017, E019, E142, E146.
    """
    preadvice = preadvice_by_number(work, number)
    preadvice.state = STATES.step(preadvice.state, "load_preadvice")
    problems = Problems()
    _put_on(work, preadvice, loads, problems)
    check_load(problems, preadvice)
    problems.raise_if_any()
    preadvice.updated_at = work.now


@command(
    "outbound_preadvice.update",
    "出港预报撤票",
    example='{"number": "CG261119-001", "waybill": "YD2611190002"}',
)
def unload_preadvice(work: Work, *, number: str, waybill: str) -> None:
    """Take a ticket off a draft; its goods are free for another truck.

    Raises:
        Refused: E006, E008.
    """
    preadvice = preadvice_by_number(work, number)
    preadvice.state = STATES.step(preadvice.state, "unload_preadvice")
    preadvice.lines.remove(line_of(preadvice, waybill))
    _number_lines(preadvice)
    preadvice.updated_at = work.now


def _set_plan(work: Work, preadvice: OutboundPreadvice, plan: PreadvicePlan) -> None:
    """Write a head; raises Refused for everything wrong with it."""
    check_plan(plan).raise_if_any()
    preadvice.vehicle = vehicle_of(work, plan.plate_no)
    preadvice.driver = driver_of(work, plan.driver_no)
    for name in (
        "dest_station",
        "route",
        "receiver_name",
        "receiver_contact",
        "quoted_by",
        "remark",
    ):
        setattr(preadvice, name, clean_text(getattr(plan, name)))
    preadvice.receiver_phone = normal_phone(plan.receiver_phone) if plan.receiver_phone else ""
    for name in ("depart_plan_at", "eta_at", "truck_cost_fen", "share_basis", "line_order"):
        setattr(preadvice, name, getattr(plan, name))
    _set_receiver(work, preadvice, plan.receiver)


def _set_receiver(work: Work, preadvice: OutboundPreadvice, code: str) -> None:
    preadvice.receiver = partner = partner_of(work, code) if code.strip() else None
    if partner is None:
        return
    check_usable(work, partner).raise_if_any()
    preadvice.receiver_name = partner.name
    preadvice.receiver_contact = preadvice.receiver_contact or partner.contact
    preadvice.receiver_phone = preadvice.receiver_phone or partner.dispatch_phone


def _put_on(
    work: Work, preadvice: OutboundPreadvice, loads: Sequence[LoadDraft], problems: Problems
) -> None:
    with work.session.no_autoflush:
        for index, draft in enumerate(loads):
            add_load(work, preadvice, draft, problems, f"loads.{index}")
    _number_lines(preadvice)


def _replace_loads(
    work: Work, preadvice: OutboundPreadvice, loads: Sequence[LoadDraft], problems: Problems
) -> None:
    for line in list(preadvice.lines):
        preadvice.lines.remove(line)
    work.session.flush()
    _put_on(work, preadvice, loads, problems)


def _number_lines(preadvice: OutboundPreadvice) -> None:
    for place, line in enumerate(preadvice.lines, 1):
        line.seq = place
