"""The sample's morning never lies ahead of the computer's clock: work goes on from now."""

from pathlib import Path

import pytest

from desk.app import Desk
from desk.freight.inbound.counting import count_line, finish_unloading
from desk.freight.inbound.queries import manifest_card
from desk.kernel.clock import SetClock
from desk.sample.cast import PASSWORD
from desk.sample.story import make_sample
from tests.conftest import at


@pytest.mark.parametrize("now", ["2026-11-22 00:10", "2026-11-23 18:40"])
def test_the_truck_in_the_yard_can_be_counted_at_once(tmp_path: Path, now: str) -> None:
    made = make_sample(tmp_path / "sample.office", at(now), workdays=1)
    with Desk(made.path, SetClock(at(now))) as desk:
        desk.login("zhang", PASSWORD)
        for line in desk.ask(manifest_card, number=made.manifest).lines:
            desk.run(
                count_line,
                number=made.manifest,
                waybill=line.number,
                pieces=line.pieces_declared,
            )
        slip = desk.run(finish_unloading, number=made.manifest).value
        assert slip.startswith("RK")
        assert desk.ask(manifest_card, number=made.manifest).slip_no == slip
