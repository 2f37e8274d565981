"""Whoever has papers is reminded; what he promises is kept."""

from datetime import date, datetime

from desk.filing.receipts.finding import receipts_by_waybills
from desk.filing.receipts.model import ReceiptChase
from desk.filing.receipts.rules import OUTSIDE
from desk.freight.tracking.choices import Channel
from desk.kernel.commands import command
from desk.kernel.errors import Problems
from desk.kernel.identity import clean_text
from desk.kernel.text import tr
from desk.storage.work import Work


@command(
    "receipt.update",
    "催回单",
    example='{"numbers": ["YD2611160001"], "who": "喀什鸿运 艾力", "channel": "PHONE", '
    '"said": "随周五班车带回", "promised_on": "2026-12-04"}',
)
def chase_receipts(
    work: Work,
    *,
    numbers: tuple[str, ...],
    who: str,
    channel: Channel,
    said: str = "",
    promised_on: date | None = None,
) -> int:
    """Write down one call about one or many papers, and the day they were promised for.

    Returns:
        How many papers were asked for.

    Raises:
        Refused: E001, E004, E006, E008 the paper is not outside, E019 promised for a day gone by,
            E060: everything wrong at once.
    """
    found = receipts_by_waybills(work, numbers)
    problems, person, words = Problems(), clean_text(who), clean_text(said)
    problems.require(person, "who", tr("联系人"))
    for name, label, text, most in (
        ("who", tr("联系人"), person, 60),
        ("said", tr("答复"), words, 200),
    ):
        problems.fits(text, most, name, label)
    late = promised_on is not None and promised_on < work.today
    problems.check(not late, "E019", "promised_on", label=tr("答应日期"), why=tr("已经过去"))
    for receipt in found:
        obj, state = tr("{no} 回单").format(no=receipt.consignment.label), receipt.state.label
        is_out = receipt.state in OUTSIDE
        problems.check(is_out, "E008", "numbers", obj=obj, state=state, action=tr("催收"))
    problems.raise_if_any()
    now: datetime = work.now
    for receipt in found:
        receipt.chases.append(
            ReceiptChase(at=now, who=person, channel=channel, said=words, promised_on=promised_on)
        )
        receipt.chased_at, receipt.promised_on = now, promised_on
    return len(found)
