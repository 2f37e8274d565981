"""The ways of a complaint, and what must be known before it is closed. Pure. Source: spec 3.16, E181."""

from collections.abc import Iterable

from desk.care.complaints.choices import ComplaintState, Level, Satisfaction
from desk.kernel.states import Move, StateTable, moves_from
from desk.kernel.text import tr

_S = ComplaintState
STATES: StateTable[ComplaintState] = StateTable(
    obj="投诉",
    initial=_S.REGISTERED,
    moves=(
        Move("acknowledge_complaint", moves_from(_S.REGISTERED, _S.REOPENED), _S.ACKED, "首次答复"),
        Move(
            "investigate_complaint",
            moves_from(_S.ACKED, _S.INVESTIGATING, _S.REOPENED),
            _S.INVESTIGATING,
            "记录调查",
        ),
        Move("investigate_complaint", moves_from(_S.APPROVED), _S.APPROVED, "补记调查"),
        Move("investigate_complaint", moves_from(_S.REPLIED), _S.REPLIED, "补记调查"),
        Move(
            "propose_decision",
            moves_from(_S.INVESTIGATING, _S.PROPOSED),
            _S.PROPOSED,
            "拟处理意见",
        ),
        Move("approve_decision", moves_from(_S.PROPOSED), _S.APPROVED, "批准处理意见"),
        Move("reject_decision", moves_from(_S.PROPOSED), _S.INVESTIGATING, "驳回处理意见"),
        Move("recall_decision", moves_from(_S.PROPOSED), _S.INVESTIGATING, "撤回处理意见"),
        Move("reply_complaint", moves_from(_S.PROPOSED, _S.APPROVED), _S.REPLIED, "回复客户"),
        Move("record_satisfaction", moves_from(_S.REPLIED), _S.REPLIED, "登记客户评价"),
        Move("record_satisfaction", moves_from(_S.REPLIED), _S.REOPENED, "重新处理"),
        Move("close_complaint", moves_from(_S.REPLIED), _S.CLOSED, "办结"),
        Move(
            "dismiss_complaint",
            moves_from(*(s for s in _S if s is not _S.CLOSED)),
            _S.CLOSED,
            "判定无效或重复",
            True,
        ),
        Move("reopen_complaint", moves_from(_S.CLOSED), _S.REOPENED, "重新打开", True),
    ),
    final=frozenset({_S.CLOSED}),
)
OPEN = frozenset(_S) - {_S.CLOSED}
LAST_REOPENING = 1
"""After this many the manager decides himself (spec 3.16)."""


def needs_approval(level: Level, compensation_fen: int) -> bool:
    """A decision on a grave complaint, or one that costs money, is the manager's (3.26)."""
    return level is not Level.GENERAL or compensation_fen > 0


def missing_words(
    *,
    investigation: str,
    root_cause: str,
    decision: str,
    replied: bool,
    satisfied: Satisfaction | None,
    corrective_action: str,
    level: Level,
    summary: str,
    responsible: bool,
) -> tuple[str, ...]:
    """What still has to be filled in before a complaint is closed, in words (E181)."""
    wanted: Iterable[tuple[bool, str]] = (
        (bool(investigation), tr("调查")),
        (bool(root_cause), tr("根本原因")),
        (responsible, tr("责任部门")),
        (bool(decision), tr("处理意见")),
        (replied, tr("回复客户")),
        (satisfied is not None, tr("客户评价")),
        (bool(corrective_action), tr("整改措施")),
        (bool(summary) or level is not Level.MAJOR, tr("总结")),
    )
    return tuple(words for there, words in wanted if not there)
