"""Papers whose time is over are listed, the manager allows it, and what was destroyed stays on record.

Source: spec 5.13, 3.26 (destroy: manager), E213.
"""

from dataclasses import dataclass
from datetime import date

from desk.filing.vouchers.commands import voucher_in
from desk.filing.vouchers.finding import (
    box_by_number,
    destruction_by_number,
    last_day,
    last_day_words,
)
from desk.filing.vouchers.model import Voucher, VoucherDestruction
from desk.filing.vouchers.rules import STATES
from desk.kernel.commands import command
from desk.kernel.errors import Problems, refuse
from desk.kernel.identity import clean_text
from desk.kernel.text import tr
from desk.office.approvals.deciding import (
    Countersign,
    ask_approval,
    decide,
    take_back,
    waiting_approval,
)
from desk.storage.work import Work


@dataclass(frozen=True, kw_only=True)
class BoxPick:
    """A whole box, or single papers of it."""

    box: str
    file_nos: tuple[int, ...] = ()


@command(
    "voucher.create",
    "申请销毁单据",
    example='{"picks": [{"box": "GD202012-运单-01"}], "reason": "保管期满", "witness": "李会计"}',
)
def ask_destruction(
    work: Work, *, picks: tuple[BoxPick, ...], reason: str, witness: str = ""
) -> str:
    """Put papers whose time is over before the manager.

    Returns:
        The list's number, ``XH320104-001``.

    Raises:
        Refused: E001, E004, E006, E008 lent, listed or destroyed already, E213 to be kept longer:
            everything wrong at once.
    """
    problems, why, name = Problems(), clean_text(reason), clean_text(witness)
    problems.require(why, "reason", tr("销毁原因"))
    for field, label, text, most in (
        ("reason", tr("销毁原因"), why, 200),
        ("witness", tr("监销人"), name, 60),
    ):
        problems.fits(text, most, field, label)
    chosen = _chosen(work, picks)
    problems.require(chosen, "picks", tr("单据"))
    for voucher in chosen:
        _check(problems, voucher, work.today)
    problems.raise_if_any()
    record = VoucherDestruction(
        number=work.number("destruction"), state=STATES.initial, reason=why, witness=name
    )
    work.add(record)
    record.vouchers.extend(chosen)
    ask_approval(
        work,
        record,
        word=tr("销毁清册"),
        number=record.number,
        title=tr("{n} 件单据:{why}").format(n=len(chosen), why=why),
        right="voucher.destroy",
    )
    return record.number


def _chosen(work: Work, picks: tuple[BoxPick, ...]) -> list[Voucher]:
    chosen: dict[int, Voucher] = {}
    for pick in picks:
        box = box_by_number(work, pick.box)
        wanted = [voucher_in(box, no) for no in pick.file_nos] if pick.file_nos else box.vouchers
        chosen.update((v.id, v) for v in wanted if pick.file_nos or v.destroyed_on is None)
    return list(chosen.values())


def _check(problems: Problems, voucher: Voucher, today: date) -> None:
    held = (
        tr("已销毁")
        if voucher.destroyed_on
        else tr("已列入 {no}").format(no=voucher.destruction.number)
        if voucher.destruction
        else tr("借出未还")
        if voucher.loan
        else ""
    )
    problems.check(not held, "E008", "picks", obj=voucher.label, state=held, action=tr("申请销毁"))
    until = last_day(voucher)
    over = until is not None and until < today
    problems.check(over, "E213", "picks", d=f"{voucher.label} {last_day_words(voucher)}")


@command("voucher.destroy", "批准销毁", example='{"number": "XH320104-001"}')
def approve_destruction(
    work: Work, *, number: str, countersigned_by: str = "", countersigned_on: date | None = None
) -> None:
    """Allow a list: its papers are destroyed, their entries stay for ever.

    Raises:
        Refused: E001, E006, E008, E171, E190, E213 when a ticket was opened again since.
    """
    signed = Countersign(countersigned_by, countersigned_on)
    decide(work, _asked(work, number, "approve_destruction"), approve=True, countersign=signed)


@command("voucher.destroy", "驳回销毁", example='{"number": "XH320104-001", "reason": "再留一年"}')
def reject_destruction(work: Work, *, number: str, reason: str) -> None:
    """Turn a list down; its papers stay where they are.

    Raises:
        Refused: E006, E008, E190, E191.
    """
    decide(work, _asked(work, number, "reject_destruction"), approve=False, reason=reason)


@command("voucher.create", "撤回销毁申请", example='{"number": "XH320104-001"}')
def recall_destruction(work: Work, *, number: str) -> None:
    """Take one's own list back.

    Raises:
        Refused: E006, E008, E210 for another's.
    """
    take_back(work, _asked(work, number, "recall_destruction"))


def _asked(work: Work, number: str, command_name: str) -> int:
    record = destruction_by_number(work, number)
    STATES.step(record.state, command_name)
    asked = waiting_approval(work, record)
    if asked is None:
        raise refuse("E006", "number", label=tr("审批申请"), v=number)
    return asked.id


def destroy(work: Work, record: VoucherDestruction, by: str) -> None:
    """Mark every paper of an allowed list as destroyed today.

    Raises:
        Refused: E213 when one is to be kept longer again.
    """
    problems = Problems()
    for voucher in record.vouchers:
        until = last_day(voucher)
        over = until is not None and until < work.today
        problems.check(over, "E213", d=f"{voucher.label} {last_day_words(voucher)}")
    problems.raise_if_any()
    for voucher in record.vouchers:
        voucher.destroyed_on, voucher.destroyed_by = work.today, by
