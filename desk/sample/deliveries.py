"""Delivery runs of the sample month: made up, sent out, signed for, settled."""

from datetime import date, datetime, timedelta

from desk.freight.consignments.choices import ConsignmentState, PayMethod
from desk.freight.delivery.choices import Relation, SignResult
from desk.freight.delivery.commands import add_run, check_run, depart_run, print_run
from desk.freight.delivery.drafts import ReceiptEntry, RunPlan, StopDraft
from desk.freight.delivery.queries import RunCard, StopRow, run_card
from desk.freight.delivery.settling import return_run, settle_run
from desk.freight.delivery.signing import enter_receipt
from desk.freight.delivery.stock import StockRow, deliverable_stock
from desk.freight.fleet.choices import BodyType, OwnerKind
from desk.freight.fleet.commands import add_vehicle
from desk.freight.fleet.driver_commands import add_driver
from desk.sample.cast import DRIVERS, VEHICLES
from desk.sample.prices import do_priced
from desk.sample.stage import Stage
from desk.screens.lists import Filter

STOPS_A_RUN = 6


def add_fleet(stage: Stage, day: date) -> None:
    """The office's own small trucks and their drivers; the insurance of one ends soon."""
    stage.as_("zhang")
    later = day + timedelta(days=400)
    for plate_no, payload_kg, volume_cm3 in VEHICLES:
        heavy = payload_kg >= 2_000
        stage.do(
            add_vehicle,
            plate_no=plate_no,
            owner_kind=OwnerKind.OWN,
            body_type=BodyType.BOX,
            rated_payload_kg=payload_kg,
            gross_mass_kg=8_200 if heavy else 4_490,
            volume_cm3=volume_cm3,
            length_cm=420,
            transport_permit_no="650100123456" if heavy else "",
            permit_valid_to=later if heavy else None,
            inspection_valid_to=later,
            insurance_valid_to=stage.today + timedelta(days=20) if heavy else later,
        )
    for name, mobile in DRIVERS:
        stage.do(
            add_driver,
            name=name,
            mobile=mobile,
            licence_class="B2",
            licence_valid_to=later,
            driver_cert_no=f"6501{mobile[-6:]}",
            cert_valid_to=later,
        )


def plan_runs(stage: Stage, day: date, most: int = 2, stops_each: int = STOPS_A_RUN) -> list[str]:
    """Put the door goods in stock on the day's runs; what does not fit waits."""
    stage.as_("zhang")
    stage.at(day, 10, 5)
    stuck = _refused(stage)
    waiting: list[StockRow] = [
        row
        for row in stage.desk.ask(deliverable_stock)
        if row.free and not row.held and row.number not in stuck
    ]
    runs = []
    for index in range(most):
        stops = _load(waiting, VEHICLES[index][1] * 1000, stops_each)
        if not stops:
            break
        plan = RunPlan(
            run_on=day,
            plate_no=VEHICLES[index][0],
            driver_no=f"D{index + 1:03d}",
            planned_out_at=stage.moment(day, 10, 40),
            planned_back_at=stage.moment(day, 13, 50),
            vehicle_cost_fen=12_000,
        )
        stage.at(day, 10, 10 + index)
        runs.append(stage.do(add_run, plan=plan, stops=tuple(stops)))
    return runs


def _refused(stage: Stage) -> set[str]:
    """Tickets with a refusal that the shipper has to decide about, and their rests."""
    spec = stage.desk.list_spec("consignments")
    place = [field.name for field in spec.fields].index("number")
    states = (ConsignmentState.REFUSED, ConsignmentState.PART_SIGNED)
    ids = stage.desk.list_ids("consignments", [Filter("state", "in", states)])
    return {row[place] for row in stage.desk.list_rows("consignments", ids).values()}


def _load(waiting: list[StockRow], payload_g: int, most: int) -> list[StopDraft]:
    stops: list[StopDraft] = []
    for row in list(waiting):
        if len(stops) < most and row.weight_g <= payload_g:
            stops.append(StopDraft(waybill=row.number, pieces=row.free))
            payload_g -= row.weight_g
            waiting.remove(row)
    return stops


def send_out(stage: Stage, day: date, number: str) -> None:
    """Print the run and let the truck go."""
    stage.as_("zhang")
    stage.at(day, 10, 25)
    do_priced(stage, number, print_run, check_run)
    stage.at(day, 10, 35)
    stage.do(depart_run, number=number)


def bring_back(stage: Stage, day: date, number: str, outcomes: tuple[SignResult, ...] = ()) -> None:
    """The driver is back: receipts and cash are entered and the run is settled.

    Args:
        stage: where it is played.
        day: the day of the run.
        number: the run.
        outcomes: results of the first stops; the others are left to chance.
    """
    stage.as_("zhang")
    stage.at(day, 15, 40)
    card: RunCard = stage.desk.ask(run_card, number=number)
    ordered = iter(outcomes)
    for index, stop in enumerate(card.stops):
        told = next(ordered, None) if stop.pieces > 1 else None
        outcome = told or _outcome(stage, stop)
        signed_at = stage.moment(day, 11) + timedelta(minutes=10 * index)
        entry = _entry(stage, stop, outcome, signed_at)
        stage.do(enter_receipt, number=number, waybill=stop.number, entry=entry)
    stage.do(return_run, number=number, return_at=stage.moment(day, 14))
    stage.at(day, 16, 20)
    card = stage.desk.ask(run_card, number=number)
    papers = tuple(s.receipt.number for s in card.stops if s.receipt and s.receipt.pieces_signed)
    stage.do(
        settle_run,
        number=number,
        cash_handed_in_fen=card.expected_fen,
        receipts_handed_in=papers,
    )


def _outcome(stage: Stage, stop: StopRow) -> SignResult:
    luck = stage.chance.random()
    if luck < 0.05:
        return SignResult.FAILED
    if luck < 0.08:
        return SignResult.REFUSED
    if luck < 0.13 and stop.pieces > 3 and not stop.cod_due_fen:
        return SignResult.PARTIAL
    return SignResult.FULL


REASONS = {
    SignResult.FULL: "",
    SignResult.PARTIAL: "一件外包装破损,客户要求换货",
    SignResult.REFUSED: "颜色与订单不符,客户拒收",
    SignResult.FAILED: "无人收货,约改天再送",
}


def _entry(stage: Stage, stop: StopRow, outcome: SignResult, signed_at: datetime) -> ReceiptEntry:
    partly = outcome is SignResult.PARTIAL
    taken = outcome in (SignResult.FULL, SignResult.PARTIAL)
    owes = stop.freight_due_fen + stop.cod_due_fen
    by_proxy = taken and not owes and stage.chance.random() < 0.3
    return ReceiptEntry(
        result=outcome,
        signed_at=signed_at,
        pieces_signed=stop.pieces - 1 if partly else None,
        pieces_refused=1 if partly else None,
        signer=stop.consignee_name[:4] if taken else "",
        relation=Relation.PROXY if by_proxy else Relation.SELF,
        pay_method=PayMethod.CASH if stage.chance.random() < 0.7 else PayMethod.QR,
        reason=REASONS[outcome],
    )
