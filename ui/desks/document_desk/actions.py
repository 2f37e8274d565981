"""What may be done with a document: the forms and questions of each step."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from desk.filing.documents.approving import (
    approve_document,
    recall_document,
    reject_document,
    submit_document,
)
from desk.filing.documents.choices import RevisionState as S
from desk.filing.documents.commands import (
    confirm_review,
    put_in_force,
    register_document,
    replace_draft,
    revise_document,
    withdraw_document,
)
from desk.filing.documents.distributing import confirm_reading, distribute_document
from desk.filing.documents.queries import DocumentCard
from desk.kernel.commands import entry_of
from desk.kernel.text import tr
from desk.screens.fields import Field, Kind
from ui.pages.form_dialog import FormDialog

NEW = frozenset({"register"})


@dataclass(frozen=True)
class Step:
    """One thing that may be done.

    Attributes:
        name: stable name of its button.
        word: what it says.
        key: its key.
        right: who may.
        command: what it runs.
        states: of the revision being worked on, else of the latest; empty: whenever one is shown.
        fields: what is typed; a step without fields asks for a reason or nothing.
        reason: whether it needs one.
    """

    name: str
    word: str
    key: str
    right: str
    command: Callable[..., Any]
    states: tuple[S, ...] = ()
    fields: tuple[Field, ...] = ()
    reason: bool = False


_FILE = Field("file", "文件", required=True)
_NOTE = Field("change_note", "修改说明", width=14, required=True)
REGISTER_FIELDS = (
    Field("document_type", "类别", Kind.CHOICE, width=6, required=True),
    Field("title", "文件名称", width=14, required=True),
    _FILE,
    Field("department", "隶属部门", width=8),
    Field("controlled", "受控", Kind.FLAG),
    Field("doc_no", "编号(空着自动编)", width=8),
)
STEPS: tuple[Step, ...] = (
    Step("register", "登记文件", "Ctrl+N", "document.create", register_document, (), REGISTER_FIELDS),
    Step(
        "withdraw",
        "作废",
        "",
        "document.approve",
        withdraw_document,
        (S.DRAFT, S.APPROVED, S.EFFECTIVE),
        reason=True,
    ),
    Step("review", "评审", "", "document.approve", confirm_review, (S.EFFECTIVE,), (
        Field("next_on", "下次评审(空着为一年后)", Kind.DATE, width=6),
    )),
    Step("replace", "更换草稿", "", "document.create", replace_draft, (S.DRAFT,), (
        _FILE,
        Field("change_note", "修改说明", width=14),
    )),
    Step("recall", "撤回", "", "document.create", recall_document, (S.REVIEW,)),
    Step("distribute", "发放", "F4", "document.approve", distribute_document, (S.EFFECTIVE,), (
        Field("holders", "发放对象", width=16, required=True, help="登录名或姓名,用逗号分开"),
    )),
    Step("revise", "修订", "F3", "document.create", revise_document, (S.EFFECTIVE, S.OBSOLETE), (
        _NOTE,
        _FILE,
        Field("new_issue", "换版次", Kind.FLAG),
    )),
    Step("submit", "提交", "F7", "document.create", submit_document, (S.DRAFT,), (
        Field("effective_on", "生效日期(空着为今天)", Kind.DATE, width=6),
        Field("reviewer", "审核人", width=8),
    )),
    Step("reject", "驳回", "Ctrl+E", "document.approve", reject_document, (S.REVIEW,), reason=True),
    Step("approve", "批准", "F8", "document.approve", approve_document, (S.REVIEW,), (
        Field("countersigned_by", "副总经理会签", width=8),
        Field("countersigned_on", "会签日期", Kind.DATE, width=6),
    )),
    Step("force", "启用到期文件", "", "document.approve", put_in_force, (S.APPROVED,)),
    Step("read", "确认已阅读", "F9", "office.read", confirm_reading, (S.EFFECTIVE,)),
)  # fmt: skip


class StepForm(FormDialog):
    """A form whose holders are several names in one line."""

    def arguments(self) -> dict[str, Any]:
        values = super().arguments()
        if "holders" in values:
            text = str(values["holders"])
            for sign in ",、;; ":
                text = text.replace(sign, ",")
            values["holders"] = tuple(name.strip() for name in text.split(",") if name.strip())
        return values


def state_of(card: DocumentCard | None) -> S | None:
    """The state that decides what may be done: of the revision in work, else of the one in force."""
    if card is None:
        return None
    states = [revision.state for revision in card.revisions]
    busy = [state for state in states if state in (S.DRAFT, S.REVIEW, S.APPROVED)]
    return busy[0] if busy else S.EFFECTIVE if S.EFFECTIVE in states else states[0]


def standing_of(card: DocumentCard | None) -> str:
    """That state in words; what is in force stays named while a revision is in work."""
    state = state_of(card)
    if state is None or card is None:
        return ""
    in_force = any(revision.state is S.EFFECTIVE for revision in card.revisions)
    if in_force and state is not S.EFFECTIVE:
        return tr("有效,修订{s}").format(s=state.label)
    return state.label


def fits(step: Step, card: DocumentCard | None) -> bool:
    """Whether a step may be done now; copies of what is in force go out also during a revision."""
    if step.name in NEW:
        return True
    if card is None:
        return False
    in_force = any(revision.state is S.EFFECTIVE for revision in card.revisions)
    if step.name in ("distribute", "read", "review"):
        return in_force
    return state_of(card) in step.states


def said(step: Step, number: str) -> str:
    """What is said when it is done."""
    return tr("{no} {w}:{label}。").format(
        no=number, w=tr("已办理"), label=tr(entry_of(step.command).label)
    )
