"""AT-20, the lines of the customer's care: each refusal by its smallest data, with its very sentence."""

from datetime import timedelta
from functools import partial
from typing import Any

import pytest

from desk.care.claims.choices import ClaimPaper, PayBy
from desk.care.claims.commands import submit_claim
from desk.care.claims.rules import papers_wanted
from desk.care.claims.settling import (
    approve_claim,
    pay_claim,
    record_finance_opinion,
    reject_claim,
)
from desk.care.complaints.answering import record_satisfaction, reply_complaint
from desk.care.complaints.choices import Channel, Department, Level, ReportTo, Satisfaction
from desk.care.complaints.clock_commands import change_complaint_level
from desk.care.complaints.deciding import approve_decision, propose_decision, reject_decision
from desk.care.complaints.ending import close_complaint
from desk.care.complaints.investigating import investigate_complaint
from desk.care.complaints.registering import register_complaint
from desk.care.complaints.telling import acknowledge_complaint, report_complaint
from desk.care.major_events.choices import EventType
from desk.care.major_events.commands import declare_major_event
from desk.freight.exceptions.choices import ExceptionKind, Stage
from desk.freight.exceptions.commands import report_exception
from tests.conftest import Office, at
from tests.filing.receipts.papers_desk import refusal
from tests.freight.delivery.yard import TROLLEYS, in_stock
from tests.scenarios.test_at07_claims import WET, opened, with_papers
from tests.scenarios.test_at10_complaints import LOST, SLOW

BEFORE = "E170 事件时间 2026-11-23 09:00 早于上一节点 2026-11-23 10:20,请核对。"
FUTURE = "E171 时间不能晚于当前时间。"


@pytest.fixture
def lost(office: Office) -> str:
    """AT-10(b): Monday 23 November, 10:20."""
    office.at("2026-11-23 10:20")
    return office.as_("jia").run(register_complaint, draft=LOST).value


@pytest.fixture
def wet(office: Office) -> str:
    """AT-07(a): a draft claim of 200.00 yuan with its photo."""
    office.at("2026-11-19 10:00")
    return opened(office, WET, waybill=in_stock(office, TROLLEYS))


def test_e170_no_answer_before_the_call(office: Office, lost: str) -> None:
    office.at("2026-11-23 11:00")
    answer = lambda: office.as_("jia").run(  # noqa: E731
        acknowledge_complaint, number=lost, text="已受理", at=at("2026-11-23 09:00")
    )
    assert refusal(answer) == BEFORE
    found_first = lambda: office.as_("jia").run(  # noqa: E731
        declare_major_event,
        event_type=EventType.DISASTER,
        title="暴雪",
        occurred_at=at("2026-11-23 10:20"),
        found_at=at("2026-11-23 09:00"),
    )
    assert refusal(found_first) == BEFORE


def test_e171_no_report_of_tomorrow(office: Office, lost: str) -> None:
    tomorrow = office.clock.now() + timedelta(days=1)
    report = lambda: office.as_("jia").run(  # noqa: E731
        report_complaint,
        number=lost,
        report_to=ReportTo.DGM,
        person="李副总",
        how="电话",
        at=tomorrow,
    )
    assert refusal(report) == FUTURE


def test_e180_a_wet_carton_needs_its_photo(office: Office) -> None:
    waybill = in_stock(office, TROLLEYS)
    report = lambda: office.as_("jia").run(  # noqa: E731
        report_exception,
        number=waybill,
        kind=ExceptionKind.WET,
        stage=Stage.STORAGE,
        pieces=1,
        found_by="进港调度",
    )
    assert refusal(report) == "E180 破损/受潮异常须上传至少 1 张照片。"


def test_e181_nothing_is_closed_without_its_cause(office: Office) -> None:
    office.at("2026-11-20 18:00")
    jia = office.as_("jia")
    number = jia.run(register_complaint, draft=SLOW).value
    jia.run(acknowledge_complaint, number=number, text="已受理")
    jia.run(
        investigate_complaint,
        number=number,
        investigation="到货后 3 小时才打电话",
        resp_department=Department.INBOUND,
    )
    jia.run(propose_decision, number=number, decision="致歉", corrective_action="专人通知")
    jia.run(reply_complaint, number=number, channel=Channel.PHONE, reply="致歉")
    jia.run(record_satisfaction, number=number, satisfied=Satisfaction.SATISFIED)
    close = lambda: jia.run(close_complaint, number=number)  # noqa: E731
    assert refusal(close) == "E181 缺少根本原因,投诉不能办结。"


