"""AT-07: a wet carton insured, a missing piece uninsured, and a claim beyond the manager's authority."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from desk.care.claims.choices import (
    ClaimPaper,
    ClaimState,
    Fault,
    LossKind,
    PayBy,
    RecourseParty,
)
from desk.care.claims.commands import file_claim_papers, open_claim, submit_claim
from desk.care.claims.drafts import ClaimDraft
from desk.care.claims.queries import ClaimCard, claim_card, reckon_claim
from desk.care.claims.settling import (
    approve_claim,
    claim_recourse,
    close_claim,
    pay_claim,
    receive_recourse,
    record_dgm_note,
    record_finance_opinion,
    sign_settlement,
)
from desk.documents.pdf import render_pdf
from desk.documents.text_snapshot import snapshot_text
from desk.freight.consignments.choices import DeliveryMode
from desk.freight.consignments.drafts import CargoDraft, Charges
from desk.storage.cabinet import Upload
from tests import snapshots
from tests.conftest import Office
from tests.filing.receipts.papers_desk import refusal
from tests.freight.consignments.tickets import ticket
from tests.freight.delivery.yard import TROLLEYS, in_stock

PHOTO = Upload("受潮.jpg", b"\xff\xd8\xff wet")
PAPER = Upload("资料.pdf", b"%PDF-1.4 paper")
WET = ClaimDraft(
    waybill="", loss_kind=LossKind.PARTIAL, pieces=1, value_fen=1_000_000, loss_fen=25_000
)
HAIR = ticket(
    paper_no="T-4",
    shipper_name="莲城发制品",
    shipper_phone="13800000004",
    consignee_name="美丽屋",
    consignee_phone="13900000004",
    consignee_address="库尔勒市人民东路 3 号",
    destination="库尔勒",
    delivery_mode=DeliveryMode.TRANSIT,
    charges=Charges(base_freight_fen=119_800),
    lines=(CargoDraft(goods_name="假发", pieces=30, weight_g=150_000, volume_cm3=1_800_000),),
)


def opened(office: Office, draft: ClaimDraft, **changes: Any) -> str:
    return office.as_("jia").run(open_claim, draft=replace(draft, **changes)).value


def card(office: Office, number: str) -> ClaimCard:
    return office.as_("jia").ask(claim_card, number=number)


def with_papers(office: Office, number: str, *papers: ClaimPaper) -> None:
    for paper in papers:
        file = PHOTO if paper is ClaimPaper.PHOTOS else PAPER
        office.as_("jia").run(file_claim_papers, number=number, paper=paper, files=(file,))


@pytest.fixture
def wet(office: Office) -> str:
    """The wet carton of YD…0002: declared 8,000, worth 10,000, loss 250."""
    office.at("2026-11-19 15:00")
    waybill = in_stock(office, TROLLEYS)
    return opened(office, WET, waybill=waybill)


def test_a_wet_carton_is_paid_and_recovered(office: Office, wet: str) -> None:
    assert wet == "LP261119-001"
    found = card(office, wet)
    assert (found.limit_fen, found.loss_fen, found.proposed_fen, found.agreed_fen) == (
        800_000,
        25_000,
        20_000,
        20_000,
    )
    assert "250.00" in found.reason
    assert "200.00" in found.reason
    jia = office.as_("jia")
    assert refusal(lambda: jia.run(submit_claim, number=wet)) == (
        "E184 理赔金额 200.00 元,缺少资料:货损照片。"
    )
    with_papers(office, wet, ClaimPaper.PHOTOS)
    assert card(office, wet).decide_due_on == date(2026, 11, 19)
    jia = office.as_("jia")
    jia.run(submit_claim, number=wet)
    assert refusal(lambda: jia.run(approve_claim, number=wet)).startswith("E210")
    boss = office.as_("boss")
    boss.run(approve_claim, number=wet)
    office.at("2026-11-20 11:00")
    pay: Callable[..., Any] = lambda: office.as_("boss").run(  # noqa: E731
        pay_claim, number=wet, pay_by=PayBy.TRANSFER, reference="20261120000031"
    )
    assert refusal(pay) == "E186 未签署理赔协议,不能付款。"
    office.as_("jia").run(sign_settlement, number=wet, letter=PAPER)
    pay()
    jia = office.as_("jia")
    ask_for: Callable[..., Any] = lambda fen: jia.run(  # noqa: E731
        claim_recourse, number=wet, party=RecourseParty.LINEHAUL, name="中州专线", fen=fen
    )
    assert refusal(lambda: ask_for(20_001)).startswith("E003")
    ask_for(20_000)
    jia.run(receive_recourse, number=wet, fen=20_000)
    jia.run(close_claim, number=wet)
    found = card(office, wet)
    assert (found.state, found.recourse_received_fen) == (ClaimState.CLOSED, 20_000)
    (paper,) = jia.paper("P-31", wet)
    snapshots.check_snapshot("at07-p31", snapshot_text(paper))
    assert render_pdf(paper).missing == frozenset()


def test_a_missing_piece_is_limited_by_its_freight(office: Office) -> None:
    office.at("2026-11-19 15:00")
    waybill = in_stock(office, HAIR)
    missing = replace(
        WET, waybill=waybill, loss_kind=LossKind.SHORT, value_fen=780_000, loss_fen=26_000
    )
    jia = office.as_("jia")
    found = jia.ask(reckon_claim, draft=missing)
    assert (found.limit_fen, found.actual_fen, found.proposed_fen) == (11_980, 26_000, 11_980)
    gross = jia.ask(reckon_claim, draft=replace(missing, fault=Fault.GROSS))
    assert (gross.limit_fen, gross.proposed_fen) == (None, 26_000)
    unsigned = in_stock(office, replace(HAIR, paper_no="T-5"), cover_clause_ack=True)
    assert jia.ask(reckon_claim, draft=replace(missing, waybill=unsigned)).proposed_fen == 11_980


def test_beyond_the_manager_s_authority(office: Office) -> None:
    office.at("2026-11-19 15:00")
    waybill = in_stock(office, TROLLEYS, declared_value_fen=2_000_000)
    number = opened(
        office, WET, waybill=waybill, value_fen=2_000_000, loss_fen=1_260_000, pieces=12
    )
    jia = office.as_("jia")
    assert card(office, number).agreed_fen == 1_260_000
    assert refusal(lambda: jia.run(submit_claim, number=number)) == (
        "E184 理赔金额 12,600.00 元,缺少资料:"
        "货损照片、索赔函、损失清单、身份证明、运单、货值证明、签收单、全部资料原件。"
    )
    office.at("2026-11-20 10:00")
    with_papers(
        office,
        number,
        ClaimPaper.PHOTOS,
        ClaimPaper.FORM,
        ClaimPaper.LOSS_LIST,
        ClaimPaper.ID,
        ClaimPaper.WAYBILL,
        ClaimPaper.VALUE_PROOF,
        ClaimPaper.POD,
        ClaimPaper.ORIGINALS,
    )
    assert card(office, number).decide_due_on == date(2026, 11, 27)
    office.as_("jia").run(submit_claim, number=number)
    boss = office.as_("boss")
    assert refusal(lambda: boss.run(approve_claim, number=number)) == (
        "E071 理赔 12,600.00 元须先登记财务意见,再由经理批准。\n"
        "E185 理赔 12,600.00 元超出审批权限 10,000.00 元,请登记副总经理批示。"
    )
    office.as_("jia").run(
        record_finance_opinion, number=number, finance_by="李会计", opinion="同意"
    )
    boss = office.as_("boss")
    boss.run(record_dgm_note, number=number, dgm_by="李副总", dgm_on=date(2026, 11, 20))
    boss.run(approve_claim, number=number)
    assert card(office, number).state is ClaimState.APPROVED
