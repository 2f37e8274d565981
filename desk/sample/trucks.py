"""Outbound trucks of the sample month: goods are taken in or fetched, loaded, announced, arrived."""

from datetime import date, timedelta

from desk.freight.consignments.choices import DeliveryMode, Direction
from desk.freight.consignments.commands import accept_consignment
from desk.freight.consignments.model import Consignment
from desk.freight.fleet.choices import BodyType, OwnerKind
from desk.freight.fleet.commands import add_vehicle
from desk.freight.fleet.driver_commands import add_driver
from desk.freight.outbound.choices import PreadviceState, SendChannel
from desk.freight.outbound.commands import (
    acknowledge_preadvice,
    arrive_preadvice,
    check_preadvice,
    close_preadvice,
    confirm_preadvice,
    depart_preadvice,
    send_preadvice,
)
from desk.freight.outbound.drafts import LoadDraft, PreadvicePlan
from desk.freight.outbound.planning import add_preadvice
from desk.freight.pickup.choices import PickupKind
from desk.freight.pickup.commands import add_pickup, assign_pickup, fail_pickup
from desk.freight.pickup.drafts import PickupGoods, PickupPlan
from desk.freight.pickup.finishing import finish_pickup
from desk.freight.warehouse.choices import InReason
from desk.freight.warehouse.commands import receive_goods, sign_remote
from desk.kernel.moments import local
from desk.sample.cast import LONG_TRUCKS, VEHICLES
from desk.sample.finding import in_stock, rows, tickets
from desk.sample.prices import do_priced
from desk.sample.stage import Stage
from desk.sample.tickets import outbound_draft
from desk.screens.lists import Filter

EVERY_DAYS, ON_THE_ROAD_DAYS = 3, 6


def add_long_trucks(stage: Stage) -> None:
    """The hired trucks that go home inland, with their drivers."""
    stage.as_("zhao")
    later = stage.today + timedelta(days=400)
    for plate_no, driver, mobile in LONG_TRUCKS:
        stage.do(
            add_vehicle,
            plate_no=plate_no,
            owner_kind=OwnerKind.HIRED,
            body_type=BodyType.STAKE,
            rated_payload_kg=18_000,
            gross_mass_kg=25_000,
            volume_cm3=55_000_000,
            length_cm=960,
            transport_permit_no="650100654321",
            permit_valid_to=later,
            inspection_valid_to=later,
            insurance_valid_to=later,
        )
        stage.do(
            add_driver,
            name=driver,
            mobile=mobile,
            licence_class="A2",
            licence_valid_to=later,
            driver_cert_no=f"6501{mobile[-6:]}",
            cert_valid_to=later,
        )


def take_in_outbound(stage: Stage, day: date, left: int) -> None:
    """Two tickets for inland: one is brought to the counter, one is fetched on every second day."""
    stage.as_("zhao")
    stage.at(day, 14, 30)
    fetched = _accept(stage) if left % 2 else ""
    if fetched:
        fetch(stage, day, fetched, left)
    stage.as_("zhao")
    stage.at(day, 17, 25)
    number = _accept(stage)
    pieces = tickets(stage, Filter("number", "is", number))[0].declared
    stage.do(receive_goods, number=number, pieces=pieces, reason=InReason.PICKUP, bin_code="E-01")


def _accept(stage: Stage) -> str:
    return stage.do(accept_consignment, draft=outbound_draft(stage, stage.clock.moment))


def order_pickup(stage: Stage, day: date, waybill: str) -> str:
    """An order to fetch a ticket at its shipper's door this afternoon."""
    stage.as_("zhang")
    (ticket,) = tickets(stage, Filter("number", "is", waybill))
    plan = PickupPlan(
        kind=PickupKind.DOOR,
        place=f"{ticket.shipper_name} 仓库,经开区天柱路 8 号",
        contact=ticket.shipper_contact or "发货员",
        phone=ticket.shipper_phone,
        planned_out_at=stage.moment(day, 15, 30),
        planned_back_at=stage.moment(day, 17),
        fee_fen=8_000,
        cost_fen=4_000,
    )
    return stage.do(add_pickup, plan=plan, goods=(PickupGoods(waybill=waybill),))


