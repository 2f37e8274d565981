"""The ways of a revision, the documents an office like this must have, and telling texts apart. Pure.

Source: spec 3.21, 1.1 (S4-009 … S4-045).
"""

import difflib
import re
from collections.abc import Iterable
from dataclasses import dataclass

from desk.filing.documents.choices import DocumentType, RevisionState
from desk.kernel.states import Move, StateTable, moves_from

_S, _T = RevisionState, DocumentType
STATES: StateTable[RevisionState] = StateTable(
    obj="文件",
    initial=_S.DRAFT,
    moves=(
        Move("submit_document", moves_from(_S.DRAFT), _S.REVIEW, "提交"),
        Move("approve_document", moves_from(_S.REVIEW), _S.APPROVED, "批准"),
        Move("reject_document", moves_from(_S.REVIEW), _S.DRAFT, "驳回"),
        Move("recall_document", moves_from(_S.REVIEW), _S.DRAFT, "撤回"),
        Move("put_in_force", moves_from(_S.APPROVED), _S.EFFECTIVE, "生效"),
        Move("withdraw_document", moves_from(_S.DRAFT, _S.APPROVED, _S.EFFECTIVE), _S.OBSOLETE, "作废", True),
    ),
    final=frozenset({_S.OBSOLETE}),
)  # fmt: skip
DOC_NO = re.compile(r"KF-(ZD|GF|FA|GW|PX|BD|YA)-\d{2,3}")


@dataclass(frozen=True)
class Required:
    """One document the source documents of the trade name."""

    title: str
    document_type: DocumentType


REQUIRED: tuple[Required, ...] = (
    Required("服务管理制度", _T.ZD),
    Required("客服日常业务管理制度", _T.ZD),
    Required("客户档案管理制度", _T.ZD),
    Required("仓库管理制度", _T.ZD),
    Required("客户资料管理办法", _T.ZD),
    Required("客户服务管理规范", _T.GF),
    Required("服务文明礼貌日常用语规范", _T.GF),
    Required("库房管理规范", _T.GF),
    Required("客服部服务质量监督标准", _T.GF),
    Required("营销部服务质量监督标准", _T.GF),
    Required("客户档案建立方案", _T.FA),
    Required("疆内合作商评估方案", _T.FA),
    Required("国内合作商评估方案", _T.FA),
    Required("服务评定方案", _T.FA),
    Required("服务培训方案", _T.FA),
    Required("客服部经理岗位职责", _T.GW),
    Required("客服进港调度岗位职责", _T.GW),
    Required("客服出港调度岗位职责", _T.GW),
    Required("客服员岗位职责", _T.GW),
    Required("服务管理培训文件", _T.PX),
    Required("重大投诉与突发事件预案", _T.YA),
)


def same_title(one: str, other: str) -> bool:
    """Whether two titles name the same document, whatever marks stand around and between."""
    return _bare(one) == _bare(other)


def _bare(title: str) -> str:
    return re.sub(r"[《》〈〉\s·、,,()()]", "", title)


@dataclass(frozen=True)
class DiffLine:
    """A line of the difference: 「+」 new, 「-」 gone, 「 」 kept."""

    mark: str
    text: str


def difference(old: str, new: str, around: int = 2) -> tuple[DiffLine, ...]:
    """What changed between two texts, line by line, with a few kept lines around."""
    lines = difflib.unified_diff(old.splitlines(), new.splitlines(), lineterm="", n=around)
    body = list(lines)[2:]
    return tuple(DiffLine("…", "") if n.startswith("@@") else DiffLine(n[0], n[1:]) for n in body)


def next_edition(taken: Iterable[tuple[str, int]], *, new_issue: bool) -> tuple[str, int]:
    """The edition after all that were ever made: 「A/1」 after 「A/0」, 「B/0」 with a new issue."""
    issue, revision = max(taken, default=("A", -1))
    return (chr(ord(issue) + 1), 0) if new_issue else (issue, revision + 1)
