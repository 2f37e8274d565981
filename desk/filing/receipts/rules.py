"""The ways of a return receipt and of a hand-over list; when a paper is due. Pure.

Source: spec 3.22, 5.15, A-13.
"""

from datetime import date, timedelta

from desk.filing.receipts.choices import HandoverState, Holder, ReceiptState
from desk.freight.consignments.choices import MoveReason
from desk.kernel.settings import Settings
from desk.kernel.states import Move, StateTable, moves_from
from desk.partners.carriers.choices import PartnerScope

_S, _H = ReceiptState, HandoverState
OUTSIDE = frozenset({_S.SIGNED, _S.LOST, _S.INVALID})
"""States in which the office has no paper it could give the customer."""

CHASED = OUTSIDE - {_S.LOST}
"""Papers somebody can still be asked for; a lost one needs a proof in its place."""

STATES: StateTable[ReceiptState] = StateTable(
    obj="回单",
    initial=_S.SIGNED,
    moves=(
        Move("receive_receipts", moves_from(_S.SIGNED, _S.INVALID), _S.RECEIVED, "收回"),
        Move("replace_receipt", moves_from(_S.LOST), _S.RECEIVED, "补证明"),
        Move("return_receipt_back", moves_from(_S.RECEIVED), _S.SIGNED, "退回待收", True),
        Move("hand_over_receipts", moves_from(_S.RECEIVED), _S.SENT, "交付"),
        Move("confirm_handover", moves_from(_S.SENT), _S.CONFIRMED, "客户确认"),
        Move("void_handover", moves_from(_S.SENT), _S.RECEIVED, "作废清单", True),
        Move(
            "lose_receipt",
            moves_from(_S.SIGNED, _S.RECEIVED, _S.SENT, _S.INVALID),
            _S.LOST,
            "登记遗失",
            True,
        ),
        Move("reject_receipt", moves_from(_S.RECEIVED, _S.SENT), _S.INVALID, "登记无效", True),
    ),
    final=frozenset({_S.CONFIRMED}),
)
HANDOVER_STATES: StateTable[HandoverState] = StateTable(
    obj="回单交接清单",
    initial=_H.SENT,
    moves=(
        Move("confirm_handover", moves_from(_H.SENT), _H.CONFIRMED, "客户确认"),
        Move("void_handover", moves_from(_H.SENT), _H.VOID, "作废", True),
    ),
    final=frozenset({_H.CONFIRMED, _H.VOID}),
)
_HOLDERS = {MoveReason.TRANSIT_SIGNED: Holder.PARTNER, MoveReason.SHIP_SIGNED: Holder.INLAND}


def holder_after(reason: MoveReason) -> Holder:
    """Who has the paper once pieces were signed for in that way."""
    return _HOLDERS.get(reason, Holder.OWN)


def due_on(signed_on: date, holder: Holder, scope: PartnerScope | None, settings: Settings) -> date:
    """When the paper must be back: natural days after signing, by how far it has to come (A-13)."""
    inland = holder is Holder.INLAND or scope is PartnerScope.INLAND
    if inland:
        days = settings.receipt_days_inland
    elif holder is Holder.PARTNER:
        days = settings.receipt_days_transit
    else:
        days = settings.receipt_days_own
    return signed_on + timedelta(days=days)


AGES: tuple[tuple[int, str], ...] = (
    (0, "未到期"),
    (7, "1–7 天"),
    (15, "8–15 天"),
    (30, "16–30 天"),
)
OLDEST = "30 天以上"


def age_of(due: date, today: date) -> int:
    """Index of the ageing class: 0 not due, then up to 7, 15, 30 days over, 4 beyond."""
    over = (today - due).days
    return next((index for index, (most, _) in enumerate(AGES) if over <= most), len(AGES))
