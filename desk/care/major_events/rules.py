"""The ways of a major event, and the steps read out of a contingency plan. Pure.

A step is a numbered line of the plan; who does it and by when may stand behind it:
「3. 电话告知客户进展(责任人:客服员;时限:2小时)」. Source: spec 3.24, S4-070 … 072.
"""

import re
from dataclasses import dataclass
from datetime import timedelta

from desk.care.major_events.choices import EventState
from desk.kernel.states import Move, StateTable, moves_from

_S = EventState
STATES: StateTable[EventState] = StateTable(
    obj="重大事件",
    initial=_S.OPEN,
    moves=(
        Move("tick_step", moves_from(_S.OPEN, _S.HANDLING), _S.HANDLING, "办理步骤"),
        Move("start_aftermath", moves_from(_S.OPEN, _S.HANDLING), _S.AFTERMATH, "转入善后"),
        Move("close_event", moves_from(_S.AFTERMATH), _S.CLOSED, "结案"),
        Move(
            "dismiss_complaint",
            moves_from(_S.OPEN, _S.HANDLING, _S.AFTERMATH),
            _S.CLOSED,
            "随投诉撤销",
        ),
        Move("reopen_event", moves_from(_S.AFTERMATH, _S.CLOSED), _S.HANDLING, "重新处置", True),
    ),
    final=frozenset({_S.CLOSED}),
)
_LINE = re.compile(r"^\s*(?:第\s*)?(\d{1,2})\s*(?:步)?[.、.)):]\s*(?P<text>.+?)\s*$")
_BRACKET = re.compile(r"[((](?P<inside>[^()()]*(?:责任人|时限)[^()()]*)[))]\s*。?\s*$")
_ROLE = re.compile(r"责任人[::]\s*([^;;,,]+)")
_LIMIT = re.compile(r"时限[::]\s*(\d+)\s*(分钟|分|小时|天|日)")
_UNITS = {"分钟": 1, "分": 1, "小时": 60, "天": 1440, "日": 1440}


@dataclass(frozen=True)
class PlanStep:
    """One step of a plan; `within` is None when the plan names no time."""

    text: str
    role: str
    within: timedelta | None


def steps_of(plan: str) -> tuple[PlanStep, ...]:
    """The numbered lines of a contingency plan, in order; other lines are explanation."""
    return tuple(step for line in plan.splitlines() if (step := _step(line)) is not None)


def _step(line: str) -> PlanStep | None:
    found = _LINE.match(line)
    if found is None:
        return None
    text = found["text"]
    bracket = _BRACKET.search(text)
    if bracket is None:
        return PlanStep(text[:200], "", None)
    inside, role, limit = bracket["inside"], "", None
    if named := _ROLE.search(inside):
        role = named[1].strip()[:60]
    if timed := _LIMIT.search(inside):
        limit = timedelta(minutes=int(timed[1]) * _UNITS[timed[2]])
    return PlanStep(text[: bracket.start()].strip()[:200], role, limit)
