"""A planned truck is loaded, announced to its station, leaves and arrives; or it is given up."""

from contextlib import suppress
from datetime import datetime

from desk.freight.consignments.dues import outbound_due_on
from desk.freight.outbound.booking import load_truck, unload_truck
from desk.freight.outbound.checks import check_load, check_moment, check_text, check_truck
from desk.freight.outbound.choices import SendChannel
from desk.freight.outbound.finding import preadvice_by_number
from desk.freight.outbound.model import OutboundPreadvice
from desk.freight.outbound.pricing import check_price
from desk.freight.outbound.rules import ACKNOWLEDGED_IN, STATES
from desk.freight.price_checks.choices import CheckedPaper
from desk.freight.price_checks.recording import forget_checks
from desk.freight.price_checks.recording import objections as price_objections
from desk.freight.tracking.choices import EventKind
from desk.freight.tracking.events import record_event
from desk.freight.warehouse.checks import check_issuing
from desk.freight.warehouse.choices import OutReason
from desk.kernel.commands import command
from desk.kernel.errors import Problems, Refused, refuse
from desk.kernel.identity import clean_text
from desk.kernel.moments import local
from desk.kernel.text import tr
from desk.storage.work import Work


@command(
    "outbound_preadvice.update", "检查出港运价", example='{"number": "CG261119-001", "reason": ""}'
)
def check_preadvice(work: Work, *, number: str, reason: str = "") -> int:
    """Judge the truck's price before it is confirmed, so that it can be put before the manager.

    Returns:
        The id of the price check; `submit_price` asks for its approval.

    Raises:
        Refused: E001 without goods, E004, E006, E008, E012.

    Source: spec 5.4.
    """
    preadvice = preadvice_by_number(work, number)
    STATES.step(preadvice.state, "confirm_preadvice")
    _require_lines(preadvice)
    return check_price(work, preadvice, reason).id


@command("outbound_preadvice.update", "确认出港预报", example='{"number": "CG261119-001"}')
def confirm_preadvice(
    work: Work, *, number: str, loaded_at: datetime | None = None, price_reason: str = ""
) -> str:
    """The goods are on the truck: they leave stock on one slip and carry its price from now on.

    Args:
        work: the running command.
        number: pre-advice.
        loaded_at: when loading ended (now unless said).
        price_reason: why the price is as it is, when it is found wanting.

    Returns:
        The stock-out slip, ``CK261119-001``.

    Raises:
        Refused: E001 without goods, E006, E008, E019, E036 to be explained, E142, E143 ordered
            back, E145, E146, E164 a loss nobody approved, E170, E171.
    """
    preadvice = preadvice_by_number(work, number)
    state = STATES.step(preadvice.state, "confirm_preadvice")
    _require_lines(preadvice)
    moment = loaded_at or work.now
    problems = check_truck(work, preadvice, preadvice.depart_plan_at)
    check_load(problems, preadvice)
    _check_goods(problems, work, preadvice, moment)
    price = check_price(work, preadvice, price_reason or work.reason)
    problems.extend(price_objections(price).found)
    problems.raise_if_any()
    load_truck(work, preadvice, moment)
    preadvice.state = state
    return preadvice.slip_no


def _require_lines(preadvice: OutboundPreadvice) -> None:
    if not preadvice.lines:
        raise refuse("E001", "loads", label=tr("出港明细"))


def _check_goods(
    problems: Problems, work: Work, preadvice: OutboundPreadvice, moment: datetime
) -> None:
    for line in preadvice.lines:
        ticket = line.consignment
        try:
            check_issuing(ticket, OutReason.SHIP_OUT, line.pieces)
        except Refused as refused:
            problems.extend(refused.problems)
        enough = ticket.in_stock >= line.pieces
        problems.check(enough, "E142", "loads", no=ticket.label, a=ticket.in_stock, b=line.pieces)
    stocked = [line.consignment.stocked_at for line in preadvice.lines]
    last = max((at for at in stocked if at is not None), default=None)
    check_moment(problems, work, "loaded_at", moment, last)


@command(
    "outbound_preadvice.update",
    "出港预报退回修改",
    example='{"number": "CG261119-001", "reason": "换车"}',
)
def reopen_preadvice(work: Work, *, number: str, reason: str) -> None:
    """Make a confirmed truck a draft again before it is announced: its goods are in stock as before.

    Raises:
        Refused: E004, E006, E008 sent already, E009, E026.
    """
    preadvice = preadvice_by_number(work, number)
    state = STATES.step(preadvice.state, "reopen_preadvice", reason)
    unload_truck(work, preadvice, _note(tr("退回修改:"), reason))
    preadvice.state = state


@command(
    "outbound_preadvice.void",
    "作废出港预报",
    example='{"number": "CG261119-001", "reason": "车辆故障,改日发运"}',
)
def void_preadvice(work: Work, *, number: str, reason: str) -> None:
    """Give up a truck that was not announced; what was loaded is back in stock.

    Raises:
        Refused: E004, E006, E008, E009, E026.
    """
    preadvice = preadvice_by_number(work, number)
    state = STATES.step(preadvice.state, "void_preadvice", reason)
    unload_truck(work, preadvice, _note(tr("作废:"), reason))
    forget_checks(work, CheckedPaper.OUTBOUND, preadvice.number)
    preadvice.state, preadvice.void_reason = state, clean_text(reason)


