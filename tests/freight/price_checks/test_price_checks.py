"""What a check found is kept, explained, put before the manager, and counted."""

from datetime import date
from typing import Any

import pytest

from desk.app import Desk
from desk.freight.consignments.commands import by_number
from desk.freight.consignments.margins import Margin
from desk.freight.price_checks.choices import CheckedPaper, Rule, Verdict
from desk.freight.price_checks.commands import explain_price, submit_price
from desk.freight.price_checks.queries import (
    VerdictCount,
    price_check_counts,
    price_checks_of,
    ticket_margin,
)
from desk.freight.price_checks.recording import forget_checks, objections, record_check
from desk.freight.price_checks.rules import limits_of, margin_finding, partner_cost_finding
from desk.kernel.commands import command
from desk.kernel.errors import Refused
from desk.office.approvals.choices import Decision
from desk.office.approvals.commands import grant_approval, refuse_approval
from desk.storage.work import Work
from tests.conftest import Office
from tests.freight.consignments.tickets import accepted
from tests.freight.permissions import assert_matrix

NO = "ZZ261119-001"


@command("office.read", "检查运价(仅测试)")
def check(work: Work, *, waybill: str, cost: int, best: int = 69_000, reason: str = "") -> int:
    """What a room above does with its document."""
    limits = limits_of(work.settings)
    found = (
        partner_cost_finding(cost, best, limits),
        margin_finding(Margin(revenue_fen=197_600, transit_fen=cost), limits),
    )
    ticket = by_number(work, waybill)
    return record_check(work, CheckedPaper.TRANSIT, NO, found, consignment=ticket, reason=reason).id


@command("office.read", "确认单据(仅测试)")
def confirm(work: Work, *, check_id: int) -> None:
    """A document is confirmed only when its checks stand."""
    from desk.freight.price_checks.model import PriceCheck

    objections(work.get(PriceCheck, check_id, "运价检查")).raise_if_any()


@command("office.read", "作废单据(仅测试)")
def give_up(work: Work) -> None:
    """A document is given up."""
    forget_checks(work, CheckedPaper.TRANSIT, NO)


@pytest.fixture
def waybill(office: Office) -> str:
    return accepted(office.as_("jia"))


def found(desk: Desk, waybill: str, cost: int, **more: Any) -> int:
    return desk.run(check, waybill=waybill, cost=cost, **more).value


def refusal(desk: Desk, check_id: int) -> str:
    with pytest.raises(Refused) as caught:
        desk.run(confirm, check_id=check_id)
    return str(caught.value)


def test_a_reasonable_price_stands_at_once(office: Office, waybill: str) -> None:
    desk = office.as_("in")
    desk.run(confirm, check_id=found(desk, waybill, 70_100))
    (row,) = desk.ask(price_checks_of, doc_no=NO)
    assert (row.verdict, row.findings, row.dispatcher) == (Verdict.REASONABLE, (), "进港调度")


def test_a_dear_price_needs_words(office: Office, waybill: str) -> None:
    desk = office.as_("in")
    check_id = found(desk, waybill, 74_600)
    assert refusal(desk, check_id) == (
        "E036 运价检查为「需说明」:中转费 746.00 元为最低有效报价 690.00 元的 108.12%。请填写说明后再确认。"
    )
    desk.run(explain_price, check_id=check_id, reason="当日唯一发车")
    desk.run(confirm, check_id=check_id)
    assert found(desk, waybill, 74_600) == check_id
    again = found(desk, waybill, 74_700)
    desk.run(confirm, check_id=again)
    (row,) = desk.ask(price_checks_of, doc_no=NO)
    assert (row.id, row.explanation, row.stands) == (again, "当日唯一发车", True)


def test_a_very_dear_price_needs_the_manager(office: Office, waybill: str) -> None:
    desk = office.as_("in")
    check_id = found(desk, waybill, 77_000)
    assert refusal(desk, check_id) == (
        "E163 该票中转费 770.00 元,高于同线路最低有效报价 690.00 元的 111.59%(上限 110%),须填写理由并报经理。"
    )
    asked = desk.run(submit_price, check_id=check_id, reason="其他合作商停运").value
    assert "E163" in refusal(desk, check_id)
    office.as_("boss").run(grant_approval, approval_id=asked)
    desk = office.as_("in")
    desk.run(confirm, check_id=check_id)
    (row,) = desk.ask(price_checks_of, doc_no=NO)
    assert (row.decision, row.explanation) == (Decision.APPROVED, "其他合作商停运")
    assert "E163" in refusal(desk, found(desk, waybill, 77_100))


