"""Delivery runs of the sample month: made up, sent out, signed for, settled."""

from datetime import date, timedelta

from desk.freight.consignments.choices import PayMethod
from desk.freight.delivery.choices import Relation, SignResult
from desk.freight.delivery.commands import add_run, depart_run, print_run
from desk.freight.delivery.drafts import ReceiptEntry, RunPlan, StopDraft
from desk.freight.delivery.queries import RunCard, StockRow, StopRow, deliverable_stock, run_card
from desk.freight.delivery.settling import return_run, settle_run
from desk.freight.delivery.signing import enter_receipt
from desk.freight.fleet.choices import BodyType, OwnerKind
from desk.freight.fleet.commands import add_driver, add_vehicle
from desk.freight.fleet.drafts import DriverDraft, VehicleDraft
from desk.sample.cast import DRIVERS, VEHICLES
from desk.sample.stage import Stage

STOPS_A_RUN = 6


def add_fleet(stage: Stage, day: date) -> None:
    """The office's own small trucks and their drivers, papers in order for a year."""
    stage.as_("zhang")
    later = day + timedelta(days=400)
    for plate_no, payload_kg, volume_cm3 in VEHICLES:
        vehicle = VehicleDraft(
            plate_no=plate_no,
            owner_kind=OwnerKind.OWN,
            body_type=BodyType.BOX,
            rated_payload_kg=payload_kg,
            gross_mass_kg=4_490 if payload_kg < 2_000 else 8_200,
            volume_cm3=volume_cm3,
            length_cm=420,
            transport_permit_no="" if payload_kg < 2_000 else "650100123456",
            permit_valid_to=None if payload_kg < 2_000 else later,
            inspection_valid_to=later,
            insurance_valid_to=later,
        )
        stage.do(add_vehicle, vehicle=vehicle)
    for name, mobile in DRIVERS:
        driver = DriverDraft(
            name=name,
            mobile=mobile,
            licence_class="B2",
            licence_valid_to=later,
            driver_cert_no=f"6501{mobile[-6:]}",
            cert_valid_to=later,
        )
        stage.do(add_driver, driver=driver)


def plan_runs(stage: Stage, day: date, most: int = 2) -> list[str]:
    """Put the door goods in stock on the day's runs; what does not fit waits."""
    stage.as_("zhang")
    stage.at(day, 10, 5)
    waiting: list[StockRow] = [
        s for s in stage.desk.ask(deliverable_stock) if s.free and not s.held
    ]
    runs = []
    for index in range(most):
        stops = _load(waiting, VEHICLES[index][1] * 1000)
        if not stops:
            break
        plan = RunPlan(
            run_on=day,
            plate_no=VEHICLES[index][0],
            driver_no=f"D{index + 1:03d}",
            planned_out_at=stage.at(day, 10, 40),
            planned_back_at=stage.at(day, 13, 50),
            vehicle_cost_fen=18_000,
        )
        stage.at(day, 10, 10 + index)
        runs.append(stage.do(add_run, plan=plan, stops=tuple(stops)))
    return runs


def _load(waiting: list[StockRow], payload_g: int) -> list[StopDraft]:
    stops: list[StopDraft] = []
    for row in list(waiting):
        if len(stops) < STOPS_A_RUN and row.weight_g <= payload_g:
            stops.append(StopDraft(number=row.number, pieces=row.free))
            payload_g -= row.weight_g
            waiting.remove(row)
    return stops


def send_out(stage: Stage, day: date, number: str) -> None:
    """Print the run and let the truck go."""
    stage.as_("zhang")
    stage.at(day, 10, 30)
    stage.do(print_run, run_no=number)
    stage.at(day, 10, 45)
    stage.do(depart_run, run_no=number)


def bring_back(stage: Stage, day: date, number: str) -> None:
    """The driver is back: receipts and cash are entered and the run is settled."""
    stage.as_("zhang")
    stage.at(day, 15, 40)
    card: RunCard = stage.desk.ask(run_card, number=number)
    for index, stop in enumerate(card.stops):
        _sign(stage, day, number, stop, minute=10 * index)
    stage.do(return_run, run_no=number, return_at=stage.at(day, 14))
    stage.at(day, 16, 20)
    card = stage.desk.ask(run_card, number=number)
    papers = tuple(s.receipt.number for s in card.stops if s.receipt and s.receipt.pieces_signed)
    stage.do(
        settle_run,
        run_no=number,
        cash_handed_in_fen=card.expected_fen,
        receipts_handed_in=papers,
    )


def _sign(stage: Stage, day: date, run: str, stop: StopRow, minute: int) -> None:
    signed_at = stage.at(day, 11, 0) + timedelta(minutes=minute)
    stage.at(day, 15, 45)
    stage.do(enter_receipt, run_no=run, number=stop.number, entry=_entry(stage, stop, signed_at))


def _entry(stage: Stage, stop: StopRow, signed_at: object) -> ReceiptEntry:
    from datetime import datetime

    assert isinstance(signed_at, datetime)
    luck = stage.chance.random()
    owes = stop.freight_due_fen + stop.cod_due_fen
    if luck < 0.05:
        return ReceiptEntry(
            result=SignResult.FAILED, signed_at=signed_at, reason="无人收货,约改天再送"
        )
    if luck < 0.08:
        return ReceiptEntry(
            result=SignResult.REFUSED, signed_at=signed_at, reason="颜色与订单不符,客户拒收"
        )
    if luck < 0.13 and stop.pieces > 3 and not stop.cod_due_fen:
        return ReceiptEntry(
            result=SignResult.PARTIAL,
            signed_at=signed_at,
            pieces_signed=stop.pieces - 1,
            pieces_refused=1,
            signer=stop.consignee_name[:4],
            reason="一件外包装破损,客户要求换货",
        )
    return ReceiptEntry(
        result=SignResult.FULL,
        signed_at=signed_at,
        signer=stop.consignee_name[:4],
        relation=Relation.SELF if owes or luck > 0.3 else Relation.PROXY,
        pay_method=PayMethod.CASH if luck < 0.7 else PayMethod.QR,
    )
