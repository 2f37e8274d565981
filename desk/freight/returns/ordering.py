"""The shipper orders goods back, in writing; from then on they wait for their way home."""

from datetime import datetime

from desk.freight.consignments.choices import ConsignmentState, Direction
from desk.freight.consignments.commands import by_number
from desk.freight.consignments.model import Consignment
from desk.freight.consignments.rules import MAX_PIECES
from desk.freight.delivery.loading import promised_pieces
from desk.freight.returns.finding import order_by_number, orders_of
from desk.freight.returns.model import ReturnOrder
from desk.freight.returns.rules import STATES, WRITTEN
from desk.freight.tracking.choices import CallDirection, Channel, EventKind, PartyKind, Topic
from desk.freight.tracking.events import record_contact, record_event
from desk.kernel.commands import command
from desk.kernel.errors import Problems, refuse
from desk.kernel.identity import clean_text, has_control_characters
from desk.kernel.text import tr
from desk.storage.cabinet import Upload, file_away
from desk.storage.work import Work

UNDELIVERED = (
    ConsignmentState.REFUSED,
    ConsignmentState.IN_STOCK,
    ConsignmentState.PART_SIGNED,
    ConsignmentState.AT_PARTNER,
)
_WORDS = (
    '"number": "YD2611160004", "who": "莲城发制品 周经理", "reason": "收货人以颜色不符为由拒收", '
    '"content": "同意将 29 件假发退回许昌,费用由我方承担"'
)


@command("return.create", "登记返货指示", example=f'{{{_WORDS}, "channel": "WECHAT"}}')
def open_return(
    work: Work,
    *,
    number: str,
    channel: Channel,
    who: str,
    content: str,
    reason: str,
    pieces: int | None = None,
    ordered_at: datetime | None = None,
) -> int:
    """Note the shipper's written order to bring undelivered goods back; they go on no other run.

    Args:
        work: the running command.
        number: consignment.
        channel: by which the order came; a call alone is not writing.
        who: of the shipper.
        content: what he wrote.
        reason: why the goods go back.
        pieces: None takes everything that is not delivered.
        ordered_at: now unless said.

    Returns:
        The return order's id.

    Raises:
        Refused: E001, E003, E004, E006, E008 delivered or ordered back before, E012, E019 not in
            writing or not inbound, E142, E143 on a planned run, E171.

    Source: 民法典 829, AT-08.
    """
    if channel not in WRITTEN:
        why = tr("{channel}不是书面形式,请以微信、短信、邮件、传真或盖章函件确认").format(
            channel=channel.label
        )
        raise refuse("E019", "channel", label=tr("发货人返货指示"), why=why)
    return _open(
        work, by_number(work, number), channel, who, content, reason, pieces, ordered_at
    ).id


@command(
    "return.create",
    "登记返货函件",
    example=f'{{{_WORDS}, "letter": {{"label": "返货函.pdf", "content": "JVBERi0="}}}}',
)
def open_return_by_letter(
    work: Work,
    *,
    number: str,
    letter: Upload,
    who: str,
    content: str,
    reason: str,
    pieces: int | None = None,
    ordered_at: datetime | None = None,
) -> int:
    """Note a shipper's order that came as a signed letter, with its scan.

    Returns:
        The return order's id.

    Raises:
        Refused: as `open_return`; E025 for a file that cannot be kept.
    """
    consignment, by = by_number(work, number), Channel.IN_PERSON
    order = _open(work, consignment, by, who, content, reason, pieces, ordered_at)
    file_away(work, order.__tablename__, order.id, letter)
    return order.id


def _open(
    work: Work,
    consignment: Consignment,
    channel: Channel,
    who: str,
    content: str,
    reason: str,
    pieces: int | None,
    ordered_at: datetime | None,
) -> ReturnOrder:
    problems = Problems()
    _check_state(work, consignment)
    if problems.require(reason, "reason", tr("返货原因")):
        _check_reason(problems, reason)
    wanted = _check_pieces(problems, work, consignment, pieces)
    problems.raise_if_any()
    contact = record_contact(
        work,
        consignment,
        who=who,
        content=content,
        channel=channel,
        party_kind=PartyKind.SHIPPER,
        direction=CallDirection.IN,
        topic=Topic.RETURN,
        at=ordered_at,
    )
    consignment.going_back += wanted
    record_event(work, consignment, EventKind.RETURN_STARTED, text=tr("{n} 件").format(n=wanted))
    return work.add(
        ReturnOrder(
            original=consignment,
            contact=contact,
            state=STATES.initial,
            pieces=wanted,
            reason=clean_text(reason),
            ordered_at=contact.at,
        )
    )


def _check_reason(problems: Problems, reason: str) -> None:
    problems.fits(clean_text(reason), 200, "reason", tr("返货原因"))
    problems.check(not has_control_characters(reason), "E012", "reason", label=tr("返货原因"))


def _check_state(work: Work, consignment: Consignment) -> None:
    if consignment.direction is not Direction.INBOUND:
        why = tr("{no} 是{d}货物").format(no=consignment.label, d=consignment.direction.label)
        raise refuse("E019", "number", label=tr("返货"), why=why)
    under_way = [o for o in orders_of(work.session, consignment.id) if o.shipped_at is None]
    if consignment.state not in UNDELIVERED or under_way:
        state = tr("待返货") if under_way else consignment.state.label
        raise refuse("E008", "number", obj=tr("运单"), state=state, action=tr("登记返货"))


def _check_pieces(
    problems: Problems, work: Work, consignment: Consignment, pieces: int | None
) -> int:
    """How many go back: what lies in stock or at the partner and is promised to no run."""
    promised = promised_pieces(work.session, consignment)
    there = consignment.in_stock + consignment.at_partner
    wanted = there if pieces is None else pieces
    no = consignment.label
    if wanted < 1:
        problems.add("E003", "pieces", label=tr("件数"), lo=1, hi=MAX_PIECES, v=wanted)
    elif wanted > there:
        problems.add("E142", "pieces", no=no, a=there, b=wanted)
    elif wanted > there - promised.pieces:
        problems.add("E143", "pieces", no=no, n=promised.pieces, held=promised.held)
    return wanted


@command(
    "return.update",
    "取消返货",
    example='{"number": "YD2611160004", "reason": "收货人同意收货,发货人撤回返货"}',
)
def cancel_return(work: Work, *, number: str, reason: str) -> None:
    """Give a return up for which no return consignment stands; the goods may be delivered again.

    Raises:
        Refused: E004, E006, E008, E009, E012.
    """
    order = order_by_number(work, number)
    state = STATES.step(order.state, "cancel_return", reason)
    problems = Problems()
    _check_reason(problems, reason)
    problems.raise_if_any()
    order.state, order.void_reason = state, clean_text(reason)
    order.original.going_back -= order.pieces
