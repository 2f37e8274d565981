"""When goods that arrived, or left for another city, are due.

Source: spec 5.15.
"""

from datetime import date, timedelta

from desk.freight.consignments.choices import DeliveryMode
from desk.kernel.calendar import WorkingCalendar


def due_on(
    mode: DeliveryMode, arrived_on: date, promised_on: date | None, calendar: WorkingCalendar
) -> date | None:
    """When door and self-pickup goods are due: one working day after arrival, or as promised earlier.

    Transit goods get their date at the hand-over to the partner.
    """
    if mode is DeliveryMode.TRANSIT:
        return promised_on
    regular = calendar.add_workdays(arrived_on, 1)
    return min(regular, promised_on) if promised_on else regular


def outbound_due_on(departed_on: date, lane_days: int, promised_on: date | None) -> date:
    """When goods sent inland are due: the lane's natural days after departure, or as promised earlier."""
    regular = departed_on + timedelta(days=lane_days)
    return min(regular, promised_on) if promised_on else regular