def test_e182_a_clerk_lowers_no_level(office: Office, lost: str) -> None:
    lower = lambda: office.as_("jia").run(  # noqa: E731
        change_complaint_level, number=lost, level=Level.SERIOUS, reason="客户已冷静"
    )
    assert refusal(lower) == "E182 降低投诉等级须经理确认并填写理由。"


def test_e183_close_at10b_before_the_report_to_the_deputy(office: Office, lost: str) -> None:
    jia = office.as_("jia")
    jia.run(acknowledge_complaint, number=lost, text="已受理,立即查找")
    office.at("2026-11-23 10:32")
    upward: dict[str, Any] = {"report_to": ReportTo.MGR, "person": "王经理", "how": "当面"}
    jia.run(report_complaint, number=lost, **upward)
    office.at("2026-11-24 09:30")
    jia.run(
        investigate_complaint,
        number=lost,
        investigation="货物在喀什分拨仓错放",
        root_cause="分拨交接未核对件数",
        resp_department=Department.PARTNER,
    )
    cure: dict[str, Any] = {"decision": "25 日送达并致歉", "corrective_action": "交接双人核对件数"}
    jia.run(propose_decision, number=lost, **cure)
    boss = office.as_("boss")
    boss.run(approve_decision, number=lost)
    office.at("2026-11-25 16:00")
    boss.run(reply_complaint, number=lost, channel=Channel.PHONE, reply="货物已送达")
    boss.run(record_satisfaction, number=lost, satisfied=Satisfaction.FAIR)
    close = partial(boss.run, close_complaint, number=lost, summary="交接须双人核对")
    assert refusal(close) == "E183 重大投诉须先上报经理和副总经理并记录时间。"
    deputy: dict[str, Any] = {"report_to": ReportTo.DGM, "person": "李副总", "how": "电话"}
    boss.run(report_complaint, number=lost, **deputy)
    close()


def test_e184_a_claim_without_its_photo(office: Office, wet: str) -> None:
    submit = lambda: office.as_("jia").run(submit_claim, number=wet)  # noqa: E731
    assert refusal(submit) == "E184 理赔金额 200.00 元,缺少资料:货损照片。"


def test_e185_twelve_thousand_is_the_deputy_s(office: Office) -> None:
    office.at("2026-11-19 10:00")
    waybill = in_stock(office, TROLLEYS, declared_value_fen=2_000_000)
    dear = {"value_fen": 2_000_000, "loss_fen": 1_260_000, "pieces": 12}
    number = opened(office, WET, waybill=waybill, **dear)
    with_papers(office, number, *papers_wanted(1_260_000, by_consignee=False))
    jia = office.as_("jia")
    jia.run(record_finance_opinion, number=number, finance_by="李会计", opinion="同意")
    jia.run(submit_claim, number=number)
    approve = lambda: office.as_("boss").run(approve_claim, number=number)  # noqa: E731
    assert refusal(approve) == (
        "E185 理赔 12,600.00 元超出审批权限 10,000.00 元,请登记副总经理批示。"
    )


def test_e186_no_money_before_the_signature(office: Office, wet: str) -> None:
    with_papers(office, wet, ClaimPaper.PHOTOS)
    office.as_("jia").run(submit_claim, number=wet)
    boss = office.as_("boss")
    boss.run(approve_claim, number=wet)
    pay = lambda: boss.run(pay_claim, number=wet, pay_by=PayBy.TRANSFER, reference="1")  # noqa: E731
    assert refusal(pay) == "E186 未签署理赔协议,不能付款。"


def test_e190_nobody_approves_what_he_proposed(office: Office, lost: str) -> None:
    boss = office.as_("boss")
    boss.run(acknowledge_complaint, number=lost, text="已受理")
    boss.run(investigate_complaint, number=lost, investigation="错放")
    boss.run(propose_decision, number=lost, decision="送达并致歉")
    approve = lambda: boss.run(approve_decision, number=lost)  # noqa: E731
    assert refusal(approve) == "E190 不能审批本人提交的投诉处理意见。"


def test_e191_a_rejection_says_why(office: Office, wet: str, lost: str) -> None:
    jia = office.as_("jia")
    jia.run(acknowledge_complaint, number=lost, text="已受理")
    jia.run(investigate_complaint, number=lost, investigation="错放")
    jia.run(propose_decision, number=lost, decision="送达并致歉")
    with_papers(office, wet, ClaimPaper.PHOTOS)
    office.as_("jia").run(submit_claim, number=wet)
    boss = office.as_("boss")
    for reject, number in ((reject_decision, lost), (reject_claim, wet)):
        bare = lambda reject=reject, number=number: boss.run(  # noqa: E731
            reject, number=number, reason=" "
        )
        assert refusal(bare) == "E191 请填写驳回原因。"
