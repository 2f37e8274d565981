"""Five years after a claim was closed nobody reads who claimed; the money stays."""

from desk.care.claims.choices import RecourseParty
from desk.care.claims.settling import claim_recourse, close_claim, receive_recourse
from tests.care.claims.test_claims import paid
from tests.care.clearing import cleared_on, nothing_is_over_on
from tests.conftest import Office
from tests.freight.delivery.yard import TROLLEYS, in_stock
from tests.scenarios.test_at07_claims import WET, card, opened


def test_after_five_years_who_claimed_is_forgotten(office: Office) -> None:
    office.at("2026-11-19 15:00")
    number = opened(office, WET, waybill=in_stock(office, TROLLEYS))
    paid(office, number)
    before = card(office, number)
    boss = office.as_("boss")
    boss.run(claim_recourse, number=number, party=RecourseParty.DRIVER, name="司机李四", fen=5_000)
    boss.run(close_claim, number=number)
    assert nothing_is_over_on(office, "2031-11-20 09:00"), "the driver still owes"
    office.as_("boss").run(receive_recourse, number=number, fen=5_000)
    assert nothing_is_over_on(office, "2036-11-19 09:00")
    cleared_on(office, "2036-11-20 09:00")
    found = card(office, number)
    assert (found.claimant, found.recourse_name) == ("匿名索赔人", "")
    assert (found.proposed_fen, found.recourse_fen) == (before.proposed_fen, 5_000)
