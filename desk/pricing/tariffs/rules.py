"""Surcharges, totals and discounts in figures, and the life of a sheet. Pure.

Base freight is reckoned in `desk.kernel.prices`. Source: spec 3.12, 5.2, A-08, A-09, A-31.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from desk.kernel.errors import refuse
from desk.kernel.prices import MAX_PRICE_FEN, MAX_PRICE_KG_MILL, show_price
from desk.kernel.quantities import round_half_up, show_money
from desk.kernel.states import Move, StateTable, moves_from
from desk.kernel.text import tr
from desk.pricing.tariffs.choices import SheetState as S

_MILLIONTHS = 1_000_000
MAX_ROUNDING_FEN = 1000


@dataclass(frozen=True, kw_only=True)
class Fee:
    """A surcharge: fixed amount + so much per kg + a share of a value, between its bounds.

    Shares are basis points; `max_fen` 0 means no upper bound.
    """

    amount_fen: int = 0
    per_kg_mill: int = 0
    share_bp: int = 0
    min_fen: int = 0
    max_fen: int = 0


def fee_fen(
    fee: Fee, *, chargeable_kg: int = 0, value_fen: int = 0, rounding_fen: int = 100
) -> int:
    """A surcharge in fen, rounded half-up to the rounding unit, then held within its bounds.

    A share of nothing is nothing: without a value there is no minimum either.
    """
    if fee.share_bp and value_fen <= 0:
        return 0
    exact = fee.amount_fen * _MILLIONTHS
    exact += chargeable_kg * fee.per_kg_mill * (_MILLIONTHS // 10)
    exact += value_fen * fee.share_bp * (_MILLIONTHS // 10_000)
    amount = max(fee.min_fen, round_half_up(exact, _MILLIONTHS * rounding_fen) * rounding_fen)
    return min(fee.max_fen, amount) if fee.max_fen else amount


def total_fen(base_fen: int, fees_fen: Iterable[int], discount_fen: int = 0) -> int:
    """Base freight, surcharges and the discount (zero or negative).

    Raises:
        Refused: E019 for a discount above zero or above everything else.
    """
    total = base_fen + sum(fees_fen) + discount_fen
    if discount_fen > 0 or total < 0:
        why = tr("应填负数,且不超过总运费")
        raise refuse("E019", "discount_fen", label=tr("优惠"), why=why)
    return total


def discount_bp(tariff_base_fen: int, asked_base_fen: int) -> int:
    """How far below the tariff a price lies, in basis points half-up; 0 when it does not (A-31)."""
    below = tariff_base_fen - asked_base_fen
    return round_half_up(below * 10_000, tariff_base_fen) if below > 0 else 0


def fee_faults(fee: Fee) -> Iterable[tuple[str, str, str]]:
    """Field, label and reason of what is wrong with a typed surcharge."""
    rules = (
        (0 <= fee.amount_fen <= MAX_PRICE_FEN, "amount_fen", "金额", "应为 0 到 1,000,000.00 元"),
        (0 <= fee.per_kg_mill <= MAX_PRICE_KG_MILL, "per_kg_mill", "每公斤", "应为 0 到 100 元"),
        (0 <= fee.share_bp <= 1000, "share_bp", "比例", "应为 0 到 10%"),
        (0 <= fee.min_fen <= MAX_PRICE_FEN, "min_fen", "最低", "应为 0 到 1,000,000.00 元"),
        (0 <= fee.max_fen <= MAX_PRICE_FEN, "max_fen", "最高", "应为 0 到 1,000,000.00 元"),
        (not fee.max_fen or fee.min_fen <= fee.max_fen, "max_fen", "最高", "不能低于最低"),
        (
            bool(fee.amount_fen or fee.per_kg_mill or fee.share_bp or fee.min_fen),
            "amount_fen",
            "金额",
            "金额、每公斤、比例至少填一项",
        ),
    )
    return [(field, tr(label), tr(why)) for holds, field, label, why in rules if not holds]


def show_fee(fee: Fee) -> str:
    """A surcharge in words: 「0.10/公斤,最低 60.00」."""
    parts = [show_money(fee.amount_fen)] if fee.amount_fen else []
    if fee.per_kg_mill:
        parts.append(tr("{v} 元/公斤").format(v=show_price(fee.per_kg_mill)))
    if fee.share_bp:
        parts.append(f"{fee.share_bp / 10:g}‰")
    if fee.min_fen:
        parts.append(tr("最低 {v}").format(v=show_money(fee.min_fen)))
    if fee.max_fen:
        parts.append(tr("最高 {v}").format(v=show_money(fee.max_fen)))
    return ",".join(parts)


STATES: StateTable[S] = StateTable(
    obj="运价表",
    initial=S.DRAFT,
    moves=(
        Move("submit_sheet", moves_from(S.DRAFT), S.SUBMITTED, "提交"),
        Move("approve_sheet", moves_from(S.SUBMITTED), S.APPROVED, "批准"),
        Move("reject_sheet", moves_from(S.SUBMITTED), S.DRAFT, "驳回"),
        Move("recall_sheet", moves_from(S.SUBMITTED), S.DRAFT, "撤回"),
        Move("expire_sheets", moves_from(S.APPROVED), S.EXPIRED, "到期"),
        Move(
            "withdraw_sheet",
            moves_from(S.DRAFT, S.APPROVED),
            S.WITHDRAWN,
            "作废",
            needs_reason=True,
        ),
    ),
    final=frozenset({S.EXPIRED, S.WITHDRAWN}),
)
IN_USE = frozenset({S.APPROVED, S.EXPIRED})
"""States whose prices count for days within the validity, also for days past."""
