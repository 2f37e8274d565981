"""A truck that loses money, or is dearer than its lane, is explained or approved first (5.4)."""

from datetime import timedelta
from typing import Any

import pytest

from desk.freight.outbound.choices import PreadviceState
from desk.freight.outbound.commands import check_preadvice, confirm_preadvice, void_preadvice
from desk.freight.price_checks.choices import Rule, Verdict
from desk.freight.price_checks.commands import submit_price
from desk.freight.price_checks.queries import price_checks_of
from desk.kernel.errors import Refused
from desk.office.approvals.commands import grant_approval, refuse_approval
from tests.conftest import Office
from tests.freight.consignments.conftest import refused
from tests.freight.outbound.yard import PARTS, PLAN, card, confirmed, in_stock, planned, ready


def later(days: int) -> dict[str, Any]:
    shift = timedelta(days=days)
    return {"depart_plan_at": PLAN.depart_plan_at + shift, "eta_at": PLAN.eta_at + shift}


def test_a_sound_truck_is_reasonable(office: Office) -> None:
    number = confirmed(office, *ready(office))
    (check,) = office.as_("out").ask(price_checks_of, doc_no=number)
    assert (check.verdict, check.stands, check.waybill) == (Verdict.REASONABLE, True, "")


def test_a_loss_goes_to_the_manager(office: Office) -> None:
    _, _, parts = ready(office)
    number = planned(office, parts, truck_cost_fen=10_000)
    desk = office.as_("out")
    with pytest.raises(Refused) as loss:
        desk.run(confirm_preadvice, number=number, price_reason="顺路")
    assert str(loss.value) == "E164 预计毛利 -40.00 元(毛利率 -66.67%),低于 0,须经理批准。"
    check_id = desk.run(check_preadvice, number=number).value
    asked = desk.run(submit_price, check_id=check_id, reason="回程空车,带货减亏").value
    assert refused(desk, lambda: desk.run(confirm_preadvice, number=number)) == ("E164",)
    office.as_("boss").run(refuse_approval, approval_id=asked, reason="等满载")
    desk = office.as_("out")
    assert refused(desk, lambda: desk.run(confirm_preadvice, number=number)) == ("E164",)
    again = desk.run(submit_price, check_id=check_id, reason="客户催货").value
    office.as_("boss").run(grant_approval, approval_id=again)
    office.as_("out").run(confirm_preadvice, number=number)
    assert card(office, number).state is PreadviceState.CONFIRMED


def test_a_thin_margin_is_explained(office: Office) -> None:
    _, cloth, _ = ready(office)
    number = planned(office, cloth, truck_cost_fen=80_000)
    desk = office.as_("out")
    with pytest.raises(Refused) as thin:
        desk.run(confirm_preadvice, number=number)
    assert str(thin.value) == (
        "E036 运价检查为「需说明」:预计毛利 39.00 元(毛利率 4.65%)。请填写说明后再确认。"
    )
    desk.run(confirm_preadvice, number=number, price_reason="旺季车少")
    (check,) = desk.ask(price_checks_of, doc_no=number)
    assert (check.verdict, check.explanation) == (Verdict.EXPLAIN, "旺季车少")


def test_a_truck_dearer_than_its_lane_is_explained(office: Office) -> None:
    """3,729 kg for 2,600 are 0.697 a kg; 115 % of that, for 30 kg, are 24.05."""
    confirmed(office, *ready(office))
    heavy = in_stock(office, PARTS)
    number = planned(office, heavy, truck_cost_fen=2_406, **later(6))
    desk = office.as_("out")
    with pytest.raises(Refused) as dear:
        desk.run(confirm_preadvice, number=number)
    assert dear.value.codes == ("E036",)
    why = dear.value.problems[0].values["why"]
    assert why == "车价每公斤 0.802 元,为近 1 车均价 0.697 元的 115.03%"
    desk.run(confirm_preadvice, number=number, price_reason="节前")
    (check,) = desk.ask(price_checks_of, doc_no=number)
    assert [f.rule for f in check.findings] == [Rule.TRUCK_PRICE]


@pytest.mark.parametrize(("days", "price_fen"), [(6, 2_405), (91, 2_406)])
def test_a_truck_within_the_lane_or_long_after_is_not(
    office: Office, days: int, price_fen: int
) -> None:
    confirmed(office, *ready(office))
    more = in_stock(office, PARTS)
    confirmed(office, more, truck_cost_fen=price_fen, **later(days))


def test_a_voided_truck_is_not_counted(office: Office) -> None:
    number = confirmed(office, *ready(office))
    desk = office.as_("out")
    desk.run(void_preadvice, number=number, reason="改期")
    assert desk.ask(price_checks_of, doc_no=number) == []
    more = in_stock(office, PARTS)
    confirmed(office, more, truck_cost_fen=3_000, **later(6))


def test_who_does_not_see_costs(office: Office) -> None:
    from desk.freight.outbound.queries import preadvice_card

    number = planned(office, *ready(office))
    seen = office.as_("jia").ask(preadvice_card, number=number)
    assert (seen.truck_cost_fen, seen.margin_fen, seen.margin_bp) == (None, None, None)
    assert {line.cost_fen for line in seen.lines} == {None}
    with pytest.raises(Refused) as hidden:
        office.desk.paper("P-04b", number)
    assert hidden.value.codes == ("E210",)
