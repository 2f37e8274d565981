"""Counter cash is handed in, and what was collected goes to the shipper, less the fee."""

from collections.abc import Sequence
from datetime import datetime

from desk.freight.cod.choices import CodState, CodStep
from desk.freight.cod.ledger import (
    account_of,
    bank_entries,
    book,
    entries_of,
    reverse_entries,
    standing,
    unbanked,
)
from desk.freight.cod.model import CodEntry
from desk.freight.cod.rules import STATES, fee_and_rest
from desk.freight.consignments.choices import PayMethod
from desk.freight.consignments.commands import by_number
from desk.freight.consignments.model import Consignment
from desk.freight.tracking.rules import in_future
from desk.kernel.commands import command
from desk.kernel.errors import Problems, refuse
from desk.kernel.identity import clean_text, has_control_characters
from desk.kernel.moments import show_moment
from desk.kernel.quantities import show_money
from desk.kernel.text import tr
from desk.storage.work import Work


@command(
    "cod.hand_in",
    "缴存代收货款",
    example='{"numbers": ["YD2611160002", "YD2611160009"], "handed_in_fen": 1260000}',
)
def bank_cod(
    work: Work,
    *,
    numbers: tuple[str, ...],
    handed_in_fen: int,
    reference: str = "",
    difference_reason: str = "",
) -> None:
    """Hand in what was collected at the counter for some consignments.

    Money a driver collected is handed in when his run is settled. A difference is taken only from
    the manager, with its reason.

    Raises:
        Refused: E001, E003, E004, E006, E008 nothing to hand in, E012, E147.

    Source: spec 5.16, 3.27.
    """
    problems = Problems()
    problems.require(numbers, "numbers", tr("运单"))
    reason = clean_text(difference_reason)
    _check_text(problems, "reference", tr("缴存凭证号"), reference, 60)
    _check_text(problems, "difference_reason", tr("差异原因"), reason, 150)
    problems.raise_if_any()
    waiting = {c.id: _waiting(work, c) for c in _consignments(work, numbers)}
    expected = sum(entry.amount_fen for entries in waiting.values() for entry in entries)
    _check_cash(work, expected, handed_in_fen, reason)
    note = _difference(expected, handed_in_fen, reason)
    for entries in waiting.values():
        bank_entries(work, entries, clean_text(reference), work.now, note)


def _consignments(work: Work, numbers: Sequence[str]) -> list[Consignment]:
    return [by_number(work, number) for number in dict.fromkeys(n.strip() for n in numbers)]


def _waiting(work: Work, consignment: Consignment) -> list[CodEntry]:
    """Counter cash of a consignment; what a run brought waits for the run."""
    entries = unbanked(entries_of(work.session, consignment.id))
    found = [entry for entry in entries if not from_a_run(entry.doc_no)]
    if found:
        return found
    account = account_of(work.session, consignment.id)
    state = tr("待派送结单") if entries else (account.state if account else CodState.DUE).label
    obj = tr("{no} 的代收货款").format(no=consignment.label)
    raise refuse("E008", "numbers", obj=obj, state=state, action=tr("缴存"))


def from_a_run(doc_no: str) -> bool:
    """Whether money was taken at the door: the paper is a delivery receipt, ``PS261119-001/01``."""
    return "/" in doc_no


def _check_cash(work: Work, expected_fen: int, handed_in_fen: int, reason: str) -> None:
    shown, field = show_money(handed_in_fen), "handed_in_fen"
    if handed_in_fen < 0:
        raise refuse("E003", field, label=tr("实缴"), lo=0, hi=show_money(expected_fen), v=shown)
    difference = expected_fen - handed_in_fen
    if difference and not (reason and work.may("cod.approve")):
        a, c = show_money(expected_fen), show_money(difference)
        raise refuse("E147", field, a=a, b=shown, c=c)


