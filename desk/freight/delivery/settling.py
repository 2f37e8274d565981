"""The truck is back: its cash and signed papers are handed in, and the run is settled."""

from collections.abc import Sequence
from datetime import datetime

from desk.freight.consignments.choices import PayMethod
from desk.freight.delivery.events import RunSettled
from desk.freight.delivery.finding import run_by_number
from desk.freight.delivery.model import DeliveryRun, RunLine
from desk.freight.delivery.rules import RUN_STATES
from desk.freight.tracking.rules import in_future
from desk.kernel.commands import command
from desk.kernel.errors import Problems
from desk.kernel.identity import clean_text
from desk.kernel.moments import show_moment
from desk.kernel.quantities import show_money
from desk.kernel.text import tr
from desk.storage.work import Work


def expected_cash_fen(run: DeliveryRun) -> int:
    """Cash the driver has to hand in: what was taken in cash, and what open stops are to bring.

    Money that came by transfer or code is on the firm's account already and is not handed in.
    """
    return sum(_expected_of(line) for line in run.lines)


def _expected_of(line: RunLine) -> int:
    receipt = line.receipt
    if receipt is None:
        return line.freight_due_fen + line.cod_due_fen
    return receipt.collected_fen if receipt.pay_method is PayMethod.CASH else 0


@command("delivery_run.update", "派送回车", example='{"number": "PS261119-001"}')
def return_run(work: Work, *, number: str, return_at: datetime | None = None) -> None:
    """Note that the truck is back and empty: every stop has its result.

    Raises:
        Refused: E006, E008, E019 stops without a result, E170, E171.
    """
    record = run_by_number(work, number)
    record.state = RUN_STATES.step(record.state, "return_run")
    moment = return_at or work.now
    problems = Problems()
    problems.check(not in_future(moment, work.now), "E171", "return_at")
    open_stops = [line.consignment.label for line in record.lines if line.receipt is None]
    why = tr("还有 {n} 票未登记签收结果:{list}").format(
        n=len(open_stops), list="、".join(open_stops[:5])
    )
    problems.check(not open_stops, "E019", "return_at", label=tr("回车"), why=why)
    signed = [line.receipt.signed_at for line in record.lines if line.receipt is not None]
    last = max([*signed, *([record.depart_at] if record.depart_at else [])], default=moment)
    in_order = moment >= last
    problems.check(in_order, "E170", "return_at", t=show_moment(moment), u=show_moment(last))
    problems.raise_if_any()
    record.return_at = moment


@command(
    "delivery_run.update",
    "派送结单",
    example='{"number": "PS261119-001", "cash_handed_in_fen": 858400, '
    '"receipts_handed_in": ["PS261119-001/01", "PS261119-001/02"]}',
)
def settle_run(
    work: Work,
    *,
    number: str,
    cash_handed_in_fen: int,
    receipts_handed_in: tuple[str, ...] = (),
    difference_reason: str = "",
) -> None:
    """Settle a run: the cash is what was taken, and every signed paper is back.

    A difference is settled only by the manager, with its reason. Papers of stops where nothing was
    signed need not come back.

    Raises:
        Refused: E003, E004, E006, E008, E147, E148.
    """
    record = run_by_number(work, number)
    record.state = RUN_STATES.step(record.state, "settle_run")
    expected = expected_cash_fen(record)
    reason = clean_text(difference_reason)
    problems = Problems()
    _check_cash(problems, work, expected, cash_handed_in_fen, reason)
    handed_in = _handed_in(record, receipts_handed_in)
    missing = [line for line in record.lines if _is_signed(line) and line not in handed_in]
    problems.check(not missing, "E148", "receipts_handed_in", n=len(missing))
    problems.raise_if_any()
    for line in handed_in:
        _take_back(line)
    record.cash_expected_fen, record.cash_handed_in_fen = expected, cash_handed_in_fen
    record.difference_reason = reason if expected != cash_handed_in_fen else ""
    record.settled_at = work.now
    work.emit(RunSettled(record))


def _check_cash(
    problems: Problems, work: Work, expected_fen: int, handed_in_fen: int, reason: str
) -> None:
    field = "cash_handed_in_fen"
    shown = show_money(handed_in_fen)
    if handed_in_fen < 0:
        problems.add("E003", field, label=tr("实缴"), lo=0, hi=show_money(expected_fen), v=shown)
    problems.fits(reason, 200, "difference_reason", tr("差异原因"))
    confirmed = bool(reason) and work.may("delivery_run.approve_difference")
    difference = expected_fen - handed_in_fen
    problems.check(
        not difference or confirmed,
        "E147",
        field,
        a=show_money(expected_fen),
        b=shown,
        c=show_money(difference),
    )


def _handed_in(run: DeliveryRun, numbers: Sequence[str]) -> list[RunLine]:
    by_receipt = {line.receipt_no: line for line in run.lines}
    problems = Problems()
    for number in dict.fromkeys(numbers):
        known, label = number.strip() in by_receipt, tr("签收单")
        problems.check(known, "E006", "receipts_handed_in", label=label, v=number)
    problems.raise_if_any()
    return [by_receipt[number] for number in dict.fromkeys(n.strip() for n in numbers)]


def _is_signed(line: RunLine) -> bool:
    return line.receipt is not None and line.receipt.pieces_signed > 0


def _take_back(line: RunLine) -> None:
    """A handed-in paper brings back the copies the sender waits for, once something was signed."""
    if line.receipt is None:
        return
    line.receipt.handed_in = True
    if line.receipt.pieces_signed:
        c = line.consignment
        missing = max(0, c.receipt_copies - c.receipts_back)
        c.receipts_back += min(line.receipts_out, missing)
