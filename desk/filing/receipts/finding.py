"""Finding receipts and hand-over lists by their numbers, for commands and the rooms above."""

from collections.abc import Iterable

from sqlalchemy import select

from desk.filing.receipts.model import ReceiptHandover, ReturnReceipt
from desk.freight.consignments.model import Consignment
from desk.kernel.errors import Problems, Refused, refuse
from desk.kernel.text import tr
from desk.storage.work import Reader


def receipt_of(read: Reader, consignment_id: int) -> ReturnReceipt | None:
    """The receipt of a consignment, if its goods were signed for and a paper is wanted."""
    wanted = ReturnReceipt.consignment_id == consignment_id
    return read.session.scalar(select(ReturnReceipt).where(wanted))


def ticket_by_number(read: Reader, number: str) -> Consignment:
    """Raises: Refused E006."""
    wanted = select(Consignment).where(Consignment.number == number.strip())
    found = read.session.scalar(wanted)
    if found is None:
        raise refuse("E006", "number", label=tr("运单"), v=number)
    return found


def receipt_by_waybill(read: Reader, number: str) -> ReturnReceipt:
    """The receipt of a consignment number.

    Raises:
        Refused: E006 without such a consignment, E060 when it has no paper to come back (yet).
    """
    ticket = ticket_by_number(read, number)
    receipt = receipt_of(read, ticket.id)
    if receipt is None:
        why = tr("货物尚未签收") if ticket.receipt_required else tr("受理时不要求回单")
        raise refuse("E060", "number", no=ticket.label, why=why)
    read.held.add(receipt)
    return receipt


def receipts_by_waybills(read: Reader, numbers: Iterable[str]) -> list[ReturnReceipt]:
    """The receipts of several numbers, each once.

    Raises:
        Refused: E001 without any; E006, E060: all that is wrong at once.
    """
    problems, found = Problems(), []
    numbers = list(dict.fromkeys(n.strip() for n in numbers if n.strip()))
    problems.require(tuple(numbers), "numbers", tr("运单号"))
    for number in numbers:
        try:
            found.append(receipt_by_waybill(read, number))
        except Refused as refused:
            problems.extend(refused.problems)
    problems.raise_if_any()
    return found


def handover_by_number(read: Reader, number: str) -> ReceiptHandover:
    """Raises: Refused E006."""
    wanted = ReceiptHandover.number == number.strip()
    found = read.session.scalar(select(ReceiptHandover).where(wanted))
    if found is None:
        raise refuse("E006", "number", label=tr("回单交接清单"), v=number)
    read.held.add(found)
    return found
