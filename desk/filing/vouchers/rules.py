"""How long papers are kept, how boxes are named, the ways of a destruction list. Pure.

Source: spec 3.0 (box number), 3.22, 5.13.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from desk.filing.vouchers.choices import DestructionState, VoucherType
from desk.kernel.settings import Settings
from desk.kernel.states import Move, StateTable, moves_from

_S = DestructionState
STATES: StateTable[DestructionState] = StateTable(
    obj="销毁清册",
    initial=_S.SUBMITTED,
    moves=(
        Move("approve_destruction", moves_from(_S.SUBMITTED), _S.APPROVED, "批准销毁"),
        Move("reject_destruction", moves_from(_S.SUBMITTED), _S.REJECTED, "驳回"),
        Move("recall_destruction", moves_from(_S.SUBMITTED), _S.RECALLED, "撤回"),
    ),
    final=frozenset({_S.APPROVED, _S.REJECTED, _S.RECALLED}),
)


def box_number(month: str, voucher_type: VoucherType, serial: int) -> str:
    """「GD202611-回单-01」 for 「2026-11」."""
    return f"GD{month.replace('-', '')}-{voucher_type.label}-{serial:02}"


def month_days(month: str) -> tuple[date, date]:
    """First and last day of 「2026-11」."""
    first = date.fromisoformat(f"{month}-01")
    return first, (first + timedelta(days=31)).replace(day=1) - timedelta(days=1)


def kept_years(voucher_type: VoucherType, settings: Settings) -> int:
    """Years a paper is kept: contracts as long as statements, everything else as waybills."""
    is_contract = voucher_type is VoucherType.CONTRACT
    return settings.keep_contracts_years if is_contract else settings.keep_vouchers_years


def keep_until(begins_on: date, years: int) -> date:
    """The last day of keeping: the same day years later, 29 February becoming 28."""
    try:
        return begins_on.replace(year=begins_on.year + years)
    except ValueError:
        return begins_on.replace(year=begins_on.year + years, day=28)


@dataclass(frozen=True)
class NumberGap:
    """Numbers missing between two filed ones (E215)."""

    after: str
    before: str
    missing: tuple[str, ...]


def gaps(wanted: Sequence[str], filed: Iterable[str]) -> list[NumberGap]:
    """Runs of wanted numbers, in order, that lie between two filed ones and are not filed."""
    there = set(filed)
    found: list[NumberGap] = []
    last, run = "", list[str]()
    for number in wanted:
        if number not in there:
            run.append(number)
            continue
        if last and run:
            found.append(NumberGap(last, number, tuple(run)))
        last, run = number, []
    return found


def unfiled_after(wanted: Sequence[str], filed: Iterable[str]) -> tuple[str, ...]:
    """Wanted numbers before the first or after the last filed one: not filed yet, and no gap."""
    there = set(filed)
    filed_at = [index for index, number in enumerate(wanted) if number in there]
    if not filed_at:
        return tuple(wanted)
    return (*wanted[: filed_at[0]], *wanted[filed_at[-1] + 1 :])
