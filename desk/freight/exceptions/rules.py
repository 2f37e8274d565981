"""How an exception moves on, and what it needs. Pure. Source: spec 3.15, 3.27 (E180)."""

from desk.freight.exceptions.choices import ExceptionKind
from desk.freight.exceptions.choices import ExceptionState as S
from desk.kernel.states import Move, StateTable, moves_from

LARGE_LOSS_FEN = 100_000
PHOTO_KINDS = frozenset({ExceptionKind.DAMAGE, ExceptionKind.WET})
PICTURES = frozenset({"jpeg", "png", "gif", "bmp", "webp", "heic", "tiff"})

STATES: StateTable[S] = StateTable(
    obj="异常",
    initial=S.OPEN,
    moves=(
        Move("handle_exception", moves_from(S.OPEN, S.HANDLING, S.ESCALATED), S.HANDLING, "处理"),
        Move(
            "escalate_exception",
            moves_from(S.OPEN, S.HANDLING),
            S.ESCALATED,
            "上报",
            needs_reason=True,
        ),
        Move("resolve_exception", moves_from(S.HANDLING, S.ESCALATED), S.RESOLVED, "登记结果"),
        Move("close_exception", moves_from(S.RESOLVED), S.CLOSED, "结案"),
    ),
    final=frozenset({S.CLOSED}),
)
