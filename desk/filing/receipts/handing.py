"""Papers go to the customer with a list that he signs."""

from datetime import date

from desk.filing.receipts.choices import HandoverWay
from desk.filing.receipts.finding import handover_by_number, receipts_by_waybills
from desk.filing.receipts.model import ReceiptHandover, ReturnReceipt
from desk.filing.receipts.rules import HANDOVER_STATES, STATES
from desk.freight.tracking.choices import EventKind
from desk.freight.tracking.events import record_event
from desk.kernel.commands import command
from desk.kernel.errors import Problems, Refused
from desk.kernel.identity import clean_text
from desk.kernel.text import tr
from desk.storage.work import Work


@command(
    "receipt.update",
    "回单交付客户",
    example='{"numbers": ["YD2611160001"], "way": "COURIER", "courier_no": "SF1400012345678"}',
)
def hand_over_receipts(
    work: Work,
    *,
    numbers: tuple[str, ...],
    way: HandoverWay,
    courier_no: str = "",
    received_by: str = "",
) -> str:
    """Give papers that are back to their shipper, on one numbered list (P-27).

    Returns:
        The list's number, ``JJ261203-001``.

    Raises:
        Refused: E001 courier number or receiver missing, E004, E006, E008 not in hand, E019 papers
            of several customers, E060: everything wrong at once.
    """
    found = receipts_by_waybills(work, numbers)
    courier, receiver = clean_text(courier_no), clean_text(received_by)
    problems = Problems()
    if way is HandoverWay.COURIER:
        problems.require(courier, "courier_no", tr("快递单号"))
    elif way is HandoverWay.IN_PERSON:
        problems.require(receiver, "received_by", tr("接收人"))
    for name, label, text, most in (
        ("courier_no", tr("快递单号"), courier, 40),
        ("received_by", tr("接收人"), receiver, 60),
    ):
        problems.fits(text, most, name, label)
    _check_papers(problems, found)
    problems.raise_if_any()
    handover = ReceiptHandover(
        number=work.number("receipt_handover"),
        state=HANDOVER_STATES.initial,
        customer_name=found[0].consignment.shipper_name,
        way=way,
        courier_no=courier,
        handed_on=work.today,
        received_by=receiver,
    )
    work.add(handover)
    for receipt in found:
        receipt.state = STATES.step(receipt.state, "hand_over_receipts")
        receipt.handover = handover
        text = " ".join(filter(None, (way.label, courier)))
        kind = EventKind.RECEIPT_OUT
        record_event(work, receipt.consignment, kind, text=text, doc_no=handover.number)
    return handover.number


def _check_papers(problems: Problems, found: list[ReturnReceipt]) -> None:
    shippers = list(dict.fromkeys(receipt.consignment.shipper_name for receipt in found))
    why = tr("一张交接清单只交一个客户,现有 {list}").format(list="、".join(shippers[:5]))
    problems.check(len(shippers) == 1, "E019", "numbers", label=tr("客户"), why=why)
    for receipt in found:
        try:
            STATES.step(receipt.state, "hand_over_receipts")
        except Refused:
            obj = tr("{no} 回单").format(no=receipt.consignment.label)
            state = receipt.state.label
            problems.add("E008", "numbers", obj=obj, state=state, action=tr("交付"))


@command(
    "receipt.update",
    "回单客户确认",
    example='{"number": "JJ261203-001", "received_by": "刘会计", "on": "2026-12-04"}',
)
def confirm_handover(
    work: Work, *, number: str, received_by: str = "", on: date | None = None
) -> None:
    """Note that the customer has the papers of a list.

    Raises:
        Refused: E001 nobody named, E004, E006, E008, E019 before the list went out, E171.
    """
    handover = handover_by_number(work, number)
    target = HANDOVER_STATES.step(handover.state, "confirm_handover")
    receiver, day = clean_text(received_by) or handover.received_by, on or work.today
    problems = Problems()
    problems.require(receiver, "received_by", tr("接收人"))
    problems.fits(receiver, 60, "received_by", tr("接收人"))
    problems.check(day <= work.today, "E171", "on")
    why = tr("早于交付日期")
    problems.check(day >= handover.handed_on, "E019", "on", label=tr("确认日期"), why=why)
    problems.raise_if_any()
    handover.state, handover.received_by, handover.confirmed_on = target, receiver, day
    for receipt in handover.receipts:
        receipt.state = STATES.step(receipt.state, "confirm_handover")


@command(
    "receipt.update",
    "作废回单交接清单",
    example='{"number": "JJ261203-001", "reason": "快递退回"}',
)
def void_handover(work: Work, *, number: str, reason: str) -> None:
    """Call a list off before the customer confirmed it: its papers are in the office again.

    Raises:
        Refused: E006, E008, E009.
    """
    handover = handover_by_number(work, number)
    handover.state = HANDOVER_STATES.step(handover.state, "void_handover", reason)
    handover.void_reason = reason.strip()[:200]
    for receipt in list(handover.receipts):
        receipt.state = STATES.step(receipt.state, "void_handover", reason)
        receipt.handover = None
