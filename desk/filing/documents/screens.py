"""The register of controlled documents and the list of handed-out copies."""

from collections.abc import Iterable
from typing import Any

from sqlalchemy import String, cast, func, select
from sqlalchemy.orm import aliased

from desk.filing.documents.choices import DocumentType, RevisionState
from desk.filing.documents.model import ControlledDocument, DocumentCopy, DocumentRevision
from desk.screens.fields import Field, Kind
from desk.screens.lists import Action, Filter, ListSpec, Sort
from desk.storage.listing import ListSource

FIELDS = (
    Field("doc_no", "编号", Kind.NUMBER, width=6),
    Field("title", "文件名称", width=13),
    Field("document_type", "类别", Kind.CHOICE, choices=DocumentType, width=4),
    Field("issue_no", "版次", width=3),
    Field("revision_no", "第n次修改", Kind.COUNT, width=4),
    Field("state", "状态", Kind.CHOICE, choices=RevisionState, width=4),
    Field("controlled", "受控", Kind.FLAG, width=3),
    Field("change_note", "修改说明", width=10),
    Field("author", "编制", width=5),
    Field("approver", "批准", width=5),
    Field("effective_on", "生效日期", Kind.DATE, width=6),
    Field("review_due_on", "下次评审", Kind.DATE, width=6),
    Field("department", "隶属部门", width=6, hidden=True),
    Field("file_label", "文件", width=9, hidden=True),
    Field("answer", "驳回/作废原因", width=9, hidden=True),
)
COPY_FIELDS = (
    Field("doc_no", "编号", Kind.NUMBER, width=6),
    Field("title", "文件名称", width=12),
    Field("edition", "版次", width=4),
    Field("state", "状态", Kind.CHOICE, choices=RevisionState, width=4),
    Field("copy_no", "发放号", Kind.COUNT, width=4),
    Field("holder", "持有人", width=7),
    Field("handed_on", "发放日期", Kind.DATE, width=6),
    Field("read_at", "阅读确认", Kind.MOMENT, width=8),
    Field("recalled_on", "收回日期", Kind.DATE, width=6),
)


EFFECTIVE_SHOWN = frozenset(
    [
        "doc_no",
        "title",
        "document_type",
        "issue_no",
        "revision_no",
        "controlled",
        "approver",
        "effective_on",
    ]
)
_OF_DOCUMENT = frozenset(
    ["doc_no", "title", "document_type", "controlled", "review_due_on", "department"]
)


def _columns(fields: Iterable[Field]) -> dict[str, Any]:
    return {
        f.name: getattr(ControlledDocument if f.name in _OF_DOCUMENT else DocumentRevision, f.name)
        for f in fields
    }


def _documents() -> ListSource:
    """One row per document: its latest revision that is not given up; else the last it had."""
    later = aliased(DocumentRevision)
    last = (
        select(func.max(later.id))
        .where(later.document_id == ControlledDocument.id)
        .correlate(ControlledDocument)
    )
    standing = last.where(later.state != RevisionState.OBSOLETE).scalar_subquery()
    newest = func.coalesce(standing, last.scalar_subquery())
    return ListSource(
        base=select(ControlledDocument).join(DocumentRevision, DocumentRevision.id == newest),
        id=ControlledDocument.id,
        columns=_columns(FIELDS),
        search=(ControlledDocument.doc_no, ControlledDocument.title),
    )


def _effective() -> ListSource:
    return ListSource(
        base=select(ControlledDocument)
        .join(DocumentRevision, DocumentRevision.document_id == ControlledDocument.id)
        .where(DocumentRevision.state == RevisionState.EFFECTIVE),
        id=ControlledDocument.id,
        columns=_columns(f for f in FIELDS if f.name in EFFECTIVE_SHOWN),
        search=(ControlledDocument.doc_no, ControlledDocument.title),
    )


def _copies() -> ListSource:
    own = ("copy_no", "holder", "handed_on", "read_at", "recalled_on")
    return ListSource(
        base=select(DocumentCopy)
        .join(DocumentRevision, DocumentRevision.id == DocumentCopy.revision_id)
        .join(ControlledDocument, ControlledDocument.id == DocumentRevision.document_id),
        id=DocumentCopy.id,
        columns={
            **{name: getattr(DocumentCopy, name) for name in own},
            "doc_no": ControlledDocument.doc_no,
            "title": ControlledDocument.title,
            "edition": DocumentRevision.issue_no + "/" + cast(DocumentRevision.revision_no, String),
            "state": DocumentRevision.state,
        },
        search=(ControlledDocument.doc_no, DocumentCopy.holder),
    )


CONTROLLED_DOCUMENTS = ListSpec(
    name="controlled_documents",
    title="受控文件",
    right="document.create",
    fields=FIELDS,
    source=_documents,
    sort=Sort("doc_no"),
    filters=(Filter("state", "not", RevisionState.OBSOLETE),),
    actions=(
        Action("register_document", "登记文件", "Ctrl+N", "document.create"),
        Action("revise_document", "修订", "F6", "document.create", per_row=True),
        Action("submit_document", "提交", "F7", "document.create", per_row=True),
        Action("approve_document", "批准", "F8", "document.approve", per_row=True),
        Action("reject_document", "驳回", "", "document.approve", per_row=True),
        Action("print:P-13", "打印", "Ctrl+P", "print.create", per_row=True),
        Action("replace_draft", "更换草稿", "", "document.create", per_row=True),
        Action("confirm_review", "评审", "", "document.approve", per_row=True),
        Action("withdraw_document", "作废", "", "document.approve", per_row=True),
    ),
    open="page:document_desk",
    empty="还没有受控文件。按 Ctrl+N 登记第一份。",
)
EFFECTIVE_DOCUMENTS = ListSpec(
    name="effective_documents",
    title="有效文件",
    right="document.read",
    found=("doc_no", "title", "issue_no"),
    fields=tuple(f for f in FIELDS if f.name in EFFECTIVE_SHOWN),
    source=_effective,
    sort=Sort("doc_no"),
    actions=(
        Action("confirm_reading", "确认已阅读", "F7", "office.read", per_row=True),
        Action("print:P-13", "打印", "Ctrl+P", "print.create", per_row=True),
    ),
    open="page:document_desk",
    empty="还没有生效的文件。文件批准并到生效日期后列在这里。",
)
DOCUMENT_COPIES = ListSpec(
    name="document_copies",
    title="文件发放记录",
    right="document.create",
    fields=COPY_FIELDS,
    source=_copies,
    sort=Sort("doc_no"),
    empty="还没有发放过文件。文件发放给谁、谁已阅读,列在这里。",
)
