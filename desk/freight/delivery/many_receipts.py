"""Many signed papers of one truck entered together, as they were typed up elsewhere, or taken back."""

from collections.abc import Callable
from typing import TypeVar

from desk.freight.delivery.drafts import StopReceipt
from desk.freight.delivery.finding import run_by_number
from desk.freight.delivery.signing import sign_stop
from desk.freight.delivery.withdrawing import unsign_stop
from desk.kernel.commands import command
from desk.kernel.errors import Problems, Refused
from desk.kernel.text import tr
from desk.storage.work import Work

G = TypeVar("G")
D = TypeVar("D")


@command(
    "signoff.create",
    "批量登记签收",
    example='{"number": "PS261119-001", "receipts": [{"waybill": "YD2611160002", "entry": '
    '{"result": "FULL", "signed_at": "2026-11-19T12:10:00+08:00", "signer": "张店长"}}]}',
)
def enter_receipts(
    work: Work, *, number: str, receipts: tuple[StopReceipt, ...]
) -> tuple[str, ...]:
    """Enter the signed papers of many stops, all of them or none.

    Returns:
        The receipts' numbers, in the order given.

    Raises:
        Refused: E001 none given; E006; and as `enter_receipt`, each at ``receipts.<place>``.
    """
    run = run_by_number(work, number)
    return _each(
        receipts, "receipts", lambda one: sign_stop(work, run, one.waybill, one.entry).number
    )


@command(
    "delivery_run.update",
    "批量撤销签收登记",
    example='{"number": "PS261119-001", "waybills": ["YD2611160002"], "reason": "贴错了表"}',
)
def withdraw_receipts(work: Work, *, number: str, waybills: tuple[str, ...], reason: str) -> None:
    """Take back the entries of many stops, all of them or none.

    Raises:
        Refused: E001 none given; E006; and as `withdraw_receipt`, each at ``waybills.<place>``.
    """
    run = run_by_number(work, number)
    _each(waybills, "waybills", lambda waybill: unsign_stop(work, run, waybill, reason))


def _each(given: tuple[G, ...], argument: str, do: Callable[[G], D]) -> tuple[D, ...]:
    """Do each; what is wrong with any of them is told with the others and undoes all."""
    problems, done = Problems(), []
    problems.require(given, argument, tr("签收登记"))
    for place, one in enumerate(given):
        try:
            done.append(do(one))
        except Refused as refused:
            problems.extend(refused.problems, f"{argument}.{place}")
    problems.raise_if_any()
    return tuple(done)
