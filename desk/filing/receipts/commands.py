"""Papers come in, are found wanting, or are lost and replaced."""

from datetime import date

from desk.filing.receipts.choices import ReceiptState
from desk.filing.receipts.finding import receipt_by_waybill, receipts_by_waybills
from desk.filing.receipts.receiving import put_outside, take_in
from desk.filing.receipts.rules import STATES
from desk.kernel.commands import command
from desk.kernel.errors import Problems, Refused, refuse
from desk.kernel.identity import clean_text
from desk.kernel.moments import show_date
from desk.kernel.text import tr
from desk.storage.cabinet import Upload, file_away
from desk.storage.work import Work

LONGEST_NAME = 60


@command(
    "receipt.update",
    "回单收回",
    example='{"numbers": ["YD2611160001", "YD2611170006"], "received_from": "喀什鸿运"}',
)
def receive_receipts(
    work: Work, *, numbers: tuple[str, ...], received_from: str = "", on: date | None = None
) -> int:
    """Note that signed papers are back from whoever had them, today unless said.

    Returns:
        How many came in.

    Raises:
        Refused: E001, E004, E006, E008 already back, E019 before the goods were signed for, E060,
            E171: everything wrong at once, and nothing is noted.

    Source: spec 3.22, AT-04.
    """
    found = receipts_by_waybills(work, numbers)
    day, giver = on or work.today, clean_text(received_from)
    problems = Problems()
    _check_name(problems, "received_from", tr("交回人"), giver)
    problems.check(day <= work.today, "E171", "on")
    for receipt in found:
        label = tr("{no} 收回日期").format(no=receipt.consignment.label)
        why = tr("早于签收日期 {d}").format(d=show_date(receipt.signed_on))
        problems.check(day >= receipt.signed_on, "E019", "on", label=label, why=why)
        try:
            STATES.step(receipt.state, "receive_receipts")
        except Refused:
            problems.add(
                "E008",
                "numbers",
                obj=tr("{no} 回单").format(no=receipt.consignment.label),
                state=receipt.state.label,
                action=tr("收回"),
            )
    problems.raise_if_any()
    for receipt in found:
        take_in(work, receipt, day, giver or receipt.holder_name)
    return len(found)


@command(
    "receipt.update",
    "存回单影像",
    example='{"number": "YD2611160001", "files": []}',
)
def file_receipt_scan(work: Work, *, number: str, files: tuple[Upload, ...]) -> int:
    """Hang scans or photos of the signed paper on its receipt.

    Returns:
        How many were kept.

    Raises:
        Refused: E001 without files, E006, E025, E060.
    """
    receipt = receipt_by_waybill(work, number)
    problems = Problems()
    problems.require(files, "files", tr("影像"))
    problems.raise_if_any()
    for upload in files:
        file_away(work, "return_receipt", receipt.id, upload)
    return len(files)


@command(
    "receipt.update",
    "回单退回待收",
    example='{"number": "YD2611160001", "reason": "登记错票"}',
)
def return_receipt_back(work: Work, *, number: str, reason: str) -> None:
    """Undo a receipt noted by mistake: the paper is still outside.

    Raises:
        Refused: E006, E008, E009, E060.
    """
    receipt = receipt_by_waybill(work, number)
    put_outside(receipt, STATES.step(receipt.state, "return_receipt_back", reason), "")


@command(
    "receipt.update",
    "登记回单遗失",
    example='{"number": "YD2611160001", "reason": "合作商称邮寄途中丢失"}',
)
def lose_receipt(work: Work, *, number: str, reason: str) -> None:
    """Note that the paper is lost; only a proof in its place brings it back (`replace_receipt`).

    Raises:
        Refused: E006, E008, E009, E060.
    """
    receipt = receipt_by_waybill(work, number)
    put_outside(receipt, STATES.step(receipt.state, "lose_receipt", reason), reason)


@command(
    "receipt.update",
    "登记回单无效",
    example='{"number": "YD2611160001", "reason": "盖章单位与收货人不符"}',
)
def reject_receipt(work: Work, *, number: str, reason: str) -> None:
    """Note that the paper is worthless (wrong stamp, no signature): a good one is to be sent in.

    Raises:
        Refused: E006, E008, E009, E060.
    """
    receipt = receipt_by_waybill(work, number)
    put_outside(receipt, STATES.step(receipt.state, "reject_receipt", reason), reason)


@command(
    "receipt.update",
    "遗失回单补证明",
    example='{"number": "YD2611160001", "proof": {"label": "签收证明.pdf", "content": "JVBERi0="}}',
)
def replace_receipt(work: Work, *, number: str, proof: Upload, issued_by: str = "") -> None:
    """Put a proof in the place of a lost paper: the consignee's statement, or a copy.

    Raises:
        Refused: E004, E006, E008 when nothing is lost, E025, E060.
    """
    receipt = receipt_by_waybill(work, number)
    if receipt.state is not ReceiptState.LOST:
        state = receipt.state.label
        raise refuse("E008", obj=tr("回单"), state=state, action=tr("补证明"))
    problems, giver = Problems(), clean_text(issued_by)
    _check_name(problems, "issued_by", tr("出具人"), giver)
    problems.raise_if_any()
    file_away(work, "return_receipt", receipt.id, proof)
    take_in(
        work, receipt, work.today, giver or receipt.consignment.consignee_name,
        command="replace_receipt",
    )  # fmt: skip


def _check_name(problems: Problems, field: str, label: str, text: str) -> None:
    problems.fits(text, LONGEST_NAME, field, label)
