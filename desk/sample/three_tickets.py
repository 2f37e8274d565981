"""Three tickets with a truck of their own: one is signed for on a run, one refused, one fetched for cash."""

from dataclasses import replace
from datetime import datetime, timedelta

from desk.freight.consignments.choices import DeliveryMode
from desk.freight.consignments.drafts import ConsignmentDraft
from desk.freight.consignments.model import Consignment
from desk.freight.consignments.rules import collect_due_fen
from desk.freight.delivery.choices import SignResult
from desk.freight.delivery.commands import add_run, check_run, depart_run
from desk.freight.delivery.drafts import PickupEntry, ReceiptEntry, RunPlan, StopDraft
from desk.freight.delivery.self_pickup import sign_self_pickup
from desk.freight.delivery.signing import enter_receipt
from desk.freight.inbound.commands import add_manifest
from desk.freight.inbound.counting import count_line, finish_unloading
from desk.freight.inbound.drafts import ManifestDraft, ManifestHead
from desk.freight.inbound.queries import manifest_card
from desk.sample.arrivals import Truck, truck_arrives
from desk.sample.cast import LONG_TRUCKS
from desk.sample.finding import tickets
from desk.sample.prices import do_priced
from desk.sample.stage import Stage
from desk.sample.tickets import inbound_draft
from desk.screens.lists import Filter

BIN = "F-01"
PAPERS = {
    "S00001": DeliveryMode.DOOR,
    "S00002": DeliveryMode.DOOR,
    "S00003": DeliveryMode.SELF_PICKUP,
}
"""Their hand-written numbers, which nobody else has, and how they reach their consignees."""
OUTCOMES = {SignResult.FULL: "", SignResult.REFUSED: "颜色与订单不符,客户拒收"}
COD_FEN = 260_000


def unload_three(stage: Stage) -> None:
    """Their truck comes, and they are counted into a bin of their own."""
    accepted = stage.clock.now() - timedelta(days=3)
    head = ManifestHead(
        origin_station="郑州",
        plate="豫A8K369",
        driver="冯师傅",
        depart_at=accepted + timedelta(hours=4),
        eta_at=stage.clock.now(),
        linehaul_cost_fen=10_000,
    )
    drafts = tuple(_draft(stage, accepted, paper_no) for paper_no in PAPERS)
    stage.as_("zhang")
    number = stage.do(add_manifest, draft=ManifestDraft(head=head, drafts=drafts))
    truck_arrives(stage, Truck(number, stage.today))
    lines = stage.desk.ask(manifest_card, number=number).lines
    for line in lines:
        pieces = line.pieces_declared
        stage.do(count_line, number=number, waybill=line.number, pieces=pieces, bin_code=BIN)
    stage.do(finish_unloading, number=number)


def _draft(stage: Stage, accepted: datetime, paper_no: str) -> ConsignmentDraft:
    draft, _ = inbound_draft(stage, "郑州", accepted)
    fetched = PAPERS[paper_no] is DeliveryMode.SELF_PICKUP
    return replace(
        draft,
        destination="乌鲁木齐",
        consignee_address="乌鲁木齐市头屯河区银星街 1 号",
        paper_no=paper_no,
        delivery_mode=PAPERS[paper_no],
        receipt_required=True,
        receipt_copies=2,
        cod_amount_fen=COD_FEN if fetched else 0,
        cod_payee=draft.shipper_name if fetched else "",
        cod_bank="中国农业银行" if fetched else "",
        cod_account="6228480000000000017" if fetched else "",
    )


def deliver_three(stage: Stage) -> None:
    """Two go out on a run and have their results; the third is fetched at the counter."""
    *for_the_door, fetched = three_tickets(stage)
    plate_no, *_ = LONG_TRUCKS[1]
    plan = RunPlan(
        run_on=stage.today,
        plate_no=plate_no,
        driver_no="D005",
        planned_out_at=stage.clock.now(),
        planned_back_at=stage.clock.now() + timedelta(hours=3),
        vehicle_cost_fen=12_000,
    )
    stops = tuple(StopDraft(waybill=t.label, pieces=t.in_stock) for t in for_the_door)
    stage.as_("zhang")
    run = stage.do(add_run, plan=plan, stops=stops)
    do_priced(stage, run, depart_run, check_run)
    for ticket, (result, reason) in zip(for_the_door, OUTCOMES.items(), strict=True):
        entry = ReceiptEntry(
            result=result,
            signed_at=stage.clock.now(),
            signer="收货人" if result is SignResult.FULL else "",
            reason=reason,
        )
        stage.do(enter_receipt, number=run, waybill=ticket.label, entry=entry)
    _fetch(stage, fetched)


def _fetch(stage: Stage, ticket: Consignment) -> None:
    stage.as_("guli")
    entry = PickupEntry(
        picker=ticket.consignee_name[:6],
        picker_id_no="650101199003071095",
        freight_paid_fen=collect_due_fen(ticket),
        cod_paid_fen=ticket.cod_amount_fen,
        receipts_back=ticket.receipt_copies,
    )
    stage.do(sign_self_pickup, number=ticket.label, entry=entry)


def three_tickets(stage: Stage) -> list[Consignment]:
    """The three as they stand, the one for the counter last."""
    return tickets(stage, Filter("paper_no", "in", tuple(PAPERS)))