def fetch(stage: Stage, day: date, waybill: str, left: int) -> None:
    """The little truck goes for the goods; once nothing was ready and it went again."""
    number = order_pickup(stage, day, waybill)
    stage.do(assign_pickup, number=number, plate_no=VEHICLES[2][0], driver_no="D003")
    if left == 3:
        stage.do(fail_pickup, number=number, reason="货未备好,发货人请改约一小时后")
        number = order_pickup(stage, day, waybill)
        stage.do(assign_pickup, number=number, plate_no=VEHICLES[2][0], driver_no="D003")
    stage.shown["P-35"] = number
    stage.at(day, 17, 20)
    stage.do(finish_pickup, number=number, bin_code="E-02")


def load_truck(stage: Stage, day: date, left: int) -> None:
    """Every third day a truck goes inland with all that waits; the last one is loaded, not gone yet."""
    waiting = in_stock(stage, DeliveryMode.SELF_PICKUP, Direction.OUTBOUND)
    if left % EVERY_DAYS != 1 or not waiting:
        return
    stage.as_("zhao")
    stage.at(day, 17, 5)
    number = plan_truck(stage, day, left // EVERY_DAYS % 2, waiting)
    do_priced(stage, number, confirm_preadvice, check_preadvice)
    stage.do(send_preadvice, number=number, channel=SendChannel.WECHAT)
    stage.shown["P-04"] = stage.shown["P-04b"] = number
    if left > 1:
        stage.at(day, 17, 20)
        stage.do(depart_preadvice, number=number)
        stage.shown["P-24"] = f"{day}"
        stage.do(acknowledge_preadvice, number=number, by="郑州分部 小赵")


def plan_truck(stage: Stage, day: date, truck: int, goods: list[Consignment]) -> str:
    """A pre-advice for one of the hired trucks, paid by what it brings."""
    plan = PreadvicePlan(
        dest_station="郑州",
        receiver_name="郑州分部",
        receiver_contact="小赵",
        receiver_phone="13800000041",
        route="乌鲁木齐—兰州—西安—郑州",
        plate_no=LONG_TRUCKS[truck][0],
        driver_no=f"D{truck + 4:03d}",
        depart_plan_at=stage.moment(day, 19, 30),
        eta_at=stage.moment(day + timedelta(days=ON_THE_ROAD_DAYS), 16),
        truck_cost_fen=sum(ticket.total_fen for ticket in goods) * 55 // 100,
        quoted_by=LONG_TRUCKS[truck][1],
    )
    loads = tuple(LoadDraft(waybill=ticket.label) for ticket in goods)
    return stage.do(add_preadvice, plan=plan, loads=loads)


def hear_from_trucks(stage: Stage, day: date) -> None:
    """A truck is at its station after its days on the road; its goods are signed for the days after."""
    stage.as_("zhao")
    stage.at(day, 18, 5)
    for row in rows(stage, "outbound_preadvices", Filter("state", "is", PreadviceState.DEPARTED)):
        if local(row["eta_at"]).date() <= day:
            stage.do(arrive_preadvice, number=row["number"], arrive_at=stage.moment(day, 16, 40))
    for row in rows(stage, "outbound_preadvices", Filter("state", "is", PreadviceState.ARRIVED)):
        arrived_on = local(row["arrive_at"]).date()
        if arrived_on < day:
            _sign(stage, day, row["number"])
        if day - arrived_on >= timedelta(days=5):
            stage.do(close_preadvice, number=row["number"])


def _sign(stage: Stage, day: date, preadvice: str) -> None:
    lines = rows(stage, "preadvice_lines", Filter("preadvice_no", "is", preadvice))
    for ticket in tickets(stage, Filter("number", "in", tuple(line["number"] for line in lines))):
        if ticket.shipped_out and stage.chance.random() < 0.7:
            stage.do(
                sign_remote,
                number=ticket.label,
                pieces=ticket.shipped_out,
                signer=ticket.consignee_name[:6],
                signed_at=stage.moment(day, 11, 20),
                by="到站 微信",
            )


def trucks_of_today(stage: Stage, day: date) -> None:
    """One truck is half loaded; one pick-up has its truck, one waits for it."""
    stage.as_("zhao")
    stage.at(day, 9, 50)
    waiting = in_stock(stage, DeliveryMode.SELF_PICKUP, Direction.OUTBOUND)
    plan_truck(stage, day, 2, waiting[: (len(waiting) + 1) // 2])
    assigned = order_pickup(stage, day, _accept_as_zhao(stage))
    stage.do(assign_pickup, number=assigned, plate_no=VEHICLES[2][0], driver_no="D003")
    order_pickup(stage, day, _accept_as_zhao(stage))


def _accept_as_zhao(stage: Stage) -> str:
    stage.as_("zhao")
    return _accept(stage)
