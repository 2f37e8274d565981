"""Goods on their way get another consignee or destination.

Source: spec 3.3, 3.27 (E136), AT-18 (c).
"""

from dataclasses import replace

from desk.archive.customers.choices import PayTerms
from desk.freight.changes.drafts import NewConsignee
from desk.freight.changes.model import ConsigneeChange
from desk.freight.consignments.choices import ConsignmentState as S
from desk.freight.consignments.choices import DeliveryMode, Direction
from desk.freight.consignments.commands import by_number
from desk.freight.consignments.model import Consignment
from desk.freight.tracking.choices import EventKind
from desk.freight.tracking.events import record_event
from desk.kernel.commands import command
from desk.kernel.divisions import find_division
from desk.kernel.errors import Problems, refuse
from desk.kernel.identity import (
    clean_text,
    has_control_characters,
    is_phone,
    mask_phone,
    normal_phone,
)
from desk.kernel.pinyin import initials_column
from desk.kernel.quantities import show_money
from desk.kernel.text import tr
from desk.storage.cabinet import Upload, file_away
from desk.storage.work import Work

RECORD = ConsigneeChange.__tablename__
MOST_FEE_FEN = 1_000_000
FIXED = frozenset({S.DRAFT, S.SIGNED, S.RETURNED, S.CLOSED, S.VOID})
"""States in which goods cannot be sent to anybody else any more."""
_TEXTS = (
    ("name", "收货人", 60),
    ("contact", "联系人", 60),
    ("address", "地址", 160),
)


@command(
    "consignee.change",
    "变更收货人或目的地",
    example='{"number": "YD2611200002", "consignee": {"name": "新兴商贸", "phone": "13900000055", '
    '"address": "乌鲁木齐市天山区解放南路 1 号"}, "fee_fen": 5000}',
)
def change_consignee(
    work: Work,
    *,
    number: str,
    consignee: NewConsignee,
    fee_fen: int = 0,
    notice: Upload | None = None,
    version: int | None = None,
) -> int:
    """Send goods to somebody else on the shipper's written notice, for a fee.

    The fee is added to the other charges (of 三期 to what the consignee pays); the old consignee is
    kept; the tracking gets a node.

    Args:
        work: the running command.
        number: the ticket.
        consignee: who shall get the goods, and where.
        fee_fen: what the change costs, in fen.
        notice: the shipper's written notice.
        version: the ticket's version it was typed against.

    Returns:
        The id of the change.

    Raises:
        Refused: E136 without notice or fee, E001, E003, E004, E006, E007, E008 delivered, void or
            closed, E012, E025, E102, E210 for the other direction, E211.
    """
    ticket = by_number(work, number)
    side = "inbound" if ticket.direction is Direction.INBOUND else "outbound"
    work.require(f"consignment_{side}.update")
    work.expect_version(ticket, version)
    if ticket.state in FIXED:
        raise refuse("E008", obj=tr("运单"), state=ticket.state.label, action=tr("变更收货人"))
    if consignee.phone.strip() == mask_phone(ticket.consignee_phone):
        consignee = replace(consignee, phone=ticket.consignee_phone)  # as it was shown: not another
    _check(ticket, consignee, fee_fen, notice)
    change = work.add(_change(work, ticket, consignee, fee_fen))
    assert notice is not None
    file_away(work, RECORD, change.id, notice)
    _write(ticket, change, clean_text(consignee.contact))
    _charge(ticket, fee_fen)
    _tell(work, ticket, change)
    return change.id


def _check(
    ticket: Consignment, consignee: NewConsignee, fee_fen: int, notice: Upload | None
) -> None:
    problems = Problems()
    problems.check(notice is not None, "E136", "notice")
    if notice is not None:
        problems.check(fee_fen > 0, "E136", "fee_fen")
    limits = {"label": tr("变更费"), "lo": 0, "hi": show_money(MOST_FEE_FEN)}
    ok = 0 <= fee_fen <= MOST_FEE_FEN
    problems.check(ok, "E003", "fee_fen", v=show_money(fee_fen), **limits)
    problems.require(consignee.name, "consignee.name", tr("收货人"))
    if ticket.delivery_mode is not DeliveryMode.SELF_PICKUP:
        problems.require(consignee.address, "consignee.address", tr("地址"))
    for name, label, longest in _TEXTS:
        text, path = getattr(consignee, name), f"consignee.{name}"
        problems.fits(clean_text(text), longest, path, tr(label))
        problems.check(not has_control_characters(text), "E012", path, label=tr(label))
    if problems.require(consignee.phone, "consignee.phone", tr("电话")):
        problems.check(is_phone(consignee.phone), "E102", "consignee.phone", v=consignee.phone)
    there = consignee.destination
    known = not there.strip() or find_division(there) is not None
    problems.check(known, "E007", "consignee.destination", v=there)
    problems.raise_if_any()


def _change(
    work: Work, ticket: Consignment, consignee: NewConsignee, fee_fen: int
) -> ConsigneeChange:
    return ConsigneeChange(
        consignment_id=ticket.id,
        at=work.now,
        old_name=ticket.consignee_name,
        old_phone=ticket.consignee_phone,
        old_address=ticket.consignee_address,
        old_destination=ticket.destination,
        new_name=clean_text(consignee.name),
        new_phone=normal_phone(consignee.phone),
        new_address=clean_text(consignee.address),
        new_destination=clean_text(consignee.destination) or ticket.destination,
        fee_fen=fee_fen,
        user_name=work.actor.name,
    )


def _write(ticket: Consignment, change: ConsigneeChange, contact: str) -> None:
    ticket.consignee_id = None
    ticket.consignee_name, ticket.consignee_contact = change.new_name, contact
    ticket.consignee_phone, ticket.consignee_address = change.new_phone, change.new_address
    ticket.consignee_initials = initials_column(change.new_name, contact)[:120]
    if change.new_destination != change.old_destination:
        division = find_division(change.new_destination)
        ticket.destination = change.new_destination
        ticket.destination_code = division.code if division else ""


def _charge(ticket: Consignment, fee_fen: int) -> None:
    ticket.other_fee_fen += fee_fen
    ticket.total_fen += fee_fen
    if ticket.pay_terms is PayTerms.SPLIT:
        ticket.collect_part_fen += fee_fen
    note = tr("变更费 {a}").format(a=show_money(fee_fen))
    ticket.other_fee_note = "、".join(n for n in (ticket.other_fee_note, note) if n)[-60:]


def _tell(work: Work, ticket: Consignment, change: ConsigneeChange) -> None:
    text = tr("收货人由「{a}」变更为「{b}」").format(a=change.old_name, b=change.new_name)
    if change.new_destination != change.old_destination:
        text += tr(",目的地由 {a} 变更为 {b}").format(
            a=change.old_destination, b=change.new_destination
        )
    work.add(record_event(work, ticket, EventKind.CHANGED, text=text[:200]))
