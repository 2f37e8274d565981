"""The ways of a transit manifest, its clocks and what is owed to the partner. Pure.

Source: spec 3.7, 5.15, A-12, A-13.
"""

from datetime import date, datetime, timedelta

from desk.freight.transit.choices import TransitState as S
from desk.kernel.moments import local
from desk.kernel.quantities import round_half_up
from desk.kernel.settings import Settings
from desk.kernel.states import Move, StateTable, moves_from
from desk.partners.carriers.choices import PartnerScope

PLANNED = (S.DRAFT, S.APPROVED)
"""Manifests that speak for goods still in stock."""
AWAY = (S.HANDED, S.ARRIVED)
"""Manifests whose goods the partner has."""
STATES: StateTable[S] = StateTable(
    obj="中转单",
    initial=S.DRAFT,
    moves=(
        Move("grant_approval", moves_from(*PLANNED), S.APPROVED, "批准运价"),
        Move("update_transit", moves_from(*PLANNED), S.DRAFT, "修改"),
        Move("hand_over_transit", moves_from(*PLANNED), S.HANDED, "交接"),
        Move("report_transit_arrival", moves_from(S.HANDED), S.ARRIVED, "登记到达"),
        Move("sign_remote", moves_from(*AWAY), S.DELIVERED, "外地签收"),
        Move("recall_transit", moves_from(*AWAY), S.RECALLED, "追回", needs_reason=True),
        Move("receive_goods", moves_from(*AWAY), S.RECALLED, "中转退回"),
        Move("reverse_slip", moves_from(*AWAY, S.DELIVERED, S.RECALLED), S.HANDED, "冲销"),
        Move("settle_transit", moves_from(S.DELIVERED, S.RECALLED), S.SETTLED, "结算"),
        Move("void_transit", moves_from(*PLANNED), S.VOID, "作废", needs_reason=True),
    ),
    final=frozenset({S.SETTLED, S.VOID}),
)


def part_of(whole: int, pieces: int, declared: int) -> int:
    """A weight or volume for some of the declared pieces, half-up."""
    return round_half_up(whole * pieces, max(1, declared))


def handover_due_at(stocked_at: datetime, urgent: bool, settings: Settings) -> datetime:
    """Until when goods in stock must be with the partner, in clock hours (A-12)."""
    hours = settings.transit_urgent_hours if urgent else settings.transit_hours
    return stocked_at + timedelta(hours=hours)


def due_on(handover_at: datetime, transit_days: int, promised_on: date | None) -> date:
    """When the partner must have delivered; what was promised counts when it is earlier."""
    regular = local(handover_at).date() + timedelta(days=transit_days)
    return min(regular, promised_on) if promised_on else regular


def late_days(signed_at: datetime, due: date) -> int:
    """Days past the due date; 0 in time."""
    return max(0, (local(signed_at).date() - due).days)


def receipt_days(scope: PartnerScope, settings: Settings) -> int:
    """Days for the receipt: within Xinjiang or inland."""
    inside = scope is PartnerScope.REGION
    return settings.receipt_days_transit if inside else settings.receipt_days_inland


def net_fen(transit_fen: int, door_fen: int, collect_fen: int, cod_fen: int) -> int:
    """What the office owes the partner; negative when he owes us (P-05)."""
    return transit_fen + door_fen - collect_fen - cod_fen
