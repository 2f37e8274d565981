"""Loading runs and stops by the numbers people type."""

from sqlalchemy import select

from desk.freight.delivery.model import DeliveryRun, RunLine
from desk.kernel.errors import refuse
from desk.kernel.text import tr
from desk.storage.work import Reader


def run_by_number(read: Reader, number: str) -> DeliveryRun:
    """Raises: Refused E006."""
    found = read.session.scalar(select(DeliveryRun).where(DeliveryRun.number == number.strip()))
    if found is None:
        raise refuse("E006", "number", label=tr("派送单"), v=number)
    return found


def stop_of(run: DeliveryRun, waybill: str) -> RunLine:
    """The stop of a run by its waybill number or its receipt number.

    Raises:
        Refused: E006.
    """
    typed = waybill.strip()
    for line in run.lines:
        if typed in (line.consignment.number, line.receipt_no):
            return line
    label = tr("派送单 {run} 上的运单").format(run=run.number)
    raise refuse("E006", "waybill", label=label, v=waybill)
