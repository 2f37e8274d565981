"""What a pre-advice refuses: a wrong head, goods that cannot go, a truck that is too full.

Source: spec 3.6, 3.27 (E142, E145, E146, E160, E161).
"""

from datetime import datetime

from sqlalchemy import select

from desk.freight.consignments.choices import Direction
from desk.freight.consignments.model import Consignment
from desk.freight.delivery.loading import held_for_return
from desk.freight.fleet.assigning import objections
from desk.freight.outbound.drafts import LoadDraft, PreadvicePlan
from desk.freight.outbound.finding import planned_pieces
from desk.freight.outbound.model import OutboundPreadvice, PreadviceLine
from desk.freight.outbound.rules import load_of
from desk.freight.tracking.rules import in_future
from desk.kernel.errors import Problems
from desk.kernel.identity import clean_text, has_control_characters, is_phone
from desk.kernel.moments import show_moment
from desk.kernel.quantities import show_money, show_weight
from desk.kernel.text import tr
from desk.storage.work import Work

MOST_COST_FEN = 20_000_000
_TEXTS = (
    ("dest_station", "到达站", 40),
    ("route", "运行路线", 120),
    ("receiver_name", "收货方", 60),
    ("receiver_contact", "联系人", 60),
    ("quoted_by", "报价人", 60),
    ("remark", "备注", 200),
)


def check_plan(plan: PreadvicePlan) -> Problems:
    """Return what is wrong with a typed head: E001, E003, E004, E012, E019, E102."""
    problems = Problems()
    for name, label, longest in _TEXTS:
        check_text(problems, f"plan.{name}", tr(label), getattr(plan, name), longest)
    problems.require(plan.dest_station, "plan.dest_station", tr("到达站"))
    problems.require(plan.receiver or plan.receiver_name, "plan.receiver_name", tr("收货方"))
    if plan.receiver_phone.strip():
        ok = is_phone(plan.receiver_phone)
        problems.check(ok, "E102", "plan.receiver_phone", v=plan.receiver_phone)
    why = tr("应晚于计划发车时间")
    ordered = plan.depart_plan_at < plan.eta_at
    problems.check(ordered, "E019", "plan.eta_at", label=tr("预计到达"), why=why)
    cost = plan.truck_cost_fen
    limits = {"lo": 0, "hi": show_money(MOST_COST_FEN), "v": show_money(cost)}
    ok = 0 <= cost <= MOST_COST_FEN
    problems.check(ok, "E003", "plan.truck_cost_fen", label=tr("车价"), **limits)
    return problems


def check_text(problems: Problems, field: str, label: str, text: str, longest: int) -> None:
    """Add E004 too long, E012 control characters."""
    problems.fits(clean_text(text), longest, field, label)
    problems.check(not has_control_characters(text), "E012", field, label=label)


def check_truck(work: Work, preadvice: OutboundPreadvice, start_at: datetime) -> Problems:
    """Return what stands against truck and driver from a moment to the arrival (E145)."""
    p, end_at = preadvice, max(preadvice.eta_at, start_at)
    return objections(work, p.vehicle, p.driver, start_at, end_at, p.number)


def check_load(problems: Problems, preadvice: OutboundPreadvice) -> None:
    """Add E146 when the truck carries more than it may."""
    load = sum(load_of(line.consignment, line.pieces).weight_g for line in preadvice.lines)
    most = preadvice.vehicle.rated_payload_kg * 1000
    problems.check(load <= most, "E146", "loads", a=show_weight(load), b=show_weight(most))


def check_moment(
    problems: Problems, work: Work, field: str, moment: datetime, after: datetime | None
) -> None:
    """Add E171 in the future, E170 before the step that came first."""
    problems.check(not in_future(moment, work.now), "E171", field)
    if after is not None and moment < after:
        problems.add("E170", field, t=show_moment(moment), u=show_moment(after))


def add_load(
    work: Work, preadvice: OutboundPreadvice, draft: LoadDraft, problems: Problems, path: str
) -> None:
    """Append a ticket to a pre-advice, or add what stands against it at `path`."""
    wanted = Consignment.number == draft.waybill.strip()
    found = work.session.scalar(select(Consignment).where(wanted))
    if found is None:
        problems.add("E006", f"{path}.waybill", label=tr("运单"), v=draft.waybill)
        return
    if any(line.consignment is found for line in preadvice.lines):
        problems.add("E017", path, label=tr("出港预报上的运单"), v=found.label)
        return
    own = Problems()
    _check_way(own, found, f"{path}.waybill")
    pieces = _pieces(own, work, preadvice, found, draft.pieces, f"{path}.pieces")
    problems.extend(own.found)
    if not own.found:
        seq = len(preadvice.lines) + 1
        line = PreadviceLine(consignment=found, seq=seq, pieces=pieces, cost_fen=0)
        preadvice.lines.append(line)


def _check_way(problems: Problems, consignment: Consignment, field: str) -> None:
    if consignment.direction is Direction.INBOUND:
        why = tr("{no} 是进港货物,不走出港").format(no=consignment.label)
        problems.add("E019", field, label=tr("运单"), why=why)


def _pieces(
    problems: Problems,
    work: Work,
    preadvice: OutboundPreadvice,
    consignment: Consignment,
    typed: int | None,
    field: str,
) -> int:
    """Return how many free pieces are meant (None = all); E142 in stock, E019 planned elsewhere."""
    elsewhere, where = planned_pieces(work.session, consignment, preadvice)
    back = held_for_return(consignment)
    free = consignment.in_stock - elsewhere - back
    pieces = max(free, 1) if typed is None else typed
    no, stock = consignment.label, consignment.in_stock
    if pieces < 1:
        problems.add("E003", field, label=tr("件数"), lo=1, hi=max(free, 1), v=pieces)
    elif pieces > stock:
        problems.add("E142", field, no=no, a=stock, b=pieces)
    elif pieces > free:
        place = tr("出港预报 {no} 上").format(no=where) if elsewhere else tr("返货指示中")
        why = tr("{no} 的 {n} 件已在{where}").format(no=no, n=elsewhere or back, where=place)
        problems.add("E019", field, label=tr("件数"), why=why)
    return pieces
