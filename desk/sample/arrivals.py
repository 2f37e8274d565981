"""Trucks of the sample month: lists come in, trucks arrive, goods are counted into stock."""

from dataclasses import dataclass
from datetime import date, timedelta

from desk.freight.consignments.choices import Condition
from desk.freight.exceptions.choices import ExceptionKind, ExceptionState
from desk.freight.exceptions.commands import (
    close_exception,
    handle_exception,
    resolve_exception,
    tell_customer,
)
from desk.freight.inbound.commands import add_manifest, close_manifest
from desk.freight.inbound.counting import (
    arrive_truck,
    count_line,
    finish_unloading,
    start_unloading,
)
from desk.freight.inbound.drafts import ManifestDraft, ManifestHead
from desk.freight.inbound.queries import ManifestCard, manifest_card
from desk.freight.tracking.choices import Channel
from desk.sample.cast import LINE_OPERATORS, TRUCKS
from desk.sample.photo import wet_carton
from desk.sample.stage import Stage
from desk.sample.tickets import inbound_draft
from desk.screens.lists import Filter
from desk.storage.cabinet import Upload

ORIGINS = ("郑州", "西安", "成都", "广州", "义乌", "许昌")


@dataclass(frozen=True)
class Truck:
    """A truck with its list; how far it has come is told by the functions called on it."""

    number: str
    day: date


def announce_truck(stage: Stage, day: date, tickets: int) -> Truck:
    """Enter the list of a truck that is due on a day; its tickets were accepted three days before."""
    announced_on = stage.workday_before(day, 1)
    accepted_on = day - timedelta(days=3)
    if accepted_on > announced_on:  # a week of holidays lies in between
        accepted_on = announced_on - timedelta(days=1)
    accepted = stage.moment(accepted_on, 16, stage.chance.randint(0, 59))
    origin = stage.chance.choice(ORIGINS)
    drafts = tuple(inbound_draft(stage, origin, accepted)[0] for _ in range(tickets))
    stage.at(announced_on, 19, 30)
    stage.as_("zhang")
    weight_kg = sum(draft.weight_g for draft in drafts) // 1000
    head = ManifestHead(
        origin_station=origin,
        line_operator=LINE_OPERATORS[origin],
        plate=stage.chance.choice(TRUCKS),
        driver=stage.chance.choice(("冯师傅", "石师傅", "葛师傅")),
        driver_phone="13800000601",
        depart_at=accepted + timedelta(hours=4),
        eta_at=stage.moment(day, 10, 30),
        seal_no=f"F{stage.chance.randrange(10**5):05d}",
        linehaul_cost_fen=weight_kg * 60,
    )
    return Truck(stage.do(add_manifest, draft=ManifestDraft(head=head, drafts=drafts)), day)


def truck_arrives(stage: Stage, truck: Truck) -> None:
    """The truck stands in the yard and is being unloaded."""
    stage.as_("zhang")
    stage.at(truck.day, 10, 50)
    stage.do(arrive_truck, number=truck.number)
    stage.at(truck.day, 11)
    stage.do(start_unloading, number=truck.number)


def count_truck(stage: Stage, truck: Truck, *, close: bool = True) -> None:
    """Count every ticket; now and then a piece is missing or a carton is wet."""
    stage.as_("zhang")
    stage.at(truck.day, 11, 30)
    card: ManifestCard = stage.desk.ask(manifest_card, number=truck.number)
    for line in card.lines:
        _count(stage, truck.number, line.number, line.pieces_declared)
    stage.at(truck.day, 12, 20)
    stage.do(finish_unloading, number=truck.number)
    if close:
        stage.at(truck.day, 12, 40)
        stage.do(close_manifest, number=truck.number)


def _count(stage: Stage, manifest: str, waybill: str, declared: int) -> None:
    luck = stage.chance.random()
    row = "ABCD"[stage.chance.randrange(4)]
    place = f"{row}-{stage.chance.randint(1, 12):02d}"
    if luck < 0.04 and declared > 3:
        stage.do(count_line, number=manifest, waybill=waybill, pieces=declared - 1, bin_code=place)
    elif luck < 0.07:
        stage.do(
            count_line,
            number=manifest,
            waybill=waybill,
            pieces=declared,
            condition=Condition.WET,
            damaged_pieces=1,
            bin_code=place,
            note="一件受潮",
            photos=(Upload("受潮.png", wet_carton()),),
        )
    else:
        stage.do(count_line, number=manifest, waybill=waybill, pieces=declared, bin_code=place)


def tell_customers(stage: Stage, day: date) -> None:
    """Call the customers of the exceptions whose clock runs."""
    stage.at(day, 13, 30)
    stage.as_("lina")
    for number in _exceptions(stage, Filter("customer_notified_at", "empty")):
        stage.shown["P-30"] = number
        stage.do(tell_customer, number=number, channel=Channel.PHONE, who="收货人")


def settle_exceptions(stage: Stage, day: date) -> None:
    """Deal with what is older than two days; the newest stay open."""
    stage.as_("zhang")
    before = stage.at(day - timedelta(days=2), 12)
    stage.at(day, 18, 20)
    for number in _exceptions(
        stage,
        Filter("state", "is", ExceptionState.OPEN),
        Filter("found_at", "to", before),
        Filter("kind", "not", ExceptionKind.REFUSED),
    ):
        stage.do(handle_exception, number=number, measures="联系始发站核对,照片已发发货人")
        stage.do(resolve_exception, number=number, result="始发站确认责任,发货人同意按票协商")
        stage.do(close_exception, number=number)


def _exceptions(stage: Stage, *filters: Filter) -> list[str]:
    spec = stage.desk.list_spec("exceptions")
    ids = stage.desk.list_ids("exceptions", filters)
    place = [field.name for field in spec.fields].index("number")
    return [row[place] for row in stage.desk.list_rows("exceptions", ids).values()]
