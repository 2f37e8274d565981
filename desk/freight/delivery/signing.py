"""What happened at the door is entered from the signed papers: pieces, signer, money."""

import re
from datetime import datetime

from sqlalchemy import func, select

from desk.freight.consignments.choices import MoneyKind, MoveReason
from desk.freight.consignments.ledger import move_pieces
from desk.freight.consignments.model import Consignment, StockMove
from desk.freight.consignments.money import take_money
from desk.freight.delivery.choices import Relation, SignResult
from desk.freight.delivery.collecting import Bill, check_cod, check_paid, lower_cod
from desk.freight.delivery.drafts import ReceiptEntry
from desk.freight.delivery.dues import Dues, dues_of
from desk.freight.delivery.finding import run_by_number, stop_of
from desk.freight.delivery.model import DeliveryReceipt, DeliveryRun, RunLine
from desk.freight.delivery.rules import RUN_STATES, check_counts
from desk.freight.exceptions.choices import ExceptionKind, Stage
from desk.freight.exceptions.opening import open_exception
from desk.freight.tracking.choices import EventKind
from desk.freight.tracking.events import record_event
from desk.freight.tracking.rules import in_future
from desk.kernel.commands import command
from desk.kernel.errors import Problems, refuse
from desk.kernel.identity import clean_text, has_control_characters
from desk.kernel.moments import show_moment
from desk.kernel.text import tr
from desk.storage.cabinet import file_away
from desk.storage.work import Work

_LAST4 = re.compile(r"[0-9]{3}[0-9X]")
_TEXTS = (
    ("signer", "签收人", 60),
    ("condition_note", "货物状况", 200),
    ("reason", "原因", 200),
)


@command(
    "signoff.create",
    "登记签收",
    example='{"number": "PS261119-001", "waybill": "YD2611160002", "entry": {"result": "PARTIAL", '
    '"signed_at": "2026-11-19T12:10:00+08:00", "pieces_signed": 19, "pieces_refused": 1, '
    '"signer": "张店长", "cash_freight_fen": 98400, "cash_cod_fen": 760000, '
    '"reason": "1 件受潮拒收"}}',
)
def enter_receipt(work: Work, *, number: str, waybill: str, entry: ReceiptEntry) -> str:
    """Enter the signed paper of one stop: pieces leave the truck as signed or go back to stock.

    Freight and cash on delivery must be what the stop was to bring. Freight may stay owed only when
    the manager says so with a reason; cash on delivery is lowered only with the shipper's consent.

    Returns:
        The receipt's number, ``PS261119-001/01``.

    Raises:
        Refused: E001, E004, E006, E008 (entered before, or not on the road), E009, E012, E019, E022,
            E025, E106, E149, E150, E151, E170, E171.
    """
    return sign_stop(work, run_by_number(work, number), waybill, entry).number


def sign_stop(work: Work, run: DeliveryRun, waybill: str, entry: ReceiptEntry) -> DeliveryReceipt:
    """Enter the paper of one stop.

    Raises:
        Refused: as `enter_receipt`.
    """
    line = stop_of(run, waybill)
    RUN_STATES.step(run.state, "enter_receipt")
    if line.receipt is not None:
        state, action = line.receipt.result.label, tr("再次登记签收")
        raise refuse(
            "E008", obj=tr("票据 {no}").format(no=line.receipt_no), state=state, action=action
        )
    signed, refused = _pieces(line, entry)
    freight, cod = _bills(work, line, entry, delivered=signed > 0)
    problems = check_counts(entry.result, line.pieces, signed, refused)
    _check_words(problems, line, entry, signed)
    _check_time(problems, work, line, entry)
    check_paid(work, problems, freight)
    consent = check_cod(work, problems, line.consignment, cod)
    problems.raise_if_any()
    receipt = _write(work, line, entry, signed, refused, freight.taken_fen, cod.taken_fen)
    receipt.cod_consent_id = consent
    _book_money(work, line.consignment, receipt)
    _book_goods(work, line, receipt)
    return receipt


def _write(
    work: Work,
    line: RunLine,
    entry: ReceiptEntry,
    signed: int,
    refused: int,
    freight_fen: int,
    cod_fen: int,
) -> DeliveryReceipt:
    receipt = DeliveryReceipt(
        line=line,
        number=line.receipt_no,
        result=entry.result,
        pieces_signed=signed,
        pieces_refused=refused,
        signer=clean_text(entry.signer),
        relation=entry.relation,
        signer_id_last4=entry.signer_id_last4.strip().upper(),
        signed_at=entry.signed_at,
        condition_note=clean_text(entry.condition_note),
        cash_freight_fen=freight_fen,
        cash_cod_fen=cod_fen,
        pay_method=entry.pay_method,
        reason=clean_text(entry.reason),
    )
    work.add(receipt)
    for photo in entry.photos:
        file_away(work, receipt.__tablename__, receipt.id, photo)
    return receipt


def _pieces(line: RunLine, entry: ReceiptEntry) -> tuple[int, int]:
    all_signed = entry.result is SignResult.FULL
    signed = entry.pieces_signed
    if signed is None:
        signed = line.pieces if all_signed else 0
    refused = entry.pieces_refused
    if refused is None:
        refused = 0 if entry.result is SignResult.FAILED else line.pieces - signed
    return signed, refused


