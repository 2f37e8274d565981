"""One thing done in every room that needs records of other rooms: the self-test works through them all.

The order is that of the rooms: three tickets arrive, are delivered, refused, paid and given back; the rest
is open work of the sample office's morning.
"""

from collections.abc import Callable, Mapping
from datetime import timedelta

from desk.archive.rechecks.commands import start_recheck
from desk.archive.rechecks.picking import Picking
from desk.care.claims.choices import LossKind
from desk.care.claims.commands import open_claim
from desk.care.claims.drafts import ClaimDraft
from desk.care.major_events.choices import EventType
from desk.care.major_events.commands import declare_major_event
from desk.filing.receipts.commands import receive_receipts
from desk.filing.retention.commands import draw_clearing
from desk.freight.changes.commands import change_consignee
from desk.freight.changes.drafts import NewConsignee
from desk.freight.cod.choices import CodState
from desk.freight.cod.commands import bank_cod
from desk.freight.cod.queries import waiting_in
from desk.freight.consignments.choices import ConsignmentState
from desk.freight.consignments.commands import accept_consignment
from desk.freight.exceptions.choices import ExceptionKind
from desk.freight.exceptions.choices import Stage as FoundAt
from desk.freight.exceptions.commands import report_exception
from desk.freight.outbound.choices import PreadviceState
from desk.freight.outbound.commands import check_preadvice
from desk.freight.price_checks.choices import Verdict
from desk.freight.price_checks.commands import explain_price
from desk.freight.price_checks.queries import price_checks_of
from desk.freight.stocktake.commands import start_stocktake
from desk.freight.transit.choices import TransitState
from desk.freight.transit.following import report_transit_arrival
from desk.freight.warehouse.commands import move_bin
from desk.office.approvals.deputies import name_deputy
from desk.sample.evaluations import evaluate_partners
from desk.sample.finding import rows, tickets
from desk.sample.stage import Stage
from desk.sample.three_tickets import BIN, deliver_three, three_tickets, unload_three
from desk.sample.tickets import outbound_draft
from desk.sample.troubles import returns_of_today
from desk.sample.trucks import order_pickup
from desk.screens.lists import Filter
from desk.storage.cabinet import Upload

LETTER = Upload("变更函.pdf", b"%PDF-1.4\n%%EOF\n")
LATER = {"reports": timedelta(days=1), "retention": timedelta(days=3 * 366)}
"""Rooms that have work only when so much time has passed; they come last."""


def _name_deputy(stage: Stage) -> None:
    stage.as_("boss")
    ends_on = stage.today + timedelta(days=3)
    stage.do(name_deputy, deputy="lina", ends_on=ends_on, reason="出差")


def _start_recheck(stage: Stage) -> None:
    stage.as_("boss")
    due_on = stage.today + timedelta(days=30)
    stage.do(start_recheck, title="客户资料复核", due_on=due_on, picking=Picking())


def _report_exception(stage: Stage) -> None:
    stage.as_("zhang")
    number, note = _in_stock(stage), "标签磨损,已补贴"
    kind, found = ExceptionKind.LABEL, FoundAt.STORAGE
    stage.do(report_exception, number=number, kind=kind, stage=found, note=note)


def _change_consignee(stage: Stage) -> None:
    stage.as_("zhang")
    new = NewConsignee(name="新兴商贸", phone="13900000055", address="解放南路 1 号")
    stage.do(change_consignee, number=_in_stock(stage), consignee=new, fee_fen=5_000, notice=LETTER)


def _explain_price(stage: Stage) -> None:
    stage.as_("zhang")
    wanting = Filter("verdict", "is", Verdict.EXPLAIN)
    row = rows(stage, "price_checks", wanting, Filter("is_current", "is", True))[0]
    for found in stage.desk.ask(price_checks_of, doc_no=row["doc_no"]):
        if found.verdict is Verdict.EXPLAIN:
            stage.do(explain_price, check_id=found.id, reason="当日唯一发车的合作商")


def _order_pickup(stage: Stage) -> None:
    stage.as_("zhao")
    made = stage.do(accept_consignment, draft=outbound_draft(stage, stage.clock.now()))
    order_pickup(stage, stage.today + timedelta(days=1), made)


def _move_bin(stage: Stage) -> None:
    stage.as_("zhang")
    stage.do(move_bin, number=_in_stock(stage), bin_code="A-03")


def _check_preadvice(stage: Stage) -> None:
    stage.as_("zhao")
    draft = Filter("state", "is", PreadviceState.DRAFT)
    stage.do(check_preadvice, number=rows(stage, "outbound_preadvices", draft)[0]["number"])


def _start_stocktake(stage: Stage) -> None:
    stage.as_("zhang")
    stage.do(start_stocktake, bin_prefix=BIN)


def _report_arrival(stage: Stage) -> None:
    stage.as_("zhang")
    handed = Filter("state", "is", TransitState.HANDED)
    number = rows(stage, "transit_manifests", handed)[0]["number"]
    stage.do(report_transit_arrival, number=number)


def _bank_cod(stage: Stage) -> None:
    stage.as_("zhang")
    with stage.desk.reading() as read:
        taken = waiting_in(read, CodState.COLLECTED)[0]
    stage.do(bank_cod, numbers=(taken.number,), handed_in_fen=taken.collected_fen)


def _open_return(stage: Stage) -> None:
    returns_of_today(stage, stage.today)


def _receive_receipts(stage: Stage) -> None:
    stage.as_("lina")
    signed = three_tickets(stage)[0]
    stage.do(receive_receipts, numbers=(signed.label,), received_from="刘师傅")


def _declare_event(stage: Stage) -> None:
    stage.as_("boss")
    title = "G3012 暴雪,两车滞留"
    stage.do(
        declare_major_event,
        event_type=EventType.DISASTER,
        title=title,
        occurred_at=stage.clock.now(),
    )


def _open_claim(stage: Stage) -> None:
    stage.as_("lina")
    draft = ClaimDraft(
        waybill=_in_stock(stage),
        loss_kind=LossKind.PARTIAL,
        pieces=1,
        value_fen=1_000_000,
        loss_fen=25_000,
    )
    stage.do(open_claim, draft=draft)


def _evaluate(stage: Stage) -> None:
    evaluate_partners(stage, stage.today)


def _draw_clearing(stage: Stage) -> None:
    stage.as_("boss")
    stage.do(draw_clearing)


def _in_stock(stage: Stage) -> str:
    """The oldest ticket in the warehouse."""
    return tickets(stage, Filter("state", "is", ConsignmentState.IN_STOCK))[0].label


WORK: Mapping[str, Callable[[Stage], None]] = {
    "approvals": _name_deputy,
    "rechecks": _start_recheck,
    "exceptions": _report_exception,
    "changes": _change_consignee,
    "price_checks": _explain_price,
    "pickup": _order_pickup,
    "inbound": unload_three,
    "delivery": deliver_three,
    "warehouse": _move_bin,
    "outbound": _check_preadvice,
    "stocktake": _start_stocktake,
    "transit": _report_arrival,
    "cod": _bank_cod,
    "returns": _open_return,
    "receipts": _receive_receipts,
    "major_events": _declare_event,
    "claims": _open_claim,
    "reports": _evaluate,
    "retention": _draw_clearing,
}
"""What is done in a room, by its name."""
