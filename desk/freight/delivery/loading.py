"""What may be put on a truck: goods in stock, free, released, bound for town, within the payload."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from desk.freight.consignments.choices import DeliveryMode, Direction
from desk.freight.consignments.model import Consignment
from desk.freight.delivery.drafts import StopDraft
from desk.freight.delivery.model import DeliveryRun, RunLine
from desk.freight.delivery.rules import PLANNED, part_of
from desk.kernel.errors import Problems
from desk.kernel.quantities import show_weight
from desk.kernel.text import tr
from desk.storage.work import Work


@dataclass(frozen=True)
class Promised:
    """Pieces that stand in stock but are spoken for by runs that have not left, or by a return.

    `held` says by what, as E143 reads: 「在派送单 PS261119-001 上」.
    """

    pieces: int
    number: str
    held: str


def on_run(number: str) -> str:
    """The words of E143 for pieces on a run."""
    return tr("在派送单 {no} 上").format(no=number)


def ordered_back() -> str:
    """The words of E143 for pieces the shipper wants back."""
    return tr("由发货人指示返货")


def promised_pieces(session: Session, consignment: Consignment) -> Promised:
    """How many pieces in stock are on planned runs or ordered back, and where (the last of them)."""
    row = session.execute(
        select(func.coalesce(func.sum(RunLine.pieces), 0), func.max(DeliveryRun.number))
        .join(DeliveryRun)
        .where(RunLine.consignment_id == consignment.id, DeliveryRun.state.in_(PLANNED))
    ).one()
    going_back = held_for_return(consignment)
    number = row[1] or ""
    held = ordered_back() if going_back else on_run(number)
    return Promised(int(row[0]) + going_back, number, held)


def planned_by_ticket(session: Session, ids: Collection[int]) -> dict[int, int]:
    """How many pieces of many tickets stand on planned runs; those on none are not named."""
    rows = session.execute(
        select(RunLine.consignment_id, func.sum(RunLine.pieces))
        .join(DeliveryRun)
        .where(RunLine.consignment_id.in_(ids), DeliveryRun.state.in_(PLANNED))
        .group_by(RunLine.consignment_id)
    )
    return {found: int(pieces) for found, pieces in rows}


def held_for_return(consignment: Consignment) -> int:
    """Pieces in stock that the shipper ordered back; those with a partner come first."""
    return max(0, consignment.going_back - consignment.at_partner)


def is_held(consignment: Consignment) -> bool:
    """Whether the shipper has not yet released goods that wait for his word."""
    return consignment.hold_release and consignment.released_at is None


def check_pieces(
    problems: Problems, session: Session, consignment: Consignment, pieces: int | None, field: str
) -> int:
    """Return how many free pieces are meant (None = all), adding what stands against it.

    Problems: E142 not in stock, E143 on a planned run, E003 below one.
    """
    promised = promised_pieces(session, consignment)
    free = consignment.in_stock - promised.pieces
    wanted = max(free, 1) if pieces is None else pieces
    no, stock = consignment.label, consignment.in_stock
    if wanted < 1:
        problems.add("E003", field, label=tr("件数"), lo=1, hi=max(free, 1), v=wanted)
    elif wanted > stock:
        problems.add("E142", field, no=no, a=stock, b=wanted)
    elif wanted > free:
        problems.add("E143", field, no=no, n=promised.pieces, held=promised.held)
    return wanted


def check_released(problems: Problems, consignment: Consignment, field: str) -> None:
    """Add E144 when the goods wait for the shipper's word."""
    problems.check(not is_held(consignment), "E144", field, no=consignment.label)


def add_stops(work: Work, run: DeliveryRun, stops: Sequence[StopDraft]) -> Problems:
    """Append stops to a run; return everything that stands against them."""
    problems = Problems()
    for index, stop in enumerate(stops):
        add_stop(work, run, stop, problems, f"stops.{index}")
    for position, line in enumerate(run.lines, 1):
        line.seq = position
    return problems


def add_stop(work: Work, run: DeliveryRun, stop: StopDraft, problems: Problems, path: str) -> None:
    """Append one stop, adding what stands against it at `path`."""
    found = work.session.scalar(
        select(Consignment).where(Consignment.number == stop.waybill.strip())
    )
    if found is None:
        problems.add("E006", f"{path}.waybill", label=tr("运单"), v=stop.waybill)
        return
    same = next((line for line in run.lines if line.consignment is found), None)
    if same is not None:
        problems.add("E143", path, no=found.label, n=same.pieces, held=on_run(run.number))
        return
    own = Problems()
    _check_way(own, found, f"{path}.waybill")
    check_released(own, found, f"{path}.waybill")
    pieces = check_pieces(own, work.session, found, stop.pieces, f"{path}.pieces")
    problems.extend(own.found)
    if not own.found:
        run.lines.append(RunLine(consignment=found, seq=len(run.lines) + 1, pieces=pieces))


def _check_way(problems: Problems, consignment: Consignment, field: str) -> None:
    if consignment.direction is not Direction.INBOUND:
        why = tr("{no} 是{d}货物,不走派送").format(
            no=consignment.label, d=consignment.direction.label
        )
        problems.add("E019", field, label=tr("运单"), why=why)
    elif consignment.delivery_mode is DeliveryMode.TRANSIT:
        why = tr("{no} 发往{d},交接方式为中转,请编入中转单").format(
            no=consignment.label, d=consignment.destination
        )
        problems.add("E019", field, label=tr("运单"), why=why)


def load_g(run: DeliveryRun) -> int:
    """Weight on a run in grams: each consignment's weight pro rata of its pieces."""
    return sum(weight_of(line) for line in run.lines)


def weight_of(line: RunLine) -> int:
    """Weight of a stop in grams."""
    return part_of(line.consignment.weight_g, line.pieces, line.consignment.declared)


def check_load(problems: Problems, run: DeliveryRun) -> None:
    """Add E146 when the run weighs more than its vehicle may carry."""
    load, most = load_g(run), run.vehicle.rated_payload_kg * 1000
    problems.check(load <= most, "E146", "stops", a=show_weight(load), b=show_weight(most))
