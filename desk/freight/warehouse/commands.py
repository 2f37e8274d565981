"""Goods come in, go out and are put elsewhere by slips; a mistake is mended by a mirror slip only."""

from datetime import datetime

from desk.freight.consignments.choices import Condition, MoveReason
from desk.freight.consignments.commands import by_number
from desk.freight.consignments.ledger import move_pieces
from desk.freight.consignments.model import Consignment
from desk.freight.warehouse.checks import (
    check_issuing,
    check_no_partner,
    check_receiving,
    check_signing_time,
    check_texts,
    not_now,
)
from desk.freight.warehouse.choices import InReason, OutReason
from desk.freight.warehouse.reversing import reverse, reverse_last
from desk.kernel.commands import command
from desk.kernel.errors import refuse
from desk.kernel.identity import clean_text
from desk.kernel.text import tr
from desk.storage.work import Work

_SIGNED_AFAR = frozenset({MoveReason.TRANSIT_SIGNED, MoveReason.SHIP_SIGNED})


@command(
    "stock.create",
    "入库登记",
    example='{"number": "YD2611190001", "pieces": 150, "reason": "PICKUP", "bin_code": "B-02", '
    '"condition": "GOOD", "handed_by": "刘洋"}',
)
def receive_goods(
    work: Work,
    *,
    number: str,
    pieces: int,
    reason: InReason,
    bin_code: str = "",
    condition: Condition = Condition.GOOD,
    handed_by: str = "",
    note: str = "",
) -> str:
    """Take goods into the warehouse and write a stock-in slip (arrivals: by the inbound manifest).

    Returns:
        The slip's number, RK….

    Raises:
        Refused: E003, E004, E006, E008, E012, E019, E026 more than the partner holds, E140 more
            than declared.

    Source: spec 3.9.
    """
    check_texts(bin_code=bin_code, handed_by=handed_by, note=note)
    consignment = by_number(work, number)
    check_receiving(work, consignment, reason)
    slip_no = work.number("stock_in")
    move_pieces(
        work,
        consignment,
        reason.reason,
        pieces,
        slip_no,
        condition=condition,
        bin_code=clean_text(bin_code),
        handed_by=clean_text(handed_by),
        slip_no=slip_no,
        note=clean_text(note),
    )
    return slip_no


@command(
    "stock.create",
    "出库登记",
    example='{"number": "YD2611160001", "pieces": 12, "reason": "TRANSIT_OUT", '
    '"handed_to": "个体车 阿里木"}',
)
def issue_goods(
    work: Work, *, number: str, pieces: int, reason: OutReason, handed_to: str, note: str = ""
) -> str:
    """Hand goods over to a carrier, a line-haul truck or back to the shipper; write a stock-out slip.

    A partner of the office gets goods by a transit manifest only, with price and due date.

    Returns:
        The slip's number, CK….

    Raises:
        Refused: E001, E003, E004, E006, E008, E012, E019 also for a partner, E142 not enough in
            stock, E143 ordered back.

    Source: spec 3.9.
    """
    check_texts(required=("handed_to",), handed_to=handed_to, note=note)
    consignment = by_number(work, number)
    check_issuing(consignment, reason, pieces)
    if reason is OutReason.TRANSIT_OUT:
        check_no_partner(work, handed_to)
    return _issue(work, consignment, reason.reason, pieces, clean_text(handed_to), clean_text(note))


def _issue(
    work: Work,
    consignment: Consignment,
    reason: MoveReason,
    pieces: int,
    handed_to: str,
    note: str,
) -> str:
    slip_no = work.number("stock_out")
    move_pieces(
        work,
        consignment,
        reason,
        pieces,
        slip_no,
        bin_code=consignment.bin_code,
        handed_by=handed_to,
        slip_no=slip_no,
        note=note,
    )
    return slip_no