def _note(words: str, reason: str) -> str:
    problems = Problems()
    check_text(problems, "reason", tr("原因"), reason, 100)
    problems.raise_if_any()
    return words + clean_text(reason)


@command(
    "outbound_preadvice.update",
    "发送出港预报",
    example='{"number": "CG261119-001", "channel": "WECHAT"}',
)
def send_preadvice(
    work: Work, *, number: str, channel: SendChannel, sent_at: datetime | None = None
) -> None:
    """Note that the list went to the receiving side; `preadvice_message` has the words to copy.

    Raises:
        Refused: E006, E008, E170 before loading, E171.
    """
    preadvice = preadvice_by_number(work, number)
    state = STATES.step(preadvice.state, "send_preadvice")
    moment, problems = sent_at or work.now, Problems()
    check_moment(problems, work, "sent_at", moment, preadvice.loaded_at)
    problems.raise_if_any()
    preadvice.state, preadvice.sent_at, preadvice.sent_channel = state, moment, channel


@command(
    "outbound_preadvice.update",
    "登记预报回执",
    example='{"number": "CG261119-001", "by": "郑州分部 小赵"}',
)
def acknowledge_preadvice(
    work: Work, *, number: str, by: str, ack_at: datetime | None = None
) -> None:
    """Note that the receiving side read the list, and who.

    Raises:
        Refused: E001, E004, E006, E008 not sent, or noted before; E012, E170 before it was sent,
            E171.
    """
    preadvice = preadvice_by_number(work, number)
    if preadvice.state not in ACKNOWLEDGED_IN or preadvice.receiver_ack_at is not None:
        known = preadvice.receiver_ack_at is not None
        state = tr("已回执") if known else preadvice.state.label
        raise refuse("E008", obj=tr("出港预报"), state=state, action=tr("登记预报回执"))
    moment, problems = ack_at or work.now, Problems()
    if problems.require(by, "by", tr("回执人")):
        check_text(problems, "by", tr("回执人"), by, 60)
    check_moment(problems, work, "ack_at", moment, preadvice.sent_at)
    problems.raise_if_any()
    preadvice.receiver_ack_at, preadvice.receiver_ack_by = moment, clean_text(by)


@command("outbound_preadvice.update", "登记发车", example='{"number": "CG261119-001"}')
def depart_preadvice(work: Work, *, number: str, depart_at: datetime | None = None) -> None:
    """The truck left: its lines are fixed, its tickets get their due dates and their node 发车.

    It may have left before the list was sent; more than two hours before, the list counts as late.

    Raises:
        Refused: E006, E008 not sent, E145, E170 before loading, E171.

    Source: spec 3.6, 5.15.
    """
    preadvice = preadvice_by_number(work, number)
    state = STATES.step(preadvice.state, "depart_preadvice")
    moment = depart_at or work.now
    problems = check_truck(work, preadvice, moment)
    check_moment(problems, work, "depart_at", moment, preadvice.loaded_at)
    problems.raise_if_any()
    preadvice.state, preadvice.depart_at = state, moment
    lane_days = (local(preadvice.eta_at).date() - local(moment).date()).days
    for line in preadvice.lines:
        c = line.consignment
        if c.due_on is None:
            days = lane_days if c.transit_days is None else c.transit_days
            c.due_on = outbound_due_on(local(moment).date(), days, c.promised_on)
    _note_node(work, preadvice, EventKind.DEPARTED, moment, work.settings.hub_city)


@command("outbound_preadvice.update", "登记到站", example='{"number": "CG261119-001"}')
def arrive_preadvice(
    work: Work, *, number: str, arrive_at: datetime | None = None, note: str = ""
) -> None:
    """The truck is at its station; `note` keeps what the receiver found different.

    Raises:
        Refused: E004, E006, E008, E012, E170 before it left, E171.
    """
    preadvice = preadvice_by_number(work, number)
    state = STATES.step(preadvice.state, "arrive_preadvice")
    moment, problems = arrive_at or work.now, Problems()
    check_text(problems, "note", tr("到站差异"), note, 200)
    check_moment(problems, work, "arrive_at", moment, preadvice.depart_at)
    problems.raise_if_any()
    preadvice.state, preadvice.arrive_at = state, moment
    preadvice.arrival_note = clean_text(note)
    _note_node(work, preadvice, EventKind.ARRIVED, moment, preadvice.dest_station)


def _note_node(
    work: Work, preadvice: OutboundPreadvice, kind: EventKind, at: datetime, place: str
) -> None:
    """Write the node on every ticket that is under way and was not heard of further on already."""
    no = preadvice.number
    for line in preadvice.lines:
        if not line.consignment.shipped_out:
            continue
        text = tr("{n} 件").format(n=line.pieces)
        with suppress(Refused):  # E170: pieces were signed for before the truck was reported
            record_event(work, line.consignment, kind, at=at, place=place, text=text, doc_no=no)


@command("outbound_preadvice.update", "关闭出港预报", example='{"number": "CG261119-001"}')
def close_preadvice(work: Work, *, number: str) -> None:
    """The truck was taken over at its station; nothing is left to do with the list.

    Raises:
        Refused: E001 the receiver never acknowledged it, E006, E008.
    """
    preadvice = preadvice_by_number(work, number)
    state = STATES.step(preadvice.state, "close_preadvice")
    if preadvice.receiver_ack_at is None:
        raise refuse("E001", "receiver_ack_at", label=tr("到达方回执"))
    preadvice.state = state
