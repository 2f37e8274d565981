"""The ways of an inquiry and a quote, the clock of an answer, the discount. Pure.

Source: spec 3.13, 5.14, A-03, A-31.
"""

from datetime import datetime, timedelta

from desk.kernel.calendar import WorkingCalendar
from desk.kernel.quantities import round_half_up
from desk.kernel.settings import Settings
from desk.kernel.states import Move, StateTable, moves_from
from desk.pricing.quotes.choices import InquiryState, Light, QuoteState

_I, _Q = InquiryState, QuoteState
LIVE = frozenset({_Q.DRAFT, _Q.SUBMITTED, _Q.APPROVED, _Q.SENT, _Q.ACCEPTED})
"""Quotes that are being prepared or still stand."""
OFFERED = frozenset({_Q.SENT, _Q.ACCEPTED})
"""Quotes the customer has in his hands."""
_UNDECIDED = LIVE - {_Q.SUBMITTED}  # a request that waits is taken back first

INQUIRY_STATES: StateTable[InquiryState] = StateTable(
    obj="询价",
    initial=_I.OPEN,
    moves=(
        Move("send_quote", moves_from(_I.OPEN, _I.QUOTED, _I.EXPIRED), _I.QUOTED, "报价"),
        Move("accept_consignment", moves_from(_I.QUOTED, _I.WON), _I.WON, "转运单"),
        Move("void_consignment", moves_from(_I.WON), _I.QUOTED, "作废运单"),
        Move("lose_inquiry", moves_from(_I.OPEN, _I.QUOTED, _I.EXPIRED), _I.LOST, "登记流失"),
        Move("reopen_inquiry", moves_from(_I.LOST, _I.REFUSED), _I.OPEN, "重新询价", True),
        Move("refuse_inquiry", moves_from(_I.OPEN, _I.QUOTED, _I.EXPIRED), _I.REFUSED, "不承接"),
        Move("expire_quotes", moves_from(_I.QUOTED), _I.EXPIRED, "到期"),
    ),
    final=frozenset(),
)
QUOTE_STATES: StateTable[QuoteState] = StateTable(
    obj="报价",
    initial=_Q.DRAFT,
    moves=(
        Move("submit_quote", moves_from(_Q.DRAFT), _Q.SUBMITTED, "提交审批"),
        Move("grant_approval", moves_from(_Q.SUBMITTED), _Q.APPROVED, "批准"),
        Move("refuse_approval", moves_from(_Q.SUBMITTED), _Q.DRAFT, "驳回"),
        Move("cancel_approval", moves_from(_Q.SUBMITTED), _Q.DRAFT, "撤回"),
        Move("send_quote", moves_from(_Q.DRAFT, _Q.APPROVED), _Q.SENT, "发出"),
        Move("revise_quote", moves_from(_Q.APPROVED, *OFFERED, _Q.EXPIRED), _Q.REVISED, "修订"),
        Move("accept_quote", moves_from(_Q.SENT), _Q.ACCEPTED, "接受"),
        Move("reject_quote", moves_from(*OFFERED), _Q.REJECTED, "登记未接受"),
        Move("lose_inquiry", _UNDECIDED, _Q.REJECTED, "登记流失"),
        Move("refuse_inquiry", _UNDECIDED, _Q.REJECTED, "不承接"),
        Move("expire_quotes", moves_from(*OFFERED), _Q.EXPIRED, "到期"),
    ),
    final=frozenset({_Q.REJECTED, _Q.REVISED}),
)


def answer_due_at(calendar: WorkingCalendar, received_at: datetime, settings: Settings) -> datetime:
    """Until when an inquiry is to be answered: so many working hours, or clock hours (A-03)."""
    if settings.quote_clock_hours:
        return received_at + timedelta(hours=settings.quote_hours)
    return calendar.deadline(received_at, hours=settings.quote_hours)


def used_minutes(
    calendar: WorkingCalendar, received_at: datetime, until: datetime, settings: Settings
) -> int:
    """Minutes of the answering time used between two moments, working or clock time as set."""
    if settings.quote_clock_hours:
        return max(0, (until - received_at) // timedelta(minutes=1))
    return max(0, calendar.elapsed_minutes(received_at, until))


def light_of(minutes: int, due_at: datetime, at: datetime, settings: Settings) -> Light:
    """Red after the deadline, yellow once the set share of the time is used, else green."""
    if at > due_at:
        return Light.RED
    used_bp = round_half_up(minutes * 10_000, max(1, settings.quote_hours * 60))
    return Light.YELLOW if used_bp >= settings.quote_yellow_bp else Light.GREEN


def discount_of(base_fen: int, share_bp: int, rounding_fen: int = 100) -> int:
    """A discount on the base freight in fen (zero or negative), rounded down to the rounding unit.

    Rounded down, it never exceeds the share that was granted.
    """
    return -(base_fen * share_bp // (10_000 * rounding_fen) * rounding_fen)


def margin_bp(total_fen: int, cost_fen: int) -> int | None:
    """Margin over revenue in basis points, half-up; None without revenue (spec 5.3)."""
    return round_half_up((total_fen - cost_fen) * 10_000, total_fen) if total_fen else None
