"""Refused goods go home by written order, a road is closed, the shelf does not fit the books."""

from dataclasses import replace
from datetime import date, timedelta

from sqlalchemy import select

from desk.closing import sign_day
from desk.freight.consignments.choices import ConsignmentState, PayMethod
from desk.freight.consignments.model import Consignment
from desk.freight.day_close.choices import ItemState
from desk.freight.day_close.commands import note_open_item, open_day_close
from desk.freight.day_close.queries import my_day_close
from desk.freight.returns.commands import issue_return, settle_return, ship_return
from desk.freight.returns.ordering import open_return
from desk.freight.returns.queries import return_card
from desk.freight.stocktake.commands import Counted, count_stock, start_stocktake, submit_stocktake
from desk.freight.stocktake.deciding import approve_stocktake
from desk.freight.stocktake.queries import stocktake_card
from desk.freight.tracking.choices import Channel, Severity
from desk.freight.tracking.lanes import add_lane_note, extend_due
from desk.freight.tracking.on_lane import tickets_on_lane
from desk.freight.tracking.watching import draw_watch_list
from desk.sample.finding import tickets
from desk.sample.stage import Stage
from desk.screens.lists import Filter


def send_back_refused(stage: Stage, day: date, left: int, after_days: int = 4) -> None:
    """Goods refused some days ago go back on their shipper's order; the last ones are not paid yet."""
    stage.at(day, 18, 45)
    for ticket in tickets(stage, Filter("state", "is", ConsignmentState.REFUSED)):
        if ticket.stocked_at and day - ticket.stocked_at.date() >= timedelta(days=after_days):
            number = _order_back(stage, ticket)
            stage.as_("zhang")
            stage.do(ship_return, number=number, handed_to="中州专线 返程车")
            stage.shown["P-34"] = number
            if left > 6:
                stage.as_("lina")
                due = stage.desk.ask(return_card, number=number).due_fen
                stage.do(settle_return, number=number, paid_fen=due, method=PayMethod.TRANSFER)


def _order_back(stage: Stage, ticket: Consignment, *, issue: bool = True) -> str:
    stage.as_("lina")
    stage.do(
        open_return,
        number=ticket.label,
        channel=Channel.WECHAT,
        who=f"{ticket.shipper_name} 业务员",
        reason="收货人以颜色不符为由拒收",
        content="同意退回,返程费用由我方承担",
    )
    if not issue:
        return ticket.label
    return stage.do(issue_return, number=ticket.label, partner_cost_fen=0)


def returns_of_today(stage: Stage, day: date) -> None:
    """The shipper of yesterday's refused goods has just written that he wants them back."""
    stage.at(day, 9, 20)
    refused = tickets(stage, Filter("state", "is", ConsignmentState.REFUSED))
    for place, ticket in enumerate(refused[:3]):
        if place != 1:
            _order_back(stage, ticket, issue=place == 2)


def close_road(stage: Stage, day: date) -> None:
    """Snow closes the road to the south for three days; the manager puts the due dates off."""
    stage.as_("boss")
    stage.at(day, 18, 55)
    note = stage.do(
        add_lane_note,
        lane="G3012 库尔勒-喀什",
        from_at=stage.moment(day, 8),
        to_at=stage.moment(day + timedelta(days=3), 20),
        text="暴雪封路,预计三天",
        severity=Severity.CLOSED,
    )
    held = [row for row in stage.desk.ask(tickets_on_lane, lane_note_id=note) if row.on_lane]
    if held:
        stage.do(
            extend_due,
            lane_note_id=note,
            numbers=tuple(row.number for row in held),
            due_on=max(row.due_on for row in held) + timedelta(days=3),
            reason="G3012 暴雪封路",
            force_majeure=True,
        )


def count_shelf(stage: Stage, day: date, row: str, hour: int, *, decided: bool) -> None:
    """A row of the warehouse is counted, if anything lies in it; one piece is not found."""
    if not _lies_in(stage, row):
        return
    stage.as_("zhang")
    stage.at(day, hour, 10)
    number = stage.do(start_stocktake, bin_prefix=f"{row}-")
    lines = stage.desk.ask(stocktake_card, number=number).lines
    counts = [Counted(waybill=line.number, pieces=line.book) for line in lines]
    if not decided:
        one_less = lines[0].book - 1
        counts[0] = replace(counts[0], pieces=one_less, note="少 1 件,正在查找")
    stage.do(count_stock, number=number, counts=tuple(counts))
    stage.do(submit_stocktake, number=number)
    stage.shown["P-44"] = number
    if decided:
        stage.as_("boss")
        stage.do(approve_stocktake, number=number)


def _lies_in(stage: Stage, row: str) -> bool:
    with stage.desk.reading() as read:
        found = select(Consignment.id).where(
            Consignment.in_stock > 0, Consignment.bin_code.startswith(f"{row}-")
        )
        return read.session.scalar(found.limit(1)) is not None


def start_count(stage: Stage, day: date, row: str) -> None:
    """Another row is to be counted today."""
    if not _lies_in(stage, row):
        return
    stage.as_("zhang")
    stage.at(day, 9, 30)
    stage.do(start_stocktake, bin_prefix=f"{row}-")


def watch(stage: Stage, day: date) -> None:
    """The list of goods to watch is drawn in the morning."""
    stage.as_("lina")
    stage.at(day, 9)
    stage.do(draw_watch_list)


def sign_off(stage: Stage, day: date, *logins: str) -> None:
    """Explain what stays open, back the office up, sign the day."""
    for place, login in enumerate(logins):
        stage.at(day, 19, 10 + 5 * place)
        stage.as_(login)
        stage.do(open_day_close)
        card = stage.desk.ask(my_day_close)
        for item in card.items if card else ():
            if item.state is ItemState.WAITING:
                stage.do(
                    note_open_item,
                    item_id=item.id,
                    reason="对方已下班,未联系上",
                    next_step="明早上班后先办",
                    who=stage.actors[login].name,
                )
        sign_day(stage.desk, handover="未办事项见清单,明早先办")
