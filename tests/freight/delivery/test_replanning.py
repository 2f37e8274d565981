"""A draft run is saved as it stands on the board: all of it or nothing."""

from dataclasses import replace

import pytest

from desk.freight.delivery.commands import print_run
from desk.freight.delivery.drafts import StopDraft
from desk.freight.delivery.replanning import replan_run
from desk.kernel.errors import Refused
from tests.conftest import Office
from tests.freight.delivery.yard import CLOTH, PLAN, card, in_stock, planned, ready, stops


def save(office: Office, number: str, *chosen: StopDraft, **plan: object) -> None:
    office.as_("in").run(
        replan_run,
        number=number,
        version=card(office, number).version,
        plan=replace(PLAN, **plan),  # type: ignore[arg-type]
        stops=chosen,
    )


def on_board(office: Office, number: str) -> list[tuple[str, int]]:
    return [(stop.number, stop.pieces) for stop in card(office, number).stops]


def test_order_pieces_and_head_are_saved_together(office: Office) -> None:
    trolleys, cloth = ready(office)
    third = in_stock(office, CLOTH, paper_no="T-3")
    number = planned(office, trolleys, cloth)
    chosen = (StopDraft(waybill=third), StopDraft(waybill=trolleys, pieces=12))
    save(office, number, *chosen, helper="小马", vehicle_cost_fen=20_000)
    assert on_board(office, number) == [(third, 15), (trolleys, 12)]
    saved = card(office, number)
    assert (saved.helper, saved.vehicle_cost_fen) == ("小马", 20_000)
    assert [stop.seq for stop in saved.stops] == [1, 2]
    save(office, number, *stops(trolleys, third, cloth))
    assert on_board(office, number) == [(trolleys, 12), (third, 15), (cloth, 15)]


def test_everything_wrong_is_said_at_its_stop_and_nothing_is_saved(office: Office) -> None:
    trolleys, cloth = ready(office)
    number = planned(office, cloth)
    chosen = (*stops(cloth), StopDraft(waybill=trolleys, pieces=21), *stops("YD0000000000"))
    with pytest.raises(Refused) as refused:
        save(office, number, *chosen, helper="小马")
    found = {(p.code, p.field) for p in refused.value.problems}
    assert ("E142", "stops.1.pieces") in found
    assert ("E006", "stops.2.waybill") in found or ("E006", "stops.2.number") in found
    assert on_board(office, number) == [(cloth, 15)]
    assert card(office, number).helper == ""


def test_a_changed_or_printed_run_is_not_overwritten(office: Office) -> None:
    trolleys, cloth = ready(office)
    number = planned(office, trolleys)
    seen = card(office, number).version
    office.at("2026-11-19 10:05")
    save(office, number, *stops(trolleys, cloth))
    with pytest.raises(Refused) as refused:
        office.as_("in").run(
            replan_run, number=number, version=seen, plan=PLAN, stops=stops(trolleys)
        )
    assert refused.value.codes == ("E211",)
    office.as_("in").run(print_run, number=number)
    with pytest.raises(Refused) as refused:
        save(office, number, *stops(trolleys))
    assert refused.value.codes == ("E008",)


def test_a_stop_named_twice_is_refused(office: Office) -> None:
    trolleys, _ = ready(office)
    number = planned(office, trolleys)
    with pytest.raises(Refused) as refused:
        save(office, number, *stops(trolleys, trolleys))
    assert "E143" in refused.value.codes
    assert on_board(office, number) == [(trolleys, 20)]