def test_a_loss_needs_the_manager(office: Office, waybill: str) -> None:
    desk = office.as_("in")
    message = refusal(desk, found(desk, waybill, 200_000, best=200_000))
    assert message == "E164 预计毛利 -24.00 元(毛利率 -1.21%),低于 0,须经理批准。"


def test_what_the_manager_turns_down_stays_closed(office: Office, waybill: str) -> None:
    desk = office.as_("in")
    check_id = found(desk, waybill, 77_000)
    asked = desk.run(submit_price, check_id=check_id, reason="赶时效").value
    boss = office.as_("boss")
    with pytest.raises(Refused) as silent:
        boss.run(refuse_approval, approval_id=asked, reason="")
    assert silent.value.codes == ("E191",)
    boss.run(refuse_approval, approval_id=asked, reason="改走顺达")
    assert "E163" in refusal(office.as_("in"), check_id)


def test_nobody_approves_what_he_asked_for(office: Office, waybill: str) -> None:
    desk = office.as_("boss")
    check_id = found(desk, waybill, 77_000)
    asked = office.as_("in").run(submit_price, check_id=check_id, reason="赶时效").value
    with pytest.raises(Refused) as own:
        office.as_("boss").run(grant_approval, approval_id=asked)
    assert own.value.codes == ("E190",)
    with pytest.raises(Refused) as not_his:
        office.as_("in").run(grant_approval, approval_id=asked)
    assert not_his.value.codes == ("E210",)


@pytest.mark.parametrize(
    ("cost", "reason", "code"),
    [
        (74_600, "急", "E008"),
        (70_100, "急", "E008"),
        (77_000, " ", "E009"),
        (77_000, "急" * 201, "E004"),
        (77_000, "急\x07", "E012"),
    ],
)
def test_what_cannot_be_submitted(
    office: Office, waybill: str, cost: int, reason: str, code: str
) -> None:
    desk = office.as_("in")
    check_id = found(desk, waybill, cost)
    with pytest.raises(Refused) as caught:
        desk.run(submit_price, check_id=check_id, reason=reason)
    assert caught.value.codes == (code,)


def test_asking_twice_and_unknown_checks_are_refused(office: Office, waybill: str) -> None:
    desk = office.as_("in")
    check_id = found(desk, waybill, 77_000)
    desk.run(submit_price, check_id=check_id, reason="急")
    for wrong, code in ((check_id, "E008"), (99, "E006")):
        with pytest.raises(Refused) as caught:
            desk.run(submit_price, check_id=wrong, reason="急")
        assert caught.value.codes == (code,)


def test_only_the_check_that_counts_can_be_explained(office: Office, waybill: str) -> None:
    desk = office.as_("in")
    old = found(desk, waybill, 74_600)
    found(desk, waybill, 70_100)
    with pytest.raises(Refused) as caught:
        desk.run(explain_price, check_id=old, reason="急")
    assert caught.value.codes == ("E008",)


def test_the_month_is_counted_by_dispatcher(office: Office, waybill: str) -> None:
    other = accepted(office.as_("jia"), paper_no="2")
    third = accepted(office.as_("jia"), paper_no="3")
    desk = office.as_("in")
    found(desk, waybill, 77_000)
    found(desk, waybill, 70_100)
    found(desk, other, 74_600)
    found(office.as_("out"), third, 77_000)
    counts = desk.ask(price_check_counts, month=date(2026, 11, 30))
    assert counts == [VerdictCount("进港调度", 1, 1, 0), VerdictCount("出港调度", 0, 0, 1)]
    assert desk.ask(price_check_counts, month=date(2026, 12, 1)) == []
    desk.run(give_up)
    assert desk.ask(price_check_counts, month=date(2026, 11, 1)) == []


def test_the_list_shows_what_counts(office: Office, waybill: str) -> None:
    desk = office.as_("in")
    found(desk, waybill, 77_000, reason="赶时效")
    (row,) = desk.list_rows("price_checks", desk.list_ids("price_checks")).values()
    assert Rule.PARTNER_COST in [f.rule for f in desk.ask(price_checks_of, doc_no=NO)[0].findings]
    assert "111.59%" in str(row)


def test_the_margin_of_a_ticket_is_not_for_clerks(office: Office, waybill: str) -> None:
    row = office.as_("in").ask(ticket_margin, number=waybill)
    assert (row.margin.revenue_fen, row.cost_fen, row.rate_bp) == (48_000, 0, 10_000)
    with pytest.raises(Refused) as caught:
        office.as_("jia").ask(ticket_margin, number=waybill)
    assert caught.value.codes == ("E210",)


def test_who_may_explain(office: Office) -> None:
    assert_matrix(office, {explain_price: "IN OUT", submit_price: "IN OUT"})