@command(
    "signoff.create",
    "外地签收",
    example='{"number": "YD2611160001", "pieces": 12, "signer": "王建新", '
    '"signed_at": "2026-11-22T11:20:00+08:00", "by": "喀什鸿运 电话"}',
)
def sign_remote(
    work: Work, *, number: str, pieces: int, signer: str, signed_at: datetime, by: str
) -> None:
    """Book that goods at a partner, or on the line-haul, were signed for at their destination.

    Args:
        work: the running command.
        number: consignment.
        pieces: how many were signed for.
        signer: who signed.
        signed_at: when, as reported.
        by: who told the office, and how.

    Raises:
        Refused: E001, E002, E003, E004, E006, E008 when nothing is out there, E012, E026 more than
            there is, E170, E171.

    Source: spec 3.9, AT-04.
    """
    check_texts(required=("signer", "by"), signer=signer, by=by)
    consignment = by_number(work, number)
    if consignment.at_partner + consignment.shipped_out == 0:
        raise not_now(consignment, tr("外地签收"))
    check_signing_time(work, consignment, signed_at)
    move_pieces(
        work,
        consignment,
        _signed_where(consignment, pieces),
        pieces,
        consignment.label,
        at=signed_at,
        handed_by=clean_text(signer),
        note=tr("告知:") + clean_text(by),
    )


@command(
    "stock.create",
    "撤销外地签收",
    example='{"number": "YD2611160001", "reason": "登记错运单"}',
)
def withdraw_remote_signature(work: Work, *, number: str, reason: str) -> None:
    """Take back the last signature reported from afar; the goods are where they were before it.

    Raises:
        Refused: E004, E006, E008 nothing was signed for afar, the partner is settled or the
            consignment closed; E009, E012.
    """
    reverse_last(work, by_number(work, number), _SIGNED_AFAR, reason, tr("撤销外地签收"))


def _signed_where(consignment: Consignment, pieces: int) -> MoveReason:
    """At the partner if he holds that many or nothing is on the line-haul."""
    at_partner = consignment.at_partner >= pieces or not consignment.shipped_out
    return MoveReason.TRANSIT_SIGNED if at_partner else MoveReason.SHIP_SIGNED


@command("stock.create", "移库位", example='{"number": "YD2611160003", "bin_code": "A-03"}')
def move_bin(work: Work, *, number: str, bin_code: str) -> None:
    """Note where goods now lie; no pieces move.

    Raises:
        Refused: E001, E004, E006, E008 when nothing is in stock, E012.
    """
    check_texts(required=("bin_code",), bin_code=bin_code)
    consignment = by_number(work, number)
    if not consignment.in_stock:
        raise not_now(consignment, tr("移库位"))
    consignment.bin_code = clean_text(bin_code)


@command(
    "stock.approve",
    "核销货物",
    example='{"number": "YD2611160004", "pieces": 1, "reason": "丢失,理赔 LP261119-001"}',
)
def write_off(work: Work, *, number: str, pieces: int, reason: str) -> str:
    """Write goods off the stock that are lost or destroyed; the manager's decision.

    Returns:
        The stock-out slip's number.

    Raises:
        Refused: E003, E004, E006, E008, E009, E012, E142.
    """
    if not reason.strip():
        raise refuse("E009", "reason", action=tr("核销"))
    check_texts(note=reason)
    return _issue(
        work, by_number(work, number), MoveReason.WRITEOFF, pieces, "", clean_text(reason)
    )


@command("stock.create", "冲销出入库单", example='{"slip_no": "RK261118-001", "reason": "点错票"}')
def reverse_slip(work: Work, *, slip_no: str, reason: str) -> None:
    """Undo a slip of the warehouse by mirror rows under its own number; the first rows stay.

    Raises:
        Refused: E006, E008 reversed before or a closed consignment, E009, E019 a slip that a
            manifest, a run or the manager made, E026 or E142 when the pieces have moved on.
    """
    reverse(work, slip_no, reason, frozenset(r.reason for r in (*InReason, *OutReason)))


@command("stock.approve", "撤销核销", example='{"slip_no": "CK261120-001", "reason": "货物已找到"}')
def reverse_write_off(work: Work, *, slip_no: str, reason: str) -> None:
    """Put written-off goods back into the stock.

    Raises:
        Refused: E006, E008, E009, E019 when it is no slip of a write-off, E026.
    """
    reverse(work, slip_no, reason, frozenset({MoveReason.WRITEOFF}))
