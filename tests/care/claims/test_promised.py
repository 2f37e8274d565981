"""What a complaint promises is what its claims reckoned, and it is not closed over an unpaid one unasked."""

from dataclasses import replace

import pytest

from desk.care.claims.choices import ClaimPaper, PayBy
from desk.care.claims.commands import open_claim, submit_claim
from desk.care.claims.settling import approve_claim, drop_claim, pay_claim, sign_settlement
from desk.care.complaints.answering import record_satisfaction, reply_complaint
from desk.care.complaints.choices import Channel, ComplaintState, Department, Satisfaction
from desk.care.complaints.deciding import approve_decision, propose_decision
from desk.care.complaints.ending import close_complaint
from desk.care.complaints.investigating import investigate_complaint
from desk.care.complaints.registering import register_complaint
from desk.care.complaints.telling import acknowledge_complaint
from tests.conftest import Office
from tests.filing.receipts.papers_desk import refusal
from tests.freight.delivery.yard import TROLLEYS, in_stock
from tests.scenarios.test_at07_claims import PAPER, WET, with_papers
from tests.scenarios.test_at10_complaints import SLOW, card

ALMOST = frozenset({"E080"})


@pytest.fixture
def torn(office: Office) -> tuple[str, str]:
    """A complaint of a torn carton that was looked into, and its claim of 200 yuan."""
    office.at("2026-11-20 10:00")
    waybill = in_stock(office, TROLLEYS)
    jia = office.as_("jia")
    number = jia.run(register_complaint, draft=replace(SLOW, waybill=waybill)).value
    jia.run(acknowledge_complaint, number=number, text="已受理")
    jia.run(
        investigate_complaint,
        number=number,
        investigation="签收单注明外包装破损",
        root_cause="重货压轻货",
        resp_department=Department.INBOUND,
    )
    wet = replace(WET, waybill=waybill, complaint_no=number)
    return number, jia.run(open_claim, draft=wet).value


def proposed(
    office: Office, number: str, fen: int, confirmed: frozenset[str] = frozenset()
) -> None:
    office.as_("jia").with_(confirmed=confirmed).run(
        propose_decision,
        number=number,
        decision="致歉并赔偿",
        compensation_fen=fen,
        corrective_action="重货单独装",
        corrective_owner="进港调度",
    )


def told(office: Office, number: str) -> None:
    """What was reckoned is proposed and agreed to, the complainant told and asked."""
    proposed(office, number, 20_000)
    office.as_("boss").run(approve_decision, number=number)
    jia = office.as_("jia")
    jia.run(reply_complaint, number=number, channel=Channel.PHONE, reply="致歉并赔偿")
    jia.run(record_satisfaction, number=number, satisfied=Satisfaction.FAIR)


def paid(office: Office, claim: str) -> None:
    with_papers(office, claim, ClaimPaper.PHOTOS)
    office.as_("jia").run(submit_claim, number=claim)
    office.as_("boss").run(approve_claim, number=claim)
    office.as_("jia").run(sign_settlement, number=claim, letter=PAPER)
    office.as_("boss").run(pay_claim, number=claim, pay_by=PayBy.TRANSFER, reference="1")


def test_other_money_than_was_reckoned_is_asked_about(
    office: Office, torn: tuple[str, str]
) -> None:
    number, claim = torn
    assert refusal(lambda: proposed(office, number, 90_000)) == (
        f"E079 拟赔 900.00 元与投诉所属理赔的核定金额不符({claim} 200.00 元),请核对;确认后继续。"
    )
    assert refusal(lambda: proposed(office, number, 0)).startswith("E079 拟赔 0.00 元")
    proposed(office, number, 20_000)
    proposed(office, number, 90_000, confirmed=frozenset({"E079"}))
    assert card(office, number).compensation_fen == 90_000


def test_a_dropped_claim_promises_nothing(office: Office, torn: tuple[str, str]) -> None:
    number, claim = torn
    jia = office.as_("jia")
    jia.run(drop_claim, number=claim, reason="客户撤回")
    jia.run(propose_decision, number=number, decision="致歉")
    assert card(office, number).decision == "致歉"


def test_a_complaint_is_not_closed_unasked_before_its_money_was_paid(
    office: Office, torn: tuple[str, str]
) -> None:
    number, claim = torn
    told(office, number)
    jia = office.as_("jia")
    assert refusal(lambda: jia.run(close_complaint, number=number, summary="单独装")) == (
        f"E080 客户还没有拿到赔款:{claim} 200.00 元(草拟)。请先办理赔付;确认后仍可办结投诉。"
    )
    paid(office, claim)
    office.as_("jia").run(close_complaint, number=number, summary="单独装")
    assert card(office, number).state is ComplaintState.CLOSED


def test_a_complaint_may_be_closed_while_the_money_is_on_its_way(
    office: Office, torn: tuple[str, str]
) -> None:
    number, _ = torn
    told(office, number)
    office.as_("jia").with_(confirmed=ALMOST).run(close_complaint, number=number, summary="另赔")
    assert card(office, number).state is ComplaintState.CLOSED
