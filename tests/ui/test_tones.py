"""What the states of trucks and drivers mean to the eye."""

import pytest

from desk.freight.fleet.choices import DriverStatus, VehicleStatus
from desk.kernel.choices import Choice
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
    ],
)
def test_what_is_there_to_be_used_waits_for_nothing(state: Choice, tone: Tone) -> None:
    assert tone_of(state) is tone
