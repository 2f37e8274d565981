"""A run that earns too little is explained, one that loses money is approved, before it is fixed."""

import pytest

from desk.freight.delivery.choices import RunState
from desk.freight.delivery.commands import (
    check_run,
    depart_run,
    print_run,
    revise_run,
    void_run,
)
from desk.freight.price_checks.choices import Verdict
from desk.freight.price_checks.commands import submit_price
from desk.freight.price_checks.queries import price_checks_of
from desk.kernel.errors import Refused
from desk.office.approvals.commands import grant_approval
from tests.conftest import Office
from tests.freight.consignments.conftest import refused
from tests.freight.delivery.yard import card, planned, ready


def test_a_run_that_earns_its_truck_is_reasonable(office: Office) -> None:
    number = planned(office, *ready(office))
    desk = office.as_("in")
    desk.run(print_run, number=number)
    (check,) = desk.ask(price_checks_of, doc_no=number)
    assert (check.verdict, check.stands) == (Verdict.REASONABLE, True)


def test_a_thin_margin_is_explained(office: Office) -> None:
    """Trolleys bring 984.00; a truck for 900.00 leaves 8.54 %."""
    trolleys, _ = ready(office)
    number = planned(office, trolleys, vehicle_cost_fen=90_000)
    desk = office.as_("in")
    for command in (print_run, depart_run):
        with pytest.raises(Refused) as thin:
            desk.run(command, number=number)
        assert str(thin.value) == (
            "E036 运价检查为「需说明」:预计毛利 84.00 元(毛利率 8.54%)。请填写说明后再确认。"
        )
    desk.with_(reason="只此一车").run(print_run, number=number)
    (check,) = desk.ask(price_checks_of, doc_no=number)
    assert (check.verdict, check.explanation) == (Verdict.EXPLAIN, "只此一车")
    desk.run(revise_run, number=number)
    desk.run(print_run, number=number)
    desk.run(depart_run, number=number)
    assert card(office, number).state is RunState.OUT


def test_a_loss_is_approved(office: Office) -> None:
    trolleys, _ = ready(office)
    number = planned(office, trolleys, vehicle_cost_fen=100_000)
    desk = office.as_("in")
    assert refused(desk, lambda: desk.run(depart_run, number=number)) == ("E164",)
    check_id = desk.run(check_run, number=number).value
    asked = desk.run(submit_price, check_id=check_id, reason="客户催货").value
    office.as_("boss").run(grant_approval, approval_id=asked)
    office.as_("in").run(print_run, number=number)
    assert card(office, number).state is RunState.PRINTED


def test_a_run_given_up_is_not_counted(office: Office) -> None:
    trolleys, _ = ready(office)
    number = planned(office, trolleys)
    desk = office.as_("in")
    desk.run(check_run, number=number)
    desk.run(void_run, number=number, reason="改日")
    assert desk.ask(price_checks_of, doc_no=number) == []


def test_only_what_stands_on_a_draft_is_checked(office: Office) -> None:
    ready(office)
    number = planned(office)
    desk = office.as_("in")
    assert refused(desk, lambda: desk.run(check_run, number=number)) == ("E001",)
    desk.run(void_run, number=number, reason="改日")
    assert refused(desk, lambda: desk.run(check_run, number=number)) == ("E008",)
