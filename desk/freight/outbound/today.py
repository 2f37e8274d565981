"""Open work around outbound trucks: goods that wait, lists to send, trucks to see off and in."""

from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import lazyload

from desk.freight.outbound.choices import PreadviceState
from desk.freight.outbound.model import OutboundPreadvice, PreadviceLine
from desk.freight.outbound.rules import OPEN
from desk.freight.outbound.waiting import waiting_stations
from desk.kernel.quantities import show_weight
from desk.kernel.text import tr
from desk.kernel.today import MOST_ROWS, DayFigure, TodayRow, TodaySource
from desk.screens.lists import Filter, just
from desk.storage.work import Reader

_S = PreadviceState


def goods_to_ship(read: Reader) -> list[TodayRow]:
    """Stations for which goods wait on no truck yet."""
    return [
        TodayRow(
            tr("安排发运"),
            f"{s.dest_station} {s.tickets}{tr('票')} {s.pieces}{tr('件')} "
            f"{show_weight(s.weight_g)}kg"
            + (tr(" 加急 {n} 票").format(n=s.urgent) * (s.urgent > 0)),
            None,
            "preadvice_board",
            {"dest_station": s.dest_station},
        )
        for s in waiting_stations(read)[:MOST_ROWS]
    ]


def trucks_to_see_to(read: Reader) -> list[TodayRow]:
    """Trucks to confirm, to announce, to see off, to ask after and to close."""
    of_truck = PreadviceLine.preadvice_id == OutboundPreadvice.id
    wanted = (
        select(OutboundPreadvice, select(func.count()).where(of_truck).scalar_subquery())
        .where(OutboundPreadvice.state.in_(OPEN))
        .order_by(OutboundPreadvice.depart_plan_at, OutboundPreadvice.id)
        .limit(MOST_ROWS)
        .options(lazyload(OutboundPreadvice.lines))
    )
    rows = []
    for truck, tickets in read.session.execute(wanted):
        words, due_at = _next_step(truck)
        title = f"{truck.dest_station} {truck.vehicle.plate_no} {tickets}{tr('票')}"
        number = {"number": truck.number}
        rows.append(TodayRow(words, title, due_at, "preadvice_board", number, truck.number))
    return rows


def _next_step(truck: OutboundPreadvice) -> tuple[str, datetime | None]:
    steps = {
        _S.DRAFT: (tr("确认出港预报"), truck.depart_plan_at),
        _S.CONFIRMED: (tr("发送出港预报"), truck.depart_plan_at),
        _S.SENT: (tr("登记发车"), truck.depart_plan_at),
        _S.DEPARTED: (tr("登记到站"), truck.eta_at),
        _S.ARRIVED: (tr("关闭出港预报"), None),
    }
    if truck.receiver_ack_at is None and truck.state in (_S.DEPARTED, _S.ARRIVED):
        return tr("催到达方回执"), truck.eta_at
    return steps[truck.state]


def trucks_on_the_road(read: Reader) -> list[DayFigure]:
    """How many outbound trucks are under way."""
    out = (
        select(func.count())
        .select_from(OutboundPreadvice)
        .where(OutboundPreadvice.state == _S.DEPARTED)
    )
    count, shown = read.session.scalar(out) or 0, just(Filter("state", "in", (_S.DEPARTED,)))
    return [DayFigure(tr("出港在途车辆"), count, "outbound_preadvices", shown)]


SOURCES = (
    TodaySource("outbound_preadvice.create", goods_to_ship),
    TodaySource("outbound_preadvice.update", trucks_to_see_to),
)
FIGURES = (trucks_on_the_road,)