def _bills(work: Work, line: RunLine, entry: ReceiptEntry, *, delivered: bool) -> tuple[Bill, Bill]:
    """What is due for the stop and what was taken; nothing is due for goods not handed over.

    What was paid elsewhere since the truck left (at the counter) is not due any more.
    """
    owed = dues_of(work.session, line.consignment) if delivered else Dues()
    freight_due = min(line.freight_due_fen, owed.freight_fen)
    cod_due = min(line.cod_due_fen, owed.cod_fen)
    freight = freight_due if entry.cash_freight_fen is None else entry.cash_freight_fen
    cod = cod_due if entry.cash_cod_fen is None else entry.cash_cod_fen
    return (
        Bill(tr("实收运费"), "entry.cash_freight_fen", freight_due, freight),
        Bill(tr("实收代收货款"), "entry.cash_cod_fen", cod_due, cod),
    )


def _check_words(problems: Problems, line: RunLine, entry: ReceiptEntry, signed: int) -> None:
    if entry.result is not SignResult.FULL:
        given = bool(entry.reason.strip())
        action = tr("登记「{result}」").format(result=entry.result.label)
        problems.check(given, "E009", "entry.reason", action=action)
    if signed:
        problems.require(entry.signer, "entry.signer", tr("签收人"))
    for name, label, longest in _TEXTS:
        text = clean_text(getattr(entry, name))
        problems.fits(text, longest, f"entry.{name}", tr(label))
        clean = not has_control_characters(text)
        problems.check(clean, "E012", f"entry.{name}", label=tr(label))
    _check_proxy(problems, line, entry, signed)


def _check_proxy(problems: Problems, line: RunLine, entry: ReceiptEntry, signed: int) -> None:
    last4 = entry.signer_id_last4.strip().upper()
    if last4:
        ok = _LAST4.fullmatch(last4) is not None
        problems.check(
            ok, "E106", "entry.signer_id_last4", label=tr("证件后四位"), v=entry.signer_id_last4
        )
    elif signed and entry.relation is Relation.PROXY:
        with_money = line.freight_due_fen + line.cod_due_fen > 0
        problems.check(not with_money, "E150", "entry.signer_id_last4")


def _check_time(problems: Problems, work: Work, line: RunLine, entry: ReceiptEntry) -> None:
    problems.check(not in_future(entry.signed_at, work.now), "E171", "entry.signed_at")
    left = line.run.depart_at
    in_order = left is None or entry.signed_at >= left
    if not in_order and left is not None:
        shown, before = show_moment(entry.signed_at), show_moment(left)
        problems.add("E170", "entry.signed_at", t=shown, u=before)


def _book_money(work: Work, consignment: Consignment, receipt: DeliveryReceipt) -> None:
    amounts = (
        (MoneyKind.FREIGHT, receipt.cash_freight_fen),
        (MoneyKind.COD, receipt.cash_cod_fen),
    )
    for kind, amount in amounts:
        take_money(
            work,
            consignment,
            kind,
            amount,
            receipt.pay_method,
            receipt.number,
            at=receipt.signed_at,
        )
    if receipt.cod_consent_id is not None:
        receipt.cod_lowered_fen = lower_cod(work, consignment)


def _book_goods(work: Work, line: RunLine, receipt: DeliveryReceipt) -> None:
    """Signed pieces leave the truck for good; the others stand in stock again at once.

    Entries are made at the desk when the driver brings papers and goods back, so the pieces are
    there to be planned again; a stop entered early from the road is back in stock a little early.
    """
    consignment, left = line.consignment, line.pieces - receipt.pieces_signed
    driver = line.run.driver.name
    moment = _not_before(work, consignment, receipt.signed_at)
    if receipt.pieces_signed:
        move_pieces(
            work,
            consignment,
            MoveReason.RUN_SIGNED,
            receipt.pieces_signed,
            receipt.number,
            at=moment,
            handed_by=driver,
            note=receipt.signer,
        )
        consignment.signed_at = receipt.signed_at
    if not left:
        return
    if receipt.result is SignResult.REFUSED:
        consignment.refusal_open = consignment.signed == 0
        _note_refusal(work, receipt, moment)
    move_pieces(
        work,
        consignment,
        MoveReason.RUN_BACK,
        left,
        receipt.number,
        at=max(work.now, moment),
        handed_by=driver,
        note=receipt.reason[:120],
    )


def _not_before(work: Work, consignment: Consignment, signed_at: datetime) -> datetime:
    """When the signing stands in the ledger: its rows are in order of time.

    Pieces of the same consignment may have come back with another truck, or an entry may have been
    taken back, after this paper was signed; the receipt keeps the true time.
    """
    last = work.session.scalar(
        select(func.max(StockMove.at)).where(StockMove.consignment_id == consignment.id)
    )
    return signed_at if last is None else max(signed_at, last)


def _note_refusal(work: Work, receipt: DeliveryReceipt, moment: datetime) -> None:
    """A consignee who takes nothing is a node of the way and an exception: the shipper must decide."""
    consignment = receipt.line.consignment
    record_event(
        work,
        consignment,
        EventKind.REFUSED,
        at=moment,
        text=receipt.reason,
        doc_no=receipt.number,
    )
    open_exception(
        work,
        consignment,
        ExceptionKind.REFUSED,
        Stage.DELIVERY,
        receipt.pieces_refused,
        note=receipt.reason,
        doc_no=receipt.number,
        found_at=receipt.signed_at,
        found_by=receipt.line.run.driver.name,
    )
