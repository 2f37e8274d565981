"""What happens to delivery runs, for the rooms above."""

from dataclasses import dataclass

from desk.freight.delivery.model import DeliveryRun


@dataclass(frozen=True)
class RunSettled:
    """The cash and papers of a run were handed in."""

    run: DeliveryRun
