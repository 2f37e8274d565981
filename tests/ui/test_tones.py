"""What states mean to the eye, where the state table alone does not say it."""

import pytest

from desk.archive.customers.choices import CustomerStatus
from desk.filing.receipts.choices import ReceiptState
from desk.freight.consignments.choices import ConsignmentState
from desk.freight.fleet.choices import DriverStatus, VehicleStatus
from desk.freight.pickup.choices import PickupState
from desk.kernel.choices import Choice
from desk.pricing.tariffs.choices import SheetState
from ui.theme import Tone
from ui.tones import tone_of


@pytest.mark.parametrize(
    ("state", "tone"),
    [
        (VehicleStatus.USABLE, Tone.ACTIVE),
        (VehicleStatus.REPAIR, Tone.WAITING),
        (VehicleStatus.RETIRED, Tone.DONE),
        (DriverStatus.USABLE, Tone.ACTIVE),
        (DriverStatus.AWAY, Tone.WAITING),
        (CustomerStatus.ACTIVE, Tone.ACTIVE),
        (ConsignmentState.ON_RUN, Tone.ACTIVE),
        (ConsignmentState.SIGNED, Tone.DONE),
        (ConsignmentState.CLOSED, Tone.DONE),
        (PickupState.FAILED, Tone.WRONG),
        (SheetState.EXPIRED, Tone.NEUTRAL),
        (ReceiptState.SIGNED, Tone.WAITING),
    ],
)
def test_what_is_there_to_be_used_waits_for_nothing(state: Choice, tone: Tone) -> None:
    assert tone_of(state) is tone