def _difference(expected_fen: int, handed_in_fen: int, reason: str) -> str:
    if expected_fen == handed_in_fen:
        return ""
    amount = show_money(expected_fen - handed_in_fen)
    return tr("缴存差额 {c} 元:{why}").format(c=amount, why=reason)


@command(
    "cod.approve",
    "返还代收货款",
    example='{"numbers": ["YD2611160002"], "method": "TRANSFER", "reference": "20261123000127"}',
)
def remit_cod(
    work: Work,
    *,
    numbers: tuple[str, ...],
    method: PayMethod,
    reference: str,
    paid_at: datetime | None = None,
) -> int:
    """Send the shippers what was collected for them, less the fee; once for every consignment.

    Returns:
        What was remitted in all, in fen.

    Raises:
        Refused: E001, E004, E006, E012, E170 before it was handed in, E171, E204 not handed in, not
            collected in full, or remitted before.

    Source: spec 5.16, A-08.
    """
    moment = paid_at or work.now
    problems = Problems()
    problems.require(numbers, "numbers", tr("运单"))
    if problems.require(reference, "reference", tr("返款凭证号")):
        _check_text(problems, "reference", tr("返款凭证号"), reference, 60)
    problems.check(not in_future(moment, work.now), "E171", "paid_at")
    problems.raise_if_any()
    found = [by_number(work, number) for number in numbers]
    for index, consignment in enumerate(found):
        first = consignment not in found[:index]
        problems.check(first and _is_ready(work, consignment), "E204", f"numbers.{index}")
    problems.raise_if_any()
    return sum(_remit(work, c, method, clean_text(reference), moment) for c in found)


def _is_ready(work: Work, consignment: Consignment) -> bool:
    account = account_of(work.session, consignment.id)
    banked = account is not None and account.state is CodState.BANKED
    return banked and account.collected_fen == consignment.cod_amount_fen  # type: ignore[union-attr]


def _remit(
    work: Work, consignment: Consignment, method: PayMethod, reference: str, at: datetime
) -> int:
    banked = standing(entries_of(work.session, consignment.id), CodStep.BANKED)
    last = max(entry.at for entry in banked)
    if at < last:
        raise refuse("E170", "paid_at", t=show_moment(at), u=show_moment(last))
    fee, rest = fee_and_rest(sum(e.amount_fen for e in banked), consignment.cod_fee_fen)
    parts = ((CodStep.REMITTED, rest), (CodStep.FEE, fee))
    entries = [
        CodEntry(
            consignment_id=consignment.id,
            at=at,
            step=step,
            amount_fen=amount,
            method=method,
            reference=reference,
            payee=consignment.cod_payee,
            account_last4=consignment.cod_account[-4:],
        )
        for step, amount in parts
    ]
    book(work, *entries)
    return rest


@command(
    "cod.approve",
    "撤销返款",
    example='{"number": "YD2611160002", "reason": "账号有误,银行退回"}',
)
def withdraw_remittance(work: Work, *, number: str, reason: str) -> None:
    """Take back a remittance that did not reach the shipper; it can then be sent anew.

    Raises:
        Refused: E004, E006, E008 not remitted or the consignment is closed, E009, E012.
    """
    consignment = by_number(work, number)
    account = account_of(work.session, consignment.id)
    STATES.step(account.state if account else CodState.DUE, "withdraw_remittance", reason)
    if consignment.closed_at is not None:
        state = consignment.state.label
        raise refuse("E008", obj=tr("运单"), state=state, action=tr("撤销返款"))
    problems = Problems()
    _check_text(problems, "reason", tr("原因"), reason, 190)
    problems.raise_if_any()
    sent = standing(entries_of(work.session, consignment.id), CodStep.REMITTED, CodStep.FEE)
    reverse_entries(work, sent, tr("撤销返款:") + clean_text(reason))


def _check_text(problems: Problems, field: str, label: str, text: str, longest: int) -> None:
    problems.fits(clean_text(text), longest, field, label)
    problems.check(not has_control_characters(text), "E012", field, label=label)
