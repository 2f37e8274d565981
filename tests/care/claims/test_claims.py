"""What a loss is worth in every case of the law, and the refusals of a claim."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desk.care.claims.choices import (
    ClaimantKind,
    ClaimPaper,
    ClaimState,
    Exemption,
    Fault,
    LossKind,
    PayBy,
    RecourseParty,
)
from desk.care.claims.commands import (
    file_claim_papers,
    open_claim,
    recall_claim,
    submit_claim,
    update_claim,
)
from desk.care.claims.queries import claims_from, claims_of, recourse_of
from desk.care.claims.rules import (
    Loss,
    days_to_decide,
    freight_limit_fen,
    papers_wanted,
    reckon,
)
from desk.care.claims.screens import RECOURSE_FIELDS
from desk.care.claims.settling import (
    approve_claim,
    claim_recourse,
    close_claim,
    drop_claim,
    pay_claim,
    receive_recourse,
    record_dgm_note,
    record_finance_opinion,
    reject_claim,
    sign_settlement,
)
from desk.care.claims.today import claims_to_move
from desk.freight.consignments.commands import close_consignment, void_consignment
from desk.freight.exceptions.choices import ExceptionKind, Stage
from desk.freight.exceptions.commands import report_exception
from desk.office.approvals.commands import grant_approval
from desk.office.approvals.queries import approvals_for_me
from desk.screens.lists import Filter
from desk.storage.cabinet import Upload
from tests.conftest import Office
from tests.filing.receipts.papers_desk import refusal, signed_at_partner
from tests.freight.consignments.tickets import accepted
from tests.freight.delivery.yard import TROLLEYS, in_stock
from tests.freight.permissions import assert_matrix
from tests.scenarios.test_at07_claims import PAPER, WET, card, opened, with_papers

LOSS = Loss(
    kind=LossKind.PARTIAL,
    value_fen=1_000_000,
    loss_fen=25_000,
    declared_fen=800_000,
    base_freight_fen=90_000,
    pieces=1,
    ticket_pieces=20,
    clause_ack=True,
    fault=Fault.ORDINARY,
)


def proposed(**changes: Any) -> int:
    return reckon(replace(LOSS, **changes)).proposed_fen


@pytest.mark.parametrize(
    ("changes", "fen"),
    [
        ({}, 20_000),
        ({"declared_fen": 1_000_000}, 25_000),
        ({"declared_fen": 2_000_000}, 25_000),
        ({"kind": LossKind.TOTAL, "loss_fen": 1_000_000}, 800_000),
        ({"kind": LossKind.TOTAL, "declared_fen": 2_000_000, "loss_fen": 1_000_000}, 1_000_000),
        ({"declared_fen": 0}, 13_500),
        ({"declared_fen": 0, "loss_fen": 13_499}, 13_499),
        ({"declared_fen": 0, "clause_ack": False}, 25_000),
        ({"declared_fen": 0, "fault": Fault.GROSS}, 25_000),
        ({"declared_fen": 0, "fault": Fault.INTENT}, 25_000),
        ({"declared_fen": 0, "fault": Fault.NONE}, 13_500),
        ({"declared_fen": 500_000, "value_fen": 20_000}, 20_000),
        ({"exemption": Exemption.NATURE}, 0),
        ({"exemption": Exemption.FORCE_MAJEURE, "kind": LossKind.TOTAL}, 0),
        ({"kind": LossKind.DELAY, "days_late": 3}, 13_500),
        ({"kind": LossKind.DELAY, "days_late": 21}, 90_000),
        ({"declared_fen": 333_333, "value_fen": 1_000_000, "loss_fen": 1}, 0),
        ({"declared_fen": 500_000, "value_fen": 1_000_000, "loss_fen": 1}, 1),
    ],
)
def test_what_is_proposed(changes: dict[str, Any], fen: int) -> None:
    assert proposed(**changes) == fen


def test_force_majeure_gives_the_freight_back() -> None:
    found = reckon(replace(LOSS, exemption=Exemption.FORCE_MAJEURE, kind=LossKind.TOTAL))
    assert "已收运费应退还" in found.reason
    assert found.law == "民法典 832、835"


@given(
    st.integers(0, 10**8),
    st.integers(0, 10**8),
    st.integers(0, 10**8),
    st.integers(1, 500),
    st.sampled_from(list(LossKind)),
    st.booleans(),
    st.sampled_from(list(Fault)),
)
def test_nobody_is_paid_more_than_he_lost(
    value: int, lost: int, declared: int, pieces: int, kind: LossKind, ack: bool, fault: Fault
) -> None:
    lost = min(lost, value)
    loss = Loss(
        kind=kind,
        value_fen=value,
        loss_fen=value if kind is LossKind.TOTAL else lost,
        declared_fen=declared,
        base_freight_fen=90_000,
        pieces=min(pieces, 100),
        ticket_pieces=100,
        clause_ack=ack,
        fault=fault,
        days_late=4,
    )
    found = reckon(loss)
    assert found.proposed_fen >= 0
    if kind is not LossKind.DELAY:
        assert found.proposed_fen <= max(loss.loss_fen, 0)
    if found.limit_fen is not None:
        assert found.proposed_fen <= found.limit_fen
    assert freight_limit_fen(loss) >= 0


@pytest.mark.parametrize(
    ("fen", "count", "days"),
    [
        (100_000, 1, 0),
        (100_001, 4, 3),
        (300_000, 4, 3),
        (300_001, 7, 5),
        (1_000_000, 7, 5),
        (1_000_001, 8, 7),
    ],
)
def test_papers_and_days_by_tier(fen: int, count: int, days: int) -> None:
    assert len(papers_wanted(fen, by_consignee=False)) == count
    assert days_to_decide(fen) == days
    extra = ClaimPaper.ASSIGNMENT in papers_wanted(fen, by_consignee=True)
    assert extra is (fen > 100_000)


def test_who_may_do_what(office: Office) -> None:
    matrix: dict[Callable[..., Any], str] = {
        open_claim: "CS IN OUT MGR",
        file_claim_papers: "CS IN OUT MGR",
        **dict.fromkeys(
            (
                update_claim,
                submit_claim,
                recall_claim,
                record_finance_opinion,
                sign_settlement,
                claim_recourse,
                receive_recourse,
                close_claim,
                drop_claim,
            ),
            "CS MGR",
        ),
        **dict.fromkeys((approve_claim, reject_claim, pay_claim, record_dgm_note), "MGR"),
    }
    assert_matrix(office, matrix)


@pytest.fixture
def wet(office: Office) -> str:
    office.at("2026-11-19 15:00")
    return opened(office, WET, waybill=in_stock(office, TROLLEYS))


def dropped(office: Office, number: str) -> str:
    """The claim is given up; its consignment."""
    office.as_("jia").run(drop_claim, number=number, reason="另行登记")
    return card(office, number).waybill


def test_what_is_wrong_is_said_at_once(office: Office, wet: str) -> None:
    waybill = dropped(office, wet)
    said = refusal(
        lambda: opened(
            office,
            WET,
            waybill=waybill,
            pieces=21,
            loss_fen=0,
            exception_no="YC260101-001",
            complaint_no="TS260101-001",
            claimant="长" * 61,
        )
    )
    assert [line[:4] for line in said.split("\n")] == ["E003", "E003", "E006", "E006", "E004"]
    unknown = lambda: opened(office, WET, waybill="YD2600000000")  # noqa: E731
    assert refusal(unknown).startswith("E006")


def test_more_than_a_fifth_above_is_the_manager_s(office: Office, wet: str) -> None:
    waybill = dropped(office, wet)
    dropped(office, opened(office, WET, waybill=waybill, agreed_fen=24_000))
    dear: dict[str, Any] = {"waybill": waybill, "agreed_fen": 24_001, "over_reason": "长期客户"}
    assert refusal(lambda: opened(office, WET, **dear)) == (
        "E072 核定金额 240.01 元超过计算金额 200.00 元的 120%,须由经理填写理由。"
    )
    boss = office.as_("boss")
    plain = replace(WET, waybill=waybill, agreed_fen=24_001)
    assert refusal(lambda: boss.run(open_claim, draft=plain)).startswith("E072")
    boss.run(open_claim, draft=replace(WET, **dear))


def test_an_exemption_wants_its_proof(office: Office, wet: str) -> None:
    waybill = dropped(office, wet)
    number = opened(office, WET, waybill=waybill, exemption=Exemption.WEAR)
    found = card(office, number)
    assert found.missing == (ClaimPaper.PHOTOS, ClaimPaper.EXEMPTION)
    assert (found.proposed_fen, found.agreed_fen) == (0, 0)
    with_papers(office, number, ClaimPaper.PHOTOS)
    submit: Callable[..., Any] = lambda: office.as_("jia").run(submit_claim, number=number)  # noqa: E731
    assert refusal(submit) == "E184 理赔金额 0.00 元,缺少资料:免责证据。"
    with_papers(office, number, ClaimPaper.EXEMPTION)
    assert {row.paper for row in card(office, number).papers if row.wanted} == {
        ClaimPaper.PHOTOS,
        ClaimPaper.EXEMPTION,
    }
    submit()


def test_a_rejected_claim_is_changed_and_asked_again(office: Office, wet: str) -> None:
    with_papers(office, wet, ClaimPaper.PHOTOS)
    jia = office.as_("jia")
    jia.run(submit_claim, number=wet)
    boss = office.as_("boss")
    assert refusal(lambda: boss.run(reject_claim, number=wet, reason="")).startswith("E191")
    boss.run(reject_claim, number=wet, reason="照片看不清")
    found = card(office, wet)
    assert (found.state, found.answer) == (ClaimState.REJECTED, "照片看不清")
    jia = office.as_("jia")
    draft = replace(WET, waybill=found.waybill, loss_fen=20_000)
    stale = lambda: jia.run(update_claim, number=wet, version=1, draft=draft)  # noqa: E731
    assert refusal(stale).startswith("E211")
    jia.run(update_claim, number=wet, version=None, draft=draft)
    assert card(office, wet).agreed_fen == 16_000
    jia.run(submit_claim, number=wet)
    jia.run(recall_claim, number=wet)
    assert card(office, wet).state is ClaimState.DRAFT
    assert refusal(lambda: jia.run(drop_claim, number=wet, reason=" ")).startswith("E009")
    jia.run(drop_claim, number=wet, reason="客户撤回")
    late = lambda: with_papers(office, wet, ClaimPaper.FORM)  # noqa: E731
    assert refusal(late).startswith("E008")


def test_nobody_approves_his_own_claim(office: Office) -> None:
    office.at("2026-11-19 15:00")
    waybill = in_stock(office, TROLLEYS)
    boss = office.as_("boss")
    number = boss.run(open_claim, draft=replace(WET, waybill=waybill)).value
    with_papers(office, number, ClaimPaper.PHOTOS)
    office.as_("jia").run(submit_claim, number=number)
    boss = office.as_("boss")
    assert refusal(lambda: boss.run(approve_claim, number=number)).startswith("E190")


def test_a_partner_s_debt_stands_on_his_account(office: Office) -> None:
    waybill = signed_at_partner(office)
    number = opened(office, WET, waybill=waybill, value_fen=3_000_000)
    with_papers(office, number, ClaimPaper.PHOTOS)
    jia = office.as_("jia")
    early = lambda: jia.run(  # noqa: E731
        claim_recourse, number=number, party=RecourseParty.PARTNER, partner="P001", fen=1
    )
    assert refusal(early).startswith("E008")
    jia.run(submit_claim, number=number)
    office.as_("boss").run(approve_claim, number=number)
    office.as_("jia").run(sign_settlement, number=number, letter=PAPER)
    boss = office.as_("boss")
    blank = lambda: boss.run(pay_claim, number=number, pay_by=PayBy.TRANSFER)  # noqa: E731
    assert refusal(blank) == "E001 凭证号必填。"
    boss.run(pay_claim, number=number, pay_by=PayBy.FREIGHT)
    jia = office.as_("jia")
    nobody = lambda: jia.run(  # noqa: E731
        claim_recourse, number=number, party=RecourseParty.PARTNER, fen=1_000
    )
    assert refusal(nobody) == "E001 合作商必填。"
    none_yet = lambda: jia.run(receive_recourse, number=number, fen=1)  # noqa: E731
    assert refusal(none_yet).startswith("E008")
    fen = card(office, number).agreed_fen
    jia.run(claim_recourse, number=number, party=RecourseParty.PARTNER, partner="P001", fen=fen)
    jia.run(receive_recourse, number=number, fen=1_000)
    (line,) = jia.ask(recourse_of, partner="P001")
    assert (line.number, line.open_fen) == (number, fen - 1_000)
    too_much = lambda: jia.run(receive_recourse, number=number, fen=fen)  # noqa: E731
    assert refusal(too_much).startswith("E003")


def test_an_open_claim_keeps_its_ticket_open(office: Office) -> None:
    waybill = signed_at_partner(office)
    number = opened(office, WET, waybill=waybill, claimant_kind=ClaimantKind.CONSIGNEE)
    close = lambda: office.as_("boss").run(close_consignment, number=waybill)  # noqa: E731
    assert f"理赔 {number} 尚未结案" in refusal(close)
    assert [c.claimant for c in office.as_("jia").ask(claims_of, number=waybill)] == ["建新农机"]


def test_claims_wait_on_the_board(office: Office, wet: str) -> None:
    with office.as_("jia").reading() as read:
        assert [row.kind for row in claims_to_move(read)] == ["补资料并提交理赔"]


def test_a_claim_and_what_it_comes_from_are_one_ticket(office: Office, wet: str) -> None:
    waybill, jia = card(office, wet).waybill, office.as_("jia")
    photo = Upload("a.jpg", b"\xff\xd8\xff wet")
    kind: dict[str, Any] = {
        "kind": ExceptionKind.WET,
        "stage": Stage.STORAGE,
        "pieces": 1,
        "photos": (photo,),
    }
    case = jia.run(report_exception, number=waybill, **kind).value
    other = in_stock(office, TROLLEYS, paper_no="T-77")
    strange = lambda: opened(office, WET, waybill=other, exception_no=case)  # noqa: E731
    assert refusal(strange) == f"E019 异常不合规则:{case} 是另一票的。"
    dropped(office, wet)
    number = opened(office, WET, waybill=waybill, exception_no=case)
    (linked,) = office.as_("jia").ask(claims_from, number=case)
    assert (linked.number, linked.agreed_fen) == (number, 20_000)
    assert office.as_("jia").ask(claims_from, number="") == []


def test_another_amount_is_asked_of_finance_again_and_keeps_its_own_days(
    office: Office, wet: str
) -> None:
    waybill = card(office, wet).waybill
    for paper in papers_wanted(250_000, by_consignee=False):
        with_papers(office, wet, paper)
    jia = office.as_("jia")
    jia.run(record_finance_opinion, number=wet, finance_by="李会计", opinion="同意")
    today = card(office, wet).decide_due_on
    assert today is not None
    dear = replace(WET, waybill=waybill, loss_fen=312_500)
    office.as_("jia").run(update_claim, number=wet, version=None, draft=dear)
    found = card(office, wet)
    assert (found.agreed_fen, found.finance_by) == (250_000, "")
    assert found.decide_due_on == today + timedelta(days=3)


def test_the_same_loss_is_claimed_once(office: Office, wet: str) -> None:
    waybill = card(office, wet).waybill
    twice = f"E077 运单 {waybill} 的这一损失已在理赔 {wet}(草拟)中,不能重复索赔;"
    other_side = {"claimant_kind": ClaimantKind.CONSIGNEE, "pieces": 2, "loss_fen": 300}
    assert refusal(lambda: opened(office, WET, waybill=waybill, **other_side)).startswith(twice)
    short = replace(WET, waybill=waybill, loss_kind=LossKind.SHORT)
    lost = opened(office, short, pieces=19)
    whole = replace(WET, waybill=waybill, loss_kind=LossKind.TOTAL, pieces=20)
    assert refusal(lambda: opened(office, whole)).startswith("E077")
    late = replace(WET, waybill=waybill, loss_kind=LossKind.DELAY, pieces=0, days_late=2)
    opened(office, late)
    assert refusal(lambda: opened(office, late)).startswith("E077")
    jia = office.as_("jia")
    jia.run(update_claim, number=wet, version=None, draft=replace(WET, waybill=waybill))
    grown = replace(WET, waybill=waybill, pieces=2)
    more = lambda: jia.run(update_claim, number=wet, version=None, draft=grown)  # noqa: E731
    assert refusal(more).startswith(f"E077 运单 {waybill} 的这一损失已在理赔 {lost}")
    for number in (wet, lost):
        dropped(office, number)
    opened(office, whole)


def test_two_losses_of_a_kind_are_told_apart_by_their_exceptions(office: Office, wet: str) -> None:
    waybill, jia = dropped(office, wet), office.as_("jia")
    photo = Upload("a.jpg", b"\xff\xd8\xff wet")
    kind: dict[str, Any] = {
        "kind": ExceptionKind.WET,
        "stage": Stage.STORAGE,
        "pieces": 1,
        "photos": (photo,),
    }
    first, second = (jia.run(report_exception, number=waybill, **kind).value for _ in range(2))
    opened(office, WET, waybill=waybill, exception_no=first)
    again: Callable[..., Any] = lambda no: opened(office, WET, waybill=waybill, exception_no=no)  # noqa: E731
    assert refusal(lambda: again(first)).startswith("E077")
    assert refusal(lambda: again("")).startswith("E077")
    again(second)


def test_a_paid_loss_is_not_claimed_again(office: Office, wet: str) -> None:
    paid(office, wet)
    office.as_("jia").run(close_claim, number=wet)
    waybill = card(office, wet).waybill
    assert "(结案)" in refusal(lambda: opened(office, WET, waybill=waybill))


def paid(office: Office, number: str) -> None:
    """Through approval and settlement to the payment."""
    with_papers(office, number, ClaimPaper.PHOTOS)
    office.as_("jia").run(submit_claim, number=number)
    office.as_("boss").run(approve_claim, number=number)
    office.as_("jia").run(sign_settlement, number=number, letter=PAPER)
    office.as_("boss").run(pay_claim, number=number, pay_by=PayBy.FREIGHT)


def test_a_total_loss_is_of_every_piece_and_nobody_loses_more_than_the_worth(
    office: Office, wet: str
) -> None:
    waybill = dropped(office, wet)
    some = lambda: opened(office, WET, waybill=waybill, loss_kind=LossKind.TOTAL)  # noqa: E731
    assert refusal(some) == ("E019 受损件数不合规则:全损应为全部 20 件,部分件数请选部分损或短少。")
    dear = lambda: opened(office, WET, waybill=waybill, loss_fen=1_000_001)  # noqa: E731
    assert refusal(dear) == "E019 实际损失不合规则:不能大于货物价值 10,000.00 元。"


def test_a_voided_ticket_is_not_claimed(office: Office) -> None:
    waybill = accepted(office.as_("jia"))
    office.as_("boss").run(void_consignment, number=waybill, reason="客户取消")
    said = refusal(lambda: opened(office, WET, waybill=waybill))
    assert said == f"E008 运单 {waybill}当前为「已作废」,不能登记理赔。"


def test_the_list_of_approvals_is_no_way_round_the_authority(office: Office) -> None:
    office.at("2026-11-19 15:00")
    waybill = in_stock(office, TROLLEYS, declared_value_fen=2_000_000)
    dear = {"value_fen": 2_000_000, "loss_fen": 1_260_000, "pieces": 12}
    number = opened(office, WET, waybill=waybill, **dear)
    with_papers(office, number, *papers_wanted(1_260_000, by_consignee=False))
    office.as_("jia").run(submit_claim, number=number)
    boss = office.as_("boss")
    (asked,) = boss.ask(approvals_for_me)
    grant = lambda: boss.run(grant_approval, approval_id=asked.id)  # noqa: E731
    assert [line[:4] for line in refusal(grant).split("\n")] == ["E071", "E185"]
    assert card(office, number).state is ClaimState.SUBMITTED


def test_a_settlement_is_not_signed_before_the_approval(office: Office, wet: str) -> None:
    with_papers(office, wet, ClaimPaper.PHOTOS)
    office.as_("jia").run(submit_claim, number=wet)
    office.as_("boss").run(approve_claim, number=wet)
    jia = office.as_("jia")
    sign: Callable[..., Any] = lambda on: jia.run(sign_settlement, number=wet, letter=PAPER, on=on)  # noqa: E731
    assert refusal(lambda: sign(date(2026, 11, 18))) == (
        "E170 事件时间 2026-11-18 早于上一节点 2026-11-19,请核对。"
    )
    assert refusal(lambda: sign(date(2026, 11, 20))).startswith("E171")
    sign(date(2026, 11, 19))


def test_a_recovery_stays_with_whom_the_money_came_from(office: Office) -> None:
    waybill = signed_at_partner(office)
    number = opened(office, WET, waybill=waybill, value_fen=3_000_000)
    paid(office, number)
    jia = office.as_("jia")
    ask: Callable[..., Any] = lambda **who: jia.run(claim_recourse, number=number, fen=1_000, **who)  # noqa: E731
    strange = lambda: ask(party=RecourseParty.DRIVER, name="刘洋", partner="P001")  # noqa: E731
    assert refusal(strange) == "E019 合作商不合规则:追偿对象不是合作商,请填单位或姓名。"
    jia.run(close_claim, number=number)
    ask(party=RecourseParty.PARTNER, partner="P001")
    ask(party=RecourseParty.PARTNER, partner="P001")
    assert len(jia.ask(recourse_of, partner="P001")) == 1
    jia.run(receive_recourse, number=number, fen=400)
    other = lambda: ask(party=RecourseParty.LINEHAUL, name="中州专线")  # noqa: E731
    assert "已付 4.00 元,不能改为别人" in refusal(other)
    assert jia.ask(recourse_of, partner="P001")[0].open_fen == 600
    (row,) = jia.list_rows("claim_recourses", jia.list_ids("claim_recourses")).values()
    line = dict(zip((f.name for f in RECOURSE_FIELDS), row, strict=True))
    assert (line["partner_code"], line["recourse_fen"], line["open_fen"]) == ("P001", 1_000, 600)
    jia.run(receive_recourse, number=number, fen=600)
    settled = Filter("recourse_settled_on", "empty")
    assert list(jia.list_ids("claim_recourses", (settled,))) == []


def test_a_paid_claim_waits_to_be_recovered_and_closed(office: Office, wet: str) -> None:
    paid(office, wet)
    with office.as_("jia").reading() as read:
        assert [(row.kind, row.due_at) for row in claims_to_move(read)] == [
            ("登记追偿并结案", None)
        ]
