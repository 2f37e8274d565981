"""The books are frozen, the goods counted, the result submitted."""

from dataclasses import dataclass

from sqlalchemy import select

from desk.freight.consignments.commands import by_number
from desk.freight.consignments.model import Consignment
from desk.freight.consignments.rules import MAX_PIECES
from desk.freight.stocktake.model import Stocktake, StocktakeLine
from desk.freight.stocktake.rules import OPEN, STATES
from desk.kernel.commands import command
from desk.kernel.errors import Problems, Refused, refuse
from desk.kernel.identity import clean_text, has_control_characters
from desk.kernel.text import tr
from desk.storage.work import Reader, Work


@dataclass(frozen=True, kw_only=True)
class Counted:
    """What was counted of a consignment; a difference needs a note."""

    waybill: str
    pieces: int
    note: str = ""


@command("stock.create", "开始盘点", example='{"bin_prefix": "A-"}')
def start_stocktake(work: Work, *, bin_prefix: str = "") -> str:
    """Freeze the books of an area: everything in stock whose bin begins like that.

    Returns:
        The number, ``PD261120-001``.

    Raises:
        Refused: E004, E012, E019 nothing lies there, or some of it is being counted already.
    """
    prefix, label = clean_text(bin_prefix), tr("库位")
    problems = Problems()
    problems.fits(prefix, 20, "bin_prefix", label)
    problems.check(not has_control_characters(prefix), "E012", "bin_prefix", label=label)
    problems.raise_if_any()
    goods = work.session.scalars(
        select(Consignment)
        .where(Consignment.in_stock > 0, Consignment.bin_code.startswith(prefix, autoescape=True))
        .order_by(Consignment.bin_code, Consignment.id)
    ).all()
    if not goods:
        raise refuse("E019", "bin_prefix", label=label, why=tr("没有在库货物"))
    for consignment in goods:
        _refuse_counted_elsewhere(work, consignment, 0)
    take = Stocktake(
        number=work.number("stocktake"),
        state=STATES.initial,
        counted_on=work.today,
        bin_prefix=prefix,
        lines=[_line(consignment) for consignment in goods],
    )
    return work.add(take).number


def _line(consignment: Consignment) -> StocktakeLine:
    return StocktakeLine(
        consignment_id=consignment.id,
        consignment=consignment,
        bin_code=consignment.bin_code,
        book=consignment.in_stock,
    )


def _refuse_counted_elsewhere(work: Work, consignment: Consignment, own_id: int) -> None:
    other = work.session.scalar(
        select(Stocktake.number)
        .join(StocktakeLine, StocktakeLine.stocktake_id == Stocktake.id)
        .where(
            StocktakeLine.consignment_id == consignment.id,
            Stocktake.state.in_(OPEN),
            Stocktake.id != own_id,
        )
    )
    if other is not None:
        why = tr("正在盘点单 {no} 上盘点").format(no=other)
        raise refuse("E019", "bin_prefix", label=consignment.label, why=why)


@command(
    "stock.create",
    "录入实盘",
    example='{"number": "PD261120-001", "counts": [{"waybill": "YD2611160003", "pieces": 8}]}',
)
def count_stock(work: Work, *, number: str, counts: tuple[Counted, ...]) -> None:
    """Enter what was counted; goods found there that are not on the list are put on it.

    Raises:
        Refused: E001, E003, E004, E006, E008, E012, E019: all lines at once.
    """
    take = take_by_number(work, number)
    take.state = STATES.step(take.state, "count_stock")
    problems = Problems()
    problems.require(counts, "counts", tr("实盘件数"))
    for index, row in enumerate(counts):
        try:
            _count(work, take, row)
        except Refused as refused:
            problems.extend((p for p in refused.problems), f"counts.{index}")
    problems.raise_if_any()


def _count(work: Work, take: Stocktake, row: Counted) -> None:
    problems = Problems()
    limits = {"label": tr("实盘件数"), "lo": 0, "hi": MAX_PIECES, "v": row.pieces}
    problems.check(0 <= row.pieces <= MAX_PIECES, "E003", "pieces", **limits)
    note, label = clean_text(row.note), tr("说明")
    problems.fits(note, 120, "note", label)
    problems.check(not has_control_characters(row.note), "E012", "note", label=label)
    problems.raise_if_any()
    consignment = by_number(work, row.waybill)
    line = next((n for n in take.lines if n.consignment is consignment), None)
    if line is None:
        _refuse_counted_elsewhere(work, consignment, take.id)
        line = _line(consignment)
        take.lines.append(line)
    line.counted, line.note, line.counted_by = row.pieces, note, work.actor.user_id


@command("stock.create", "提交盘点", example='{"number": "PD261120-001"}')
def submit_stocktake(work: Work, *, number: str) -> None:
    """Hand the count to the manager; every line is counted and every difference explained.

    Raises:
        Refused: E001 a difference without a note, E006, E008, E019 while a line is uncounted.
    """
    take = take_by_number(work, number)
    take.state = STATES.step(take.state, "submit_stocktake")
    left = sum(1 for line in take.lines if line.counted is None)
    if left:
        why = tr("还有 {n} 票未盘").format(n=left)
        raise refuse("E019", "lines", label=take.number, why=why)
    problems = Problems()
    for line in take.lines:
        if line.difference:
            problems.require(line.note, "lines", line.consignment.label + tr(" 的差异说明"))
    problems.raise_if_any()
    take.submitted_at, take.reason = work.now, ""


@command(
    "stock.create",
    "作废盘点",
    example='{"number": "PD261120-001", "reason": "重新划区"}',
)
def void_stocktake(work: Work, *, number: str, reason: str) -> None:
    """Give a count up; nothing is booked.

    Raises:
        Refused: E006, E008, E009.
    """
    take = take_by_number(work, number)
    take.state = STATES.step(take.state, "void_stocktake", reason)
    take.reason = reason.strip()[:200]


def take_by_number(read: Reader, number: str) -> Stocktake:
    """Raises: Refused E006."""
    found = read.session.scalar(select(Stocktake).where(Stocktake.number == number.strip()))
    if found is None:
        raise refuse("E006", "number", label=tr("盘点单"), v=number)
    return found
